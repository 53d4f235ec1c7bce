//! Claims on two scopes, each with visits of its own: a ratio, or one lower than the other.

use super::amount::Amount;
use super::answer::{Answer, Compared};
use super::claim::Measure;
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::list::Span;
use super::on_eras::{NO_EXPOSURE, about, describe, without_value};
use super::pair::{PairCounts, PairValuation};
use super::scope::EraScope;
use super::specification::Specification;
use super::verdict::Verdict;
use crate::error::Result;

impl Evaluator<'_> {
    pub(super) fn ratio(
        &mut self,
        measure: Measure,
        scopes: [&EraScope; 2],
        printed: Interval,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let pair = match self.pair(measure, scopes, ["at", "of"], spec, with_unclear)? {
            Ok(pair) => pair,
            Err(answer) => return Ok(answer),
        };
        let valuation = pair.valuation(measure, self, spec);
        let found = valuation.ratio(&pair.counts, printed);
        let [one, other] = valuation.plain(&pair.counts);
        let mut answer = Answer::of(found.verdict, found.plain, found.low, found.high);
        pair.describe(&mut answer, 0);
        answer.facts.parts = Some((one.value(), other.value()));
        if found.plain.is_none() {
            let reason = if one.is_none() || other.is_none() {
                NO_EXPOSURE
            } else {
                "there is nothing to divide by"
            };
            answer.facts.reason = Some(reason.to_owned());
        }
        Ok(answer)
    }

    pub(super) fn lower(
        &mut self,
        measure: Measure,
        scopes: [&EraScope; 2],
        about_higher: bool,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let keys = if about_higher {
            ["higher_than", "at"]
        } else {
            ["at", "lower_than"]
        };
        let subject = usize::from(about_higher);
        let pair = match self.pair(measure, scopes, keys, spec, with_unclear)? {
            Ok(pair) => pair,
            Err(refused) => {
                let [one, other] = scopes;
                let at = if about_higher { other } else { one };
                return self.alone(measure, at, refused, spec, with_unclear);
            }
        };
        let valuation = pair.valuation(measure, self, spec);
        let verdict = valuation.lower(&pair.counts);
        let each: Vec<(Amount, Amount, Amount)> = pair
            .sides
            .iter()
            .map(|side| {
                let values = self.values(measure, side, spec);
                let own = side.eras.own.and_then(|own| values.get(own));
                own.map_or((Amount::NONE, Amount::NONE, Amount::NONE), |own| {
                    (own.plain(), own.low(), own.high())
                })
            })
            .collect();
        let none = (Amount::NONE, Amount::NONE, Amount::NONE);
        let (value, low, high) = each.get(subject).copied().unwrap_or(none);
        let mut answer = Answer::of(verdict, value, low, high);
        pair.describe(&mut answer, subject);
        let rows = each.iter().zip(&pair.sides);
        answer.facts.compared = rows
            .map(|((value, low, high), side)| Compared {
                label: side.label(side.eras.own.unwrap_or_default()).to_owned(),
                value: value.value(),
                low: low.value(),
                high: high.value(),
            })
            .collect();
        if each.iter().any(|(value, ..)| value.is_none()) {
            answer.facts.reason = Some(without_value(&answer.facts.compared));
        }
        Ok(answer)
    }

    /// What is known of the era itself where that with which it is compared has no value.
    fn alone(
        &mut self,
        measure: Measure,
        at: &EraScope,
        refused: Answer,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        Ok(match self.valued(measure, at, "at", spec, with_unclear)? {
            Err(answer) => answer,
            Ok((counted, own, values)) => {
                let mut answer = about(&counted, own, &values, Verdict::NotDetermined);
                answer.facts.reason = refused.facts.reason;
                answer
            }
        })
    }

    /// Two scopes with the visits of each, told apart by where they count.
    fn pair(
        &mut self,
        measure: Measure,
        scopes: [&EraScope; 2],
        keys: [&str; 2],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Pair, Answer>> {
        let mut sides = Vec::new();
        let mut members: Vec<(usize, bool, [bool; 2])> = Vec::new();
        let mut place_of: std::collections::HashMap<usize, usize> =
            std::collections::HashMap::new();
        for (number, (scope, key)) in scopes.into_iter().zip(keys).enumerate() {
            let (counted, own, _) = match self.valued(measure, scope, key, spec, with_unclear)? {
                Ok(found) => found,
                Err(answer) => return Ok(Err(answer)),
            };
            let span = counted.span(own);
            let selection = self.selection(&counted.eras.visits, key, spec, with_unclear)?;
            for (row, doubted) in selection.rows.iter().zip(&selection.doubted) {
                if !span.holds(self.record.day(*row, spec.date_rule)) {
                    continue;
                }
                let place = *place_of.entry(*row).or_insert_with(|| {
                    members.push((*row, *doubted, [false; 2]));
                    members.len() - 1
                });
                if let Some(flag) = members
                    .get_mut(place)
                    .and_then(|found| found.2.get_mut(number))
                {
                    *flag = true;
                }
            }
            sides.push(counted);
        }
        let n_classes = self.record.n_classes();
        let mut counts = PairCounts {
            sure: [vec![0; n_classes], vec![0; n_classes]],
            doubted: [vec![0; n_classes], vec![0; n_classes], vec![0; n_classes]],
        };
        for (row, doubted, inside) in members {
            let class = self.record.class(row);
            let add = |cells: &mut Vec<u64>| {
                if let Some(cell) = cells.get_mut(class) {
                    *cell += 1;
                }
            };
            let [first, second, both] = &mut counts.doubted;
            let [one, other] = &mut counts.sure;
            match (doubted, inside) {
                (true, [true, true]) => add(both),
                (true, [true, false]) => add(first),
                (true, _) => add(second),
                (false, [in_first, in_second]) => {
                    if in_first {
                        add(one);
                    }
                    if in_second {
                        add(other);
                    }
                }
            }
        }
        Ok(Ok(Pair { sides, counts }))
    }
}

struct Pair {
    sides: Vec<Counted>,
    counts: PairCounts,
}

impl Pair {
    fn span(&self, side: usize) -> Span {
        let found = self.sides.get(side);
        found.map_or_else(Span::default, |side| {
            side.span(side.eras.own.unwrap_or_default())
        })
    }

    fn valuation<'a>(
        &self,
        measure: Measure,
        evaluator: &'a Evaluator<'_>,
        spec: &Specification,
    ) -> PairValuation<'a> {
        let record = evaluator.record;
        PairValuation {
            measure,
            weights: if measure.is_weighted() {
                record.weights(spec.scheme)
            } else {
                record.even()
            },
            quarters: [self.span(0).quarters, self.span(1).quarters],
        }
    }

    fn describe(&self, answer: &mut Answer, side: usize) {
        if let Some(counted) = self.sides.get(side) {
            describe(answer, counted, counted.eras.own.unwrap_or_default());
        }
    }
}
