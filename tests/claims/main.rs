//! Claims on small records against what they must come to: `vectors/claims.json` is written by
//! `make_claim_vectors.py` from a slow oracle that shares nothing with this crate.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a vector that cannot be read fails the test"
)]

mod by_hand;
mod days;
mod lists;
mod names;
mod numbers;
mod records;
mod vectors;
