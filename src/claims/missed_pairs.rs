//! Two scopes with visits of their own, as they would be had the record missed some.

use super::asked::Reading;
use super::claim::{Claim, Statement};
use super::evaluator::Evaluator;
use super::list::Span;
use super::of_pair::OfPair;
use super::pair::PairCounts;
use super::pairs_of_countries::ordered;
use super::record::Record;
use super::scope::VisitScope;
use super::specification::Specification;
use super::verdict::Verdict;
use crate::error::Result;

/// Missed visits of the first scope alone, of the second alone, and of both.
pub type Missed = [u64; 3];

/// A claim on two scopes with what a visit more may count in.
#[derive(Debug)]
pub struct PairMissed {
    pair: OfPair,
    /// Whether a visit may count in the first scope alone, in the second alone, and in both.
    pub possible: [bool; 3],
}

impl Evaluator<'_> {
    /// The two scopes of a claim; none if it is about something else, or there is nothing to value.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn pair_missed(
        &mut self,
        claim: &Claim,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Option<PairMissed>> {
        if !matches!(
            claim.says,
            Statement::Ratio { .. } | Statement::Lower { .. }
        ) {
            return Ok(None);
        }
        let Reading::Pair(pair) = self.on_eras(&claim.says, spec, with_unclear)? else {
            return Ok(None);
        };
        let [(one, first), (other, second)] = pair.sides.each_ref().map(|(eras, own)| {
            let counted = &eras.counted;
            (counted.span(*own), counted.eras.visits.clone())
        });
        let met = one.start.max(other.start) < one.end.min(other.end);
        let possible = [
            beyond(one, other) || !implies(&first, &second),
            beyond(other, one) || !implies(&second, &first),
            met && !self.record.are_apart(&first, &second),
        ];
        Ok(Some(PairMissed {
            pair: *pair,
            possible,
        }))
    }
}

impl PairMissed {
    /// The verdict with some missed visits of one class.
    pub fn verdict(&self, record: &Record, scheme: usize, missed: Missed, class: usize) -> Verdict {
        self.pair
            .verdict_on(record, scheme, &self.pair.counts.and(missed, class))
    }
}

impl PairCounts {
    fn and(&self, missed: Missed, class: usize) -> Self {
        let mut counts = self.clone();
        let [first, second, both] = missed;
        for (cells, more) in counts.sure.iter_mut().zip([first + both, second + both]) {
            if let Some(cell) = cells.get_mut(class) {
                *cell += more;
            }
        }
        counts
    }
}

/// Whether an era has days that another has not.
fn beyond(one: Span, other: Span) -> bool {
    one.start < one.end && (one.start < other.start || one.end > other.end)
}

/// Whether a visit of one scope is of another too, as far as their words show.
fn implies(one: &VisitScope, other: &VisitScope) -> bool {
    let touches = |side: &String| {
        let ends = [&one.dyad, &one.between].into_iter().flatten();
        let mut known = ends.flat_map(|(one, other)| [one, other]);
        one.side.as_ref() == Some(side)
            || one.origin.as_ref() == Some(side)
            || one.destination.as_ref() == Some(side)
            || known.any(|country| country == side)
    };
    let same = |one: &Option<String>, other: &Option<String>| other.is_none() || one == other;
    let pair = |other: &Option<(String, String)>| {
        other
            .as_ref()
            .is_none_or(|(one, other)| touches(one) && touches(other))
    };
    other.side.as_ref().is_none_or(touches)
        && pair(&other.dyad)
        && pair(&other.between)
        && same(&one.origin, &other.origin)
        && same(&one.destination, &other.destination)
        && same(&one.visitor, &other.visitor)
        && other
            .only
            .iter()
            .all(|(name, condition)| one.only.get(name) == Some(condition))
        && (other.except.is_none() || one.except == other.except)
}

impl Record {
    /// Whether no visit is of two scopes at once, as far as their words show.
    fn are_apart(&self, one: &VisitScope, other: &VisitScope) -> bool {
        let differ = |one: &Option<String>, other: &Option<String>| {
            one.as_ref()
                .zip(other.as_ref())
                .is_some_and(|(one, other)| one != other)
        };
        let pair = |scope: &VisitScope| {
            let found = scope.dyad.as_ref().or(scope.between.as_ref());
            found.map(|(one, other)| ordered(one, other))
        };
        let pairs = pair(one).zip(pair(other));
        let excluded = |one: &VisitScope, other: &VisitScope| {
            let except = one.except.as_deref();
            except.is_some_and(|except| implies(other, except))
        };
        differ(&one.origin, &other.origin)
            || differ(&one.destination, &other.destination)
            || differ(&one.visitor, &other.visitor)
            || pairs.is_some_and(|(one, other)| one != other)
            || excluded(one, other)
            || excluded(other, one)
            || one.only.iter().any(|(name, condition)| {
                let labels = self.labels(name);
                other.only.get(name).is_some_and(|second| {
                    let mut labels = labels.iter();
                    !labels.any(|label| condition.holds(label) && second.holds(label))
                })
            })
    }

    /// The values of a column.
    pub(super) fn labels(&self, column: &str) -> &[String] {
        let column = self.visits.columns.get(column);
        column.map_or(&[], |column| column.labels.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &[(&str, &str)]) -> VisitScope {
        let mut scope = VisitScope::default();
        for (key, country) in words {
            let country = country.to_string();
            match *key {
                "side" => scope.side = Some(country),
                "origin" => scope.origin = Some(country),
                "destination" => scope.destination = Some(country),
                "dyad" => scope.dyad = Some((country, "BBB".to_owned())),
                _ => scope.between = Some((country, "BBB".to_owned())),
            }
        }
        scope
    }

    #[test]
    fn a_visit_of_a_country_in_any_part_touches_it() {
        let parts = ["side", "origin", "destination", "dyad", "between"];
        for part in parts {
            assert!(implies(
                &named(&[(part, "AAA")]),
                &named(&[("side", "AAA")])
            ));
            assert!(!implies(
                &named(&[(part, "CCC")]),
                &named(&[("side", "AAA")])
            ));
        }
        // Of a dyad both must be touched, of origin and destination the very one.
        let dyad = named(&[("dyad", "AAA")]);
        assert!(implies(
            &named(&[("origin", "AAA"), ("destination", "BBB")]),
            &dyad
        ));
        assert!(implies(
            &named(&[("side", "BBB"), ("origin", "AAA")]),
            &dyad
        ));
        assert!(!implies(&named(&[("side", "AAA")]), &dyad));
        assert!(!implies(&dyad, &named(&[("origin", "AAA")])));
        assert!(!implies(
            &named(&[("origin", "AAA")]),
            &named(&[("destination", "AAA")])
        ));
        assert!(implies(&dyad, &VisitScope::default()));
    }
}
