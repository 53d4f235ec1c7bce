//! Claims on two scopes, each with visits of its own: a ratio, or one lower than the other.

use std::collections::HashMap;

use super::answer::Answer;
use super::claim::{Measure, compared_keys};
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::on_eras::{NO_EXPOSURE, about, compared, describe, without_value};
use super::open::Values;
use super::pair::{PairCounts, PairValuation};
use super::scope::EraScope;
use super::specification::Specification;
use super::verdict::Verdict;
use crate::error::Result;

/// Why a ratio over no visits has no value.
pub const NOTHING_TO_DIVIDE_BY: &str = "there is nothing to divide by";

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
        let [at, _] = &pair.sides;
        describe(&mut answer, &at.counted, at.own);
        answer.facts.parts = Some((one.value(), other.value()));
        if found.plain.is_none() {
            let reason = if one.is_none() || other.is_none() {
                NO_EXPOSURE
            } else {
                NOTHING_TO_DIVIDE_BY
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
        let keys = compared_keys(about_higher);
        let pair = match self.pair(measure, scopes, keys, spec, with_unclear)? {
            Ok(pair) => pair,
            Err(refused) => {
                let [one, other] = scopes;
                let at = if about_higher { other } else { one };
                return self.alone(measure, at, refused, spec, with_unclear);
            }
        };
        let verdict = pair.valuation(measure, self, spec).lower(&pair.counts);
        let [lower, higher] = &pair.sides;
        let subject = if about_higher { higher } else { lower };
        let mut answer = about(&subject.counted, subject.own, &subject.values, verdict);
        let each = pair.sides.iter();
        answer.facts.compared = each
            .flat_map(|side| compared(&side.counted, &side.values, &[side.own]))
            .collect();
        if answer.facts.compared.iter().any(|one| one.value.is_nan()) {
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
        let ([first, second], [first_key, second_key]) = (scopes, keys);
        let one = match self.valued(measure, first, first_key, spec, with_unclear)? {
            Ok(found) => Side::of(found),
            Err(answer) => return Ok(Err(answer)),
        };
        let other = match self.valued(measure, second, second_key, spec, with_unclear)? {
            Ok(found) => Side::of(found),
            Err(answer) => return Ok(Err(answer)),
        };
        let sides = [one, other];
        let mut members: Vec<(usize, bool, [bool; 2])> = Vec::new();
        let mut place_of: HashMap<usize, usize> = HashMap::new();
        for (number, (side, key)) in sides.iter().zip(keys).enumerate() {
            let span = side.counted.span(side.own);
            let visits = &side.counted.eras.visits;
            let selection = self.selection(visits, key, spec, with_unclear)?;
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

/// An era, the list it is of, and the values of the list.
struct Side {
    counted: Counted,
    own: usize,
    values: Vec<Values>,
}

impl Side {
    fn of((counted, own, values): (Counted, usize, Vec<Values>)) -> Self {
        Self {
            counted,
            own,
            values,
        }
    }
}

struct Pair {
    sides: [Side; 2],
    counts: PairCounts,
}

impl Pair {
    fn valuation<'a>(
        &self,
        measure: Measure,
        evaluator: &'a Evaluator<'_>,
        spec: &Specification,
    ) -> PairValuation<'a> {
        let exposure = |side: &Side| side.counted.span(side.own).quarters;
        let [one, other] = &self.sides;
        PairValuation {
            measure,
            weights: evaluator.record.weighing(measure, spec.scheme),
            quarters: [exposure(one), exposure(other)],
        }
    }
}
