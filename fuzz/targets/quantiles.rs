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
    turned_back(
        gamma::lower(shape, point),
        p,
        point,
        &format!("gamma {shape} {p}"),
    );
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
    turned_back(beta::lower(a, b, odds), p, odds, &said);
}

/// A quantile has its probability, unless no other number lies near enough.
fn turned_back(found: f64, p: f64, point: f64, said: &str) {
    assert!((0.0..=1.0).contains(&found), "{said}: {found} at {point}");
    let at_an_end = !(1e-290..=1e290).contains(&point);
    let close = (found - p).abs() <= CLOSE * p.min(1.0 - p) + 4.0 * f64::EPSILON * p;
    assert!(at_an_end || close, "{said}: {found} at {point}");
}
