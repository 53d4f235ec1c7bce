//! Where the labels of a column occur.

use std::ops::Range;

use super::{Code, Codes, each};
use crate::error::Result;
use crate::progress::unattended;
use crate::threads::{Threads, gather};

const SEEN_AT_ONCE: usize = 1 << 17;
const SEEN_BETWEEN: usize = 1 << 10;

/// Where the labels of a column occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The row in which each label occurs first; the number of rows where it does not.
    pub first: Vec<usize>,
    /// How many rows have no label.
    pub missing: usize,
}

impl Codes<'_> {
    /// Where each of so many labels occurs first.
    ///
    /// # Errors
    ///
    /// None; threads have the form of work that may fail.
    pub fn seen(&self, n_labels: usize, threads: Threads) -> Result<Seen> {
        let (n_rows, part) = (self.len(), SEEN_AT_ONCE.max(n_labels));
        let nothing = Seen {
            first: vec![n_rows; n_labels],
            missing: 0,
        };
        let threads = threads.of(n_rows >= 8 * part);
        let work = |seen: &mut Seen, rows: Range<usize>| {
            each!(self, codes => look(codes, rows, seen));
            Ok(())
        };
        gather(
            n_rows,
            part,
            threads,
            nothing,
            &work,
            Seen::add,
            &mut unattended,
        )
    }
}

impl Seen {
    #[expect(clippy::unnecessary_wraps, reason = "what adds up may fail elsewhere")]
    fn add(&mut self, other: &Self) -> Result<()> {
        for (first, other) in self.first.iter_mut().zip(&other.first) {
            *first = (*first).min(*other);
        }
        self.missing += other.missing;
        Ok(())
    }
}

fn look<C: Code>(codes: &[C], rows: Range<usize>, seen: &mut Seen) {
    let (part, size) = (
        codes.get(rows.clone()).unwrap_or_default(),
        seen.first.len(),
    );
    // No more is asked of rows after all labels have occurred than whether they have one.
    let known = |seen: &Seen, row| seen.first.iter().all(|first| *first < row);
    let step = size.max(SEEN_BETWEEN);
    for (from, block) in rows.step_by(step).zip(part.chunks(step)) {
        let (Some(least), Some(most)) = (block.iter().copied().min(), block.iter().copied().max())
        else {
            continue;
        };
        let none_missing = least.place().max(most.place()) < size;
        if known(seen, from) {
            if !none_missing {
                seen.missing += block.iter().filter(|code| code.place() >= size).count();
            }
            continue;
        }
        // A block of one label is looked at once.
        let block = if least == most && none_missing {
            std::slice::from_ref(&least)
        } else {
            block
        };
        // A row of the label of the row before it tells nothing new.
        let mut before = None;
        for (row, code) in (from..).zip(block) {
            if before == Some(*code) {
                continue;
            }
            match seen.first.get_mut(code.place()) {
                Some(place) => {
                    *place = row.min(*place);
                    before = Some(*code);
                }
                None => seen.missing += 1,
            }
        }
    }
}
