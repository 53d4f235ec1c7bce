//! Lags of shocks and visits that are known to the month or the year (methods M27).
//!
//! The ends of a single lag are in closed form. Several lags may hang on one visit: shocks that share
//! a vague visit make a block, whose lags are gone through together. Of these completions only those
//! are kept that can be the extremes of a summary which rises with every lag, as long as the same
//! lags have ended and each stays on its side of the lags that are censored.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{End, Known};
use super::nearby::Nearby;
use super::{Lag, Status};
use crate::error::Result;
use crate::progress::Tick;
use crate::time::fuzzy::Days;

/// The lags of a block in one completion; none where there is no lag.
pub type Completion = Vec<Option<End>>;

/// What is known of a lag that is not known to the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vague {
    /// The least.
    pub lower: End,
    /// The greatest: one that still runs is greater than one that ended.
    pub upper: End,
    /// The number of its block.
    pub block: usize,
    /// The lag in each completion of the block that is kept; none where there is no lag. Empty if
    /// the completions are too many.
    pub completions: Vec<Option<End>>,
}

/// What is known of each lag; none for one that is the same in every completion.
///
/// # Errors
///
/// As [`super::lags`]; what `tick` returns.
pub fn vague_lags(known: &Known<'_>, tick: &mut Tick<'_>) -> Result<Vec<Option<Vague>>> {
    let mut found = vec![None; known.shocks.len()];
    let exact = |days: &Days| days.first == days.last;
    let (mut shocks, mut visits) = (known.shocks.iter(), known.visits.iter());
    if shocks.all(|shock| exact(&shock.1)) && visits.all(|visit| exact(&visit.days)) {
        return Ok(found);
    }
    let nearby = Nearby::of(known);
    let lengths = nearby.lengths();
    let mut block = 0;
    let mut outer = BTreeMap::new();
    let (mut done, total) = (known.shocks.len(), 2 * known.shocks.len() as u64);
    for named in nearby.blocks(tick)? {
        tick(done as u64, total)?;
        done += named.len();
        let each = if nearby.is_beyond_counting(&named) {
            None
        } else {
            let waits = nearby.waits(&named);
            let open = waits.visits.iter().any(|visit| !exact(&visit.days));
            if !open && waits.shocks.iter().all(|shock| exact(&shock.1)) {
                continue;
            }
            waits.over_days(&lengths, |lags| Ok(lags.iter().map(end).collect()))?
        };
        let kept = each.as_ref().map(|each| extremes(each, &lengths));
        for (place, shock) in named.iter().enumerate() {
            let ends = if let Some(each) = &each {
                ends_of(each, place)
            } else {
                let known = known.shocks.get(*shock);
                let days = known.map(|(group, days)| (*group, days.first, days.last));
                if !outer.contains_key(&days) {
                    tick(done as u64, total)?;
                }
                let ends = *outer.entry(days).or_insert_with(|| nearby.outer(*shock));
                ends.filter(|ends| ends.0 != ends.1)
            };
            let Some((lower, upper)) = ends else {
                continue;
            };
            let completions = kept.iter().flatten();
            let completions = completions.map(|lags| lags.get(place).copied().flatten());
            if let Some(slot) = found.get_mut(*shock) {
                *slot = Some(Vague {
                    lower,
                    upper,
                    block,
                    completions: completions.collect(),
                });
            }
        }
        block += 1;
    }
    Ok(found)
}

/// Lags in completions as text, such as `11; 41; >187; -`, where the last is none.
pub fn written(completions: &[Option<End>]) -> String {
    let one = |end: &Option<End>| match end {
        Some(end) if end.running => format!(">{}", end.days),
        Some(end) => end.days.to_string(),
        None => "-".to_owned(),
    };
    let texts: Vec<String> = completions.iter().map(one).collect();
    texts.join("; ")
}

/// What [`written`] wrote; none for another text.
pub fn read(text: &str) -> Option<Vec<Option<End>>> {
    let one = |part: &str| {
        let part = part.trim();
        if part == "-" {
            return Some(None);
        }
        let (running, days) = match part.strip_prefix('>') {
            Some(rest) => (true, rest.trim()),
            None => (false, part),
        };
        let days = days.parse().ok().filter(|days| *days >= 0)?;
        Some(Some(End { days, running }))
    };
    text.split(';').map(one).collect()
}

fn end(lag: &Lag) -> Option<End> {
    let running = match lag.status {
        Status::Observed => false,
        Status::Censored => true,
        _ => return None,
    };
    lag.days.map(|days| End { days, running })
}

/// The ends of one lag over all completions in which there is one; none if it is always the same.
fn ends_of(each: &[Completion], place: usize) -> Option<(End, End)> {
    let mut every = each.iter().map(|lags| lags.get(place));
    let first = every.next();
    if every.all(|lag| Some(lag) == first) {
        return None;
    }
    let known = || each.iter().filter_map(|lags| *lags.get(place)?);
    Some((
        known().min()?,
        known().max_by_key(|end| (end.running, end.days))?,
    ))
}

/// Of completions with the same lags ended, each on the same side of every length, those that no
/// other one is below in every lag, or above.
pub fn extremes(each: &[Completion], lengths: &[i64]) -> Vec<Completion> {
    let side = |end: &Option<End>| {
        end.map(|end| {
            (
                end.running,
                lengths.partition_point(|length| *length < end.days),
            )
        })
    };
    let mut alike: BTreeMap<Vec<_>, BTreeSet<&Completion>> = BTreeMap::new();
    for lags in each {
        let sides = lags.iter().map(side).collect();
        alike.entry(sides).or_default().insert(lags);
    }
    let below = |one: &[Option<End>], other: &[Option<End>]| {
        one.iter().zip(other).all(|(one, other)| one <= other)
    };
    let mut kept = Vec::new();
    for group in alike.values() {
        let least = |lags: &&&Completion| {
            let mut others = group.iter().filter(|other| *other != *lags);
            !others.any(|other| below(other, lags))
        };
        let greatest = |lags: &&&Completion| {
            let mut others = group.iter().filter(|other| *other != *lags);
            !others.any(|other| below(lags, other))
        };
        let extreme = group.iter().filter(|lags| least(lags) || greatest(lags));
        kept.extend(extreme.map(|lags| (*lags).clone()));
    }
    kept
}
