//! What is held against any bytes: each target reads them its own way and panics where a promise fails.
//!
//! The same targets are run by a fuzzer that looks for new paths (`make cover`) and, on seeded bytes and
//! on all that was ever found, by `cargo test`.

mod bounds;
mod bytes;
mod claims;
mod days;
mod lags;
mod names;
mod quantiles;
mod study;
mod tally;

/// A name, and what is done with some bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Target; 8] = [
    ("bounds", bounds::run),
    ("claims", claims::run),
    ("days", days::run),
    ("lags", lags::run),
    ("names", names::run),
    ("quantiles", quantiles::run),
    ("study", study::run),
    ("tally", tally::run),
];
