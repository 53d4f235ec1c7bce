//! A claim asked of a record under a specification: only what visits weigh is still to be said.
//!
//! Which visits count in which era is found once for all schemes. One answer, with all that a sentence
//! about it needs, and the numbers and verdicts under many schemes come from the same values.

use super::answer::Answer;
use super::class_weights::Schemes;
use super::of_list::OfList;
use super::of_pair::OfPair;
use super::record::Record;
use super::verdict::Verdict;

/// A claim with the visits that it is about.
#[derive(Debug)]
pub struct Asked {
    reading: Reading,
    /// The same with the unclear visits, where both readings are asked for.
    with_unclear: Option<Reading>,
}

/// A claim with or without the unclear visits.
#[derive(Debug)]
pub(super) enum Reading {
    /// What no weight changes.
    Told(Box<Answer>),
    /// It is about the eras of one list.
    List(Box<OfList>),
    /// It is about two scopes, each with visits of its own.
    Pair(Box<OfPair>),
}

impl From<Answer> for Reading {
    fn from(answer: Answer) -> Self {
        Self::Told(Box::new(answer))
    }
}

impl Reading {
    fn answer(&self, record: &Record, scheme: usize) -> Answer {
        match self {
            Self::Told(answer) => answer.as_ref().clone(),
            Self::List(list) => list.answer(record, scheme),
            Self::Pair(pair) => pair.answer(record, scheme),
        }
    }

    fn numbers(
        &self,
        record: &Record,
        schemes: &Schemes,
        mut tell: impl FnMut(usize, f64, Verdict),
    ) {
        match self {
            Self::Told(answer) => {
                for place in 0..schemes.numbers.len() {
                    tell(place, answer.value, answer.verdict);
                }
            }
            Self::List(list) => list.numbers(record, schemes, tell),
            Self::Pair(pair) => {
                for (place, scheme) in schemes.numbers.iter().enumerate() {
                    let (value, verdict) = pair.number(record, *scheme);
                    tell(place, value, verdict);
                }
            }
        }
    }
}

impl Asked {
    pub(super) fn of(reading: Reading, with_unclear: Option<Reading>) -> Self {
        Self {
            reading,
            with_unclear,
        }
    }

    /// What no weight changes.
    pub fn told(answer: Answer) -> Self {
        Self::of(answer.into(), None)
    }

    /// The answer where visits weigh by a scheme.
    pub fn answer(&self, record: &Record, scheme: usize) -> Answer {
        let answer = self.reading.answer(record, scheme);
        match &self.with_unclear {
            Some(other) => answer.beside(&other.answer(record, scheme)),
            None => answer,
        }
    }

    /// The number and the verdict of that answer by each of some schemes.
    pub fn numbers(
        &self,
        record: &Record,
        schemes: &Schemes,
        values: &mut [f64],
        verdicts: &mut [Verdict],
    ) {
        let mut cells: Vec<_> = values.iter_mut().zip(verdicts).collect();
        self.reading
            .numbers(record, schemes, |place, value, verdict| {
                if let Some((number, cell)) = cells.get_mut(place) {
                    (**number, **cell) = (value, verdict);
                }
            });
        if let Some(other) = &self.with_unclear {
            other.numbers(record, schemes, |place, _, verdict| {
                if let Some((_, cell)) = cells.get_mut(place) {
                    **cell = cell.agreed(verdict);
                }
            });
        }
    }
}
