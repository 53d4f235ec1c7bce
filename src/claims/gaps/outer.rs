//! Bounds of the longest gap where its completions are too many, or every day is known.

use super::is_sure;
use crate::claims::waits::Range;
use crate::measure::lag::open::Candidate;
use crate::special::real::days_to_real;
use crate::time::window::Window;

/// Bounds that no completion leaves; attained where every day is known exactly.
pub(super) fn outer(visits: &[Candidate], window: Window) -> Range {
    let clip = |visit: &Candidate| {
        (
            visit.days.first.max(window.since()),
            visit.days.last.min(window.through()),
        )
    };
    let mut possible: Vec<(i64, i64)> = visits.iter().map(clip).collect();
    possible.sort_unstable();
    let exact = |visit: &&Candidate| is_sure(visit, window) && visit.days.first == visit.days.last;
    let mut sure: Vec<i64> = visits
        .iter()
        .filter(exact)
        .map(|visit| visit.days.first)
        .collect();
    sure.sort_unstable();
    sure.dedup();
    let earliest = possible.iter().map(|days| days.0).min();
    let latest = possible.iter().map(|days| days.1).max();
    let (Some(earliest), Some(latest)) = (earliest, latest) else {
        return Range {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            may_be_none: true,
        };
    };
    let mut marks = vec![earliest];
    marks.extend(&sure);
    marks.push(latest);
    let widest = marks
        .iter()
        .zip(marks.iter().skip(1))
        .map(|(from, to)| to - from)
        .max();
    let (first, last) = (sure.first().copied(), sure.last().copied());
    let low = match (first, last) {
        (Some(first), Some(last)) if first < last => Some(widest_uncovered(&possible, first, last)),
        (Some(only), _) => nearest(&possible, only),
        _ => closest(&possible),
    };
    Range {
        low: low.map_or(f64::INFINITY, days_to_real),
        high: widest
            .filter(|days| *days > 0)
            .map_or(f64::NEG_INFINITY, days_to_real),
        may_be_none: sure.len() < 2,
    }
}

/// The longest stretch between two days on no day of which a visit may have been.
fn widest_uncovered(possible: &[(i64, i64)], first: i64, last: i64) -> i64 {
    let (mut reached, mut widest) = (first, 0);
    for (from, to) in possible.iter().filter(|(from, _)| *from <= last) {
        if *from > reached {
            widest = widest.max(from - reached);
        }
        reached = reached.max((*to).min(last));
    }
    widest.max(1)
}

/// The shortest way from one day to another visit.
fn nearest(possible: &[(i64, i64)], day: i64) -> Option<i64> {
    let distance = |(from, to): &(i64, i64)| {
        if *from > day {
            from - day
        } else if *to < day {
            day - to
        } else {
            i64::from(to > from)
        }
    };
    possible.iter().map(distance).filter(|days| *days > 0).min()
}

/// The shortest way between any two visits.
fn closest(possible: &[(i64, i64)]) -> Option<i64> {
    let mut apart = possible.to_vec();
    apart.dedup_by(|other, one| other == one && one.0 == one.1);
    let ways = apart.iter().zip(apart.iter().skip(1));
    ways.map(|(one, other)| (other.0 - one.1).max(1)).min()
}
