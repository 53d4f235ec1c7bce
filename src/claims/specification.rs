//! Specifications: one choice for every convention that a number depends on.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dates::Day;
use crate::error::Result;
use crate::infer::compare::{Adjustment, Method};
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay};
use crate::time::window::Window;
use crate::word::words;

words! {
    /// How the exposure of an era is counted.
    Exposure {
        /// In days, a year having 365.25 of them.
        #[default]
        Days = "days",
        /// In whole calendar years, each belonging to the era in office for most of it.
        CalendarYears = "calendar_years",
    }
}

words! {
    /// Which day of a visit is its date.
    DateRule {
        /// The day of arrival.
        #[default]
        Start = "start",
        /// The day of departure, or that of arrival where it is not known.
        End = "end",
        /// The latest day that the arrival may have been, where it is not known to the day.
        Latest = "latest",
    }
}

words! {
    /// What becomes of visits on which the definition is unclear.
    Unclear {
        /// They are left out.
        #[default]
        Exclude = "exclude",
        /// They count.
        Include = "include",
        /// A claim is judged both ways; where the two differ it is not determined.
        Both = "both",
    }
}

words! {
    /// What becomes of visits without a source.
    Unsourced {
        /// They count; a claim whose verdict would change without some of them is not determined.
        #[default]
        Doubt = "doubt",
        /// They count like any other.
        Include = "include",
        /// They are left out.
        Exclude = "exclude",
    }
}

/// The conventions of a study, or those of one claim where it departs from them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table of conventions")]
pub struct Conventions {
    /// How the exposure of an era is counted; days unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// Who has the day of a handover; the successor unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// Which day of a visit is its date; the first unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_rule: Option<DateRule>,
    /// Whether a visit on the day of a shock answers it; it does unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_day: Option<SameDay>,
    /// What a second shock before any visit means for the first; both wait unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<Overlap>,
    /// What becomes of visits on which the definition is unclear; left out unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclear: Option<Unclear>,
    /// What becomes of visits without a source; counted with doubt unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsourced: Option<Unsourced>,
    /// By which test two eras are told apart; the one that allows for years that vary unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The confidence of intervals and tests; 0.95 unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    /// What is done about many comparisons; Holm's adjustment unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjustment: Option<Adjustment>,
    /// To how many days a restricted mean is restricted; unless said the shortest wait that still runs, or
    /// the longest lag where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tau: Option<u32>,
    /// Which list of eras of a side is used, where there are several: `CHN = "five_eras"`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rules: IndexMap<String, String>,
}

impl Conventions {
    /// The convention whose number cannot be meant, and why.
    pub fn out_of_range(&self) -> Option<(&'static str, String)> {
        let level = self.level.filter(|level| !(*level > 0.0 && *level < 1.0));
        let level = level.map(|level| {
            let said = format!("the level {level} does not lie between 0 and 1");
            ("level", said)
        });
        let nothing = self.tau.filter(|tau| *tau == 0);
        let tau = nothing.map(|_| ("tau", "a mean restricted to 0 days is no mean".to_owned()));
        level.or(tau)
    }
}

/// One choice for every convention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// Which of the record's definitions.
    #[serde(default)]
    pub definition: usize,
    /// Which of the record's schemes.
    #[serde(default)]
    pub scheme: usize,
    /// First day observed.
    pub since: Day,
    /// Last day observed, inclusive.
    pub through: Day,
    /// How exposure is counted.
    #[serde(default)]
    pub exposure: Exposure,
    /// Who has the day of a handover.
    #[serde(default)]
    pub handover: Handover,
    /// Which day of a visit is its date.
    #[serde(default)]
    pub date_rule: DateRule,
    /// Whether a visit on the day of a shock answers it.
    #[serde(default)]
    pub same_day: SameDay,
    /// What a second shock before any visit means for the first.
    #[serde(default)]
    pub overlap: Overlap,
    /// What becomes of unclear visits.
    #[serde(default)]
    pub unclear: Unclear,
    /// What becomes of visits without a source.
    #[serde(default)]
    pub unsourced: Unsourced,
    /// By which test two eras are told apart.
    #[serde(default)]
    pub method: Method,
    /// The confidence of the test.
    #[serde(default = "usual_level")]
    pub level: f64,
    /// What is done about many comparisons.
    #[serde(default)]
    pub adjustment: Adjustment,
    /// To how many days a restricted mean is restricted; if none, the shortest wait that still runs, or the
    /// longest lag where none does.
    #[serde(default)]
    pub tau: Option<u32>,
    /// For each side the list of eras in use, where there are several.
    #[serde(default)]
    pub rules: IndexMap<String, String>,
}

fn usual_level() -> f64 {
    0.95
}

impl Specification {
    /// The defaults, for an observation.
    pub fn new(since: i64, through: i64) -> Self {
        Self {
            definition: 0,
            scheme: 0,
            since: Day::from_number(since),
            through: Day::from_number(through),
            exposure: Exposure::default(),
            handover: Handover::default(),
            date_rule: DateRule::default(),
            same_day: SameDay::default(),
            overlap: Overlap::default(),
            unclear: Unclear::default(),
            unsourced: Unsourced::default(),
            method: Method::default(),
            level: usual_level(),
            adjustment: Adjustment::default(),
            tau: None,
            rules: IndexMap::new(),
        }
    }

    /// The same with the conventions of a claim where it departs from it.
    #[must_use]
    pub fn with(&self, own: &Conventions) -> Self {
        let mut rules = self.rules.clone();
        rules.extend(own.rules.clone());
        Self {
            exposure: own.exposure.unwrap_or(self.exposure),
            handover: own.handover.unwrap_or(self.handover),
            date_rule: own.date_rule.unwrap_or(self.date_rule),
            same_day: own.same_day.unwrap_or(self.same_day),
            overlap: own.overlap.unwrap_or(self.overlap),
            unclear: own.unclear.unwrap_or(self.unclear),
            unsourced: own.unsourced.unwrap_or(self.unsourced),
            method: own.method.unwrap_or(self.method),
            level: own.level.unwrap_or(self.level),
            adjustment: own.adjustment.unwrap_or(self.adjustment),
            tau: own.tau.or(self.tau),
            rules,
            ..self.clone()
        }
    }

    /// The observation.
    ///
    /// # Errors
    ///
    /// [`crate::Error::EmptyObservation`] if it ends before it starts.
    pub fn window(&self) -> Result<Window> {
        Window::new(self.since.number(), self.through.number())
    }
}
