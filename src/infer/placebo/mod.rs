//! Is the lag after these shocks unusual? The same lags after shocks that were put elsewhere.
//!
//! The statistic is the Kaplan-Meier mean of the lags, restricted to tau. Its reference are the
//! same shocks placed anew where tau days were observed: each on a day of its own, drawn evenly, or all
//! moved together around these days as on a circle, which keeps their spacing; within strata, such as
//! eras, where the frequency of visits is not the same throughout (methods M26). Where the
//! arrangements are few they are all gone through, else they are drawn; a drawn p is
//! `(b + 1) / (m + 1)` (Davison and Hinkley 1997, section 4.3) and so never 0.

mod placement;
mod record;

pub use placement::Placement;
pub use record::Record;

use placement::Units;

use crate::error::{Error, Result, same_length, some_draws, within_limit};
use crate::progress::Tick;
use crate::special::real::to_real;
use crate::threads::{Threads, replicates};

/// Up to how many arrangements are all gone through, if the caller asks for fewer draws.
pub const CHEAP: u64 = 100_000;

/// The same within strata.
pub const CHEAP_IN_STRATA: u64 = 1_000_000;

/// How many draws may be asked for.
pub const MOST: u64 = 10_000_000;

/// Within how much two means count as equal, in units of the observed one.
const TOLERANCE: f64 = 1e-9;

/// Lags to be looked up in all from which on threads share the arrangements.
const LEAST_WORK: u64 = 50_000;

/// The observed mean lag among those of the placebo arrangements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placebo {
    /// The restricted mean of the lags observed.
    pub statistic: f64,
    /// The horizon to which it is restricted.
    pub tau: i64,
    /// Whether tau lies beyond the shortest wait that was still running at the end.
    pub extrapolated: bool,
    /// How many shocks stay where they are, because tau days were not observed after them.
    pub unplaced: u64,
    /// How many strata hold a shock that moves.
    pub strata: u64,
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

/// How the placebo arrangements are made.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// The horizon of the mean.
    pub tau: Option<i64>,
    /// How shocks are placed anew.
    pub placement: Placement,
    /// Days on which a stratum begins; shocks stay in their stratum.
    pub cuts: &'a [i64],
    /// How many arrangements are drawn where they are too many.
    pub draws: u64,
    /// The seed of the draws.
    pub seed: u64,
}

/// Compares the lags after the shocks with those after the same shocks placed anew.
///
/// Shocks are placed where `tau` days were observed, from the first day observed to `tau` days before
/// the last. One that lies later cannot be placed and stays where it is. Without `tau` the horizon is
/// the shortest lag of at least a day that is censored, or else the longest lag.
///
/// # Errors
///
/// - [`Error::Undefined`] if there is no shock, or none can be placed.
/// - [`Error::OutOfRange`] if `tau` or `draws` is below 1, or a shock is not in the observation.
/// - [`Error::Length`] if a shock has no group.
/// - [`Error::TooLarge`] for more than [`MOST`] draws.
/// - What `tick` returns.
pub fn placebo(record: Record<'_>, how: How<'_>, tick: &mut Tick<'_>) -> Result<Placebo> {
    check(&record, how.tau, how.draws)?;
    let tau = how.tau.unwrap_or_else(|| record.horizon());
    let (since, until) = (record.window.since(), record.window.through() - tau);
    let units = Units::of(record.shocks, (since, until), how.cuts, how.placement);
    if units.placed() == 0 {
        let reason = format!("no shock can be placed: none has {tau} days observed after it");
        return Err(Error::undefined("placebo test", reason));
    }
    let cheap = if how.cuts.is_empty() {
        CHEAP
    } else {
        CHEAP_IN_STRATA
    };
    let all = units.arrangements();
    let exact = all.filter(|&all| all <= how.draws.max(cheap));
    let arrangements = exact.unwrap_or(how.draws);
    let mut lags = Vec::with_capacity(record.shocks.len());
    let statistic = record.mean_lag(record.shocks.iter().copied(), tau, &mut lags);
    let extrapolated = lags.iter().any(|&(days, seen)| !seen && days < tau);
    let mean = |number: u64, tick: &mut Tick<'_>| {
        tick(number, arrangements)?;
        let mut moved = record.shocks.to_vec();
        if exact.is_some() {
            units.place(number, &mut moved);
        } else {
            units.draw(number, how.seed, &mut moved);
        }
        let mut lags = Vec::with_capacity(moved.len());
        Ok(record.mean_lag(moved.into_iter(), tau, &mut lags))
    };
    let work = arrangements.saturating_mul(record.shocks.len() as u64);
    let threads = Threads::usual()?.of(work >= LEAST_WORK);
    let number = usize::try_from(arrangements).unwrap_or(usize::MAX);
    let means = replicates(number, threads, &mean, tick)?;
    Ok(Placebo {
        extrapolated,
        unplaced: (record.shocks.len() - units.placed()) as u64,
        strata: units.len() as u64,
        ..judge(statistic, tau, means, exact.is_some())
    })
}

fn check(record: &Record<'_>, tau: Option<i64>, draws: u64) -> Result<()> {
    same_length(
        ("shocks", record.shocks.len()),
        ("groups", record.groups.len()),
    )?;
    if record.shocks.is_empty() {
        let reason = "no shock lies in the observation";
        return Err(Error::undefined("placebo test", reason));
    }
    if let Some(tau) = tau.filter(|tau| *tau < 1) {
        return Err(Error::out_of_range("tau", &tau, "at least 1"));
    }
    within_limit("draws", draws.into(), MOST.into())?;
    some_draws(draws)?;
    let outside = |shock: &&i64| !record.window.contains(**shock);
    match record.shocks.iter().find(outside) {
        None => Ok(()),
        Some(shock) => {
            let expected = "a day of the observation";
            Err(Error::out_of_range("shocks", shock, expected))
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
        extrapolated: false,
        unplaced: 0,
        strata: 0,
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
mod tests;
