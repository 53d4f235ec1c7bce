//! Two numbers that may share visits: their ratio and their order, doubt taken in both at once.
//!
//! A visit in doubt that counts in both took place for both or for neither. So everything is exactly
//! all of itself, whatever is in doubt.

use super::amount::Amount;
use super::class_weights::Weights;
use super::cumulative::OpenCounts;
use super::interval::Interval;
use super::measure::Measure;
use super::open::in_range;
use super::values::{Valuation, tables};
use super::verdict::Verdict;

/// Beyond so many combinations only the ends of the range are looked at.
const MOST_COMBINATIONS: usize = 1 << 16;

/// The visits of two scopes by class, told apart by where they count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Those that took place: in the first scope, and in the second.
    pub sure: [Vec<u64>; 2],
    /// Those in doubt that count in the first alone, in the second alone, and in both.
    pub doubted: [Vec<u64>; 3],
}

/// A number with the lowest and the highest that it may be, and what becomes of the claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// If all visits in doubt took place.
    pub plain: Amount,
    /// The lowest over all subsets of them.
    pub low: Amount,
    /// The highest.
    pub high: Amount,
    /// The verdict over all of them.
    pub verdict: Verdict,
}

/// How the visits of two scopes are valued.
#[derive(Debug, Clone, Copy)]
pub struct PairValuation<'a> {
    /// What is counted.
    pub measure: Measure,
    /// The weight of each class.
    pub weights: &'a Weights,
    /// The exposure of each scope in quarter days.
    pub quarters: [f64; 2],
}

impl PairValuation<'_> {
    fn sides(&self) -> [Valuation<'_>; 2] {
        self.quarters.map(|quarters| Valuation {
            measure: self.measure,
            weights: self.weights,
            quarters,
        })
    }

    fn values(&self, counts: &[Vec<u64>; 2]) -> [Amount; 2] {
        let [first, second] = self.sides();
        let [one, other] = counts;
        [first.of(one), second.of(other)]
    }

    /// What both numbers are if all visits in doubt took place.
    pub fn plain(&self, counts: &PairCounts) -> [Amount; 2] {
        let [first, second, both] = &counts.doubted;
        self.values(&counts.with(first, second, both))
    }

    /// The first number over the second, against what was printed.
    pub fn ratio(&self, counts: &PairCounts, printed: Interval) -> Outcome {
        let ratio = |[one, other]: [Amount; 2]| one.divided_by(other);
        let (values, complete) = if let Some(all) = counts.combinations() {
            (
                all.iter()
                    .map(|both| ratio(self.values(both)))
                    .collect::<Vec<_>>(),
                true,
            )
        } else {
            let corners = counts.corners();
            let values = corners.iter().map(|both| ratio(self.values(both)));
            (values.collect(), false)
        };
        let known = || values.iter().copied().filter(|value| !value.is_none());
        let low = known().min_by(|one, other| one.compare(*other));
        let high = known().max_by(|one, other| one.compare(*other));
        let (low, high) = (low.unwrap_or(Amount::NONE), high.unwrap_or(Amount::NONE));
        let verdict = if values.iter().any(|value| value.is_none()) {
            Verdict::NotDetermined
        } else if complete {
            Verdict::over(values.iter().map(|value| Some(printed.contains(*value))))
        } else {
            in_range(low, high, printed)
        };
        Outcome {
            plain: ratio(self.plain(counts)),
            low,
            high,
            verdict,
        }
    }

    /// Whether the first number is lower than the second.
    pub fn lower(&self, counts: &PairCounts) -> Verdict {
        if self.plain(counts).iter().any(|value| value.is_none()) {
            return Verdict::NotDetermined;
        }
        // Each visit in doubt moves the difference one way, so its ends are those of taking all that
        // raise it and none that lower it, and the other way round.
        let [first, second, both] = &counts.doubted;
        let none = |doubted: &Vec<u64>| vec![0; doubted.len()];
        let (raising, lowering) = self.by_direction(both);
        let highest = self.values(&counts.with(first, &none(second), &raising));
        let lowest = self.values(&counts.with(&none(first), second, &lowering));
        let below = |[one, other]: [Amount; 2]| one.is_below(other);
        Verdict::of(below(highest), below(lowest))
    }

    /// The visits of both scopes by whether they raise or lower the first number less the second.
    fn by_direction(&self, both: &[u64]) -> (Vec<u64>, Vec<u64>) {
        let (mut raising, mut lowering) = (vec![0; both.len()], vec![0; both.len()]);
        for (class, count) in both.iter().enumerate() {
            let mut one = vec![0; both.len()];
            if let Some(cell) = one.get_mut(class) {
                *cell = 1;
            }
            let [first, second] = self.values(&[one.clone(), one]);
            let part = if first.is_below(second) {
                &mut lowering
            } else {
                &mut raising
            };
            if let Some(cell) = part.get_mut(class) {
                *cell = *count;
            }
        }
        (raising, lowering)
    }
}

impl PairCounts {
    /// The counts of both scopes if these of the visits in doubt took place.
    fn with(&self, first: &[u64], second: &[u64], both: &[u64]) -> [Vec<u64>; 2] {
        let [one, other] = &self.sure;
        let add = |sure: &[u64], own: &[u64]| -> Vec<u64> {
            let each = sure.iter().zip(own).zip(both);
            each.map(|((sure, own), both)| sure + own + both).collect()
        };
        [add(one, first), add(other, second)]
    }

    /// Both counts in every subset of the visits in doubt; none if there are too many.
    fn combinations(&self) -> Option<Vec<[Vec<u64>; 2]>> {
        let parts = self.doubted.each_ref().map(|doubted| {
            let counts = OpenCounts {
                sure: vec![0; doubted.len()],
                doubted: doubted.clone(),
            };
            tables(&counts)
        });
        let size: usize = parts.iter().map(|(tables, _)| tables.len()).product();
        if size > MOST_COMBINATIONS || parts.iter().any(|(_, complete)| !complete) {
            return None;
        }
        let [(first, _), (second, _), (both, _)] = parts;
        let mut all = Vec::with_capacity(size);
        for one in &first {
            for other in &second {
                all.extend(both.iter().map(|shared| self.with(one, other, shared)));
            }
        }
        Some(all)
    }

    /// The subsets at which a ratio takes its ends: a share of shared visits rises or falls throughout.
    fn corners(&self) -> Vec<[Vec<u64>; 2]> {
        let [first, second, both] = &self.doubted;
        let none = |doubted: &Vec<u64>| vec![0; doubted.len()];
        let ends = [both.clone(), none(both)];
        let mut corners = Vec::new();
        for shared in &ends {
            corners.push(self.with(first, &none(second), shared));
            corners.push(self.with(&none(first), second, shared));
        }
        corners
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valued(weights: &Weights) -> PairValuation<'_> {
        PairValuation {
            measure: Measure::Count,
            weights,
            quarters: [4.0, 4.0],
        }
    }

    #[test]
    fn everything_is_all_of_itself() {
        let weights = Weights::even(1);
        let counts = PairCounts {
            sure: [vec![2], vec![2]],
            doubted: [vec![0], vec![0], vec![2]],
        };
        let whole = Interval::within(Amount::whole(1), Amount::whole(1)).unwrap();
        let found = valued(&weights).ratio(&counts, whole);
        assert_eq!(found.verdict, Verdict::Reproduced);
        assert!(
            (found.low.value() - 1.0).abs() < 1e-15 && (found.high.value() - 1.0).abs() < 1e-15
        );
    }

    #[test]
    fn a_share_of_nothing_is_not_determined() {
        let weights = Weights::even(1);
        let counts = PairCounts {
            sure: [vec![0], vec![0]],
            doubted: [vec![0], vec![0], vec![1]],
        };
        let any = Interval::at_least(Amount::whole(0)).unwrap();
        let found = valued(&weights).ratio(&counts, any);
        assert_eq!(found.verdict, Verdict::NotDetermined);
    }

    #[test]
    fn an_order_over_all_subsets() {
        let weights = Weights::even(1);
        for a in 0..3 {
            for b in 0..3 {
                for doubted in [[0, 0, 2], [1, 1, 0], [2, 0, 1], [0, 2, 1]] {
                    let counts = PairCounts {
                        sure: [vec![a], vec![b]],
                        doubted: doubted.map(|count| vec![count]),
                    };
                    let valuation = PairValuation {
                        quarters: [4.0, 8.0],
                        measure: Measure::Frequency,
                        ..valued(&weights)
                    };
                    let all = counts.combinations().unwrap();
                    let expected = Verdict::over(all.iter().map(|both| {
                        let [one, other] = valuation.values(both);
                        Some(one.is_below(other))
                    }));
                    assert_eq!(valuation.lower(&counts), expected, "{counts:?}");
                }
            }
        }
    }
}
