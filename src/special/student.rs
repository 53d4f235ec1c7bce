//! Student's t distribution, whose square over its degrees of freedom is an odds of the beta
//! distribution.

use super::beta;

/// The point that t exceeds, up or down, with probability `alpha`.
pub fn two_sided_quantile(degrees_of_freedom: f64, alpha: f64) -> f64 {
    (degrees_of_freedom * beta::upper_quantile(0.5, 0.5 * degrees_of_freedom, alpha)).sqrt()
}

/// The probability that t exceeds `point`, up or down.
pub fn two_sided(degrees_of_freedom: f64, point: f64) -> f64 {
    let odds = point * (point / degrees_of_freedom);
    beta::upper(0.5, 0.5 * degrees_of_freedom, odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_mpmath() {
        for (degrees, alpha, t) in [
            (1.0, 0.05, 12.706_204_736_174_704),
            (3.0, 0.05, 3.182_446_305_283_709_6),
            (19.0, 0.05, 2.093_024_054_408_309_8),
            (19.0, 1e-6, 7.069_118_187_058_832),
            (1e4, 0.05, 1.960_201_239_890_626_3),
        ] {
            let error = two_sided_quantile(degrees, alpha) / t - 1.0;
            assert!(error.abs() < 1e-14, "{degrees} {alpha}: {error:e}");
            let back = two_sided(degrees, t) / alpha - 1.0;
            assert!(back.abs() < 1e-13, "{degrees} {alpha}: {back:e}");
        }
    }
}
