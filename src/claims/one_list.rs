//! The one list of eras that a claim is about, with the visits of each era.

use std::rc::Rc;

use super::claim::{Claim, Statement};
use super::cumulative::OpenCounts;
use super::evaluator::{Counted, Evaluator};
use super::list::Span;
use super::record::Selection;
use super::scope::EraScope;
use super::specification::{Specification, Unclear};
use crate::error::Result;
use crate::infer::dispersion::Dispersion;
use crate::special::excess::Excess;

/// The eras of one list with their visits.
#[derive(Debug, Clone)]
pub struct OneList {
    /// What each era is called.
    pub labels: Vec<String>,
    /// The days and the exposure of each.
    pub spans: Vec<Span>,
    /// The visits of each by class.
    pub counts: Vec<OpenCounts>,
    /// How their years vary.
    pub dispersion: Dispersion,
    /// What the intervals and tests of each allow for.
    pub excesses: Vec<Excess>,
    /// The visits that count, in whatever era.
    pub selection: Selection,
}

impl Evaluator<'_> {
    /// The eras of the one list that a claim is about; none if it is about several lists, or about
    /// different visits in each era.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn one_list(&mut self, claim: &Claim, spec: &Specification) -> Result<Option<OneList>> {
        self.require_covered(claim, spec)?;
        let says = &claim.says;
        let with_unclear = spec.unclear == Unclear::Include;
        let scopes = match says {
            Statement::Number { at, .. }
            | Statement::Rank { at, .. }
            | Statement::ToldApart { at, .. } => vec![at],
            Statement::Ratio { at, of, .. } => vec![at, of],
            Statement::Lower { lower, higher, .. } => vec![lower, higher],
            Statement::Ascending { at, eras, .. } => {
                let (_, eras) = self.record.ordered_eras(at, eras, "at", spec)?;
                let period = at.period.as_ref();
                let Some(counted) = self.count(eras, period, "at", spec, with_unclear)? else {
                    return Ok(None);
                };
                return self.as_list(&counted, spec, with_unclear).map(Some);
            }
            _ => return Ok(None),
        };
        let mut lists = Vec::new();
        for scope in &scopes {
            match self.counted(scope, "at", spec, with_unclear)? {
                Some(counted) => lists.push(counted),
                None => return Ok(None),
            }
        }
        let Some(first) = lists.first() else {
            return Ok(None);
        };
        let same = |other: &Counted| {
            other.eras.list == first.eras.list
                && other.eras.visits == first.eras.visits
                && other.spans == first.spans
        };
        if !lists.iter().all(same) || (first.eras.list.is_none() && lists.len() > 1) {
            return Ok(None);
        }
        let first = first.clone();
        self.as_list(&first, spec, with_unclear).map(Some)
    }

    fn as_list(
        &mut self,
        counted: &Counted,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<OneList> {
        let selection = self.selection(&counted.eras.visits, "at", spec, with_unclear)?;
        let counted = &self.where_covered(counted, spec)?;
        let (dispersion, excesses) = counted.dispersion(spec);
        Ok(OneList {
            dispersion,
            excesses,
            labels: (0..counted.spans.len())
                .map(|era| counted.label(era).to_owned())
                .collect(),
            spans: counted.spans.to_vec(),
            counts: counted.counts.clone(),
            selection: selection.as_ref().clone(),
        })
    }

    /// The same without the eras that are not covered throughout: nothing is known of those.
    fn where_covered(&mut self, counted: &Counted, spec: &Specification) -> Result<Counted> {
        let unknown = self.uncovered_eras(counted, spec)?;
        let mut known = counted.clone();
        if !unknown.contains(&true) {
            return Ok(known);
        }
        let mut spans = known.spans.to_vec();
        for (span, unknown) in spans.iter_mut().zip(&unknown) {
            if *unknown {
                (span.end, span.quarters) = (span.start, 0.0);
            }
        }
        for (counts, unknown) in known.counts.iter_mut().zip(&unknown) {
            if *unknown {
                counts.sure.fill(0);
                counts.doubted.fill(0);
            }
        }
        known.spans = Rc::new(spans);
        Ok(known)
    }

    /// The rows of the visits counted for a scope, ascending.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn rows(
        &mut self,
        at: &EraScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Vec<usize>> {
        let Some(counted) = self.counted(at, "at", spec, with_unclear)? else {
            return Ok(Vec::new());
        };
        let span = counted
            .eras
            .own
            .map(|own| counted.span(own))
            .unwrap_or_default();
        if span.quarters <= 0.0 {
            return Ok(Vec::new());
        }
        let selection = self.selection(&counted.eras.visits, "at", spec, with_unclear)?;
        let rows = selection.rows.iter().copied();
        Ok(rows
            .filter(|row| span.holds(self.record.day(*row, spec.date_rule)))
            .collect())
    }
}
