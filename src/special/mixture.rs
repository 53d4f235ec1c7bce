//! Half-and-half mixtures of two gamma distributions, whose quantiles are mid-p limits.
//!
//! Fay and Kim (2017), *Biometrical Journal* 59, 549: the confidence distribution of a rate lies
//! between two gamma distributions, and the mid-p one is their average.

use super::gamma::{self, Side};
use super::root::{Local, halley};

/// A gamma distribution of shape `shape` times `scale`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    /// The shape.
    pub shape: f64,
    /// The scale.
    pub scale: f64,
}

/// The average of two gamma distributions; the smaller one is zero for certain where it is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaPair {
    /// The smaller one.
    pub below: Option<Gamma>,
    /// The larger one.
    pub above: Gamma,
}

impl GammaPair {
    /// The point with probability `p` below it, for `p` of at most one half.
    pub fn lower_quantile(self, p: f64) -> f64 {
        match self.below {
            None => 0.0,
            Some(below) => self.quantile(below, p, Side::Lower),
        }
    }

    /// The point with probability `q` above it, for `q` of at most one half.
    pub fn upper_quantile(self, q: f64) -> f64 {
        match self.below {
            None => self.above.scale * gamma::upper_quantile(self.above.shape, 2.0 * q),
            Some(below) => self.quantile(below, q, Side::Upper),
        }
    }

    fn quantile(self, below: Gamma, probability: f64, side: Side) -> f64 {
        let above = self.above;
        let nearest = match side {
            Side::Lower => below,
            Side::Upper => above,
        };
        let start = nearest.scale * gamma::start(nearest.shape, probability, side);
        halley(
            start,
            nearest.scale * nearest.shape,
            1.0 / nearest.shape.max(1.0).sqrt(),
            |x| {
                let (one, two) = (below.tails(x), above.tails(x));
                let (sum, sign) = match side {
                    Side::Lower => (one.lower + two.lower, 1.0),
                    Side::Upper => (one.upper + two.upper, -1.0),
                };
                let flow = one.flow + two.flow;
                let drift = one.flow * below.drift(x) + two.flow * above.drift(x);
                let slope = sign * flow / sum;
                Local {
                    gap: (0.5 * sum / probability).ln(),
                    slope,
                    bend: drift / flow - slope,
                }
            },
        )
    }
}

impl Gamma {
    fn tails(self, x: f64) -> gamma::Tails {
        gamma::tails(self.shape, x / self.scale)
    }

    fn drift(self, x: f64) -> f64 {
        self.shape - x / self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_any_smallness_leaves_the_other() {
        for scale in [1e-9, 1e-80, 1e-123, 1e-150] {
            for q in [0.025, 1e-6, 1e-40] {
                let above = Gamma {
                    shape: 1.0,
                    scale: 1.0,
                };
                let pair = GammaPair {
                    below: Some(Gamma { shape: 3.0, scale }),
                    above,
                };
                // Half of the tail of an exponential is q.
                let found = pair.upper_quantile(q);
                let wanted = -(2.0 * q).ln();
                assert!((found / wanted - 1.0).abs() < 1e-7, "{scale} {q} {found}");
            }
        }
    }
}
