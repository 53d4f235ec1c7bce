//! Quantiles of the beta distribution close to zero and infinity, by leading terms of its tails.

use super::gamma::Side;
use super::stirling::beta_flow;

/// Beyond odds of e to this power, the leading term is the whole quantile to the last digit.
pub(super) const FAR: f64 = 600.0;

/// The quantile where it is so close to zero or infinity that leading terms are all of it.
pub(super) fn at_an_end(a: f64, b: f64, probability: f64, side: Side) -> Option<f64> {
    let (below, above) = match side {
        Side::Lower => (probability, 1.0 - probability),
        Side::Upper => (1.0 - probability, probability),
    };
    let low = leading(a, b, below, Side::Lower);
    let high = leading(a, b, above, Side::Upper);
    let end = if low < -FAR { low } else { high };
    ((low < -FAR || high > FAR) && end.is_finite()).then(|| end.exp())
}

/// The logarithm of the quantile by the leading term of the tail, which is right close to its end.
fn leading(a: f64, b: f64, probability: f64, side: Side) -> f64 {
    match side {
        Side::Lower => -FAR + ((probability * a).ln() - beta_flow(a, b, (-FAR).exp()).ln()) / a,
        Side::Upper => FAR - ((probability * b).ln() - beta_flow(a, b, FAR.exp()).ln()) / b,
    }
}

/// The same, roughly, by the density at odds of 1, from which the search converges.
pub(super) fn rough(a: f64, b: f64, probability: f64, side: Side) -> f64 {
    match side {
        Side::Lower => (probability * a / beta_flow(a, b, 1.0)).ln() / a,
        Side::Upper => -(probability * b / beta_flow(a, b, 1.0)).ln() / b,
    }
}

#[cfg(test)]
mod tests {
    use super::super::beta::{lower, lower_quantile, upper_quantile};

    #[test]
    fn quantiles_of_small_shapes_go_to_the_end_of_numbers() {
        assert!(lower_quantile(0.01, 0.01, 0.000_292_968_75) < f64::MIN_POSITIVE);
        for (a, b, p) in [
            (996.484_375, 0.01, 5.019_531_25e-63),
            (0.216_812_5, 1_047.421_875, 7.988_281_25e-53),
            (0.216_812_5, 1_047.421_875, 7.988_281_25e-62),
            (0.3, 1e6, 1e-84),
            // Starts at 0, as the rough quantile is.
            (
                61_541.461_587_921_49,
                1.344_177_715_643_295_6e-5,
                2.293_069_138_297_014_7e-4,
            ),
            (
                4.117_738_444_545_107e10,
                1.354_452_767_245_014_2e-5,
                6.873_474_688_177_893e-4,
            ),
        ] {
            let back = lower(a, b, lower_quantile(a, b, p)) / p - 1.0;
            assert!(back.abs() < 1e-10, "{a} {b} {p}: {back}");
        }
        for (a, b) in [
            (1e-3, 1e-3),
            (1e-3, 900.0),
            (0.01, 2.0),
            (0.3, 1e-3),
            (0.05, 0.01),
        ] {
            let mut last = 0.0;
            for p in (1..60).map(|step| f64::from(step) / 64.0) {
                let (low, high) = (lower_quantile(a, b, p), upper_quantile(b, a, p));
                assert!(low >= last, "{a} {b} {p}: {low} under {last}");
                last = low;
                let turned = (low * high - 1.0)
                    .abs()
                    .max((lower(a, b, low) / p - 1.0).abs());
                let inside = (1e-290..=1e290).contains(&low);
                assert!(turned < 1e-9 || !inside, "{a} {b} {p}: {low} {high}");
            }
        }
    }
}
