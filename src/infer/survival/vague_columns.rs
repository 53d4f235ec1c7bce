//! Lags of which some are known to a range of days, read from columns.

use std::collections::BTreeMap;

use super::vague::VagueLags;
use crate::error::{Error, Result};
use crate::measure::lag::known::End;
use crate::measure::lag::vague::{Completion, read};
use crate::special::real::real_to_whole;

/// The block of a lag that may be anything between its ends; another below 0 is of a lag that is known.
const FREE: i64 = -2;

/// Lags as columns, one a row.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Days, and whether they were observed, of a lag that is known.
    pub known: (&'a [f64], &'a [bool]),
    /// The least and the greatest of one that is not, in days and whether it was observed.
    pub lower: (&'a [f64], &'a [bool]),
    /// The greatest.
    pub upper: (&'a [f64], &'a [bool]),
    /// The block of one that is not known; below 0 for one that is.
    pub block: &'a [i64],
    /// Its completions as text.
    pub completions: &'a [Option<String>],
    /// The group of each.
    pub group: &'a [u32],
}

impl VagueLags {
    /// Splits rows into the lags of each group.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if the completions of a row cannot be read, or are not as many as those
    /// of the other rows of its block.
    pub fn by_group(columns: Columns<'_>, n_groups: usize) -> Result<Vec<Self>> {
        let mut groups = vec![Self::default(); n_groups];
        let mut blocks: BTreeMap<(u32, i64), Vec<Completion>> = BTreeMap::new();
        for (row, (&group, &block)) in columns.group.iter().zip(columns.block).enumerate() {
            let Some(lags) = groups.get_mut(group as usize) else {
                continue;
            };
            let at = |(days, seen): (&[f64], &[bool])| {
                Some((days.get(row).copied()?, seen.get(row).copied()?))
            };
            if block == FREE {
                let ends = at(columns.lower).zip(at(columns.upper));
                lags.free
                    .extend(ends.map(|(one, other)| (end(one), end(other))));
                continue;
            }
            if block < 0 {
                lags.known.extend(at(columns.known));
                continue;
            }
            let text = columns.completions.get(row).and_then(Option::as_deref);
            let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
                let ends = at(columns.lower).zip(at(columns.upper));
                lags.loose
                    .extend(ends.map(|(one, other)| (end(one), end(other))));
                continue;
            };
            let unfit =
                |reason: String| Error::undefined("lag_completions", format!("row {row} {reason}"));
            let found = read(text)
                .ok_or_else(|| unfit("is not a list of days such as '11; 41; >187'".to_owned()))?;
            let kept = blocks.entry((group, block)).or_default();
            if kept.is_empty() {
                kept.resize(found.len(), Vec::new());
            }
            if kept.len() != found.len() {
                let reason = "has another number of completions than the lags of its block";
                return Err(unfit(reason.to_owned()));
            }
            for (lags, lag) in kept.iter_mut().zip(found) {
                lags.push(lag);
            }
        }
        for ((group, _), block) in blocks {
            if let Some(lags) = groups.get_mut(group as usize) {
                lags.blocks.push(block);
            }
        }
        Ok(groups)
    }
}

fn end((days, seen): (f64, bool)) -> End {
    End {
        days: real_to_whole(days),
        running: !seen,
    }
}
