//! What is known of shocks and visits, and how a lag may end.

use super::open::Candidate;
use super::{Overlap, SameDay};
use crate::time::fuzzy::Days;
use crate::time::window::Window;

/// So many days, after which a visit came or the lag still ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// Days waited.
    pub days: i64,
    /// Whether the lag was still running.
    pub running: bool,
}

/// Shocks with the visits that they wait for.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Group and days of each shock.
    pub shocks: &'a [(u32, Days)],
    /// The visits.
    pub visits: &'a [Candidate],
    /// The observation.
    pub window: Window,
    /// Whether a visit on the day of a shock answers it.
    pub same_day: SameDay,
    /// What a second shock means for the first.
    pub overlap: Overlap,
}
