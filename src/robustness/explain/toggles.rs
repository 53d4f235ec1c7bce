//! Every way to decide some things otherwise, by how many they are.

use super::Chosen;
use crate::error::Result;

/// How many specifications have at most so many toggles.
pub(super) fn up_to(sizes: &[usize], toggles: usize) -> u128 {
    let mut exactly = vec![0_u128; toggles + 1];
    if let Some(none) = exactly.first_mut() {
        *none = 1;
    }
    for size in sizes {
        let others = (*size as u128).saturating_sub(1);
        for many in (1..=toggles).rev() {
            let fewer = exactly.get(many - 1).copied().unwrap_or(0);
            if let Some(entry) = exactly.get_mut(many) {
                *entry = entry.saturating_add(fewer.saturating_mul(others));
            }
        }
    }
    exactly.iter().fold(0, |sum, one| sum.saturating_add(*one))
}

/// Calls with every choice of decisions of which exactly `toggles` are not the first, in order.
pub(super) fn combinations(
    sizes: &[usize],
    toggles: usize,
    each: &mut dyn FnMut(&Chosen) -> Result<()>,
) -> Result<()> {
    fn go(
        sizes: &[usize],
        from: usize,
        left: usize,
        chosen: &mut Chosen,
        each: &mut dyn FnMut(&Chosen) -> Result<()>,
    ) -> Result<()> {
        if left == 0 {
            return each(chosen);
        }
        for (place, size) in sizes.iter().enumerate().skip(from) {
            for choice in 1..*size {
                set(chosen, place, choice);
                go(sizes, place + 1, left - 1, chosen, each)?;
            }
            set(chosen, place, 0);
        }
        Ok(())
    }
    fn set(chosen: &mut Chosen, place: usize, choice: usize) {
        if let Some(entry) = chosen.get_mut(place) {
            *entry = choice;
        }
    }
    go(sizes, 0, toggles, &mut vec![0; sizes.len()], each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_are_counted_as_they_are_gone_through() {
        let sizes = [2, 1, 4, 3];
        for toggles in 0..=4 {
            let mut seen = Vec::new();
            let mut keep = |chosen: &Chosen| {
                seen.push(chosen.clone());
                Ok(())
            };
            for exactly in 0..=toggles {
                combinations(&sizes, exactly, &mut keep).unwrap();
            }
            assert_eq!(seen.len() as u128, up_to(&sizes, toggles));
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len() as u128, up_to(&sizes, toggles));
        }
        assert_eq!(up_to(&sizes, 4), 24);
    }
}
