//! Lags as columns of a table.

use super::{CHUNK, Status, Waits};
use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;

/// One lag a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// What is known.
    pub status: Vec<Status>,
    /// Days waited; -1 where there is no lag.
    pub days: Vec<i64>,
    /// Whether the lag of another shock ends with the same visits.
    pub shared: Vec<bool>,
    /// The first visit that answers; -1 for none.
    pub first: Vec<i64>,
    /// Its day; 0 for none.
    pub day: Vec<i32>,
    /// How many visits of that day answer.
    pub number: Vec<i64>,
}

impl Waits<'_> {
    /// The lag of each shock.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub fn columns(&self, threads: usize, tick: &mut Tick<'_>) -> Result<Columns> {
        let size = self.shocks.len();
        let mut found = Columns {
            status: vec![Status::AfterEnd; size],
            days: vec![-1; size],
            shared: vec![false; size],
            first: vec![-1; size],
            day: vec![0; size],
            number: vec![0; size],
        };
        let starts = (0..).step_by(CHUNK);
        let known = (found.status.chunks_mut(CHUNK))
            .zip(found.days.chunks_mut(CHUNK))
            .zip(found.shared.chunks_mut(CHUNK));
        let answers = (found.first.chunks_mut(CHUNK))
            .zip(found.day.chunks_mut(CHUNK))
            .zip(found.number.chunks_mut(CHUNK));
        let parts = starts.zip(known.zip(answers)).collect();
        let work = |(start, (known, answers)): Part<'_>| {
            let ((status, days), shared) = known;
            let known = status.iter_mut().zip(days).zip(shared);
            let ((first, day), number) = answers;
            let answers = first.iter_mut().zip(day).zip(number);
            for (shock, (known, answers)) in (start..).zip(known.zip(answers)) {
                let wait = self.wait(shock);
                let ((status, days), shared) = known;
                (*status, *shared) = (wait.status, wait.shared);
                *days = wait.days.into();
                if let Some(answer) = wait.answer {
                    let ((first, day), number) = answers;
                    *first = i64::try_from(answer.row).unwrap_or(i64::MAX);
                    (*day, *number) = (answer.day, answer.number.get().into());
                }
            }
            Ok(())
        };
        work_off(parts, threads, &work, tick)?;
        Ok(found)
    }
}

/// Consecutive cells of each column, with the number of the first shock.
type Part<'a> = (
    usize,
    (
        ((&'a mut [Status], &'a mut [i64]), &'a mut [bool]),
        ((&'a mut [i64], &'a mut [i32]), &'a mut [i64]),
    ),
);
