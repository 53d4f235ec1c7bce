//! Categories in the codes of a frame library: of its width, in its order, missing ones out of range.

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
trait Code: Copy {
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

/// Where the labels of a column occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The row in which each label occurs first; the number of rows where it does not.
    pub first: Vec<usize>,
    /// How many rows have no label.
    pub missing: usize,
}

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

    /// Makes each code the last digit of a number to the base `width`.
    ///
    /// Stops at the first code that is no digit, and gives the row and the code.
    pub fn append_to(&self, numbers: &mut [u32], width: u32) -> Option<(usize, u32)> {
        each!(self, codes => append(codes, numbers, width))
    }

    /// Where each of so many labels occurs first.
    pub fn seen(&self, n_labels: usize) -> Seen {
        each!(self, codes => seen(codes, n_labels))
    }

    /// What a table has for the label of each row; `missing` where a row has none.
    pub fn looked_up<T: Copy>(&self, table: &[T], missing: T) -> Vec<T> {
        each!(self, codes => codes
            .iter()
            .map(|code| table.get(code.place()).copied().unwrap_or(missing))
            .collect())
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

fn seen<C: Code>(codes: &[C], n_labels: usize) -> Seen {
    let mut first = vec![codes.len(); n_labels];
    let mut missing = 0;
    for (row, code) in codes.iter().enumerate() {
        match first.get_mut(code.place()) {
            Some(place) if *place > row => *place = row,
            Some(_) => {}
            None => missing += 1,
        }
    }
    Seen { first, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_the_same_in_every_width() {
        let columns = [
            Codes::U8(&[2, 0, 255, 2]),
            Codes::U16(&[2, 0, u16::MAX, 2]),
            Codes::U32(&[2, 0, u32::MAX, 2]),
            Codes::I8(&[2, 0, -1, 2]),
            Codes::I16(&[2, 0, -1, 2]),
            Codes::I32(&[2, 0, -1, 2]),
            Codes::I64(&[2, 0, i64::MIN, 2]),
        ];
        for codes in columns {
            assert_eq!((codes.len(), codes.is_empty()), (4, false));
            let seen = codes.seen(3);
            assert_eq!((seen.first, seen.missing), (vec![1, 4, 0], 1));
            assert_eq!((codes.place(3), codes.place(4)), (Some(2), None));
            assert_eq!(codes.append_to(&mut [1, 0], 3), None);
            assert!(
                codes
                    .append_to(&mut [1, 0, 0], 3)
                    .is_some_and(|(row, _)| row == 2)
            );
            assert_eq!(codes.looked_up(&[7, 8, 9], 0), vec![9, 7, 0, 9]);
        }
    }
}
