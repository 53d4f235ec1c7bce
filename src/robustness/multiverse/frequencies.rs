//! The frequency and place of eras under every specification.

use std::ops::Range;

use super::grid::{Grid, Part, limit};
use super::question::Measure;
use super::queue::{Chunk, chunks, work_off};
use super::sheet::{Sheet, Sheets};
use crate::error::Result;
use crate::progress::Tick;
use crate::robustness::region::SAME;

/// Weighted frequencies of some eras, one number for each specification.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequencies {
    /// For each era its frequencies; `NAN` without exposure, or under other rules.
    pub values: Vec<Vec<f64>>,
    /// For each era its places among the others, 1 for the lowest; 0 where it has none. Equal
    /// frequencies share the lower place.
    pub places: Vec<Vec<u16>>,
}

impl Grid<'_> {
    /// The weighted frequency and place of some eras that share no day, on one subset of visits.
    ///
    /// # Errors
    ///
    /// [`crate::Error::TooLarge`] for too many cells; whatever `tick` returns.
    pub fn frequencies(
        &self,
        subset: usize,
        eras: &[usize],
        tick: &mut Tick<'_>,
    ) -> Result<Frequencies> {
        limit(
            "the table of frequencies",
            self.len() as u128 * eras.len() as u128,
        )?;
        let mut found = Frequencies {
            values: vec![vec![0.0; self.len()]; eras.len()],
            places: vec![vec![0; self.len()]; eras.len()],
        };
        let chunks = chunks(&mut found.values, &mut found.places, self.chunk());
        let work = |mut chunk: Chunk<'_, u16>| {
            let mut sheets = Sheets::new(self);
            for (part, rows) in self.parts(chunk.first, chunk.len()) {
                let sheet = sheets.of(&part, subset);
                let n_schemes = self.schemes(&part).len();
                let mut values = vec![0.0; eras.len() * n_schemes];
                for (values, era) in values.chunks_mut(n_schemes.max(1)).zip(eras) {
                    self.value(sheet, &part, *era, Measure::WeightedFrequency, values);
                }
                let places = places(&values, eras.len());
                self.by_scheme(&values, &mut chunk.values, &rows);
                self.by_scheme(&places, &mut chunk.others, &rows);
            }
            Ok(())
        };
        work_off(chunks, self.is_large(), &work, tick)?;
        Ok(found)
    }

    /// The schemes of a part.
    pub(super) fn schemes(&self, part: &Part) -> Range<usize> {
        let waits = self.waits.len();
        part.inner.start / waits..part.inner.end.div_ceil(waits)
    }

    /// The value of one era under each scheme of a part.
    pub(super) fn value(
        &self,
        sheet: &Sheet,
        part: &Part,
        era: usize,
        measure: Measure,
        values: &mut [f64],
    ) {
        self.add_up(sheet, part.frame, era, self.schemes(part), values);
        let quarters = self.quarters(part.frame, era);
        for value in values {
            *value = measure.value(*value, quarters);
        }
    }

    /// Writes what depends on era and scheme to the columns of the eras, once for each reading of lags.
    fn by_scheme<T: Copy>(&self, found: &[T], columns: &mut [&mut [T]], rows: &Range<usize>) {
        let n_schemes = rows.len() / self.waits.len();
        for (column, found) in columns.iter_mut().zip(found.chunks(n_schemes.max(1))) {
            let cells = column.get_mut(rows.clone()).unwrap_or_default();
            if let [_] = self.waits.as_slice() {
                for (cell, found) in cells.iter_mut().zip(found) {
                    *cell = *found;
                }
                continue;
            }
            for (cells, found) in cells.chunks_mut(self.waits.len()).zip(found) {
                cells.fill(*found);
            }
        }
    }
}

/// The place of each era among the others, under each scheme; the scheme varies fastest.
fn places(values: &[f64], n_eras: usize) -> Vec<u16> {
    let n_schemes = (values.len() / n_eras.max(1)).max(1);
    let mut lower = vec![0.0; values.len()];
    let mut ahead = lower.as_mut_slice();
    for (era, own) in values.chunks(n_schemes).enumerate() {
        let (own_lower, rest) = ahead.split_at_mut(n_schemes);
        let later = values.chunks(n_schemes).skip(era + 1);
        for (other_lower, other) in rest.chunks_mut(n_schemes).zip(later) {
            let cells = own_lower.iter_mut().zip(other_lower);
            for ((own_lower, other_lower), (own, other)) in cells.zip(own.iter().zip(other)) {
                // frequencies are at least 0, so this is `compare` without its branches
                *own_lower += f64::from(u8::from(own - other > SAME * own));
                *other_lower += f64::from(u8::from(other - own > SAME * other));
            }
        }
        ahead = rest;
    }
    let place = |(lower, own): (&f64, &f64)| if own.is_nan() { 0 } else { 1 + whole(*lower) };
    lower.iter().zip(values).map(place).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 to the number of eras"
)]
fn whole(number: f64) -> u16 {
    number as u16
}
