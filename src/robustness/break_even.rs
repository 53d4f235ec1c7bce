//! Break-even weights: every value of one weight at which a claim flips (methods M10).
//!
//! Weighted counts are straight lines in the weight, so the claim can change only where two of
//! them meet, or where one reaches an end of the interval that the claim names.

use super::counts::{Counts, sum_at};
use super::free_weights::{FreeWeights, Line};
use crate::claims::amount::{Amount, yearly};
use crate::claims::assertion::Assertion;
use crate::error::Result;

/// Where a claim holds as one weight goes through its admissible range.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The range in stretches of equal support, in ascending order, without gaps.
    pub stretches: Vec<Stretch>,
    /// The weights between them, at which the claim flips.
    pub flips: Vec<Flip>,
    /// The share of the range that supports the claim; none for a range without end.
    pub share: Option<f64>,
}

/// A stretch of the range on which the support of the claim does not change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Whether the claim holds within it.
    pub holds: bool,
}

/// A weight at which a claim flips.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The weight.
    pub weight: f64,
    /// The pairs of eras that are level at this weight; empty where a value leaves its interval.
    pub level: Vec<(usize, usize)>,
}

/// Every weight at which a claim on the frequencies flips, and the share that supports it.
///
/// A stretch on which two eras stay tied supports what the rule of ties says of them.
///
/// # Errors
///
/// [`crate::Error::OutOfRange`] if the claim names an era that is not there, or not exactly one
/// weight
/// is free; [`crate::Error::Length`] if the classes differ; [`crate::Error::Undefined`] if an era
/// that the
/// assertion names has no exposure, or a ratio no denominator.
pub fn break_even(counts: &Counts, free: &FreeWeights, assertion: &Assertion) -> Result<BreakEven> {
    assertion.check(counts.n_eras())?;
    let lines = free.lines(counts)?;
    let (low, high) = free.bounds().first().copied().unwrap_or_default();
    let meetings = meetings(&lines, assertion);
    let mut stretches: Vec<Stretch> = Vec::new();
    for (low, high) in spans(low, high, meetings.iter().map(|meeting| meeting.0)) {
        let holds = assertion
            .holds(&values(&lines, inside(low, high)))
            .ok_or_else(Assertion::undetermined)?;
        match stretches.last_mut() {
            Some(last) if last.holds == holds => last.high = high,
            _ => stretches.push(Stretch { low, high, holds }),
        }
    }
    let flips = stretches
        .windows(2)
        .filter_map(|pair| {
            let above = pair.last()?;
            let here = |weight: f64| same(weight, above.low);
            let level = meetings.iter().filter(|meeting| here(meeting.0));
            Some(Flip {
                weight: above.low,
                level: level.filter_map(|meeting| meeting.1).collect(),
            })
        })
        .collect();
    let share = high.is_finite().then(|| {
        let supporting = stretches.iter().filter(|part| part.holds);
        let supporting = supporting.map(|part| part.high - part.low);
        // The sum of nothing would be -0.
        supporting.fold(0.0, |sum, part| sum + part) / (high - low)
    });
    Ok(BreakEven {
        stretches,
        flips,
        share,
    })
}

/// The stretches into which `cuts` divide the range from `low` to `high`.
pub(super) fn spans(
    low: f64,
    high: f64,
    cuts: impl IntoIterator<Item = f64>,
) -> impl Iterator<Item = (f64, f64)> {
    let mut ends: Vec<f64> = cuts
        .into_iter()
        .filter(|cut| *cut > low && *cut < high && !same(*cut, low) && !same(*cut, high))
        .collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup_by(|second, first| same(*second, *first));
    ends.push(high);
    ends.into_iter().scan(low, |from, to| {
        let span = (*from, to);
        *from = to;
        Some(span)
    })
}

/// A weight inside a stretch.
pub(super) fn inside(low: f64, high: f64) -> f64 {
    if high.is_finite() {
        f64::midpoint(low, high)
    } else {
        2.0 * low + 1.0
    }
}

/// The frequency of each era at a weight.
pub(super) fn values(lines: &[Line], weight: f64) -> Vec<Amount> {
    let each = lines.iter();
    each.map(|line| Amount::real(yearly(line.sum(weight), line.quarters)))
        .collect()
}

type Meeting = (f64, Option<(usize, usize)>);

/// Every weight at which the claim might flip, with the eras that are level there.
fn meetings(lines: &[Line], assertion: &Assertion) -> Vec<Meeting> {
    let line = |era: usize| lines.get(era).filter(|line| line.quarters > 0.0);
    match assertion {
        Assertion::Value { era, interval } => interval
            .ends()
            .filter_map(|end| {
                let line = line(*era)?;
                Some((line.reaches(sum_at(end, line.quarters))?, None))
            })
            .collect(),
        Assertion::Ratio {
            over,
            under,
            interval,
        } => interval
            .ends()
            .filter_map(|end| Some((line(*over)?.meets(*line(*under)?, end)?, None)))
            .collect(),
        _ => assertion
            .pairs(lines.len())
            .into_iter()
            .filter_map(|pair| Some((line(pair.0)?.meets(*line(pair.1)?, 1.0)?, Some(pair))))
            .collect(),
    }
}

fn same(left: f64, right: f64) -> bool {
    Amount::real(left).compare(Amount::real(right)).is_eq()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::claims::interval::Interval;
    use crate::claims::rank::End;

    /// Vector M10: nine ministers in 5 years against three summits and two ministers in 4 years.
    fn vector() -> Counts {
        Counts::new(vec![0, 9, 3, 2], 2, &[5.0, 4.0]).unwrap()
    }

    fn summit(low: f64, high: f64) -> FreeWeights {
        FreeWeights::new(vec![1.0, 1.0], vec![vec![true, false]], vec![(low, high)]).unwrap()
    }

    fn leads(era: usize) -> Assertion {
        Assertion::Place {
            era,
            place: 1,
            from: End::Top,
        }
    }

    #[test]
    fn vector_m10() {
        let found = break_even(&vector(), &summit(1.0, 5.0), &leads(0)).unwrap();
        assert_eq!(found.flips.len(), 1);
        let flip = &found.flips[0];
        assert!((flip.weight - 26.0 / 15.0).abs() < 1e-15);
        assert_eq!(flip.level, vec![(0, 1)]);
        assert!((found.share.unwrap() - 11.0 / 60.0).abs() < 1e-15);
    }

    #[test]
    fn a_range_without_end_has_flips_but_no_share() {
        let found = break_even(&vector(), &summit(0.0, f64::INFINITY), &leads(1)).unwrap();
        assert_eq!((found.flips.len(), found.share), (1, None));
    }

    #[test]
    fn a_printed_value_holds_between_two_weights() {
        let assertion = Assertion::Value {
            era: 1,
            interval: Interval::within(Amount::decimal(1.95), Amount::decimal(2.05)).unwrap(),
        };
        let found = break_even(&vector(), &summit(0.0, 5.0), &assertion).unwrap();
        let flips: Vec<f64> = found.flips.iter().map(|flip| flip.weight).collect();
        assert!((flips[0] - (1.95 * 4.0 - 2.0) / 3.0).abs() < 1e-14);
        assert!((flips[1] - (2.05 * 4.0 - 2.0) / 3.0).abs() < 1e-14);
        assert!((found.share.unwrap() - 0.4 / 3.0 / 5.0).abs() < 1e-14);
    }

    #[test]
    fn eras_that_stay_tied_share_their_places() {
        let counts = Counts::new(vec![1, 1, 1, 1], 2, &[1.0, 1.0]).unwrap();
        let found = break_even(&counts, &summit(0.0, 2.0), &leads(0)).unwrap();
        assert_eq!((found.share, found.flips.len()), (Some(1.0), 0));
        let order = Assertion::Ascending { eras: vec![0, 1] };
        let found = break_even(&counts, &summit(0.0, 2.0), &order).unwrap();
        assert_eq!((found.share, found.flips.len()), (Some(0.0), 0));
    }

    #[test]
    fn an_era_without_exposure() {
        let counts = Counts::new(vec![0, 9, 3, 2, 0, 1], 2, &[5.0, 0.0, 5.0]).unwrap();
        let found = break_even(&counts, &summit(1.0, 5.0), &leads(0)).unwrap();
        assert_eq!(found.share, Some(1.0));
        let other = break_even(&counts, &summit(1.0, 5.0), &leads(1));
        assert!(matches!(other, Err(Error::Undefined { .. })));
        let alone = Counts::new(vec![0, 9, 3, 2], 2, &[5.0, 0.0]).unwrap();
        let alone = break_even(&alone, &summit(1.0, 5.0), &leads(0));
        assert!(matches!(alone, Err(Error::Undefined { .. })));
    }
}
