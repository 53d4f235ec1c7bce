//! Comparisons of two frequencies against published and exact values.

use super::*;

const METHODS: [Method; 2] = [Method::Central, Method::MidP];

fn of(first: (u64, f64), second: (u64, f64), method: Method) -> Comparison {
    let frequency = |(count, years)| Frequency {
        count,
        years,
        excess: Excess::NONE,
    };
    let level = Level::new(0.95).unwrap();
    compare(frequency(first), frequency(second), level, method)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * other.abs() || one == other
}

#[test]
fn the_other_way_round_is_the_reciprocal() {
    for method in METHODS {
        for (one, two) in [
            ((5, 4.0), (66, 10.0)),
            ((1, 0.5), (3, 8.0)),
            ((0, 4.0), (9, 5.0)),
        ] {
            let (here, there) = (of(one, two, method), of(two, one, method));
            assert!(close(here.p, there.p));
            assert!(close(here.lower, there.upper.recip()));
            assert!(close(here.upper, there.lower.recip()));
        }
    }
}

#[test]
fn no_visits_leave_one_side_open() {
    for method in METHODS {
        let none = of((0, 4.0), (9, 5.0), method);
        assert!(none.ratio == 0.0 && none.lower == 0.0 && none.upper < 1.0);
        let all = of((9, 5.0), (0, 4.0), method);
        assert!(all.ratio.is_nan() && all.lower > 1.0 && all.upper.is_infinite());
        let neither = of((0, 4.0), (0, 5.0), method);
        assert!(neither.p == 1.0 && neither.lower == 0.0 && neither.upper.is_infinite());
        assert!(of((1, 0.0), (2, 1.0), method).p.is_nan());
    }
}

#[test]
fn the_interval_leaves_out_one_where_the_test_rejects() {
    for method in METHODS {
        for count in 0..60 {
            let found = of((count, 3.0), (20, 4.0), method);
            let outside = found.lower > 1.0 || found.upper < 1.0;
            assert_eq!(outside, found.p <= 0.05, "{method:?} {count} {found:?}");
        }
    }
}

#[test]
fn equal_weights_give_the_central_comparison() {
    let level = Level::new(0.95).unwrap();
    for (one, two) in [
        ((5, 4.0), (66, 10.0)),
        ((0, 4.0), (9, 5.0)),
        ((9, 5.0), (0, 4.0)),
    ] {
        let weighted = |(count, years): (u64, f64)| Weighted {
            frequency: 3.0 * real::to_real(count) / years,
            variance: 9.0 * real::to_real(count) / (years * years),
            largest_weight: 3.0 / years,
            years,
            excess: Excess::NONE,
        };
        let found = compare_weighted(weighted(one), weighted(two), level, Method::Central);
        let exact = of(one, two, Method::Central);
        assert!(close(found.lower, exact.lower) && close(found.upper, exact.upper));
        assert!(close(found.p, exact.p));
    }
}

#[test]
fn limits_of_few_beside_many_no_longer_depend_on_how_many() {
    // Of n visits beside so few, a share is as rare as under Poisson's law.
    for method in METHODS {
        let limits = |n: u64| {
            let found = of((35, 1.0), (n, 1.0), method);
            let scale = real::to_real(n);
            (found.lower * scale, found.upper * scale)
        };
        let wanted = limits(10_u64.pow(12));
        for zeros in 13..=18 {
            let found = limits(10_u64.pow(zeros));
            for (found, wanted) in [(found.0, wanted.0), (found.1, wanted.1)] {
                assert!((found / wanted - 1.0).abs() < 1e-9, "{method:?} {zeros}");
            }
        }
    }
}

#[test]
fn large_counts_stay_quick_and_ordered() {
    let huge = 1_000_000_000_000;
    for (one, two) in [
        ((1_000_000, 1.0), (1_002_000, 1.0)),
        ((huge, 2.0), (huge / 2, 1.0)),
    ] {
        let [central, midp] = METHODS.map(|method| of(one, two, method));
        assert!(midp.lower >= central.lower * (1.0 - 1e-12));
        assert!((midp.lower / central.lower - 1.0).abs() < 1e-5);
        assert!((midp.p - central.p).abs() < 1e-3);
    }
}
