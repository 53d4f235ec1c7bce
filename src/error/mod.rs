//! Every way a computation can be refused, as data.
//!
//! A variant carries what a caller needs to find the mistake (which argument, which rows, which
//! value); the sentence is made from it. Rust never names a Python class: `src/python/errors.rs`
//! maps variants to classes.

mod mistakes;
mod refusing;
mod rows;
mod wording;

use thiserror::Error;

use wording::{SERIAL, is_number, quoted};

pub use mistakes::{ClaimMistake, StudyMistake};
pub use refusing::{finite_weights, same_length, some_draws, within_limit};
pub use rows::{LISTED_ROWS, Rows};

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A refused computation.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// Two arguments that belong together differ in length.
    #[error("{left} has {left_len} rows, {right} has {right_len}")]
    Length {
        /// Name of the first argument.
        left: String,
        /// Its length.
        left_len: usize,
        /// Name of the second argument.
        right: String,
        /// Its length.
        right_len: usize,
    },
    /// A value that must be there is missing.
    #[error("{name} row {}: date is missing", rows.lead())]
    MissingDate {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
    },
    /// A text is not a calendar day.
    #[error("{name} row {}: '{found}' is not a date in the form YYYY-MM-DD", rows.lead())]
    BadDate {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending text.
        found: String,
    },
    /// A text names a month, a year or a range where a day is due.
    #[error("{name} row {}: '{found}' names a span of days, not one day", rows.lead())]
    ImpreciseDate {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending text.
        found: String,
    },
    /// A value is no date at all.
    #[error("{name} row {}: {found} is not a date", rows.lead())]
    NotADate {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The kind of the first offending value.
        found: String,
    },
    /// A date carries a time of day.
    #[error("{name} row {}: '{found}' has a time of day", rows.lead())]
    HasTime {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending text.
        found: String,
    },
    /// A date carries a time zone.
    #[error("{name} row {}: '{found}' has a time zone", rows.lead())]
    Zoned {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending text.
        found: String,
    },
    /// A date lies outside the years 1 to 9999.
    #[error("{name} row {}: {found} is outside 0001-01-01 to 9999-12-31", rows.lead())]
    DateOutOfRange {
        /// Name of the argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending value.
        found: String,
    },
    /// An interval ends before it starts.
    #[error("era {} ends on {end}, before its start {start}", rows.lead())]
    EndBeforeStart {
        /// The eras.
        rows: Rows,
        /// Start of the first of them.
        start: String,
        /// Its end.
        end: String,
    },
    /// An interval holds no day.
    #[error("era {} starts and ends on {day}: it holds no day", rows.lead())]
    EmptyEra {
        /// The eras.
        rows: Rows,
        /// The day.
        day: String,
    },
    /// Two eras of one list share days.
    #[error("eras {first} and {second} share the days {from} to {to} (exclusive)")]
    OverlappingEras {
        /// The earlier era.
        first: usize,
        /// The later era.
        second: usize,
        /// First shared day.
        from: String,
        /// End of the shared days, exclusive.
        to: String,
    },
    /// The observation ends before it starts.
    #[error("the observation ends on {through}, before its start {since}")]
    EmptyObservation {
        /// First day observed.
        since: String,
        /// Last day observed.
        through: String,
    },
    /// A weight is negative, infinite or not a number.
    #[error("{name}: weight {found} is not a finite number of at least 0")]
    BadWeight {
        /// Which weight.
        name: String,
        /// The value, as printed.
        found: String,
    },
    /// Every weight is zero.
    #[error("every weight is zero, so every weighted frequency would be zero")]
    AllZeroWeights,
    /// A confidence level outside the open interval 0 to 1.
    #[error("level is {found}; give a number between 0 and 1, such as 0.95")]
    BadLevel {
        /// The value, as printed.
        found: String,
    },
    /// A number outside its permitted range.
    #[error("{name} is {found}; it must be {expected}")]
    OutOfRange {
        /// Which argument.
        name: String,
        /// The value, as printed.
        found: String,
        /// What is allowed.
        expected: String,
    },
    /// One of a fixed list of words was expected.
    #[error("{name} is '{found}'; it must be one of {}", quoted(choices))]
    UnknownChoice {
        /// Which argument.
        name: String,
        /// The word given.
        found: String,
        /// The words allowed.
        choices: Vec<&'static str>,
    },
    /// A code points outside its table of labels.
    #[error("{name} row {row}: code {code} has no label (there are {labels})")]
    BadCode {
        /// Which argument.
        name: String,
        /// The row.
        row: usize,
        /// The code.
        code: u32,
        /// How many labels exist.
        labels: usize,
    },
    /// A duration is negative or not a number.
    #[error("{name} row {}: {found} is not a duration of at least 0", rows.lead())]
    BadDuration {
        /// Which argument.
        name: String,
        /// The rows.
        rows: Rows,
        /// The first offending value.
        found: String,
    },
    /// A waiting time came under observation only after it ended.
    #[error("row {}: entry {entry} is after the duration {end}", rows.lead())]
    EntryAfterEnd {
        /// The rows.
        rows: Rows,
        /// The first offending entry.
        entry: String,
        /// The duration beside it.
        end: String,
    },
    /// A table would be larger than can be held.
    #[error("{name} would need {cells} cells; at most {limit} are allowed")]
    TooLarge {
        /// What would be large.
        name: String,
        /// Cells asked for.
        cells: u128,
        /// Cells allowed.
        limit: u128,
    },
    /// An exact integer sum does not fit.
    #[error("{name} is too large to count exactly")]
    Overflow {
        /// Which sum.
        name: String,
    },
    /// The quantity does not exist for this input.
    #[error("{name} cannot be computed: {reason}")]
    Undefined {
        /// Which quantity.
        name: String,
        /// Why.
        reason: String,
    },
    /// A claim names what there is not.
    #[error("{}", .0.message)]
    Claim(Box<ClaimMistake>),
    /// A study file is wrong.
    #[error("{}, line {}, column {}: {}", .0.file, .0.line, .0.column, .0.message)]
    Study(Box<StudyMistake>),
    /// The caller asked for the work to stop.
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// A stable word for the kind of mistake.
    pub fn code(&self) -> &str {
        match self {
            Self::Length { .. } => "length_mismatch",
            Self::MissingDate { .. } => "missing_date",
            Self::BadDate { .. } => "bad_date",
            Self::ImpreciseDate { .. } => "imprecise_date",
            Self::NotADate { .. } => "not_a_date",
            Self::HasTime { .. } => "has_time",
            Self::Zoned { .. } => "zone_required",
            Self::DateOutOfRange { .. } | Self::OutOfRange { .. } => "out_of_range",
            Self::EndBeforeStart { .. } => "end_before_start",
            Self::EmptyEra { .. } => "empty_era",
            Self::OverlappingEras { .. } => "overlapping_eras",
            Self::EmptyObservation { .. } => "empty_observation",
            Self::BadWeight { found, .. } => match found.as_str() {
                "NaN" => "nan_weight",
                "inf" => "inf_weight",
                _ => "negative_weight",
            },
            Self::AllZeroWeights => "all_zero_weights",
            Self::BadLevel { .. } => "bad_level",
            Self::UnknownChoice { .. } => "unknown_choice",
            Self::BadCode { .. } => "bad_code",
            Self::BadDuration { .. } => "bad_duration",
            Self::EntryAfterEnd { .. } => "entry_after_end",
            Self::TooLarge { .. } => "limit",
            Self::Overflow { .. } => "overflow",
            Self::Undefined { .. } => "undefined",
            Self::Claim(mistake) => &mistake.code,
            Self::Study(mistake) => mistake.code,
            Self::Interrupted => "interrupted",
        }
    }

    /// The rows that share the mistake, where the mistake is in rows.
    pub fn rows(&self) -> Option<Rows> {
        match self {
            Self::MissingDate { rows, .. }
            | Self::BadDate { rows, .. }
            | Self::NotADate { rows, .. }
            | Self::HasTime { rows, .. }
            | Self::Zoned { rows, .. }
            | Self::ImpreciseDate { rows, .. }
            | Self::DateOutOfRange { rows, .. }
            | Self::EndBeforeStart { rows, .. }
            | Self::EmptyEra { rows, .. }
            | Self::BadDuration { rows, .. }
            | Self::EntryAfterEnd { rows, .. } => Some(rows.clone()),
            Self::OverlappingEras { first, second, .. } => Some(Rows::of([*first, *second])),
            Self::BadCode { row, .. } => Some(Rows::of([*row])),
            _ => None,
        }
    }

    /// What the caller can do, where there is something to say beyond the message.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Claim(mistake) => mistake.hint.as_deref(),
            Self::Study(mistake) => mistake.hint.as_deref(),
            Self::MissingDate { .. } => Some("drop the row or fill it"),
            Self::BadDate { found, .. } if is_number(found) => Some(SERIAL),
            Self::BadDate { found, .. } if found.trim() != found => {
                Some("cut off the spaces around it")
            }
            Self::BadDate { .. } => Some(
                "write dates as year-month-day; no other order is guessed. \
                 summitry.read_visits reads English dates, and '03/04/2010' when it is told \
                 dates='day_first' or dates='month_first'",
            ),
            Self::ImpreciseDate { found, .. } if found.contains('/') => Some(
                "a trip from day to day has a `date` and an `end_date`; one day that is one of \
                 these has a `date` and a `date_latest`. Say which is meant: \
                 summitry.read_visits(table, ranges='trip') or ranges='one_day'",
            ),
            Self::ImpreciseDate { .. } => {
                Some("summitry.expand_dates turns such dates into their first and last day")
            }
            Self::NotADate { found, .. } if found.starts_with("the number") => Some(SERIAL),
            Self::NotADate { .. } => Some("give dates, datetimes at midnight or YYYY-MM-DD texts"),
            Self::HasTime { .. } => {
                Some("cut the time off first, so that it is you who picks the day")
            }
            Self::Zoned { .. } => Some(
                "convert to the local date first: midnight in Pyongyang is the day before in UTC",
            ),
            Self::EmptyEra { .. } => Some("an era runs up to its end and does not include it"),
            Self::OverlappingEras { .. } => {
                Some("give each country its own `side`, and each way of dating eras its own `rule`")
            }
            _ => None,
        }
    }
}
