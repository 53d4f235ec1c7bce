//! Evaluation: a claim on a record under a specification has one answer, whoever asks.

use super::amount::Amount;
use super::answer::Answer;
use super::claim::{Claim, Gap, Statement, Summary};
use super::evaluator::Evaluator;
use super::gaps;
use super::interval::Interval;
use super::open::in_range;
use super::outcome::Outcome;
use super::resolve::{era_in, window_of};
use super::scope::{RowScope, ShockScope, VisitScope};
use super::specification::{Specification, Unclear};
use super::verdict::Verdict;
use super::waits::{Range, Refusal, Waits, one_lag, summarized};
use crate::error::{ClaimMistake, Error, Result};
use crate::measure::lag::{Lag, Status};
use crate::word::Word;

impl Evaluator<'_> {
    /// The answer to a claim under a specification and the claim's own conventions.
    ///
    /// # Errors
    ///
    /// [`Error::Claim`] if the claim names what the record does not have.
    pub fn answer(&mut self, claim: &Claim, spec: &Specification) -> Result<Answer> {
        self.answer_under(claim, &spec.with(&claim.conventions))
    }

    /// The answer under just this specification, whatever the claim's own conventions.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn answer_under(&mut self, claim: &Claim, spec: &Specification) -> Result<Answer> {
        match spec.unclear {
            Unclear::Exclude => self.reading(claim, spec, false),
            Unclear::Include => self.reading(claim, spec, true),
            Unclear::Both => {
                if let Statement::Qualification { .. } = claim.says {
                    return self.reading(claim, spec, false);
                }
                let without = self.reading(claim, spec, false)?;
                let with = self.reading(claim, spec, true)?;
                Ok(without.beside(&with))
            }
        }
    }

    /// The same, but a name that this specification does not have (an era of another list) is no
    /// mistake: the claim is then not determined.
    ///
    /// # Errors
    ///
    /// Whatever else is wrong.
    pub fn answer_if_named(&mut self, claim: &Claim, spec: &Specification) -> Result<Answer> {
        match self.answer_under(claim, spec) {
            Err(Error::Claim(mistake)) => Ok(Answer::none(mistake.message)),
            answer => answer,
        }
    }

    /// Holds every name in a claim against the record: columns and values, sides, eras and shocks.
    ///
    /// # Errors
    ///
    /// [`Error::Claim`] for one that there is not, or a period outside the observation.
    pub fn verify(&mut self, claim: &Claim, spec: &Specification) -> Result<()> {
        for (key, scope) in claim.says.era_scopes() {
            let eras = self.record.eras(scope, key, spec)?;
            self.subset(&eras.visits, key)?;
            if let (Some(period), None) = (&scope.period, window_of(scope.period.as_ref(), spec)?) {
                let said = format!(
                    "the period '{}' lies outside the observation",
                    period.text()
                );
                let key = format!("{key}.period");
                return Err(ClaimMistake::new(&key, "period_outside", said).into());
            }
        }
        for (key, scope) in claim.says.shock_scopes() {
            self.subset(&scope.visits, key)?;
            self.waits_named(scope, key)?;
        }
        match &claim.says {
            Statement::Gap { at, .. } => self.subset(at, "at").map(|_| ()),
            Statement::Qualification { at, .. } => self.subset(&at.visits, "at").map(|_| ()),
            Statement::Ascending { at, eras, .. } => {
                let (list, visits) = self.record.ordered_eras(at, eras, "at", spec)?;
                self.subset(&visits, "at")?;
                for (number, era) in eras.iter().enumerate() {
                    era_in(&list, era, &format!("ascending[{number}]"))?;
                }
                Ok(())
            }
            Statement::Rank {
                at,
                ahead_only_of: Some(others),
                ..
            } => {
                let eras = self.record.eras(at, "at", spec)?;
                if let Some(list) = eras.list {
                    for (number, era) in others.iter().enumerate() {
                        era_in(&list, era, &format!("rank.ahead_only_of[{number}]"))?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The answer under just this specification, with the visits behind the number.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn answer_with_rows(&mut self, claim: &Claim, spec: &Specification) -> Result<Answer> {
        let mut answer = self.answer_under(claim, spec)?;
        let at = match &claim.says {
            Statement::Number { at, .. }
            | Statement::Ratio { at, .. }
            | Statement::Rank { at, .. }
            | Statement::ToldApart { at, .. } => at,
            Statement::Lower {
                lower,
                higher,
                about_higher,
                ..
            } => {
                if *about_higher {
                    higher
                } else {
                    lower
                }
            }
            _ => return Ok(answer),
        };
        answer.rows = self.rows(at, spec, spec.unclear == Unclear::Include)?;
        Ok(answer)
    }

    /// The days of the visits of a scope that count, each the first that it may have been.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn days(
        &mut self,
        scope: &VisitScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Vec<i64>> {
        let selection = self.selection(scope, "at", spec, with_unclear)?;
        let rows = selection.rows.iter();
        Ok(rows
            .map(|row| self.record.days(*row, spec.date_rule).first)
            .collect())
    }

    /// The days of the shocks of a scope, all of one pair of countries, and of the visits that may
    /// answer them.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`]; [`Error::Undefined`] if the shocks are of several pairs, or none is meant.
    pub fn shocks_and_days(
        &mut self,
        scope: &ShockScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<(Vec<i64>, Vec<i64>)> {
        let waits = match self.waits(scope, "at", spec, with_unclear)? {
            Ok(waits) => waits,
            Err(answer) => {
                let reason = answer.facts.reason.unwrap_or_default();
                return Err(undefined(reason));
            }
        };
        let found = waits.of_one_pair();
        found.ok_or_else(|| undefined("the shocks are of several pairs of countries".to_owned()))
    }

    fn reading(
        &mut self,
        claim: &Claim,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        match &claim.says {
            Statement::Lag { at, printed } => self.lag(at, *printed, spec, with_unclear),
            Statement::NoAnswer { at, expected } => {
                self.no_answer(at, *expected, spec, with_unclear)
            }
            Statement::LagSummary {
                summary,
                at,
                printed,
            } => self.summary(*summary, at, *printed, spec, with_unclear),
            Statement::LagsLower {
                summary,
                lower,
                higher,
                about_higher,
            } => {
                let keys = if *about_higher {
                    ["higher_than", "at"]
                } else {
                    ["at", "lower_than"]
                };
                self.lower_lags(
                    *summary,
                    [lower, higher],
                    keys,
                    *about_higher,
                    spec,
                    with_unclear,
                )
            }
            Statement::Gap { which, at, printed } => {
                self.gap(*which, at, *printed, spec, with_unclear)
            }
            Statement::Qualification { at, outcome } => self.qualification(at, *outcome, spec),
            _ => self.on_eras(&claim.says, spec, with_unclear),
        }
    }

    fn waits_named(&self, scope: &ShockScope, key: &str) -> Result<()> {
        super::waits::named(self.record, scope, key).map(|_| ())
    }

    fn waits(
        &mut self,
        scope: &ShockScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Waits, Answer>> {
        let subset = self.subset(&scope.visits, key)?;
        let found = Waits::of(self.record, scope, key, &subset, spec, with_unclear)?;
        Ok(found.map_err(|refusal| {
            Answer::none(match refusal {
                Refusal::NoShock => "no shock is meant".to_owned(),
                Refusal::SeveralPairs(pairs) => format!(
                    "the visits are of {pairs} pairs of countries, and the shocks do not say of which \
                     they are"
                ),
            })
        }))
    }

    fn lag(
        &mut self,
        at: &ShockScope,
        printed: Interval,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let waits = match self.waits(at, "at", spec, with_unclear)? {
            Ok(waits) => waits,
            Err(answer) => return Ok(answer),
        };
        let of = |lags: &[Lag]| lags.first().and_then(one_lag);
        let plain = waits.plain()?;
        let ends = waits.over(|lags| Ok(of(lags)))?;
        let value = exactly(of(&plain));
        Ok(answered(&waits, &plain, value, &ends, printed))
    }

    fn no_answer(
        &mut self,
        at: &ShockScope,
        expected: bool,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let waits = match self.waits(at, "at", spec, with_unclear)? {
            Ok(waits) => waits,
            Err(answer) => return Ok(answer),
        };
        let open = |lags: &[Lag]| match lags.first().map(|lag| lag.status) {
            Some(Status::Censored) => Some(true),
            Some(Status::Observed) => Some(false),
            _ => None,
        };
        let plain = waits.plain()?;
        let outcomes = waits.over(|lags| Ok(open(lags).map(|open| open == expected)))?;
        let ends = waits.over(|lags| Ok(lags.first().and_then(one_lag)))?;
        let value = exactly(plain.first().and_then(one_lag));
        let mut answer = unjudged(&waits, &plain, value, &ends);
        answer.verdict = outcomes.map_or(Verdict::NotDetermined, Verdict::over);
        Ok(answer)
    }

    fn summary(
        &mut self,
        summary: Summary,
        at: &ShockScope,
        printed: Interval,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let waits = match self.waits(at, "at", spec, with_unclear)? {
            Ok(waits) => waits,
            Err(answer) => return Ok(answer),
        };
        let plain = waits.plain()?;
        let value = summarized(summary, &plain, spec.tau)?;
        let ends = waits.over(|lags| summarized(summary, lags, spec.tau))?;
        let value = value.map(|ends| ends.0);
        let mut answer = answered(&waits, &plain, value, &ends, printed);
        let restricted = summarized(Summary::RestrictedMean, &plain, spec.tau)?;
        answer.facts.restricted_mean = restricted.map(|ends| ends.0);
        Ok(answer)
    }

    fn lower_lags(
        &mut self,
        summary: Summary,
        scopes: [&ShockScope; 2],
        keys: [&str; 2],
        about_higher: bool,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let mut found = Vec::new();
        for (scope, key) in scopes.into_iter().zip(keys) {
            let waits = match self.waits(scope, key, spec, with_unclear)? {
                Ok(waits) => waits,
                Err(answer) => {
                    found.push(answer);
                    continue;
                }
            };
            let plain = waits.plain()?;
            let value = summarized(summary, &plain, spec.tau)?;
            let ends = waits.over(|lags| summarized(summary, lags, spec.tau))?;
            let value = value.map(|ends| ends.0);
            found.push(unjudged(&waits, &plain, value, &ends));
        }
        let [lower, higher] = found.as_slice() else {
            return Ok(Answer::none("nothing is compared"));
        };
        let open = [lower, higher]
            .iter()
            .any(|side| side.verdict != Verdict::Reproduced);
        let at = Amount::real;
        let verdict = if open {
            Verdict::NotDetermined
        } else {
            let certain = at(lower.high).is_below(at(higher.low));
            Verdict::of(certain, at(lower.low).is_below(at(higher.high)))
        };
        let compared = [lower, higher].map(|side| super::answer::Compared {
            label: String::new(),
            value: side.value,
            low: side.low,
            high: side.high,
        });
        let mut answer = if about_higher {
            higher.clone()
        } else {
            lower.clone()
        };
        answer.verdict = verdict;
        let reasons = [lower, higher].map(|side| side.facts.reason.clone());
        answer.facts.reason = reasons.into_iter().flatten().next();
        answer.facts.compared = compared.to_vec();
        Ok(answer)
    }

    fn gap(
        &mut self,
        which: Gap,
        at: &VisitScope,
        printed: Interval,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let selection = self.selection(at, "at", spec, with_unclear)?;
        let found = gaps::gap(which, self.record, &selection, spec)?;
        let mut answer = ranged(found.plain, found.range);
        answer.rows = found.rows;
        answer.facts.count = Some(found.visit_days);
        answer.facts.probability = found.probability;
        if answer.verdict == Verdict::Reproduced {
            answer.verdict = in_range(Amount::real(answer.low), Amount::real(answer.high), printed);
        }
        Ok(answer)
    }

    fn qualification(
        &mut self,
        at: &RowScope,
        outcome: Outcome,
        spec: &Specification,
    ) -> Result<Answer> {
        let subset = self.subset(&at.visits, "at")?;
        let days = at.period.as_ref().map(super::dates::Period::days);
        let meant = |row: &usize| {
            let day = self.record.day(*row, spec.date_rule);
            days.is_none_or(|days| (days.first..=days.last).contains(&day))
        };
        let rows = subset
            .iter()
            .enumerate()
            .filter_map(|(row, keep)| keep.then_some(row));
        let rows: Vec<usize> = rows.filter(meant).collect();
        let agree = rows
            .iter()
            .filter(|row| self.record.outcome(**row, spec.definition) == outcome);
        let agree = agree.count();
        if rows.is_empty() {
            return Ok(Answer::none("the record has no such visit"));
        }
        let none = Amount::NONE;
        let mut answer = Answer::of(
            Verdict::of(agree == rows.len(), agree > 0),
            none,
            none,
            none,
        );
        answer.rows = rows;
        Ok(answer)
    }
}

fn undefined(reason: String) -> Error {
    Error::Undefined {
        name: "the lags".to_owned(),
        reason,
    }
}

type Ends = Option<(f64, f64)>;

/// A lag that has ended; one that still runs has no value yet.
fn exactly(ends: Ends) -> Option<f64> {
    let ended = ends.filter(|ends| ends.1.is_finite());
    ended.map(|ends| ends.0)
}

/// The answer to a printed number on lags.
fn answered(
    waits: &Waits,
    plain: &[Lag],
    value: Option<f64>,
    ends: &Option<Vec<Ends>>,
    printed: Interval,
) -> Answer {
    let mut answer = unjudged(waits, plain, value, ends);
    if answer.verdict == Verdict::Reproduced {
        let (low, high) = (Amount::real(answer.low), Amount::real(answer.high));
        answer.verdict = in_range(low, high, printed);
    }
    answer
}

/// The range of a number on lags; not determined where some completion has none.
fn unjudged(waits: &Waits, plain: &[Lag], value: Option<f64>, ends: &Option<Vec<Ends>>) -> Answer {
    let range = match ends {
        None => waits.outer(),
        Some(ends) => Range {
            low: ends
                .iter()
                .flatten()
                .map(|ends| ends.0)
                .fold(f64::INFINITY, f64::min),
            high: ends
                .iter()
                .flatten()
                .map(|ends| ends.1)
                .fold(f64::NEG_INFINITY, f64::max),
            may_be_none: ends.iter().any(Option::is_none),
        },
    };
    let mut answer = ranged(value, range);
    answer.rows = waits.rows(plain);
    answer.facts.lags = plain
        .iter()
        .map(|lag| (lag.status.word(), lag.days))
        .collect();
    if answer.low.is_nan() {
        answer.facts.reason = Some(why_not(plain));
    }
    answer
}

/// A number with its range: reproduced until a print says otherwise, not determined where it may be none.
fn ranged(value: Option<f64>, range: Range) -> Answer {
    let known = range.low <= range.high;
    let end = |end: f64| {
        if known {
            Amount::real(end)
        } else {
            Amount::NONE
        }
    };
    let verdict = if known && !range.may_be_none {
        Verdict::Reproduced
    } else {
        Verdict::NotDetermined
    };
    let value = value.map_or(Amount::NONE, Amount::real);
    Answer::of(verdict, value, end(range.low), end(range.high))
}

fn why_not(lags: &[Lag]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for lag in lags {
        let reason = match lag.status {
            Status::AfterEnd => "the shock came after the observation",
            Status::BeforeStart => "the shock came before the observation",
            Status::LeftOut => "the shock fell while an earlier one waited",
            Status::Censored => "no visit had followed any shock when the observation ended",
            Status::Observed => continue,
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        "there is no value".to_owned()
    } else {
        reasons.join("; ")
    }
}
