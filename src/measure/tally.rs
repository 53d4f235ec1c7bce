//! The tally: exact counts of visits by (group, era, class), from which everything else is made.
//!
//! A tally is a value: two of them over different rows merge by integer addition, so threads,
//! batches from disk and partitions of a cluster all give the same counts.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::time::index::{EraIndex, Place};

/// Code of a row that belongs to no group and is only counted as such.
pub const NO_GROUP: u32 = u32::MAX;

const MOST_CELLS: u128 = 1 << 28;
const CHUNK: usize = 1 << 18;
const SERIAL_BELOW: usize = 3_000_000;

/// What the inclusion rule says of a visit.
pub mod verdict {
    /// It does not count.
    pub const EXCLUDED: u8 = 0;
    /// It counts.
    pub const QUALIFIES: u8 = 1;
    /// The record does not say.
    pub const UNCLEAR: u8 = 2;
}

/// The columns of a visit table, as codes.
#[derive(Debug, Clone, Copy)]
pub struct Visits<'a> {
    /// Day of each visit.
    pub days: &'a [i64],
    /// Group (dyad) of each visit, or [`NO_GROUP`]; without it every visit is in group 0.
    pub groups: Option<&'a [u32]>,
    /// Class of each visit; without it every visit is in class 0.
    pub classes: Option<&'a [u32]>,
    /// What the inclusion rule says of each visit; without it every visit counts.
    pub verdicts: Option<&'a [u8]>,
}

/// Counts the visits of every (group, era, class).
///
/// # Errors
///
/// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a code out of range;
/// [`Error::TooLarge`] if the table has too many cells; whatever `tick` returns.
pub fn tally(
    index: &EraIndex,
    visits: Visits<'_>,
    n_groups: usize,
    n_classes: usize,
    tick: &mut Tick<'_>,
) -> Result<Tally> {
    visits.check_lengths()?;
    let empty = Tally::empty(n_groups, index.n_eras(), n_classes)?;
    let threads = match std::thread::available_parallelism() {
        Ok(cores) if visits.days.len() >= SERIAL_BELOW => cores.get().min(8),
        _ => 1,
    };
    let shared = Shared {
        index,
        visits,
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads)
            .map(|_| scope.spawn(|| shared.work(empty.clone(), None)))
            .collect();
        let mut outcome = shared.work(empty.clone(), Some(tick));
        for helper in helpers {
            let part = helper
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            outcome = outcome.and_then(|sum| sum.merge(&part?));
        }
        outcome
    })
}

/// What the threads of one tally share: the rows still to do, and whether to stop.
struct Shared<'a> {
    index: &'a EraIndex,
    visits: Visits<'a>,
    next: AtomicUsize,
    stop: AtomicBool,
}

impl Shared<'_> {
    fn work(&self, mut tally: Tally, mut tick: Option<&mut Tick<'_>>) -> Result<Tally> {
        let n_rows = self.visits.days.len();
        while !self.stop.load(Ordering::Relaxed) {
            let from = self.next.fetch_add(CHUNK, Ordering::Relaxed);
            if from >= n_rows {
                break;
            }
            let to = (from + CHUNK).min(n_rows);
            let mut outcome = tally.add(self.index, self.visits.part(from, to), from);
            if let Some(tick) = tick.as_mut() {
                outcome = outcome.and_then(|()| tick(to as u64, n_rows as u64));
            }
            if outcome.is_err() {
                self.stop.store(true, Ordering::Relaxed);
                return outcome.map(|()| tally);
            }
        }
        Ok(tally)
    }
}

impl<'a> Visits<'a> {
    fn check_lengths(&self) -> Result<()> {
        let n_rows = self.days.len();
        let others = [
            ("groups", self.groups.map(<[u32]>::len)),
            ("classes", self.classes.map(<[u32]>::len)),
            ("verdicts", self.verdicts.map(<[u8]>::len)),
        ];
        for (name, len) in others {
            if let Some(right_len) = len.filter(|len| *len != n_rows) {
                let (left, right) = ("days".into(), name.into());
                return Err(Error::Length {
                    left,
                    left_len: n_rows,
                    right,
                    right_len,
                });
            }
        }
        Ok(())
    }

    fn part(&self, from: usize, to: usize) -> Visits<'a> {
        Visits {
            days: self.days.get(from..to).unwrap_or_default(),
            groups: self.groups.and_then(|all| all.get(from..to)),
            classes: self.classes.and_then(|all| all.get(from..to)),
            verdicts: self.verdicts.and_then(|all| all.get(from..to)),
        }
    }
}

/// Exact counts by (group, era, class), and what became of the rows that are in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    n_groups: usize,
    n_eras: usize,
    n_classes: usize,
    counts: Vec<Cell>,
    /// What became of the rows.
    pub account: Account,
}

/// The count of one cell: visits that qualify, and visits of which that is unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Visits that qualify.
    pub qualify: u64,
    /// Visits of which it is unclear.
    pub unclear: u64,
}

/// What became of every row: the fields add up to the rows given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// In a cell, and qualifies.
    pub used: u64,
    /// In a cell, and unclear.
    pub unclear: u64,
    /// Not on an observed day.
    pub outside_window: u64,
    /// On an observed day of no era.
    pub in_no_era: u64,
    /// Excluded by the inclusion rule.
    pub excluded_by_rule: u64,
    /// In no group.
    pub in_no_group: u64,
}

impl Tally {
    /// A tally of no rows.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for too many cells.
    pub fn empty(n_groups: usize, n_eras: usize, n_classes: usize) -> Result<Self> {
        let cells = n_groups as u128 * n_eras as u128 * n_classes as u128;
        if cells > MOST_CELLS {
            let name = "the tally by group, era and class".into();
            return Err(Error::TooLarge {
                name,
                cells,
                limit: MOST_CELLS,
            });
        }
        let counts = vec![Cell::default(); n_groups * n_eras * n_classes];
        Ok(Self {
            n_groups,
            n_eras,
            n_classes,
            counts,
            account: Account::default(),
        })
    }

    /// The cells, the class varying fastest, then the era.
    pub fn cells(&self) -> &[Cell] {
        &self.counts
    }

    /// Adds the counts of other rows.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the tallies differ in shape; [`Error::Overflow`].
    pub fn merge(mut self, other: &Self) -> Result<Self> {
        let shape = |tally: &Self| (tally.n_groups, tally.n_eras, tally.n_classes);
        if shape(&self) != shape(other) {
            return Err(Error::Length {
                left: "tally".into(),
                left_len: self.counts.len(),
                right: "the other tally".into(),
                right_len: other.counts.len(),
            });
        }
        for (cell, more) in self.counts.iter_mut().zip(&other.counts) {
            grow(&mut cell.qualify, more.qualify)?;
            grow(&mut cell.unclear, more.unclear)?;
        }
        let (sum, more) = (&mut self.account, &other.account);
        grow(&mut sum.used, more.used)?;
        grow(&mut sum.unclear, more.unclear)?;
        grow(&mut sum.outside_window, more.outside_window)?;
        grow(&mut sum.in_no_era, more.in_no_era)?;
        grow(&mut sum.excluded_by_rule, more.excluded_by_rule)?;
        grow(&mut sum.in_no_group, more.in_no_group)?;
        Ok(self)
    }

    fn add(&mut self, index: &EraIndex, visits: Visits<'_>, first_row: usize) -> Result<()> {
        let bad = |name: &str, row: usize, code: u32, labels: usize| Error::BadCode {
            name: name.into(),
            row: first_row + row,
            code,
            labels,
        };
        for (row, &day) in visits.days.iter().enumerate() {
            let verdict = visits.verdicts.and_then(|all| all.get(row)).copied();
            if verdict == Some(verdict::EXCLUDED) {
                self.account.excluded_by_rule += 1;
                continue;
            }
            let group = visits
                .groups
                .and_then(|all| all.get(row))
                .map_or(0, |&code| code);
            if group == NO_GROUP {
                self.account.in_no_group += 1;
                continue;
            }
            let class = visits
                .classes
                .and_then(|all| all.get(row))
                .map_or(0, |&code| code);
            let (group_at, class_at) = (group as usize, class as usize);
            if group_at >= self.n_groups {
                return Err(bad("groups", row, group, self.n_groups));
            }
            if class_at >= self.n_classes {
                return Err(bad("classes", row, class, self.n_classes));
            }
            match index.place(day) {
                Place::Outside => self.account.outside_window += 1,
                Place::InNoEra => self.account.in_no_era += 1,
                Place::Era(era) => {
                    let era_at = group_at * self.n_eras + usize::from(era);
                    if let Some(cell) = self.counts.get_mut(era_at * self.n_classes + class_at) {
                        let unclear = u64::from(verdict == Some(verdict::UNCLEAR));
                        cell.unclear += unclear;
                        cell.qualify += 1 - unclear;
                        self.account.unclear += unclear;
                        self.account.used += 1 - unclear;
                    }
                }
            }
        }
        Ok(())
    }
}

fn grow(sum: &mut u64, more: u64) -> Result<()> {
    *sum = sum.checked_add(more).ok_or_else(|| Error::Overflow {
        name: "the tally".into(),
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;
    use crate::time::window::Window;

    fn index() -> EraIndex {
        EraIndex::new(&[0, 10], &[10, 18], Window::new(0, 19).unwrap()).unwrap()
    }

    fn visits<'a>(days: &'a [i64], groups: &'a [u32], verdicts: &'a [u8]) -> Visits<'a> {
        Visits {
            days,
            groups: Some(groups),
            classes: None,
            verdicts: Some(verdicts),
        }
    }

    #[test]
    fn every_row_is_accounted_for() {
        let days = [0, 9, 10, 18, -1, 20, 5, 6, 7];
        let groups = [0, 1, 1, 0, 0, 0, NO_GROUP, 0, 0];
        let verdicts = [1, 1, 2, 1, 1, 1, 1, 0, 2];
        let tally = tally(
            &index(),
            visits(&days, &groups, &verdicts),
            2,
            1,
            &mut unattended,
        )
        .unwrap();
        let counts: Vec<(u64, u64)> = tally
            .cells()
            .iter()
            .map(|cell| (cell.qualify, cell.unclear))
            .collect();
        assert_eq!(counts, vec![(1, 1), (0, 0), (1, 0), (0, 1)]);
        let account = Account {
            used: 2,
            unclear: 2,
            outside_window: 2,
            in_no_era: 1,
            excluded_by_rule: 1,
            in_no_group: 1,
        };
        assert_eq!(tally.account, account);
    }

    #[test]
    fn many_rows_in_many_threads_merge_to_the_same_counts() {
        let days: Vec<i64> = (0..3_200_000).map(|row| row % 21).collect();
        let all = Visits {
            days: &days,
            groups: None,
            classes: None,
            verdicts: None,
        };
        let whole = tally(&index(), all, 1, 1, &mut unattended).unwrap();
        let part = |from, to| tally(&index(), all.part(from, to), 1, 1, &mut unattended).unwrap();
        let merged = part(0, 1_000).merge(&part(1_000, days.len())).unwrap();
        assert_eq!(whole, merged);
        assert_eq!(
            whole.account.used,
            whole.cells().iter().map(|cell| cell.qualify).sum::<u64>()
        );
    }

    #[test]
    fn a_tick_stops_the_work() {
        let days = vec![0; 4_000_000];
        let all = Visits {
            days: &days,
            groups: None,
            classes: None,
            verdicts: None,
        };
        let mut tick = |_: u64, _: u64| Err(Error::Interrupted);
        assert_eq!(
            tally(&index(), all, 1, 1, &mut tick),
            Err(Error::Interrupted)
        );
    }

    #[test]
    fn refusals() {
        let day = [0_i64];
        let bad_group = Visits {
            days: &day,
            groups: Some(&[7]),
            classes: None,
            verdicts: None,
        };
        let outcome = tally(&index(), bad_group, 2, 1, &mut unattended);
        assert!(matches!(
            outcome,
            Err(Error::BadCode {
                row: 0,
                code: 7,
                labels: 2,
                ..
            })
        ));
        let short = Visits {
            days: &day,
            groups: Some(&[]),
            classes: None,
            verdicts: None,
        };
        assert!(matches!(
            tally(&index(), short, 1, 1, &mut unattended),
            Err(Error::Length { .. })
        ));
        assert!(matches!(
            Tally::empty(1 << 20, 1 << 10, 1),
            Err(Error::TooLarge { .. })
        ));
    }
}
