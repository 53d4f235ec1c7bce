//! Claims on counts and frequencies: in an era, over another, in an order, or told apart.

use super::answer::{Answer, without_value};
use super::asked::Reading;
use super::claim::{Being, Statement};
use super::comparisons::Pair;
use super::evaluator::{Counted, Evaluator};
use super::list::EraList;
use super::measure::Measure;
use super::of_list::{ListedEras, OfList};
use super::rank::End;
use super::resolve::{era_in, eras_in};
use super::said_of_list::Says;
use super::scope::{EraScope, ListScope, Stretch};
use super::specification::Specification;
use super::told_apart::{comparisons, told_apart_once};
use crate::error::{ClaimMistake, Result};

const NEVER_MET: &str = "the two eras never ran at once";
const OUTSIDE: &str = "the period lies outside the observation";

/// The eras of a list, and which of them is meant; or why there is nothing to value.
type Found = std::result::Result<(Counted, usize), Answer>;

impl Evaluator<'_> {
    pub(super) fn on_eras(
        &mut self,
        says: &Statement,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Reading> {
        match says {
            Statement::Number {
                measure,
                at,
                printed,
            } => {
                let says = |_: &Counted, own| {
                    let printed = *printed;
                    Ok(Says::Value { own, printed })
                };
                self.on_era(*measure, at, says, spec, with_unclear)
            }
            Statement::Ratio {
                measure,
                at,
                of,
                printed,
            } => self.ratio(*measure, [at, of], *printed, spec, with_unclear),
            Statement::Rank {
                measure,
                at,
                from,
                place,
                ahead_only_of,
            } => {
                let asked = (*from, *place, ahead_only_of.as_deref());
                let says = |counted: &Counted, own| rank(counted, own, asked);
                self.on_era(*measure, at, says, spec, with_unclear)
            }
            Statement::Lower {
                measure,
                lower,
                higher,
                about_higher,
            } => self.lower(*measure, [lower, higher], *about_higher, spec, with_unclear),
            Statement::Ascending { measure, at, eras } => {
                self.ascending(*measure, at, eras, spec, with_unclear)
            }
            Statement::ToldApart {
                at,
                from,
                against,
                being,
            } => {
                let among = (against.as_deref(), *being);
                let answer = self.told_apart([at, from], among, spec, with_unclear)?;
                Ok(answer.into())
            }
            Statement::Relative(asked) => Ok(self.relative(asked, spec, with_unclear)?.into()),
            _ => Ok(Answer::none("this is no claim on eras").into()),
        }
    }

    /// The era of a scope among the others of its list; an answer where there is nothing to value.
    pub(super) fn found(
        &mut self,
        at: &EraScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Found> {
        let Some(counted) = self.counted(at, key, spec, with_unclear)? else {
            return Ok(Err(Answer::none(OUTSIDE)));
        };
        Ok(match counted.eras.own {
            Some(own) => Ok((counted, own)),
            None => Err(Answer::none(NEVER_MET)),
        })
    }

    fn on_era(
        &mut self,
        measure: Measure,
        at: &EraScope,
        says: impl Fn(&Counted, usize) -> Result<Says>,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Reading> {
        let (counted, own) = match self.found(at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(answer.into()),
        };
        let says = says(&counted, own)?;
        let eras = ListedEras::of(counted, measure);
        Ok(Reading::List(Box::new(OfList { eras, says })))
    }

    fn ascending(
        &mut self,
        measure: Measure,
        at: &ListScope,
        named: &[String],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Reading> {
        let (list, eras) = self.record.ordered_eras(at, named, "at", spec)?;
        let places = eras_in(&list, named, "ascending")?;
        let period = at.period.as_ref();
        let Some(counted) = self.count(eras, period, "at", spec, with_unclear)? else {
            return Ok(Answer::none(OUTSIDE).into());
        };
        Ok(Reading::List(Box::new(OfList {
            eras: ListedEras::of(counted, measure),
            says: Says::Ascending(places),
        })))
    }

    fn told_apart(
        &mut self,
        [at, from]: [&EraScope; 2],
        (against, being): (Option<&[String]>, Option<Being>),
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let (counted, own) = match self.found(at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(answer),
        };
        let Some(list) = &counted.eras.list else {
            return Ok(Answer::none("two eras of one list are told apart"));
        };
        let other = other_era_in(list, from, "told_apart_from")?;
        let against = against.map(|named| eras_in(list, named, "against"));
        let pair = Pair {
            one: own,
            other,
            against: against.transpose()?,
            being,
        };
        let (_, excesses) = counted.dispersion(spec);
        let asked = comparisons(&counted.spans, &excesses, &pair, spec)?;
        let found = told_apart_once(&counted.counts, &asked, &mut self.apart)?;
        let eras = ListedEras::of(counted, Measure::Frequency);
        let values = eras.values(self.record.even());
        let mut answer = eras.about(own, &values, found.verdict);
        answer.facts.p = Some((found.p, found.adjusted));
        answer.facts.compared = eras.compared(&values, &[own, other]);
        if found.p.is_nan() {
            answer.facts.reason = Some(without_value(&answer.facts.compared));
        }
        Ok(answer)
    }
}

/// The place in a list of the era with which another of it is compared; `key` is where it is written.
pub(super) fn other_era_in(list: &EraList, from: &EraScope, key: &str) -> Result<usize> {
    let Stretch::Era { side, era, .. } = &from.stretch else {
        let said = "two eras of one list are told apart";
        return Err(ClaimMistake::new(key, "contradiction", said).into());
    };
    if side.is_some() && *side != list.side {
        let said = "the eras of two sides are not told apart: they share their visits";
        return Err(ClaimMistake::new(key, "contradiction", said).into());
    }
    era_in(list, era, &format!("{key}.era"))
}

fn rank(
    counted: &Counted,
    own: usize,
    (from, place, ahead_only_of): (End, Option<usize>, Option<&[String]>),
) -> Result<Says> {
    let lower = match (ahead_only_of, &counted.eras.list) {
        (Some(others), Some(list)) => Some(eras_in(list, others, "rank.ahead_only_of")?),
        _ => None,
    };
    Ok(Says::Rank {
        own,
        from,
        place,
        lower,
    })
}
