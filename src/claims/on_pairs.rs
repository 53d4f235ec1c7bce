//! Claims on two scopes, each with visits of its own: a ratio, or one lower than the other.

use std::collections::HashMap;

use super::answer::Answer;
use super::asked::Reading;
use super::claim::{Measure, compared_keys};
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::of_list::{ListedEras, OfList, Says, describe};
use super::on_eras::{NO_EXPOSURE, without_value};
use super::pair::{PairCounts, PairValuation};
use super::record::Record;
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
    ) -> Result<Reading> {
        Ok(match self.pair(scopes, ["at", "of"], spec, with_unclear)? {
            Ok(pair) => pair.asked(measure, Said::Ratio(printed)),
            Err(answer) => answer.into(),
        })
    }

    pub(super) fn lower(
        &mut self,
        measure: Measure,
        scopes: [&EraScope; 2],
        about_higher: bool,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Reading> {
        let keys = compared_keys(about_higher);
        match self.pair(scopes, keys, spec, with_unclear)? {
            Ok(pair) => Ok(pair.asked(measure, Said::Lower { about_higher })),
            Err(refused) => {
                // What is known of the era itself, though that with which it is compared has no value.
                let [one, other] = scopes;
                let at = if about_higher { other } else { one };
                Ok(match self.found(at, "at", spec, with_unclear)? {
                    Err(answer) => answer.into(),
                    Ok((counted, own)) => Reading::List(Box::new(OfList {
                        eras: ListedEras::of(counted, measure),
                        says: Says::Nothing {
                            own,
                            reason: refused.facts.reason,
                        },
                    })),
                })
            }
        }
    }

    /// Two scopes with the visits of each, told apart by where they count.
    fn pair(
        &mut self,
        scopes: [&EraScope; 2],
        keys: [&str; 2],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Pair, Answer>> {
        let ([first, second], [first_key, second_key]) = (scopes, keys);
        let one = match self.found(first, first_key, spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(Err(answer)),
        };
        let other = match self.found(second, second_key, spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(Err(answer)),
        };
        let sides = [one, other];
        let mut members: Vec<(usize, bool, [bool; 2])> = Vec::new();
        let mut place_of: HashMap<usize, usize> = HashMap::new();
        for (number, ((counted, own), key)) in sides.iter().zip(keys).enumerate() {
            let span = counted.span(*own);
            let visits = &counted.eras.visits;
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

/// Two eras, each with the list that it is of, and their visits.
struct Pair {
    sides: [(Counted, usize); 2],
    counts: PairCounts,
}

impl Pair {
    fn asked(self, measure: Measure, said: Said) -> Reading {
        let side = |(counted, own)| (ListedEras::of(counted, measure), own);
        Reading::Pair(Box::new(OfPair {
            sides: self.sides.map(side),
            counts: self.counts,
            measure,
            said,
        }))
    }
}

/// What is said of two scopes, with the visits of each.
#[derive(Debug)]
pub(super) struct OfPair {
    pub(super) sides: [(ListedEras, usize); 2],
    pub(super) counts: PairCounts,
    measure: Measure,
    said: Said,
}

#[derive(Debug)]
enum Said {
    /// One over the other lies in an interval.
    Ratio(Interval),
    /// One is lower than the other.
    Lower { about_higher: bool },
}

impl OfPair {
    fn valuation<'a>(&self, record: &'a Record, scheme: usize) -> PairValuation<'a> {
        let exposure = |(eras, own): &(ListedEras, usize)| eras.counted.span(*own).quarters;
        PairValuation {
            measure: self.measure,
            weights: record.weighing(self.measure, scheme),
            quarters: self.sides.each_ref().map(exposure),
        }
    }

    pub(super) fn answer(&self, record: &Record, scheme: usize) -> Answer {
        let valuation = self.valuation(record, scheme);
        match self.said {
            Said::Ratio(printed) => self.ratio(valuation, printed),
            Said::Lower { about_higher } => self.lower(valuation, about_higher),
        }
    }

    /// The number and the verdict of that answer.
    pub(super) fn number(&self, record: &Record, scheme: usize) -> (f64, Verdict) {
        let valuation = self.valuation(record, scheme);
        match self.said {
            Said::Ratio(printed) => {
                let found = valuation.ratio(&self.counts, printed);
                (found.plain.value(), found.verdict)
            }
            Said::Lower { about_higher } => {
                let [lower, higher] = valuation.plain(&self.counts);
                let subject = if about_higher { higher } else { lower };
                (subject.value(), valuation.lower(&self.counts))
            }
        }
    }

    /// The verdict if these were the visits.
    pub(super) fn verdict_on(
        &self,
        record: &Record,
        scheme: usize,
        counts: &PairCounts,
    ) -> Verdict {
        let valuation = self.valuation(record, scheme);
        match self.said {
            Said::Ratio(printed) => valuation.ratio(counts, printed).verdict,
            Said::Lower { .. } => valuation.lower(counts),
        }
    }

    fn ratio(&self, valuation: PairValuation<'_>, printed: Interval) -> Answer {
        let found = valuation.ratio(&self.counts, printed);
        let [one, other] = valuation.plain(&self.counts);
        let mut answer = Answer::of(found.verdict, found.plain, found.low, found.high);
        let [(at, own), _] = &self.sides;
        describe(&mut answer, &at.counted, *own);
        answer.facts.parts = Some((one.value(), other.value()));
        if found.plain.is_none() {
            let reason = if one.is_none() || other.is_none() {
                NO_EXPOSURE
            } else {
                NOTHING_TO_DIVIDE_BY
            };
            answer.facts.reason = Some(reason.to_owned());
        }
        answer
    }

    fn lower(&self, valuation: PairValuation<'_>, about_higher: bool) -> Answer {
        let verdict = valuation.lower(&self.counts);
        let values = self
            .sides
            .each_ref()
            .map(|(eras, _)| eras.values(valuation.weights));
        let [lower, higher] = self.sides.each_ref().map(|(eras, own)| (eras, *own));
        let [lower_values, higher_values] = &values;
        let ((subject, own), of_subject) = if about_higher {
            (higher, higher_values)
        } else {
            (lower, lower_values)
        };
        let mut answer = subject.about(own, of_subject, verdict);
        let each = self.sides.iter().zip(&values);
        answer.facts.compared = each
            .flat_map(|((eras, own), values)| eras.compared(values, &[*own]))
            .collect();
        if answer.facts.compared.iter().any(|one| one.value.is_nan()) {
            answer.facts.reason = Some(without_value(&answer.facts.compared));
        }
        answer
    }
}
