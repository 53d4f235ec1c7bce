//! The crate through its public face, against values computed elsewhere.

use summitry::level::Level;
use summitry::special::gamma;

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
