//! Frequencies and ranks of the eras of one side, by one scheme or by many at once.

use super::amount::Amount;
use super::class_weights::{Schemes, Weights};
use super::evaluator::{Counted, Evaluator};
use super::measure::Measure;
use super::rank::RankCount;
use super::record::Record;
use super::scope::ListScope;
use super::specification::{Specification, Unclear};
use super::values::Valuation;
use crate::error::Result;

/// The eras of a list with their visits, those in doubt counted.
#[derive(Debug, Default)]
pub struct EraFrequencies {
    /// What each is called.
    pub labels: Vec<String>,
    /// The visits of each by class, and its exposure; none of an era that is not covered throughout.
    eras: Vec<Option<Era>>,
}

/// The visits of an era by class, and its exposure in quarter days.
type Era = (Vec<u64>, f64);

/// The numbers of an era by scheme, its visits, and how many other eras are below by each scheme.
type Row<'a> = (&'a [f64], Option<&'a Era>, &'a mut [u64]);

impl Evaluator<'_> {
    /// The eras of a side with their visits; none where the observation ends before it begins.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`].
    pub fn era_frequencies(
        &mut self,
        side: Option<&str>,
        spec: &Specification,
    ) -> Result<EraFrequencies> {
        if spec.window().is_err() {
            return Ok(EraFrequencies::default());
        }
        let scope = ListScope {
            side: side.map(str::to_owned),
            ..ListScope::default()
        };
        let (list, eras) = self.record.ordered_eras(&scope, &[], "at", spec)?;
        let with_unclear = spec.unclear == Unclear::Include;
        let Some(counted) = self.count(eras, None, "at", spec, with_unclear)? else {
            return Ok(EraFrequencies::default());
        };
        let unknown = self.uncovered_eras(&counted, spec)?;
        let era =
            |(number, unknown): (usize, bool)| (!unknown).then(|| counts_of(&counted, number));
        Ok(EraFrequencies {
            labels: list.labels.clone(),
            eras: (0..).zip(unknown).map(era).collect(),
        })
    }
}

fn counts_of(counted: &Counted, era: usize) -> Era {
    let counts = counted.counts.get(era);
    let counts = counts.map(super::cumulative::OpenCounts::all);
    (counts.unwrap_or_default(), counted.span(era).quarters)
}

impl EraFrequencies {
    /// The weighted frequency of some eras, visits without a scheme weighing 1.
    pub fn amounts(&self, eras: &[Option<usize>], weights: &Weights) -> Vec<Amount> {
        let eras = eras.iter().map(|era| self.era(*era));
        eras.map(|era| {
            era.map_or(Amount::NONE, |(counts, quarters)| {
                let valuation = Valuation {
                    measure: Measure::WeightedFrequency,
                    weights,
                    quarters: *quarters,
                };
                valuation.of(counts)
            })
        })
        .collect()
    }

    /// The positions of eras by what they are called.
    pub fn places(&self, eras: &[String]) -> Vec<Option<usize>> {
        let place = |era| self.labels.iter().position(|label| label == era);
        eras.iter().map(place).collect()
    }

    fn era(&self, era: Option<usize>) -> Option<&Era> {
        self.eras.get(era?)?.as_ref()
    }

    /// The frequency of each of some eras by each scheme, and its rank among them, 1 for the lowest; no
    /// number and 0 where it has none. Equal frequencies share the lower rank.
    pub fn ranked(
        &self,
        eras: &[Option<usize>],
        record: &Record,
        schemes: &Schemes,
        values: &mut [&mut [f64]],
        ranks: &mut [&mut [u16]],
    ) {
        for (era, reals) in eras.iter().zip(values.iter_mut()) {
            match self.era(*era) {
                Some((counts, quarters)) => {
                    schemes.real_sums(counts, reals);
                    for sum in reals.iter_mut() {
                        *sum = Measure::WeightedFrequency.of_sum(*sum, *quarters);
                    }
                }
                None => reals.fill(f64::NAN),
            }
        }
        let size = schemes.numbers.len();
        let mut below = vec![0_u64; size * eras.len()];
        // Where floating point does not tell two eras apart, and they are not counted alike.
        let mut close = vec![0_u64; size];
        let mut rows: Vec<Row<'_>> = Vec::new();
        let cells = below.chunks_exact_mut(size.max(1));
        for ((reals, era), cells) in values.iter().zip(eras).zip(cells) {
            if !reals.first().is_none_or(|real| real.is_nan()) {
                rows.push((reals, self.era(*era), cells));
            }
        }
        let mut rest = rows.as_mut_slice();
        while let Some(((reals, counts, lower), others)) = rest.split_first_mut() {
            for (other_reals, other_counts, other_lower) in others.iter_mut() {
                if counts == other_counts || (has_none(*counts) && has_none(*other_counts)) {
                    continue;
                }
                let pairs = reals.iter().zip(other_reals.iter());
                let cells = lower.iter_mut().zip(other_lower.iter_mut());
                for (((one, other), (below_one, below_other)), close) in
                    pairs.zip(cells).zip(close.iter_mut())
                {
                    // A sum that is checked is not added up for several schemes at once.
                    *below_one = below_one.wrapping_add(u64::from(other < one));
                    *below_other = below_other.wrapping_add(u64::from(one < other));
                    *close |= u64::from(!Amount::are_apart(*one, *other));
                }
            }
            rest = others;
        }
        drop(rows);
        for ((reals, ranks), below) in values
            .iter()
            .zip(ranks.iter_mut())
            .zip(below.chunks_exact(size.max(1)))
        {
            for ((rank, below), real) in ranks.iter_mut().zip(below).zip(reals.iter()) {
                *rank = if real.is_nan() { 0 } else { rank_after(*below) };
            }
        }
        for (place, _) in close.iter().enumerate().filter(|(_, close)| **close > 0) {
            let Some(scheme) = schemes.numbers.get(place) else {
                continue;
            };
            let amounts = self.amounts(eras, record.weights(*scheme));
            for (era, ranks) in ranks.iter_mut().enumerate() {
                let known = amounts.get(era).is_some_and(|amount| !amount.is_none());
                if let (Some(rank), true) = (ranks.get_mut(place), known) {
                    *rank = rank_after(RankCount::of(&amounts, era).below as u64);
                }
            }
        }
    }
}

/// Whether an era has no visit, whatever its exposure.
fn has_none(era: Option<&Era>) -> bool {
    era.is_some_and(|(counts, _)| counts.iter().all(|count| *count == 0))
}

/// The rank of an era of which so many others are below.
fn rank_after(below: u64) -> u16 {
    u16::try_from(below + 1).unwrap_or(u16::MAX)
}
