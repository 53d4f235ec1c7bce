//! The grid of specifications: every combination of the choices, in a fixed order.

use std::ops::Range;

use super::frame::Frame;
use super::sheet::{Boundaries, Sheet};
use super::waits::Reading;
use crate::error::{Error, Result};

const MOST_CELLS: u128 = 1 << 28;
const ROWS_A_CHUNK: usize = 1 << 12;
const SERIAL_BELOW: usize = 1 << 14;

/// The visits, as columns; every column has a value for each visit.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The day of each visit, by date rule.
    pub days: Vec<&'a [i64]>,
    /// The class of each visit.
    pub classes: &'a [u32],
    /// Which visits count, by reading.
    pub readings: Vec<&'a [bool]>,
    /// Subsets that questions are about.
    pub subsets: Vec<&'a [bool]>,
}

/// Every combination of the choices.
#[derive(Debug)]
pub struct Grid<'a> {
    pub(super) record: Record<'a>,
    pub(super) frames: &'a [Frame],
    pub(super) waits: Vec<Reading>,
    pub(super) n_schemes: usize,
    n_classes: usize,
    /// The weight of each class in each scheme, the scheme varying fastest.
    weights: Vec<f64>,
    boundaries: Boundaries,
    places: Vec<Vec<usize>>,
    rows: Vec<Vec<(usize, usize)>>,
}

/// Consecutive specifications of one reading, date rule and frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) reading: usize,
    pub(super) date: usize,
    pub(super) frame: usize,
    /// Which of those that share them, the reading of lags varying fastest, then the scheme.
    pub(super) inner: Range<usize>,
}

impl<'a> Grid<'a> {
    /// Lays out the grid; each scheme is a weight for each class, each of `waits` a way to read
    /// lags.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if columns or schemes differ in length; [`Error::BadCode`] for a class
    /// without a weight; [`Error::BadWeight`] for a weight that is negative or not finite;
    /// [`Error::Undefined`] if a decision has no choice; [`Error::TooLarge`] for more than 2^28
    /// specifications.
    pub fn new(
        record: Record<'a>,
        frames: &'a [Frame],
        schemes: &[Vec<f64>],
        waits: Vec<Reading>,
    ) -> Result<Self> {
        let n_classes = schemes.first().map_or(0, Vec::len);
        record.check(n_classes)?;
        check_schemes(schemes, n_classes)?;
        let decisions = [
            record.readings.len(),
            record.days.len(),
            frames.len(),
            schemes.len(),
            waits.len(),
        ];
        if decisions.contains(&0) {
            return Err(Error::Undefined {
                name: "the multiverse".to_owned(),
                reason: "a decision has no choice".to_owned(),
            });
        }
        let cells = decisions.iter().map(|size| *size as u128).product();
        limit("the multiverse", cells)?;
        let boundaries = Boundaries::of(frames.iter().flat_map(|frame| &frame.spans));
        let days = record.days.iter();
        let places = days.map(|days| boundaries.places(days)).collect();
        let rows = |frame: &Frame| -> Vec<(usize, usize)> {
            let spans = frame.spans.iter();
            spans.map(|span| boundaries.rows(*span)).collect()
        };
        let of_class = |class: usize| schemes.iter().filter_map(move |scheme| scheme.get(class));
        Ok(Self {
            rows: frames.iter().map(rows).collect(),
            weights: (0..n_classes).flat_map(of_class).copied().collect(),
            n_schemes: schemes.len(),
            record,
            frames,
            waits,
            n_classes,
            boundaries,
            places,
        })
    }

    /// Number of specifications.
    pub fn len(&self) -> usize {
        self.record.readings.len() * self.record.days.len() * self.frames.len() * self.cell()
    }

    /// Whether there is no specification; never so.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether threads pay.
    pub(super) fn is_large(&self) -> bool {
        self.len() >= SERIAL_BELOW
    }

    /// How many specifications share reading, date rule and frame.
    fn cell(&self) -> usize {
        self.n_schemes * self.waits.len()
    }

    /// How many specifications to compute at a time: whole schemes, and whole cells if small.
    pub(super) fn chunk(&self) -> usize {
        let unit = if self.cell() <= ROWS_A_CHUNK {
            self.cell()
        } else {
            self.waits.len()
        };
        unit * (ROWS_A_CHUNK / unit).max(1)
    }

    /// The specifications from `first` on, `len` of them, by what they share; each with its place
    /// among these.
    pub(super) fn parts(
        &self,
        first: usize,
        len: usize,
    ) -> impl Iterator<Item = (Part, Range<usize>)> {
        let (cell, n_frames, n_dates) = (self.cell(), self.frames.len(), self.record.days.len());
        let end = first + len;
        (first / cell..end.div_ceil(cell)).map(move |number| {
            let from = number * cell;
            let (start, stop) = (first.max(from), end.min(from + cell));
            let part = Part {
                reading: number / n_frames / n_dates,
                date: number / n_frames % n_dates,
                frame: number % n_frames,
                inner: start - from..stop - from,
            };
            (part, start - first..stop - first)
        })
    }

    /// Whether a visit counts in a reading, among those of a subset.
    pub(super) fn counts(&self, reading: usize, subset: usize) -> impl Fn(usize) -> bool {
        let reading = self.record.readings.get(reading).copied();
        let subset = self.record.subsets.get(subset).copied();
        let flag = |column: Option<&[bool]>, visit: usize| {
            column.and_then(|column| column.get(visit).copied()) == Some(true)
        };
        move |visit| flag(reading, visit) && flag(subset, visit)
    }

    /// The visits of one reading, date rule and subset, counted up.
    pub(super) fn sheet(&self, reading: usize, date: usize, subset: usize) -> Sheet {
        let places = self.places.get(date).map_or(&[][..], Vec::as_slice);
        let counts = self.counts(reading, subset);
        self.boundaries
            .count_up(places, counts, self.record.classes, self.n_classes)
    }

    /// Adds up the weighted count of one era under some of the schemes.
    pub(super) fn add_up(
        &self,
        sheet: &Sheet,
        frame: usize,
        era: usize,
        schemes: Range<usize>,
        sums: &mut [f64],
    ) {
        let rows = self.rows.get(frame).and_then(|rows| rows.get(era));
        sums.fill(0.0);
        for (class, count) in sheet.between(rows.copied().unwrap_or_default()) {
            let from = class * self.n_schemes;
            let weights = self.weights.get(from + schemes.start..from + schemes.end);
            for (sum, weight) in sums.iter_mut().zip(weights.unwrap_or_default()) {
                *sum += count * weight;
            }
        }
    }

    /// The number of visits of one era.
    pub(super) fn count(&self, sheet: &Sheet, frame: usize, era: usize) -> f64 {
        let rows = self.rows.get(frame).and_then(|rows| rows.get(era));
        let counts = sheet.between(rows.copied().unwrap_or_default());
        counts.map(|(_, count)| count).sum()
    }

    /// The exposure of one era in quarter days.
    pub(super) fn quarters(&self, frame: usize, era: usize) -> f64 {
        let frame = self.frames.get(frame);
        let span = frame.and_then(|frame| frame.spans.get(era));
        span.map_or(0.0, |span| span.quarters)
    }
}

impl Record<'_> {
    fn check(&self, n_classes: usize) -> Result<()> {
        let n_visits = self.classes.len();
        let days = self.days.iter().map(|column| ("dates", column.len()));
        let flags = self.readings.iter().chain(&self.subsets);
        let flags = flags.map(|column| ("flags", column.len()));
        for (name, len) in days.chain(flags) {
            if len != n_visits {
                return Err(length("classes", n_visits, name, len));
            }
        }
        let mut rows = self.classes.iter().enumerate();
        match rows.find(|(_, class)| **class as usize >= n_classes) {
            Some((row, code)) => Err(Error::BadCode {
                name: "classes".to_owned(),
                row,
                code: *code,
                labels: n_classes,
            }),
            None => Ok(()),
        }
    }
}

/// Refuses a table of more cells than can be held.
pub(super) fn limit(name: &str, cells: u128) -> Result<()> {
    if cells <= MOST_CELLS {
        return Ok(());
    }
    Err(Error::TooLarge {
        name: name.to_owned(),
        cells,
        limit: MOST_CELLS,
    })
}

fn check_schemes(schemes: &[Vec<f64>], n_classes: usize) -> Result<()> {
    for scheme in schemes {
        if scheme.len() != n_classes {
            return Err(length("classes", n_classes, "scheme", scheme.len()));
        }
        if let Some(weight) = scheme
            .iter()
            .find(|weight| !(weight.is_finite() && **weight >= 0.0))
        {
            return Err(Error::BadWeight {
                name: "weight".to_owned(),
                found: weight.to_string(),
            });
        }
    }
    Ok(())
}

fn length(left: &str, left_len: usize, right: &str, right_len: usize) -> Error {
    Error::Length {
        left: left.to_owned(),
        left_len,
        right: right.to_owned(),
        right_len,
    }
}
