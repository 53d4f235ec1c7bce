//! Stress: how far a finding can be pushed before it fails.

pub mod acceptability;
pub mod around;
pub mod bounds;
pub mod bounds_days;
pub mod break_even;
pub mod certainty;
pub mod completions;
pub mod counts;
mod edge;
pub mod finding;
pub mod fragility;
pub mod fragility_days;
pub mod free;
pub mod multiverse;
pub mod nearest;
mod reach;
pub mod region;
pub mod standing;
