//! What is said of the eras of one list, with the visits of each.

use super::answer::{Answer, Compared, NO_EXPOSURE, without_value};
use super::class_weights::{Schemes, Weights};
use super::cumulative::OpenCounts;
use super::evaluator::Counted;
use super::measure::Measure;
use super::open;
use super::rank::End;
use super::record::Record;
use super::said_of_list::Says;
use super::told_by_reals::{Seen, told_by_reals};
use super::values::{Tables, Valuation, Values};
use super::verdict::Verdict;

const ALONE: &str = "it is the only era of its list that was observed";

/// The eras of a list, what is counted of them, and what is said of them.
#[derive(Debug)]
pub(super) struct OfList {
    pub(super) eras: ListedEras,
    pub(super) says: Says,
}

/// The eras of a list with all that makes a value of them but the weights.
#[derive(Debug)]
pub(super) struct ListedEras {
    pub(super) counted: Counted,
    pub(super) measure: Measure,
    tables: Vec<Tables>,
}

impl ListedEras {
    pub(super) fn of(counted: Counted, measure: Measure) -> Self {
        let tables = counted.counts.iter();
        Self {
            tables: tables.map(|era| Tables::of(era, measure)).collect(),
            counted,
            measure,
        }
    }

    /// The values of each era.
    pub(super) fn values<'a>(&'a self, weights: &'a Weights) -> Vec<Values<'a>> {
        let eras = self.tables.iter().enumerate();
        eras.map(|(era, tables)| tables.values(self.valuation(era, weights)))
            .collect()
    }

    fn valuation<'a>(&self, era: usize, weights: &'a Weights) -> Valuation<'a> {
        Valuation {
            measure: self.measure,
            weights,
            quarters: self.counted.span(era).quarters,
        }
    }

    /// The number of each era by each scheme, all visits in doubt counted: a row an era, which only those
    /// fill that are `named`.
    fn reals(&self, schemes: &Schemes, named: &[usize]) -> Vec<f64> {
        let size = schemes.numbers.len();
        let mut reals = vec![0.0; size * self.tables.len()];
        let rows = reals.chunks_exact_mut(size.max(1));
        let eras = self.tables.iter().enumerate().zip(rows);
        for ((era, tables), row) in eras.filter(|((era, _), _)| named.contains(era)) {
            let quarters = self.counted.span(era).quarters;
            schemes.real_sums(tables.plain(), row);
            for sum in row {
                *sum = self.measure.of_sum(*sum, quarters);
            }
        }
        reals
    }

    /// The answer about one era.
    pub(super) fn about(&self, own: usize, values: &[Values<'_>], verdict: Verdict) -> Answer {
        let Some(era) = values.get(own) else {
            return Answer::none(NO_EXPOSURE);
        };
        let (plain, low, high) = (era.plain(), era.low(), era.high());
        let mut answer = Answer::of(verdict, plain, low, high);
        describe(&mut answer, &self.counted, own);
        if plain.is_none() {
            answer.facts.reason = Some(NO_EXPOSURE.to_owned());
        }
        answer
    }

    /// Eras as they are compared.
    pub(super) fn compared(&self, values: &[Values<'_>], places: &[usize]) -> Vec<Compared> {
        let known = places
            .iter()
            .filter_map(|place| Some((*place, values.get(*place)?)));
        known
            .map(|(place, values)| Compared {
                label: self.counted.label(place).to_owned(),
                value: values.plain_real(),
                low: values.low().value(),
                high: values.high().value(),
            })
            .collect()
    }
}

impl OfList {
    pub(super) fn answer(&self, record: &Record, scheme: usize) -> Answer {
        let eras = &self.eras;
        let values = eras.values(record.weighing(eras.measure, scheme));
        let verdict = self.verdict(&values);
        match &self.says {
            Says::Value { own, .. } => eras.about(*own, &values, verdict),
            Says::Nothing { own, reason } => {
                let mut answer = eras.about(*own, &values, verdict);
                answer.facts.reason.clone_from(reason);
                answer
            }
            Says::Rank { own, .. } => {
                let mut answer = eras.about(*own, &values, verdict);
                let every: Vec<usize> = (0..values.len()).collect();
                answer.facts.compared = eras.compared(&values, &every);
                if open::alone(&values, *own) {
                    answer.facts.reason = Some(ALONE.to_owned());
                }
                answer
            }
            Says::Ascending(order) => {
                let mut answer = Answer::none("");
                answer.verdict = verdict;
                answer.facts.compared = eras.compared(&values, order);
                let open = answer.facts.compared.iter().any(|era| era.value.is_nan());
                answer.facts.reason = open.then(|| without_value(&answer.facts.compared));
                answer
            }
        }
    }

    /// Tells the number and the verdict of that answer by each scheme.
    pub(super) fn numbers(
        &self,
        record: &Record,
        schemes: &Schemes,
        mut tell: impl FnMut(usize, f64, Verdict),
    ) {
        let eras = &self.eras;
        let number = |values: &[Values<'_>]| {
            let own = self.own().and_then(|own| values.get(own));
            own.map_or(f64::NAN, Values::plain_real)
        };
        let weighing = |scheme: &usize| record.weighing(eras.measure, *scheme);
        let certain = eras.measure.is_weighted() && eras.tables.iter().all(Tables::are_certain);
        let Some(first) = schemes.numbers.first().filter(|_| certain) else {
            for (place, scheme) in schemes.numbers.iter().enumerate() {
                let values = eras.values(weighing(scheme));
                tell(place, number(&values), self.verdict(&values));
            }
            return;
        };
        // An era without visits in doubt has one value, whose number is found for all schemes at once.
        let (named, size) = (self.named(), schemes.numbers.len());
        let reals = eras.reals(schemes, &named);
        let told = told_by_reals(&self.says, &reals, size);
        let mut values = None;
        for (place, scheme) in schemes.numbers.iter().enumerate() {
            let seen = told.as_ref().and_then(|told| told.get(place));
            if let Some(Seen::Told(holds)) = seen {
                let own = self.own().and_then(|own| reals.get(own * size + place));
                let verdict = Verdict::of(*holds, false);
                tell(place, own.copied().unwrap_or(f64::NAN), verdict);
                continue;
            }
            let weights = weighing(scheme);
            let values = values.get_or_insert_with(|| eras.values(weighing(first)));
            for &era in &named {
                if let (Some(own), Some(real)) =
                    (values.get_mut(era), reals.get(era * size + place))
                {
                    own.weigh(weights, *real);
                }
            }
            tell(place, number(values), self.verdict(values));
        }
    }

    /// The eras of which the values are looked at.
    fn named(&self) -> Vec<usize> {
        match &self.says {
            Says::Value { own, .. } | Says::Nothing { own, .. } => vec![*own],
            Says::Rank { .. } => (0..self.eras.tables.len()).collect(),
            Says::Ascending(order) => order.clone(),
        }
    }

    /// The era of which the number is told.
    fn own(&self) -> Option<usize> {
        match self.says {
            Says::Value { own, .. } | Says::Rank { own, .. } | Says::Nothing { own, .. } => {
                Some(own)
            }
            Says::Ascending(_) => None,
        }
    }

    fn verdict(&self, values: &[Values<'_>]) -> Verdict {
        let verdict = match &self.says {
            Says::Value { own, printed } => {
                let own = values.get(*own);
                own.map(|values| open::lies_in(values, *printed))
            }
            Says::Rank { own, .. } if open::alone(values, *own) => None,
            Says::Rank {
                own,
                from,
                place,
                lower: None,
            } => place.map(|place| open::place(values, *own, *from, place)),
            Says::Rank {
                own,
                from,
                place,
                lower: Some(lower),
            } => {
                // Which eras are lower says how many share the place: both are judged at once.
                let n_valued = values.iter().filter(|era| !era.is_none()).count();
                let tied = place.map_or(Some(0), |place| match from {
                    End::Bottom => place.checked_sub(lower.len() + 1),
                    End::Top => n_valued.checked_sub(lower.len() + place),
                });
                let tied = tied.unwrap_or(usize::MAX);
                Some(open::ahead_only_of(values, *own, lower, tied))
            }
            Says::Ascending(order) => Some(open::ascending(values, order)),
            Says::Nothing { .. } => None,
        };
        verdict.unwrap_or(Verdict::NotDetermined)
    }
}

pub(super) fn describe(answer: &mut Answer, counted: &Counted, own: usize) {
    let span = counted.span(own);
    let count = counted.counts.get(own).map(OpenCounts::all);
    answer.facts.count = count.map(|counts| counts.iter().sum());
    answer.facts.years = Some(span.years());
    answer.facts.days = Some((span.start, span.end));
}
