//! The visits of one choice of conventions, by the counts to which they belong.

use std::collections::{BTreeMap, HashMap};

use super::edits::{Cell, Need};
use super::naming::named_lists;
use super::number::{Number, Own, number};
use super::{Alternatives, MOST_COUNTS};
use crate::claims::claim::Claim;
use crate::claims::evaluator::Evaluator;
use crate::claims::list::{EraList, Span};
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::error::{Error, Result};

/// Days on which the same counts and the same eras run.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The era of each side that is named, by its label.
    pub(super) eras: Vec<Option<String>>,
    /// A day in the middle of it.
    pub(super) day: i64,
    /// A visit whose counts are those of the cell, whenever it was; none in an empty record.
    pub(super) like: Option<usize>,
}

/// The visits of one choice of conventions.
#[derive(Debug)]
pub(super) struct Counted {
    numbers: Vec<Number>,
    /// To which counts the visits of each cell belong, and how many there are as the lines are.
    pub(super) cells: Vec<Cell>,
    /// The days of each cell.
    pub(super) places: Vec<Vec<Place>>,
    /// For each line and each of its outcomes, by how much the cells change.
    shifts: Vec<Vec<BTreeMap<usize, i64>>>,
    /// The visits of each count as the lines are.
    counts: Vec<i64>,
    /// For each line and each of its outcomes, by how much the counts change.
    changes: Vec<Vec<Vec<i64>>>,
    /// Groups of counts that share no visit, for a bound.
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
        if claims.len() > MOST_COUNTS {
            return Err(Error::TooLarge {
                name: "the numbers to explain at once".to_owned(),
                cells: claims.len() as u128,
                limit: MOST_COUNTS as u128,
            });
        }
        let mut numbers = Vec::new();
        let mut reasons = Vec::new();
        for (claim, spec) in claims.iter().zip(specs) {
            let answer = evaluator.answer_if_named(claim, spec)?;
            let found = number(record, claim, spec)?;
            reasons.push(answer.facts.reason.or_else(|| {
                let said = "its days lie outside the observation".to_owned();
                found.is_none().then_some(said)
            }));
            numbers.extend(found);
        }
        if reasons.iter().any(Option::is_some) {
            return Ok(Err(reasons));
        }
        let mut found = Self {
            numbers,
            cells: Vec::new(),
            places: Vec::new(),
            shifts: Vec::new(),
            counts: Vec::new(),
            changes: Vec::new(),
            families: Vec::new(),
        };
        let mut index = HashMap::new();
        found.lay_out(&named_lists(record, claims, specs)?, record, &mut index);
        found.count(record, open, &mut index);
        found.add_up();
        found.families = families(&found.cells, claims.len());
        Ok(Ok(found))
    }

    /// What the numbers are with these outcomes of the lines.
    pub(super) fn own(&self, lines: &[usize]) -> Vec<Own> {
        let each = self.numbers.iter().zip(self.counts(lines));
        each.map(|(known, count)| Own {
            count,
            years: known.years,
            asked: known.asked,
            reason: None,
        })
        .collect()
    }

    /// The visits of each count with these outcomes of the lines (0 is a line's own).
    fn counts(&self, lines: &[usize]) -> Vec<i64> {
        let mut counts = self.counts.clone();
        for (changes, choice) in self.changes.iter().zip(lines) {
            let change = choice.checked_sub(1).and_then(|other| changes.get(other));
            for (count, more) in counts.iter_mut().zip(change.into_iter().flatten()) {
                *count += more;
            }
        }
        counts
    }

    /// The cells with these outcomes of the lines (0 is a line's own).
    pub(super) fn there(&self, lines: &[usize]) -> Vec<Cell> {
        let mut cells = self.cells.clone();
        for (shifts, choice) in self.shifts.iter().zip(lines) {
            let shift = choice.checked_sub(1).and_then(|other| shifts.get(other));
            for (cell, change) in shift.into_iter().flatten() {
                if let Some(cell) = cells.get_mut(*cell) {
                    cell.there += change;
                }
            }
        }
        cells
    }

    /// By how much each count must change; none if some number is no whole number of visits.
    pub(super) fn needs(&self, lines: &[usize]) -> Option<Vec<Need>> {
        let each = self.numbers.iter().zip(self.counts(lines));
        each.map(|(known, count)| {
            let (low, high) = known.asked?;
            Some(Need {
                low: low - count,
                high: high.map(|high| high - count),
            })
        })
        .collect()
    }

    /// A number of rows that it takes at least.
    ///
    /// Counts that share no visit need their rows for themselves, and a row that is added is not one
    /// that is removed.
    pub(super) fn bound(&self, needs: &[Need]) -> i64 {
        let most = |of: fn((i64, i64)) -> i64| {
            let sums = self.families.iter().map(|family| {
                let members = family.iter().filter_map(|number| needs.get(*number));
                members.map(|need| of(need.least())).sum::<i64>()
            });
            sums.max().unwrap_or(0)
        };
        most(|(more, _)| more) + most(|(_, fewer)| fewer)
    }

    /// The positions of the visits of a cell, with what each now counts for.
    pub(super) fn rows_in(&self, record: &Record, cell: usize, outcomes: &[Outcome]) -> Vec<usize> {
        let of = self.cells.get(cell).map_or(0, |cell| cell.of);
        let rows = outcomes.iter().enumerate();
        rows.filter(|(row, outcome)| self.counts_of(record, *row, **outcome) == of)
            .map(|(row, _)| row)
            .collect()
    }

    /// The counts to which a visit belongs if the definition says this of it.
    fn counts_of(&self, record: &Record, row: usize, outcome: Outcome) -> u64 {
        let each = self.numbers.iter().enumerate();
        each.filter(|(_, known)| known.holds(record, row, outcome))
            .fold(0, |of, (number, _)| of | 1 << number)
    }

    /// Makes a cell of every place in which a visit could be.
    fn lay_out(
        &mut self,
        lists: &[(EraList, Vec<Span>)],
        record: &Record,
        index: &mut HashMap<u64, usize>,
    ) {
        let spans = self.numbers.iter().map(|number| number.span);
        let eras = lists.iter().flat_map(|(_, spans)| spans.iter().copied());
        let mut days: Vec<i64> = spans
            .chain(eras)
            .flat_map(|span| [span.start, span.end])
            .collect();
        days.sort_unstable();
        days.dedup();
        let kinds = self.kinds(record.len());
        for pair in days.windows(2) {
            let [start, end] = pair else { continue };
            let running = self.numbers.iter().enumerate();
            let running = running
                .filter(|(_, number)| number.span.holds(*start))
                .fold(0_u64, |of, (number, _)| of | 1 << number);
            let era = |(list, spans): &(EraList, Vec<Span>)| {
                let held = spans.iter().position(|span| span.holds(*start));
                held.and_then(|era| list.labels.get(era).cloned())
            };
            for (kind, like) in &kinds {
                if running & kind == 0 {
                    continue;
                }
                let cell = self.cell(running & kind, index);
                let place = Place {
                    eras: lists.iter().map(era).collect(),
                    day: start + (end - start) / 2,
                    like: *like,
                };
                if let Some(places) = self.places.get_mut(cell) {
                    places.push(place);
                }
            }
        }
    }

    /// The combinations of scopes that the record's visits have, each with the first that has it.
    fn kinds(&self, len: usize) -> Vec<(u64, Option<usize>)> {
        let mut kinds: Vec<(u64, Option<usize>)> = Vec::new();
        for row in 0..len {
            let members = self.numbers.iter().enumerate();
            let kind = members
                .filter(|(_, number)| number.member.get(row).copied().unwrap_or(false))
                .fold(0_u64, |of, (number, _)| of | 1 << number);
            if !kinds.iter().any(|(known, _)| *known == kind) {
                kinds.push((kind, Some(row)));
            }
        }
        if kinds.is_empty() {
            kinds.push((u64::MAX, None));
        }
        // One that is in fewer scopes says less of the visit that is wanted, and comes first.
        kinds.sort_by_key(|(kind, _)| kind.count_ones());
        kinds
    }

    fn cell(&mut self, of: u64, index: &mut HashMap<u64, usize>) -> usize {
        *index.entry(of).or_insert_with(|| {
            self.cells.push(Cell { of, there: 0 });
            self.places.push(Vec::new());
            self.cells.len() - 1
        })
    }

    /// Counts the visits as the lines are, and what each other outcome of a line changes.
    fn count(&mut self, record: &Record, open: &Alternatives, index: &mut HashMap<u64, usize>) {
        let definition = self
            .numbers
            .first()
            .map_or(0, |first| first.spec.definition);
        let sizes = open
            .lines
            .iter()
            .map(|outcomes| vec![BTreeMap::new(); outcomes.len()]);
        self.shifts = sizes.collect();
        for row in 0..record.len() {
            let outcome = record.outcome(row, definition);
            let own = self.add(self.counts_of(record, row, outcome), 1, index);
            let line = open
                .line_of
                .get(row)
                .map_or(usize::MAX, |line| *line as usize);
            for (choice, other) in open.lines.get(line).into_iter().flatten().enumerate() {
                let of = self.counts_of(record, row, *other);
                let new = self.add(of, 0, index);
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

    /// Adds the cells up to counts.
    fn add_up(&mut self) {
        let numbers = self.numbers.len();
        let sums = |parts: &mut dyn Iterator<Item = (usize, i64)>| {
            let mut sums = vec![0; numbers];
            for (cell, more) in parts {
                let of = self.cells.get(cell).map_or(0, |cell| cell.of);
                let each = sums.iter_mut().enumerate();
                for (_, sum) in each.filter(|(number, _)| of >> number & 1 == 1) {
                    *sum += more;
                }
            }
            sums
        };
        let counts = sums(&mut self.cells.iter().map(|cell| cell.there).enumerate());
        let changes = self.shifts.iter().map(|outcomes| {
            let of = outcomes
                .iter()
                .map(|shift| sums(&mut shift.iter().map(|(cell, more)| (*cell, *more))));
            of.collect()
        });
        (self.changes, self.counts) = (changes.collect(), counts);
    }

    /// Adds to the cell of these counts; none for a visit of none of them.
    fn add(&mut self, of: u64, more: i64, index: &mut HashMap<u64, usize>) -> Option<usize> {
        if of == 0 {
            return None;
        }
        let cell = self.cell(of, index);
        if let Some(cell) = self.cells.get_mut(cell) {
            cell.there += more;
        }
        Some(cell)
    }
}

/// Groups of counts that share no cell: one begun from each count, the others in their order.
fn families(cells: &[Cell], numbers: usize) -> Vec<Vec<usize>> {
    let share = |one: usize, other: usize| {
        let both = 1_u64 << one | 1 << other;
        cells.iter().any(|cell| cell.of & both == both)
    };
    (0..numbers)
        .map(|first| {
            let mut family = vec![first];
            for other in 0..numbers {
                if other != first && !family.iter().any(|known| share(*known, other)) {
                    family.push(other);
                }
            }
            family
        })
        .collect()
}
