//! Questions: what a sentence asks of one specification, and the answer.

use super::super::counts::frequency;
use super::super::finding::Finding;
use super::super::region::Region;

/// A question that every specification answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// A finding on eras.
    Eras {
        /// What the finding compares; it names them by position here.
        scopes: Vec<Scope>,
        /// What is compared.
        measure: Measure,
        /// The finding.
        finding: Finding,
        /// Whether it survives a tie.
        ties_hold: bool,
    },
    /// A finding on waiting times, among the visits of one subset.
    Waits {
        /// Which of the record's subsets.
        subset: usize,
        /// Which time.
        time: Time,
    },
}

/// An era, on one subset of the visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Which of the record's subsets.
    pub subset: usize,
    /// The era, by its place in the multiverse.
    pub era: usize,
}

/// What is compared between eras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Visits.
    Count,
    /// Visits a year.
    Frequency,
    /// Weighted visits.
    WeightedCount,
    /// Weighted visits a year.
    WeightedFrequency,
}

/// A waiting time, and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Time {
    /// Days from shocks to the next visit lie in a region: of one shock, or a summary of several.
    Lag {
        /// Days of the shocks.
        shocks: Vec<i64>,
        /// What is made of several.
        summary: Summary,
        /// Where it lies.
        region: Region,
    },
    /// Whether no visit followed any of the shocks.
    Unanswered {
        /// Days of the shocks.
        shocks: Vec<i64>,
        /// What is said.
        expected: bool,
    },
    /// Days from the last visit to the end of the observation lie in a region.
    OpenGap {
        /// Where they lie.
        region: Region,
    },
    /// The most days between two consecutive visits lie in a region.
    LongestGap {
        /// Where they lie.
        region: Region,
    },
}

/// What is made of several lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    /// The mean of those observed to their end.
    Mean,
    /// The Kaplan-Meier median.
    Median,
    /// The mean restricted to the longest wait.
    RestrictedMean,
}

/// Whether a sentence holds under one specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does not.
    No,
    /// It does.
    Yes,
    /// The record, or the specification, cannot answer.
    Undetermined,
}

/// A computed number, `NAN` where there is none, and whether the sentence holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The number.
    pub value: f64,
    /// Whether the sentence holds.
    pub holds: Holds,
}

impl Measure {
    /// Whether visits are weighted.
    pub(super) fn is_weighted(self) -> bool {
        matches!(self, Self::WeightedCount | Self::WeightedFrequency)
    }

    /// The value of an era; `NAN` without exposure.
    pub(super) fn value(self, sum: f64, quarters: f64) -> f64 {
        match self {
            Self::Count | Self::WeightedCount if quarters > 0.0 => sum,
            _ => frequency(sum, quarters),
        }
    }
}

impl Holds {
    pub(super) fn from(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Undetermined,
        }
    }
}

impl Answer {
    /// No number, and so no answer.
    pub(super) const NONE: Self = Self {
        value: f64::NAN,
        holds: Holds::Undetermined,
    };

    /// The answer on the values of the eras that the question lists.
    pub(super) fn on_eras(finding: &Finding, values: &[f64], ties_hold: bool) -> Self {
        Self {
            value: finding.measured(values),
            holds: Holds::from(finding.holds(values, ties_hold)),
        }
    }

    /// The answer on a number.
    pub(super) fn on_number(value: f64, region: Region) -> Self {
        Self {
            value,
            holds: Holds::from(Some(region.contains(value))),
        }
    }
}
