//! Evaluation: a claim on a record under a specification has one answer, whoever asks.

use super::amount::Amount;
use super::answer::Answer;
use super::asked::{Asked, Reading};
use super::claim::{Claim, Relative, Statement};
use super::evaluator::Evaluator;
use super::on_eras::other_era_in;
use super::on_waits::{self, lag, no_answer};
use super::outcome::Outcome;
use super::resolve::eras_in;
use super::scope::{RowScope, ShockScope, VisitScope};
use super::specification::{Specification, Unclear};
use super::verdict::Verdict;
use super::waits::named;
use crate::error::{Error, Result};

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
        Ok(self.asked(claim, spec)?.answer(self.record, spec.scheme))
    }

    /// What the claim is asked of under just this specification, whatever visits weigh.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn asked(&mut self, claim: &Claim, spec: &Specification) -> Result<Asked> {
        if let Some(reason) = self.outside(claim, spec)? {
            return Ok(Asked::told(Answer::none(reason)));
        }
        let both = spec.unclear == Unclear::Both
            && !matches!(
                claim.says,
                Statement::Qualification { .. } | Statement::Series(_)
            );
        let reading = self.reading(claim, spec, spec.unclear == Unclear::Include)?;
        let with_unclear = both.then(|| self.reading(claim, spec, true));
        Ok(Asked::of(reading, with_unclear.transpose()?))
    }

    /// The same, but a name that this specification does not have (an era of another list) is no
    /// mistake, and neither is an observation that ends before it begins: the claim is then not
    /// determined.
    ///
    /// # Errors
    ///
    /// Whatever else is wrong.
    pub fn answer_if_named(&mut self, claim: &Claim, spec: &Specification) -> Result<Answer> {
        let asked = self.asked_if_named(claim, spec)?;
        Ok(asked.answer(self.record, spec.scheme))
    }

    /// What the claim is asked of, likewise.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer_if_named`].
    pub fn asked_if_named(&mut self, claim: &Claim, spec: &Specification) -> Result<Asked> {
        if let (Err(empty), true) = (spec.window(), claim.says.is_on_visits()) {
            return Ok(Asked::told(Answer::none(empty.to_string())));
        }
        match self.asked(claim, spec) {
            Err(Error::Claim(mistake)) => Ok(Asked::told(Answer::none(mistake.message))),
            asked => asked,
        }
    }

    /// Holds every name in a claim against the record: columns and values, sides, eras and shocks.
    ///
    /// # Errors
    ///
    /// [`Error::Claim`] for one that there is not.
    pub fn verify(&mut self, claim: &Claim, spec: &Specification) -> Result<()> {
        for (key, scope) in claim.says.era_scopes() {
            let eras = self.record.eras(scope, key, spec)?;
            self.subset(&eras.visits, key)?;
        }
        for (key, scope) in claim.says.shock_scopes() {
            self.subset(&scope.visits, key)?;
            named(self.record, scope, key)?;
        }
        self.record.verify_apart(claim, spec)?;
        match &claim.says {
            Statement::Gap { at, .. } => self.subset(at, "at").map(|_| ()),
            Statement::Qualification { at, .. } => self.subset(&at.visits, "at").map(|_| ()),
            Statement::Series(says) => self.record.verify_series(says),
            Statement::Ascending { at, eras, .. } => {
                let (list, of_list) = self.record.ordered_eras(at, eras, "at", spec)?;
                self.subset(&of_list.visits, "at")?;
                eras_in(&list, eras, "ascending").map(|_| ())
            }
            Statement::Rank {
                at,
                ahead_only_of: Some(others),
                ..
            } => {
                let eras = self.record.eras(at, "at", spec)?;
                let list = eras.list.as_ref();
                list.map_or(Ok(()), |list| {
                    eras_in(list, others, "rank.ahead_only_of").map(|_| ())
                })
            }
            Statement::Relative(asked) => self.record.verify_relative(asked, spec),
            Statement::ToldApart {
                at, from, against, ..
            } => {
                let eras = self.record.eras(at, "at", spec)?;
                let Some(list) = eras.list.as_ref() else {
                    return Ok(());
                };
                other_era_in(list, from, "told_apart_from")?;
                let others = against.as_deref().unwrap_or_default();
                eras_in(list, others, "against").map(|_| ())
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
        if self.outside(claim, spec)?.is_some() {
            return Ok(answer);
        }
        let at = match &claim.says {
            Statement::Number { at, .. }
            | Statement::Ratio { at, .. }
            | Statement::Rank { at, .. }
            | Statement::ToldApart { at, .. }
            | Statement::Relative(Relative { at, .. }) => at,
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
    ) -> Result<Reading> {
        let answer = match &claim.says {
            Statement::Lag { at, printed } => {
                self.on_lags(at, spec, with_unclear, |waits| lag(waits, *printed))
            }
            Statement::NoAnswer { at, expected } => {
                self.on_lags(at, spec, with_unclear, |waits| no_answer(waits, *expected))
            }
            Statement::LagSummary {
                summary,
                at,
                printed,
            } => self.on_lags(at, spec, with_unclear, |waits| {
                on_waits::summary(waits, *summary, *printed, spec.tau)
            }),
            Statement::LagsLower {
                summary,
                lower,
                higher,
                about_higher,
            } => {
                let scopes = [lower, higher];
                self.lower_lags(*summary, scopes, *about_higher, spec, with_unclear)
            }
            Statement::Gap { which, at, printed } => {
                self.gap(*which, at, *printed, spec, with_unclear)
            }
            Statement::Qualification { at, outcome } => self.qualification(at, *outcome, spec),
            Statement::Series(says) => self.record.on_series(says),
            _ => return self.on_eras(&claim.says, spec, with_unclear),
        };
        Ok(answer?.into())
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
    Error::undefined("the lags", reason)
}
