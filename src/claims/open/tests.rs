//! Against enumeration and cases worked by hand.

use super::super::cumulative::OpenCounts;
use super::super::measure::Measure;
use super::super::values::{Tables, Valuation};
use super::*;
use crate::claims::class_weights::Weights;

/// Every set of values that an era with the counts 0 to 3 may have.
fn eras() -> Vec<Tables> {
    (0..=3)
        .flat_map(|sure| (sure..=3).map(move |all| (sure, all)))
        .map(|(sure, all)| {
            let counts = OpenCounts {
                sure: vec![sure],
                doubted: vec![all - sure],
            };
            Tables::of(&counts, Measure::Count)
        })
        .collect()
}

fn by_enumeration(eras: &[Values<'_>], holds: impl Fn(&[Amount]) -> bool) -> Verdict {
    let mut all: Vec<Vec<Amount>> = vec![vec![]];
    for era in eras {
        all = all
            .iter()
            .flat_map(|chosen| {
                era.each.iter().map(|value| {
                    let mut chosen = chosen.clone();
                    chosen.push(value.amount());
                    chosen
                })
            })
            .collect();
    }
    Verdict::over(all.iter().map(|values| Some(holds(values))))
}

fn triples<'a>(all: &'a [Tables], weights: &'a Weights) -> Vec<[Values<'a>; 3]> {
    let valuation = Valuation {
        measure: Measure::Count,
        weights,
        quarters: 4.0,
    };
    let all: Vec<_> = all.iter().map(|era| era.values(valuation)).collect();
    let mut found = Vec::new();
    for one in &all {
        for two in &all {
            for three in &all {
                found.push([one.clone(), two.clone(), three.clone()]);
            }
        }
    }
    found
}

#[test]
fn verdicts_agree_with_enumeration() {
    use crate::claims::assertion::Assertion;
    let (all, weights) = (eras(), Weights::even(1));
    for eras in triples(&all, &weights) {
        for from in [End::Bottom, End::Top] {
            for wanted in 1..=3 {
                let assertion = Assertion::Place {
                    era: 0,
                    place: wanted,
                    from,
                };
                let expected =
                    by_enumeration(&eras, |values| assertion.holds(values) == Some(true));
                assert_eq!(place(&eras, 0, from, wanted), expected, "{eras:?} {wanted}");
            }
        }
        for others in [vec![], vec![1], vec![2], vec![1, 2]] {
            let found = ahead_only_of(&eras, 0, &others, 0);
            let assertion = Assertion::AheadOnlyOf { era: 0, others };
            let expected = by_enumeration(&eras, |values| assertion.holds(values) == Some(true));
            assert_eq!(found, expected, "{eras:?}");
        }
        let order = Assertion::Ascending {
            eras: vec![0, 1, 2],
        };
        let expected = by_enumeration(&eras, |values| order.holds(values) == Some(true));
        assert_eq!(ascending(&eras, &[0, 1, 2]), expected, "{eras:?}");
    }
}

#[test]
fn a_count_may_step_over_a_print() {
    let weights = Weights::even(1);
    let counts = |sure, doubted| OpenCounts {
        sure: vec![sure],
        doubted: vec![doubted],
    };
    let lies = |sure, doubted, quarters, interval| {
        let valuation = Valuation {
            measure: Measure::Frequency,
            weights: &weights,
            quarters,
        };
        let tables = Tables::of(&counts(sure, doubted), Measure::Frequency);
        lies_in(&tables.values(valuation), interval)
    };
    let print = |low, high| Interval::within(Amount::decimal(low), Amount::decimal(high)).unwrap();
    assert_eq!(
        lies(1, 2, 1461.0, print(1.45, 1.55)),
        Verdict::NotReproduced
    );
    assert_eq!(
        lies(2, 4, 4.0 * 1461.0, print(1.45, 1.55)),
        Verdict::NotDetermined
    );
    assert_eq!(lies(1, 0, 0.0, print(0.0, 9.0)), Verdict::NotDetermined);
}

#[test]
fn weighted_values_are_sums_of_classes() {
    let weights = Weights::new(vec![1.0, 3.0]).unwrap();
    let counts = OpenCounts {
        sure: vec![1, 0],
        doubted: vec![1, 1],
    };
    let valuation = Valuation {
        measure: Measure::WeightedCount,
        weights: &weights,
        quarters: 4.0,
    };
    let tables = Tables::of(&counts, Measure::WeightedCount);
    let values = tables.values(valuation);
    let numbers: Vec<f64> = values.each.iter().map(|value| value.real()).collect();
    assert_eq!(numbers, [1.0, 2.0, 4.0, 5.0]);
    assert!((values.plain().value() - 5.0).abs() < 1e-12);
}
