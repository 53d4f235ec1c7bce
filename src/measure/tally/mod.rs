//! The tally: exact counts of visits by (group, era, class), from which everything else is made.
//!
//! A tally is a value: two of them over different rows merge by integer addition, so threads,
//! batches from disk and partitions of a cluster all give the same counts.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

mod counts;
mod visits;

pub use counts::{Account, Cell, Tally};
pub use visits::{Visits, verdict};

use crate::error::Result;
use crate::progress::Tick;
use crate::time::index::EraIndex;

const CHUNK: usize = 1 << 18;
const SERIAL_BELOW: usize = 3_000_000;

/// Counts the visits of every (group, era, class).
///
/// # Errors
///
/// [`crate::Error::Length`] if the columns differ; [`crate::Error::BadCode`] for a code out of
/// range; [`crate::Error::TooLarge`] if the table has too many cells; whatever `tick` returns.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::progress::unattended;
    use crate::time::NO_GROUP;
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
