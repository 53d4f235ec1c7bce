//! Claims on waiting times: a lag, a summary of lags, one lower than another, a gap.

use super::amount::Amount;
use super::answer::Answer;
use super::claim::{Gap, Summary};
use super::doubted_waits::{Doubted, Ends, every_lag};
use super::evaluator::Evaluator;
use super::gaps;
use super::interval::Interval;
use super::lag_summary::summarized;
use super::open::in_range;
use super::scope::{ShockScope, VisitScope, compared_keys};
use super::settled_waits::{Made, over_shared, over_sources};
use super::specification::Specification;
use super::verdict::Verdict;
use super::waits::{Range, Waits};
use crate::error::Result;
use crate::measure::lag::open::{Candidate, OpenWaits};
use crate::measure::lag::{Lag, Overlap, Status};
use crate::word::Word;

impl Evaluator<'_> {
    pub(super) fn waits(
        &mut self,
        scope: &ShockScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Waits, Answer>> {
        let subset = self.subset(&scope.visits, key)?;
        let found = Waits::of(self.record, scope, key, &subset, spec, with_unclear)?;
        Ok(found.map_err(|refusal| Answer::none(refusal.said())))
    }

    /// The shocks of a scope with every visit that could answer; the reason where there are none.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn every_wait(
        &mut self,
        scope: &ShockScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<OpenWaits, String>> {
        let subset = self.subset(&scope.visits, "at")?;
        let found = Waits::every(self.record, scope, "at", &subset, spec, with_unclear)?;
        Ok(found
            .map(|waits| waits.open)
            .map_err(super::waits::Refusal::said))
    }

    /// The visits of a scope that count, with the days that each may have had.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn candidates(
        &mut self,
        scope: &VisitScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Vec<Candidate>> {
        let selection = self.selection(scope, "at", spec, with_unclear)?;
        Ok(self.record.candidates(&selection, spec, |_| 0))
    }

    /// What is asked of the lags of a scope; where there are none, why.
    pub(super) fn on_lags(
        &mut self,
        at: &ShockScope,
        spec: &Specification,
        with_unclear: bool,
        ask: impl FnOnce(&Waits) -> Result<Answer>,
    ) -> Result<Answer> {
        match self.waits(at, "at", spec, with_unclear)? {
            Ok(waits) => ask(&waits),
            Err(answer) => Ok(answer),
        }
    }

    pub(super) fn lower_lags(
        &mut self,
        summary: Summary,
        scopes: [&ShockScope; 2],
        about_higher: bool,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let (mut found, mut asked) = (Vec::new(), Vec::new());
        for (scope, key) in scopes.into_iter().zip(compared_keys(about_higher)) {
            let waits = match self.waits(scope, key, spec, with_unclear)? {
                Ok(waits) => waits,
                Err(answer) => {
                    found.push(answer);
                    continue;
                }
            };
            let made = Doubted::summary(&waits, summary, spec.tau)?;
            found.push(unjudged(&waits, &made));
            asked.push(waits);
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
        answer.facts.in_doubt = lower.facts.in_doubt.or(higher.facts.in_doubt);
        answer.facts.extrapolated = lower.facts.extrapolated || higher.facts.extrapolated;
        if let (Verdict::NotDetermined, [lower, higher]) = (verdict, asked.as_slice()) {
            answer.verdict = over_shared(lower, higher, Made::Summary(summary, spec.tau))?;
        }
        Ok(answer)
    }

    pub(super) fn gap(
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
        answer.facts.in_doubt = found.in_doubt;
        let throughout = self.lacks_throughout(at, spec)?.is_none();
        answer.facts.probability = found.probability.filter(|_| throughout);
        if answer.low.is_nan() {
            answer.facts.reason = Some("fewer than two days have a visit that counts".to_owned());
        }
        let answer = judged(answer, printed);
        answer.or_by_sources(|| gaps::over_sources(which, self.record, &selection, spec, printed))
    }
}

impl Answer {
    /// The same, asked of each subset of the visits in doubt where the whole range does not decide it.
    fn or_by_sources(mut self, ask: impl FnOnce() -> Result<Verdict>) -> Result<Self> {
        if self.verdict == Verdict::NotDetermined && self.facts.in_doubt.sources {
            self.verdict = ask()?;
        }
        Ok(self)
    }
}

pub(super) fn lag(waits: &Waits, printed: Interval) -> Result<Answer> {
    let answer = judged(unjudged(waits, &Doubted::lag(waits)?), printed);
    answer.or_by_sources(|| over_sources(waits, Made::Lag, printed))
}

pub(super) fn no_answer(waits: &Waits, expected: bool) -> Result<Answer> {
    let mut answer = unjudged(waits, &Doubted::lag(waits)?);
    // A lag without an end is one that still runs.
    let holds = |ends: Ends| ends.map(|(_, high)| high.is_infinite() == expected);
    let outcomes = every_lag(waits)?.map(|ends| Verdict::over(ends.into_iter().map(holds)));
    answer.verdict = outcomes.unwrap_or(Verdict::NotDetermined);
    Ok(answer)
}

/// A summary of lags, a mean restricted to `tau`.
pub(super) fn summary(
    waits: &Waits,
    summary: Summary,
    printed: Interval,
    tau: Option<u32>,
) -> Result<Answer> {
    let found = Doubted::summary(waits, summary, tau)?;
    let answer = judged(unjudged(waits, &found), printed);
    let made = Made::Summary(summary, tau);
    let mut answer = answer.or_by_sources(|| over_sources(waits, made, printed))?;
    let restricted = summarized(Summary::RestrictedMean, &found.lags, tau)?;
    answer.facts.restricted_mean = restricted.map(|ends| ends.0);
    Ok(answer)
}

/// A number that has a value in every completion, held against what was printed.
fn judged(mut answer: Answer, printed: Interval) -> Answer {
    if answer.verdict == Verdict::Reproduced {
        let (low, high) = (Amount::real(answer.low), Amount::real(answer.high));
        answer.verdict = in_range(low, high, printed);
    }
    answer
}

/// A number on lags; not determined where some completion has none.
fn unjudged(waits: &Waits, found: &Doubted) -> Answer {
    let mut answer = ranged(found.value, found.range);
    answer.rows = waits.rows(&found.lags);
    answer.facts.in_doubt = found.in_doubt;
    answer.facts.extrapolated = found.extrapolated;
    answer.facts.lags = found
        .lags
        .iter()
        .map(|lag| (lag.status.word(), lag.days))
        .collect();
    if answer.low.is_nan() {
        let cut = waits.open.overlap == Overlap::Latest;
        answer.facts.reason = Some(why_not(&found.lags, cut));
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

/// Why lags have no summary; `cut` if the next shock ends the wait of the one before it.
fn why_not(lags: &[Lag], cut: bool) -> String {
    let answered = lags.iter().any(|lag| lag.status == Status::Observed);
    let mut reasons: Vec<&str> = Vec::new();
    for lag in lags {
        let reason = match lag.status {
            Status::AfterEnd => "the shock came after the observation",
            Status::BeforeStart => "the shock came before the observation",
            Status::LeftOut => "the shock fell while an earlier one waited",
            Status::Censored if answered => "too many shocks were not answered for it to be known",
            Status::Censored if cut => {
                "no visit followed any shock before the next one or the end of the observation"
            }
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
