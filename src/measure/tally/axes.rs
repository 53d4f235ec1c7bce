//! Counting visits on many lists of eras in one pass: each country has eras of its own, and a visit
//! counts in those of both its ends.

use std::ops::Range;

use super::cells::{Cell, Counter};
use super::counts::{Account, check};
use super::visits::{Block, Visits, verdict};
use crate::error::{Error, Result};
use crate::time::NO_GROUP;
use crate::time::index::{DayIndex, Place};
use crate::time::spans::SpanIndex;

/// A list of eras, and whose they are; of nobody, all visits count in it.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The country.
    pub side: Option<u32>,
    /// The country that must be at the other end.
    pub other_side: Option<u32>,
    /// Where its days lie.
    pub spans: SpanIndex,
}

/// Which lists of eras each pair of countries is counted on, and in which cells.
#[derive(Debug, Clone)]
pub struct Axes {
    spans: Vec<SpanIndex>,
    n_classes: usize,
    /// Where the entries of each pair end.
    ends: Vec<usize>,
    entries: Vec<Entry>,
    /// The pairs that each axis counts, in order; none is told where all are counted together.
    pub pairs: Vec<Vec<u32>>,
    /// Where the cells of each axis end.
    pub cell_ends: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    axis: usize,
    first_cell: usize,
}

impl Axes {
    /// Places pairs of countries on axes: each by itself if they are counted `apart`.
    pub fn new(axes: Vec<Axis>, pairs: &[(u32, u32)], n_classes: usize, apart: bool) -> Self {
        let n_countries = pairs.iter().map(|pair| pair.0.max(pair.1)).max();
        let mut of_country = vec![Vec::new(); n_countries.map_or(0, |last| last as usize + 1)];
        let mut of_all = Vec::new();
        for (number, axis) in axes.iter().enumerate() {
            match axis.side {
                None => of_all.push(number),
                Some(side) => {
                    if let Some(own) = of_country.get_mut(side as usize) {
                        own.push((number, axis.other_side));
                    }
                }
            }
        }
        let mut members = vec![Vec::new(); axes.len()];
        let (mut ends, mut found) = (Vec::with_capacity(pairs.len()), Vec::new());
        for (pair, &(one, other)) in (0_u32..).zip(pairs) {
            let mut place = |axis: usize| {
                if let Some(members) = members.get_mut(axis) {
                    found.push((axis, members.len()));
                    members.push(pair);
                }
            };
            of_all.iter().copied().for_each(&mut place);
            for (side, partner) in [(one, other), (other, one)] {
                for &(axis, wanted) in of_country.get(side as usize).into_iter().flatten() {
                    if wanted.is_none_or(|wanted| wanted == partner) {
                        place(axis);
                    }
                }
            }
            ends.push(found.len());
        }
        let mut cell_ends = Vec::with_capacity(axes.len());
        let mut total = 0;
        for (axis, members) in axes.iter().zip(&members) {
            let groups = if apart { members.len() } else { 1 };
            total += groups * axis.spans.n_eras() * n_classes;
            cell_ends.push(total);
        }
        let width = |axis: usize| {
            axes.get(axis)
                .map_or(0, |axis| axis.spans.n_eras() * n_classes)
        };
        let start = |axis: usize| {
            let before = axis.checked_sub(1);
            before.map_or(0, |before| cell_ends.get(before).copied().unwrap_or(0))
        };
        let entries = found
            .into_iter()
            .map(|(axis, place)| Entry {
                axis,
                first_cell: start(axis) + if apart { place * width(axis) } else { 0 },
            })
            .collect();
        Self {
            spans: axes.into_iter().map(|axis| axis.spans).collect(),
            n_classes,
            ends,
            entries,
            pairs: if apart { members } else { Vec::new() },
            cell_ends,
        }
    }

    /// How many cells all axes have.
    pub fn cells(&self) -> usize {
        self.cell_ends.last().copied().unwrap_or(0)
    }

    fn of_pair(&self, pair: usize) -> &[Entry] {
        let start = pair.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(pair).copied().unwrap_or(0);
        let own = self.entries.get(start.copied().unwrap_or(0)..end);
        own.unwrap_or_default()
    }
}

/// Exact counts on many lists of eras, and what became of the rows on each.
#[derive(Debug, Clone)]
pub struct AxesTally<C> {
    /// The visits of each cell.
    pub counts: C,
    /// On each axis; rows of other pairs are not in it yet.
    accounts: Vec<Account>,
    rows: u64,
    excluded: u64,
}

impl<C: Counter> AxesTally<C> {
    /// A tally of no rows on so many axes.
    pub fn empty(counts: C, n_axes: usize) -> Self {
        Self {
            counts,
            accounts: vec![Account::default(); n_axes],
            rows: 0,
            excluded: 0,
        }
    }

    /// What became of every row, axis by axis.
    pub fn accounts(&self) -> Vec<Account> {
        let complete = |account: &Account| {
            let placed = account.used + account.unclear;
            let concerned = placed + account.outside_window + account.in_no_era;
            Account {
                excluded_by_rule: self.excluded,
                in_no_group: self.rows - self.excluded - concerned,
                ..*account
            }
        };
        self.accounts.iter().map(complete).collect()
    }

    /// Adds the counts of other rows.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the tallies differ in cells; [`Error::Overflow`].
    pub fn add(&mut self, other: &Self) -> Result<()> {
        self.counts.add(&other.counts)?;
        for (own, more) in self.accounts.iter_mut().zip(&other.accounts) {
            own.add(more)?;
        }
        self.rows += other.rows;
        self.excluded += other.excluded;
        Ok(())
    }

    /// Counts rows.
    pub(super) fn take(
        &mut self,
        axes: &Axes,
        visits: Visits<'_>,
        rows: Range<usize>,
    ) -> Result<()> {
        visits.blocks(rows, axes.n_classes, |block| self.take_block(axes, block))
    }

    fn take_block(&mut self, axes: &Axes, block: Block<'_>) -> Result<()> {
        let groups = block.groups.unwrap_or_default();
        for (row, (&day, &pair)) in block.days.iter().zip(groups).enumerate() {
            let verdict = block.verdict(row);
            if verdict == verdict::EXCLUDED {
                self.excluded += 1;
                continue;
            }
            if pair == NO_GROUP {
                continue;
            }
            check("groups", block.first_row + row, pair, axes.ends.len())?;
            let class = block.classes.and_then(|classes| classes.get(row));
            let class = class.copied().unwrap_or(0);
            let unclear = verdict == verdict::UNCLEAR;
            let visit = Cell {
                qualify: u32::from(!unclear),
                unclear: u32::from(unclear),
            };
            for entry in axes.of_pair(pair as usize) {
                let spans = axes.spans.get(entry.axis);
                let Some((spans, account)) = spans.zip(self.accounts.get_mut(entry.axis)) else {
                    continue;
                };
                match spans.place(day.into()) {
                    Place::Outside => account.outside_window += 1,
                    Place::InNoEra => account.in_no_era += 1,
                    Place::Era(span) => {
                        account.used += u64::from(visit.qualify);
                        account.unclear += u64::from(visit.unclear);
                        let place = span as usize * axes.n_classes + class as usize;
                        self.counts.count(entry.first_cell + place, visit);
                    }
                }
            }
        }
        self.rows += block.days.len() as u64;
        Ok(())
    }
}

/// The columns of pairs must be there.
pub(super) fn needs_groups(visits: &Visits<'_>) -> Result<()> {
    if visits.groups.is_some() {
        return Ok(());
    }
    Err(Error::Length {
        left: "days".into(),
        left_len: visits.len(),
        right: "groups".into(),
        right_len: 0,
    })
}
