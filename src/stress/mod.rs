//! Stress: how far a finding can be pushed before it fails.

pub mod acceptability;
pub mod break_even;
pub mod counts;
pub mod draw;
mod edge;
pub mod finding;
pub mod fragility;
pub mod fragility_days;
pub mod free;
pub mod nearest;
pub mod region;
pub mod standing;
