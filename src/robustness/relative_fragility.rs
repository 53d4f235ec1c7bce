//! Fragility of a claim relative to other visits: how many visits of its own would overturn it (M22, M25).
//!
//! The visits of the baseline stay as they are: they are the yardstick. Whether two eras are told apart
//! is flipped as in [`super::apart_fragility`]; an order is a comparison of two products of counts.

use super::apart_fragility::{Flip, fewest_added, flips};
use super::fragility::{Change, MOST_ADDED, smallest, smallest_judged};
use crate::claims::claim::{Claim, Relation, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::record::Record;
use crate::claims::relative::Beneath;
use crate::claims::specification::{Specification, Unclear};
use crate::error::{ClaimMistake, Error, Result};

/// What the eras are called, and each way in which visits of the claim's own may overturn it.
///
/// # Errors
///
/// [`Error::Claim`] if the claim is relative to nothing; [`Error::Undefined`] if it has no answer.
pub fn fragility_of_relative(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
) -> Result<(Vec<String>, Vec<Flip>)> {
    let (relation, beneath) = compared(record, claim, spec)?;
    let found = match relation {
        Relation::ToldApart(_) => flips(beneath.compared(), &beneath.counts())?.1,
        relation => order_of(relation, &beneath),
    };
    Ok((beneath.labels(), found))
}

/// The fewest visits of the claim's own, but no more than `most`, that turn its answer by being added.
///
/// # Errors
///
/// As [`fragility_of_relative`].
pub fn fewest_added_relative(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    most: u64,
) -> Result<Option<u64>> {
    let (relation, beneath) = compared(record, claim, spec)?;
    if let Relation::ToldApart(_) = relation {
        return fewest_added(beneath.compared(), &beneath.counts(), most);
    }
    let (cells, _) = cells_of(&beneath);
    let [one, other, rest, more] = cells.map(u128::from);
    let is_so = |own: u64, from: u64| {
        let (own, from) = (one + u128::from(own), other + u128::from(from));
        relation.holds([own, from, rest, more])
    };
    let holds = is_so(0, 0);
    // What is to rise is overturned by visits of the other era, and borne out by those of its own.
    let is_own = holds == (relation == Relation::Lower);
    let turned = |visits: u64| {
        let (own, from) = if is_own { (visits, 0) } else { (0, visits) };
        is_so(own, from) != holds
    };
    Ok(smallest(most, turned))
}

fn compared(record: &Record, claim: &Claim, spec: &Specification) -> Result<(Relation, Beneath)> {
    let Statement::Relative(asked) = &claim.says else {
        let said = "the claim is not relative to other visits";
        return Err(ClaimMistake::new("claim", "not_relative", said).into());
    };
    let spec = super::on_record::counted_as(claim, spec);
    let mut evaluator = Evaluator::new(record);
    evaluator.require_covered(claim, &spec)?;
    let beneath = evaluator.beneath(asked, &spec, spec.unclear == Unclear::Include)?;
    let beneath = beneath.map_err(|answer| {
        Error::undefined("the comparison", answer.facts.reason.unwrap_or_default())
    })?;
    Ok((asked.relation, beneath))
}

fn order_of(relation: Relation, beneath: &Beneath) -> Vec<Flip> {
    let (cells, eras) = cells_of(beneath);
    order(relation, cells, eras)
}

/// The visits of both eras and of the baseline in them, and the eras.
fn cells_of(beneath: &Beneath) -> ([u64; 4], [usize; 2]) {
    let counts = beneath.counts();
    let eras = counts.len() / 2;
    let (one, other) = beneath.compared().pair();
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    let cells = [one, other, eras + one, eras + other].map(count);
    (cells, [one, other])
}

/// The fewest visits, added to one era or struck from the other, that overturn an order; 0 of one that
/// does not hold.
fn order(relation: Relation, cells: [u64; 4], [own, from]: [usize; 2]) -> Vec<Flip> {
    let [one, other, rest, more] = cells.map(u128::from);
    let holds = |one: u128, other: u128| relation.holds([one, other, rest, more]);
    let (added, struck) = match relation {
        Relation::Lower => (own, from),
        _ => (from, own),
    };
    // Without a visit of a dyad, or in an era, there is no ratio, and nothing is overturned.
    let fails = |one: u128, other: u128| {
        let judged = ![one + other, one + rest, other + more].contains(&0);
        judged && !holds(one, other)
    };
    let moved = |era: usize, visits: u64, change: Change| {
        let by = |count: u128| match change {
            Change::Added => count + u128::from(visits),
            Change::Removed => count.saturating_sub(u128::from(visits)),
        };
        if era == own {
            fails(by(one), other)
        } else {
            fails(one, by(other))
        }
    };
    let recorded = |era: usize| cells.get(usize::from(era != own)).copied().unwrap_or(0);
    [(Change::Added, added), (Change::Removed, struck)]
        .map(|(change, era)| {
            let most = match change {
                Change::Added => MOST_ADDED,
                Change::Removed => recorded(era),
            };
            let visits = if holds(one, other) {
                smallest_judged(most, |visits| moved(era, visits, change))
            } else {
                Some(0)
            };
            Flip {
                change,
                era,
                visits,
            }
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_overturned_by_the_fewest() {
        for relation in [Relation::Lower, Relation::Higher] {
            for number in 0..4_u64.pow(4) {
                let cells = [0, 1, 2, 3].map(|place| number / 4_u64.pow(place) % 4);
                let holds = |[one, other, rest, more]: [u64; 4]| match relation {
                    Relation::Lower => one * more < other * rest,
                    _ => one * more > other * rest,
                };
                for flip in order(relation, cells, [0, 1]) {
                    let moved = |visits: u64| {
                        let mut cells = cells;
                        cells[flip.era] = match flip.change {
                            Change::Added => cells[flip.era] + visits,
                            Change::Removed => cells[flip.era] - visits,
                        };
                        cells
                    };
                    let most = match flip.change {
                        Change::Added => 50,
                        Change::Removed => cells[flip.era],
                    };
                    let judged = |[one, other, rest, more]: [u64; 4]| {
                        one + other > 0 && one + rest > 0 && other + more > 0
                    };
                    let mut tried = (0..=most).map(moved);
                    let due = tried
                        .position(|cells| (cells == moved(0) || judged(cells)) && !holds(cells));
                    let due = due.map(|visits| visits as u64);
                    assert_eq!(flip.visits, due, "{relation:?} {cells:?} {flip:?}");
                }
            }
        }
    }
}
