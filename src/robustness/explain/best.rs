//! The best of one number of toggles so far.

use std::collections::BTreeMap;

use super::Chosen;
use super::waits::DayEdit;

/// How many of those that are as good are kept.
const MOST_TIES: usize = 20;

/// The toggles of a specification in their order, by which ties are sorted.
type Key = Vec<(usize, usize)>;

/// A specification with the rows that it takes: some in each cell, or some on days.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) lines: Chosen,
    pub(super) conventions: Chosen,
    pub(super) edits: Vec<i64>,
    pub(super) days: Vec<DayEdit>,
}

/// The best of one number of toggles so far.
#[derive(Debug, Default)]
pub(super) struct Best {
    /// The most rows that are still of interest; none where any are.
    pub(super) rows: Option<i64>,
    pub(super) ties: u64,
    pub(super) ways: BTreeMap<Key, Found>,
}

impl Found {
    fn rows(&self) -> i64 {
        let days = i64::try_from(self.days.len()).unwrap_or(i64::MAX);
        self.edits.iter().map(|rows| rows.abs()).sum::<i64>() + days
    }
}

impl Best {
    /// Only fewer rows than with fewer toggles are of interest.
    pub(super) fn below(rows: Option<i64>) -> Self {
        Self {
            rows: rows.map(|rows| rows - 1),
            ..Self::default()
        }
    }

    /// Keeps a specification that needs no more rows than the best.
    pub(super) fn keep(&mut self, found: Found) {
        let rows = found.rows();
        if self.ways.is_empty() || self.rows != Some(rows) {
            self.ways.clear();
            self.ties = 0;
        }
        self.rows = Some(rows);
        self.ties += 1;
        let all = found.lines.iter().chain(&found.conventions).copied();
        let key = all.enumerate().filter(|(_, choice)| *choice > 0);
        self.ways.insert(key.collect(), found);
        if self.ways.len() > MOST_TIES {
            self.ways.pop_last();
        }
    }
}
