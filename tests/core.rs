//! The crate through its public face, against values computed elsewhere.

use summitry::level::Level;
use summitry::special::{beta, gamma};

fn csv(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').collect())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[test]
fn gamma_quantiles_agree_with_40_digits() {
    let mut worst = (0.0, String::new());
    for row in csv(include_str!("vectors/gamma.csv")) {
        let tail = Level::new(number(row[1])).unwrap().tail();
        let found = match row[2] {
            "lower" => gamma::lower_quantile(number(row[0]), tail),
            _ => gamma::upper_quantile(number(row[0]), tail),
        };
        let error = (found / number(row[3]) - 1.0).abs();
        if error > worst.0 || error.is_nan() {
            worst = (error, row.join(" "));
        }
    }
    assert!(worst.0 < 1e-14, "{} at {}", worst.0, worst.1);
}

#[test]
fn beta_quantiles_agree_with_25_digits() {
    let mut worst = (0.0, String::new());
    for row in csv(include_str!("vectors/beta.csv")) {
        let [a, b, tail, odds] = [row[0], row[1], row[2], row[3]].map(number);
        let below = beta::lower_quantile(a, b, tail) / odds - 1.0;
        let above = beta::upper_quantile(b, a, tail) * odds - 1.0;
        for error in [below.abs(), above.abs()] {
            if error > worst.0 || error.is_nan() {
                worst = (error, row.join(" "));
            }
        }
    }
    assert!(worst.0 < 1e-14, "{} at {}", worst.0, worst.1);
}
