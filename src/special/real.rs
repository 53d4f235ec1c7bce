//! The one passage from exact counts to real numbers.

/// 2^53: up to it every whole number is a double.
pub const EXACT: f64 = 9_007_199_254_740_992.0;

/// A count as a real number: exact up to 2^53, beyond that the nearest.
#[expect(
    clippy::cast_precision_loss,
    reason = "rounding to the nearest double is what is wanted"
)]
#[inline]
pub fn to_real(count: u64) -> f64 {
    count as f64
}

/// A number of days as a real number: exact, for the years 1 to 9999.
#[expect(
    clippy::cast_precision_loss,
    reason = "days of the years 1 to 9999 are far below 2^53"
)]
pub fn days_to_real(days: i64) -> f64 {
    days as f64
}

/// The whole number in a real one; the last that there is for one that is larger.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast cuts fractions off, and stops at the ends"
)]
pub fn real_to_whole(number: f64) -> i64 {
    number as i64
}
