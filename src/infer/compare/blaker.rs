//! Blaker's test: the tail seen, and the largest other tail no likelier than it.
//!
//! Blaker (2000), *Canadian Journal of Statistics* 28, 783. Its interval lies inside the central
//! one. As in `minlike`, the p-value between two jumps falls and then rises.

use super::split::{Split, first_that};
use crate::special::root::between;

/// The p-value at the given odds.
pub(super) fn p_value(seen: Split, odds: f64) -> f64 {
    let (above, below) = (seen.at_least(odds), seen.at_most(odds));
    if above <= below {
        two_tails(seen, odds, above)
    } else {
        two_tails(seen.swapped(), odds.recip(), below)
    }
}

fn two_tails(seen: Split, odds: f64, tail: f64) -> f64 {
    const TIES: f64 = 1.0 + 1e-12;
    let too_likely = |j: f64| seen.with_first(j).at_most(odds) > tail * TIES;
    let joined = first_that(seen.first, too_likely);
    if joined == 0.0 {
        return tail;
    }
    (tail + seen.with_first(joined - 1.0).at_most(odds)).min(1.0)
}

/// The smallest odds that the test does not reject.
pub(super) fn lower_limit(seen: Split, alpha: f64) -> f64 {
    if seen.first == 0.0 {
        return 0.0;
    }
    let central = seen.at_least_quantile(0.5 * alpha);
    let j = first_that(seen.first, |j| {
        seen.with_first(j).at_most(central) > 0.5 * alpha
    });
    let next = seen.with_first(j);
    let jump = between(central, seen.first / (seen.second + 0.5).max(0.5), |odds| {
        let (above, below) = (seen.at_least(odds), next.at_most(odds));
        let slope = seen.flow(odds) / above + next.with_first(j + 1.0).flow(odds) / below;
        ((above / below).ln(), slope)
    });
    let rest = |odds: f64| {
        if j > 0.0 {
            next.with_first(j - 1.0).at_most(odds)
        } else {
            0.0
        }
    };
    if seen.at_least(jump) + rest(jump) <= alpha {
        return jump;
    }
    between(central, jump, |odds| {
        let slope = seen.flow(odds) - next.flow(odds);
        (seen.at_least(odds) + rest(odds) - alpha, slope)
    })
}
