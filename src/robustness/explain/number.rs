//! A printed number as visits in spans of days, and what it asks of them in whole numbers.

use std::rc::Rc;

use super::need::Ask;
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::Interval;
use crate::claims::list::Span;
use crate::claims::measure::Measure;
use crate::claims::on_series::OnSeries;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::resolve::window_of;
use crate::claims::scope::EraScope;
use crate::claims::specification::{Specification, Unclear, Unsourced};
use crate::error::Result;

/// What could give a printed number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Visits, added up: every number of them is a sum, or a ratio of two.
    Visits,
    /// The days on which visits were: lags and gaps.
    Waits,
    /// No visits.
    Series,
}

/// What could give the number that a claim prints; none where it prints none.
pub fn kind(claim: &Claim) -> Option<Kind> {
    match &claim.says {
        Statement::Number { .. } | Statement::Ratio { .. } => Some(Kind::Visits),
        Statement::Lag { .. } | Statement::LagSummary { .. } | Statement::Gap { .. } => {
            Some(Kind::Waits)
        }
        Statement::Series(OnSeries::Number { .. } | OnSeries::Quotient { .. }) => {
            Some(Kind::Series)
        }
        _ => None,
    }
}

/// A number, and what it is made of: each part with its years of exposure, if it is divided by them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// What it comes to.
    pub value: f64,
    /// Visits, or their weight: one part, two of a ratio, none of a wait.
    pub parts: Vec<(f64, Option<f64>)>,
    /// Whether it is a mean of waits that is carried on beyond the shortest that still runs.
    pub extrapolated: bool,
}

/// What one printed number comes to under the study's own conventions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Own {
    /// Years of exposure; none for a count.
    pub years: Option<f64>,
    /// Whether some whole number of visits gives it.
    pub possible: bool,
    /// Why there is no number.
    pub reason: Option<String>,
}

/// The visits of one scope in a span of days.
#[derive(Debug)]
pub(super) struct Term {
    /// Which visits of the record its scope speaks of.
    pub(super) member: Rc<Vec<bool>>,
    /// Under which it is counted.
    pub(super) spec: Specification,
    /// The days whose visits count.
    pub(super) span: Span,
    /// The weight of each class of visits in so many parts; empty where each counts one.
    weights: Vec<i128>,
    unit: i128,
}

/// One printed number: where its terms begin among all, and what it asks of them.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) first: usize,
    pub(super) terms: usize,
    /// All of them are to be met; none if nothing could.
    pub(super) asks: Option<Vec<Ask>>,
    pub(super) frequency: bool,
}

impl Term {
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

    /// What a visit of a class counts for, in parts of the unit.
    pub(super) fn weight(&self, class: usize) -> i128 {
        if self.weights.is_empty() {
            return 1;
        }
        self.weights.get(class).copied().unwrap_or(0)
    }

    /// Of how many parts a weight of 1 is; none where visits are not weighed.
    pub(super) fn unit(&self) -> Option<i128> {
        (!self.weights.is_empty()).then_some(self.unit)
    }

    fn exposure(&self, frequency: bool) -> Option<f64> {
        frequency.then_some(self.span.quarters)
    }

    /// A sum of parts as a number, or as so much a year.
    fn amount(&self, sum: i128, frequency: bool) -> Amount {
        let whole = Amount::fraction(sum, self.unit);
        let quarters = self.exposure(frequency);
        quarters.map_or(whole, |quarters| whole.per_year(quarters))
    }
}

impl Number {
    /// The number that these sums of the terms make.
    pub(super) fn made(&self, terms: &[Term], sums: &[i128]) -> Made {
        let own = || terms.iter().zip(sums).skip(self.first).take(self.terms);
        let amounts = own().map(|(term, sum)| term.amount(*sum, self.frequency));
        let value = amounts.reduce(Amount::divided_by);
        let parts = own().map(|(term, sum)| {
            let years = self.frequency.then(|| term.span.years());
            (term.amount(*sum, false).value(), years)
        });
        Made {
            value: value.unwrap_or(Amount::NONE).value(),
            parts: parts.collect(),
            extrapolated: false,
        }
    }

    /// Years of exposure of the number, or of the first part of a ratio; none for a count.
    pub(super) fn years(&self, terms: &[Term]) -> Option<f64> {
        let first = terms.get(self.first).filter(|_| self.frequency);
        first.map(|term| term.span.years())
    }
}

/// Why a number cannot be put in whole numbers of visits.
pub(super) type Lack = String;

/// Reads the number of a claim, and adds its terms to those that there are.
pub(super) fn number(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    terms: &mut Vec<Term>,
) -> Result<std::result::Result<Number, Lack>> {
    let (measure, scopes, printed) = match &claim.says {
        Statement::Number {
            measure,
            at,
            printed,
        } => (*measure, vec![("at", at)], *printed),
        Statement::Ratio {
            measure,
            at,
            of,
            printed,
        } => (*measure, vec![("at", at), ("of", of)], *printed),
        _ => return Ok(Err("it is no number of visits".to_owned())),
    };
    let first = terms.len();
    for (key, scope) in &scopes {
        match term(evaluator, record, measure, scope, key, spec)? {
            Ok(found) => terms.push(found),
            Err(lack) => return Ok(Err(lack)),
        }
    }
    let frequency = measure.is_frequency();
    let asks = match terms.get(first..) {
        Some([only]) => sum_asked(printed, first, only, frequency),
        Some([one, other]) => match ratio_asked(printed, first, [one, other], frequency) {
            Some(asks) => Some(asks),
            None => return Ok(Err(TOO_FINE.to_owned())),
        },
        _ => None,
    };
    Ok(Ok(Number {
        first,
        terms: scopes.len(),
        asks,
        frequency,
    }))
}

const TOO_FINE: &str = "its numbers have too many digits to be searched";
const OUTSIDE: &str = "its days lie outside the observation";

fn term(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    measure: Measure,
    at: &EraScope,
    key: &str,
    spec: &Specification,
) -> Result<std::result::Result<Term, Lack>> {
    // A name that this choice does not have (an era of another list) has no number under it.
    let Ok(eras) = record.eras(at, key, spec) else {
        return Ok(Err(OUTSIDE.to_owned()));
    };
    let (Some(window), Some(own)) = (window_of(at.period.as_ref(), spec)?, eras.own) else {
        return Ok(Err(OUTSIDE.to_owned()));
    };
    let span = match &eras.list {
        None => Span::whole(window, spec.exposure),
        Some(list) => {
            let spans = list.spans(window, spec.handover, spec.exposure)?;
            spans.get(own).copied().unwrap_or_default()
        }
    };
    let weights = if measure.is_weighted() {
        match record.weights(spec.scheme).parts() {
            Some((parts, unit)) => (parts.to_vec(), unit),
            None => return Ok(Err(TOO_FINE.to_owned())),
        }
    } else {
        (Vec::new(), 1)
    };
    Ok(Ok(Term {
        member: evaluator.subset(&eras.visits, key)?,
        spec: spec.clone(),
        span,
        weights: weights.0,
        unit: weights.1,
    }))
}

/// What a printed sum asks: between which whole numbers of parts it is; none if between none.
fn sum_asked(printed: Interval, number: usize, term: &Term, frequency: bool) -> Option<Vec<Ask>> {
    let holds = |parts: i64| printed.contains(term.amount(i128::from(parts), frequency));
    let quarters = term.exposure(frequency);
    let each =
        quarters.map_or(1.0, |quarters| quarters / 1461.0) / Amount::fraction(1, term.unit).value();
    // The ends are tried in exact arithmetic, so a rounded quotient is near enough to begin with.
    let near = |end: f64| nearest(end * each).map(|about| (about - 2).max(0)..=about + 2);
    let low = near(printed.low().max(0.0))?.find(|parts| holds(*parts))?;
    let high = if printed.high().is_finite() {
        Some(near(printed.high())?.rev().find(|parts| holds(*parts))?)
    } else {
        None
    };
    // Only multiples of what all weights have in common can be had.
    let common = term
        .weights
        .iter()
        .fold(0, |common, weight| gcd(common, *weight));
    let (low, high) = (i128::from(low), high.map(i128::from));
    let between = |high: &i128| common < 2 || high.div_euclid(common) * common >= low;
    if !high.as_ref().is_none_or(between) {
        return None;
    }
    Some(vec![Ask {
        factors: vec![(number, 1)],
        low: Some(low),
        high,
    }])
}

/// What a printed ratio asks: that it is not below, not above, and has something to divide by.
fn ratio_asked(
    printed: Interval,
    first: usize,
    [one, other]: [&Term; 2],
    frequency: bool,
) -> Option<Vec<Ask>> {
    let exposure = |term: &Term| match term.exposure(frequency) {
        // Quarter days are whole.
        Some(quarters) => nearest(quarters).map(i128::from),
        None => Some(1),
    };
    let (above, below) = (exposure(other)?, exposure(one)?);
    let mut asks = vec![Ask {
        factors: vec![(first + 1, 1)],
        low: Some(1),
        high: None,
    }];
    for (end, (bound, included)) in printed.bounds().into_iter().enumerate() {
        if bound.value().is_infinite() {
            continue;
        }
        let (over, under) = bound.as_fraction()?;
        let (mut up, mut down) = (above.checked_mul(under)?, below.checked_mul(over)?);
        let common = gcd(up, down).max(1);
        (up, down) = (up / common, down / common);
        let least = i128::from(!included);
        let is_low = end == 0;
        asks.push(Ask {
            factors: vec![(first, up), (first + 1, -down)],
            low: is_low.then_some(least),
            high: (!is_low).then_some(-least),
        });
    }
    Some(asks)
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 {
        one.abs()
    } else {
        gcd(other, one % other)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a number of visits, checked to be far below 2^53"
)]
fn nearest(real: f64) -> Option<i64> {
    (real.abs() < 1e15).then(|| real.round() as i64)
}
