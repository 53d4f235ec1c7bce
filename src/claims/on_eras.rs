//! Claims on counts and frequencies: in an era, over another, in an order, or told apart.

use std::rc::Rc;

use super::amount::Amount;
use super::answer::{Answer, Compared};
use super::claim::{Measure, Statement};
use super::cumulative::OpenCounts;
use super::evaluator::{Counted, Evaluator};
use super::interval::Interval;
use super::list::Span;
use super::open::{self, Valuation, Values};
use super::pair::{PairCounts, PairValuation};
use super::rank::End;
use super::record::Selection;
use super::resolve::{Eras, era_in, window_of};
use super::scope::{EraScope, ListScope, Stretch, VisitScope};
use super::specification::{Specification, Unclear};
use super::told_apart::told_apart;
use super::verdict::Verdict;
use crate::error::{ClaimMistake, Result};

const NEVER_MET: &str = "the two eras never ran at once";
const NO_EXPOSURE: &str = "the era has no exposure in the observation";
const OUTSIDE: &str = "the period lies outside the observation";

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
            Statement::ToldApart { at, from } => self.told_apart(at, from, spec, with_unclear),
            _ => Ok(Answer::none("this is no claim on eras")),
        }
    }

    /// The era of a scope and the others of its list; an answer where there is nothing to value.
    fn valued(
        &mut self,
        measure: Measure,
        at: &EraScope,
        key: &str,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<(Counted, usize, Vec<Values>), Answer>> {
        let Some(counted) = self.counted(at, key, spec, with_unclear)? else {
            return Ok(Err(Answer::none(OUTSIDE)));
        };
        let Some(own) = counted.eras.own else {
            return Ok(Err(Answer::none(NEVER_MET)));
        };
        let values = self.values(measure, &counted, spec);
        Ok(Ok((counted, own, values)))
    }

    fn values(&self, measure: Measure, counted: &Counted, spec: &Specification) -> Vec<Values> {
        let weights = if measure.is_weighted() {
            self.record.weights(spec.scheme)
        } else {
            self.record.even()
        };
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
            let mut lower = Vec::new();
            for (number, era) in others.iter().enumerate() {
                lower.push(era_in(list, era, &format!("rank.ahead_only_of[{number}]"))?);
            }
            let ahead = open::ahead_only_of(&values, own, &lower);
            // An era that the claim names must have a value, whatever becomes of the place.
            let has_value = |era: &usize| values.get(*era).is_some_and(|era| !era.is_none());
            let placed = verdict.filter(|_| lower.iter().all(has_value));
            verdict = Some(placed.map_or(ahead, |placed| placed.and(ahead)));
        }
        let mut answer = about(
            &counted,
            own,
            &values,
            verdict.unwrap_or(Verdict::NotDetermined),
        );
        let every: Vec<usize> = (0..values.len()).collect();
        answer.facts.compared = compared(&counted, &values, &every);
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
        let mut places = Vec::new();
        for (number, era) in named.iter().enumerate() {
            places.push(era_in(&list, era, &format!("ascending[{number}]"))?);
        }
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
        at: &EraScope,
        from: &EraScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Answer> {
        let measure = Measure::Frequency;
        let (counted, own, values) = match self.valued(measure, at, "at", spec, with_unclear)? {
            Ok(found) => found,
            Err(answer) => return Ok(answer),
        };
        let (Some(list), Stretch::Era { side, era, .. }) = (&counted.eras.list, &from.stretch)
        else {
            return Ok(Answer::none("two eras of one list are told apart"));
        };
        if side.is_some() && *side != list.side {
            let said = "the eras of two sides are not told apart: they share their visits";
            return Err(ClaimMistake::new("told_apart_from", "contradiction", said).into());
        }
        let other = era_in(list, era, "told_apart_from.era")?;
        let found = told_apart(&counted.counts, &counted.spans, (own, other), spec)?;
        let mut answer = about(&counted, own, &values, found.verdict);
        answer.facts.p = Some((found.p, found.adjusted));
        answer.facts.compared = compared(&counted, &values, &[own, other]);
        if found.p.is_nan() {
            answer.facts.reason = Some(without_value(&answer.facts.compared));
        }
        Ok(answer)
    }

    fn ratio(
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

    fn lower(
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
                let (at, key) = if about_higher {
                    (other, "at")
                } else {
                    (one, "at")
                };
                return Ok(match self.valued(measure, at, key, spec, with_unclear)? {
                    Err(answer) => answer,
                    Ok((counted, own, values)) => {
                        let mut answer = about(&counted, own, &values, Verdict::NotDetermined);
                        answer.facts.reason = refused.facts.reason;
                        answer
                    }
                });
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

    /// The eras of a side with their weighted frequencies, visits without a scheme weighing 1.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn frequencies(
        &mut self,
        side: Option<&str>,
        spec: &Specification,
    ) -> Result<Vec<(String, Amount)>> {
        let scope = ListScope {
            visits: VisitScope::default(),
            side: side.map(str::to_owned),
            rule: None,
            period: None,
        };
        let (list, visits) = self.record.ordered_eras(&scope, &[], "at", spec)?;
        let eras = Eras {
            list: Some(Rc::clone(&list)),
            own: None,
            visits,
        };
        let with_unclear = spec.unclear == Unclear::Include;
        let counted = self.count(eras, spec.window()?, "at", spec, with_unclear)?;
        let values = self.values(Measure::WeightedFrequency, &counted, spec);
        let plain = values.iter().map(Values::plain);
        Ok(list.labels.iter().cloned().zip(plain).collect())
    }

    /// The eras of the one list that a claim is about; none if it is about several lists, or about
    /// different visits in each era.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn one_list(&mut self, says: &Statement, spec: &Specification) -> Result<Option<OneList>> {
        let with_unclear = spec.unclear == Unclear::Include;
        let scopes = match says {
            Statement::Number { at, .. } | Statement::Rank { at, .. } => vec![at],
            Statement::Ratio { at, of, .. } => vec![at, of],
            Statement::Lower { lower, higher, .. } => vec![lower, higher],
            Statement::Ascending { at, eras, .. } => {
                let (list, visits) = self.record.ordered_eras(at, eras, "at", spec)?;
                let Some(window) = window_of(at.period.as_ref(), spec)? else {
                    return Ok(None);
                };
                let eras = Eras {
                    list: Some(list),
                    own: None,
                    visits,
                };
                let counted = self.count(eras, window, "at", spec, with_unclear)?;
                return self.as_list(&counted, spec, with_unclear).map(Some);
            }
            _ => return Ok(None),
        };
        let mut lists = Vec::new();
        for scope in &scopes {
            match self.counted(scope, "at", spec, with_unclear)? {
                Some(counted) => lists.push(counted),
                None => return Ok(None),
            }
        }
        let Some(first) = lists.first() else {
            return Ok(None);
        };
        let same = |other: &Counted| {
            other.eras.list == first.eras.list
                && other.eras.visits == first.eras.visits
                && other.spans == first.spans
        };
        if !lists.iter().all(same) || (first.eras.list.is_none() && lists.len() > 1) {
            return Ok(None);
        }
        let first = first.clone();
        self.as_list(&first, spec, with_unclear).map(Some)
    }

    fn as_list(
        &mut self,
        counted: &Counted,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<OneList> {
        let selection = self.selection(&counted.eras.visits, "at", spec, with_unclear)?;
        Ok(OneList {
            labels: (0..counted.spans.len())
                .map(|era| counted.label(era).to_owned())
                .collect(),
            spans: counted.spans.to_vec(),
            counts: counted.counts.clone(),
            selection: selection.as_ref().clone(),
        })
    }

    /// The rows of the visits counted for a scope, ascending.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn rows(
        &mut self,
        at: &EraScope,
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<Vec<usize>> {
        let Some(counted) = self.counted(at, "at", spec, with_unclear)? else {
            return Ok(Vec::new());
        };
        let span = counted
            .eras
            .own
            .map(|own| counted.span(own))
            .unwrap_or_default();
        if span.quarters <= 0.0 {
            return Ok(Vec::new());
        }
        let selection = self.selection(&counted.eras.visits, "at", spec, with_unclear)?;
        let rows = selection.rows.iter().copied();
        Ok(rows
            .filter(|row| span.holds(self.record.day(*row, spec.date_rule)))
            .collect())
    }
}

/// The eras of one list with their visits.
#[derive(Debug, Clone)]
pub struct OneList {
    /// What each era is called.
    pub labels: Vec<String>,
    /// The days and the exposure of each.
    pub spans: Vec<Span>,
    /// The visits of each by class.
    pub counts: Vec<OpenCounts>,
    /// The visits that count, in whatever era.
    pub selection: Selection,
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

/// The answer about one era of a list.
fn about(counted: &Counted, own: usize, values: &[Values], verdict: Verdict) -> Answer {
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

fn describe(answer: &mut Answer, counted: &Counted, own: usize) {
    let span = counted.span(own);
    let count = counted.counts.get(own).map(OpenCounts::all);
    answer.facts.count = count.map(|counts| counts.iter().sum());
    answer.facts.years = Some(span.years());
    answer.facts.days = Some((span.start, span.end));
}

fn compared(counted: &Counted, values: &[Values], places: &[usize]) -> Vec<Compared> {
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

fn without_value(compared: &[Compared]) -> String {
    let none = compared.iter().filter(|one| one.value.is_nan());
    let labels: Vec<&str> = none.map(|one| one.label.as_str()).collect();
    format!("no value for {}", labels.join(", "))
}
