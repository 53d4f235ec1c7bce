//! The median waiting time and its limits, read off the curve and its limits.

use super::curve::{Curve, Point};

/// How far a survival may lie from one half and still count as one half.
///
/// A curve often passes through exactly 1/2, and rounding must not decide the median there.
const TOLERANCE: f64 = 1e-12;

/// A median and its limits; none where the curve, or the limit, does not fall to one half.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Median {
    /// The median waiting time.
    pub estimate: Option<f64>,
    /// Where the curve falls to one half.
    pub least: Option<f64>,
    /// Where it falls below one half: later where it stays there; none where nothing ends its stay.
    pub greatest: Option<f64>,
    /// Where the lower limit of the curve falls to one half.
    pub lower: Option<f64>,
    /// Where the upper limit of the curve falls to one half.
    pub upper: Option<f64>,
}

impl Median {
    /// The median of a curve.
    ///
    /// The convention at a tie is that of R's `survfit`: where the curve is exactly 1/2 over an
    /// interval the median is its midpoint (as for the median of an even number of values), and
    /// where the curve ends at exactly 1/2 the interval reaches to the last time. The limits invert
    /// those of the curve, by the same rule (Brookmeyer and Crowley 1982).
    pub fn of(curve: &Curve) -> Self {
        let limit = |point: &Point| point.limits;
        let height = |point: &Point| Some(point.survival);
        Self {
            estimate: falls_to_half(curve, height),
            least: first_below(curve, height, TOLERANCE),
            greatest: first_below(curve, height, -TOLERANCE),
            lower: falls_to_half(curve, |point| limit(point).map(|(lower, _)| lower)),
            upper: falls_to_half(curve, |point| limit(point).map(|(_, upper)| upper)),
        }
    }
}

fn falls_to_half(curve: &Curve, height: impl Fn(&Point) -> Option<f64>) -> Option<f64> {
    let start = first_below(curve, &height, TOLERANCE)?;
    let last = || curve.points().last().map(|point| point.risk.time);
    let end = first_below(curve, &height, -TOLERANCE).or_else(last)?;
    Some(start.midpoint(end))
}

/// The first time from which on something is lower than one half and so much.
fn first_below(curve: &Curve, height: impl Fn(&Point) -> Option<f64>, excess: f64) -> Option<f64> {
    let mut points = curve.points().iter();
    let found = points.find(|point| height(point).is_some_and(|value| value - 0.5 < excess));
    found.map(|point| point.risk.time)
}
