//! A tail of the beta distribution as an integral, for shapes where a continued fraction is slow.
//!
//! Below odds `w` the density falls off log-concavely in `ln w`, so the double-exponential rule for
//! half-lines (Takahasi and Mori 1974) reaches the last digits with a fixed number of points,
//! whatever the shapes.

use super::stirling::{exp_excess, imbalance, log_excess};

/// The lower tail over `w` times the density, for `w` at or below `a / b`.
pub(super) fn integral(a: f64, b: f64, w: f64) -> f64 {
    // Below a shape of 1 the density turns more sharply, and is looked at in smaller steps.
    let fine = a.min(b) < 1.0;
    let (step, points) = if fine {
        (1.0 / 32.0, 160)
    } else {
        (1.0 / 16.0, 80)
    };
    let fall = Fall::new(a, b, w);
    let sum: f64 = (-points..=points)
        .map(|place| {
            let node = f64::from(place) * step;
            let inwards = (-node).exp();
            let down = fall.reach * (node - inwards).exp();
            down * (1.0 + inwards) * (-fall.at(down)).exp()
        })
        .sum();
    sum * step
}

/// How the logarithm of the density falls on the way down from `ln w`.
struct Fall {
    total: f64,
    pull: f64,
    share: Share,
    reach: f64,
}

/// The smaller of `x` and `1 - x`, with the shape that belongs to it.
enum Share {
    Below(f64, f64),
    Above(f64, f64),
}

impl Fall {
    fn new(a: f64, b: f64, w: f64) -> Self {
        let total = a + b;
        let pull = imbalance(a, b, w);
        let share = if w <= 1.0 {
            Share::Below(w / (1.0 + w), a)
        } else {
            Share::Above(1.0 / (1.0 + w), b)
        };
        let (Share::Below(part, _) | Share::Above(part, _)) = share;
        let width = (total * part * (1.0 - part)).sqrt();
        Self {
            total,
            pull,
            share,
            reach: width.max(pull).recip(),
        }
    }

    fn at(&self, down: f64) -> f64 {
        let (part, shape, u) = match self.share {
            Share::Below(part, shape) => (part, shape, -down),
            Share::Above(part, shape) => (part, shape, down),
        };
        let change = part * u.exp_m1();
        if down > 1.0 {
            return self.total * change.ln_1p() - shape * u;
        }
        self.pull * down + self.total * (part * exp_excess(u) - log_excess(change))
    }
}
