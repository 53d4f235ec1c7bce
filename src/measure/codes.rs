//! Categories in the codes of a frame library: of its width, in its order, missing ones out of range.

mod pairs;
mod seen;

pub use pairs::{PairCodes, pairs_seen};
pub use seen::Seen;

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::work_off;

/// Rows looked up by a thread at a time.
const ROWS: usize = 1 << 16;

/// The code of each row, in the width in which it is held.
///
/// A code that has no label, a negative one above all, is that of a missing value.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each is named as its numbers")]
pub enum Codes<'a> {
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
}

/// A code of any width as the position of its label, if it is one.
trait Code: Copy + Ord {
    fn place(self) -> usize;
}

macro_rules! code {
    ($($kind:ty),*) => {
        $(impl Code for $kind {
            #[inline]
            fn place(self) -> usize {
                usize::try_from(self).unwrap_or(usize::MAX)
            }
        })*
    };
}
code!(u8, u16, u32, i8, i16, i32, i64);

macro_rules! each {
    ($codes:expr, $slice:ident => $work:expr) => {
        match $codes {
            Codes::U8($slice) => $work,
            Codes::U16($slice) => $work,
            Codes::U32($slice) => $work,
            Codes::I8($slice) => $work,
            Codes::I16($slice) => $work,
            Codes::I32($slice) => $work,
            Codes::I64($slice) => $work,
        }
    };
}
use each;

impl Codes<'_> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        each!(self, codes => codes.len())
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of the label of a row; nothing where a row has none, or is none.
    #[inline]
    pub fn place(&self, row: usize) -> Option<usize> {
        each!(self, codes => codes.get(row).map(|code| code.place()))
    }

    /// Writes what a table of bytes has for the codes from a row on, or adds it to what is there; the
    /// highest byte where it has nothing.
    pub fn bytes_into(&self, first: usize, table: &[u8], add: bool, out: &mut [u8]) {
        each!(self, codes => {
            let codes = codes.get(first..).unwrap_or_default();
            for (out, code) in out.iter_mut().zip(codes) {
                let byte = table.get(code.place()).copied().unwrap_or(u8::MAX);
                *out = if add { out.saturating_add(byte) } else { byte };
            }
        });
    }

    /// Makes each code the last digit of a number to the base `width`.
    ///
    /// Stops at the first code that is no digit, and gives the row and the code.
    pub fn append_to(&self, numbers: &mut [u32], width: u32) -> Option<(usize, u32)> {
        each!(self, codes => append(codes, numbers, width))
    }

    /// Adds the number of each label to sums, from row `first` on; the highest where a row has none.
    pub fn add_to(&self, first: usize, numbers: &[u32], sums: &mut [u32]) {
        each!(self, codes => numbered(codes, Some(numbers), first, sums, u32::saturating_add));
    }

    /// What a table has for the label of each of some rows, in any order; -1 where a row is none or has
    /// none.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub fn looked_up_at(
        &self,
        rows: &[i64],
        table: &[i64],
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<i64>> {
        let mut found = vec![-1; rows.len()];
        let parts = rows.chunks(ROWS).zip(found.chunks_mut(ROWS)).collect();
        let work = |(rows, found): (&[i64], &mut [i64])| {
            each!(self, codes => for (found, row) in found.iter_mut().zip(rows) {
                let code = usize::try_from(*row).ok().and_then(|row| codes.get(row));
                let known = code.and_then(|code| table.get(code.place()));
                *found = known.copied().unwrap_or(-1);
            });
            Ok(())
        };
        work_off(parts, threads, &work, tick)?;
        Ok(found)
    }

    /// Writes the codes from a row on as numbers; a negative one is the highest number.
    pub fn read(&self, start: usize, numbers: &mut [u32]) {
        each!(self, codes => read(codes.get(start..).unwrap_or_default(), numbers));
    }

    /// Marks of the rows from `start` on those that have another code than the row before.
    pub fn mark_changes(&self, start: usize, marks: &mut [bool]) {
        each!(self, codes => mark_changes(codes, start, marks));
    }

    /// What a table has for the label of each row; `missing` where a row has none.
    pub fn looked_up<T: Copy>(&self, table: &[T], missing: T) -> Vec<T> {
        each!(self, codes => codes
            .iter()
            .map(|code| table.get(code.place()).copied().unwrap_or(missing))
            .collect())
    }
}

/// The number of a row whose label has none, or that has no label.
pub const NO_NUMBER: u32 = u32::MAX;

/// A column of codes, and the number that the label of each stands for; without these a code is its
/// own number.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'a> {
    /// The codes.
    pub codes: Codes<'a>,
    /// The number of each label, or [`NO_NUMBER`].
    pub numbers: Option<&'a [u32]>,
}

impl Numbered<'_> {
    /// Writes the numbers of rows from `first` on; one that is not below `limit` is refused.
    ///
    /// # Errors
    ///
    /// [`Error::BadCode`], which calls the column by its `name`.
    pub fn write(&self, first: usize, out: &mut [u32], name: &str, limit: usize) -> Result<()> {
        each!(self.codes, codes => numbered(codes, self.numbers, first, out, |_, new| new));
        self.check(first, out, name, limit)
    }

    /// Adds the numbers of these rows to what is there.
    ///
    /// # Errors
    ///
    /// As for [`Self::write`], for a sum that is not below `limit`.
    pub fn add(&self, first: usize, out: &mut [u32], name: &str, limit: usize) -> Result<()> {
        each!(self.codes, codes => numbered(codes, self.numbers, first, out, u32::saturating_add));
        self.check(first, out, name, limit)
    }

    fn check(&self, first: usize, found: &[u32], name: &str, limit: usize) -> Result<()> {
        let highest = found.iter().copied().max().unwrap_or(0);
        if found.is_empty() || (highest as usize) < limit {
            return Ok(());
        }
        let row = found.iter().position(|number| *number as usize >= limit);
        let row = first + row.unwrap_or(0);
        let code = self
            .codes
            .place(row)
            .and_then(|code| u32::try_from(code).ok());
        Err(Error::BadCode {
            name: name.into(),
            row,
            code: code.unwrap_or(u32::MAX),
            labels: limit,
        })
    }
}

fn numbered<C: Code>(
    codes: &[C],
    numbers: Option<&[u32]>,
    first: usize,
    out: &mut [u32],
    put: impl Fn(u32, u32) -> u32,
) {
    let codes = codes.get(first..).unwrap_or_default();
    match numbers {
        Some(numbers) => {
            for (out, code) in out.iter_mut().zip(codes) {
                let number = numbers.get(code.place()).copied();
                *out = put(*out, number.unwrap_or(NO_NUMBER));
            }
        }
        None => {
            for (out, code) in out.iter_mut().zip(codes) {
                *out = put(*out, u32::try_from(code.place()).unwrap_or(NO_NUMBER));
            }
        }
    }
}

fn append<C: Code>(codes: &[C], numbers: &mut [u32], width: u32) -> Option<(usize, u32)> {
    for (row, (number, code)) in numbers.iter_mut().zip(codes).enumerate() {
        match u32::try_from(code.place()) {
            Ok(digit) if digit < width => *number = *number * width + digit,
            none => return Some((row, none.unwrap_or(u32::MAX))),
        }
    }
    None
}

fn read<C: Code>(codes: &[C], numbers: &mut [u32]) {
    for (number, code) in numbers.iter_mut().zip(codes) {
        *number = u32::try_from(code.place()).unwrap_or(u32::MAX);
    }
}

fn mark_changes<C: Code>(codes: &[C], start: usize, marks: &mut [bool]) {
    let (marks, from) = match (start, marks.split_first_mut()) {
        // Before the first row there is none.
        (0, Some((first, others))) => {
            *first = true;
            (others, 0)
        }
        (0, None) => return,
        _ => (marks, start - 1),
    };
    let before = codes.get(from..).unwrap_or_default();
    let own = before.get(1..).unwrap_or_default();
    for (mark, (before, code)) in marks.iter_mut().zip(before.iter().zip(own)) {
        *mark |= before != code;
    }
}

#[cfg(test)]
mod tests;
