//! The multiverse: claims under every combination of the choices that an analyst has (M16).
//!
//! A specification is one choice for every open decision. Their product is gone through in a fixed
//! order, the last decision varying fastest; the first choice of each decision is the study's own, so
//! row 0 is the study's own specification. Every cell is the answer that evaluation gives: a claim is
//! asked once for each combination of the decisions on which it depends, and its answers are spread
//! over the others. A result depends on its own specification alone, so threads do not change it.

use super::choices::{Choices, Decision, decisions};
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Measure, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::rank::RankCount;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::{Chunk, Threads, chunks, replicates, work_off};

const MOST_CELLS: u128 = 1 << 28;
const ROWS_A_CHUNK: usize = 1 << 10;
const SERIAL_BELOW: u64 = 1 << 12;

/// The product of some choices on a record.
pub struct Multiverse<'a> {
    record: &'a Record,
    own: &'a Specification,
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
    /// [`Error::TooLarge`] for more than 2^28 specifications.
    pub fn new(record: &'a Record, own: &'a Specification, choices: &'a Choices) -> Result<Self> {
        let decisions = decisions(choices);
        let size = decisions.iter().map(|decision| decision.size as u128);
        let cells = size.fold(1, u128::saturating_mul);
        limit("the multiverse", cells)?;
        Ok(Self {
            record,
            own,
            len: decisions.iter().map(|decision| decision.size).product(),
            decisions,
        })
    }

    /// Number of specifications.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no specification; never so.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The answer of every specification to every claim.
    ///
    /// A decision that varies is made for every claim alike; one that does not stays as the claim has it.
    ///
    /// # Errors
    ///
    /// As [`Evaluator::answer`]; [`Error::TooLarge`] for too many cells; whatever `tick` returns.
    pub fn answers(&self, claims: &[Claim], tick: &mut Tick<'_>) -> Result<Vec<Answers>> {
        limit(
            "the table of answers",
            self.len as u128 * claims.len() as u128,
        )?;
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
            let ask = |evaluator: &mut Evaluator<'_>, spec: &Specification| {
                let answer = evaluator.answer_if_named(claim, spec)?;
                Ok((answer.value, answer.verdict))
            };
            let asked = |decision: &Decision<'_>| (decision.matters)(&claim.says);
            // Threads share the specifications of one claim, or else the claims.
            let threads = if many { threads.of(true) } else { 1 };
            let (values, verdicts) = self.spread(&base, asked, &ask, threads, &mut step)?;
            Ok(Answers { values, verdicts })
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
        limit(
            "the table of frequencies",
            self.len as u128 * eras.len() as u128,
        )?;
        let says = Statement::Ascending {
            measure: Measure::WeightedFrequency,
            at: crate::claims::scope::ListScope {
                visits: crate::claims::scope::VisitScope::default(),
                side: side.map(str::to_owned),
                rule: None,
                period: None,
            },
            eras: Vec::new(),
        };
        let ask = |evaluator: &mut Evaluator<'_>, spec: &Specification| {
            let labelled = evaluator.frequencies(side, spec)?;
            let values: Vec<Amount> = eras
                .iter()
                .map(|era| {
                    let found = labelled.iter().find(|(label, _)| label == era);
                    found.map_or(Amount::NONE, |(_, value)| *value)
                })
                .collect();
            let rank = |era: usize| {
                let known = values.get(era).is_some_and(|value| !value.is_none());
                let below = RankCount::of(&values, era).below;
                if known {
                    u16::try_from(below + 1).unwrap_or(u16::MAX)
                } else {
                    0
                }
            };
            let ranks: Vec<u16> = (0..values.len()).map(rank).collect();
            let reals: Vec<f64> = values.iter().map(|value| value.value()).collect();
            Ok((reals, ranks))
        };
        let asked = |decision: &Decision<'_>| (decision.matters)(&says);
        let threads = Threads::usual()?.of(true);
        let (values, ranks) = self.spread(self.own, asked, &ask, threads, tick)?;
        let column = |era: usize| {
            let each = values.iter().map(move |row| row.get(era).copied());
            each.map(|value| value.unwrap_or(f64::NAN)).collect()
        };
        let rank_column = |era: usize| {
            let each = ranks.iter().map(move |row| row.get(era).copied());
            each.map(Option::unwrap_or_default).collect()
        };
        Ok(Frequencies {
            values: (0..eras.len()).map(column).collect(),
            ranks: (0..eras.len()).map(rank_column).collect(),
        })
    }

    /// Asks once for each combination of the decisions that matter, and spreads what comes back.
    fn spread<A: Clone + Send + Default, B: Clone + Send + Default>(
        &self,
        base: &Specification,
        matters: impl Fn(&Decision<'_>) -> bool,
        ask: &(impl Fn(&mut Evaluator<'_>, &Specification) -> Result<(A, B)> + Sync),
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<(Vec<A>, Vec<B>)> {
        let asked: Vec<&Decision<'_>> = self
            .decisions
            .iter()
            .filter(|decision| matters(decision))
            .collect();
        let size: usize = asked.iter().map(|decision| decision.size).product();
        let (mut first, mut second) = (vec![A::default(); size], vec![B::default(); size]);
        let parts = chunks(&mut first, &mut second, ROWS_A_CHUNK);
        let work = |part: Chunk<'_, A, B>| {
            let mut evaluator = Evaluator::new(self.record);
            let cells = part.first.iter_mut().zip(part.second);
            for (number, (one, other)) in (part.start..).zip(cells) {
                let mut spec = base.clone();
                let mut rest = number;
                // The last decision varies fastest.
                for decision in asked.iter().rev() {
                    if decision.size > 1 {
                        (decision.choose)(&mut spec, rest % decision.size);
                    }
                    rest /= decision.size;
                }
                (*one, *other) = ask(&mut evaluator, &spec)?;
            }
            Ok(())
        };
        let threads = if size as u64 >= SERIAL_BELOW {
            threads
        } else {
            1
        };
        work_off(parts, threads, &work, tick)?;
        if size == self.len {
            return Ok((first, second));
        }
        let place = self.places(&matters);
        let pick = |row: &usize| first.get(*row).cloned().unwrap_or_default();
        let pick_second = |row: &usize| second.get(*row).cloned().unwrap_or_default();
        Ok((
            place.iter().map(pick).collect(),
            place.iter().map(pick_second).collect(),
        ))
    }

    /// For each specification its place among the combinations of the decisions that matter.
    fn places(&self, matters: &impl Fn(&Decision<'_>) -> bool) -> Vec<usize> {
        let mut places = vec![0];
        for decision in &self.decisions {
            let own = matters(decision);
            places = places
                .iter()
                .flat_map(|place| {
                    (0..decision.size).map(move |choice| {
                        if own {
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

fn limit(name: &str, cells: u128) -> Result<()> {
    if cells <= MOST_CELLS {
        return Ok(());
    }
    Err(Error::TooLarge {
        name: name.to_owned(),
        cells,
        limit: MOST_CELLS,
    })
}
