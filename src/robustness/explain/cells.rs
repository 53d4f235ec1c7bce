//! The visits of one choice of conventions, by the sums to which they belong.

use std::collections::{BTreeMap, HashMap};

use super::bound::{bound, families};
use super::naming::named_lists;
use super::need::{Ask, Cell, Need};
use super::number::{Made, Number, Own, Term, number};
use super::{Alternatives, MOST_SUMS};
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::of_pair::NOTHING_TO_DIVIDE_BY as NOTHING;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::error::{Result, within_limit};

/// Days on which the same sums and the same eras run.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The era of each side that is named, by its label.
    pub(super) eras: Vec<Option<String>>,
    /// A day in the middle of it.
    pub(super) day: i64,
    /// A visit whose sums are those of the cell, whenever it was; none in an empty record.
    pub(super) like: Option<usize>,
}

/// The visits of one choice of conventions.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) terms: Vec<Term>,
    numbers: Vec<Number>,
    /// To which sums the visits of each cell belong.
    pub(super) cells: Vec<Cell>,
    /// The days of each cell.
    pub(super) places: Vec<Vec<Place>>,
    /// How many visits of each cell there are as the lines are.
    there: Vec<i64>,
    /// For each line and each of its outcomes, by how much the cells change.
    shifts: Vec<Vec<BTreeMap<usize, i64>>>,
    /// The sums as the lines are.
    sums: Vec<i128>,
    /// For each line and each of its outcomes, by how much the sums change.
    changes: Vec<Vec<Vec<i128>>>,
    /// What all numbers ask; none if something can never be met.
    asks: Option<Vec<Ask>>,
    /// What a visit of each cell changes in what is asked.
    pub(super) moves: Vec<Vec<i128>>,
    /// Groups of what is asked that share no visit, for a bound.
    families: Vec<Vec<usize>>,
}

impl Counted {
    /// Counts the visits of a choice of conventions; the reasons if a number has no value under it.
    pub(super) fn of(
        evaluator: &mut Evaluator<'_>,
        record: &Record,
        claims: &[Claim],
        specs: &[Specification],
        open: &Alternatives,
    ) -> Result<std::result::Result<Self, Vec<Option<String>>>> {
        let mut found = Self::default();
        let mut reasons = Vec::new();
        for (claim, spec) in claims.iter().zip(specs) {
            let answer = evaluator.answer_if_named(claim, spec)?;
            let read = number(evaluator, record, claim, spec, &mut found.terms)?;
            reasons.push(match (has_no_value(claim, answer.facts.reason), read) {
                (None, Ok(number)) => {
                    found.numbers.push(number);
                    None
                }
                (said, read) => said.or(read.err()),
            });
        }
        if reasons.iter().any(Option::is_some) {
            return Ok(Err(reasons));
        }
        within_limit(
            "the numbers to explain at once",
            found.terms.len() as u128,
            MOST_SUMS as u128,
        )?;
        let each = found.numbers.iter().map(|number| number.asks.clone());
        found.asks = each.collect::<Option<Vec<_>>>().map(|all| all.concat());
        let mut index = HashMap::new();
        found.lay_out(&named_lists(record, claims, specs)?, record, &mut index);
        found.count(record, open, &mut index);
        found.add_up();
        let asks = found.asks.iter().flatten();
        let moves = asks.map(|ask| found.cells.iter().map(|cell| ask.moved_by(cell)).collect());
        found.moves = moves.collect();
        found.families = families(&found.moves);
        Ok(Ok(found))
    }

    /// What the numbers are as the study counts.
    pub(super) fn own(&self) -> Vec<Own> {
        let each = self.numbers.iter();
        each.map(|number| Own {
            years: number.years(&self.terms),
            possible: number.asks.is_some(),
            reason: None,
        })
        .collect()
    }

    /// What the numbers are with these outcomes of the lines and these rows.
    pub(super) fn made(&self, lines: &[usize], edits: &[i64]) -> Vec<Made> {
        let mut sums = self.sums(lines);
        for (cell, rows) in self.cells.iter().zip(edits) {
            for (term, sum) in sums.iter_mut().enumerate() {
                *sum += i128::from(*rows) * cell.weight(term);
            }
        }
        let each = self.numbers.iter();
        each.map(|number| number.made(&self.terms, &sums)).collect()
    }

    /// Which numbers the visits of a cell belong to, and which parts of each.
    pub(super) fn numbers_of(&self, cell: &Cell) -> Vec<(usize, Vec<usize>)> {
        let each = self.numbers.iter().enumerate();
        let parts = |number: &Number| -> Vec<usize> {
            let own = (0..number.terms).filter(|part| cell.of >> (number.first + part) & 1 == 1);
            own.collect()
        };
        each.map(|(place, number)| (place, parts(number)))
            .filter(|(_, parts)| !parts.is_empty())
            .collect()
    }

    /// What each visit of a cell weighs, where its sums are weighed.
    pub(super) fn weight(&self, cell: &Cell) -> Option<f64> {
        let each = self.terms.iter().enumerate();
        let mut weighed = each.filter(|(term, _)| cell.of >> term & 1 == 1);
        weighed.find_map(|(term, known)| {
            let unit = known.unit()?;
            Some(Amount::fraction(cell.weight(term), unit).value())
        })
    }

    /// The sums with these outcomes of the lines (0 is a line's own).
    fn sums(&self, lines: &[usize]) -> Vec<i128> {
        let mut sums = self.sums.clone();
        for (changes, choice) in self.changes.iter().zip(lines) {
            let change = choice.checked_sub(1).and_then(|other| changes.get(other));
            for (sum, more) in sums.iter_mut().zip(change.into_iter().flatten()) {
                *sum += more;
            }
        }
        sums
    }

    /// How many visits each cell has with these outcomes of the lines (0 is a line's own).
    pub(super) fn there(&self, lines: &[usize]) -> Vec<i64> {
        let mut there = self.there.clone();
        for (shifts, choice) in self.shifts.iter().zip(lines) {
            let shift = choice.checked_sub(1).and_then(|other| shifts.get(other));
            for (cell, change) in shift.into_iter().flatten() {
                if let Some(cell) = there.get_mut(*cell) {
                    *cell += change;
                }
            }
        }
        there
    }

    /// By how much what is asked must change; none if something can never be met.
    pub(super) fn needs(&self, lines: &[usize]) -> Option<Vec<Need>> {
        let asks = self.asks.as_ref()?;
        let sums = self.sums(lines);
        Some(asks.iter().map(|ask| ask.need(&sums)).collect())
    }

    /// A number of rows that it takes at least.
    pub(super) fn bound(&self, needs: &[Need]) -> i64 {
        bound(needs, &self.moves, &self.families)
    }

    /// The positions of the visits of a cell, with what each now counts for.
    pub(super) fn rows_in(&self, record: &Record, cell: usize, outcomes: &[Outcome]) -> Vec<usize> {
        let cell = self.cells.get(cell);
        let rows = outcomes.iter().enumerate();
        rows.filter(|(row, outcome)| {
            let of = self.sums_of(record, *row, **outcome);
            cell == Some(&self.cell_of(of, record.class(*row)))
        })
        .map(|(row, _)| row)
        .collect()
    }

    /// The sums to which a visit belongs if the definition says this of it.
    fn sums_of(&self, record: &Record, row: usize, outcome: Outcome) -> u64 {
        self.sums_that(|term| term.holds(record, row, outcome))
    }

    /// The sums that meet a condition, a bit for each.
    pub(super) fn sums_that(&self, meets: impl Fn(&Term) -> bool) -> u64 {
        let each = self.terms.iter().enumerate();
        each.filter(|(_, term)| meets(term))
            .fold(0, |of, (term, _)| of | 1 << term)
    }

    /// The cell of these sums, of visits of a class of weights.
    pub(super) fn cell_of(&self, of: u64, class: usize) -> Cell {
        let each = self.terms.iter().enumerate();
        let own = each.filter(|(term, _)| of >> term & 1 == 1);
        let weights = own.map(|(_, term)| term.weight(class));
        Cell {
            of,
            weights: weights.collect(),
        }
    }

    pub(super) fn cell(&mut self, cell: Cell, index: &mut HashMap<Cell, usize>) -> usize {
        *index.entry(cell).or_insert_with_key(|cell| {
            self.cells.push(cell.clone());
            self.places.push(Vec::new());
            self.there.push(0);
            self.cells.len() - 1
        })
    }

    /// Counts the visits as the lines are, and what each other outcome of a line changes.
    fn count(&mut self, record: &Record, open: &Alternatives, index: &mut HashMap<Cell, usize>) {
        let definition = self.terms.first().map_or(0, |first| first.spec.definition);
        let sizes = open
            .lines
            .iter()
            .map(|outcomes| vec![BTreeMap::new(); outcomes.len()]);
        self.shifts = sizes.collect();
        for row in 0..record.len() {
            let outcome = record.outcome(row, definition);
            let of = self.sums_of(record, row, outcome);
            let own = self.add(self.cell_of(of, record.class(row)), 1, index);
            let line = open
                .line_of
                .get(row)
                .map_or(usize::MAX, |line| *line as usize);
            for (choice, other) in open.lines.get(line).into_iter().flatten().enumerate() {
                let of = self.sums_of(record, row, *other);
                let new = self.add(self.cell_of(of, record.class(row)), 0, index);
                if own == new {
                    continue;
                }
                let shift = self
                    .shifts
                    .get_mut(line)
                    .and_then(|all| all.get_mut(choice));
                if let Some(shift) = shift {
                    for (cell, more) in own
                        .map(|cell| (cell, -1))
                        .into_iter()
                        .chain(new.map(|cell| (cell, 1)))
                    {
                        *shift.entry(cell).or_insert(0) += more;
                    }
                }
            }
        }
    }

    /// Adds the cells up to sums.
    fn add_up(&mut self) {
        let terms = self.terms.len();
        let sums = |parts: &mut dyn Iterator<Item = (usize, i64)>| {
            let mut sums = vec![0_i128; terms];
            for (cell, more) in parts {
                let Some(cell) = self.cells.get(cell) else {
                    continue;
                };
                for (term, sum) in sums.iter_mut().enumerate() {
                    *sum += i128::from(more) * cell.weight(term);
                }
            }
            sums
        };
        let own = sums(&mut self.there.iter().copied().enumerate());
        let changes = self.shifts.iter().map(|outcomes| {
            let of = outcomes
                .iter()
                .map(|shift| sums(&mut shift.iter().map(|(cell, more)| (*cell, *more))));
            of.collect()
        });
        (self.changes, self.sums) = (changes.collect(), own);
    }

    /// Adds to a cell; none for a visit of no sum.
    fn add(&mut self, cell: Cell, more: i64, index: &mut HashMap<Cell, usize>) -> Option<usize> {
        if cell.of == 0 {
            return None;
        }
        let cell = self.cell(cell, index);
        if let Some(there) = self.there.get_mut(cell) {
            *there += more;
        }
        Some(cell)
    }
}

/// Why a number has no value; that a ratio has nothing to divide by is no reason, for rows may come.
fn has_no_value(claim: &Claim, reason: Option<String>) -> Option<String> {
    let ratio = matches!(claim.says, Statement::Ratio { .. });
    reason.filter(|said| !(ratio && said == NOTHING))
}
