//! Stress: how far a finding can be pushed before it fails.

pub mod finding;
pub mod region;
