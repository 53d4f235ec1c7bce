//! What is said of two scopes, with the visits of each.

use super::answer::{Answer, NO_EXPOSURE, without_value};
use super::interval::Interval;
use super::measure::Measure;
use super::of_list::{ListedEras, describe};
use super::pair::{PairCounts, PairValuation};
use super::record::Record;
use super::verdict::Verdict;

/// Why a ratio over no visits has no value.
pub const NOTHING_TO_DIVIDE_BY: &str = "there is nothing to divide by";

/// What is said of two scopes, with the visits of each.
#[derive(Debug)]
pub(super) struct OfPair {
    pub(super) sides: [(ListedEras, usize); 2],
    pub(super) counts: PairCounts,
    pub(super) measure: Measure,
    pub(super) said: Said,
}

/// What it is.
#[derive(Debug)]
pub(super) enum Said {
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
