//! Questions: what a sentence asks of one specification, and the answer.

use super::super::counts::{frequency, number};
use super::super::finding::Finding;
use super::super::region::{Cover, Region};
use crate::measure::lag::Ties;
use crate::time::window::Window;

/// A question that every specification answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Which of the record's subsets it is about.
    pub subset: usize,
    /// What is asked.
    pub about: About,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// A finding on eras.
    Eras {
        /// The eras, by their place in the multiverse; the finding names them by position here.
        eras: Vec<usize>,
        /// Whether visits are weighted.
        weighted: bool,
        /// Whether counts are compared, not frequencies.
        counts: bool,
        /// The finding.
        finding: Finding,
        /// Whether it survives a tie.
        ties_hold: bool,
    },
    /// Days from shocks to the next visit: of one shock, or the mean of those observed of several.
    Lag {
        /// Days of the shocks.
        shocks: Vec<i64>,
        /// Where the number lies.
        region: Region,
    },
    /// Days from the last visit to the end of the observation.
    OpenGap {
        /// Where the number lies.
        region: Region,
    },
}

/// Whether a sentence holds under one specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does not.
    No,
    /// It does.
    Yes,
    /// The record, or the specification, cannot answer.
    Undetermined,
}

/// A computed number, `NAN` where there is none, and whether the sentence holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The number.
    pub value: f64,
    /// Whether the sentence holds.
    pub holds: Holds,
}

impl Answer {
    /// No number, and so no answer.
    pub(super) const NONE: Self = Self {
        value: f64::NAN,
        holds: Holds::Undetermined,
    };

    /// The answer on the values of the eras that the question lists.
    pub(super) fn on_eras(finding: &Finding, values: &[f64], ties_hold: bool) -> Self {
        Self {
            value: finding.measured(values),
            holds: match finding.holds(values, ties_hold) {
                Some(true) => Holds::Yes,
                Some(false) => Holds::No,
                None => Holds::Undetermined,
            },
        }
    }

    /// The answer on waiting times; `visits` are the days of the visits that count, ascending.
    pub(super) fn on_lags(
        shocks: &[i64],
        visits: &[i64],
        window: Window,
        ties: Ties,
        region: Region,
    ) -> Self {
        let tie = i64::from(ties == Ties::Exclude);
        let (mut sum, mut observed, mut censored) = (0, 0, None);
        for &shock in shocks.iter().filter(|shock| window.contains(**shock)) {
            let next = visits.partition_point(|visit| *visit < shock + tie);
            match visits.get(next).filter(|visit| window.contains(**visit)) {
                Some(visit) => {
                    sum += visit - shock;
                    observed += 1;
                }
                None => censored = Some(window.through() - shock),
            }
        }
        match (observed, censored, shocks) {
            (0, Some(waited), [_]) => Self {
                value: f64::NAN,
                // the visit can only come later than the last day observed
                holds: match region.covers(days(waited + 1), f64::INFINITY) {
                    Cover::All => Holds::Yes,
                    Cover::None => Holds::No,
                    Cover::Some => Holds::Undetermined,
                },
            },
            (0, _, _) => Self::NONE,
            _ => Self::on_number(days(sum) / number(observed), region),
        }
    }

    /// The answer on the days since the last visit.
    pub(super) fn on_open_gap(visits: &[i64], window: Window, region: Region) -> Self {
        let until = visits.partition_point(|visit| *visit <= window.through());
        let last = until.checked_sub(1).and_then(|last| visits.get(last));
        match last.filter(|visit| window.contains(**visit)) {
            Some(last) => Self::on_number(days(window.through() - last), region),
            None => Self::NONE,
        }
    }

    fn on_number(value: f64, region: Region) -> Self {
        let holds = if region.contains(value) {
            Holds::Yes
        } else {
            Holds::No
        };
        Self { value, holds }
    }
}

/// The value of an era: its weighted count, or its frequency; `NAN` without exposure.
pub(super) fn value(sum: f64, quarters: f64, counts: bool) -> f64 {
    if counts && quarters > 0.0 {
        sum
    } else {
        frequency(sum, quarters)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days of ten thousand years, and sums of them, are exact"
)]
fn days(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lag(shocks: &[i64], region: Region) -> Answer {
        let window = Window::new(0, 100).unwrap();
        Answer::on_lags(shocks, &[7, 30, 200], window, Ties::Include, region)
    }

    #[test]
    fn a_lag_a_mean_and_a_wait_without_end() {
        let within = |days| Region::at_most(days).unwrap();
        assert_eq!(lag(&[0], within(7.0)).holds, Holds::Yes);
        assert_eq!(lag(&[0], within(6.0)).holds, Holds::No);
        let mean = lag(&[0, 8, 90, 101], within(15.0));
        assert!((mean.value - 14.5).abs() < 1e-12);
        assert_eq!(lag(&[90], within(10.0)).holds, Holds::No);
        assert_eq!(lag(&[90], within(11.0)).holds, Holds::Undetermined);
        assert_eq!(lag(&[90], Region::above(10.0).unwrap()).holds, Holds::Yes);
        assert_eq!(lag(&[90, 91], within(11.0)).holds, Holds::Undetermined);
        assert_eq!(lag(&[101], within(11.0)).holds, Holds::Undetermined);
    }

    #[test]
    fn the_open_gap() {
        let window = Window::new(0, 100).unwrap();
        let region = Region::within(60.0, 80.0).unwrap();
        let found = Answer::on_open_gap(&[7, 30, 200], window, region);
        assert!((found.value - 70.0).abs() < 1e-12);
        assert_eq!(found.holds, Holds::Yes);
        let none = Answer::on_open_gap(&[200], window, region);
        assert_eq!(none.holds, Holds::Undetermined);
    }
}
