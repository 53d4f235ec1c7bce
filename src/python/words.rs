//! The words by which Python names a convention.

use crate::infer::event_coincidence::Share;
use crate::infer::phases;
use crate::infer::placebo::Placement;
use crate::infer::survival::{Limits, MeanLimits};
use crate::infer::{compare, equal, poisson, weighted};
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay};
use crate::{Error, Result};

pub(super) fn handover(word: &str) -> Result<Handover> {
    choose(
        "handover",
        word,
        &[
            ("successor", Handover::Successor),
            ("predecessor", Handover::Predecessor),
        ],
    )
}

pub(super) fn same_day(word: &str) -> Result<SameDay> {
    choose(
        "same_day",
        word,
        &[("include", SameDay::Include), ("exclude", SameDay::Exclude)],
    )
}

pub(super) fn overlap(word: &str) -> Result<Overlap> {
    let choices = [
        ("both", Overlap::Both),
        ("latest", Overlap::Latest),
        ("first", Overlap::First),
    ];
    choose("overlap", word, &choices)
}

pub(super) fn limits(word: &str) -> Result<Limits> {
    let choices = [
        ("log-log", Limits::LogLog),
        ("log", Limits::Log),
        ("plain", Limits::Plain),
    ];
    choose("limits", word, &choices)
}

pub(super) fn interval(word: &str) -> Result<poisson::Interval> {
    let choices = [
        ("garwood", poisson::Interval::Garwood),
        ("midp", poisson::Interval::MidP),
        ("jeffreys", poisson::Interval::Jeffreys),
    ];
    choose("method", word, &choices)
}

pub(super) fn weighted_interval(word: &str) -> Result<weighted::Interval> {
    let choices = [
        ("fay_feuer", weighted::Interval::FayFeuer),
        ("midp", weighted::Interval::MidP),
    ];
    choose("method", word, &choices)
}

pub(super) fn mean_limits(word: &str) -> Result<MeanLimits> {
    let choices = [
        ("logit-t", MeanLimits::LogitT),
        ("normal", MeanLimits::Normal),
    ];
    choose("mean_limits", word, &choices)
}

pub(super) fn placement(word: &str) -> Result<Placement> {
    let choices = [("random", Placement::Random), ("shift", Placement::Shift)];
    choose("method", word, &choices)
}

pub(super) fn share(word: &str) -> Result<Share> {
    let choices = [
        ("daily", Share::Days),
        ("coincalc_ts", Share::CoinCalcSeries),
        ("coincalc_es", Share::CoinCalcEvents),
    ];
    choose("convention", word, &choices)
}

pub(super) fn comparison_method(word: &str) -> Result<compare::Method> {
    let choices = [
        ("central", compare::Method::Central),
        ("midp", compare::Method::MidP),
    ];
    choose("method", word, &choices)
}

const EQUALITY_METHODS: [(&str, equal::Method); 5] = [
    ("auto", equal::Method::Auto),
    ("exact", equal::Method::Exact),
    ("monte_carlo", equal::Method::MonteCarlo),
    ("likelihood_ratio", equal::Method::LikelihoodRatio),
    ("chi_square", equal::Method::ChiSquare),
];

pub(super) fn equality_method(word: &str) -> Result<equal::Method> {
    choose("method", word, &EQUALITY_METHODS)
}

pub(super) fn equality_word(method: equal::Method) -> &'static str {
    EQUALITY_METHODS
        .iter()
        .find(|choice| choice.1 == method)
        .map_or("auto", |choice| choice.0)
}

pub(super) fn regime_method(word: &str) -> Result<phases::Method> {
    let choices = [
        ("blocks", phases::Method::Blocks),
        ("single", phases::Method::Single),
    ];
    choose("method", word, &choices)
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
