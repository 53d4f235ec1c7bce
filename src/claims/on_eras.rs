//! Claims on counts and frequencies: in an era, over another, in an order, or told apart.

use super::amount::Amount;
use super::answer::{Answer, Compared};
use super::claim::{Measure, Statement};
use super::comparisons::Pair;
use super::cumulative::OpenCounts;
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::list::EraList;
use super::open::{self, Valuation, Values};
use super::rank::End;
use super::resolve::{Eras, era_in, eras_in, window_of};
use super::scope::{EraScope, ListScope, Stretch};
use super::specification::Specification;
use super::told_apart::{comparisons, told_apart_once};
use super::verdict::Verdict;
use crate::error::{ClaimMistake, Result};

const NEVER_MET: &str = "the two eras never ran at once";
pub(super) const NO_EXPOSURE: &str = "the era has no exposure in the observation";
const ALONE: &str = "it is the only era of its list that was observed";
const OUTSIDE: &str = "the period lies outside the observation";

/// The eras of a list, which of them is meant, and their values; or why there is nothing to value.
type Valued = std::result::Result<(Counted, usize, Vec<Values>), Answer>;

impl Evaluator<'_> {
    pub(super) fn on_eras(
        &mut self,
        says: &Statement,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        match says {
            Statement::Number {
                measure,
                at,
                printed,
            } => self.number(*measure, at, *printed, spec, with_unclear),
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
                self.rank(*measure, at, asked, spec, with_unclear)
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
            Statement::ToldApart { at, from, against } => {
                self.told_apart([at, from], against.as_deref(), spec, with_unclear)
            }
            Statement::Relative(asked) => self.relative(asked, spec, with_unclear),
            _ => Ok(Answer::none("this is no claim on eras")),
        }
    }

    /// The era of a scope and the others of its list; an answer where there is nothing to value.
    pub(super) fn valued(
        &mut self,
        measure: Measure,
        at: &EraScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Valued> {
        let Some(counted) = self.counted(at, key, spec, with_unclear)? else {
            return Ok(Err(Answer::none(OUTSIDE)));
        };
        let Some(own) = counted.eras.own else {
            return Ok(Err(Answer::none(NEVER_MET)));
        };
        let values = self.values(measure, &counted, spec);
        Ok(Ok((counted, own, values)))
    }

    pub(super) fn values(
        &self,
        measure: Measure,
        counted: &Counted,
        spec: &Specification,
    ) -> Vec<Values> {
        let weights = self.record.weighing(measure, spec.scheme);
        let pairs = counted.counts.iter().zip(counted.spans.iter());
        pairs
            .map(|(counts, span)| {
                let quarters = span.quarters;
                Values::of(
                    counts,
                    Valuation {
                        measure,
                        weights,
                        quarters,
                    },
                )
            })
            .collect()
    }

    fn number(
        &mut self,
        measure: Measure,
        at: &EraScope,
        printed: Interval,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let (counted, own, values) = match self.valued(measure, at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(answer),
        };
        let verdict = values.get(own).map(|values| open::lies_in(values, printed));
        Ok(about(
            &counted,
            own,
            &values,
            verdict.unwrap_or(Verdict::NotDetermined),
        ))
    }

    fn rank(
        &mut self,
        measure: Measure,
        at: &EraScope,
        (from, place, ahead_only_of): (End, Option<usize>, Option<&[String]>),
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let (counted, own, values) = match self.valued(measure, at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(answer),
        };
        let mut verdict = place.map(|place| open::place(&values, own, from, place));
        if let (Some(others), Some(list)) = (ahead_only_of, &counted.eras.list) {
            let lower = eras_in(list, others, "rank.ahead_only_of")?;
            // Which eras are lower says how many share the place: both are judged at once.
            let n_valued = values.iter().filter(|era| !era.is_none()).count();
            let tied = place.map_or(Some(0), |place| match from {
                End::Bottom => place.checked_sub(lower.len() + 1),
                End::Top => n_valued.checked_sub(lower.len() + place),
            });
            let ahead = open::ahead_only_of(&values, own, &lower, tied.unwrap_or(usize::MAX));
            verdict = Some(ahead);
        }
        let mut answer = about(
            &counted,
            own,
            &values,
            verdict.unwrap_or(Verdict::NotDetermined),
        );
        let every: Vec<usize> = (0..values.len()).collect();
        answer.facts.compared = compared(&counted, &values, &every);
        if open::alone(&values, own) {
            answer.verdict = Verdict::NotDetermined;
            answer.facts.reason = Some(ALONE.to_owned());
        }
        Ok(answer)
    }

    fn ascending(
        &mut self,
        measure: Measure,
        at: &ListScope,
        named: &[String],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let (list, visits) = self.record.ordered_eras(at, named, "at", spec)?;
        let places = eras_in(&list, named, "ascending")?;
        let Some(window) = window_of(at.period.as_ref(), spec)? else {
            return Ok(Answer::none(OUTSIDE));
        };
        let eras = Eras {
            list: Some(list),
            own: None,
            visits,
        };
        let counted = self.count(eras, window, "at", spec, with_unclear)?;
        let values = self.values(measure, &counted, spec);
        let ordered: Vec<&Values> = places
            .iter()
            .filter_map(|place| values.get(*place))
            .collect();
        let none = Amount::NONE;
        let mut answer = Answer::of(open::ascending(&ordered), none, none, none);
        answer.facts.compared = compared(&counted, &values, &places);
        if ordered.iter().any(|values| values.plain().is_none()) {
            answer.facts.reason = Some(without_value(&answer.facts.compared));
        }
        Ok(answer)
    }

    fn told_apart(
        &mut self,
        [at, from]: [&EraScope; 2],
        against: Option<&[String]>,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let measure = Measure::Frequency;
        let (counted, own, values) = match self.valued(measure, at, "at", spec, with_unclear)? {
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
        };
        let (_, excesses) = counted.dispersion(spec);
        let asked = comparisons(&counted.spans, &excesses, &pair, spec)?;
        let found = told_apart_once(&counted.counts, &asked, &mut self.apart)?;
        let mut answer = about(&counted, own, &values, found.verdict);
        answer.facts.p = Some((found.p, found.adjusted));
        answer.facts.compared = compared(&counted, &values, &[own, other]);
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

/// The answer about one era of a list.
pub(super) fn about(counted: &Counted, own: usize, values: &[Values], verdict: Verdict) -> Answer {
    let none = Amount::NONE;
    let (plain, low, high) = values.get(own).map_or((none, none, none), |values| {
        (values.plain(), values.low(), values.high())
    });
    let mut answer = Answer::of(verdict, plain, low, high);
    describe(&mut answer, counted, own);
    if plain.is_none() {
        answer.facts.reason = Some(NO_EXPOSURE.to_owned());
    }
    answer
}

pub(super) fn describe(answer: &mut Answer, counted: &Counted, own: usize) {
    let span = counted.span(own);
    let count = counted.counts.get(own).map(OpenCounts::all);
    answer.facts.count = count.map(|counts| counts.iter().sum());
    answer.facts.years = Some(span.years());
    answer.facts.days = Some((span.start, span.end));
}

pub(super) fn compared(counted: &Counted, values: &[Values], places: &[usize]) -> Vec<Compared> {
    let known = places
        .iter()
        .filter_map(|place| Some((*place, values.get(*place)?)));
    known
        .map(|(place, values)| Compared {
            label: counted.label(place).to_owned(),
            value: values.plain().value(),
            low: values.low().value(),
            high: values.high().value(),
        })
        .collect()
}

pub(super) fn without_value(compared: &[Compared]) -> String {
    let none = compared.iter().filter(|one| one.value.is_nan());
    let labels: Vec<&str> = none.map(|one| one.label.as_str()).collect();
    format!("no value for {}", labels.join(", "))
}
