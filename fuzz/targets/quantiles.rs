//! Quantiles of the gamma and the beta distribution: within their range, in order, and turned back.

use summitry::special::{beta, gamma};

use super::bytes::Bytes;

const CLOSE: f64 = 1e-9;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let shape = bytes.positive().clamp(1e-3, 1e12);
    let p = bytes.probability();
    let point = gamma::lower_quantile(shape, p);
    assert!(
        point >= 0.0 && point.is_finite(),
        "gamma {shape} {p}: {point}"
    );
    let spread = shape.sqrt().recip().min(1.0);
    let said = format!("gamma {shape} {p}");
    turned_back(gamma::lower(shape, point), p, (point, spread), &said);
    let higher = gamma::lower_quantile(shape, p + (1.0 - p) / 2.0);
    assert!(higher >= point, "gamma {shape} {p}: {higher} under {point}");

    let (a, b) = (
        bytes.positive().clamp(1e-2, 1e8),
        bytes.positive().clamp(1e-2, 1e8),
    );
    // Of the beta distribution the odds are asked, which have no end.
    let odds = beta::lower_quantile(a, b, p);
    let said = format!("beta {a} {b} {p}");
    assert!(odds >= 0.0, "{said}: {odds}");
    let spread = (a.recip() + b.recip()).sqrt().min(1.0);
    turned_back(beta::lower(a, b, odds), p, (odds, spread), &said);
}

/// A quantile has its probability, as nearly as the last digit of so many deviations of it lets it.
fn turned_back(found: f64, p: f64, (point, spread): (f64, f64), said: &str) {
    assert!((0.0..=1.0).contains(&found), "{said}: {found} at {point}");
    let at_an_end = !(1e-290..=1e290).contains(&point);
    let rest = p.min(1.0 - p);
    let slack = (CLOSE - 1e-14 * rest.ln() / spread) * rest + 4.0 * f64::EPSILON * p;
    assert!(
        at_an_end || (found - p).abs() <= slack,
        "{said}: {found} at {point}"
    );
}
