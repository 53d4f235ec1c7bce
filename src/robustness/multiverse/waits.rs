//! The answer of one specification to a question on waiting times.

use super::super::counts::number;
use super::super::region::{Cover, Region};
use super::question::{Answer, Holds, Summary, Time};
use crate::error::Result;
use crate::infer::survival::{Curve, Lifetimes, Limits, Median, RestrictedMean};
use crate::measure::lag::{Lag, Overlap, SameDay, Status, lags};
use crate::special::level::Level;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

/// How lags are read: the tie rule, and what a second shock means for the first.
pub type Reading = (SameDay, Overlap);

/// The answer on the visits of one group.
///
/// # Errors
///
/// As [`lags`], whose columns are of one length here.
pub(super) fn answer(
    time: &Time,
    visits: &SortedDays,
    window: Window,
    (same_day, overlap): Reading,
) -> Result<Answer> {
    let measured = |shocks: &[i64]| -> Result<Vec<Lag>> {
        let mut found = lags(
            shocks,
            &vec![0; shocks.len()],
            visits,
            window,
            same_day,
            overlap,
        )?;
        found.retain(|lag| lag.days.is_some());
        Ok(found)
    };
    match time {
        Time::Lag {
            shocks,
            summary,
            region,
        } => match (measured(shocks)?.as_slice(), shocks.as_slice()) {
            ([], _) => Ok(Answer::NONE),
            ([only], [_]) => Ok(one_lag(only, *region)),
            (several, _) => several_lags(several, *summary, *region),
        },
        Time::Unanswered { shocks, expected } => {
            let found = measured(shocks)?;
            let open = found.iter().filter(|lag| lag.status == Status::Censored);
            let open = open.count();
            let holds = (!found.is_empty()).then_some((open == found.len()) == *expected);
            Ok(Answer {
                value: number(open as u64),
                holds: Holds::from(holds),
            })
        }
        Time::OpenGap { region } => {
            let last = seen(visits, window).next_back();
            Ok(gap(last.map(|last| window.through() - last), *region))
        }
        Time::LongestGap { region } => {
            let next = seen(visits, window).skip(1);
            let gaps = seen(visits, window).zip(next).map(|(one, two)| two - one);
            Ok(gap(gaps.max(), *region))
        }
    }
}

fn one_lag(lag: &Lag, region: Region) -> Answer {
    let waited = lag.days.map_or(f64::NAN, days);
    if lag.status == Status::Observed {
        return Answer::on_number(waited, region);
    }
    // the visit can only come later than the last day on which it had not
    let holds = match region.covers(waited + 1.0, f64::INFINITY) {
        Cover::All => Some(true),
        Cover::None => Some(false),
        Cover::Some => None,
    };
    Answer {
        value: f64::NAN,
        holds: Holds::from(holds),
    }
}

fn several_lags(lags: &[Lag], summary: Summary, region: Region) -> Result<Answer> {
    let waited: Vec<f64> = lags.iter().filter_map(|lag| lag.days).map(days).collect();
    let observed: Vec<bool> = lags
        .iter()
        .map(|lag| lag.status == Status::Observed)
        .collect();
    let group = vec![0; waited.len()];
    let lifetimes = Lifetimes::by_group(&waited, &observed, None, &group, 1)?;
    let Some(lifetimes) = lifetimes.first() else {
        return Ok(Answer::NONE);
    };
    let value = match summary {
        Summary::Mean => {
            let (sum, n) = lifetimes
                .complete()
                .fold((0.0, 0.0), |(sum, n), wait| (sum + wait, n + 1.0));
            (n > 0.0).then_some(sum / n)
        }
        Summary::Median => {
            // The level is that of its limits, which are not asked for.
            Median::of(&Curve::of(lifetimes, Level::default(), Limits::Plain)).estimate
        }
        Summary::RestrictedMean => RestrictedMean::of(lifetimes, None)?.map(|mean| mean.estimate),
    };
    Ok(value.map_or(Answer::NONE, |value| Answer::on_number(value, region)))
}

fn seen(visits: &SortedDays, window: Window) -> impl DoubleEndedIterator<Item = i64> {
    let days = visits.days(0).iter().copied();
    days.filter(move |day| window.contains(*day))
}

fn gap(gap: Option<i64>, region: Region) -> Answer {
    gap.map_or(Answer::NONE, |gap| Answer::on_number(days(gap), region))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days of ten thousand years are exact"
)]
fn days(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Reading = (SameDay::Include, Overlap::Both);

    fn ask(time: &Time, reading: Reading) -> Answer {
        let visits = SortedDays::new(&[0; 3], &[7, 30, 200], 1).unwrap();
        let window = Window::new(0, 100).unwrap();
        answer(time, &visits, window, reading).unwrap()
    }

    fn lag(shocks: &[i64], summary: Summary, region: Region) -> Time {
        Time::Lag {
            shocks: shocks.to_vec(),
            summary,
            region,
        }
    }

    #[test]
    fn one_shock() {
        let holds = |shock, region| ask(&lag(&[shock], Summary::Mean, region), BOTH).holds;
        let within = |days| Region::at_most(days).unwrap();
        assert_eq!(holds(0, within(7.0)), Holds::Yes);
        assert_eq!(holds(0, within(6.0)), Holds::No);
        assert_eq!(holds(90, within(10.0)), Holds::No);
        assert_eq!(holds(90, within(11.0)), Holds::Undetermined);
        assert_eq!(holds(90, Region::above(10.0).unwrap()), Holds::Yes);
        assert_eq!(holds(101, within(11.0)), Holds::Undetermined);
        let tie = lag(&[7], Summary::Mean, within(0.0));
        assert_eq!(ask(&tie, BOTH).holds, Holds::Yes);
        let exclude = ask(&tie, (SameDay::Exclude, Overlap::Both));
        assert!(exclude.holds == Holds::No && (exclude.value - 23.0).abs() < 1e-12);
    }

    #[test]
    fn several_shocks() {
        let everything = Region::at_least(0.0).unwrap();
        let value = |shocks: &[i64], summary| ask(&lag(shocks, summary, everything), BOTH).value;
        assert!((value(&[0, 8, 90, 101], Summary::Mean) - 14.5).abs() < 1e-12);
        assert!((value(&[0, 8, 90], Summary::Median) - 22.0).abs() < 1e-12);
        // survival 2/3 from 7 on, 1/3 from the wait of 10 censored... to 22
        let restricted = value(&[0, 8, 90], Summary::RestrictedMean);
        assert!((restricted - (7.0 + 15.0 * 2.0 / 3.0)).abs() < 1e-12);
        assert!(value(&[90, 91], Summary::Mean).is_nan());
        let latest = ask(
            &lag(&[8, 20], Summary::Mean, everything),
            (SameDay::Include, Overlap::Latest),
        );
        assert!((latest.value - 10.0).abs() < 1e-12);
    }

    #[test]
    fn waits_without_end() {
        let unanswered = |shocks: &[i64], expected| {
            let shocks = shocks.to_vec();
            ask(&Time::Unanswered { shocks, expected }, BOTH).holds
        };
        assert_eq!(unanswered(&[90], true), Holds::Yes);
        assert_eq!(unanswered(&[0, 90], true), Holds::No);
        assert_eq!(unanswered(&[0], false), Holds::Yes);
        assert_eq!(unanswered(&[101], true), Holds::Undetermined);
    }

    #[test]
    fn gaps() {
        let region = Region::within(60.0, 80.0).unwrap();
        let open = ask(&Time::OpenGap { region }, BOTH);
        assert!((open.value - 70.0).abs() < 1e-12 && open.holds == Holds::Yes);
        let longest = ask(&Time::LongestGap { region }, BOTH);
        assert!((longest.value - 23.0).abs() < 1e-12 && longest.holds == Holds::No);
        let none = SortedDays::new(&[], &[], 1).unwrap();
        let window = Window::new(0, 100).unwrap();
        let answer = answer(&Time::OpenGap { region }, &none, window, BOTH);
        assert_eq!(answer.unwrap().holds, Holds::Undetermined);
    }
}
