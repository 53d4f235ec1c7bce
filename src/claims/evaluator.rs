//! What evaluation keeps: each subset, count and calendar of a record is worked out once.

use std::collections::HashMap;
use std::rc::Rc;

use super::comparisons::excesses;
use super::coverage::Coverage;
use super::cumulative::{CumulativeCounts, OpenCounts};
use super::dates::Period;
use super::list::{EraList, Span};
use super::record::{Record, Selection};
use super::resolve::{Eras, WHOLE, window_of};
use super::scope::{EraScope, VisitScope};
use super::specification::{DateRule, Exposure, Specification, Unsourced};
use super::told_apart::Known;
use crate::error::Result;
use crate::infer::dispersion::{Dispersion, Year};
use crate::measure::era::Handover;
use crate::measure::years::Cell;
use crate::special::excess::Excess;
use crate::time::window::Window;

/// What decides which visits count: the scope, the definition, and what becomes of doubtful ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SelectionKey {
    scope: usize,
    definition: usize,
    with_unclear: bool,
    unsourced: Unsourced,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SpanKey {
    list: Option<usize>,
    since: i64,
    through: i64,
    exposure: Exposure,
    handover: Handover,
}

/// Answers claims on one record. One for each thread: what it keeps is its own.
#[derive(Debug)]
pub struct Evaluator<'r> {
    pub(super) record: &'r Record,
    scopes: Vec<(VisitScope, Rc<Vec<bool>>)>,
    selections: HashMap<SelectionKey, Rc<Selection>>,
    counts: HashMap<(SelectionKey, DateRule), Rc<CumulativeCounts>>,
    lists: Vec<Rc<EraList>>,
    spans: HashMap<SpanKey, Rc<Vec<Span>>>,
    kinds: HashMap<(usize, usize, bool), Rc<Vec<usize>>>,
    pub(super) apart: Known,
}

/// The eras of a scope under a specification, with the visits of each.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) eras: Eras,
    pub(super) spans: Rc<Vec<Span>>,
    pub(super) counts: Vec<OpenCounts>,
    cumulative: Rc<CumulativeCounts>,
}

impl Counted {
    /// What each era is called.
    pub(super) fn label(&self, era: usize) -> &str {
        let labels = self
            .eras
            .list
            .as_ref()
            .and_then(|list| list.labels.get(era));
        labels.map_or(WHOLE, String::as_str)
    }

    /// How the years of the eras vary, all visits in doubt counted, and what each era's intervals and
    /// tests allow for by a method.
    pub(super) fn dispersion(&self, spec: &Specification) -> (Dispersion, Vec<Excess>) {
        let years = |span: &Span| {
            let cells = span.cells(spec.exposure).into_iter();
            let year = |cell: Cell| Year {
                count: self.cumulative.number(cell.start, cell.end),
                years: cell.years(),
            };
            cells.map(year).collect()
        };
        let eras: Vec<Vec<Year>> = self.spans.iter().map(years).collect();
        excesses(&eras, spec.method)
    }

    /// The days and the exposure of an era.
    pub(super) fn span(&self, era: usize) -> Span {
        self.spans.get(era).copied().unwrap_or_default()
    }
}

impl<'r> Evaluator<'r> {
    /// An evaluator of one record.
    pub fn new(record: &'r Record) -> Self {
        Self {
            record,
            scopes: Vec::new(),
            selections: HashMap::new(),
            counts: HashMap::new(),
            lists: Vec::new(),
            spans: HashMap::new(),
            kinds: HashMap::new(),
            apart: Known::new(),
        }
    }

    /// The visits that a scope speaks of, whatever the specification; `key` is where it is written.
    ///
    /// # Errors
    ///
    /// As [`Record::subset`].
    pub fn subset(&mut self, scope: &VisitScope, key: &str) -> Result<Rc<Vec<bool>>> {
        let number = self.scope(scope, key)?;
        let found = self.scopes.get(number).map(|(_, subset)| Rc::clone(subset));
        Ok(found.unwrap_or_default())
    }

    /// The visits of a scope that count under a specification.
    pub(super) fn selection(
        &mut self,
        scope: &VisitScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Rc<Selection>> {
        let of = self.selection_key(scope, key, spec, with_unclear)?;
        Ok(self.selected(of, spec))
    }

    /// The eras of a scope with their visits; none if its period has no day of the observation.
    pub(super) fn counted(
        &mut self,
        scope: &EraScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Option<Counted>> {
        let eras = self.record.eras(scope, key, spec)?;
        self.count(eras, scope.period.as_ref(), key, spec, with_unclear)
    }

    /// The visits of each of some eras in a period; none if it has no day of the observation.
    pub(super) fn count(
        &mut self,
        eras: Eras,
        period: Option<&Period>,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Option<Counted>> {
        let Some(window) = window_of(period, spec)? else {
            return Ok(None);
        };
        let spans = self.spans(eras.list.as_ref(), window, spec)?;
        let of = self.selection_key(&eras.visits, key, spec, with_unclear)?;
        let counts = self.cumulative(of, spec);
        Ok(Some(Counted {
            counts: spans.iter().map(|span| counts.between(*span)).collect(),
            eras,
            spans,
            cumulative: counts,
        }))
    }

    /// The kinds of visits of a coverage that a scope may speak of under a definition.
    pub(super) fn kinds(
        &mut self,
        coverage: &Coverage,
        scope: &VisitScope,
        key: &str,
        definition: usize,
        with_unclear: bool,
    ) -> Result<Rc<Vec<usize>>> {
        let of = (self.scope(scope, key)?, definition, with_unclear);
        let found = || coverage.relevant(self.record, scope, definition, with_unclear);
        let kept = self.kinds.entry(of).or_insert_with(|| Rc::new(found()));
        Ok(Rc::clone(kept))
    }

    fn selection_key(
        &mut self,
        scope: &VisitScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<SelectionKey> {
        Ok(SelectionKey {
            scope: self.scope(scope, key)?,
            definition: spec.definition,
            with_unclear,
            unsourced: spec.unsourced,
        })
    }

    fn scope(&mut self, scope: &VisitScope, key: &str) -> Result<usize> {
        if let Some(number) = self.scopes.iter().position(|(known, _)| known == scope) {
            return Ok(number);
        }
        let subset = self.record.subset(scope, key)?;
        self.scopes.push((scope.clone(), Rc::new(subset)));
        Ok(self.scopes.len() - 1)
    }

    fn selected(&mut self, of: SelectionKey, spec: &Specification) -> Rc<Selection> {
        let found = || {
            let subset = self.scopes.get(of.scope).map(|(_, subset)| subset);
            let subset = subset.map_or(&[][..], |subset| subset);
            self.record.select(subset, spec, of.with_unclear)
        };
        let kept = self
            .selections
            .entry(of)
            .or_insert_with(|| Rc::new(found()));
        Rc::clone(kept)
    }

    fn cumulative(&mut self, of: SelectionKey, spec: &Specification) -> Rc<CumulativeCounts> {
        let key = (of, spec.date_rule);
        if let Some(found) = self.counts.get(&key) {
            return Rc::clone(found);
        }
        let selection = self.selected(of, spec);
        let found = CumulativeCounts::of(self.record, &selection, spec.date_rule);
        let found = Rc::new(found);
        self.counts.insert(key, Rc::clone(&found));
        found
    }

    fn spans(
        &mut self,
        list: Option<&Rc<EraList>>,
        window: Window,
        spec: &Specification,
    ) -> Result<Rc<Vec<Span>>> {
        let number = list.map(|list| {
            let known = self.lists.iter().position(|known| known == list);
            known.unwrap_or_else(|| {
                self.lists.push(Rc::clone(list));
                self.lists.len() - 1
            })
        });
        let key = SpanKey {
            list: number,
            since: window.since(),
            through: window.through(),
            exposure: spec.exposure,
            handover: spec.handover,
        };
        if let Some(found) = self.spans.get(&key) {
            return Ok(Rc::clone(found));
        }
        let found = match list {
            Some(list) => list.spans(window, spec.handover, spec.exposure)?,
            None => vec![Span::whole(window, spec.exposure)],
        };
        let found = Rc::new(found);
        self.spans.insert(key, Rc::clone(&found));
        Ok(found)
    }
}
