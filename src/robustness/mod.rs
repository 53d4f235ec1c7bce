//! Robustness: how far a claim can be pushed before it fails.

pub mod acceptability;
pub mod apart_bounds;
pub mod apart_fragility;
pub mod bounds;
pub mod bounds_verdict;
pub mod break_even;
mod cells;
pub mod choices;
pub mod completions;
mod constraint;
pub mod counts;
pub mod drivers;
mod enumeration;
pub mod explain;
pub mod fragility;
pub mod free_weights;
pub mod minimal_weights;
mod missed;
mod missed_across;
mod missed_in_eras;
mod missed_ranks;
pub mod multiverse;
pub mod neighbourhood;
pub mod on_record;
pub mod relative_fragility;
pub mod wait_bounds;
pub mod wait_fragility;
