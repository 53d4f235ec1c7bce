//! A printed number as visits in a span of days, and how many visits it stands for.

use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Measure, Statement};
use crate::claims::interval::Interval;
use crate::claims::list::Span;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::resolve::window_of;
use crate::claims::specification::{Specification, Unclear, Unsourced};
use crate::error::Result;

/// What one printed number comes to under the study's own conventions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Own {
    /// Visits counted.
    pub count: i64,
    /// Years of exposure; none for a count.
    pub years: Option<f64>,
    /// The least and the most visits that give the printed number; none if no whole number does.
    pub asked: Option<(i64, Option<i64>)>,
    /// Why there is no number.
    pub reason: Option<String>,
}

/// One printed number as a count of visits in a span of days.
#[derive(Debug)]
pub(super) struct Number {
    /// Which visits of the record its scope speaks of.
    pub(super) member: Vec<bool>,
    /// Under which it is counted.
    pub(super) spec: Specification,
    /// The days whose visits count.
    pub(super) span: Span,
    /// The least and the most visits that give it; none if no whole number does.
    pub(super) asked: Option<(i64, Option<i64>)>,
    /// Years of exposure; none for a count.
    pub(super) years: Option<f64>,
}

impl Number {
    /// Whether a visit belongs to it if the definition says this of the visit.
    pub(super) fn holds(&self, record: &Record, row: usize, outcome: Outcome) -> bool {
        let counts = match outcome {
            Outcome::True => true,
            Outcome::Unclear => self.spec.unclear == Unclear::Include,
            Outcome::False => false,
        };
        counts
            && self.member.get(row).copied().unwrap_or(false)
            && (self.spec.unsourced != Unsourced::Exclude || record.is_sourced(row))
            && self.span.holds(record.day(row, self.spec.date_rule))
    }
}

/// The number of a claim; none where it has no value, or is not one of visits.
pub(super) fn number(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
) -> Result<Option<Number>> {
    let Statement::Number {
        measure,
        at,
        printed,
    } = &claim.says
    else {
        return Ok(None);
    };
    // A name that this choice does not have (an era of another list) has no number under it.
    let Ok(eras) = record.eras(at, "at", spec) else {
        return Ok(None);
    };
    let (Some(window), Some(own)) = (window_of(at.period.as_ref(), spec)?, eras.own) else {
        return Ok(None);
    };
    let span = match &eras.list {
        None => Span::whole(window, spec.exposure),
        Some(list) => {
            let spans = list.spans(window, spec.handover, spec.exposure)?;
            spans.get(own).copied().unwrap_or_default()
        }
    };
    let quarters = measure.is_frequency().then_some(span.quarters);
    Ok(Some(Number {
        member: record.subset(&eras.visits, "at")?,
        spec: spec.clone(),
        asked: whole_numbers(*printed, quarters),
        years: quarters.map(|_| span.years()),
        span,
    }))
}

/// Whether a printed number is one of visits that rows could change.
pub fn is_of_visits(claim: &Claim) -> bool {
    let says = &claim.says;
    matches!(
        says,
        Statement::Number {
            measure: Measure::Count | Measure::Frequency,
            ..
        }
    )
}

/// The least and the most visits that give a printed number.
fn whole_numbers(printed: Interval, quarters: Option<f64>) -> Option<(i64, Option<i64>)> {
    let holds = |count: i64| {
        let count = Amount::whole(count);
        printed.contains(quarters.map_or(count, |quarters| count.per_year(quarters)))
    };
    let years = quarters.map_or(1.0, |quarters| quarters / 1461.0);
    // The ends are tried in exact arithmetic, so a rounded quotient is near enough to begin with.
    let near = |end: f64| nearest(end * years).map(|about| (about - 2).max(0)..=about + 2);
    let low = near(printed.low().max(0.0))?.find(|count| holds(*count))?;
    if !printed.high().is_finite() {
        return Some((low, None));
    }
    let high = near(printed.high())?.rev().find(|count| holds(*count));
    high.map(|high| (low, Some(high)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a number of visits, checked to be far below 2^53"
)]
fn nearest(real: f64) -> Option<i64> {
    (real.abs() < 1e15).then(|| real.round() as i64)
}
