//! The front: for every number of toggles the fewest rows, with every specification that is as good.

use std::collections::HashMap;
use std::rc::Rc;

use super::best::{Best, Found};
use super::cells::Counted;
use super::changed::judged_otherwise;
use super::edits::fewest;
use super::number::{Kind, Own, kind};
use super::shock_lists::with_other_shocks;
use super::toggles::{combinations, up_to};
use super::wait_edits::{Searched, fewest_days};
use super::waits::{DayEdit, Waiting};
use super::{Chosen, Explained, Question, Step};
use crate::claims::claim::Claim;
use crate::claims::evaluator::Evaluator;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::error::{Error, Result, within_limit};
use crate::progress::Tick;
use crate::robustness::choices::{Decision, decisions};

/// More specifications than these are searched up to [`USUAL_CHANGES`] toggles.
const MANY: u128 = 1_000_000;
const USUAL_CHANGES: usize = 3;
const MOST: u128 = 1 << 28;
/// In how many ways rows on days are tried in all.
const MOST_CASES: u64 = 100_000;
/// How many linear programmes are solved in all.
const MOST_STEPS: usize = 1 << 17;

/// Finds the fewest toggles and rows that give the printed numbers.
///
/// # Errors
///
/// [`Error::TooLarge`] for too many numbers or specifications; [`Error::Claim`] if a claim names what
/// the record does not have; whatever `tick` returns.
pub fn explain(question: &Question<'_>, tick: &mut Tick<'_>) -> Result<Explained> {
    let mut search = Search::of(question);
    let sizes = search.lines.iter().chain(&search.sizes);
    let every: Vec<usize> = sizes.copied().collect();
    let all = up_to(&every, every.len());
    let usual = if all > MANY {
        USUAL_CHANGES
    } else {
        every.len()
    };
    let changes = question.changes.unwrap_or(usual).min(every.len());
    let searched = up_to(&every, changes);
    within_limit("the specifications to explain a number by", searched, MOST)?;
    search.total = search.choices(changes);
    let own = search.own()?;
    let mut steps: Vec<Step> = Vec::new();
    for toggles in 0..=changes {
        let fewer = steps.last().map(|step| step.rows);
        if fewer == Some(0) {
            break;
        }
        steps.extend(search.step(toggles, fewer, tick)?);
    }
    tick(search.total, search.total)?;
    Ok(Explained {
        own,
        steps,
        specifications: u64::try_from(searched).unwrap_or(u64::MAX),
        changes,
        bounded: searched < all,
        given_up: search.given_up,
    })
}

/// The search for one front.
pub(super) struct Search<'a> {
    pub(super) question: &'a Question<'a>,
    /// The claims on sums of visits, and those on waits, by their position.
    pub(super) sums: Vec<usize>,
    pub(super) waits: Vec<usize>,
    lines: Vec<usize>,
    /// Those of the conventions, then of the shocks.
    sizes: Vec<usize>,
    conventions: Vec<Decision<'a>>,
    pub(super) evaluator: Evaluator<'a>,
    /// The visits of each choice of conventions; none where a number has no value.
    known: HashMap<Chosen, Option<Rc<Counted>>>,
    /// The record as each choice of the lines has it.
    judged: HashMap<Chosen, Rc<Record>>,
    cases: u64,
    steps: usize,
    given_up: u64,
    /// How many choices of conventions are looked at, and how many have been.
    total: u64,
    done: u64,
}

impl<'a> Search<'a> {
    fn of(question: &'a Question<'a>) -> Self {
        let open = question.open;
        let of = |wanted: Kind| {
            let claims = question.claims.iter().enumerate();
            let own = claims.filter(|(_, claim)| kind(claim) == Some(wanted));
            own.map(|(place, _)| place).collect()
        };
        let conventions = decisions(&open.choices);
        // What bears on none of the numbers is no toggle.
        let size = |decision: &Decision<'_>| {
            let mut claims = question.claims.iter();
            let matters = claims.any(|claim| (decision.matters)(&claim.says));
            if matters { decision.size } else { 1 }
        };
        let sizes = conventions.iter().map(size);
        Self {
            question,
            sums: of(Kind::Visits),
            waits: of(Kind::Waits),
            lines: open.lines.iter().map(|others| others.len() + 1).collect(),
            sizes: sizes.chain(open.shocks.iter().map(|_| 2)).collect(),
            conventions,
            evaluator: Evaluator::new(question.record),
            known: HashMap::new(),
            judged: HashMap::new(),
            cases: MOST_CASES,
            steps: MOST_STEPS,
            given_up: 0,
            total: 0,
            done: 0,
        }
    }

    /// How many choices of conventions are looked at for up to so many toggles.
    fn choices(&self, toggles: usize) -> u64 {
        let each = (0..=toggles).map(|most| up_to(&self.sizes, most));
        u64::try_from(each.sum::<u128>()).unwrap_or(u64::MAX)
    }

    /// The numbers as the study has them.
    fn own(&mut self) -> Result<Vec<Own>> {
        let mut own = vec![Own::default(); self.question.claims.len()];
        let (lines, chosen) = (vec![0; self.lines.len()], vec![0; self.sizes.len()]);
        let counted = match self.counted(&chosen)? {
            Ok(cells) => cells.own(),
            Err(reasons) => {
                let none = |reason| Own {
                    possible: true,
                    reason,
                    ..Own::default()
                };
                reasons.into_iter().map(none).collect()
            }
        };
        for (place, found) in self.sums.iter().zip(counted) {
            if let Some(own) = own.get_mut(*place) {
                *own = found;
            }
        }
        for (place, waiting) in self.waiting(&lines, &chosen)? {
            if let Some(own) = own.get_mut(place) {
                own.possible = true;
                own.reason = waiting.err();
            }
        }
        Ok(own)
    }

    fn counted(
        &mut self,
        chosen: &Chosen,
    ) -> Result<std::result::Result<Counted, Vec<Option<String>>>> {
        let question = self.question;
        let claims: Vec<Claim> = self.claims(&self.sums).cloned().collect();
        let specs: Vec<Specification> = claims.iter().map(|one| self.under(one, chosen)).collect();
        Counted::of(
            &mut self.evaluator,
            question.record,
            &claims,
            &specs,
            question.open,
        )
    }

    pub(super) fn claims(&self, places: &'a [usize]) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let claims = self.question.claims;
        places.iter().filter_map(|place| claims.get(*place))
    }

    /// The specification of a claim under these conventions.
    pub(super) fn under(&self, claim: &Claim, chosen: &Chosen) -> Specification {
        let mut spec = self.question.own.with(&claim.conventions);
        for (decision, choice) in self.conventions.iter().zip(chosen) {
            if *choice > 0 {
                (decision.choose)(&mut spec, *choice);
            }
        }
        spec
    }

    pub(super) fn cells(&mut self, chosen: &Chosen) -> Result<Option<Rc<Counted>>> {
        if let Some(known) = self.known.get(chosen) {
            return Ok(known.clone());
        }
        let found = self.counted(chosen)?.ok().map(Rc::new);
        self.known.insert(chosen.clone(), found.clone());
        Ok(found)
    }

    /// The record as these outcomes of the lines have it.
    pub(super) fn judged(&mut self, lines: &Chosen) -> Rc<Record> {
        let (record, open) = (self.question.record, self.question.open);
        let known = self.judged.entry(lines.clone());
        let found = known
            .or_insert_with(|| Rc::new(record.judged_otherwise(&judged_otherwise(open, lines))));
        Rc::clone(found)
    }

    /// Each wait that is asked for, or why it has none.
    pub(super) fn waiting(
        &mut self,
        lines: &Chosen,
        chosen: &Chosen,
    ) -> Result<Vec<(usize, std::result::Result<Waiting, String>)>> {
        if self.waits.is_empty() {
            return Ok(Vec::new());
        }
        let judged = self.judged(lines);
        let mut evaluator = Evaluator::new(&judged);
        let shocks = chosen.get(self.conventions.len()..).unwrap_or_default();
        let question = self.question;
        let each = self.waits.iter().filter_map(|place| {
            let claim = question.claims.get(*place)?;
            let spec = self.under(claim, chosen);
            let asked = with_other_shocks(question.record, claim, &question.open.shocks, shocks);
            let none = || Ok(Err("no shock is left".to_owned()));
            let found = asked.map_or_else(none, |asked| Waiting::of(&mut evaluator, &asked, &spec));
            Some(found.map(|found| (*place, found)))
        });
        each.collect()
    }

    /// The fewest rows with exactly so many toggles; none unless they are fewer than with less.
    fn step(
        &mut self,
        toggles: usize,
        fewer: Option<i64>,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Step>> {
        let mut best = Best::below(fewer);
        let (sizes, lines) = (self.sizes.clone(), self.lines.clone());
        for of_conventions in 0..=toggles {
            combinations(&sizes, of_conventions, &mut |chosen| {
                tick(self.done, self.total)?;
                self.done += 1;
                let Some(cells) = self.cells(chosen)? else {
                    return Ok(());
                };
                combinations(&lines, toggles - of_conventions, &mut |outcomes| {
                    self.offer(&mut best, &cells, outcomes, chosen)
                })
            })?;
        }
        let (Some(rows), false) = (best.rows, best.ways.is_empty()) else {
            return Ok(None);
        };
        let ways = best.ways.into_values().map(|found| self.way(&found));
        Ok(Some(Step {
            toggles,
            rows,
            ties: best.ties,
            ways: ways.collect::<Result<_>>()?,
        }))
    }

    /// Takes a specification if it needs no more rows than the best.
    fn offer(
        &mut self,
        best: &mut Best,
        cells: &Counted,
        lines: &Chosen,
        chosen: &Chosen,
    ) -> Result<()> {
        let Some(needs) = cells.needs(lines) else {
            return Ok(());
        };
        let bound = cells.bound(&needs);
        if best.rows.is_some_and(|rows| bound > rows) {
            return Ok(());
        }
        let edits = match fewest(
            &needs,
            &cells.moves,
            &cells.there(lines),
            best.rows,
            &mut self.steps,
        ) {
            Err(Error::TooLarge { .. } | Error::Overflow { .. }) => {
                self.given_up += 1;
                return Ok(());
            }
            found => found?,
        };
        let Some(edits) = edits else {
            return Ok(());
        };
        if let Some(days) = self.days(best.rows, lines, chosen)? {
            best.keep(Found {
                lines: lines.clone(),
                conventions: chosen.clone(),
                edits,
                days,
            });
        }
        Ok(())
    }

    /// The days of the rows with which every wait is as printed; none if there are no such rows.
    fn days(
        &mut self,
        at_most: Option<i64>,
        lines: &Chosen,
        chosen: &Chosen,
    ) -> Result<Option<Vec<DayEdit>>> {
        let waiting = self.waiting(lines, chosen)?;
        let mut fit = true;
        for (_, found) in &waiting {
            fit = fit && found.as_ref().map_or(Ok(false), Waiting::fits)?;
        }
        if fit {
            return Ok(Some(Vec::new()));
        }
        let ([(_, Ok(waiting))], true) = (waiting.as_slice(), self.sums.is_empty()) else {
            return Ok(None);
        };
        if at_most == Some(0) {
            return Ok(None);
        }
        Ok(match fewest_days(waiting, at_most, &mut self.cases)? {
            Searched::Found(days) => Some(days),
            Searched::None => None,
            Searched::GivenUp => {
                self.given_up += 1;
                None
            }
        })
    }
}
