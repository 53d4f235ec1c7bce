//! Claims: what is said of what, and what is asserted of it.
//!
//! Each variant holds what its sentence needs and nothing else, so a wrong combination (the rank of a
//! lag, a gap in an era) cannot be written down. The study file's flat form is turned into this by
//! its reader, and so are Python's constructors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interval::Interval;
use super::measure::Measure;
use super::on_series::OnSeries;
use super::outcome::Outcome;
use super::rank::End;
use super::scope::{EraScope, ListScope, RowScope, ShockScope, VisitScope};
use super::specification::Conventions;

/// A sentence as data, with the conventions in which it departs from its study.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What it says.
    pub says: Statement,
    /// Its own conventions.
    pub conventions: Conventions,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// A count or a frequency is what was printed.
    Number {
        /// What is counted.
        measure: Measure,
        /// Where.
        at: EraScope,
        /// The numbers that bear the print out.
        printed: Interval,
    },
    /// One count or frequency over another is what was printed.
    Ratio {
        /// What is counted.
        measure: Measure,
        /// Above the stroke.
        at: EraScope,
        /// Below the stroke.
        of: EraScope,
        /// The numbers that bear the print out.
        printed: Interval,
    },
    /// An era stands at a place of its list.
    Rank {
        /// What is counted.
        measure: Measure,
        /// The era.
        at: EraScope,
        /// The end from which places are counted.
        from: End,
        /// The place, counted from 1.
        place: Option<usize>,
        /// Exactly these eras are lower.
        ahead_only_of: Option<Vec<String>>,
    },
    /// One number is lower than another.
    Lower {
        /// What is counted.
        measure: Measure,
        /// Where it is lower.
        lower: EraScope,
        /// Where it is higher.
        higher: EraScope,
        /// Whether the sentence is about the higher one.
        about_higher: bool,
    },
    /// The eras of a list, from the lowest to the highest.
    Ascending {
        /// What is counted.
        measure: Measure,
        /// The list.
        at: ListScope,
        /// Two or more eras of it.
        eras: Vec<String>,
    },
    /// The frequencies of two eras differ by more than chance.
    ToldApart {
        /// One.
        at: EraScope,
        /// The other, of the same list.
        from: EraScope,
        /// The eras with which `at` is compared, `from` among them; all pairs of the list if none.
        against: Option<Vec<String>>,
        /// Which of the two `at` is said to be; either if none.
        being: Option<Being>,
    },
    /// One era beside another is lower, higher or told apart relative to other visits.
    Relative(Relative),
    /// The days from one shock to the next visit are what was printed.
    Lag {
        /// The one shock.
        at: ShockScope,
        /// The days that bear the print out.
        printed: Interval,
    },
    /// No visit had followed a shock.
    NoAnswer {
        /// The one shock.
        at: ShockScope,
        /// Whether it is claimed that none had.
        expected: bool,
    },
    /// A summary of several lags is what was printed.
    LagSummary {
        /// What is made of them.
        summary: Summary,
        /// The shocks.
        at: ShockScope,
        /// The days that bear the print out.
        printed: Interval,
    },
    /// A summary of some lags is lower than that of others.
    LagsLower {
        /// What is made of them.
        summary: Summary,
        /// Where it is lower.
        lower: ShockScope,
        /// Where it is higher.
        higher: ShockScope,
        /// Whether the sentence is about the higher one.
        about_higher: bool,
    },
    /// The days since the last visit, or the most between two, are what was printed.
    Gap {
        /// Which gap.
        which: Gap,
        /// Which visits.
        at: VisitScope,
        /// The days that bear the print out.
        printed: Interval,
    },
    /// Whether visits count as high-level.
    Qualification {
        /// Which visits.
        at: RowScope,
        /// What is said of them.
        outcome: Outcome,
    },
    /// What a dated series gives.
    Series(OnSeries),
}

impl Statement {
    /// Whether it is about visits, and so about an observation.
    pub fn is_on_visits(&self) -> bool {
        !matches!(self, Self::Series(_))
    }

    /// The scopes on eras that it names, each with the key under which a study file has it.
    pub fn era_scopes(&self) -> Vec<(&'static str, &EraScope)> {
        match self {
            Self::Number { at, .. } | Self::Rank { at, .. } => vec![("at", at)],
            Self::Ratio { at, of, .. } => vec![("at", at), ("of", of)],
            Self::ToldApart { at, from, .. } => vec![("at", at), ("told_apart_from", from)],
            Self::Relative(Relative {
                at, from, relation, ..
            }) => vec![("at", at), (relation.key(), from)],
            Self::Lower {
                lower,
                higher,
                about_higher: false,
                ..
            } => vec![("at", lower), ("lower_than", higher)],
            Self::Lower { lower, higher, .. } => vec![("at", higher), ("higher_than", lower)],
            _ => Vec::new(),
        }
    }

    /// The scopes on lags that it names, likewise.
    pub fn shock_scopes(&self) -> Vec<(&'static str, &ShockScope)> {
        match self {
            Self::Lag { at, .. } | Self::NoAnswer { at, .. } | Self::LagSummary { at, .. } => {
                vec![("at", at)]
            }
            Self::LagsLower {
                lower,
                higher,
                about_higher: false,
                ..
            } => vec![("at", lower), ("lower_than", higher)],
            Self::LagsLower { lower, higher, .. } => {
                vec![("at", higher), ("higher_than", lower)]
            }
            _ => Vec::new(),
        }
    }
}

/// What is said of two eras of a list, relative to other visits in the same eras.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    /// One era, with the visits of both.
    pub at: EraScope,
    /// The other, of the same list.
    pub from: EraScope,
    /// The eras with which `at` is compared, `from` among them; all pairs of the list if none.
    pub against: Option<Vec<String>>,
    /// The other visits; those of them that are the claim's own do not count.
    pub baseline: VisitScope,
    /// How the first frequency over the second stands to that of the baseline.
    pub relation: Relation,
}

/// How the ratio of two frequencies stands to that of a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is lower.
    Lower,
    /// It is higher.
    Higher,
    /// It differs by more than chance, in one direction or either.
    ToldApart(Option<Being>),
}

/// Which of two frequencies that are told apart one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Being {
    /// The lower one.
    Lower,
    /// The higher one.
    Higher,
}

impl Relation {
    /// The key of a study file under which the other era stands.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lower => "lower_than",
            Self::Higher => "higher_than",
            Self::ToldApart(_) => "told_apart_from",
        }
    }
}

/// What is made of several lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Summary {
    /// The mean of those that a visit ended.
    Mean,
    /// The Kaplan-Meier median.
    Median,
    /// The mean restricted to tau, by default the shortest wait that still runs, or the longest of all.
    RestrictedMean,
}

/// Which stretch without a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The one still open on the last day observed.
    Open,
    /// The longest between two visit days.
    Longest,
}
