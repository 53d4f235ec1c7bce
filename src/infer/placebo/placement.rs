//! Where shocks are put when they are placed anew.

use crate::random::Stream;
use crate::time::window::Window;

/// How the shocks are placed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Each on a day of its own.
    Random,
    /// All moved together around the observation.
    Shift,
}

/// Where the shocks of one arrangement go, one after the other.
pub(super) enum Place {
    Drawn(Stream, u64),
    Counted(u64, u64),
    Shifted(i64),
}

impl Place {
    pub(super) fn new(
        placement: Placement,
        exact: bool,
        number: u64,
        days: u64,
        seed: u64,
    ) -> Self {
        let mut stream = Stream::new(seed, number);
        match (placement, exact) {
            (Placement::Random, false) => Self::Drawn(stream, days),
            (Placement::Random, true) => Self::Counted(number, days),
            (Placement::Shift, true) => Self::Shifted(signed(number)),
            (Placement::Shift, false) => Self::Shifted(signed(stream.below(days))),
        }
    }

    pub(super) fn next(&mut self, shock: i64, window: Window) -> i64 {
        match self {
            Self::Drawn(stream, days) => window.since() + signed(stream.below(*days)),
            Self::Counted(number, days) => {
                let place = *number % *days;
                *number /= *days;
                window.since() + signed(place)
            }
            Self::Shifted(by) => {
                window.since() + (shock - window.since() + *by).rem_euclid(window.days())
            }
        }
    }
}

fn signed(days: u64) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}
