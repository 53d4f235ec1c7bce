//! The test that adds up every split no likelier than the one seen, and the interval it implies.
//!
//! Fisher's rule; the interval is the smallest that holds every ratio the test accepts (Fay 2010,
//! *Biostatistics* 11, 373). Seen from the upper tail, the split into `j` and the rest joins the
//! other tail at odds that have a closed form. Between two such odds the p-value falls and then
//! rises, so its first passage of alpha is either a jump or the only root of one piece.

use super::split::{Split, first_that};
use crate::special::gamma::mean_log;
use crate::special::root::between;

/// The p-value at the given odds.
pub(super) fn p_value(seen: Split, odds: f64) -> f64 {
    if odds < seen.first / (seen.second + 1.0) {
        two_tails(seen, odds)
    } else if odds.recip() < seen.second / (seen.first + 1.0) {
        two_tails(seen.swapped(), odds.recip())
    } else {
        1.0
    }
}

/// The p-value where the split seen lies above the likeliest one.
fn two_tails(seen: Split, odds: f64) -> f64 {
    let log_odds = odds.ln();
    let joined = first_that(seen.first, |j| {
        let distance = seen.first - j;
        let slack = TIES * (distance + 10.0);
        distance * (joining(seen, j) - log_odds) > slack
    });
    let other = if joined > 0.0 {
        seen.with_first(joined - 1.0).at_most(odds)
    } else {
        0.0
    };
    (seen.at_least(odds) + other).min(1.0)
}

/// Rounding that must not decide whether two splits are equally likely, for each visit between.
const TIES: f64 = 1e-14;

/// The smallest odds that the test does not reject.
pub(super) fn lower_limit(seen: Split, alpha: f64) -> f64 {
    if seen.first == 0.0 {
        return 0.0;
    }
    let both = |j: f64, odds: f64| {
        let other = if j >= 0.0 {
            seen.with_first(j).at_most(odds)
        } else {
            0.0
        };
        seen.at_least(odds) + other
    };
    let j = first_that(seen.first, |j| both(j, joining(seen, j).exp()) > alpha);
    let jump = joining(seen, j).exp();
    if both(j - 1.0, jump) <= alpha {
        return jump;
    }
    if j == 0.0 {
        return seen.at_least_quantile(alpha);
    }
    between(joining(seen, j - 1.0).exp(), jump, |odds| {
        let slope = seen.flow(odds) - seen.with_first(j).flow(odds);
        (both(j - 1.0, odds) - alpha, slope)
    })
}

/// Logarithm of the odds at which a first part of `j` is as likely as the one seen.
fn joining(seen: Split, j: f64) -> f64 {
    let distance = seen.first - j;
    mean_log(j, distance) - mean_log(seen.second, distance)
}
