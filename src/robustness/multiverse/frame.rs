//! Frames: on which days visits count for each era, under one choice of the decisions on eras.

use super::super::completions::Span;
use crate::error::{Error, Result};
use crate::measure::era::{Eras, Handover};
use crate::time::window::Window;

const QUARTERS_A_DAY: i64 = 4;
const QUARTERS_A_YEAR: i64 = 1461;

/// How exposure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// Days observed.
    Days,
    /// Whole calendar years, each with the era that held most of it.
    CalendarYears,
}

/// One way of dating the eras of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// First day of each era.
    pub starts: Vec<i64>,
    /// End of each era, exclusive; none while it is open.
    pub ends: Vec<Option<i64>>,
    /// Place of each era among all eras of the multiverse.
    pub eras: Vec<usize>,
}

/// Eras that follow one another, such as those of one country's leaders, under several rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EraList {
    /// The rules; a decision with as many choices.
    pub rules: Vec<Rule>,
    /// Whether exposure is always in days, as for a period that a sentence names by its dates.
    pub always_days: bool,
}

/// The choices on eras other than their rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conventions {
    /// Who has the day of a handover.
    pub handovers: Vec<Handover>,
    /// How exposure is counted.
    pub exposures: Vec<Convention>,
    /// From the first to the last day observed.
    pub windows: Vec<Window>,
}

/// One choice of every decision on eras.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The observation.
    pub window: Window,
    /// Each era's days and exposure; no exposure for an era that is not of the chosen rules.
    pub spans: Vec<Span>,
}

/// Every frame, in the order of the decisions: the rules of each list, handover, exposure, window.
///
/// # Errors
///
/// As [`Eras::new`]; [`Error::Length`] if a rule's columns differ in length or name eras beyond
/// `n_eras`; [`Error::TooLarge`] for more than 2^20 frames.
pub fn frames(lists: &[EraList], conventions: &Conventions, n_eras: usize) -> Result<Vec<Frame>> {
    let sizes = lists.iter().map(|list| list.rules.len()).chain([
        conventions.handovers.len(),
        conventions.exposures.len(),
        conventions.windows.len(),
    ]);
    let cells = sizes.fold(1_u128, |product, size| product * size as u128);
    if cells > MOST_FRAMES {
        return Err(Error::TooLarge {
            name: "the product of the decisions on eras".to_owned(),
            cells,
            limit: MOST_FRAMES,
        });
    }
    let mut frames = Vec::new();
    for rules in combinations(lists) {
        for &handover in &conventions.handovers {
            for &convention in &conventions.exposures {
                for &window in &conventions.windows {
                    let mut spans = vec![NOWHERE; n_eras];
                    for (list, rule) in lists.iter().zip(&rules) {
                        let by_days = list.always_days || convention == Convention::Days;
                        rule.place(by_days, handover, window, &mut spans)?;
                    }
                    frames.push(Frame { window, spans });
                }
            }
        }
    }
    Ok(frames)
}

const MOST_FRAMES: u128 = 1 << 20;

const NOWHERE: Span = Span {
    start: 0,
    end: 0,
    quarters: 0.0,
};

/// One rule of each list, the last list varying fastest.
fn combinations(lists: &[EraList]) -> Vec<Vec<&Rule>> {
    lists.iter().fold(vec![Vec::new()], |chosen, list| {
        let extend = |chosen: &Vec<_>| {
            let chosen = chosen.clone();
            list.rules.iter().map(move |rule| {
                let mut chosen = chosen.clone();
                chosen.push(rule);
                chosen
            })
        };
        chosen.iter().flat_map(extend).collect()
    })
}

impl Rule {
    fn place(
        &self,
        by_days: bool,
        handover: Handover,
        window: Window,
        spans: &mut [Span],
    ) -> Result<()> {
        let open = |start: i64| start.max(window.through()) + 1;
        let each = self.starts.iter().zip(&self.ends);
        let ends: Vec<i64> = each
            .map(|(start, end)| end.unwrap_or(open(*start)))
            .collect();
        let eras = Eras::new(&self.starts, &ends)?;
        let exposures = if by_days {
            eras.exposure_in_days(window, handover)
        } else {
            eras.exposure_in_years(window)
        };
        for (exposure, era) in exposures.iter().zip(&self.eras) {
            let quarters = if by_days {
                exposure.days * QUARTERS_A_DAY
            } else {
                exposure.years * QUARTERS_A_YEAR
            };
            let span = spans.get_mut(*era).ok_or_else(|| self.mismatch())?;
            *span = Span {
                start: exposure.start,
                end: exposure.end,
                quarters: exact(quarters),
            };
        }
        if self.eras.len() == self.starts.len() {
            Ok(())
        } else {
            Err(self.mismatch())
        }
    }

    fn mismatch(&self) -> Error {
        Error::Length {
            left: "the eras of a rule".to_owned(),
            left_len: self.starts.len(),
            right: "their places".to_owned(),
            right_len: self.eras.len(),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "quarter days of ten thousand years are exact"
)]
fn exact(quarters: i64) -> f64 {
    quarters as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_decisions() {
        let rule = |start, eras: &[usize]| Rule {
            starts: vec![start],
            ends: vec![None],
            eras: eras.to_vec(),
        };
        let lists = [
            EraList {
                rules: vec![rule(0, &[0]), rule(100, &[1])],
                always_days: false,
            },
            EraList {
                rules: vec![rule(200, &[2])],
                always_days: true,
            },
        ];
        let conventions = Conventions {
            handovers: vec![Handover::Successor, Handover::Predecessor],
            exposures: vec![Convention::Days, Convention::CalendarYears],
            windows: vec![Window::new(0, 729).unwrap()],
        };
        let frames = frames(&lists, &conventions, 3).unwrap();
        let quarters: Vec<Vec<f64>> = frames
            .iter()
            .map(|frame| frame.spans.iter().map(|span| span.quarters).collect())
            .collect();
        let (days, years) = (4.0 * 530.0, 1461.0);
        assert_eq!(quarters.len(), 8);
        assert_eq!(quarters[0], vec![4.0 * 730.0, 0.0, days]);
        assert_eq!(quarters[1], vec![2.0 * years, 0.0, days]);
        assert_eq!(quarters[4], vec![0.0, 4.0 * 630.0, days]);
        // 1970 goes to the only era in it, though it began on the hundredth day
        assert_eq!(quarters[7], vec![0.0, 2.0 * years, days]);
        assert_eq!((frames[2].spans[0].start, frames[2].spans[0].end), (1, 730));
    }

    #[test]
    fn refusals() {
        let list = |rule| EraList {
            rules: vec![rule],
            always_days: false,
        };
        let conventions = Conventions {
            handovers: vec![Handover::Successor],
            exposures: vec![Convention::Days],
            windows: vec![Window::new(0, 9).unwrap()],
        };
        let reversed = Rule {
            starts: vec![5],
            ends: vec![Some(4)],
            eras: vec![0],
        };
        assert!(frames(&[list(reversed)], &conventions, 1).is_err());
        let beyond = Rule {
            starts: vec![5],
            ends: vec![None],
            eras: vec![1],
        };
        assert!(frames(&[list(beyond)], &conventions, 1).is_err());
    }
}
