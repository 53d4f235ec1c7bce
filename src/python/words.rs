//! The words by which Python names a convention: one list of each, which Python reads from here.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::claims::specification::{DateRule, Exposure, Unclear, Unsourced};
use crate::infer::compare::Adjustment;
use crate::infer::event_coincidence::Share;
use crate::infer::phases;
use crate::infer::placebo::Placement;
use crate::infer::survival::{Limits, MeanLimits};
use crate::infer::{compare, equal, poisson, ranks, trend, weighted};
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay, Status};
use crate::measure::tally::verdict;
use crate::time::fuzzy::{Fault, Precision};
use crate::word::Word;
use crate::{Error, Result};

/// What a parameter may be, each choice with its word.
pub(super) struct Words<T: 'static> {
    name: &'static str,
    choices: &'static [(&'static str, T)],
}

impl<T: Copy + PartialEq> Words<T> {
    /// The choice that a word stands for, or an error that lists the words.
    pub(super) fn read(&self, word: &str) -> Result<T> {
        choose(self.name, word, self.choices)
    }

    /// The word for a choice.
    pub(super) fn word(&self, choice: T) -> &'static str {
        let found = self.choices.iter().find(|known| known.1 == choice);
        found.map_or("", |known| known.0)
    }

    /// The place of a choice among the words.
    pub(super) fn code(&self, choice: T) -> u8 {
        let mut codes = (0..).zip(self.choices);
        let found = codes.find(|(_, known)| known.1 == choice);
        found.map_or(u8::MAX, |(code, _)| code)
    }

    fn list(&self) -> Vec<&'static str> {
        self.choices.iter().map(|choice| choice.0).collect()
    }
}

impl<T: Word> Words<T> {
    /// Those that the choice itself has.
    const fn of(name: &'static str) -> Self {
        Self {
            name,
            choices: T::WORDS,
        }
    }
}

pub(super) const EXPOSURE: Words<Exposure> = Words::of("exposure");
pub(super) const HANDOVER: Words<Handover> = Words::of("handover");
pub(super) const DATE_RULE: Words<DateRule> = Words::of("date_rule");
pub(super) const SAME_DAY: Words<SameDay> = Words::of("same_day");
pub(super) const OVERLAP: Words<Overlap> = Words::of("overlap");
pub(super) const UNCLEAR: Words<Unclear> = Words::of("unclear");
pub(super) const UNSOURCED: Words<Unsourced> = Words::of("unsourced");

/// How pairs of countries are told apart, and whether their order tells them apart.
pub(super) const BY: Words<bool> = Words {
    name: "by",
    choices: &[("dyad", false), ("direction", true)],
};

/// What the inclusion rule says of a visit, in the order of the codes.
pub(super) const OUTCOME: Words<u8> = Words {
    name: "outcome",
    choices: &[
        ("false", verdict::EXCLUDED),
        ("true", verdict::QUALIFIES),
        ("unclear", verdict::UNCLEAR),
    ],
};

pub(super) const PRECISION: Words<Precision> = Words {
    name: "precision",
    choices: &[
        ("day", Precision::Day),
        ("month", Precision::Month),
        ("year", Precision::Year),
        ("range", Precision::Range),
        ("longer", Precision::Longer),
    ],
};

/// What is wrong with a date, by the codes of the errors that say so.
pub(super) const DATE_FAULT: Words<Fault> = Words {
    name: "date_fault",
    choices: &[
        ("missing_date", Fault::Missing),
        ("not_a_date", Fault::NotADate),
        ("zone_required", Fault::Zoned),
        ("has_time", Fault::HasTime),
        ("out_of_range", Fault::Outside),
        ("bad_date", Fault::Bad),
        ("imprecise_date", Fault::Imprecise),
    ],
};

pub(super) const STATUS: Words<Status> = Words::of("status");

pub(super) const INTERVAL: Words<poisson::Interval> = Words {
    name: "interval",
    choices: &[
        ("dispersed", poisson::Interval::Dispersed),
        ("dispersed_years", poisson::Interval::DispersedYears),
        ("garwood", poisson::Interval::Garwood),
        ("midp", poisson::Interval::MidP),
        ("jeffreys", poisson::Interval::Jeffreys),
    ],
};

pub(super) const WEIGHTED_INTERVAL: Words<weighted::Interval> = Words {
    name: "interval",
    choices: &[
        ("dispersed", weighted::Interval::Dispersed),
        ("dispersed_years", weighted::Interval::DispersedYears),
        ("fay_feuer", weighted::Interval::FayFeuer),
        ("midp", weighted::Interval::MidP),
    ],
};

pub(super) const LIMITS: Words<Limits> = Words {
    name: "limits",
    choices: &[
        ("log-log", Limits::LogLog),
        ("log", Limits::Log),
        ("plain", Limits::Plain),
    ],
};

pub(super) const MEAN_LIMITS: Words<MeanLimits> = Words {
    name: "mean_limits",
    choices: &[
        ("logit-t", MeanLimits::LogitT),
        ("normal", MeanLimits::Normal),
    ],
};

pub(super) const METHOD: Words<compare::Method> = Words::of("method");
pub(super) const RANK_METHOD: Words<ranks::Method> = Words::of("method");
pub(super) const ADJUSTMENT: Words<Adjustment> = Words::of("adjustment");
pub(super) const TREND_METHOD: Words<trend::Method> = Words::of("method");

pub(super) const EQUALITY_METHOD: Words<equal::Method> = Words {
    name: "method",
    choices: &[
        ("auto", equal::Method::Auto),
        ("exact", equal::Method::Exact),
        ("monte_carlo", equal::Method::MonteCarlo),
        ("likelihood_ratio", equal::Method::LikelihoodRatio),
        ("chi_square", equal::Method::ChiSquare),
    ],
};

pub(super) const PHASE_METHOD: Words<phases::Method> = Words {
    name: "method",
    choices: &[
        ("blocks", phases::Method::Blocks),
        ("single", phases::Method::Single),
        ("scargle", phases::Method::Scargle),
    ],
};

pub(super) const PLACEBO_METHOD: Words<Placement> = Words {
    name: "method",
    choices: &[("random", Placement::Random), ("shift", Placement::Shift)],
};

pub(super) const CONVENTION: Words<Share> = Words {
    name: "convention",
    choices: &[
        ("daily", Share::Days),
        ("coincalc_ts", Share::CoinCalcSeries),
        ("coincalc_es", Share::CoinCalcEvents),
    ],
};

/// The words of each convention, in their order.
#[pyfunction]
pub(super) fn words(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let all = PyDict::new(py);
    for (convention, words) in [
        ("exposure", EXPOSURE.list()),
        ("handover", HANDOVER.list()),
        ("date_rule", DATE_RULE.list()),
        ("same_day", SAME_DAY.list()),
        ("overlap", OVERLAP.list()),
        ("unclear", UNCLEAR.list()),
        ("unsourced", UNSOURCED.list()),
        ("by", BY.list()),
        ("outcome", OUTCOME.list()),
        ("precision", PRECISION.list()),
        ("status", STATUS.list()),
        ("interval", INTERVAL.list()),
        ("weighted_interval", WEIGHTED_INTERVAL.list()),
        ("limits", LIMITS.list()),
        ("mean_limits", MEAN_LIMITS.list()),
        ("method", METHOD.list()),
        ("rank_method", RANK_METHOD.list()),
        ("adjustment", ADJUSTMENT.list()),
        ("equality_method", EQUALITY_METHOD.list()),
        ("trend_method", TREND_METHOD.list()),
        ("phase_method", PHASE_METHOD.list()),
        ("calibration", RANK_METHOD.list()),
        ("placebo_method", PLACEBO_METHOD.list()),
        ("convention", CONVENTION.list()),
    ] {
        all.set_item(convention, pyo3::types::PyTuple::new(py, words)?)?;
    }
    Ok(all)
}

/// The value that a word stands for, or an error that lists the words.
pub(super) fn choose<T: Copy>(name: &str, word: &str, choices: &[(&'static str, T)]) -> Result<T> {
    choices
        .iter()
        .find(|choice| choice.0 == word)
        .map(|choice| choice.1)
        .ok_or_else(|| Error::UnknownChoice {
            name: name.into(),
            found: word.into(),
            choices: choices.iter().map(|choice| choice.0).collect(),
        })
}
