//! What a record must be before anything is asked of it.

use super::list::EraList;
use super::record::{Column, Record};
use crate::error::{ClaimMistake, Error, Result, same_length};

impl Record {
    pub(super) fn check(&self) -> Result<()> {
        let columns = self.visits.columns.iter();
        let lengths = columns
            .map(|(name, column)| (name.as_str(), column.codes.len()))
            .chain([
                ("departures", self.visits.departures.len()),
                ("classes", self.visits.classes.len()),
            ])
            .chain(
                self.visits
                    .sourced
                    .iter()
                    .map(|column| ("sourced", column.len())),
            )
            .chain(
                self.definitions
                    .iter()
                    .map(|column| ("verdicts", column.len())),
            );
        for (name, len) in lengths {
            same_length(("visits", self.len()), (name, len))?;
        }
        let n_classes = self.n_classes();
        let mut classes = self.visits.classes.iter().enumerate();
        if let Some((row, code)) = classes.find(|(_, code)| **code as usize >= n_classes) {
            return Err(Error::BadCode {
                name: "classes".to_owned(),
                row,
                code: *code,
                labels: n_classes,
            });
        }
        for weights in &self.schemes {
            same_length(("classes", n_classes), ("weights", weights.real().len()))?;
        }
        self.lists.iter().try_for_each(EraList::check)
    }
}

impl Column {
    /// The text of a visit; none where it is missing.
    pub(super) fn label(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.labels.get(code as usize).map(String::as_str)
    }

    pub(super) fn restrict(&self, keep: &mut [bool], holds: impl Fn(&str) -> bool) {
        let labels: Vec<bool> = self.labels.iter().map(|label| holds(label)).collect();
        for (keep, code) in keep.iter_mut().zip(&self.codes) {
            *keep = *keep && labels.get(*code as usize).copied().unwrap_or(false);
        }
    }

    pub(super) fn require(&self, value: &str, what: &str, key: &str) -> Result<()> {
        if self.labels.iter().any(|label| label == value) {
            return Ok(());
        }
        let mut known: Vec<&str> = self.labels.iter().map(String::as_str).collect();
        known.sort_unstable();
        Err(ClaimMistake::unknown(key, what, value, &known))
    }
}
