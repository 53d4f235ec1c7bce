//! Intervals for the mean of one Poisson count, and so for a frequency.
//!
//! Garwood (1936), *Biometrika* 28, 437 (exact); Cohen and Yang (1994), *Statistics in Medicine*
//! 13, 2189 (mid-p); the Jeffreys interval is the central posterior one under the prior
//! `1 / sqrt(mean)`.

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::special::excess::{Excess, Tails};
use crate::special::gamma;
use crate::special::level::Level;
use crate::special::mixture::{Gamma, GammaPair};
use crate::special::real;
use crate::threads::{Chunk, Threads, chunks, work_off};
use crate::time::exposure;

/// How an interval for one count is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Garwood's, allowing for years that vary and resemble their neighbours.
    Dispersed,
    /// Garwood's, allowing for years that vary.
    DispersedYears,
    /// Exact: covers at least the level, whatever the mean.
    Garwood,
    /// Half the probability of the count itself counts as more extreme: narrower, about the level.
    MidP,
    /// Central posterior interval under the Jeffreys prior.
    Jeffreys,
}

/// Lower and upper limit for the mean of a Poisson count.
pub fn limits(count: u64, level: Level, interval: Interval) -> (f64, f64) {
    let x = real::to_real(count);
    let tail = level.tail();
    match interval {
        Interval::Dispersed | Interval::DispersedYears | Interval::Garwood => (
            if count == 0 {
                0.0
            } else {
                gamma::lower_quantile(x, tail)
            },
            gamma::upper_quantile(x + 1.0, tail),
        ),
        Interval::MidP => {
            let unit = |shape| Gamma { shape, scale: 1.0 };
            let pair = GammaPair {
                below: (count > 0).then(|| unit(x)),
                above: unit(x + 1.0),
            };
            (pair.lower_quantile(tail), pair.upper_quantile(tail))
        }
        Interval::Jeffreys => (
            if count == 0 {
                0.0
            } else {
                gamma::lower_quantile(x + 0.5, tail)
            },
            gamma::upper_quantile(x + 0.5, tail),
        ),
    }
}

/// Lower and upper limit of a frequency whose count varies more than a Poisson count: Garwood's for
/// `count / phi` visits in `years / phi` years.
///
/// One visit stands for none in `phi`, so that an era without visits has one too.
fn dispersed(count: u64, years: f64, excess: Excess, tail: f64) -> (f64, f64) {
    let phi = excess.phi(real::to_real(count.max(1)) / years);
    let (shape, scale) = (real::to_real(count) / phi, phi / years);
    let lower = if count == 0 {
        0.0
    } else {
        scale * gamma::lower_quantile(shape, tail)
    };
    (lower, scale * gamma::upper_quantile(shape + 1.0, tail))
}

/// Lower and upper limits of many frequencies: counts over exposures, in visits a year.
///
/// A cell without exposure has no frequency: its limits are NaN. Where `excess` is above 0 the
/// limits are the dispersed ones, whatever the method; leave it out, or at 0, for the others.
///
/// # Errors
///
/// - [`Error::Length`] if the slices differ in length.
/// - [`Error::BadDuration`] if an exposure is negative, infinite or not a number.
/// - [`Error::Overflow`] if a limit is too large for a double.
/// - Whatever `tick` returns.
pub fn limits_of_each(
    counts: &[u64],
    years: &[f64],
    excess: &[Excess],
    level: Level,
    interval: Interval,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<(Vec<f64>, Vec<f64>)> {
    exposure::check(counts.len(), years)?;
    let excess_of = |cell: usize| excess.get(cell).copied().unwrap_or(Excess::NONE);
    let plain = (0..)
        .zip(counts.iter().zip(years))
        .filter(|(cell, (_, years))| **years > 0.0 && excess_of(*cell).per_rate <= 0.0);
    let known = Known::of(plain.map(|(_, (count, _))| *count), level, interval);
    let mut lower = vec![0.0; counts.len()];
    let mut upper = vec![0.0; counts.len()];
    let work = |part: Chunk<'_, f64, f64>| {
        let mut tails = Tails::new(level);
        let cells = (part.start..).zip(part.first.iter_mut().zip(part.second));
        for (cell, (lower, upper)) in cells {
            let here = counts.get(cell).zip(years.get(cell));
            let Some((&count, &years)) = here else { break };
            let excess = excess_of(cell);
            (*lower, *upper) = if years.is_nan() || years <= 0.0 {
                (f64::NAN, f64::NAN)
            } else if excess.per_rate > 0.0 {
                dispersed(count, years, excess, tails.of(excess))
            } else {
                let (low, high) = known.limits(count);
                if (high / years).is_infinite() {
                    return Err(Error::overflow("a frequency"));
                }
                (low / years, high / years)
            };
        }
        Ok(())
    };
    let threads = threads.of(counts.len() > CHUNK);
    work_off(chunks(&mut lower, &mut upper, CHUNK), threads, &work, tick)?;
    Ok((lower, upper))
}

const CHUNK: usize = 4096;

/// The limits of the small counts that occur, found once each: most cells hold few distinct ones.
struct Known {
    small: Vec<Option<(f64, f64)>>,
    level: Level,
    interval: Interval,
}

impl Known {
    const SMALL: u64 = 4096;

    fn of(counts: impl Iterator<Item = u64>, level: Level, interval: Interval) -> Self {
        let mut small: Vec<Option<(f64, f64)>> = Vec::new();
        for count in counts.filter(|count| *count < Self::SMALL) {
            let place = usize::try_from(count).unwrap_or_default();
            if small.len() <= place {
                small.resize(place + 1, None);
            }
            if let Some(slot) = small.get_mut(place) {
                slot.get_or_insert_with(|| limits(count, level, interval));
            }
        }
        Self {
            small,
            level,
            interval,
        }
    }

    fn limits(&self, count: u64) -> (f64, f64) {
        let place = usize::try_from(count).ok();
        let known = place.and_then(|place| self.small.get(place).copied());
        known
            .flatten()
            .unwrap_or_else(|| limits(count, self.level, self.interval))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn a_cell_without_exposure_has_no_limits() {
        let level = Level::new(0.95).unwrap();
        let (lower, upper) = limits_of_each(
            &[0, 5],
            &[0.0, 4.0],
            &[],
            level,
            Interval::Garwood,
            Threads::usual().unwrap(),
            &mut unattended,
        )
        .unwrap();
        assert!(lower[0].is_nan() && upper[0].is_nan());
        assert!((4.0 * upper[1] - 11.668_332_079_3).abs() < 1e-9);
    }

    #[test]
    fn every_interval_stays_in_order_at_every_level() {
        for level in [0.5, 0.8, 0.95, 0.999, 0.999_999] {
            let level = Level::new(level).unwrap();
            for count in [0, 1, 2, 15, 16, 161, 1_000_000_000_000] {
                let x = real::to_real(count);
                let (garwood, midp) = (
                    limits(count, level, Interval::Garwood),
                    limits(count, level, Interval::MidP),
                );
                assert!(garwood.0 <= midp.0 && midp.0 <= x && x <= midp.1 && midp.1 <= garwood.1);
            }
        }
    }
}
