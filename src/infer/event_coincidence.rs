//! Do visits follow shocks, or shocks precede visits, more often than chance?
//!
//! Event coincidence analysis (Donges, Schleussner, Siegmund and Donner 2016, Eur. Phys. J. Spec.
//! Top. 225, 471; Odenweller and Donner 2020, Phys. Rev. E 101, 052213): the trigger rate is the
//! share of shocks with a visit `delay` to `delay + window` days later, the precursor rate the
//! share of visits with a shock as many days earlier. Under independence their number is binomial
//! with probability `1 - (1 - q)^M`, where M events of the other kind each fall into a window with
//! probability q, here the share of days that it holds: `(window + 1) / T`.

use crate::error::{Error, Result};
use crate::special::beta;
use crate::special::real::{days_to_real, to_real};
use crate::time::window::Window;

/// What probability a window has of holding one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Days of the window over days observed.
    Days,
    /// `CoinCalc` on a daily grid: days of the window over days observed less the delay.
    CoinCalcSeries,
    /// `CoinCalc` and pyunicorn on event lists: the width of the window without its first day.
    CoinCalcEvents,
}

/// The window after (or before) an event in which a coincidence is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Days from the event to the start of the window.
    pub delay: i64,
    /// Days from the start of the window to its end, both included.
    pub window: i64,
    /// Whether the window reaches as far to the other side.
    pub symmetric: bool,
}

/// How often events of one kind have one of the other in their window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Events with a coincidence.
    pub coincidences: u64,
    /// Events of which it is known whether they have one.
    pub determined: u64,
    /// Events whose window is cut by the observation, without a coincidence in what is left.
    pub undetermined: u64,
    /// Events of the other kind.
    pub others: u64,
    /// Probability that a window holds one given event of the other kind.
    pub q: f64,
    /// Probability that it holds any.
    pub chance: f64,
    /// Probability of as many coincidences or more by chance; none without a determined event.
    pub p: Option<f64>,
}

/// The trigger rate of the shocks, then the precursor rate of the visits.
///
/// Both lists are sorted here; events outside the observation must have been left out.
///
/// # Errors
///
/// [`Error::OutOfRange`] if the window or the delay is negative, or they exceed the observation.
pub fn event_coincidence(
    shocks: &[i64],
    visits: &[i64],
    reach: Reach,
    observed: Window,
    share: Share,
) -> Result<[Rate; 2]> {
    let q = reach.probability(observed, share)?;
    let sorted = |days: &[i64]| {
        let mut days = days.to_vec();
        days.sort_unstable();
        days
    };
    let (shocks, visits) = (sorted(shocks), sorted(visits));
    let after = |shock: i64| reach.after(shock);
    let before = |visit: i64| reach.before(visit);
    Ok([
        rate(&shocks, &visits, after, observed, q),
        rate(&visits, &shocks, before, observed, q),
    ])
}

impl Reach {
    fn probability(self, observed: Window, share: Share) -> Result<f64> {
        for (name, days) in [("window", self.window), ("delay", self.delay)] {
            if days < 0 || days >= observed.days() {
                let expected = "at least 0 and shorter than the observation";
                return Err(Error::out_of_range(name, &days, expected));
            }
        }
        let width = self.window * if self.symmetric { 2 } else { 1 };
        let (part, whole) = match share {
            Share::Days => (width + 1, observed.days()),
            Share::CoinCalcSeries => (width + 1, observed.days() - self.delay),
            Share::CoinCalcEvents => (width, observed.days() - self.delay),
        };
        Ok((days_to_real(part) / days_to_real(whole)).min(1.0))
    }

    fn after(self, day: i64) -> (i64, i64) {
        let middle = day + self.delay;
        (
            middle - if self.symmetric { self.window } else { 0 },
            middle + self.window,
        )
    }

    fn before(self, day: i64) -> (i64, i64) {
        let middle = day - self.delay;
        (
            middle - self.window,
            middle + if self.symmetric { self.window } else { 0 },
        )
    }
}

fn rate(
    events: &[i64],
    others: &[i64],
    window: impl Fn(i64) -> (i64, i64),
    observed: Window,
    q: f64,
) -> Rate {
    let (mut coincidences, mut undetermined) = (0, 0);
    for &event in events {
        let (from, to) = window(event);
        let next = others.get(others.partition_point(|&other| other < from));
        if next.is_some_and(|&other| other <= to) {
            coincidences += 1;
        } else if from < observed.since() || to > observed.through() {
            undetermined += 1;
        }
    }
    let determined = events.len() as u64 - undetermined;
    // A window as long as the observation has q = 1, and none of no events is still none.
    let chance = if others.is_empty() {
        0.0
    } else {
        -(to_real(others.len() as u64) * (-q).ln_1p()).exp_m1()
    };
    Rate {
        coincidences,
        determined,
        undetermined,
        others: others.len() as u64,
        q,
        chance,
        p: (determined > 0).then(|| binomial_tail(coincidences, determined, chance)),
    }
}

/// `P(K >= k)` for K binomial with n trials.
fn binomial_tail(k: u64, n: u64, chance: f64) -> f64 {
    if k == 0 || chance >= 1.0 {
        return 1.0;
    }
    beta::lower(to_real(k), to_real(n - k + 1), chance / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_cut_by_the_end_is_undetermined_unless_hit() {
        let observed = Window::new(0, 59).unwrap();
        let reach = Reach {
            delay: 0,
            window: 10,
            symmetric: false,
        };
        let found = |shocks: &[i64], visits: &[i64]| {
            event_coincidence(shocks, visits, reach, observed, Share::Days).unwrap()
        };
        let [trigger, _] = found(&[10, 55], &[12]);
        assert_eq!(
            (
                trigger.coincidences,
                trigger.determined,
                trigger.undetermined
            ),
            (1, 1, 1)
        );
        let [trigger, precursor] = found(&[10, 55], &[5, 12, 58]);
        assert_eq!((trigger.coincidences, trigger.undetermined), (2, 0));
        assert_eq!((precursor.coincidences, precursor.undetermined), (2, 1));
    }

    #[test]
    fn without_events_of_the_other_kind_there_is_no_chance() {
        let reach = Reach {
            delay: 0,
            window: 9,
            symmetric: false,
        };
        let observed = Window::new(0, 9).unwrap();
        let [trigger, precursor] =
            event_coincidence(&[0], &[], reach, observed, Share::Days).unwrap();
        assert_eq!(
            (trigger.q, trigger.chance, trigger.p),
            (1.0, 0.0, Some(1.0))
        );
        assert_eq!((precursor.chance, precursor.p), (1.0, None));
    }

    #[test]
    fn the_tail_is_binomial() {
        assert!((binomial_tail(3, 4, 0.25) - 13.0 / 256.0).abs() < 1e-16);
        assert!((binomial_tail(4, 4, 0.25) - 1.0 / 256.0).abs() < 1e-17);
        assert_eq!(binomial_tail(0, 4, 0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(binomial_tail(1, 4, 0.0).to_bits(), 0.0_f64.to_bits());
        let far = binomial_tail(2_000, 4_000, 0.25);
        assert!(far > 0.0 && far < 1e-200);
    }
}
