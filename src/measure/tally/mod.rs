//! The tally: exact counts of visits by (group, era, class), from which everything else is made.
//!
//! A tally is a value: two of them over different rows merge by integer addition, so threads,
//! batches from disk and partitions of a cluster all give the same counts.

mod axes;
mod by_class;
mod cells;
mod counts;
mod visits;

pub use axes::{Axes, AxesTally, Axis};
pub use by_class::ClassCounts;
pub use cells::{Cell, Counter, Occurring, Table, Visited};
pub use counts::{Account, Shape, Tally};
pub use visits::{Visits, verdict};

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::{Threads, gather};
use crate::time::index::DayIndex;

const CHUNK: usize = 1 << 18;
const SERIAL_BELOW: usize = 3_000_000;

/// Counts the visits of every (group, era, class), in a table of all cells or a list of those that
/// occur.
///
/// # Errors
///
/// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a code out of range;
/// [`Error::TooLarge`] for too many rows; whatever `tick` returns.
pub fn tally<C: Counter>(
    index: &impl DayIndex,
    visits: Visits<'_>,
    shape: Shape,
    counts: C,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Tally<C>> {
    let n_rows = rows(&visits)?;
    let threads = many(threads, n_rows, shape.cells());
    gather(
        n_rows,
        CHUNK,
        threads,
        Tally::empty(shape, counts),
        &|sum: &mut Tally<C>, rows| sum.take(index, visits.part(rows.start, rows.end), rows.start),
        Tally::add,
        tick,
    )
}

/// Counts visits on many lists of eras in one pass.
///
/// # Errors
///
/// As for [`tally`].
pub fn tally_on_axes<C: Counter>(
    axes: &Axes,
    visits: Visits<'_>,
    counts: C,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<AxesTally<C>> {
    let n_rows = rows(&visits)?;
    axes::needs_groups(&visits)?;
    let threads = many(threads, n_rows, axes.cells() as u128);
    gather(
        n_rows,
        CHUNK,
        threads,
        AxesTally::empty(counts, axes.cell_ends.len()),
        &|sum: &mut AxesTally<C>, rows| {
            sum.take(axes, visits.part(rows.start, rows.end), rows.start)
        },
        AxesTally::add,
        tick,
    )
}

fn rows(visits: &Visits<'_>) -> Result<usize> {
    visits.check_lengths()?;
    let n_rows = visits.days.len();
    if u32::try_from(n_rows).is_ok() {
        return Ok(n_rows);
    }
    Err(Error::TooLarge {
        name: "one tally; count batches, and add the tallies".into(),
        cells: n_rows as u128,
        limit: u128::from(u32::MAX),
    })
}

/// Threads for so many rows: a table of each must not cost more than the rows it counts.
fn many(threads: Threads, n_rows: usize, cells: u128) -> usize {
    let worth = n_rows as u128 / cells.max(1);
    let worth = usize::try_from(worth).unwrap_or(usize::MAX);
    threads.of(n_rows >= SERIAL_BELOW).min(worth.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::progress::unattended;
    use crate::time::NO_GROUP;
    use crate::time::index::EraIndex;
    use crate::time::spans::SpanIndex;
    use crate::time::window::Window;

    fn index() -> EraIndex {
        EraIndex::new(&[0, 10], &[10, 18], Window::new(0, 19).unwrap()).unwrap()
    }

    fn counted(visits: Visits<'_>, n_groups: usize, threads: usize) -> Result<Tally<Table>> {
        let (index, n_classes) = (index(), 1);
        let shape = Shape {
            n_groups,
            n_eras: index.n_eras(),
            n_classes,
        };
        let threads = Threads::asked(Some(threads))?;
        let table = Table::new(shape.cells())?;
        tally(&index, visits, shape, table, threads, &mut unattended)
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
        let tally = counted(visits(&days, &groups, &verdicts), 2, 1).unwrap();
        let counts: Vec<(u32, u32)> = tally
            .counts
            .0
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
        let whole = counted(all, 1, 1).unwrap();
        for threads in [2, 8] {
            assert_eq!(counted(all, 1, threads).unwrap(), whole);
        }
        let part = |from, to| counted(all.part(from, to), 1, 2).unwrap();
        let mut merged = part(0, 1_000);
        merged.add(&part(1_000, days.len())).unwrap();
        assert_eq!(whole, merged);
        let cells = whole.counts.0.iter();
        let used: u64 = cells.map(|cell| u64::from(cell.qualify)).sum();
        assert_eq!(whole.account.used, used);
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
        let (shape, table) = (
            Shape {
                n_groups: 1,
                n_eras: 2,
                n_classes: 1,
            },
            Table::new(2).unwrap(),
        );
        let threads = Threads::asked(Some(2)).unwrap();
        let found = tally(&index(), all, shape, table, threads, &mut tick);
        assert_eq!(found, Err(Error::Interrupted));
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
        let outcome = counted(bad_group, 2, 1);
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
        assert!(matches!(counted(short, 1, 1), Err(Error::Length { .. })));
    }

    #[test]
    fn many_lists_in_one_pass_are_each_list_by_itself() {
        let window = Window::new(0, 999).unwrap();
        let pairs = [(0, 1), (0, 2), (1, 2), (2, 3)];
        let spans = [
            (vec![0, 300, 600], vec![300, 500, 1_000]),
            (vec![100], vec![200]),
            (vec![0, 2, 900], vec![2, 900, 2_000]),
        ];
        let whose = [(Some(0), None), (Some(2), Some(3)), (None, None)];
        let days: Vec<i64> = (0..5_000).map(|row| (row * 7_919) % 1_100 - 40).collect();
        let groups: Vec<u32> = (0..5_000_u32)
            .map(|row| {
                if row % 11 == 0 {
                    NO_GROUP
                } else {
                    row * 31 % 4
                }
            })
            .collect();
        let verdicts: Vec<u8> = (0..5_000_u32).map(|row| (row % 3) as u8).collect();
        let visits = visits(&days, &groups, &verdicts);
        let numbers = [0, 1, 2];
        let axes = || {
            let each = whose.iter().zip(&spans);
            each.map(|(&(side, other_side), (starts, ends))| {
                let numbers = &numbers[..starts.len()];
                let spans = SpanIndex::new((starts, ends), numbers, numbers.len(), window);
                Axis {
                    side,
                    other_side,
                    spans: spans.unwrap(),
                }
            })
            .collect::<Vec<_>>()
        };
        for apart in [false, true] {
            let placed = Axes::new(axes(), &pairs, 1, apart);
            let table = Table::new(placed.cells() as u128).unwrap();
            let threads = Threads::asked(Some(2)).unwrap();
            let found = tally_on_axes(&placed, visits, table, threads, &mut unattended).unwrap();
            let mut start = 0;
            for (number, axis) in axes().into_iter().enumerate() {
                let own: Vec<u32> = (0..4)
                    .filter(|&pair| {
                        let (one, other) = pairs[pair as usize];
                        let ends = [Some(one), Some(other)];
                        [axis.side, axis.other_side]
                            .iter()
                            .all(|side| side.is_none() || ends.contains(side))
                    })
                    .collect();
                let code = |group: &u32| {
                    let place = own.iter().position(|pair| pair == group);
                    place.map_or(NO_GROUP, |place| {
                        if apart {
                            u32::try_from(place).unwrap()
                        } else {
                            0
                        }
                    })
                };
                let groups: Vec<u32> = groups.iter().map(code).collect();
                let shape = Shape {
                    n_groups: if apart { own.len() } else { 1 },
                    n_eras: axis.spans.n_eras(),
                    n_classes: 1,
                };
                let visits = Visits {
                    groups: Some(&groups),
                    ..visits
                };
                let table = Table::new(shape.cells()).unwrap();
                let alone = tally(&axis.spans, visits, shape, table, threads, &mut unattended);
                let alone = alone.unwrap();
                let end = placed.cell_ends[number];
                assert_eq!(found.counts.0[start..end], alone.counts.0);
                assert_eq!(found.accounts()[number], alone.account);
                if apart {
                    assert_eq!(placed.pairs[number], own);
                }
                start = end;
            }
        }
    }
}
