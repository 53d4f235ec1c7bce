//! The Kaplan-Meier curve with Greenwood's variance and pointwise limits.

use super::risk::{AtRisk, Lifetimes};
use crate::special::level::Level;
use crate::special::normal;
use crate::special::real::to_real;

/// The scale on which the limits of the curve are symmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Limits {
    /// `log(-log S)`: inside 0 and 1, good in small samples.
    #[default]
    LogLog,
    /// `log S`, cut at 1: the default of R.
    Log,
    /// `S` itself, cut at 0 and 1.
    Plain,
}

impl Limits {
    /// Limits of a survival of `survival` whose logarithm has standard deviation `sd`.
    fn around(self, survival: f64, sd: f64, z: f64) -> (f64, f64) {
        match self {
            Self::LogLog => {
                let spread = z * sd / survival.ln().abs();
                (survival.powf(spread.exp()), survival.powf((-spread).exp()))
            }
            Self::Log => {
                let factor = (z * sd).exp();
                (survival / factor, (survival * factor).min(1.0))
            }
            Self::Plain => {
                let spread = z * sd * survival;
                ((survival - spread).max(0.0), (survival + spread).min(1.0))
            }
        }
    }
}

/// The curve just after one distinct end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The risk set.
    pub risk: AtRisk,
    /// The share still waiting.
    pub survival: f64,
    /// Its standard error by Greenwood; none once nobody is waiting.
    pub se: Option<f64>,
    /// Its limits; none once nobody is waiting.
    pub limits: Option<(f64, f64)>,
}

/// A Kaplan-Meier curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    points: Vec<Point>,
}

impl Curve {
    /// The curve of one group, with limits at `level`.
    pub fn of(lifetimes: &Lifetimes, level: Level, limits: Limits) -> Self {
        let z = normal::upper_quantile(level.tail());
        let mut product = Product::default();
        let mut variance = 0.0;
        let mut points = Vec::new();
        for risk in lifetimes.table() {
            let (at_risk, events) = (to_real(risk.at_risk), to_real(risk.events));
            let survival = product.after(at_risk, events);
            if events > 0.0 && at_risk > events {
                variance += events / (at_risk * (at_risk - events));
            }
            let waiting = survival > 0.0;
            let sd = variance.sqrt();
            let untouched = variance == 0.0;
            let around = || {
                if untouched {
                    (1.0, 1.0)
                } else {
                    limits.around(survival, sd, z)
                }
            };
            points.push(Point {
                risk,
                survival,
                se: waiting.then_some(survival * sd),
                limits: waiting.then(around),
            });
        }
        Self { points }
    }

    /// One point for each distinct end, ascending.
    pub fn points(&self) -> &[Point] {
        &self.points
    }
}

/// The running product of `(n - d) / n`.
///
/// While nobody is censored and nobody enters, the product telescopes, so it is taken as one
/// quotient: without censoring every value is the fraction still waiting, correctly rounded.
#[derive(Debug)]
struct Product {
    base: f64,
    start: f64,
    waiting: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self {
            base: 1.0,
            start: 1.0,
            waiting: 1.0,
        }
    }
}

impl Product {
    fn after(&mut self, at_risk: f64, events: f64) -> f64 {
        if events > 0.0 {
            if at_risk.to_bits() != self.waiting.to_bits() {
                self.base *= self.waiting / self.start;
                self.start = at_risk;
            }
            self.waiting = at_risk - events;
        }
        self.base * (self.waiting / self.start)
    }
}
