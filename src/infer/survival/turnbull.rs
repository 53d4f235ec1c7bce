//! The shares of lags that are known to a range of days: Turnbull's estimate.
//!
//! A lag lies in a closed interval of days. Only the innermost intervals can have a share: those that
//! begin at a left end and end at a right one with no other left end between (Turnbull 1976). Their
//! shares are found by EM. Where a share goes to 0, EM only creeps there: the smallest is then taken
//! out, and put back if its gradient is above 1 (Gentleman and Geyer 1994).

use crate::error::{Error, Result, Rows, same_length};
use crate::progress::Tick;
use crate::special::real::to_real;

/// How still the shares must stand.
const STILL: f64 = 1e-13;

/// How far above 1 a gradient counts as above it.
const SLACK: f64 = 1e-9;

/// Steps of EM before the smallest share is doubted.
const STEPS: usize = 4_000;

/// Steps of EM where no share can be taken out.
const MOST_STEPS: usize = 400_000;

/// Shares below this are doubted even where EM stands still.
const TINY: f64 = 1e-7;

/// An innermost interval, and the share of the lags in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mass {
    /// Its first day.
    pub lower: f64,
    /// Its last day; infinite where nothing bounds it.
    pub upper: f64,
    /// The share.
    pub mass: f64,
}

/// The shares of lags that lie in closed intervals of days.
///
/// # Errors
///
/// - [`Error::Length`] if the ends differ in number.
/// - [`Error::BadDuration`] if an end is negative or not a number, or a right end is before its left.
/// - What `tick` returns.
pub fn turnbull(lower: &[f64], upper: &[f64], tick: &mut Tick<'_>) -> Result<Vec<Mass>> {
    check(lower, upper)?;
    let inner = innermost(lower, upper);
    let covers: Vec<(usize, usize)> = lower
        .iter()
        .zip(upper)
        .map(|(from, to)| {
            let first = inner.partition_point(|one| one.0 < *from);
            let end = inner.partition_point(|one| one.1 <= *to);
            (first, end.max(first))
        })
        .collect();
    let shares = Shares::of(inner.len(), covers).settled(tick)?;
    Ok(inner
        .into_iter()
        .zip(shares)
        .map(|((lower, upper), mass)| Mass { lower, upper, mass })
        .collect())
}

fn check(lower: &[f64], upper: &[f64]) -> Result<()> {
    same_length(("lower", lower.len()), ("upper", upper.len()))?;
    let bad = |(_, (from, to)): &(usize, (&f64, &f64))| {
        !(from.is_finite() && **from >= 0.0 && **to >= **from)
    };
    let pairs = || lower.iter().zip(upper).enumerate().filter(bad);
    let Some((_, (from, to))) = pairs().next() else {
        return Ok(());
    };
    Err(Error::BadDuration {
        name: "lag".to_owned(),
        rows: Rows::of(pairs().map(|(row, _)| row)),
        found: format!("{from} to {to}"),
    })
}

/// Intervals from a left end to a right one with no other left end in between.
fn innermost(lower: &[f64], upper: &[f64]) -> Vec<(f64, f64)> {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        values
    };
    let (lefts, rights) = (sorted(lower), sorted(upper));
    let mut found = Vec::new();
    for (place, &left) in lefts.iter().enumerate() {
        let right = rights.get(rights.partition_point(|right| *right < left));
        let next = lefts.get(place + 1).copied().unwrap_or(f64::INFINITY);
        if let Some(&right) = right.filter(|right| **right < next || next.is_infinite()) {
            found.push((left, right));
        }
    }
    found
}

/// Shares of innermost intervals, and which of them each lag may be in.
struct Shares {
    mass: Vec<f64>,
    /// First, and one past the last.
    covers: Vec<(usize, usize)>,
    out: Vec<bool>,
    kept: Vec<bool>,
}

impl Shares {
    fn of(n: usize, covers: Vec<(usize, usize)>) -> Self {
        Self {
            mass: vec![1.0 / to_real(n.max(1) as u64); n],
            covers,
            out: vec![false; n],
            kept: vec![false; n],
        }
    }

    fn settled(mut self, tick: &mut Tick<'_>) -> Result<Vec<f64>> {
        let rounds = 4 * self.mass.len() as u64 + 4;
        for round in 0..rounds {
            tick(round, rounds)?;
            let doubted = self.doubted();
            let steps = if doubted.is_some() { STEPS } else { MOST_STEPS };
            let still = self.climb(steps);
            match self
                .doubted()
                .filter(|place| !still || self.is_tiny(*place))
            {
                Some(place) => self.take_out(place),
                None => match self.wrongly_out() {
                    Some(place) => self.put_back(place),
                    None => break,
                },
            }
        }
        Ok(self.mass)
    }

    fn is_tiny(&self, place: usize) -> bool {
        self.mass.get(place).is_some_and(|mass| *mass < TINY)
    }

    /// Steps of EM, until the shares stand still; whether they did.
    fn climb(&mut self, steps: usize) -> bool {
        for _ in 0..steps {
            let gradient = self.gradient();
            let mut moved = 0.0_f64;
            for (mass, slope) in self.mass.iter_mut().zip(gradient) {
                let next = *mass * slope;
                moved = moved.max((next - *mass).abs());
                *mass = next;
            }
            if moved < STILL {
                return true;
            }
        }
        false
    }

    /// Of each share the mean over the lags of 1 over the probability of the lag, if it may be there.
    fn gradient(&self) -> Vec<f64> {
        let mut sums = Vec::with_capacity(self.mass.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for mass in &self.mass {
            sum += mass;
            sums.push(sum);
        }
        let at = |place: usize| sums.get(place).copied().unwrap_or(sum);
        let mut changes = vec![0.0; self.mass.len() + 1];
        for &(first, end) in &self.covers {
            let weight = 1.0 / (at(end) - at(first)).max(f64::MIN_POSITIVE);
            if let Some(slot) = changes.get_mut(first) {
                *slot += weight;
            }
            if let Some(slot) = changes.get_mut(end) {
                *slot -= weight;
            }
        }
        let n = to_real(self.covers.len() as u64);
        let slopes = changes.iter().scan(0.0, |slope, change| {
            *slope += change;
            Some(*slope / n)
        });
        slopes.take(self.mass.len()).collect()
    }

    /// The smallest share that is not needed to hold a lag.
    fn doubted(&self) -> Option<usize> {
        let held = |place: usize| {
            self.covers.iter().any(|&(first, end)| {
                let others = (first..end).filter(|other| *other != place);
                let mut others = others.map(|other| self.out.get(other) == Some(&true));
                (first..end).contains(&place) && others.all(|out| out)
            })
        };
        let states = self.mass.iter().zip(self.out.iter().zip(&self.kept));
        let open = states
            .enumerate()
            .filter(|(_, (_, (out, kept)))| !**out && !**kept)
            .map(|(place, (mass, _))| (place, *mass))
            .filter(|(place, _)| !held(*place));
        let least = open.min_by(|one, other| one.1.total_cmp(&other.1));
        least.map(|(place, _)| place)
    }

    fn take_out(&mut self, place: usize) {
        let left = self.mass.get(place).map_or(1.0, |mass| 1.0 - mass);
        for (other, (mass, out)) in self.mass.iter_mut().zip(&mut self.out).enumerate() {
            *out |= other == place;
            *mass = if *out { 0.0 } else { *mass / left };
        }
    }

    /// Of the shares that were taken out the one that must be there.
    fn wrongly_out(&self) -> Option<usize> {
        let slopes = self.gradient();
        let out = slopes.iter().zip(&self.out).enumerate();
        let above = out.filter(|(_, (slope, out))| **out && **slope > 1.0 + SLACK);
        let most = above.max_by(|one, other| one.1.0.total_cmp(other.1.0));
        most.map(|(place, _)| place)
    }

    fn put_back(&mut self, place: usize) {
        let share = 1.0 / (2.0 * to_real(self.mass.len() as u64));
        for mass in &mut self.mass {
            *mass *= 1.0 - share;
        }
        let slots = (
            self.mass.get_mut(place),
            self.out.get_mut(place),
            self.kept.get_mut(place),
        );
        if let (Some(mass), Some(out), Some(kept)) = slots {
            (*mass, *out, *kept) = (share, false, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn masses(intervals: &[(f64, f64)]) -> Vec<(f64, f64, f64)> {
        let (lower, upper): (Vec<f64>, Vec<f64>) = intervals.iter().copied().unzip();
        let found = turnbull(&lower, &upper, &mut unattended).unwrap();
        found
            .iter()
            .map(|one| (one.lower, one.upper, one.mass))
            .collect()
    }

    fn near(found: &[(f64, f64, f64)], expected: &[(f64, f64, f64)]) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (one, other) in found.iter().zip(expected) {
            assert_eq!((one.0, one.1), (other.0, other.1));
            assert!((one.2 - other.2).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn vectors() {
        let never = f64::INFINITY;
        let found = masses(&[
            (9.0, 9.0),
            (114.0, 116.0),
            (106.0, 135.0),
            (0.0, 187.0),
            (188.0, never),
        ]);
        near(
            &found,
            &[
                (9.0, 9.0, 4.0 / 15.0),
                (114.0, 116.0, 8.0 / 15.0),
                (188.0, never, 0.2),
            ],
        );
        let found = masses(&[(5.0, 5.0), (9.0, 9.0), (9.0, 9.0), (20.0, never)]);
        near(
            &found,
            &[(5.0, 5.0, 0.25), (9.0, 9.0, 0.5), (20.0, never, 0.25)],
        );
        let found = masses(&[(10.0, 40.0), (20.0, 20.0), (35.0, 60.0)]);
        near(&found, &[(20.0, 20.0, 0.5), (35.0, 40.0, 0.5)]);
        let found = masses(&[(1.0, 3.0), (2.0, 5.0), (4.0, 6.0), (6.0, never)]);
        near(&found, &[(2.0, 3.0, 0.5), (4.0, 5.0, 0.0), (6.0, 6.0, 0.5)]);
    }

    #[test]
    fn a_reversed_interval_is_refused() {
        let found = turnbull(&[3.0, 5.0], &[4.0, 2.0], &mut unattended);
        assert!(matches!(found, Err(Error::BadDuration { .. })));
    }
}
