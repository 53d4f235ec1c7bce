//! Whether a claim reaches outside of what its record covers: who, and when.

use super::claim::{Claim, Gap, Statement};
use super::evaluator::{Counted, Evaluator};
use super::gaps;
use super::list::Span;
use super::resolve::eras_in;
use super::scope::{EraScope, ShockScope, VisitScope};
use super::specification::{Specification, Unclear};
use crate::error::{Error, Result};
use crate::measure::lag::Overlap;

/// Why something is not covered; none where it is.
type Lack = Option<String>;

impl Evaluator<'_> {
    /// Why a claim cannot be answered from what is covered; none where it can.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn outside(&mut self, claim: &Claim, spec: &Specification) -> Result<Lack> {
        if self.record.coverage.is_none() {
            return Ok(None);
        }
        let readings: &[bool] = match spec.unclear {
            Unclear::Exclude => &[false],
            Unclear::Include => &[true],
            // Without the unclear visits a wait is longer, with them more kinds of visits count.
            Unclear::Both => &[false, true],
        };
        first(readings, |with_unclear| {
            self.reading_outside(claim, spec, *with_unclear)
        })
    }

    fn reading_outside(
        &mut self,
        claim: &Claim,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        match &claim.says {
            Statement::Number { .. } | Statement::Ratio { .. } | Statement::Lower { .. } => {
                first(claim.says.era_scopes(), |(key, scope)| {
                    self.own_outside(scope, key, spec, with_unclear)
                })
            }
            // A place among eras, and a p adjusted over them, hang on every one.
            Statement::Rank { at, .. } | Statement::ToldApart { at, .. } => {
                let Some(counted) = self.counted(at, "at", spec, with_unclear)? else {
                    return Ok(None);
                };
                let every: Vec<usize> = (0..counted.spans.len()).collect();
                self.eras_outside(&counted, &every, spec, with_unclear)
            }
            Statement::Relative(asked) => {
                let Some(counted) = self.counted(&asked.at, "at", spec, with_unclear)? else {
                    return Ok(None);
                };
                let every: Vec<usize> = (0..counted.spans.len()).collect();
                let beside = self.baseline(&counted, asked, spec, with_unclear)?;
                first(beside.iter().chain([&counted]), |one| {
                    self.eras_outside(one, &every, spec, with_unclear)
                })
            }
            Statement::Ascending { at, eras, .. } => {
                let (list, of_list) = self.record.ordered_eras(at, eras, "at", spec)?;
                let places = eras_in(&list, eras, "ascending")?;
                let period = at.period.as_ref();
                let Some(counted) = self.count(of_list, period, "at", spec, with_unclear)? else {
                    return Ok(None);
                };
                self.eras_outside(&counted, &places, spec, with_unclear)
            }
            Statement::Lag { .. }
            | Statement::NoAnswer { .. }
            | Statement::LagSummary { .. }
            | Statement::LagsLower { .. } => first(claim.says.shock_scopes(), |(key, scope)| {
                self.waits_outside(scope, key, spec, with_unclear)
            }),
            Statement::Gap { which, at, .. } => self.gap_outside(*which, at, spec, with_unclear),
            // What the definition says of a visit that is on record hangs on no other, and a series
            // says itself for which days it has no figure.
            Statement::Qualification { .. } | Statement::Series(_) => Ok(None),
        }
    }

    /// Refuses a claim that cannot be answered from what is covered.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] with who and when; as [`Evaluator::answer`].
    pub fn require_covered(&mut self, claim: &Claim, spec: &Specification) -> Result<()> {
        refuse(self.outside(claim, spec)?)
    }

    /// Refuses shocks after the first of which some visit that may answer is not always covered.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] with who and when; as [`Evaluator::answer`].
    pub fn require_covered_after(
        &mut self,
        scope: &ShockScope,
        spec: &Specification,
    ) -> Result<()> {
        let window = spec.window()?;
        let with_unclear = spec.unclear != Unclear::Exclude;
        let Ok(waits) = self.waits(scope, "at", spec, with_unclear)? else {
            return Ok(());
        };
        let first = waits.open.asked().map(|(_, days)| days.first).min();
        let since = first.unwrap_or(window.end()).max(window.since());
        let days = (since, window.end());
        refuse(self.lacks(&scope.visits, days, "at", spec, with_unclear)?)
    }

    /// Who of a scope is not covered on some day of the observation.
    pub(super) fn lacks_throughout(
        &mut self,
        scope: &VisitScope,
        spec: &Specification,
    ) -> Result<Lack> {
        let window = spec.window()?;
        let with_unclear = spec.unclear != Unclear::Exclude;
        let days = (window.since(), window.end());
        self.lacks(scope, days, "at", spec, with_unclear)
    }

    /// Refuses a scope some of whose visits are not covered on some day of the observation.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] with who and when; as [`Evaluator::answer`].
    pub fn require_covered_throughout(
        &mut self,
        scope: &VisitScope,
        spec: &Specification,
    ) -> Result<()> {
        refuse(self.lacks_throughout(scope, spec)?)
    }

    /// The eras of a list with exposure that are not covered throughout.
    pub(super) fn uncovered_eras(
        &mut self,
        counted: &Counted,
        spec: &Specification,
    ) -> Result<Vec<bool>> {
        let with_unclear = spec.unclear != Unclear::Exclude;
        let eras = 0..counted.spans.len();
        eras.map(|era| {
            let lack = self.eras_outside(counted, &[era], spec, with_unclear)?;
            Ok(lack.is_some())
        })
        .collect()
    }

    fn own_outside(
        &mut self,
        scope: &EraScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        let Some(counted) = self.counted(scope, key, spec, with_unclear)? else {
            return Ok(None);
        };
        let own: Vec<usize> = counted.eras.own.into_iter().collect();
        self.eras_outside(&counted, &own, spec, with_unclear)
    }

    fn eras_outside(
        &mut self,
        counted: &Counted,
        eras: &[usize],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        let spans = eras.iter().map(|era| counted.span(*era));
        let exposed = spans.filter(|span| span.quarters > 0.0);
        first(exposed, |Span { start, end, .. }| {
            let visits = &counted.eras.visits;
            self.lacks(visits, (start, end), "at", spec, with_unclear)
        })
    }

    fn waits_outside(
        &mut self,
        scope: &ShockScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        let Ok(waits) = self.waits(scope, key, spec, with_unclear)? else {
            return Ok(None);
        };
        let open = &waits.open;
        let (window, tie) = (open.window, open.same_day.least_lag());
        let mut named: Vec<_> = open.named.iter().collect();
        // Of several shocks the first in time is told, wherever it stands in its table.
        named.sort_by_key(|place| {
            open.shocks
                .get(**place)
                .map(|(_, days)| (days.first, days.last))
        });
        let mut told: Option<((i64, i64), String)> = None;
        for place in named {
            let Some((group, days)) = open.shocks.get(*place).copied() else {
                continue;
            };
            if !window.contains(days.first) {
                continue;
            }
            let sure = open.visits.iter().filter(|visit| {
                visit.group == group && !visit.optional && visit.days.first >= days.first + tie
            });
            let answer = sure.map(|visit| visit.days.last).min();
            let last = answer.unwrap_or(window.through()).min(window.through());
            let (mut from, mut until) = (days.first + tie, last);
            if open.overlap != Overlap::Both {
                // Whether an earlier shock still waits, or a later one cuts in, hangs on all of them.
                (from, until) = (window.since(), window.through());
            }
            let mut visits = scope.visits.clone();
            let shock = self.record.shocks().get(*place);
            let countries = shock.and_then(|shock| shock.countries.clone());
            if visits.dyad.is_none() && self.record.tells_pairs() {
                visits.between = countries;
            }
            let at = (days.first, days.last);
            if told.as_ref().is_some_and(|(known, _)| *known != at) {
                break;
            }
            let lack = self.lacks(&visits, (from, until + 1), key, spec, with_unclear)?;
            told = told.into_iter().chain(lack.map(|why| (at, why))).min();
        }
        Ok(told.map(|(_, why)| why))
    }

    fn gap_outside(
        &mut self,
        which: Gap,
        at: &VisitScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        let window = spec.window()?;
        let selection = self.selection(at, "at", spec, with_unclear)?;
        let from = match which {
            Gap::Open => gaps::may_be_open_since(self.record, &selection, spec)?,
            Gap::Longest => window.since(),
        };
        self.lacks(at, (from, window.end()), "at", spec, with_unclear)
    }

    fn lacks(
        &mut self,
        scope: &VisitScope,
        (start, end): (i64, i64),
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Lack> {
        let Some(coverage) = &self.record.coverage else {
            return Ok(None);
        };
        let kinds = self.kinds(coverage, scope, key, spec.definition, with_unclear)?;
        Ok(coverage.lacks(&kinds, start, end))
    }
}

fn refuse(lack: Lack) -> Result<()> {
    lack.map_or(Ok(()), |reason| Err(Error::undefined("the claim", reason)))
}

/// The first thing that is lacking, asked of each in turn.
fn first<T>(
    each: impl IntoIterator<Item = T>,
    mut lack: impl FnMut(T) -> Result<Lack>,
) -> Result<Lack> {
    let found = each.into_iter().find_map(|one| lack(one).transpose());
    found.transpose()
}
