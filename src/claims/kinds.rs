//! The kinds of visits that a scope may speak of, as far as a coverage tells them apart.
//!
//! A kind matters if the definition may count it, also where the record has none of it: that there is
//! none is known only where it is covered.

use super::coverage::{Axis, Coverage, OTHERS};
use super::outcome::Outcome;
use super::pairs_of_countries::ordered;
use super::record::{MISSING, Record};
use super::scope::VisitScope;

/// The column of ranks, which say what else a visit may be.
const RANK: &str = "visitor_rank";

impl Coverage {
    /// The kinds that a scope may speak of, and that a definition may count.
    pub fn relevant(
        &self,
        record: &Record,
        scope: &VisitScope,
        definition: usize,
        with_unclear: bool,
    ) -> Vec<usize> {
        let kind_of = self.of_rows(record);
        let (mut seen, mut counted) =
            (vec![false; self.kinds.len()], vec![false; self.kinds.len()]);
        for (row, kind) in kind_of.iter().enumerate() {
            let outcome = record.outcome(row, definition);
            let counts = outcome == Outcome::True || (outcome == Outcome::Unclear && with_unclear);
            set(&mut seen, *kind, true);
            set(&mut counted, *kind, counts);
        }
        let ranks = self.ranks(record, scope, &kind_of);
        let pairs = record.pairs(&vec![true; record.len()]);
        (0..self.kinds.len())
            .filter(|number| {
                let by_rule = self.kinds.get(*number).and_then(|kind| {
                    let said = kind.may_count.get(definition).copied();
                    said.flatten()
                });
                let unknown = !seen.get(*number).copied().unwrap_or(false);
                counted.get(*number).copied().unwrap_or(false) || by_rule.unwrap_or(unknown)
            })
            .filter(|number| {
                let values = self.values(*number);
                let spoken = self.axes.iter().zip(&values);
                spoken
                    .clone()
                    .all(|(axis, value)| admits(axis, record, &pairs, scope, *value))
                    && spoken.clone().all(|(axis, value)| {
                        let known = ranks.as_ref().filter(|_| axis.column == RANK);
                        known.is_none_or(|known| known.contains(value))
                    })
            })
            .collect()
    }

    /// The kind of each visit of a record.
    fn of_rows(&self, record: &Record) -> Vec<usize> {
        let mut kinds = vec![0; record.len()];
        for axis in &self.axes {
            let find = |label: Option<&str>| {
                let mut values = axis.values.iter();
                values.position(|value| value.as_deref() == label)
            };
            let place = |label: Option<&str>| {
                let found = find(label).or_else(|| find(Some(OTHERS)));
                found.unwrap_or_default()
            };
            let labels = record.labels(&axis.column);
            let places: Vec<usize> = labels.iter().map(|label| place(Some(label))).collect();
            let missing = place(None);
            let column = record.visits.columns.get(&axis.column);
            let codes = column.map(|column| &column.codes);
            for (row, kind) in kinds.iter_mut().enumerate() {
                let code = codes.and_then(|codes| codes.get(row).copied());
                let code = code.filter(|code| *code != MISSING);
                let own = code.and_then(|code| places.get(code as usize).copied());
                *kind = *kind * axis.values.len() + own.unwrap_or(missing);
            }
        }
        kinds
    }

    /// The ranks that a scope on a traveller, or with conditions on other columns, may speak of: those
    /// of its visits. None where it has neither, or no visit meets it.
    fn ranks(
        &self,
        record: &Record,
        scope: &VisitScope,
        kind_of: &[usize],
    ) -> Option<Vec<Option<&str>>> {
        let place = self.axes.iter().position(|axis| axis.column == RANK)?;
        let named = |column: &str| self.axes.iter().any(|axis| axis.column == column);
        let mut narrowed = VisitScope {
            visitor: scope.visitor.clone(),
            only: scope.only.clone(),
            ..VisitScope::default()
        };
        narrowed.only.retain(|column, _| !named(column));
        if narrowed == VisitScope::default() {
            return None;
        }
        let keep = record.subset(&narrowed, "at").ok()?;
        let mut ranks: Vec<Option<&str>> = Vec::new();
        for (kind, _) in kind_of.iter().zip(&keep).filter(|(_, keep)| **keep) {
            let rank = self.values(*kind).get(place).copied().flatten();
            if !ranks.contains(&rank) {
                ranks.push(rank);
            }
        }
        (!ranks.is_empty()).then_some(ranks)
    }
}

/// Whether a scope may speak of visits with a value in a column.
fn admits(
    axis: &Axis,
    record: &Record,
    pairs: &[(String, String)],
    scope: &VisitScope,
    value: Option<&str>,
) -> bool {
    let by_condition = scope
        .only
        .get(&axis.column)
        .is_none_or(|condition| match value {
            Some(OTHERS) => {
                let listed =
                    |label: &&String| axis.values.iter().flatten().any(|own| own == *label);
                let labels = record.labels(&axis.column).iter();
                let mut other = labels.filter(|label| !listed(label));
                other.any(|label| condition.holds(label))
            }
            Some(label) => condition.holds(label),
            None => false,
        });
    let listed = |name: &str| axis.values.iter().flatten().any(|own| own == name);
    by_condition
        && match axis.column.as_str() {
            "origin" => value.is_none_or(|origin| sets_out(pairs, scope, origin)),
            "visitor" => scope.visitor.as_ref().is_none_or(|visitor| {
                value == Some(visitor) || (value == Some(OTHERS) && !listed(visitor))
            }),
            _ => true,
        }
}

/// Whether a scope may speak of visits from a country.
fn sets_out(pairs: &[(String, String)], scope: &VisitScope, origin: &str) -> bool {
    let meets = |other: &str| pairs.contains(&ordered(origin, other));
    let ends = |(one, other): &(String, String)| origin == one || origin == other;
    scope.origin.as_ref().is_none_or(|own| own == origin)
        && scope.destination.as_ref().is_none_or(|own| meets(own))
        && scope
            .side
            .as_ref()
            .is_none_or(|own| own == origin || meets(own))
        && scope.dyad.as_ref().is_none_or(ends)
        && scope.between.as_ref().is_none_or(ends)
}

fn set(flags: &mut [bool], place: usize, value: bool) {
    if let Some(flag) = flags.get_mut(place) {
        *flag |= value;
    }
}
