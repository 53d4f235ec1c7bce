//! Short texts as codes: a text of a few bytes is one number, and numbers are quickly told apart.

use std::ops::Range;

use crate::error::Result;
use crate::progress::unattended;
use crate::threads::{Threads, work_off};

/// More different texts than this are left to the library that holds them.
const MOST: u16 = 1 << 12;
/// Texts of more bytes than this are not short.
const SHORT: usize = 12;
const AT_ONCE: usize = 1 << 16;

/// Texts as a library holds them, none of them missing.
#[derive(Debug, Clone, Copy)]
pub enum Texts<'a> {
    /// Views of Arrow, two numbers each: the length and the bytes, where these are few.
    Views(&'a [u64]),
    /// Where each ends in the bytes of all, and where the first begins.
    Narrow(&'a [i32], &'a [u8]),
    /// The same in wide numbers.
    Wide(&'a [i64], &'a [u8]),
}

/// The code of each text, and the row in which each code occurs first, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// One for each row.
    pub codes: Codes,
    /// One for each code.
    pub first: Vec<usize>,
}

/// Codes in the least width that has one to spare.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as its numbers")]
pub enum Codes {
    U8(Vec<u8>),
    U16(Vec<u16>),
}

impl Texts<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Views(views) => views.len() / 2,
            Self::Narrow(ends, _) => ends.len().saturating_sub(1),
            Self::Wide(ends, _) => ends.len().saturating_sub(1),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The codes of texts, in the order in which these appear; nothing where some text is long, or too
    /// many differ.
    ///
    /// # Errors
    ///
    /// None; threads have the form of work that may fail.
    pub fn coded(&self, threads: Threads) -> Result<Option<Coded>> {
        let threads = threads.of(self.len() >= 8 * AT_ONCE);
        // Each part has codes of its own, so that a text is looked up once.
        let mut own = vec![0_u16; self.len()];
        let mut parts = vec![None; own.len().div_ceil(AT_ONCE)];
        let pairs = own.chunks_mut(AT_ONCE).zip(&mut parts);
        let look = |(start, (codes, part)): (usize, (&mut [u16], &mut Option<Part>))| {
            *part = self.part(start, codes);
            Ok(())
        };
        let starts = (0..).step_by(AT_ONCE);
        work_off(starts.zip(pairs).collect(), threads, &look, &mut unattended)?;
        let (mut known, mut first, mut tables) = (Known::of(64), Vec::new(), Vec::new());
        for part in parts {
            let Some(table) = part.and_then(|part| known.table(&part, &mut first)) else {
                return Ok(None);
            };
            tables.push(table);
        }
        let codes = if first.len() < usize::from(u8::MAX) {
            Codes::U8(numbered(&own, &tables, threads, |code| {
                code.to_le_bytes()[0]
            })?)
        } else {
            Codes::U16(numbered(&own, &tables, threads, |code| code)?)
        };
        Ok(Some(Coded { codes, first }))
    }

    /// Numbers the texts of consecutive rows; tells each with the row where it is first.
    fn part(&self, start: usize, codes: &mut [u16]) -> Option<Part> {
        let (mut known, mut seen, mut failed) = (Known::of(64), Vec::new(), false);
        let rows = start..start + codes.len();
        let mut codes = codes.iter_mut();
        self.each(rows, |row, key| {
            let code = key.and_then(|key| known.code(key, || seen.push((key, row))));
            match codes.next().zip(code) {
                Some((own, code)) => *own = code,
                None => failed = true,
            }
        });
        (!failed).then_some(seen)
    }

    /// Hands over rows with their text as a number; nothing in its place where it is long.
    fn each(&self, rows: Range<usize>, mut take: impl FnMut(usize, Option<u128>)) {
        match *self {
            Self::Views(views) => {
                let own = views.get(2 * rows.start..2 * rows.end).unwrap_or_default();
                for (row, view) in rows.zip(own.as_chunks::<2>().0) {
                    let [low, high] = *view;
                    let short = low & u64::from(u32::MAX) <= SHORT as u64;
                    let key = u128::from(low) | (u128::from(high) << 64);
                    take(row, short.then_some(key));
                }
            }
            Self::Narrow(ends, bytes) => {
                let end = |end: i32| usize::try_from(end).unwrap_or(usize::MAX);
                for row in rows {
                    let own = ends.get(row..row + 2).map(<[i32; 2]>::try_from);
                    let own = own.and_then(std::result::Result::ok);
                    let own = own.map(|[from, to]| end(from)..end(to));
                    take(row, own.and_then(|own| key(bytes.get(own)?)));
                }
            }
            Self::Wide(ends, bytes) => {
                let end = |end: i64| usize::try_from(end).unwrap_or(usize::MAX);
                for row in rows {
                    let own = ends.get(row..row + 2).map(<[i64; 2]>::try_from);
                    let own = own.and_then(std::result::Result::ok);
                    let own = own.map(|[from, to]| end(from)..end(to));
                    take(row, own.and_then(|own| key(bytes.get(own)?)));
                }
            }
        }
    }
}

/// A short text as a number: its bytes, and how many they are.
fn key(text: &[u8]) -> Option<u128> {
    let mut own = [0; 16];
    own.get_mut(..text.len().min(SHORT + 1))?
        .copy_from_slice(text.get(..SHORT + 1).unwrap_or(text));
    own[15] = u8::try_from(text.len())
        .ok()
        .filter(|len| usize::from(*len) <= SHORT)?;
    Some(u128::from_le_bytes(own))
}

/// The lower and the upper half of a number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "halves are what is asked for"
)]
fn halves(key: u128) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

/// The texts of some rows as numbers, in order of appearance, each with its first row.
type Part = Vec<(u128, usize)>;

/// The codes of rows, from those that each part has by itself.
fn numbered<T: Copy + Default + Send>(
    own: &[u16],
    tables: &[Vec<u16>],
    threads: usize,
    narrow: impl Fn(u16) -> T + Sync,
) -> Result<Vec<T>> {
    let mut found = vec![T::default(); own.len()];
    let parts = found.chunks_mut(AT_ONCE).zip(own.chunks(AT_ONCE));
    let work = |((found, own), table): ((&mut [T], &[u16]), &Vec<u16>)| {
        let table: Vec<T> = table.iter().map(|code| narrow(*code)).collect();
        for (place, code) in found.iter_mut().zip(own) {
            *place = table.get(usize::from(*code)).copied().unwrap_or_default();
        }
        Ok(())
    };
    work_off(parts.zip(tables).collect(), threads, &work, &mut unattended)?;
    Ok(found)
}

/// The code of a slot that nothing is in.
const EMPTY: u16 = u16::MAX;

/// Numbers, each with its code, in the order in which they were told.
#[derive(Debug, Clone)]
struct Known {
    /// As many as a power of two, at most half of them in use.
    slots: Vec<(u128, u16)>,
    used: u16,
}

impl Known {
    fn of(size: usize) -> Self {
        Self {
            slots: vec![(0, EMPTY); size.max(2).next_power_of_two()],
            used: 0,
        }
    }

    /// The slot of a number, or the empty one that it would be in.
    #[inline]
    fn slot(&self, key: u128) -> usize {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let [low, high] = halves(key);
        let mixed = low ^ high.wrapping_mul(ODD).rotate_left(32);
        // Of a product the highest bits depend on all of the number: there are 16 times more of them
        // than slots.
        let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(ODD);
        let mask = self.slots.len() - 1;
        let mut at = (mixed >> 46) as usize & mask;
        while self
            .slots
            .get(at)
            .is_some_and(|slot| slot.1 != EMPTY && slot.0 != key)
        {
            at = (at + 1) & mask;
        }
        at
    }

    /// The code of a number, which is said to be new where it is; none where there are too many.
    #[inline]
    fn code(&mut self, key: u128, new: impl FnOnce()) -> Option<u16> {
        let at = self.slot(key);
        let slot = self.slots.get_mut(at)?;
        if slot.1 != EMPTY {
            return Some(slot.1);
        }
        if self.used == MOST {
            return None;
        }
        let code = self.used;
        *slot = (key, code);
        self.used += 1;
        new();
        if 2 * usize::from(self.used) >= self.slots.len() {
            self.grow();
        }
        Some(code)
    }

    /// The codes of the texts of a part, and the first rows of those that are new.
    fn table(&mut self, part: &Part, first: &mut Vec<usize>) -> Option<Vec<u16>> {
        let codes = part.iter();
        codes
            .map(|&(key, row)| self.code(key, || first.push(row)))
            .collect()
    }

    fn grow(&mut self) {
        let mut larger = Self::of(4 * self.slots.len());
        for &(key, code) in self.slots.iter().filter(|slot| slot.1 != EMPTY) {
            let at = larger.slot(key);
            if let Some(slot) = larger.slots.get_mut(at) {
                *slot = (key, code);
            }
        }
        larger.used = self.used;
        *self = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(texts: &[&str]) -> Vec<u64> {
        let view = |text: &&str| {
            let mut bytes = [0; 16];
            bytes[..4].copy_from_slice(&u32::try_from(text.len()).unwrap().to_le_bytes());
            let own = text.as_bytes();
            let own = &own[..own.len().min(SHORT)];
            bytes[4..4 + own.len()].copy_from_slice(own);
            halves(u128::from_le_bytes(bytes))
        };
        texts.iter().flat_map(view).collect()
    }

    fn every_way(texts: &[&str]) -> Option<Coded> {
        let views = views(texts);
        let bytes: Vec<u8> = texts.iter().flat_map(|text| text.bytes()).collect();
        let mut wide = vec![0_i64];
        for text in texts {
            wide.push(wide[wide.len() - 1] + i64::try_from(text.len()).unwrap());
        }
        let narrow: Vec<i32> = wide
            .iter()
            .map(|end| i32::try_from(*end).unwrap())
            .collect();
        let ways = [
            Texts::Views(&views),
            Texts::Narrow(&narrow, &bytes),
            Texts::Wide(&wide, &bytes),
        ];
        let found = ways.map(|texts| {
            let coded = |threads| texts.coded(Threads::asked(Some(threads)).unwrap()).unwrap();
            assert_eq!(coded(1), coded(3));
            coded(2)
        });
        assert!(found[0] == found[1] && found[1] == found[2]);
        let [found, ..] = found;
        found
    }

    #[test]
    fn texts_are_numbered_as_they_appear() {
        let found = every_way(&["CHN", "", "PRK", "CHN", "a", "a\0", "twelve bytes"]).unwrap();
        assert_eq!(found.codes, Codes::U8(vec![0, 1, 2, 0, 3, 4, 5]));
        assert_eq!(found.first, vec![0, 1, 2, 4, 5, 6]);
        assert_eq!(every_way(&[]).unwrap().first, vec![0; 0]);
    }

    #[test]
    fn many_texts_take_two_bytes_and_too_many_none() {
        let texts: Vec<String> = (0..200_000).map(|row| format!("{}", row % 3_000)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = every_way(&texts).unwrap();
        let codes = (0..200_000_u32).map(|row| u16::try_from(row % 3_000).unwrap());
        let codes = codes.collect();
        assert_eq!(found.codes, Codes::U16(codes));
        let texts: Vec<String> = (0..9_000).map(|row| format!("{row}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(every_way(&texts), None);
        assert_eq!(every_way(&["short", "thirteen byte"]), None);
    }
}
