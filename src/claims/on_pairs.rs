//! Claims on two scopes, each with visits of its own: a ratio, or one lower than the other.

use std::collections::HashMap;

use super::answer::Answer;
use super::asked::Reading;
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::measure::Measure;
use super::of_list::{ListedEras, OfList};
use super::of_pair::{OfPair, Said};
use super::pair::PairCounts;
use super::said_of_list::Says;
use super::scope::{EraScope, compared_keys};
use super::specification::Specification;
use crate::error::Result;

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
