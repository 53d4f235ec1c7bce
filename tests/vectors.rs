//! The vectors of the method page through the crate's own face: the same files that the Python tests
//! read.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a vector that cannot be read fails the test"
)]

use serde_json::Value;
use summitry::infer::compare::{Frequency, Method, Weighted, compare, compare_weighted};
use summitry::infer::poisson;
use summitry::infer::survival::{Curve, Lifetimes, Limits, MeanLimits, Median, RestrictedMean};
use summitry::measure::gap::gaps;
use summitry::progress::unattended;
use summitry::special::excess::Excess;
use summitry::special::level::Level;
use summitry::time::window::Window;

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a vector file")
}

fn rows<'a>(file: &'a Value, key: &str) -> &'a [Value] {
    file[key].as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn usual() -> Level {
    Level::new(0.95).unwrap()
}

#[track_caller]
fn assert_near(found: f64, due: &Value, tolerance: f64, name: &Value) {
    let due = number(due);
    let apart = (found - due).abs();
    assert!(
        apart <= tolerance * due.abs().max(1e-3),
        "{name}: {found} is not {due}"
    );
}

/// Vectors M2: limits of one count.
#[test]
fn limits_of_counts() {
    let file = read(include_str!("vectors/M2.json"));
    for row in rows(&file, "rows") {
        let interval = match row["method"].as_str() {
            Some("garwood") => poisson::Interval::Garwood,
            Some("midp") => poisson::Interval::MidP,
            _ => poisson::Interval::Jeffreys,
        };
        let count = row["count"].as_u64().unwrap();
        let (lower, upper) = poisson::limits(count, usual(), interval);
        let years = number(&row["exposure"]);
        // The search behind those of mid-p ended early; the others are written to eight places.
        let tolerance = if row["method"] == "midp" { 1e-5 } else { 2e-8 };
        assert_near(lower / years, &row["lower"], tolerance, &row["name"]);
        assert_near(upper / years, &row["upper"], tolerance, &row["name"]);
    }
}

/// Vectors M4: two frequencies, by the methods that there are.
#[test]
fn comparisons() {
    let file = read(include_str!("vectors/M4.json"));
    let mut asked = 0;
    for row in rows(&file, "rows") {
        let method = match row["method"].as_str() {
            Some("central") => Method::Central,
            Some("midp") => Method::MidP,
            _ => continue,
        };
        asked += 1;
        let side = |key: &str| Frequency {
            count: row[key][0].as_u64().unwrap(),
            years: number(&row[key][1]),
            excess: Excess::NONE,
        };
        let found = compare(side("first"), side("second"), usual(), method);
        let name = &row["name"];
        let tolerance = row["limits_tolerance"].as_f64().unwrap_or(1e-8);
        assert_near(found.p, &row["p"], number(&row["p_tolerance"]), name);
        assert_near(found.lower, &row["lower"], tolerance, name);
        assert_near(found.upper, &row["upper"], tolerance, name);
    }
    assert!(asked > 4);
}

/// Vectors M4: two weighted frequencies.
#[test]
fn weighted_comparisons() {
    let file = read(include_str!("vectors/M4.json"));
    for row in rows(&file, "weighted") {
        let weights: Vec<f64> = rows(row, "weights").iter().map(number).collect();
        let side = |place: usize| {
            let years = number(&row["years"][place]);
            let each = row["counts"][place].as_array().unwrap().iter().map(number);
            let each: Vec<(f64, f64)> = each.zip(weights.iter().copied()).collect();
            Weighted {
                frequency: each.iter().map(|(n, w)| n * w).sum::<f64>() / years,
                variance: each.iter().map(|(n, w)| n * w * w).sum::<f64>() / (years * years),
                largest_weight: weights.iter().copied().fold(0.0, f64::max) / years,
                years,
                excess: Excess::NONE,
            }
        };
        let found = compare_weighted(side(0), side(1), usual(), Method::Central);
        for (found, key) in [
            (found.ratio, "ratio"),
            (found.lower, "lower"),
            (found.upper, "upper"),
        ] {
            assert_near(found, &row[key], 1e-9, &row["name"]);
        }
    }
}

/// Vectors M5: curves, medians and restricted means of waiting times.
#[test]
fn waiting_times() {
    let file = read(include_str!("vectors/survival.json"));
    for case in rows(&file, "cases") {
        let name = &case["name"];
        let lags: Vec<f64> = rows(case, "lag").iter().map(number).collect();
        let observed = rows(case, "observed").iter();
        let observed: Vec<bool> = observed
            .map(|seen| seen.as_bool().unwrap_or_else(|| whole(seen) == 1))
            .collect();
        let entry = case["entry"].as_array();
        let entry: Option<Vec<f64>> = entry.map(|days| days.iter().map(number).collect());
        let groups = vec![0; lags.len()];
        let lifetimes =
            Lifetimes::by_group(&lags, &observed, entry.as_deref(), &groups, 1).unwrap();
        let limits = match case["limits"].as_str() {
            Some("log") => Limits::Log,
            Some("plain") => Limits::Plain,
            _ => Limits::LogLog,
        };
        let curve = Curve::of(&lifetimes[0], usual(), limits);
        for (day, due) in case["curve"].as_object().into_iter().flatten() {
            let day: f64 = day.parse().unwrap();
            let before = curve
                .points()
                .iter()
                .take_while(|point| point.risk.time <= day);
            assert_near(
                before.last().map_or(1.0, |point| point.survival),
                due,
                1e-9,
                name,
            );
        }
        let median = Median::of(&curve);
        let mean = RestrictedMean::of(&lifetimes[0], case["tau"].as_f64())
            .unwrap()
            .unwrap();
        let usual_limits = mean.limits(usual(), MeanLimits::Normal);
        let found = [
            ("median", median.estimate),
            ("median_lower", median.lower),
            ("median_upper", median.upper),
            ("restricted_mean", Some(mean.estimate)),
            ("restricted_mean_se", mean.se),
            ("tau", Some(mean.tau)),
            ("restricted_mean_lower", usual_limits.map(|limits| limits.0)),
            ("restricted_mean_upper", usual_limits.map(|limits| limits.1)),
        ];
        for (key, found) in found {
            match case["summary"].get(key) {
                None => {}
                Some(Value::Null) => assert_eq!(found, None, "{name} {key}"),
                Some(due) => assert_near(found.expect(key), due, 1e-9, name),
            }
        }
    }
}

/// Vectors M13: gaps, their ranks and the probability of the open one.
#[test]
fn gaps_between_visits() {
    let file = read(include_str!("vectors/gaps.json"));
    for case in rows(&file, "cases") {
        let days: Vec<i64> = rows(case, "days").iter().map(whole).collect();
        let window = Window::new(whole(&case["since"]), whole(&case["through"])).unwrap();
        let none = vec![0; days.len()];
        let found = gaps(&days, &none, 1, window, &mut unattended).unwrap();
        let lengths: Vec<i64> = found.iter().map(|gap| gap.days).collect();
        let due: Vec<i64> = rows(case, "gaps").iter().map(whole).collect();
        assert_eq!(lengths, due, "{}", case["name"]);
        for (gap, rank) in found
            .iter()
            .zip(case["ranks"].as_array().into_iter().flatten())
        {
            assert_eq!(Some(gap.rank), rank.as_u64(), "{}", case["name"]);
        }
        if let Some(due) = case.get("probability") {
            let open = found.last().and_then(|gap| gap.probability);
            assert_near(open.unwrap(), due, 1e-12, &case["name"]);
        }
    }
}
