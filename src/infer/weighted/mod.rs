//! Intervals for a weighted frequency, from the counts of each class.
//!
//! Fay and Feuer (1997), *Statistics in Medicine* 16, 791 (gamma interval); Fay and Kim (2017),
//! *Biometrical Journal* 59, 549 (mid-p). Weights are taken relative to the largest, so that equal
//! weights give the unweighted interval to the last digit.

mod weights;

use std::collections::HashMap;

use self::weights::Moments;
pub use self::weights::Weights;
use crate::error::{Error, Result};
use crate::measure::tally::ClassCounts;
use crate::progress::Tick;
use crate::special::excess::{Excess, Tails};
use crate::special::gamma;
use crate::special::level::Level;
use crate::special::mixture::{Gamma, GammaPair};
use crate::threads::{Threads, work_off};
use crate::time::exposure;

/// How an interval for a weighted frequency is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Fay and Feuer's, allowing for years that vary and resemble their neighbours.
    Dispersed,
    /// Fay and Feuer's, allowing for years that vary.
    DispersedYears,
    /// Gamma interval with the largest weight: conservative if visits are independent.
    FayFeuer,
    /// Gamma mid-p: narrower, about the level.
    MidP,
}

/// Limits for the weighted count, in units of the largest weight, of which `phi` is the variance of a
/// count over its mean.
fn limits(at: Moments, phi: f64, tail: f64, interval: Interval) -> (f64, f64) {
    let below = (at.sum > 0.0).then(|| matched(at.sum, phi * at.squares));
    // One more visit of the largest weight, which is the unit here.
    let above = matched(at.sum + phi, phi * at.squares + phi * phi);
    match interval {
        Interval::MidP => {
            let pair = GammaPair { below, above };
            (pair.lower_quantile(tail), pair.upper_quantile(tail))
        }
        Interval::Dispersed | Interval::DispersedYears | Interval::FayFeuer => (
            below.map_or(0.0, |gamma| {
                gamma.scale * gamma::lower_quantile(gamma.shape, tail)
            }),
            above.scale * gamma::upper_quantile(above.shape, tail),
        ),
    }
}

/// The gamma distribution of that mean and variance.
fn matched(mean: f64, variance: f64) -> Gamma {
    Gamma {
        shape: mean * (mean / variance),
        scale: variance / mean,
    }
}

/// Weighted frequencies of many cells with their limits, one row each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weighted {
    /// Sum of the weights of the visits.
    pub count: Vec<f64>,
    /// Estimated variance of the frequency, which is the count over the exposure.
    pub variance: Vec<f64>,
    /// Lower limit of the frequency; none where no limits are asked for.
    pub lower: Vec<f64>,
    /// Upper limit of the frequency.
    pub upper: Vec<f64>,
}

/// Consecutive rows of the result, from `start` on.
struct Part<'a> {
    start: usize,
    rows: usize,
    count: &'a mut [f64],
    variance: &'a mut [f64],
    lower: &'a mut [f64],
    upper: &'a mut [f64],
}

/// Weighted counts and the limits of their frequencies: counts by cell and class, over years.
///
/// A cell without exposure has a count; the rest is NaN. Where `excess` is above 0
/// the limits are the dispersed ones, whatever the method; leave it out, or at 0, for the others.
/// Without an interval there are no limits.
///
/// # Errors
///
/// - [`Error::Length`] if `counts` has not one cell of these classes for each exposure.
/// - [`Error::BadDuration`] if an exposure is negative, infinite or not a number.
/// - [`Error::Overflow`] if a result is too large for a double.
/// - Whatever `tick` returns.
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub fn limits_of_each(
    counts: &ClassCounts<'_>,
    weights: &Weights,
    years: &[f64],
    excess: &[Excess],
    level: Level,
    interval: Option<Interval>,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Weighted> {
    let cells = counts.cells(weights.classes())?;
    exposure::check(cells, years)?;
    let mut out = Weighted::zeros(cells, interval.is_some());
    let work = |mut part: Part<'_>| {
        let (mut tails, mut known) = (Tails::new(level), HashMap::new());
        for row in 0..part.rows {
            let cell = part.start + row;
            let at = weights.moments(counts, cell);
            let years = years.get(cell).copied().unwrap_or(f64::NAN);
            let excess = excess.get(cell).copied().unwrap_or(Excess::NONE);
            let ends = interval.map(|interval| {
                if excess.per_rate > 0.0 {
                    let phi = excess.phi(at.visits_alike() / years);
                    return limits(at, phi, tails.of(excess), interval);
                }
                *known
                    .entry((at.sum.to_bits(), at.squares.to_bits()))
                    .or_insert_with(|| limits(at, 1.0, level.tail(), interval))
            });
            part.put(row, at, ends, weights.largest, years)?;
        }
        Ok(())
    };
    let threads = threads.of(cells > CHUNK);
    work_off(out.parts(), threads, &work, tick)?;
    Ok(out)
}

const CHUNK: usize = 1 << 13;

impl Weighted {
    fn zeros(cells: usize, limits: bool) -> Self {
        let column = |some: bool| vec![0.0; if some { cells } else { 0 }];
        Self {
            count: column(true),
            variance: column(true),
            lower: column(limits),
            upper: column(limits),
        }
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        let starts = (0..self.count.len()).step_by(CHUNK);
        let mut columns = [
            &mut self.count,
            &mut self.variance,
            &mut self.lower,
            &mut self.upper,
        ]
        .map(|column| column.chunks_mut(CHUNK));
        starts
            .map(|start| {
                let [count, variance, lower, upper] = columns
                    .each_mut()
                    .map(|column| column.next().unwrap_or_default());
                Part {
                    start,
                    rows: count.len(),
                    count,
                    variance,
                    lower,
                    upper,
                }
            })
            .collect()
    }
}

impl Part<'_> {
    fn put(
        &mut self,
        row: usize,
        at: Moments,
        limits: Option<(f64, f64)>,
        largest: f64,
        years: f64,
    ) -> Result<()> {
        let unit = if years > 0.0 {
            largest / years
        } else {
            f64::NAN
        };
        let variance = unit * (unit * at.squares);
        let (lower, upper) = limits.map_or((0.0, 0.0), |(low, high)| (unit * low, unit * high));
        if [at.total, variance, upper]
            .iter()
            .any(|it| it.is_infinite())
        {
            return Err(Error::overflow("a weighted frequency"));
        }
        let columns = [
            (&mut *self.count, at.total),
            (&mut *self.variance, variance),
            (&mut *self.lower, lower),
            (&mut *self.upper, upper),
        ];
        for (column, value) in columns {
            if let Some(place) = column.get_mut(row) {
                *place = value;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;
    use crate::special::real;

    fn one(counts: &[u64], weights: &[f64], years: f64, interval: Interval) -> (f64, f64) {
        let weights = Weights::new(weights).unwrap();
        let level = Level::new(0.95).unwrap();
        let counts = ClassCounts::Every {
            counts,
            n_classes: weights.classes(),
        };
        let found = limits_of_each(
            &counts,
            &weights,
            &[years],
            &[],
            level,
            Some(interval),
            Threads::usual().unwrap(),
            &mut unattended,
        );
        let found = found.unwrap();
        (found.lower[0], found.upper[0])
    }

    #[test]
    fn equal_weights_give_the_exact_interval() {
        for count in [0_u64, 1, 9, 15, 16, 161, 12_345, 1_000_000_000_000] {
            for weight in [1.0, 3.0, 0.1, 1e-9, 7e100] {
                let x = real::to_real(count);
                let low = if count == 0 {
                    0.0
                } else {
                    gamma::lower_quantile(x, 0.025)
                };
                let high = gamma::upper_quantile(x + 1.0, 0.025);
                let found = one(
                    &[count / 3, count - count / 3],
                    &[weight; 2],
                    5.0,
                    Interval::FayFeuer,
                );
                for (found, exact) in [(found.0, low), (found.1, high)] {
                    let exact = weight / 5.0 * exact;
                    assert!((found - exact).abs() <= 1e-15 * exact, "{count} {weight}");
                }
            }
        }
    }

    #[test]
    fn an_unused_class_widens_the_interval() {
        let used = one(&[3, 7, 10], &[1.0, 0.5, 0.25], 7.5, Interval::FayFeuer);
        let with = one(
            &[3, 7, 10, 0],
            &[1.0, 0.5, 0.25, 3.0],
            7.5,
            Interval::FayFeuer,
        );
        assert!((used.1 - 2.069_643_894_9).abs() < 1e-9);
        assert!((with.1 - 2.732_5).abs() < 5e-5);
    }

    #[test]
    fn bad_weights_are_refused() {
        for weight in [-1.0, f64::NAN, f64::INFINITY] {
            let found = Weights::new(&[1.0, weight]);
            assert!(matches!(found, Err(Error::BadWeight { .. })));
        }
        let weights = Weights::new(&[1e300]).unwrap();
        let level = Level::new(0.95).unwrap();
        let found = limits_of_each(
            &ClassCounts::Every {
                counts: &[5],
                n_classes: 1,
            },
            &weights,
            &[1.0],
            &[],
            level,
            Some(Interval::MidP),
            Threads::usual().unwrap(),
            &mut unattended,
        );
        assert!(matches!(found, Err(Error::Overflow { .. })));
        assert_eq!(Weights::new(&[0.0, 0.0]), Err(Error::AllZeroWeights));
        assert!(Weights::new(&[0.0, 1.0]).is_ok());
    }
}
