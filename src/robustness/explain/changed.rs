//! What an explanation would change besides: the record with its rows, and the claims that then fail.

use std::rc::Rc;

use super::cells::Counted;
use super::waits::{DayEdit, Waiting};
use super::{Alternatives, Chosen};
use crate::claims::claim::{Claim, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::measure::Measure;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::scope::VisitScope;
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::error::Result;

/// Rows to add to the visits of some eras, or to remove from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// How many more; below 0 how many fewer.
    pub rows: i64,
    /// The eras in which they may be, one of each side; none for days without one.
    pub eras: Vec<Vec<Option<String>>>,
    /// The printed numbers to which they count, and which parts of each.
    pub of: Vec<(usize, Vec<usize>)>,
    /// What each weighs, where visits are weighed.
    pub weight: Option<f64>,
    /// The day, or the first and the last of days of which any would do, where it turns on days.
    pub days: Option<(i64, i64)>,
}

impl Edit {
    /// The rows of each cell, with the eras in which they are and the numbers to which they count.
    pub(super) fn in_cells(
        cells: &Counted,
        edits: &[i64],
        of: &[Vec<(usize, Vec<usize>)>],
    ) -> Vec<Self> {
        let each = cells.cells.iter().zip(&cells.places).zip(of).zip(edits);
        each.filter(|(_, rows)| **rows != 0)
            .map(|(((cell, places), of), rows)| {
                let mut eras: Vec<Vec<Option<String>>> = Vec::new();
                for place in places {
                    if !eras.contains(&place.eras) {
                        eras.push(place.eras.clone());
                    }
                }
                Self {
                    rows: *rows,
                    eras,
                    of: of.clone(),
                    weight: cells.weight(cell),
                    days: None,
                }
            })
            .collect()
    }

    /// A row on a day, which counts to waits.
    pub(super) fn on_days(edit: &DayEdit, of: &[usize]) -> Self {
        Self {
            rows: if edit.removed.is_some() { -1 } else { 1 },
            eras: Vec::new(),
            of: of.iter().map(|claim| (*claim, Vec::new())).collect(),
            weight: None,
            days: Some(edit.days),
        }
    }
}

/// A claim that may break: its position, what became of it, and how it is to be asked now.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) number: usize,
    pub(super) claim: &'a Claim,
    pub(super) before: Verdict,
    pub(super) spec: Specification,
}

/// How well a claim fares.
fn merit(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReproduced => 0,
        Verdict::NotDetermined => 1,
        Verdict::Reproduced => 2,
    }
}

/// The record as other outcomes of the lines have it, and the same with the rows of an explanation.
#[derive(Debug)]
pub(super) struct Changed {
    judged: Rc<Record>,
    edited: Option<Record>,
    dated: bool,
}

impl Changed {
    /// With rows in cells, each on some day of its cell.
    pub(super) fn in_cells(
        judged: Rc<Record>,
        cells: &Counted,
        definition: usize,
        edits: &[i64],
    ) -> Self {
        let outcomes: Vec<Outcome> = (0..judged.len())
            .map(|row| judged.outcome(row, definition))
            .collect();
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (cell, rows) in edits.iter().enumerate() {
            let many = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
            if *rows < 0 {
                let there = cells.rows_in(&judged, cell, &outcomes);
                removed.extend(there.into_iter().take(many));
                continue;
            }
            let place = cells.places.get(cell).and_then(|places| places.first());
            let like = place.and_then(|place| Some((place.like?, place.day)));
            added.extend(like.into_iter().cycle().take(many));
        }
        Self::edited(judged, &removed, &added, false)
    }

    /// With rows on known days, each like a visit of the record.
    pub(super) fn on_days(
        judged: Rc<Record>,
        waiting: Option<&Waiting>,
        edits: &[DayEdit],
    ) -> Self {
        let removed: Vec<usize> = edits.iter().filter_map(|edit| edit.removed).collect();
        let more = edits.iter().filter(|edit| edit.removed.is_none());
        let like = |edit: &DayEdit| Some((waiting?.like(edit.group)?, edit.days.0));
        let added: Vec<(usize, i64)> = more.filter_map(like).collect();
        Self::edited(judged, &removed, &added, true)
    }

    fn edited(judged: Rc<Record>, removed: &[usize], added: &[(usize, i64)], dated: bool) -> Self {
        let any = !removed.is_empty() || !added.is_empty();
        let edited = any.then(|| {
            let gone: Vec<(usize, Outcome)> =
                removed.iter().map(|row| (*row, Outcome::False)).collect();
            judged.judged_otherwise(&gone).with_copies(added)
        });
        Self {
            judged,
            edited,
            dated,
        }
    }

    /// Which of some claims fare worse than they did: they fail, or are no longer determined.
    ///
    /// Who travels in a row is not known, nor where in its cell it lies: claims on anything else than the
    /// number of visits in eras, or on waits where the rows have days, are asked of the record without
    /// these rows.
    pub(super) fn breaks(&self, claims: &[Asked<'_>]) -> Result<Vec<usize>> {
        let mut judged = Evaluator::new(&self.judged);
        let mut edited = Evaluator::new(self.edited.as_ref().unwrap_or(&self.judged));
        let mut broken = Vec::new();
        for asked in claims {
            let says = &asked.claim.says;
            let evaluator = if is_of_numbers(says) || (self.dated && is_of_waits(says)) {
                &mut edited
            } else {
                &mut judged
            };
            let answer = evaluator.answer_if_named(asked.claim, &asked.spec)?;
            if merit(answer.verdict) < merit(asked.before) {
                broken.push(asked.number);
            }
        }
        Ok(broken)
    }
}

/// The visits whose line is toggled, each with what it then is.
pub(super) fn judged_otherwise(open: &Alternatives, lines: &Chosen) -> Vec<(usize, Outcome)> {
    let each = open.line_of.iter().enumerate();
    each.filter_map(|(row, line)| {
        let line = *line as usize;
        let other = lines.get(line)?.checked_sub(1)?;
        Some((row, *open.lines.get(line)?.get(other)?))
    })
    .collect()
}

/// Whether a sentence is about how many visits eras have, whoever travels, each counting one.
fn is_of_numbers(says: &Statement) -> bool {
    let (Statement::Number { measure, .. }
    | Statement::Ratio { measure, .. }
    | Statement::Rank { measure, .. }
    | Statement::Lower { measure, .. }
    | Statement::Ascending { measure, .. }) = says
    else {
        return false;
    };
    let mut scopes: Vec<&VisitScope> = says
        .era_scopes()
        .into_iter()
        .map(|(_, scope)| &scope.visits)
        .collect();
    if let Statement::Ascending { at, .. } = says {
        scopes.push(&at.visits);
    }
    matches!(measure, Measure::Count | Measure::Frequency) && scopes.into_iter().all(is_wide)
}

/// Whether a sentence is about the days on which visits were, whoever travels.
fn is_of_waits(says: &Statement) -> bool {
    let mut scopes = says.shock_scopes().into_iter();
    match says {
        Statement::Gap { at, .. } => is_wide(at),
        Statement::Lag { .. }
        | Statement::NoAnswer { .. }
        | Statement::LagSummary { .. }
        | Statement::LagsLower { .. } => scopes.all(|(_, scope)| is_wide(&scope.visits)),
        _ => false,
    }
}

/// Whether a scope leaves open who travels, from where and on what occasion.
fn is_wide(scope: &VisitScope) -> bool {
    let named = [&scope.origin, &scope.destination, &scope.visitor];
    named.iter().all(|name| name.is_none()) && scope.only.is_empty()
}
