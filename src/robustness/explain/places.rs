//! Where a visit could be: the days on which the same sums and the same eras run.

use std::collections::{HashMap, HashSet};

use super::cells::{Counted, Place};
use super::need::Cell;
use crate::claims::list::{EraList, Span};
use crate::claims::record::Record;

impl Counted {
    /// Makes a cell of every place in which a visit could be.
    pub(super) fn lay_out(
        &mut self,
        lists: &[(EraList, Vec<Span>)],
        record: &Record,
        index: &mut HashMap<Cell, usize>,
    ) {
        let spans = self.terms.iter().map(|term| term.span);
        let eras = lists.iter().flat_map(|(_, spans)| spans.iter().copied());
        let mut days: Vec<i64> = spans
            .chain(eras)
            .flat_map(|span| [span.start, span.end])
            .collect();
        days.sort_unstable();
        days.dedup();
        let kinds = self.kinds(record);
        for pair in days.windows(2) {
            let [start, end] = pair else { continue };
            let running = self.sums_that(|term| term.span.holds(*start));
            let era = |(list, spans): &(EraList, Vec<Span>)| {
                let held = spans.iter().position(|span| span.holds(*start));
                held.and_then(|era| list.labels.get(era).cloned())
            };
            for (kind, class, like) in &kinds {
                if running & kind == 0 {
                    continue;
                }
                let cell = self.cell_of(running & kind, *class);
                let cell = self.cell(cell, index);
                let place = Place {
                    eras: lists.iter().map(era).collect(),
                    day: start + (end - start) / 2,
                    like: *like,
                };
                if let Some(places) = self.places.get_mut(cell) {
                    places.push(place);
                }
            }
        }
    }

    /// The combinations of scopes that the record's visits have, each with the first that has it, in
    /// every weight that the scheme gives; known by a class of the weight.
    fn kinds(&self, record: &Record) -> Vec<(u64, usize, Option<usize>)> {
        let mut scopes: Vec<(u64, Option<usize>)> = Vec::new();
        for row in 0..record.len() {
            let of = self.sums_that(|term| term.member.get(row).copied().unwrap_or(false));
            if !scopes.iter().any(|(known, _)| *known == of) {
                scopes.push((of, Some(row)));
            }
        }
        if scopes.is_empty() {
            scopes.push((u64::MAX, None));
        }
        // One that is in fewer scopes says less of the visit that is wanted, and comes first.
        scopes.sort_by_key(|(of, _)| of.count_ones());
        let mut known = HashSet::new();
        let mut kinds = Vec::new();
        for (of, like) in scopes {
            for class in 0..record.n_classes().max(1) {
                if known.insert(self.cell_of(of, class)) {
                    kinds.push((of, class, like));
                }
            }
        }
        kinds
    }
}
