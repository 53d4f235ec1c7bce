//! Solving a monotone equation in one positive unknown.

/// A function of `ln x` at one point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    /// Its value; the root is where this is zero.
    pub(super) gap: f64,
    /// Its derivative, of one sign everywhere.
    pub(super) slope: f64,
    /// Its second derivative over its first.
    pub(super) bend: f64,
}

/// Halley's iteration in `ln x` from `start`, kept between the points that enclose the root.
///
/// `scale` is a relative change of the root that matters: once a step is a small part of it, cubic
/// convergence has reached the last digits, and that step is the last. Where the logarithm of a tail
/// that vanishes in a double is no number to step by, the next point is nearer to `middle`.
pub(super) fn halley(start: f64, middle: f64, scale: f64, local: impl Fn(f64) -> Local) -> f64 {
    const MOST_STEPS: usize = 160;
    const LONGEST_STEP: f64 = 20.0;
    let (mut low, mut high) = (0.0, f64::INFINITY);
    // From 0 or infinity no step leads back, though the root may be a number.
    let mut x = start.clamp(f64::MIN_POSITIVE, f64::MAX);
    for _ in 0..MOST_STEPS {
        let Local { gap, slope, bend } = local(x);
        if gap == 0.0 {
            break;
        }
        if gap == f64::NEG_INFINITY {
            // A tail vanishes away from the middle, and what lies further away is not the root.
            if x < middle {
                low = x;
            } else {
                high = x;
            }
            let enclosed = low > 0.0 && high.is_finite();
            x = if enclosed { low * high } else { x * middle }.sqrt();
            continue;
        }
        let newton = -gap / slope;
        if newton > 0.0 {
            low = x;
        } else {
            high = x;
        }
        let damping = 1.0 + 0.5 * newton * bend;
        let step = if (0.5..=2.0).contains(&damping) {
            newton / damping
        } else {
            newton.clamp(-LONGEST_STEP, LONGEST_STEP)
        };
        // A long way down the difference would round to all of x.
        let next = if step < -30.0 {
            x * step.exp()
        } else {
            x + x * step.exp_m1()
        };
        x = if next >= low && next <= high {
            next
        } else if low > 0.0 && high.is_finite() {
            (low * high).sqrt()
        } else {
            return f64::NAN;
        };
        if step.abs() < 1e-5 * scale {
            break;
        }
    }
    x
}

/// The root of a function of `ln x` that is below zero at `low` and above zero at `high`, by
/// Newton's iteration on what `local` gives: the value and the derivative.
///
/// The bracket shrinks with every point and is halved where a step would leave it.
pub fn between(low: f64, high: f64, local: impl Fn(f64) -> (f64, f64)) -> f64 {
    const MOST_STEPS: usize = 200;
    let (mut low, mut high) = (low.ln(), high.ln());
    let mut at = 0.5 * (low + high);
    for _ in 0..MOST_STEPS {
        let (value, slope) = local(at.exp());
        if value < 0.0 {
            low = at;
        } else {
            high = at;
        }
        let step = -value / slope;
        let next = at + step;
        if step.abs() <= f64::EPSILON * at.abs().max(1.0) {
            return next.exp();
        }
        at = if next > low && next < high {
            next
        } else {
            0.5 * (low + high)
        };
        if high - low <= f64::EPSILON * at.abs().max(1e-300) {
            break;
        }
    }
    at.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_stays_at_the_root() {
        for target in [1e-9_f64, 0.3, 1.0, 7.5, 1e12] {
            let found = between(1e-12, 1e15, |x| (x / target - 1.0, x / target));
            assert!((found / target - 1.0).abs() < 1e-14, "{target} {found}");
        }
    }
}
