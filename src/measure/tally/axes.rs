//! Counting visits on many lists of eras in one pass: each country has eras of its own, and a visit
//! counts in those of both its ends.

use std::ops::Range;

use super::cells::{Cell, Counter};
use super::counts::{Account, Shape, check};
use super::visits::{Block, Visits, check_days, verdict};
use crate::error::{Result, same_length};
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
    pub(super) n_classes: usize,
    apart: bool,
    /// Where the entries of each pair end.
    ends: Vec<u32>,
    entries: Vec<Entry>,
    /// The pairs that each axis counts, in order.
    members: Vec<Vec<u32>>,
}

/// An axis of a pair, and its place among the pairs that are counted there.
#[derive(Debug, Clone, Copy)]
struct Entry {
    axis: u32,
    place: u32,
}

impl Axes {
    /// Places pairs of countries on axes: each by itself if they are counted `apart`.
    pub fn new(axes: Vec<Axis>, pairs: &[(u32, u32)], n_classes: usize, apart: bool) -> Self {
        let n_countries = pairs.iter().map(|pair| pair.0.max(pair.1)).max();
        let mut of_country = vec![Vec::new(); n_countries.map_or(0, |last| last as usize + 1)];
        let mut of_all = Vec::new();
        for (number, axis) in (0_u32..).zip(&axes) {
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
        let (mut ends, mut entries) = (Vec::with_capacity(pairs.len()), Vec::new());
        for (pair, &(one, other)) in (0_u32..).zip(pairs) {
            let mut enter = |axis: u32| {
                if let Some(members) = members.get_mut(axis as usize) {
                    let place = small(if apart { members.len() } else { 0 });
                    entries.push(Entry { axis, place });
                    members.push(pair);
                }
            };
            of_all.iter().copied().for_each(&mut enter);
            for (side, partner) in [(one, other), (other, one)] {
                for &(axis, wanted) in of_country.get(side as usize).into_iter().flatten() {
                    if wanted.is_none_or(|wanted| wanted == partner) {
                        enter(axis);
                    }
                }
            }
            ends.push(small(entries.len()));
        }
        Self {
            spans: axes.into_iter().map(|axis| axis.spans).collect(),
            n_classes,
            apart,
            ends,
            entries,
            members,
        }
    }

    /// The shape of each axis.
    pub fn shapes(&self) -> Vec<Shape> {
        let axes = self.spans.iter().zip(&self.members);
        axes.map(|(spans, members)| Shape {
            n_groups: if self.apart { members.len() } else { 1 },
            n_eras: spans.n_eras(),
            n_classes: self.n_classes,
        })
        .collect()
    }

    /// The pairs that each axis counts, in order; none is told where all are counted together.
    pub fn pairs(self) -> Vec<Vec<u32>> {
        if self.apart { self.members } else { Vec::new() }
    }

    /// How many lists of eras there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn n_pairs(&self) -> usize {
        self.ends.len()
    }

    /// The days of a list of eras, and the pairs that it counts.
    pub(super) fn of_axis(&self, axis: usize) -> Option<(&SpanIndex, &[u32])> {
        let members = self.members.get(axis).map(Vec::as_slice);
        self.spans.get(axis).zip(members)
    }

    fn of_pair(&self, pair: usize) -> &[Entry] {
        let start = pair.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(pair).copied().unwrap_or(0);
        let own = self
            .entries
            .get(start.copied().unwrap_or(0) as usize..end as usize);
        own.unwrap_or_default()
    }
}

/// Exact counts on many lists of eras, and what became of the rows on each.
#[derive(Debug, Clone)]
pub struct AxesTally<C> {
    /// Where the visits of each axis are counted, and what became of them; rows of other pairs are not in
    /// it yet.
    own: Vec<(C, Account)>,
    rows: u64,
    excluded: u64,
}

impl<C: Counter> AxesTally<C> {
    /// A tally of no rows, counted in one of these for each axis.
    pub fn empty(counts: Vec<C>) -> Self {
        let own = counts.into_iter().map(|own| (own, Account::default()));
        Self {
            own: own.collect(),
            rows: 0,
            excluded: 0,
        }
    }

    /// The counts of each axis, and what became of every row there.
    pub fn finish(self) -> Vec<(C, Account)> {
        let complete = |(counts, mut account): (C, Account)| {
            account.complete(self.rows, self.excluded);
            (counts, account)
        };
        self.own.into_iter().map(complete).collect()
    }

    /// Adds the counts of other rows.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if the tallies differ in cells; [`crate::Error::Overflow`].
    pub fn add(&mut self, other: &Self) -> Result<()> {
        for ((counts, account), more) in self.own.iter_mut().zip(&other.own) {
            counts.add(&more.0)?;
            account.add(&more.1)?;
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
        check_days(block.days, block.first_row)?;
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
                let number = entry.axis as usize;
                let Some((spans, own)) = axes.spans.get(number).zip(self.own.get_mut(number))
                else {
                    continue;
                };
                let (counts, account) = own;
                match spans.place(day.into()) {
                    Place::Outside => account.outside_window += 1,
                    Place::InNoEra => account.in_no_era += 1,
                    Place::Era(span) => {
                        account.used += u64::from(visit.qualify);
                        account.unclear += u64::from(visit.unclear);
                        let era = entry.place as usize * spans.n_eras() + span as usize;
                        counts.count(era * axes.n_classes + class as usize, visit);
                    }
                }
            }
        }
        self.rows += block.days.len() as u64;
        Ok(())
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The columns of pairs must be there.
pub(super) fn needs_groups(visits: &Visits<'_>) -> Result<()> {
    if visits.groups.is_some() {
        return Ok(());
    }
    same_length(("days", visits.len()), ("groups", 0))
}
