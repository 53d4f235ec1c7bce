//! The answer of every specification to questions.

use super::super::finding::Finding;
use super::grid::{Grid, Part, limit};
use super::question::{Answer, Holds, Measure, Question, Scope};
use super::queue::{Chunk, chunks, work_off};
use super::sheet::Sheets;
use super::waits;
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
        let cells = self.len() as u128 * questions.len() as u128;
        limit("the table of answers", cells)?;
        for question in questions {
            if let Question::Eras {
                scopes, finding, ..
            } = question
            {
                finding.check(scopes.len())?;
            }
        }
        let mut values = vec![vec![0.0; self.len()]; questions.len()];
        let mut holds = vec![vec![Holds::No; self.len()]; questions.len()];
        let work = |mut chunk: Chunk<'_, Holds>| {
            let mut sheets = Sheets::new(self);
            for (part, rows) in self.parts(chunk.first, chunk.len()) {
                let columns = chunk.values.iter_mut().zip(&mut chunk.others);
                for (question, (values, holds)) in questions.iter().zip(columns) {
                    let answers = self.answer(question, &part, &mut sheets)?;
                    let values = values.get_mut(rows.clone()).unwrap_or_default();
                    let holds = holds.get_mut(rows.clone()).unwrap_or_default();
                    let cells = values.iter_mut().zip(holds);
                    for ((value, holds), answer) in cells.zip(answers.rows(self.waits.len())) {
                        (*value, *holds) = (answer.value, answer.holds);
                    }
                }
            }
            Ok(())
        };
        let parts = chunks(&mut values, &mut holds, self.chunk());
        work_off(parts, self.is_large(), &work, tick)?;
        let columns = values.into_iter().zip(holds);
        Ok(columns
            .map(|(values, holds)| Answers { values, holds })
            .collect())
    }

    fn answer(
        &self,
        question: &Question,
        part: &Part,
        sheets: &mut Sheets<'_, '_>,
    ) -> Result<Spread> {
        match question {
            Question::Eras {
                scopes,
                measure,
                finding,
                ties_hold,
            } => Ok(self.on_eras(scopes, *measure, finding, *ties_hold, part, sheets)),
            Question::Waits { subset, time } => {
                let Some(frame) = self.frames.get(part.frame) else {
                    return Ok(Spread::One(Answer::NONE));
                };
                let visits = sheets.days(part, *subset)?;
                let each = self.waits.iter();
                let answers =
                    each.map(|reading| waits::answer(time, visits, frame.window, *reading));
                Ok(Spread::ByWait(answers.collect::<Result<_>>()?))
            }
        }
    }

    fn on_eras(
        &self,
        scopes: &[Scope],
        measure: Measure,
        finding: &Finding,
        ties_hold: bool,
        part: &Part,
        sheets: &mut Sheets<'_, '_>,
    ) -> Spread {
        let answer = |values: &[f64]| Answer::on_eras(finding, values, ties_hold);
        if !measure.is_weighted() {
            let value = |scope: &Scope| {
                let count = self.count(sheets.of(part, scope.subset), part.frame, scope.era);
                measure.value(count, self.quarters(part.frame, scope.era))
            };
            let values: Vec<f64> = scopes.iter().map(value).collect();
            return Spread::One(answer(&values));
        }
        let n_schemes = self.schemes(part).len();
        let mut values = vec![0.0; scopes.len() * n_schemes];
        for (values, scope) in values.chunks_mut(n_schemes.max(1)).zip(scopes) {
            self.value(
                sheets.of(part, scope.subset),
                part,
                scope.era,
                measure,
                values,
            );
        }
        let of_scheme = |scheme| -> Vec<f64> {
            let of_scopes = values.chunks(n_schemes);
            of_scopes.filter_map(|of| of.get(scheme).copied()).collect()
        };
        let schemes = 0..n_schemes;
        Spread::ByScheme(schemes.map(|scheme| answer(&of_scheme(scheme))).collect())
    }
}

/// The answers of one part, by what they depend on.
enum Spread {
    One(Answer),
    ByWait(Vec<Answer>),
    ByScheme(Vec<Answer>),
}

impl Spread {
    /// The answer of each specification of the part.
    fn rows(&self, n_waits: usize) -> Box<dyn Iterator<Item = Answer> + '_> {
        match self {
            Self::One(answer) => Box::new(std::iter::repeat(*answer)),
            Self::ByWait(answers) => Box::new(answers.iter().copied().cycle()),
            Self::ByScheme(answers) => {
                let each = answers.iter().copied();
                Box::new(each.flat_map(move |answer| std::iter::repeat_n(answer, n_waits)))
            }
        }
    }
}
