//! Whether a claim holds in every completion of an imprecise record, in some, or in none (M15).

use super::completions::{Known, Rival, below_zero, check, difference, ends, rivals};
use super::enumeration::reached;
use crate::claims::amount::{Amount, yearly};
use crate::claims::assertion::Assertion;
use crate::claims::interval::Position;
use crate::claims::list::Span;
use crate::claims::rank::End;
use crate::claims::verdict::Verdict;
use crate::error::Result;

/// Whether a claim on weighted frequencies holds in every completion, in some, or in none.
///
/// Certain and impossible are proved; possible is exact as long as the completions reach no more
/// than a quarter of a million different tables of counts.
///
/// # Errors
///
/// As [`bounds`](super::bounds::bounds); [`crate::Error::OutOfRange`] for an era that is not there;
/// [`crate::Error::Undefined`] if an
/// era that the claim names has no exposure.
pub fn verdict(visits: &[Known], spans: &[Span], assertion: &Assertion) -> Result<Verdict> {
    assertion.check(spans.len())?;
    check(visits)?;
    let span = |era: usize| spans.get(era).copied().filter(|span| span.quarters > 0.0);
    if assertion.named().into_iter().any(|era| span(era).is_none()) {
        return Err(Assertion::undetermined());
    }
    if let Some(verdict) = proved(visits, spans, assertion) {
        return Ok(verdict);
    }
    let Some(tables) = reached(visits, spans) else {
        return Ok(Verdict::NotDetermined);
    };
    // A ratio to nothing neither holds nor fails.
    Ok(Verdict::over(tables.iter().map(|sums| {
        let each = sums.iter().zip(spans);
        let values: Vec<Amount> = each
            .map(|(sum, span)| Amount::real(yearly(*sum, span.quarters)))
            .collect();
        assertion.holds(&values)
    })))
}

/// A verdict that the bounds alone prove.
fn proved(visits: &[Known], spans: &[Span], assertion: &Assertion) -> Option<Verdict> {
    let cover = match assertion {
        Assertion::All(_) => return None,
        Assertion::Value { era, interval } => {
            let (least, greatest) = frequencies(visits, *spans.get(*era)?);
            interval.position(Amount::real(least), Amount::real(greatest))
        }
        Assertion::Ascending { .. } => {
            let pairs = assertion.pairs(spans.len());
            let covers: Vec<Position> = pairs
                .iter()
                .filter_map(|(lower, higher)| {
                    let ends = difference(visits, *spans.get(*lower)?, *spans.get(*higher)?);
                    Some(below_zero(ends))
                })
                .collect();
            if covers.contains(&Position::Outside) {
                Position::Outside
            } else if covers.iter().all(|cover| *cover == Position::Inside) {
                Position::Inside
            } else {
                Position::Overlaps
            }
        }
        Assertion::Ratio {
            over,
            under,
            interval,
        } => {
            let (over, under) = (spans.get(*over)?, spans.get(*under)?);
            let over = frequencies(visits, *over);
            let under = frequencies(visits, *under);
            if under.0 <= 0.0 {
                return None;
            }
            interval.position(
                Amount::real(over.0 / under.1),
                Amount::real(over.1 / under.0),
            )
        }
        Assertion::Place { era, place, from } => {
            let ahead = |rival: &Rival| match from {
                End::Bottom => (rival.below, rival.above),
                End::Top => (rival.above, rival.below),
            };
            let rivals = rivals(visits, spans, *era);
            let ahead: Vec<(Position, Position)> = rivals.iter().map(ahead).collect();
            let surely = ahead
                .iter()
                .filter(|rival| rival.0 == Position::Inside)
                .count();
            let never = ahead
                .iter()
                .filter(|rival| rival.1 == Position::Inside)
                .count();
            if surely + never == ahead.len() && surely + 1 == *place {
                Position::Inside
            } else if (surely + 1..=ahead.len() + 1 - never).contains(place) {
                Position::Overlaps
            } else {
                Position::Outside
            }
        }
        Assertion::AheadOnlyOf { era, others } => {
            let rivals = rivals(visits, spans, *era);
            let right = |rival: &Rival| {
                if others.contains(&rival.era) {
                    (rival.below, rival.above)
                } else {
                    (rival.above, rival.below)
                }
            };
            if rivals
                .iter()
                .all(|rival| right(rival).0 == Position::Inside)
            {
                Position::Inside
            } else if rivals
                .iter()
                .any(|rival| right(rival).1 == Position::Inside)
            {
                Position::Outside
            } else {
                Position::Overlaps
            }
        }
    };
    match cover {
        Position::Inside => Some(Verdict::Reproduced),
        Position::Outside => Some(Verdict::NotReproduced),
        Position::Overlaps => None,
    }
}

fn frequencies(visits: &[Known], span: Span) -> (f64, f64) {
    let (least, greatest) = ends(visits, span).sums;
    (
        yearly(least, span.quarters),
        yearly(greatest, span.quarters),
    )
}
