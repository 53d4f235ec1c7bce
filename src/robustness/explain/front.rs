//! The front: for every number of toggles the fewest rows, with every specification that is as good.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::cells::Counted;
use super::changed::{Asked, Changed, Edit};
use super::edits::fewest;
use super::number::Own;
use super::toggles::{combinations, up_to};
use super::{Chosen, Explained, Question, Step, Way};
use crate::claims::claim::Claim;
use crate::claims::evaluator::Evaluator;
use crate::claims::specification::Specification;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::robustness::choices::{Decision, decisions};

/// More specifications than these are searched up to [`USUAL_CHANGES`] toggles.
const MANY: u128 = 1_000_000;
const USUAL_CHANGES: usize = 3;
const MOST: u128 = 1 << 28;
/// How many of those that are as good are kept.
const MOST_TIES: usize = 20;

/// Finds the fewest toggles and rows that give the printed numbers.
///
/// # Errors
///
/// [`Error::TooLarge`] for too many numbers or specifications; [`Error::Claim`] if a claim names what
/// the record does not have; whatever `tick` returns.
pub fn explain(question: &Question<'_>, tick: &mut Tick<'_>) -> Result<Explained> {
    let conventions = decisions(&question.open.choices);
    let lines = question
        .open
        .lines
        .iter()
        .map(|outcomes| outcomes.len() + 1);
    let mut search = Search {
        question,
        lines: lines.collect(),
        sizes: conventions.iter().map(|decision| decision.size).collect(),
        conventions,
        evaluator: Evaluator::new(question.record),
        known: HashMap::new(),
    };
    let every: Vec<usize> = search.lines.iter().chain(&search.sizes).copied().collect();
    let all = up_to(&every, every.len());
    let usual = if all > MANY {
        USUAL_CHANGES
    } else {
        every.len()
    };
    let changes = question.changes.unwrap_or(usual).min(every.len());
    let searched = up_to(&every, changes);
    if searched > MOST {
        return Err(Error::TooLarge {
            name: "the specifications to explain a number by".to_owned(),
            cells: searched,
            limit: MOST,
        });
    }
    let own = search.own()?;
    let mut steps: Vec<Step> = Vec::new();
    for toggles in 0..=changes {
        let fewer = steps.last().map(|step| step.rows);
        if fewer == Some(0) {
            break;
        }
        steps.extend(search.step(toggles, fewer, tick)?);
    }
    Ok(Explained {
        own,
        steps,
        specifications: u64::try_from(searched).unwrap_or(u64::MAX),
        changes,
        bounded: searched < all,
    })
}

/// The toggles of a specification in their order, by which ties are sorted.
type Key = Vec<(usize, usize)>;

struct Search<'a> {
    question: &'a Question<'a>,
    lines: Vec<usize>,
    sizes: Vec<usize>,
    conventions: Vec<Decision<'a>>,
    evaluator: Evaluator<'a>,
    /// The visits of each choice of conventions; none where a number has no value.
    known: HashMap<Chosen, Option<Rc<Counted>>>,
}

/// The best of one number of toggles so far.
struct Best {
    rows: Option<i64>,
    ties: u64,
    ways: BTreeMap<Key, (Chosen, Chosen, Vec<i64>)>,
}

impl Search<'_> {
    /// The numbers as the study has them.
    fn own(&mut self) -> Result<Vec<Own>> {
        let chosen = vec![0; self.sizes.len()];
        let question = self.question;
        let found = self.counted(&chosen)?;
        Ok(match found {
            Ok(cells) => cells.own(&[]),
            Err(reasons) => {
                let own = reasons.into_iter().map(|reason| Own {
                    reason,
                    ..Own::default()
                });
                own.take(question.claims.len()).collect()
            }
        })
    }

    fn counted(
        &mut self,
        chosen: &Chosen,
    ) -> Result<std::result::Result<Counted, Vec<Option<String>>>> {
        let question = self.question;
        let claims = question.claims;
        let specs: Vec<Specification> = claims.iter().map(|one| self.under(one, chosen)).collect();
        let open = question.open;
        Counted::of(&mut self.evaluator, question.record, claims, &specs, open)
    }

    /// The specification of a claim under these conventions.
    fn under(&self, claim: &Claim, chosen: &Chosen) -> Specification {
        let mut spec = self.question.own.with(&claim.conventions);
        for (decision, choice) in self.conventions.iter().zip(chosen) {
            if *choice > 0 {
                (decision.choose)(&mut spec, *choice);
            }
        }
        spec
    }

    fn cells(&mut self, chosen: &Chosen) -> Result<Option<Rc<Counted>>> {
        if let Some(known) = self.known.get(chosen) {
            return Ok(known.clone());
        }
        let found = self.counted(chosen)?.ok().map(Rc::new);
        self.known.insert(chosen.clone(), found.clone());
        Ok(found)
    }

    /// The fewest rows with exactly so many toggles; none unless they are fewer than with less.
    fn step(
        &mut self,
        toggles: usize,
        fewer: Option<i64>,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Step>> {
        let mut best = Best {
            rows: fewer.map(|rows| rows - 1),
            ties: 0,
            ways: BTreeMap::new(),
        };
        let (sizes, lines) = (self.sizes.clone(), self.lines.clone());
        for of_conventions in 0..=toggles {
            combinations(&sizes, of_conventions, &mut |chosen| {
                tick(0, 1)?;
                let Some(cells) = self.cells(chosen)? else {
                    return Ok(());
                };
                combinations(&lines, toggles - of_conventions, &mut |outcomes| {
                    best.offer(&cells, outcomes, chosen)
                })
            })?;
        }
        let (Some(rows), false) = (best.rows, best.ways.is_empty()) else {
            return Ok(None);
        };
        let ways = best.ways.into_values();
        let ways = ways.map(|(outcomes, chosen, edits)| self.way(outcomes, &chosen, &edits));
        Ok(Some(Step {
            toggles,
            rows,
            ties: best.ties,
            ways: ways.collect::<Result<_>>()?,
        }))
    }

    fn way(&mut self, mut outcomes: Chosen, chosen: &Chosen, edits: &[i64]) -> Result<Way> {
        let Some(cells) = self.cells(chosen)? else {
            return Err(Error::Overflow {
                name: "the conventions".to_owned(),
            });
        };
        let question = self.question;
        let own = cells.own(&outcomes);
        let numbers = own.iter().enumerate().map(|(number, own)| {
            let changes = cells.cells.iter().zip(edits);
            let members = changes.filter(|(cell, _)| cell.of >> number & 1 == 1);
            let more: i64 = members.map(|(_, rows)| rows).sum();
            (own.count + more, own.years)
        });
        let numbers = numbers.collect();
        let definition = self.definition(chosen);
        let changed = Changed::of(
            question.record,
            &cells,
            question.open,
            (&outcomes, definition),
            edits,
        );
        let mut claims = Vec::new();
        for (number, claim) in question.others.iter().enumerate() {
            let own = question.own.with(&claim.conventions);
            let before = self.evaluator.answer_if_named(claim, &own)?;
            claims.push(Asked {
                number,
                claim,
                before: before.verdict,
                spec: self.under(claim, chosen),
            });
        }
        outcomes.extend(chosen);
        Ok(Way {
            chosen: outcomes,
            edits: told(&cells, edits, question.claims.len()),
            numbers,
            breaks: changed.breaks(&claims)?,
        })
    }

    fn definition(&self, chosen: &Chosen) -> usize {
        let first = self.question.claims.first();
        first.map_or(0, |claim| self.under(claim, chosen).definition)
    }
}

impl Best {
    /// Takes a specification if it needs no more rows than the best.
    fn offer(&mut self, cells: &Counted, outcomes: &Chosen, chosen: &Chosen) -> Result<()> {
        let Some(needs) = cells.needs(outcomes) else {
            return Ok(());
        };
        let bound = cells.bound(&needs);
        if self.rows.is_some_and(|rows| bound > rows) {
            return Ok(());
        }
        let there = cells.there(outcomes);
        let Some(edits) = fewest(&needs, &there, self.rows)? else {
            return Ok(());
        };
        let rows = edits.iter().map(|rows| rows.abs()).sum();
        if self.ways.is_empty() || self.rows != Some(rows) {
            self.ways.clear();
            self.ties = 0;
        }
        self.rows = Some(rows);
        self.ties += 1;
        let all = outcomes.iter().chain(chosen).copied().enumerate();
        let key = all.filter(|(_, choice)| *choice > 0).collect();
        self.ways
            .insert(key, (outcomes.clone(), chosen.clone(), edits));
        if self.ways.len() > MOST_TIES {
            self.ways.pop_last();
        }
        Ok(())
    }
}

/// The rows of each cell, with the eras in which they are and the numbers to which they count.
fn told(cells: &Counted, edits: &[i64], numbers: usize) -> Vec<Edit> {
    let each = cells.cells.iter().zip(&cells.places).zip(edits);
    each.filter(|(_, rows)| **rows != 0)
        .map(|((cell, places), rows)| {
            let mut eras: Vec<Vec<Option<String>>> = Vec::new();
            for place in places {
                if !eras.contains(&place.eras) {
                    eras.push(place.eras.clone());
                }
            }
            Edit {
                rows: *rows,
                eras,
                of: (0..numbers)
                    .filter(|number| cell.of >> number & 1 == 1)
                    .collect(),
            }
        })
        .collect()
}
