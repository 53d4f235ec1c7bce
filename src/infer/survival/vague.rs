//! Summaries of lags of which some are known to a range of days: both ends of each number.
//!
//! A mean and a median rise with every lag, as long as the same lags have ended and none passes a lag
//! that is censored. So of what is known of a block of lags only the completions that are least or
//! greatest in this sense are held against those of the other blocks; every combination is summarized.

use std::collections::{BTreeMap, BTreeSet};

use super::risk::Lifetimes;
use super::summary::{How, Summary, summarize};
use crate::error::Result;
use crate::measure::lag::known::End;
use crate::measure::lag::vague::{Completion, extremes};
use crate::special::real::{days_to_real, real_to_whole};

/// Beyond so many combinations only all least and all greatest lags are summarized.
const MOST_COMBINATIONS: usize = 1 << 14;

/// The lags of one group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VagueLags {
    /// Those that are known, with whether each was observed.
    pub known: Vec<(f64, bool)>,
    /// The completions of each block, one lag a row; those of one block have one length.
    pub blocks: Vec<Vec<Completion>>,
    /// The ends of lags that may be anything between, each for itself.
    pub free: Vec<(End, End)>,
    /// The ends of lags of which the completions are too many.
    pub loose: Vec<(End, End)>,
}

/// A number that is somewhere between two; none where it may not exist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// The least.
    pub least: Option<f64>,
    /// The greatest; none if some completion has no value, or one that nothing bounds.
    pub greatest: Option<f64>,
}

/// Both ends of what is said of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Ends {
    /// Mean of the answered lags alone.
    pub complete_case_mean: Between,
    /// Median.
    pub median: Between,
    /// Its limits, at their widest.
    pub median_limits: Between,
    /// Restricted mean.
    pub restricted_mean: Between,
    /// Its limits, at their widest.
    pub mean_limits: Between,
    /// The horizon.
    pub tau: Option<f64>,
    /// Whether some completion has a lag censored before it.
    pub extrapolated: bool,
    /// Whether every completion that matters was summarized, or only all least and all greatest lags.
    pub attained: bool,
}

impl VagueLags {
    /// Both ends of the summary.
    ///
    /// # Errors
    ///
    /// As [`summarize`].
    pub fn ends(&self, how: How) -> Result<Ends> {
        let how = How {
            tau: how.tau.or_else(|| self.tau()),
            ..how
        };
        let lengths = self.lengths();
        let free = self.free.iter().map(|ends| anything(*ends, &lengths));
        let blocks = self.blocks.iter().cloned().chain(free);
        let (low, high): (Vec<_>, Vec<_>) =
            blocks.map(|block| candidates(&block, &lengths)).unzip();
        let (low, attained_low) = self.summaries(&low, true, how)?;
        let (high, attained_high) = self.summaries(&high, false, how)?;
        let all: Vec<Summary> = low.into_iter().chain(high).collect();
        let between = |of: fn(&Summary) -> Option<f64>| Between {
            least: all.iter().filter_map(of).reduce(f64::min),
            greatest: greatest(&all, of),
        };
        let limits = |lower: fn(&Summary) -> Option<f64>, upper: fn(&Summary) -> Option<f64>| {
            let ends = all.iter().map(lower);
            Between {
                least: ends.reduce(|one, other| Some(one?.min(other?))).flatten(),
                greatest: greatest(&all, upper),
            }
        };
        Ok(Ends {
            complete_case_mean: between(|one| one.complete_case_mean),
            median: Between {
                least: all
                    .iter()
                    .filter_map(|one| one.median.least)
                    .reduce(f64::min),
                greatest: greatest(&all, |one| one.median.greatest),
            },
            median_limits: limits(|one| one.median.lower, |one| one.median.upper),
            restricted_mean: between(|one| Some(one.restricted_mean?.estimate)),
            mean_limits: limits(
                |one| Some(one.mean_limits?.0),
                |one| Some(one.mean_limits?.1),
            ),
            tau: how.tau,
            extrapolated: all
                .iter()
                .any(|one| one.restricted_mean.is_some_and(|mean| mean.extrapolated)),
            attained: attained_low && attained_high && self.loose.is_empty(),
        })
    }

    /// One horizon for all completions: the shortest that may be censored, or else the longest.
    fn tau(&self) -> Option<f64> {
        let known = self.known.iter().copied();
        let vague = self
            .vague()
            .map(|end| (days_to_real(end.days), !end.running));
        let all: Vec<(f64, bool)> = known.chain(vague).collect();
        let censored = all.iter().filter(|(days, seen)| !*seen && *days > 0.0);
        let censored = censored.map(|one| one.0);
        let longest = all.iter().map(|one| one.0).reduce(f64::max);
        censored.reduce(f64::min).or(longest)
    }

    fn vague(&self) -> impl Iterator<Item = End> {
        let blocks = self.blocks.iter().flatten().flatten().copied().flatten();
        let ranges = self.free.iter().chain(&self.loose);
        blocks.chain(ranges.flat_map(|ends| [ends.0, ends.1]))
    }

    /// The whole days at which lags of this group are or may be censored: where a vague lag passes one
    /// of them, a summary may fall although the lag rises.
    fn lengths(&self) -> Vec<i64> {
        let running = self.vague().filter(|end| end.running).map(|end| end.days);
        let censored = self.known.iter().filter(|(_, seen)| !*seen);
        let lengths: BTreeSet<i64> = running
            .chain(censored.map(|(days, _)| real_to_whole(*days)))
            .collect();
        lengths.into_iter().collect()
    }

    /// The summary of every combination of one completion of each block.
    fn summaries(
        &self,
        blocks: &[Vec<Completion>],
        least: bool,
        how: How,
    ) -> Result<(Vec<Summary>, bool)> {
        let sizes = blocks.iter().map(Vec::len);
        let size = sizes.fold(1_usize, usize::saturating_mul);
        let loose = self
            .loose
            .iter()
            .map(|ends| if least { ends.0 } else { ends.1 });
        let loose: Vec<End> = loose.collect();
        if size > MOST_COMBINATIONS {
            let each = blocks.iter().flat_map(|block| every_end(block, least));
            let ends: Vec<End> = each.chain(loose).collect();
            return Ok((vec![self.summary(&ends, how)?], false));
        }
        let mut made = Vec::with_capacity(size);
        for number in 0..size {
            let mut rest = number;
            let mut ends = loose.clone();
            for block in blocks {
                let lags = block.get(rest % block.len().max(1));
                ends.extend(lags.into_iter().flatten().copied().flatten());
                rest /= block.len().max(1);
            }
            made.push(self.summary(&ends, how)?);
        }
        Ok((made, true))
    }

    fn summary(&self, ends: &[End], how: How) -> Result<Summary> {
        let vague = ends
            .iter()
            .map(|end| (days_to_real(end.days), !end.running));
        let (days, seen): (Vec<f64>, Vec<bool>) = self.known.iter().copied().chain(vague).unzip();
        let groups = vec![0; days.len()];
        let mut found = Lifetimes::by_group(&days, &seen, None, &groups, 1)?;
        let lifetimes = found.pop().unwrap_or_default();
        // A horizon of no day is one that nobody asked for: the mean is then 0.
        let tau = how.tau.filter(|tau| *tau > 0.0);
        summarize(&lifetimes, How { tau, ..how })
    }
}

/// What a lag between two ends may be, as far as it makes a difference.
fn anything((lower, upper): (End, End), lengths: &[i64]) -> Vec<Completion> {
    let about = lengths.iter().flat_map(|length| [*length, length + 1]);
    let between = about.filter(|days| (lower.days..=upper.days).contains(days));
    let observed = between.chain([upper.days]).map(|days| End {
        days,
        running: false,
    });
    let seen = observed.filter(|_| !lower.running);
    let all: BTreeSet<End> = seen.chain([lower, upper]).collect();
    all.into_iter().map(|end| vec![Some(end)]).collect()
}

/// The completions of a block that can make a summary least, and those that can make it greatest.
fn candidates(block: &[Completion], lengths: &[i64]) -> (Vec<Completion>, Vec<Completion>) {
    let kept = extremes(block, lengths);
    let side = |lags: &[Option<End>]| -> Vec<Option<(bool, usize)>> {
        let of = |end: &Option<End>| {
            end.map(|end| {
                let passed = lengths.partition_point(|length| *length < end.days);
                (end.running, passed)
            })
        };
        lags.iter().map(of).collect()
    };
    let mut alike: BTreeMap<_, Vec<Completion>> = BTreeMap::new();
    for lags in kept {
        alike.entry(side(&lags)).or_default().push(lags);
    }
    let below = |one: &[Option<End>], other: &[Option<End>]| {
        one != other && one.iter().zip(other).all(|(one, other)| one <= other)
    };
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for group in alike.values() {
        for lags in group {
            if !group.iter().any(|other| below(other, lags)) {
                low.push(lags.clone());
            }
            if !group.iter().any(|other| below(lags, other)) {
                high.push(lags.clone());
            }
        }
    }
    (low, high)
}

/// The least or the greatest of each lag of a block.
fn every_end(block: &[Completion], least: bool) -> Vec<End> {
    let width = block.first().map_or(0, Vec::len);
    let of = |place: usize| {
        let known = block.iter().filter_map(move |lags| *lags.get(place)?);
        if least {
            known.min()
        } else {
            known.max_by_key(|end| (end.running, end.days))
        }
    };
    (0..width).filter_map(of).collect()
}

/// The greatest of a number; none if it is missing somewhere.
fn greatest(all: &[Summary], of: fn(&Summary) -> Option<f64>) -> Option<f64> {
    let ends = all.iter().map(of);
    ends.reduce(|one, other| Some(one?.max(other?))).flatten()
}
