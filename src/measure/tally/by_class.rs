//! Counts by class, whichever classes are written down.

use crate::error::{Error, Result};

/// The counts of some cells by class: of every class, or of those that occur.
#[derive(Debug, Clone, Copy)]
pub enum ClassCounts<'a> {
    /// Of every class, those of one cell after those of the one before.
    Every {
        /// One for each cell and class.
        counts: &'a [u64],
        /// How many classes there are.
        n_classes: usize,
    },
    /// Of the classes that occur, ascending within a cell.
    Occurring {
        /// Where those of each cell end.
        ends: &'a [i64],
        /// The classes.
        classes: &'a [u32],
        /// How many visits are in each.
        counts: &'a [u64],
    },
}

impl ClassCounts<'_> {
    /// How many cells there are.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] or [`Error::BadCode`] where they are not counts of so many classes.
    pub fn cells(&self, n_classes: usize) -> Result<usize> {
        let differ = |left_len, right: &str, right_len| Error::Length {
            left: "counts".into(),
            left_len,
            right: right.into(),
            right_len,
        };
        match *self {
            Self::Every {
                counts,
                n_classes: own,
            } => {
                let cells = counts.len() / own.max(1);
                if own != n_classes || counts.len() != cells * own {
                    return Err(differ(own, "weights", n_classes));
                }
                Ok(cells)
            }
            Self::Occurring {
                ends,
                classes,
                counts,
            } => {
                let last = ends.last().map_or(0, |end| position(*end));
                if classes.len() != counts.len() || last != counts.len() || !ends.is_sorted() {
                    return Err(differ(counts.len(), "classes", classes.len()));
                }
                let wrong = |(_, class): &(usize, &u32)| **class as usize >= n_classes;
                match classes.iter().enumerate().find(wrong) {
                    None => Ok(ends.len()),
                    Some((row, &code)) => Err(Error::BadCode {
                        name: "classes".into(),
                        row,
                        code,
                        labels: n_classes,
                    }),
                }
            }
        }
    }

    /// Hands over each class of a cell with its count; classes that do not occur may be left out.
    #[inline]
    pub fn each(&self, cell: usize, mut take: impl FnMut(usize, u64)) {
        match *self {
            Self::Every { counts, n_classes } => {
                let own = counts.get(cell * n_classes..(cell + 1) * n_classes);
                for (class, &count) in own.unwrap_or_default().iter().enumerate() {
                    take(class, count);
                }
            }
            Self::Occurring {
                ends,
                classes,
                counts,
            } => {
                let end = |cell: usize| ends.get(cell).map_or(0, |end| position(*end));
                let own = cell.checked_sub(1).map_or(0, end)..end(cell);
                let classes = classes.get(own.clone()).unwrap_or_default();
                let counts = counts.get(own).unwrap_or_default();
                for (&class, &count) in classes.iter().zip(counts) {
                    take(class as usize, count);
                }
            }
        }
    }
}

fn position(end: i64) -> usize {
    usize::try_from(end).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_tell_the_same() {
        let every = ClassCounts::Every {
            counts: &[0, 2, 0, 0, 0, 0, 1, 0, 3],
            n_classes: 3,
        };
        let occurring = ClassCounts::Occurring {
            ends: &[1, 1, 3],
            classes: &[1, 0, 2],
            counts: &[2, 1, 3],
        };
        let told = |counts: &ClassCounts<'_>, cell| {
            let mut found = Vec::new();
            counts.each(cell, |class, count| {
                if count > 0 {
                    found.push((class, count));
                }
            });
            found
        };
        assert_eq!((every.cells(3), occurring.cells(3)), (Ok(3), Ok(3)));
        for cell in 0..3 {
            assert_eq!(told(&every, cell), told(&occurring, cell));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let counts = ClassCounts::Every {
            counts: &[1, 2],
            n_classes: 2,
        };
        assert!(matches!(counts.cells(3), Err(Error::Length { .. })));
        let beyond = ClassCounts::Occurring {
            ends: &[1],
            classes: &[5],
            counts: &[2],
        };
        assert!(matches!(beyond.cells(3), Err(Error::BadCode { .. })));
    }
}
