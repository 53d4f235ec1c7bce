//! The one passage from exact counts to real numbers.

/// A count as a real number: exact up to 2^53, beyond that the nearest.
#[expect(
    clippy::cast_precision_loss,
    reason = "rounding to the nearest double is what is wanted"
)]
pub fn to_real(count: u64) -> f64 {
    count as f64
}
