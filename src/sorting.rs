//! Numbers sorted by some of their bits, digit by digit: without comparing them.

use std::ops::Range;

/// Bits of a digit: what counts its values stays in the nearest cache.
const BITS: u32 = 11;
/// Fewer numbers are compared with each other.
const FEW: usize = 1 << 9;

/// Sorts by these bits; numbers that have them in common keep their order.
pub fn sort_by_bits(numbers: &mut Vec<u64>, bits: Range<u32>) {
    let width = bits.end.saturating_sub(bits.start);
    let key = |number: &u64| number.unbounded_shr(bits.start) & !u64::MAX.unbounded_shl(width);
    if numbers.len() < FEW {
        numbers.sort_by_key(key);
        return;
    }
    let mut spare = vec![0; numbers.len()];
    // Digits of about the same size.
    let size = width.div_ceil(width.div_ceil(BITS).max(1)).max(1);
    for low in (0..width).step_by(size as usize) {
        let digit = |number: &u64| {
            usize::try_from(key(number) >> low & ((1 << size) - 1)).unwrap_or(usize::MAX)
        };
        let mut places = vec![0_usize; 1 << size];
        for number in numbers.iter() {
            if let Some(count) = places.get_mut(digit(number)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for place in &mut places {
            sum += std::mem::replace(place, sum);
        }
        for number in numbers.iter() {
            if let Some(place) = places.get_mut(digit(number)) {
                if let Some(slot) = spare.get_mut(*place) {
                    *slot = *number;
                }
                *place += 1;
            }
        }
        std::mem::swap(numbers, &mut spare);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_order_of_their_bits_and_else_as_they_were() {
        for (size, bits) in [
            (0, 0..64),
            (1, 0..64),
            (FEW - 1, 5..20),
            (FEW, 60..64),
            (FEW - 1, 64..64),
            (700, 3..30),
            (700, 40..63),
            (5_000, 8..19),
            (3_000, 0..64),
            (900, 5..5),
        ] {
            let mut state = 7_u64;
            let mut draw = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(99);
                state ^ state >> 31
            };
            let mut numbers: Vec<u64> = (0..size).map(|_| draw()).collect();
            let mut plain = numbers.clone();
            let mask = u64::MAX.unbounded_shr(64 - (bits.end - bits.start));
            plain.sort_by_key(|number| number.unbounded_shr(bits.start) & mask);
            sort_by_bits(&mut numbers, bits);
            assert_eq!(numbers, plain);
        }
    }

    #[test]
    fn only_the_bits_that_are_asked_for_count() {
        for size in [3, 3 * FEW as u64] {
            // The lowest bits descend, those asked for repeat.
            let plain: Vec<u64> = (0..size)
                .map(|number| (number % 3) << 40 | (size - number))
                .collect();
            let mut numbers = plain.clone();
            sort_by_bits(&mut numbers, 40..42);
            let each = |digit: u64| {
                plain
                    .iter()
                    .copied()
                    .filter(move |number| number >> 40 == digit)
            };
            let expected: Vec<u64> = (0..3).flat_map(each).collect();
            assert_eq!(numbers, expected);
        }
    }
}
