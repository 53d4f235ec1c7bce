//! Where shocks are put when they are placed anew.
//!
//! Shocks that move together are a unit, which turns around a circle of days: all of them around the
//! days on which they may be placed, or each stratum's around that stratum, or each shock by itself.

use crate::random::Stream;

/// How the shocks are placed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Each on a day of its own.
    Random,
    /// Those of one stratum moved together around it.
    Shift,
}

/// Days that follow one another, and the shocks that turn around them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    start: i64,
    days: i64,
    shocks: Vec<usize>,
}

/// Everything that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Units(Vec<Unit>);

impl Units {
    /// The shocks on the days from `since` to `until`, divided at `cuts` into strata.
    pub(super) fn of(
        shocks: &[i64],
        (since, until): (i64, i64),
        cuts: &[i64],
        placement: Placement,
    ) -> Self {
        let inner = cuts.iter().copied();
        let inner = inner.filter(|cut| *cut > since && *cut <= until);
        let mut edges: Vec<i64> = inner.chain([since, until + 1]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut units = Vec::new();
        for (&start, &end) in edges.iter().zip(edges.iter().skip(1)) {
            let inside = shocks.iter().enumerate();
            let inside = inside.filter(|(_, shock)| (start..end).contains(*shock));
            let inside: Vec<usize> = inside.map(|(place, _)| place).collect();
            let together = match placement {
                Placement::Shift => vec![inside],
                Placement::Random => inside.into_iter().map(|shock| vec![shock]).collect(),
            };
            let filled = together.into_iter().filter(|shocks| !shocks.is_empty());
            units.extend(filled.map(|shocks| Unit {
                start,
                days: end - start,
                shocks,
            }));
        }
        Self(units)
    }

    /// How many strata hold a shock.
    pub(super) fn len(&self) -> usize {
        let mut starts: Vec<i64> = self.0.iter().map(|unit| unit.start).collect();
        starts.dedup();
        starts.len()
    }

    /// How many shocks move.
    pub(super) fn placed(&self) -> usize {
        self.0.iter().map(|unit| unit.shocks.len()).sum()
    }

    /// How many arrangements there are, unless they are beyond counting.
    pub(super) fn arrangements(&self) -> Option<u64> {
        let days = self.0.iter().map(|unit| unit.days.unsigned_abs());
        days.into_iter().try_fold(1_u64, u64::checked_mul)
    }

    /// Moves the shocks to an arrangement by its number.
    pub(super) fn place(&self, number: u64, shocks: &mut [i64]) {
        let mut rest = number;
        for unit in &self.0 {
            let days = unit.days.unsigned_abs();
            unit.turn(signed(rest % days), shocks);
            rest /= days;
        }
    }

    /// Moves the shocks at random.
    pub(super) fn draw(&self, number: u64, seed: u64, shocks: &mut [i64]) {
        let mut stream = Stream::new(seed, number);
        for unit in &self.0 {
            unit.turn(signed(stream.below(unit.days.unsigned_abs())), shocks);
        }
    }
}

impl Unit {
    fn turn(&self, by: i64, shocks: &mut [i64]) {
        for place in &self.shocks {
            if let Some(shock) = shocks.get_mut(*place) {
                // Both are days of the circle, so that it is left once at most.
                let turned = *shock + by;
                let beyond = turned >= self.start + self.days;
                *shock = turned - if beyond { self.days } else { 0 };
            }
        }
    }
}

fn signed(days: u64) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}
