//! Whether a finding holds in every completion of an imprecise record, in some, or in none (M15).

use super::completions::{Known, Rival, Span, below_zero, check, difference, ends, rivals};
use super::counts::frequency;
use super::finding::Finding;
use super::reach::reached;
use super::region::Cover;
use super::standing::End;
use crate::error::Result;

/// Whether a finding holds in all, some or none of the completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// In every completion.
    Certain,
    /// In some, and not in others; or it could not be shown either way.
    Possible,
    /// In none.
    Impossible,
}

/// Whether a finding on weighted frequencies holds in every completion, in some, or in none.
///
/// Certain and impossible are proved; possible is exact as long as the completions reach no more
/// than a quarter of a million different tables of counts.
///
/// # Errors
///
/// As [`bounds`](super::bounds::bounds); [`crate::Error::OutOfRange`] for an era that is not there;
/// [`crate::Error::Undefined`] if an
/// era that the finding names has no exposure.
pub fn verdict(
    visits: &[Known],
    spans: &[Span],
    finding: &Finding,
    ties_hold: bool,
) -> Result<Verdict> {
    finding.check(spans.len())?;
    check(visits)?;
    let span = |era: usize| spans.get(era).copied().filter(|span| span.quarters > 0.0);
    if finding.named().any(|era| span(era).is_none()) {
        return Err(Finding::undetermined());
    }
    if let Some(verdict) = proved(visits, spans, finding, ties_hold) {
        return Ok(verdict);
    }
    let Some(tables) = reached(visits, spans) else {
        return Ok(Verdict::Possible);
    };
    let mut outcomes = tables.iter().map(|sums| {
        let each = sums.iter().zip(spans);
        let values: Vec<f64> = each
            .map(|(sum, span)| frequency(*sum, span.quarters))
            .collect();
        finding.holds(&values, ties_hold) == Some(true)
    });
    let first = outcomes.next().unwrap_or(false);
    Ok(match (first, outcomes.all(|outcome| outcome == first)) {
        (true, true) => Verdict::Certain,
        (false, true) => Verdict::Impossible,
        (_, false) => Verdict::Possible,
    })
}

/// A verdict that the bounds alone prove.
fn proved(visits: &[Known], spans: &[Span], finding: &Finding, ties_hold: bool) -> Option<Verdict> {
    let cover = match finding {
        Finding::Value { era, region } => {
            let (least, greatest) = frequencies(visits, *spans.get(*era)?);
            region.covers(least, greatest)
        }
        Finding::Ascending { .. } => {
            let pairs = finding.pairs(spans.len());
            let covers: Vec<Cover> = pairs
                .iter()
                .filter_map(|(lower, higher)| {
                    let ends = difference(visits, *spans.get(*lower)?, *spans.get(*higher)?);
                    Some(below_zero(ends, ties_hold))
                })
                .collect();
            if covers.contains(&Cover::None) {
                Cover::None
            } else if covers.iter().all(|cover| *cover == Cover::All) {
                Cover::All
            } else {
                Cover::Some
            }
        }
        Finding::Ratio {
            over,
            under,
            region,
        } => {
            let (over, under) = (spans.get(*over)?, spans.get(*under)?);
            let over = frequencies(visits, *over);
            let under = frequencies(visits, *under);
            if under.0 <= 0.0 {
                return None;
            }
            region.covers(over.0 / under.1, over.1 / under.0)
        }
        Finding::Place { era, place, from } => {
            let ahead = |rival: &Rival| match from {
                End::Lowest => (rival.below, rival.above),
                End::Highest => (rival.above, rival.below),
            };
            let rivals = rivals(visits, spans, *era);
            let ahead: Vec<(Cover, Cover)> = rivals.iter().map(ahead).collect();
            let surely = ahead.iter().filter(|rival| rival.0 == Cover::All).count();
            let never = ahead.iter().filter(|rival| rival.1 == Cover::All).count();
            if surely + never == ahead.len() && surely + 1 == *place {
                Cover::All
            } else if (surely + 1..=ahead.len() + 1 - never).contains(place) {
                Cover::Some
            } else {
                Cover::None
            }
        }
        Finding::AheadOnlyOf { era, others } => {
            let rivals = rivals(visits, spans, *era);
            let right = |rival: &Rival| {
                if others.contains(&rival.era) {
                    (rival.below, rival.above)
                } else {
                    (rival.above, rival.below)
                }
            };
            if rivals.iter().all(|rival| right(rival).0 == Cover::All) {
                Cover::All
            } else if rivals.iter().any(|rival| right(rival).1 == Cover::All) {
                Cover::None
            } else {
                Cover::Some
            }
        }
    };
    match cover {
        Cover::All => Some(Verdict::Certain),
        Cover::None => Some(Verdict::Impossible),
        Cover::Some => None,
    }
}

fn frequencies(visits: &[Known], span: Span) -> (f64, f64) {
    let (least, greatest) = ends(visits, span).sums;
    (
        frequency(least, span.quarters),
        frequency(greatest, span.quarters),
    )
}
