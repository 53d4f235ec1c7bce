//! What a claim says of the eras of one list.

use super::interval::Interval;
use super::rank::End;

/// What is said.
#[derive(Debug)]
pub(super) enum Says {
    /// The value of an era lies in an interval.
    Value { own: usize, printed: Interval },
    /// An era stands at a place, and exactly these are lower.
    Rank {
        own: usize,
        from: End,
        place: Option<usize>,
        lower: Option<Vec<usize>>,
    },
    /// Each of these eras is lower than the next.
    Ascending(Vec<usize>),
    /// Nothing can be said of an era.
    Nothing { own: usize, reason: Option<String> },
}
