//! The single change that divides the observation best.

use super::cells::{Parts, fitness};

/// The best division into two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Which of the places; none where no division is better than none at all.
    pub place: Option<usize>,
    /// Events before it.
    pub events_before: u64,
    /// Time before it.
    pub time_before: f64,
    /// Twice the gain in log-likelihood.
    pub likelihood_ratio: f64,
}

/// Maximizes `a ln(a/S) + (n-a) ln((n-a)/(T-S))` over the places, a silent part counting as 0.
///
/// The first of equal places is taken.
pub fn change(parts: &Parts) -> Change {
    let whole = fitness(parts.events, parts.time);
    let mut best = Change {
        place: None,
        events_before: 0,
        time_before: 0.0,
        likelihood_ratio: 0.0,
    };
    for (place, &(before, time)) in parts.before.iter().enumerate() {
        if time <= 0.0 || time >= parts.time {
            continue;
        }
        let after = fitness(parts.events - before, parts.time - time);
        let likelihood_ratio = 2.0 * (fitness(before, time) + after - whole);
        if likelihood_ratio > best.likelihood_ratio {
            best = Change {
                place: Some(place),
                events_before: before,
                time_before: time,
                likelihood_ratio,
            };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: &[u64]) -> Change {
        change(&Parts::of_periods(counts, &vec![1.0; counts.len()]).unwrap())
    }

    #[test]
    fn a_silent_part_has_the_highest_likelihood() {
        let found = of(&[3, 5, 4, 6, 0, 0, 0, 0]);
        assert_eq!(found.place, Some(4));
        assert!((found.likelihood_ratio - 36.0 * 2.0_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_divide() {
        assert_eq!(of(&[]).place, None);
        assert_eq!(of(&[7]).place, None);
        assert_eq!(of(&[0, 0, 0]).place, None);
    }
}
