//! The multiverse: frequencies and answers over every combination of choices, and its drivers.

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{out, rows, slice};
use super::findings::{FindingArgument, RegionArgument, finding, region};
use super::run::attended;
use super::words::{HANDOVER, OVERLAP, SAME_DAY, choose};
use crate::robustness::multiverse::drivers;
use crate::robustness::multiverse::frame::{Convention, Conventions, EraList, Frame, Rule, frames};
use crate::robustness::multiverse::grid::{Grid, Record};
use crate::robustness::multiverse::question::{Holds, Measure, Question, Scope, Summary, Time};
use crate::robustness::multiverse::waits::Reading;
use crate::time::window::Window;
use crate::{Error, Result};

type Days<'py> = PyReadonlyArray1<'py, i64>;
type Flags<'py> = PyReadonlyArray1<'py, bool>;

/// Days by date rule; classes; which visits count by reading; subsets.
type Visits<'py> = (
    Vec<Days<'py>>,
    PyReadonlyArray1<'py, u32>,
    Vec<Flags<'py>>,
    Vec<Flags<'py>>,
);

/// Starts, ends (none while open) and places of the eras of one rule.
type RuleArgument = (Vec<i64>, Vec<Option<i64>>, Vec<usize>);

/// The rules of one list, and whether its exposure is always in days.
type ListArgument = (Vec<RuleArgument>, bool);

/// Lists; handovers; exposures; first and last days; number of eras; tie rules with overlaps.
type DecisionsArgument = (
    Vec<ListArgument>,
    Vec<String>,
    Vec<String>,
    Vec<(i64, i64)>,
    usize,
    Vec<(String, String)>,
);

type Columns<'py, T> = Vec<Bound<'py, PyArray1<T>>>;

/// The frequency and place (0: none) of each era of a subset, the schemes being rows of weights.
#[pyfunction]
#[pyo3(signature = (visits, decisions, schemes, subset, eras, /, *, progress=None))]
pub(super) fn multiverse_frequencies<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    decisions: DecisionsArgument,
    schemes: PyReadonlyArray2<'py, f64>,
    subset: usize,
    eras: Vec<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Columns<'py, f64>, Columns<'py, u16>)> {
    let visits = Borrowed::new(&visits)?;
    let (weights, width) = rows(&schemes)?;
    let found = attended(py, progress, |tick| {
        let decisions = Decisions::read(&decisions)?;
        let grid = visits.grid(&decisions, weights, width)?;
        grid.frequencies(subset, &eras, tick)
    })?;
    let values = found.values.into_iter().map(|column| out(py, column));
    let places = found.places.into_iter().map(|column| out(py, column));
    Ok((values.collect(), places.collect()))
}

/// Of each question the numbers and whether it holds (0 no, 1 yes, 2 undetermined).
#[pyfunction]
#[pyo3(signature = (visits, decisions, schemes, questions, /, *, progress=None))]
pub(super) fn multiverse_answers<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    decisions: DecisionsArgument,
    schemes: PyReadonlyArray2<'py, f64>,
    questions: Vec<QuestionArgument>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Columns<'py, f64>, Columns<'py, u8>)> {
    let visits = Borrowed::new(&visits)?;
    let (weights, width) = rows(&schemes)?;
    let found = attended(py, progress, |tick| {
        let decisions = Decisions::read(&decisions)?;
        let questions = questions.iter().map(question);
        let questions: Vec<Question> = questions.collect::<Result<_>>()?;
        let grid = visits.grid(&decisions, weights, width)?;
        grid.answers(&questions, tick)
    })?;
    let code = |holds: &Holds| match holds {
        Holds::No => 0,
        Holds::Yes => 1,
        Holds::Undetermined => 2,
    };
    let (mut values, mut holds) = (Vec::new(), Vec::new());
    for answers in found {
        holds.push(out(py, answers.holds.iter().map(code).collect()));
        values.push(out(py, answers.values));
    }
    Ok((values, holds))
}

/// First-order, total and Shapley share of each decision in a yes or no; none if it never varies.
#[pyfunction]
#[pyo3(signature = (sizes, holds, /, *, progress=None))]
pub(super) fn multiverse_drivers<'py>(
    py: Python<'py>,
    sizes: Vec<usize>,
    holds: Flags<'py>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Option<[Bound<'py, PyArray1<f64>>; 3]>> {
    let holds = slice(&holds)?;
    let found = attended(py, progress, |tick| drivers::drivers(&sizes, holds, tick))?;
    Ok(found.map(|found| {
        let column = |of: fn(&drivers::Driver) -> f64| out(py, found.iter().map(of).collect());
        [
            column(|driver| driver.first_order),
            column(|driver| driver.total),
            column(|driver| driver.share),
        ]
    }))
}

struct Borrowed<'a>(Record<'a>);

impl<'a> Borrowed<'a> {
    fn new((days, classes, readings, subsets): &'a Visits<'_>) -> PyResult<Self> {
        Ok(Self(Record {
            days: days.iter().map(slice).collect::<PyResult<_>>()?,
            classes: slice(classes)?,
            readings: readings.iter().map(slice).collect::<PyResult<_>>()?,
            subsets: subsets.iter().map(slice).collect::<PyResult<_>>()?,
        }))
    }

    fn grid<'g>(
        &'g self,
        decisions: &'g Decisions,
        weights: &[f64],
        n_classes: usize,
    ) -> Result<Grid<'g>> {
        let schemes: Vec<Vec<f64>> = weights
            .chunks(n_classes.max(1))
            .map(<[f64]>::to_vec)
            .collect();
        Grid::new(
            self.0.clone(),
            &decisions.frames,
            &schemes,
            decisions.waits.clone(),
        )
    }
}

struct Decisions {
    frames: Vec<Frame>,
    waits: Vec<Reading>,
}

impl Decisions {
    fn read(
        (lists, handovers, exposures, windows, n_eras, waits): &DecisionsArgument,
    ) -> Result<Self> {
        let rule = |(starts, ends, eras): &RuleArgument| Rule {
            starts: starts.clone(),
            ends: ends.clone(),
            eras: eras.clone(),
        };
        let lists: Vec<EraList> = lists
            .iter()
            .map(|(rules, always_days)| EraList {
                rules: rules.iter().map(rule).collect(),
                always_days: *always_days,
            })
            .collect();
        let exposures_known = [
            ("days", Convention::Days),
            ("calendar_years", Convention::CalendarYears),
        ];
        let conventions = Conventions {
            handovers: handovers
                .iter()
                .map(|word| HANDOVER.read(word))
                .collect::<Result<_>>()?,
            exposures: exposures
                .iter()
                .map(|word| choose("exposure", word, &exposures_known))
                .collect::<Result<_>>()?,
            windows: windows
                .iter()
                .map(|(since, through)| Window::new(*since, *through))
                .collect::<Result<_>>()?,
        };
        Ok(Self {
            frames: frames(&lists, &conventions, *n_eras)?,
            waits: waits
                .iter()
                .map(|(tie, second)| Ok((SAME_DAY.read(tie)?, OVERLAP.read(second)?)))
                .collect::<Result<_>>()?,
        })
    }
}

/// A question: on eras (scopes, measure, finding, whether ties hold), or on a wait (subset, kind,
/// shocks, region, what is expected).
#[derive(FromPyObject)]
pub(super) enum QuestionArgument {
    Eras(Vec<(usize, usize)>, String, FindingArgument, bool),
    Waits(usize, String, Vec<i64>, Option<RegionArgument>, bool),
}

fn question(argument: &QuestionArgument) -> Result<Question> {
    match argument {
        QuestionArgument::Eras(scopes, measure, finding, ties_hold) => {
            let scope = |&(subset, era): &(usize, usize)| Scope { subset, era };
            let measures = [
                ("count", Measure::Count),
                ("frequency", Measure::Frequency),
                ("weighted_count", Measure::WeightedCount),
                ("weighted_frequency", Measure::WeightedFrequency),
            ];
            Ok(Question::Eras {
                scopes: scopes.iter().map(scope).collect(),
                measure: choose("quantity", measure, &measures)?,
                finding: self::finding(finding)?,
                ties_hold: *ties_hold,
            })
        }
        QuestionArgument::Waits(subset, kind, shocks, region, expected) => Ok(Question::Waits {
            subset: *subset,
            time: time(kind, shocks, region.as_ref(), *expected)?,
        }),
    }
}

fn time(
    kind: &str,
    shocks: &[i64],
    region: Option<&RegionArgument>,
    expected: bool,
) -> Result<Time> {
    let region = || {
        self::region(region.ok_or_else(|| Error::Undefined {
            name: "the finding".into(),
            reason: "it names no number".into(),
        })?)
    };
    let lag = |summary| -> Result<Time> {
        Ok(Time::Lag {
            shocks: shocks.to_vec(),
            summary,
            region: region()?,
        })
    };
    match kind {
        "mean_lag" => lag(Summary::Mean),
        "median_lag" => lag(Summary::Median),
        "restricted_mean_lag" => lag(Summary::RestrictedMean),
        "open_gap" => Ok(Time::OpenGap { region: region()? }),
        "longest_gap" => Ok(Time::LongestGap { region: region()? }),
        "unanswered" => Ok(Time::Unanswered {
            shocks: shocks.to_vec(),
            expected,
        }),
        _ => Err(Error::UnknownChoice {
            name: "quantity".into(),
            found: kind.into(),
            choices: vec![
                "mean_lag",
                "median_lag",
                "restricted_mean_lag",
                "open_gap",
                "longest_gap",
                "unanswered",
            ],
        }),
    }
}
