//! Is the lag after these shocks unusual? The same lags after shocks that were put elsewhere.
//!
//! The statistic is the Kaplan-Meier mean of the lags, restricted to tau. Its reference are the
//! same shocks placed anew: each on a day of its own, drawn evenly from the observation, or all
//! moved together around the observation as on a circle, which keeps their spacing. Where the
//! arrangements are few they are all gone through, else they are drawn; a drawn p is
//! `(b + 1) / (m + 1)` (Davison and Hinkley 1997, section 4.3) and so never 0.

mod placement;
mod record;

pub use placement::Placement;
pub use record::Record;

use placement::Place;

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::special::real::to_real;

/// Up to how many arrangements are all gone through, if the caller asks for fewer draws.
pub const CHEAP: u64 = 100_000;

/// How many draws may be asked for.
pub const MOST: u64 = 10_000_000;

/// Within how much two means count as equal, in units of the observed one.
const TOLERANCE: f64 = 1e-9;

/// Lags looked up between two looks at the caller.
const BETWEEN_TICKS: u64 = 20_000;

/// The observed mean lag among those of the placebo arrangements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placebo {
    /// The restricted mean of the lags observed.
    pub statistic: f64,
    /// The horizon to which it is restricted.
    pub tau: i64,
    /// Whether tau lies beyond the shortest wait that was still running at the end.
    pub extrapolated: bool,
    /// Mean of the statistic over the arrangements.
    pub expected: f64,
    /// Its lower 2.5 % quantile.
    pub lower: f64,
    /// Its upper 2.5 % quantile.
    pub upper: f64,
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
    check(&record, tau, draws)?;
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
    let extrapolated = lags.iter().any(|&(days, seen)| !seen && days < tau);
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
    Ok(Placebo {
        extrapolated,
        ..judge(statistic, tau, means, exact.is_some())
    })
}

fn check(record: &Record<'_>, tau: Option<i64>, draws: u64) -> Result<()> {
    if record.shocks.len() != record.groups.len() {
        return Err(Error::Length {
            left: "shocks".to_owned(),
            left_len: record.shocks.len(),
            right: "groups".to_owned(),
            right_len: record.groups.len(),
        });
    }
    if record.shocks.is_empty() {
        return Err(Error::Undefined {
            name: "placebo test".to_owned(),
            reason: "no shock lies in the observation".to_owned(),
        });
    }
    let outside = record
        .shocks
        .iter()
        .find(|&&shock| !record.window.contains(shock));
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
        extrapolated: false,
        expected,
        lower: quantile(cut),
        upper: quantile(means.len().saturating_sub(1 + cut)),
        shorter,
        longer,
        arrangements: means.len() as u64,
        exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;
    use crate::time::sorted::SortedDays;
    use crate::time::window::Window;

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
