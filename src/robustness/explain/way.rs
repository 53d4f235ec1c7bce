//! What one specification of the front changes, and what it changes besides.

use super::Way;
use super::best::Found;
use super::changed::{Asked, Changed, Edit};
use super::front::Search;
use super::number::Made;
use crate::error::{Error, Result};

impl Search<'_> {
    /// What a specification changes, what then comes out, and what breaks.
    pub(super) fn way(&mut self, found: &Found) -> Result<Way> {
        let Some(cells) = self.cells(&found.conventions)? else {
            return Err(Error::overflow("the conventions"));
        };
        let question = self.question;
        let mut numbers = vec![Made::default(); question.claims.len()];
        let sums = self
            .sums
            .iter()
            .copied()
            .zip(cells.made(&found.lines, &found.edits));
        let mut made: Vec<(usize, Made)> = sums.collect();
        let mut first = None;
        for (place, waiting) in self.waiting(&found.lines, &found.conventions)? {
            let Ok(waiting) = waiting else { continue };
            made.push((place, waiting.edited(&found.days).made()?));
            first = first.or(Some(waiting));
        }
        for (place, made) in made {
            if let Some(number) = numbers.get_mut(place) {
                *number = made;
            }
        }
        let judged = self.judged(&found.lines);
        let definition = self.claims(&[0]).next();
        let definition =
            definition.map_or(0, |claim| self.under(claim, &found.conventions).definition);
        let changed = if found.days.is_empty() {
            Changed::in_cells(judged, &cells, definition, &found.edits)
        } else {
            Changed::on_days(judged, first.as_ref(), &found.days)
        };
        let mut claims = Vec::new();
        for (number, claim) in question.others.iter().enumerate() {
            let own = question.own.with(&claim.conventions);
            let before = self.evaluator.answer_if_named(claim, &own)?;
            claims.push(Asked {
                number,
                claim,
                before: before.verdict,
                spec: self.under(claim, &found.conventions),
            });
        }
        let claim = |(number, parts): (usize, Vec<usize>)| Some((*self.sums.get(number)?, parts));
        let of = |cell| {
            cells
                .numbers_of(cell)
                .into_iter()
                .filter_map(claim)
                .collect()
        };
        let of: Vec<Vec<(usize, Vec<usize>)>> = cells.cells.iter().map(of).collect();
        let mut edits = Edit::in_cells(&cells, &found.edits, &of);
        edits.extend(
            found
                .days
                .iter()
                .map(|edit| Edit::on_days(edit, &self.waits)),
        );
        Ok(Way {
            chosen: found
                .lines
                .iter()
                .chain(&found.conventions)
                .copied()
                .collect(),
            edits,
            numbers,
            breaks: changed.breaks(&claims)?,
        })
    }
}
