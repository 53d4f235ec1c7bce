//! Explaining a printed number: the fewest conventions to change and rows to add or remove that
//! give it (M28).
//!
//! A *toggle* is one line of the definition, or one convention, decided otherwise than the study has
//! it. For every number of toggles the fewest rows are sought that bring each printed number that is
//! asked for into the range that rounds to it; what is kept is the front of the two, with all ties.
//! Visits in doubt count here as they are counted: a number has no range.
//!
//! Numbers of visits, weighted ones, and ratios ask for sums of visits in whole numbers, and rows are
//! sought for all of them at once. Lags and gaps turn on days: for one of them the days of the rows are
//! gone through; among several numbers they come out by the toggles alone.

mod best;
mod bound;
mod cells;
mod changed;
pub mod edits;
mod few_rows;
mod front;
mod naming;
pub mod need;
mod number;
mod places;
mod shock_lists;
mod tableau;
mod toggles;
mod wait_edits;
mod waits;
mod way;

pub use changed::Edit;
pub use front::explain;
pub use number::{Kind, Made, Own, kind};

use super::choices::Choices;
use crate::claims::claim::Claim;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::specification::Specification;

/// The most sums of visits that can be explained at once: each has a bit of a number.
pub const MOST_SUMS: usize = 64;

/// What may be decided otherwise.
#[derive(Debug, Clone, Default)]
pub struct Alternatives {
    /// For each line of the definition the other outcomes that it may have.
    pub lines: Vec<Vec<Outcome>>,
    /// Which line decides each visit of the record; a number beyond the lines for none.
    pub line_of: Vec<u32>,
    /// The conventions, the first choice of each standing for what each claim has.
    pub choices: Choices,
    /// Shocks, by id, each of which may be left out of a summary of lags, or taken in.
    pub shocks: Vec<String>,
}

/// Which choice of each decision is made: the lines first, then the conventions, then the shocks; 0 is
/// the study's own.
pub type Chosen = Vec<usize>;

/// What is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// The visits.
    pub record: &'a Record,
    /// The printed numbers, all to be reproduced at once.
    pub claims: &'a [Claim],
    /// The other claims of the study, which may break.
    pub others: &'a [Claim],
    /// The study's own conventions.
    pub own: &'a Specification,
    /// What may be decided otherwise.
    pub open: &'a Alternatives,
    /// The most toggles; if none, all, or three where there are too many specifications.
    pub changes: Option<usize>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Each printed number as the study has it.
    pub own: Vec<Own>,
    /// The front: more toggles, fewer rows.
    pub steps: Vec<Step>,
    /// How many specifications were searched.
    pub specifications: u64,
    /// The most toggles of one of them.
    pub changes: usize,
    /// Whether there are specifications with more.
    pub bounded: bool,
    /// For how many of them the search for the fewest rows was given up.
    pub given_up: u64,
}

/// One step of the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// How many toggles.
    pub toggles: usize,
    /// The fewest rows.
    pub rows: i64,
    /// How many specifications are as good.
    pub ties: u64,
    /// The first of them.
    pub ways: Vec<Way>,
}

/// One specification that gives the printed numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The choice of each line and convention; 0 is the study's own.
    pub chosen: Chosen,
    /// The rows.
    pub edits: Vec<Edit>,
    /// The new numbers.
    pub numbers: Vec<Made>,
    /// The other claims that break, by their position.
    pub breaks: Vec<usize>,
}
