//! The answer of every specification to questions.

use super::grid::{Grid, Part, limit};
use super::question::{About, Answer, Holds, Question, value};
use super::queue::{Chunk, chunks, work_off};
use super::sheet::Sheets;
use crate::error::Result;
use crate::progress::Tick;

/// The answers to one question, one for each specification.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// The numbers; `NAN` where there is none.
    pub values: Vec<f64>,
    /// Whether the sentence holds.
    pub holds: Vec<Holds>,
}

impl Grid<'_> {
    /// The answer of every specification to every question.
    ///
    /// # Errors
    ///
    /// [`crate::Error::OutOfRange`] or [`crate::Error::Undefined`] for a finding about eras that
    /// the question does not list; [`crate::Error::TooLarge`] for too many cells; whatever `tick`
    /// returns.
    pub fn answers(&self, questions: &[Question], tick: &mut Tick<'_>) -> Result<Vec<Answers>> {
        limit(
            "the table of answers",
            self.len() as u128 * questions.len() as u128,
        )?;
        for question in questions {
            if let About::Eras { eras, finding, .. } = &question.about {
                finding.check(eras.len())?;
            }
        }
        let mut values = vec![vec![f64::NAN; self.len()]; questions.len()];
        let mut holds = vec![vec![Holds::Undetermined; self.len()]; questions.len()];
        let chunks = chunks(&mut values, &mut holds, self.chunk());
        let work = |mut chunk: Chunk<'_, Holds>| {
            let mut sheets = Sheets::new(self);
            for (part, rows) in self.parts(chunk.first, chunk.len()) {
                let columns = chunk.values.iter_mut().zip(&mut chunk.others);
                for (question, (values, holds)) in questions.iter().zip(columns) {
                    let answers = self.answer(question, &part, &mut sheets);
                    let values = values.get_mut(rows.clone()).unwrap_or_default();
                    let holds = holds.get_mut(rows.clone()).unwrap_or_default();
                    let cells = values.iter_mut().zip(holds);
                    for ((value, holds), answer) in cells.zip(answers.rows(self.ties.len())) {
                        (*value, *holds) = (answer.value, answer.holds);
                    }
                }
            }
            Ok(())
        };
        work_off(chunks, self.is_large(), &work, tick)?;
        let columns = values.into_iter().zip(holds);
        Ok(columns
            .map(|(values, holds)| Answers { values, holds })
            .collect())
    }

    fn answer(&self, question: &Question, part: &Part, sheets: &mut Sheets<'_, '_>) -> Spread {
        let subset = question.subset;
        let window = self.frames.get(part.frame).map(|frame| frame.window);
        match (&question.about, window) {
            (
                About::Eras {
                    eras,
                    weighted,
                    counts,
                    finding,
                    ties_hold,
                },
                _,
            ) => {
                let sheet = sheets.of(part, subset);
                let answer = |values: &[f64]| Answer::on_eras(finding, values, *ties_hold);
                if !weighted {
                    let each = eras.iter().map(|era| {
                        let quarters = self.quarters(part.frame, *era);
                        value(self.count(sheet, part.frame, *era), quarters, *counts)
                    });
                    return Spread::One(answer(&each.collect::<Vec<f64>>()));
                }
                let values = self.values(sheet, part, eras, *counts);
                let n_schemes = self.schemes(part).len();
                let of_scheme = |scheme| -> Vec<f64> {
                    let of_eras = values.chunks(n_schemes);
                    of_eras.filter_map(|era| era.get(scheme).copied()).collect()
                };
                Spread::ByScheme(
                    (0..n_schemes)
                        .map(|scheme| answer(&of_scheme(scheme)))
                        .collect(),
                )
            }
            (About::Lag { shocks, region }, Some(window)) => {
                let visits = sheets.days(part, subset);
                let each = self.ties.iter();
                Spread::ByTies(
                    each.map(|ties| Answer::on_lags(shocks, visits, window, *ties, *region))
                        .collect(),
                )
            }
            (About::OpenGap { region }, Some(window)) => {
                let visits = sheets.days(part, subset);
                Spread::One(Answer::on_open_gap(visits, window, *region))
            }
            (_, None) => Spread::One(Answer::NONE),
        }
    }
}

/// The answers of one part, by what they depend on.
enum Spread {
    One(Answer),
    ByTies(Vec<Answer>),
    ByScheme(Vec<Answer>),
}

impl Spread {
    /// The answer of each specification of the part.
    fn rows(&self, n_ties: usize) -> Box<dyn Iterator<Item = Answer> + '_> {
        match self {
            Self::One(answer) => Box::new(std::iter::repeat(*answer)),
            Self::ByTies(answers) => Box::new(answers.iter().copied().cycle()),
            Self::ByScheme(answers) => {
                let each = answers.iter().copied();
                Box::new(each.flat_map(move |answer| std::iter::repeat_n(answer, n_ties)))
            }
        }
    }
}
