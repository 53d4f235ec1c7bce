//! The multiverse: claims under every combination of the choices that an analyst has (M16).
//!
//! A specification is one choice for every open decision. Their product is gone through in a fixed
//! order, the last decision varying fastest; the first choice of each decision is the study's own, so
//! row 0 is the study's own specification. Every cell is the answer that evaluation gives: a claim is
//! asked once for each combination of the decisions on which it depends, and its answers are spread
//! over the others. A result depends on its own specification alone, so threads do not change it.

use super::cells::{Cells, Columns, parts, spread_out};
use super::choices::{Choices, Decision, decisions};
use crate::claims::claim::{Claim, Statement};
use crate::claims::class_weights::Schemes;
use crate::claims::evaluator::Evaluator;
use crate::claims::measure::Measure;
use crate::claims::record::Record;
use crate::claims::scope::ListScope;
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::error::{Result, within_limit};
use crate::progress::Tick;
use crate::threads::{Threads, replicates, work_off};

const MOST_CELLS: u128 = 1 << 28;
/// An evaluator finds the visits anew for each chunk, which is most of the work on a few groups.
const ROWS_A_CHUNK: usize = 1 << 10;
const GROUPS_A_CHUNK: usize = 1 << 4;
const SERIAL_BELOW: u64 = 1 << 12;

/// The product of some choices on a record.
pub struct Multiverse<'a> {
    pub(super) record: &'a Record,
    pub(super) own: &'a Specification,
    decisions: Vec<Decision<'a>>,
    len: usize,
}

/// The answers to one claim, one for each specification.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// The numbers; `NAN` where there is none.
    pub values: Vec<f64>,
    /// What becomes of the claim.
    pub verdicts: Vec<Verdict>,
}

/// The frequencies of the eras of a list, one number for each specification.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequencies {
    /// For each era its frequencies; `NAN` without exposure, or under other lists.
    pub values: Vec<Vec<f64>>,
    /// For each era its ranks among the others, 1 for the lowest; 0 where it has none. Equal
    /// frequencies share the lower one.
    pub ranks: Vec<Vec<u16>>,
}

impl std::fmt::Debug for Multiverse<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Multiverse")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

impl<'a> Multiverse<'a> {
    /// Lays out the product.
    ///
    /// # Errors
    ///
    /// [`crate::Error::TooLarge`] for more than 2^28 specifications.
    pub fn new(record: &'a Record, own: &'a Specification, choices: &'a Choices) -> Result<Self> {
        let decisions = decisions(choices);
        let size = decisions.iter().map(|decision| decision.size as u128);
        let cells = size.fold(1, u128::saturating_mul);
        within_limit("the multiverse", cells, MOST_CELLS)?;
        Ok(Self {
            record,
            own,
            len: decisions.iter().map(|decision| decision.size).product(),
            decisions,
        })
    }

    /// The answer of every specification to every claim.
    ///
    /// A decision that varies is made for every claim alike; one that does not stays as the claim has it.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`]; [`crate::Error::TooLarge`] for too many cells; whatever `tick` returns.
    pub fn answers(&self, claims: &[Claim], tick: &mut Tick<'_>) -> Result<Vec<Answers>> {
        self.limit_claims(claims)?;
        let threads = Threads::usual()?;
        let many = self.len as u64 >= SERIAL_BELOW;
        let one = |number: u64, tick: &mut Tick<'_>| {
            let total = claims.len() as u64;
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(claim) = claims.get(place) else {
                return Ok(Answers::default());
            };
            let mut step = |done: u64, all: u64| {
                let all = all.max(1);
                tick(number * 1000 + done * 1000 / all, total * 1000)
            };
            let base = self.own.with(&claim.conventions);
            let ask = |evaluator: &mut Evaluator<'_>,
                       spec: &Specification,
                       schemes: &Schemes,
                       cells: &mut Cells<'_, Verdict>| {
                let asked = evaluator.asked_if_named(claim, spec)?;
                for (values, verdicts) in cells.values.iter_mut().zip(&mut cells.others) {
                    asked.numbers(self.record, schemes, values, verdicts);
                }
                Ok(())
            };
            // Threads share the specifications of one claim, or else the claims.
            let threads = if many { threads.of(true) } else { 1 };
            let asked = self.asked_for(&claim.says);
            let (mut values, mut verdicts) =
                self.spread(&base, &asked, 1, &ask, threads, &mut step)?;
            Ok(Answers {
                values: values.pop().unwrap_or_default(),
                verdicts: verdicts.pop().unwrap_or_default(),
            })
        };
        let few = self.len as u64 * claims.len() as u64 >= SERIAL_BELOW;
        let threads = if many { 1 } else { threads.of(few) };
        replicates(claims.len(), threads, &one, tick)
    }

    /// The weighted frequency and rank of some eras of one side.
    ///
    /// # Errors
    ///
    /// As [`Multiverse::answers`].
    pub fn frequencies(
        &self,
        side: Option<&str>,
        eras: &[String],
        tick: &mut Tick<'_>,
    ) -> Result<Frequencies> {
        let cells = self.len as u128 * eras.len() as u128;
        within_limit("the table of frequencies", cells, MOST_CELLS)?;
        let says = Statement::Ascending {
            measure: Measure::WeightedFrequency,
            at: ListScope {
                side: side.map(str::to_owned),
                ..ListScope::default()
            },
            eras: Vec::new(),
        };
        let ask = |evaluator: &mut Evaluator<'_>,
                   spec: &Specification,
                   schemes: &Schemes,
                   cells: &mut Cells<'_, u16>| {
            let found = evaluator.era_frequencies(side, spec)?;
            let places = found.places(eras);
            let (values, ranks) = (&mut cells.values, &mut cells.others);
            found.ranked(&places, self.record, schemes, values, ranks);
            Ok(())
        };
        let threads = Threads::usual()?.of(true);
        let asked = self.asked_for(&says);
        let (values, ranks) = self.spread(self.own, &asked, eras.len(), &ask, threads, tick)?;
        Ok(Frequencies { values, ranks })
    }

    /// Refuses a table of more answers than there may be.
    pub(super) fn limit_claims(&self, claims: &[Claim]) -> Result<()> {
        let cells = self.len as u128 * claims.len() as u128;
        within_limit("the table of answers", cells, MOST_CELLS)
    }

    /// Which decisions bear on a statement.
    pub(super) fn asked_for(&self, says: &Statement) -> Vec<bool> {
        let decisions = self.decisions.iter();
        decisions.map(|decision| (decision.matters)(says)).collect()
    }

    /// Asks once for each combination of the decisions that matter, and spreads what comes back: so many
    /// columns of numbers, and as many of what else there is.
    ///
    /// Where the last of them is the scheme, what changes with nothing but weights is asked for at once.
    pub(super) fn spread<B: Copy + Send + Default>(
        &self,
        base: &Specification,
        matters: &[bool],
        columns: usize,
        ask: &(
             impl Fn(&mut Evaluator<'_>, &Specification, &Schemes, &mut Cells<'_, B>) -> Result<()>
             + Sync
         ),
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Columns<B>> {
        let pairs = self.decisions.iter().zip(matters);
        let mut asked: Vec<&Decision<'_>> = pairs
            .filter(|(_, matters)| **matters)
            .map(|(decision, _)| decision)
            .collect();
        let size: usize = asked.iter().map(|decision| decision.size).product();
        let numbers = match asked.pop_if(|last| last.is_scheme && last.size > 1) {
            Some(last) => (0..last.size)
                .map(|choice| last.chosen(base, choice).scheme)
                .collect(),
            None => Vec::new(),
        };
        let (fixed, width) = (numbers.is_empty(), numbers.len().max(1));
        let schemes = self.record.schemes(numbers);
        let mut values = vec![vec![0.0; size]; columns];
        let mut others = vec![vec![B::default(); size]; columns];
        let groups_a_chunk = (ROWS_A_CHUNK / width).max(GROUPS_A_CHUNK);
        let parts = parts(&mut values, &mut others, groups_a_chunk * width);
        let work = |(number, mut part): (usize, Cells<'_, B>)| {
            let mut evaluator = Evaluator::new(self.record);
            let rows = part.values.first().map_or(0, |column| column.len());
            for group in 0..rows / width {
                let mut spec = base.clone();
                let mut rest = number * groups_a_chunk + group;
                // The last decision varies fastest.
                for decision in asked.iter().rev() {
                    if decision.size > 1 {
                        (decision.choose)(&mut spec, rest % decision.size);
                    }
                    rest /= decision.size;
                }
                let mut cells = part.of(group * width..(group + 1) * width);
                if fixed {
                    let schemes = self.record.schemes(vec![spec.scheme]);
                    ask(&mut evaluator, &spec, &schemes, &mut cells)?;
                } else {
                    ask(&mut evaluator, &spec, &schemes, &mut cells)?;
                }
            }
            Ok(())
        };
        let threads = if size as u64 >= SERIAL_BELOW {
            threads
        } else {
            1
        };
        work_off(parts, threads, &work, tick)?;
        if size < self.len {
            let places = self.places(matters);
            spread_out(&mut values, &places);
            spread_out(&mut others, &places);
        }
        Ok((values, others))
    }

    /// For each specification its place among the combinations of the decisions that matter.
    fn places(&self, matters: &[bool]) -> Vec<usize> {
        let mut places = vec![0];
        for (decision, own) in self.decisions.iter().zip(matters) {
            places = places
                .iter()
                .flat_map(|place| {
                    (0..decision.size).map(move |choice| {
                        if *own {
                            place * decision.size + choice
                        } else {
                            *place
                        }
                    })
                })
                .collect();
        }
        places
    }
}
