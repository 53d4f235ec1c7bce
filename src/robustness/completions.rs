//! Completions of an imprecise record: what one visit may add to one era, or to two.

use crate::claims::amount::Amount;
use crate::claims::interval::Position;
use crate::claims::list::Span;
use crate::error::{Error, Result, finite_weights};

/// What is known of one visit that counts or may count.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The earliest day it may be dated.
    pub first: i64,
    /// The latest day.
    pub last: i64,
    /// Whether it counts in every completion.
    pub counts: bool,
    /// The weights of the classes that it may have; at least one.
    pub weights: Vec<f64>,
}

/// What a visit may contribute to an era: which weights, and whether it may be elsewhere instead.
struct Part {
    least: f64,
    greatest: f64,
    elsewhere: bool,
}

impl Known {
    /// The least and greatest weight.
    fn ends(&self) -> (f64, f64) {
        self.weights
            .iter()
            .fold((f64::INFINITY, 0.0), |(least, greatest), &weight| {
                (least.min(weight), greatest.max(weight))
            })
    }

    /// On how many days of a span it may fall.
    fn days_in(&self, span: Span) -> i64 {
        (self.last.min(span.end - 1) - self.first.max(span.start) + 1).max(0)
    }

    /// Whether it may fall in a span.
    pub(super) fn may_be_in(&self, span: Span) -> bool {
        self.days_in(span) > 0
    }

    /// Whether it may fall outside every one of these spans, or not count at all.
    pub(super) fn may_be_outside(&self, spans: &[Span]) -> bool {
        let covered: i64 = spans.iter().map(|span| self.days_in(*span)).sum();
        !self.counts || covered < self.last - self.first + 1
    }

    fn part(&self, span: Span) -> Option<Part> {
        let (least, greatest) = self.ends();
        self.may_be_in(span).then(|| Part {
            least,
            greatest,
            elsewhere: self.may_be_outside(&[span]),
        })
    }
}

/// The least and greatest number and weight of the visits of one era.
pub(super) struct Ends {
    /// Least and greatest number.
    pub(super) counts: (u64, u64),
    /// Least and greatest weighted count.
    pub(super) sums: (f64, f64),
}

/// The least and greatest number and weight of the visits of one era.
pub(super) fn ends(visits: &[Known], span: Span) -> Ends {
    let mut found = Ends {
        counts: (0, 0),
        sums: (0.0, 0.0),
    };
    for part in visits.iter().filter_map(|visit| visit.part(span)) {
        found.counts.1 += 1;
        found.sums.1 += part.greatest;
        if !part.elsewhere {
            found.counts.0 += 1;
            found.sums.0 += part.least;
        }
    }
    found
}

/// The least and greatest of `one` less `other`, as weighted counts each by the other's exposure.
pub(super) fn difference(visits: &[Known], one: Span, other: Span) -> (f64, f64) {
    let (mut least, mut greatest, mut size) = (0.0, 0.0, 0.0);
    for visit in visits {
        let (in_one, in_other) = (visit.part(one), visit.part(other));
        let (mut low, mut high) = if visit.may_be_outside(&[one, other]) {
            (0.0, 0.0)
        } else {
            (f64::INFINITY, f64::NEG_INFINITY)
        };
        if let Some(part) = in_one {
            low = (part.least * other.quarters).min(low);
            high = (part.greatest * other.quarters).max(high);
        }
        if let Some(part) = in_other {
            low = (-part.greatest * one.quarters).min(low);
            high = (-part.least * one.quarters).max(high);
        }
        least += low;
        greatest += high;
        size += low.abs().max(high.abs());
    }
    let settle = |end: f64| {
        if Amount::real(size + end).compare(Amount::real(size)).is_eq() {
            0.0
        } else {
            end
        }
    };
    (settle(least), settle(greatest))
}

/// How another era may stand to one.
pub(super) struct Rival {
    /// Which.
    pub(super) era: usize,
    /// Whether it is below.
    pub(super) below: Position,
    /// Whether it is above.
    pub(super) above: Position,
}

/// How every other era with exposure may stand to one.
pub(super) fn rivals(visits: &[Known], spans: &[Span], era: usize) -> Vec<Rival> {
    let Some(span) = spans.get(era) else {
        return Vec::new();
    };
    let exposed = spans.iter().enumerate();
    exposed
        .filter(|(other, rival)| *other != era && rival.quarters > 0.0)
        .map(|(other, rival)| {
            let (least, greatest) = difference(visits, *rival, *span);
            Rival {
                era: other,
                below: below_zero((least, greatest)),
                above: below_zero((-greatest, -least)),
            }
        })
        .collect()
}

/// Whether a number between two ends is below 0.
pub(super) fn below_zero((least, greatest): (f64, f64)) -> Position {
    match (least < 0.0, greatest < 0.0) {
        (_, true) => Position::Inside,
        (false, _) => Position::Outside,
        (true, false) => Position::Overlaps,
    }
}

/// Refuses visits that no completion could settle.
pub(super) fn check(visits: &[Known]) -> Result<()> {
    for visit in visits {
        let reason = if visit.last < visit.first {
            "the last day that a visit may have is before its first"
        } else if visit.weights.is_empty() {
            "a visit has no class that it could be of"
        } else {
            continue;
        };
        return Err(Error::undefined("the bounds", reason));
    }
    finite_weights(visits.iter().flat_map(|visit| &visit.weights))
}
