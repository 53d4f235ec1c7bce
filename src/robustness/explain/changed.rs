//! What an explanation would change besides: the record with its rows, and the claims that then fail.

use super::cells::Counted;
use super::{Alternatives, Chosen};
use crate::claims::claim::{Claim, Measure, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::scope::VisitScope;
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::error::Result;

/// Rows to add to the visits of some eras, or to remove from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// How many more; below 0 how many fewer.
    pub rows: i64,
    /// The eras in which they may be, one of each side; none for days without one.
    pub eras: Vec<Vec<Option<String>>>,
    /// The printed numbers to which they count.
    pub of: Vec<usize>,
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
fn standing(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReproduced => 0,
        Verdict::NotDetermined => 1,
        Verdict::Reproduced => 2,
    }
}

/// The record as other outcomes of the lines have it, and the same with the rows of an explanation.
#[derive(Debug)]
pub(super) struct Changed {
    judged: Record,
    edited: Option<Record>,
}

impl Changed {
    pub(super) fn of(
        record: &Record,
        cells: &Counted,
        open: &Alternatives,
        (lines, definition): (&Chosen, usize),
        edits: &[i64],
    ) -> Self {
        let judged = record.judged_otherwise(&judged_otherwise(open, lines));
        if edits.iter().all(|rows| *rows == 0) {
            let edited = None;
            return Self { judged, edited };
        }
        let outcomes: Vec<Outcome> = (0..record.len())
            .map(|row| judged.outcome(row, definition))
            .collect();
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (cell, rows) in edits.iter().enumerate() {
            let many = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
            if *rows < 0 {
                let there = cells.rows_in(record, cell, &outcomes);
                removed.extend(
                    there
                        .into_iter()
                        .take(many)
                        .map(|row| (row, Outcome::False)),
                );
                continue;
            }
            let place = cells.places.get(cell).and_then(|places| places.first());
            let like = place.and_then(|place| Some((place.like?, place.day)));
            added.extend(like.into_iter().cycle().take(many));
        }
        let edited = Some(judged.judged_otherwise(&removed).with_copies(&added));
        Self { judged, edited }
    }

    /// Which of some claims fare worse than they did: they fail, or are no longer determined.
    ///
    /// Where in its cell a row lies, and who travels, is not known: claims on anything else than the
    /// number of visits in eras are asked of the record without these rows.
    pub(super) fn breaks(&self, claims: &[Asked<'_>]) -> Result<Vec<usize>> {
        let mut judged = Evaluator::new(&self.judged);
        let mut edited = Evaluator::new(self.edited.as_ref().unwrap_or(&self.judged));
        let mut broken = Vec::new();
        for asked in claims {
            let evaluator = if is_of_numbers(&asked.claim.says) {
                &mut edited
            } else {
                &mut judged
            };
            let answer = evaluator.answer_if_named(asked.claim, &asked.spec)?;
            if standing(answer.verdict) < standing(asked.before) {
                broken.push(asked.number);
            }
        }
        Ok(broken)
    }
}

/// The visits whose line is toggled, each with what it then is.
fn judged_otherwise(open: &Alternatives, lines: &Chosen) -> Vec<(usize, Outcome)> {
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

/// Whether a scope leaves open who travels, from where and on what occasion.
fn is_wide(scope: &VisitScope) -> bool {
    let named = [&scope.origin, &scope.destination, &scope.visitor];
    named.iter().all(|name| name.is_none()) && scope.only.is_empty()
}
