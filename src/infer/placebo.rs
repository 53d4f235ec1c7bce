//! Is the lag after these shocks unusual? The same lags after shocks that were put elsewhere.
//!
//! The statistic is the Kaplan-Meier mean of the lags, restricted to tau. Its reference are the
//! same shocks placed anew: each on a day of its own, drawn evenly from the observation, or all
//! moved together around the observation as on a circle, which keeps their spacing. Where the
//! arrangements are few they are all gone through, else they are drawn; a drawn p is
//! `(b + 1) / (m + 1)` (Davison and Hinkley 1997, section 4.3) and so never 0.

use crate::count::{days_to_real, to_real};
use crate::draw::Stream;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

/// Up to how many arrangements are all gone through, if the caller asks for fewer draws.
pub const CHEAP: u64 = 100_000;

/// How many draws may be asked for.
pub const MOST: u64 = 10_000_000;

/// Within how much two means count as equal, in units of the observed one.
const TOLERANCE: f64 = 1e-9;

/// Lags looked up between two looks at the caller.
const BETWEEN_TICKS: u64 = 20_000;

/// How the shocks are placed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Each on a day of its own.
    Random,
    /// All moved together around the observation.
    Shift,
}

/// Shocks, the visits that answer them, and the days on which both were observed.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Day of each shock, within the observation.
    pub shocks: &'a [i64],
    /// Which visits each shock waits for.
    pub groups: &'a [u32],
    /// The visits.
    pub visits: &'a SortedDays,
    /// The observation.
    pub window: Window,
    /// How many days after its shock a visit first counts: 0, or 1 to leave the day itself out.
    pub first_answer: i64,
}

/// The observed mean lag among those of the placebo arrangements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placebo {
    /// The restricted mean of the lags observed.
    pub statistic: f64,
    /// The horizon to which it is restricted.
    pub tau: i64,
    /// Mean of the statistic over the arrangements.
    pub expected: f64,
    /// Its lower 2.5 % quantile.
    pub low: f64,
    /// Its upper 2.5 % quantile.
    pub high: f64,
    /// Probability of a mean as short or shorter.
    pub shorter: f64,
    /// Probability of a mean as long or longer.
    pub longer: f64,
    /// How many arrangements were looked at, the observed one included if all were.
    pub arrangements: u64,
    /// Whether they are all there are.
    pub exact: bool,
}

impl Placebo {
    /// Twice the smaller of the one-sided probabilities, at most 1.
    pub fn two_sided(&self) -> f64 {
        (2.0 * self.shorter.min(self.longer)).min(1.0)
    }
}

/// Compares the lags after the shocks with those after the same shocks placed anew.
///
/// Without `tau` the horizon is one day more than the longest wait that the observation could
/// hold, so that no lag is cut and it does not depend on where the shocks fell.
///
/// # Errors
///
/// - [`Error::Undefined`] if there is no shock.
/// - [`Error::OutOfRange`] if `tau` or `draws` is below 1, or a shock is not in the observation.
/// - [`Error::Length`] if a shock has no group.
/// - [`Error::TooLarge`] for more than [`MOST`] draws.
/// - What `tick` returns.
pub fn placebo(
    record: Record<'_>,
    tau: Option<i64>,
    placement: Placement,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Placebo> {
    record.check(tau, draws)?;
    let tau = tau.unwrap_or_else(|| record.longest_wait() + 1);
    let n_shocks = record.shocks.len() as u64;
    let days = record.window.days().unsigned_abs();
    let all = match placement {
        Placement::Shift => Some(days),
        Placement::Random => u32::try_from(n_shocks)
            .ok()
            .and_then(|n| days.checked_pow(n)),
    };
    let exact = all.filter(|&all| all <= draws.max(CHEAP));
    let arrangements = exact.unwrap_or(draws);
    let mut lags = Vec::with_capacity(record.shocks.len());
    let statistic = record.mean_lag(record.shocks.iter().copied(), tau, &mut lags);
    let between = (BETWEEN_TICKS / n_shocks).max(1);
    let mut means = Vec::new();
    for number in 0..arrangements {
        if number % between == 0 {
            tick(number, arrangements)?;
        }
        let mut place = Place::new(placement, exact.is_some(), number, days, seed);
        let moved = record
            .shocks
            .iter()
            .map(|&shock| place.next(shock, record.window));
        means.push(record.mean_lag(moved, tau, &mut lags));
    }
    tick(arrangements, arrangements)?;
    Ok(judge(statistic, tau, means, exact.is_some()))
}

impl Record<'_> {
    fn check(&self, tau: Option<i64>, draws: u64) -> Result<()> {
        if self.shocks.len() != self.groups.len() {
            return Err(Error::Length {
                left: "shocks".to_owned(),
                left_len: self.shocks.len(),
                right: "groups".to_owned(),
                right_len: self.groups.len(),
            });
        }
        if self.shocks.is_empty() {
            return Err(Error::Undefined {
                name: "placebo test".to_owned(),
                reason: "no shock lies in the observation".to_owned(),
            });
        }
        let outside = self
            .shocks
            .iter()
            .find(|&&shock| !self.window.contains(shock));
        let small = |name: &str, found: String| Error::OutOfRange {
            name: name.to_owned(),
            found,
            expected: "at least 1".to_owned(),
        };
        match (tau, outside) {
            (Some(tau), _) if tau < 1 => Err(small("tau", tau.to_string())),
            _ if draws > MOST => Err(Error::TooLarge {
                name: "draws".to_owned(),
                cells: draws.into(),
                limit: MOST.into(),
            }),
            _ if draws < 1 => Err(small("draws", draws.to_string())),
            (_, Some(shock)) => Err(Error::OutOfRange {
                name: "shocks".to_owned(),
                found: shock.to_string(),
                expected: "a day of the observation".to_owned(),
            }),
            _ => Ok(()),
        }
    }

    /// The longest lag, seen or censored, that a shock of the observation could have.
    fn longest_wait(&self) -> i64 {
        let mut groups = self.groups.to_vec();
        groups.sort_unstable();
        groups.dedup();
        let of_group = |group: u32| {
            let visits = self.visits.days(group as usize).iter().copied();
            let visits = visits.filter(|&day| self.window.contains(day));
            let mut previous = self.window.since();
            let mut longest = 0;
            for day in visits.chain([self.window.end()]) {
                longest = longest.max(day - previous);
                previous = day;
            }
            longest
        };
        groups.into_iter().map(of_group).max().unwrap_or_default()
    }

    /// The restricted mean of the lags after shocks on other days.
    fn mean_lag(
        &self,
        days: impl Iterator<Item = i64>,
        tau: i64,
        lags: &mut Vec<(i64, bool)>,
    ) -> f64 {
        lags.clear();
        lags.extend(days.zip(self.groups).map(|(day, &group)| {
            match self
                .visits
                .next_day(group as usize, day + self.first_answer)
            {
                Some(visit) if visit <= self.window.through() => (visit - day, true),
                _ => (self.window.through() - day, false),
            }
        }));
        restricted_mean(lags, tau)
    }
}

/// The area under the Kaplan-Meier curve up to tau, carried on flat beyond the last lag.
fn restricted_mean(lags: &mut [(i64, bool)], tau: i64) -> f64 {
    if lags.iter().all(|&(_, seen)| seen) {
        let total: i64 = lags.iter().map(|&(days, _)| days.min(tau)).sum();
        return days_to_real(total) / to_real(lags.len() as u64);
    }
    lags.sort_unstable();
    let (mut survival, mut area, mut last) = (1.0, 0.0, 0);
    let mut at_risk = to_real(lags.len() as u64);
    for same in lags.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(days, _)) = same.first().filter(|lag| lag.0 < tau) else {
            break;
        };
        area += survival * days_to_real(days - last);
        last = days;
        let ended = same.iter().filter(|&&(_, seen)| seen).count();
        survival *= (at_risk - to_real(ended as u64)) / at_risk;
        at_risk -= to_real(same.len() as u64);
    }
    area + survival * days_to_real(tau - last)
}

/// Where the shocks of one arrangement go, one after the other.
enum Place {
    Drawn(Stream, u64),
    Counted(u64, u64),
    Shifted(i64),
}

impl Place {
    fn new(placement: Placement, exact: bool, number: u64, days: u64, seed: u64) -> Self {
        let mut stream = Stream::new(seed, number);
        match (placement, exact) {
            (Placement::Random, false) => Self::Drawn(stream, days),
            (Placement::Random, true) => Self::Counted(number, days),
            (Placement::Shift, true) => Self::Shifted(signed(number)),
            (Placement::Shift, false) => Self::Shifted(signed(stream.below(days))),
        }
    }

    fn next(&mut self, shock: i64, window: Window) -> i64 {
        match self {
            Self::Drawn(stream, days) => window.since() + signed(stream.below(*days)),
            Self::Counted(number, days) => {
                let place = *number % *days;
                *number /= *days;
                window.since() + signed(place)
            }
            Self::Shifted(by) => {
                window.since() + (shock - window.since() + *by).rem_euclid(window.days())
            }
        }
    }
}

fn judge(statistic: f64, tau: i64, mut means: Vec<f64>, exact: bool) -> Placebo {
    let slack = TOLERANCE * statistic.abs().max(1.0);
    let count = |holds: &dyn Fn(f64) -> bool| means.iter().filter(|&&mean| holds(mean)).count();
    let share = |count: usize| {
        let extra = usize::from(!exact);
        to_real((count + extra) as u64) / to_real((means.len() + extra) as u64)
    };
    let shorter = share(count(&|mean| mean <= statistic + slack));
    let longer = share(count(&|mean| mean >= statistic - slack));
    let expected = means.iter().sum::<f64>() / to_real(means.len() as u64);
    means.sort_unstable_by(f64::total_cmp);
    let quantile = |from_end: usize| means.get(from_end).copied().unwrap_or(f64::NAN);
    let cut = (means.len().saturating_sub(1)) / 40;
    Placebo {
        statistic,
        tau,
        expected,
        low: quantile(cut),
        high: quantile(means.len().saturating_sub(1 + cut)),
        shorter,
        longer,
        arrangements: means.len() as u64,
        exact,
    }
}

fn signed(days: u64) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn run(shocks: &[i64], visits: &[i64], placement: Placement, draws: u64) -> Placebo {
        let visits = SortedDays::new(&vec![0; visits.len()], visits, 1).unwrap();
        let groups = vec![0; shocks.len()];
        let window = Window::new(0, 99).unwrap();
        let record = Record {
            shocks,
            groups: &groups,
            visits: &visits,
            window,
            first_answer: 0,
        };
        placebo(record, None, placement, draws, 7, &mut unattended).unwrap()
    }

    #[test]
    fn one_shock_has_a_closed_form() {
        // Visits on 20, 60: lags up to 5 after 15..=20 and 55..=60, none after 61.
        let found = run(&[15], &[20, 60], Placement::Random, 10);
        assert!(found.exact && found.arrangements == 100);
        assert!((found.statistic - 5.0).abs() < 1e-12);
        assert!((found.shorter - 0.12).abs() < 1e-12);
        assert!((found.longer - 0.90).abs() < 1e-12);
        let shifted = run(&[15], &[20, 60], Placement::Shift, 10);
        assert_eq!(
            (shifted.shorter, shifted.longer),
            (found.shorter, found.longer)
        );
    }

    #[test]
    fn a_drawn_p_is_near_the_exact_one_and_never_zero() {
        let exact = run(&[20, 60], &[20, 60], Placement::Random, 1);
        assert!(exact.exact && exact.arrangements == 10_000);
        assert!((exact.shorter - 4e-4).abs() < 1e-12);
        let drawn = run(&[20, 60, 20], &[20, 60], Placement::Random, 99);
        assert!(!drawn.exact && drawn.shorter >= 0.01);
    }

    #[test]
    fn without_visits_nothing_is_unusual() {
        let found = run(&[3, 50], &[], Placement::Random, 20);
        assert_eq!(
            (found.shorter, found.longer, found.two_sided()),
            (1.0, 1.0, 1.0)
        );
    }

    #[test]
    fn ten_thousand_draws_repeat() {
        let shocks = [3, 50, 70, 90];
        let visits = [10, 30, 80];
        let [one, two] = [(); 2].map(|()| run(&shocks, &visits, Placement::Random, 2_000));
        assert_eq!(one, two);
    }
}
