//! Answers: the number behind a claim, what it may be, the verdict, and what the sentence about it needs.

use super::amount::Amount;
use super::verdict::Verdict;

/// Why an era has no value.
pub(super) const NO_EXPOSURE: &str = "the era has no exposure in the observation";

/// What the record says to a claim under one specification.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What becomes of the claim.
    pub verdict: Verdict,
    /// The number; `NAN` where there is none.
    pub value: f64,
    /// The lowest that it may be over everything that is open.
    pub low: f64,
    /// The highest; infinite where a lag still runs.
    pub high: f64,
    /// The visits behind the number, ascending.
    pub rows: Vec<usize>,
    /// What it is made of.
    pub facts: Facts,
}

/// What a number is made of, so that a sentence can say it; empty where it does not apply.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Why there is no number.
    pub reason: Option<String>,
    /// Visits counted; of a gap, days with a visit.
    pub count: Option<u64>,
    /// Years of exposure.
    pub years: Option<f64>,
    /// The days whose visits are counted: the first, and the one after the last.
    pub days: Option<(i64, i64)>,
    /// Numerator and denominator.
    pub parts: Option<(f64, f64)>,
    /// What is compared, with its number and the lowest and highest that it may be.
    pub compared: Vec<Compared>,
    /// What is known of each lag.
    pub lags: Vec<(&'static str, Option<i64>)>,
    /// The restricted mean of the lags.
    pub restricted_mean: Option<f64>,
    /// Whether that is carried on beyond the shortest lag that still runs.
    pub extrapolated: bool,
    /// Which of what is open a number on days turns on.
    pub in_doubt: InDoubt,
    /// For an open gap, the probability of one at least as long at a steady rate.
    pub probability: Option<f64>,
    /// The p of a comparison, alone and adjusted.
    pub p: Option<(f64, f64)>,
    /// The counts of a ratio of ratios, and its limits.
    pub beside: Option<Beside>,
    /// What a series is counted in.
    pub unit: Option<String>,
    /// The verdict and the number with the unclear visits, where both readings are asked.
    pub with_unclear: Option<(Verdict, f64)>,
}

/// Which of what is open a number on days turns on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct InDoubt {
    /// Whether visits without a source took place.
    pub sources: bool,
    /// The days of dates that are not known to the day.
    pub days: bool,
    /// The days from which to which just half of the lags had ended, of a median.
    pub half: Option<(f64, f64)>,
}

impl InDoubt {
    /// What one or the other of two numbers turns on.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            sources: self.sources || other.sources,
            days: self.days || other.days,
            half: self.half.or(other.half),
        }
    }
}

/// What a ratio of ratios is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Visits in the first era, and in the second.
    pub counts: [u64; 2],
    /// Those of the baseline.
    pub baseline: [u64; 2],
    /// The limits of the ratio; none where there is no ratio.
    pub limits: Option<(f64, f64)>,
}

/// One of the eras, or scopes, that an order is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What it is called.
    pub label: String,
    /// Its number; `NAN` where it has none.
    pub value: f64,
    /// The lowest that it may be.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Answer {
    /// No number, and so no verdict.
    pub fn none(reason: impl Into<String>) -> Self {
        let none = Amount::NONE;
        let mut answer = Self::of(Verdict::NotDetermined, none, none, none);
        answer.facts.reason = Some(reason.into());
        answer
    }

    /// A number with its ends, and a verdict.
    pub fn of(verdict: Verdict, value: Amount, low: Amount, high: Amount) -> Self {
        Self {
            verdict,
            value: value.value(),
            low: low.value(),
            high: high.value(),
            rows: Vec::new(),
            facts: Facts::default(),
        }
    }

    /// One claim judged without and with the unclear visits: the verdict if both agree.
    #[must_use]
    pub fn beside(mut self, with_unclear: &Self) -> Self {
        self.facts.with_unclear = Some((with_unclear.verdict, with_unclear.value));
        self.facts.in_doubt = self.facts.in_doubt.or(with_unclear.facts.in_doubt);
        self.verdict = self.verdict.agreed(with_unclear.verdict);
        self.low = self.low.min(with_unclear.low);
        self.high = self.high.max(with_unclear.high);
        self
    }
}

/// Why an order cannot be judged: which eras have no value.
pub(super) fn without_value(compared: &[Compared]) -> String {
    let none = compared.iter().filter(|one| one.value.is_nan());
    let labels: Vec<&str> = none.map(|one| one.label.as_str()).collect();
    format!("no value for {}", labels.join(", "))
}
