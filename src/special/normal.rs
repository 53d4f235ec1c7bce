//! The standard normal distribution.
//!
//! The tail is libm's `erfc`; the quantile starts from Wichura (1988), *Algorithm AS 241*, and
//! takes one Newton step.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Probability above `z`.
pub fn upper(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// Probability at or below `z`.
pub fn lower(z: f64) -> f64 {
    upper(-z)
}

/// The point with probability `q` above it.
pub fn upper_quantile(q: f64) -> f64 {
    if !(0.0..=1.0).contains(&q) {
        return f64::NAN;
    }
    if q == 0.0 {
        return f64::INFINITY;
    }
    if q > 0.5 {
        return -upper_quantile(1.0 - q);
    }
    let z = approximate_quantile(q);
    let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
    if density > 0.0 {
        z + (upper(z) - q) / density
    } else {
        z
    }
}

/// The point with probability `q` above it, for `0 < q <= 0.5`, to about 15 digits.
pub(super) fn approximate_quantile(q: f64) -> f64 {
    let centre = 0.5 - q;
    if centre <= 0.425 {
        let r = 0.180_625 - centre * centre;
        return centre * ratio(&MIDDLE, r);
    }
    let r = (-q.ln()).sqrt();
    if r <= 5.0 {
        ratio(&TAIL, r - 1.6)
    } else {
        ratio(&FAR, r - 5.0)
    }
}

fn ratio([above, below]: &[[f64; 8]; 2], r: f64) -> f64 {
    let value = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * r + term);
    value(above) / value(below)
}

const MIDDLE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
];

const TAIL: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];

const FAR: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_mpmath() {
        for (q, z) in [
            (0.5, 0.0),
            (0.25, 0.674_489_750_196_081_7),
            (0.025, 1.959_963_984_540_054_2),
            (5e-7, 4.891_638_475_698_59),
            (5e-10, 6.109_410_204_869_397),
            (1e-30, 11.464_024_688_443_616),
        ] {
            assert!((upper_quantile(q) - z).abs() <= 4e-16 * z, "{q}");
            assert!((approximate_quantile(q) - z).abs() <= 1e-14 * z, "{q}");
        }
        assert!(upper_quantile(f64::NAN).is_nan() && upper_quantile(1.5).is_nan());
        assert!(upper_quantile(0.0) > f64::MAX && upper_quantile(1.0) < f64::MIN);
    }
}
