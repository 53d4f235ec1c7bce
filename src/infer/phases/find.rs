//! Phases of events: the best division under a penalty that makes a false one as rare as asked.

use super::blocks::partition;
use super::calibrate::{Calibration, TOLERANCE, critical_penalty, drawn, penalty_against};
use super::change::change;
use super::clusters::Clusters;
use super::events::{Events, Periods, scargle};
use super::starts::Logs;
use crate::error::{Error, Result, within_limit};
use crate::progress::Tick;

/// How many events may be thrown on periods in all.
pub const MOST_THROWS: u128 = 100_000_000_000;

/// How phases are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Any number of them, under a penalty calibrated by draws.
    Blocks,
    /// One change at most, calibrated likewise.
    Single,
    /// Any number of them, under the penalty of Scargle's formula; nothing is drawn.
    Scargle,
}

/// Phases that were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Phases {
    /// Where each begins, ascending; the first with the observation.
    pub starts: Vec<f64>,
    /// Events in each.
    pub counts: Vec<u64>,
    /// The penalty for a block, or for the single change half the likelihood ratio it must exceed.
    pub penalty: f64,
    /// The penalty under which these events would not be divided; none by the formula.
    pub critical: Option<f64>,
    /// Probability that a constant frequency would be divided under as large a penalty; none where
    /// nothing was drawn.
    pub p: Option<f64>,
}

/// Divides the observation where the frequency of its events changed.
///
/// # Errors
///
/// [`Error::Undefined`] if the penalty needs the times of events and only counts are known;
/// [`Error::OutOfRange`] if the draws are too few for the level; what `tick` returns.
pub fn phases(
    events: &(impl Events + Sync),
    method: Method,
    calibration: Calibration,
    tick: &mut Tick<'_>,
) -> Result<Phases> {
    let total = calibration.draws;
    if method == Method::Scargle {
        let reason = "counts by period have no times; give the visits, or calibrate the penalty";
        let no_times = || Error::undefined("Scargle's penalty", reason);
        let times = events.times().ok_or_else(no_times)?;
        let penalty = scargle(calibration.level.alpha(), times);
        let (starts, counts) = method.divide(events, penalty, tick)?;
        return Ok(Phases {
            starts,
            counts,
            penalty,
            critical: None,
            p: None,
        });
    }
    let critical = method.critical(events, &mut |_, _| tick(0, total))?;
    let clusters = Clusters::of(calibration.clustering, || events.years());
    let n_events = events.parts().events;
    let logs = Logs::new(n_events);
    let found = drawn(
        calibration,
        critical,
        n_events,
        tick,
        |stream, bar, tick| {
            let thrown = events.thrown(clusters.as_ref(), stream, tick)?;
            match method {
                Method::Single => Ok(bar.note(method.critical(&thrown, tick)?)),
                _ => penalty_against(bar, &thrown.cells(), &logs, tick),
            }
        },
    )?;
    let penalty = found.threshold;
    let (starts, counts) = if critical > penalty + TOLERANCE {
        method.divide(events, penalty, &mut |_, _| tick(total, total))?
    } else {
        (vec![events.start()], vec![n_events])
    };
    Ok(Phases {
        starts,
        counts,
        penalty,
        critical: Some(critical),
        p: Some(found.p),
    })
}

/// Changes in counts by period, whose throws must end some day.
///
/// # Errors
///
/// [`Error::TooLarge`] if more than [`MOST_THROWS`] events would be thrown in all; what [`phases`]
/// returns.
pub fn phases_of_periods(
    periods: &Periods,
    method: Method,
    calibration: Calibration,
    tick: &mut Tick<'_>,
) -> Result<Phases> {
    let throws = u128::from(periods.events()) * u128::from(calibration.draws);
    within_limit("throwing the events in every draw", throws, MOST_THROWS)?;
    phases(periods, method, calibration, tick)
}

impl Method {
    /// The penalty under which the events would not be divided.
    fn critical(self, events: &impl Events, tick: &mut Tick<'_>) -> Result<f64> {
        match self {
            Self::Blocks | Self::Scargle => critical_penalty(&events.cells(), tick),
            Self::Single => Ok(change(&events.parts()).likelihood_ratio / 2.0),
        }
    }

    /// Where each phase begins, and its events.
    fn divide(
        self,
        events: &impl Events,
        penalty: f64,
        tick: &mut Tick<'_>,
    ) -> Result<(Vec<f64>, Vec<u64>)> {
        if self == Self::Single {
            let (parts, start) = (events.parts(), events.start());
            let found = change(&parts);
            let counts = vec![found.events_before, parts.events - found.events_before];
            return Ok((vec![start, start + found.time_before], counts));
        }
        let cells = events.cells();
        let mut found = cells.joined(&partition(&cells, penalty, tick)?.starts);
        // The last edge is where the observation ends.
        found.edges.pop();
        Ok((found.edges, found.events))
    }
}

#[cfg(test)]
mod tests {
    use super::super::clusters::Clustering;
    use super::super::events::{Days, Times};
    use super::*;
    use crate::progress::unattended;
    use crate::special::level::Level;
    use crate::threads::Threads;
    use crate::time::window::Window;

    const TIMES: [f64; 15] = [
        0.1, 0.4, 0.9, 1.3, 1.8, 2.2, 2.6, 3.1, 3.3, 3.9, 4.4, 4.6, 9.0, 14.0, 19.5,
    ];

    fn calibration(level: f64) -> Calibration {
        Calibration {
            level: Level::new(level).unwrap(),
            draws: 99,
            seed: 0,
            clustering: Clustering::NONE,
            threads: Threads::asked(Some(1)).unwrap(),
        }
    }

    #[test]
    fn the_vector_of_the_package() {
        let times = Times::new(&TIMES, 0.1, 19.5).unwrap();
        for level in [0.95, 0.99] {
            let found = phases(&times, Method::Scargle, calibration(level), &mut unattended);
            let found = found.unwrap();
            assert_eq!((found.counts, found.p), (vec![11, 4], None));
            assert!((found.starts[1] - 4.5).abs() < 1e-12);
        }
    }

    #[test]
    fn the_single_changes_of_m8() {
        for (counts, position, ratio) in [
            (
                &[4, 5, 7, 6, 8, 3, 5, 2, 1, 0, 2, 1, 1, 0][..],
                7.0,
                23.482_912_397,
            ),
            (&[3, 5, 4, 6, 0, 0, 0, 0], 4.0, 24.953_298_5),
            (&[0, 0, 0, 0, 6, 4, 5, 3], 4.0, 24.953_298_5),
        ] {
            let periods = Periods::new(counts, &vec![1.0; counts.len()], 0.0).unwrap();
            let found =
                phases_of_periods(&periods, Method::Single, calibration(0.95), &mut unattended);
            let found = found.unwrap();
            assert!((found.starts[1] - position).abs() < 1e-12);
            assert!((2.0 * found.critical.unwrap() - ratio).abs() < 1e-9);
        }
    }

    #[test]
    fn days_and_their_times_are_divided_alike() {
        let days: Vec<i64> = (0..30).map(|number| 10 * number).collect();
        let window = Window::new(0, 999).unwrap();
        let on_days = Days::new(&days, window).unwrap();
        let by_day = phases(&on_days, Method::Single, calibration(0.95), &mut unattended);
        let times: Vec<f64> = (0..30).map(|number| 10.0 * f64::from(number)).collect();
        let at_times = Times::new(&times, 0.0, 1000.0).unwrap();
        let by_time = phases(
            &at_times,
            Method::Single,
            calibration(0.95),
            &mut unattended,
        );
        let (by_day, by_time) = (by_day.unwrap(), by_time.unwrap());
        assert_eq!(by_day.counts, by_time.counts);
        // A day lasts until the next one begins.
        assert!((by_day.starts[1] - by_time.starts[1] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_critical_penalties_of_m21() {
        for (counts, wanted) in [
            (
                &[4, 5, 7, 6, 8, 3, 5, 2, 1, 0, 2, 1, 1, 0][..],
                11.741_456_198_523,
            ),
            (&[3, 5, 4, 6, 0, 0, 0, 0], 12.476_649_250_079),
            (&[0, 0, 9, 0, 0], 7.242_470_605_953),
            (&[2, 2, 2, 2], 0.0),
            (&[0, 0, 0], 0.0),
        ] {
            let periods = Periods::new(counts, &vec![365.0; counts.len()], 0.0).unwrap();
            let critical = Method::Blocks.critical(&periods, &mut unattended).unwrap();
            assert!((critical - wanted).abs() < 1e-9, "{counts:?}: {critical}");
        }
    }

    #[test]
    fn years_that_vary_ask_for_a_higher_penalty() {
        let days: Vec<i64> = (0..60).map(|number| 120 * number).collect();
        let days = Days::new(&days, Window::new(0, 7_999).unwrap()).unwrap();
        let penalty = |alpha, rho| {
            let clustering = Clustering::new(alpha, rho).unwrap();
            let calibration = Calibration {
                clustering,
                ..calibration(0.9)
            };
            let found = phases(&days, Method::Blocks, calibration, &mut unattended);
            found.unwrap().penalty
        };
        let found = [penalty(0.0, 0.0), penalty(0.5, 0.0), penalty(0.5, 0.5)];
        assert!(found.is_sorted() && found[0] < found[2] - 1.0, "{found:?}");
    }

    #[test]
    fn the_formula_needs_times() {
        let periods = Periods::new(&[1, 2], &[1.0, 1.0], 0.0).unwrap();
        let found = phases(
            &periods,
            Method::Scargle,
            calibration(0.95),
            &mut unattended,
        );
        assert!(matches!(found, Err(Error::Undefined { .. })));
    }
}
