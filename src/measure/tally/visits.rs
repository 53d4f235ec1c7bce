//! The columns of a visit table, as the tally reads them.

use crate::error::{Error, Result};

/// What the inclusion rule says of a visit.
pub mod verdict {
    /// It does not count.
    pub const EXCLUDED: u8 = 0;
    /// It counts.
    pub const QUALIFIES: u8 = 1;
    /// The record does not say.
    pub const UNCLEAR: u8 = 2;
}

/// The columns of a visit table, as codes.
#[derive(Debug, Clone, Copy)]
pub struct Visits<'a> {
    /// Day of each visit.
    pub days: &'a [i64],
    /// Group (dyad) of each visit, or [`crate::time::NO_GROUP`]; without it every visit is in group 0.
    pub groups: Option<&'a [u32]>,
    /// Class of each visit; without it every visit is in class 0.
    pub classes: Option<&'a [u32]>,
    /// What the inclusion rule says of each visit; without it every visit counts.
    pub verdicts: Option<&'a [u8]>,
}

impl<'a> Visits<'a> {
    pub(super) fn check_lengths(&self) -> Result<()> {
        let n_rows = self.days.len();
        let others = [
            ("groups", self.groups.map(<[u32]>::len)),
            ("classes", self.classes.map(<[u32]>::len)),
            ("verdicts", self.verdicts.map(<[u8]>::len)),
        ];
        for (name, len) in others {
            if let Some(right_len) = len.filter(|len| *len != n_rows) {
                let (left, right) = ("days".into(), name.into());
                return Err(Error::Length {
                    left,
                    left_len: n_rows,
                    right,
                    right_len,
                });
            }
        }
        Ok(())
    }

    pub(super) fn part(&self, from: usize, to: usize) -> Visits<'a> {
        Visits {
            days: self.days.get(from..to).unwrap_or_default(),
            groups: self.groups.and_then(|all| all.get(from..to)),
            classes: self.classes.and_then(|all| all.get(from..to)),
            verdicts: self.verdicts.and_then(|all| all.get(from..to)),
        }
    }
}
