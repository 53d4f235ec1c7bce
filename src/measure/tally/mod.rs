//! The tally: exact counts of visits by (group, era, class), from which everything else is made.
//!
//! A tally is a value: two of them over different rows merge by integer addition, so threads,
//! batches from disk and partitions of a cluster all give the same counts.

mod axes;
mod by_class;
mod by_pair;
mod cells;
mod counts;
mod few;
mod joined;
mod numbers;
mod occurring;
#[cfg(test)]
mod tests;
mod visits;

pub use axes::{Axes, AxesTally, Axis};
pub use by_class::ClassCounts;
pub use by_pair::tally_by_pair;
pub use cells::{Cell, Counter, Held, Table, table_is_cheaper, table_size};
pub use counts::{Account, Shape, Tally};
pub use numbers::Numbers;
pub use occurring::{Occurring, Visited};
pub use visits::{Visits, verdict};

use few::Few;

use crate::error::{Result, within_limit};
use crate::progress::Tick;
use crate::threads::{Threads, gather};
use crate::time::index::DayIndex;

const CHUNK: usize = 1 << 17;
const SERIAL_BELOW: usize = 1 << 19;

/// Counts the visits of every (group, era, class), in a table of all cells or a list of those that
/// occur.
///
/// # Errors
///
/// [`crate::Error::Length`] if the columns differ; [`crate::Error::BadCode`] for a code out of range;
/// [`crate::Error::TooLarge`] for too many rows; whatever `tick` returns.
pub fn tally<C: Counter>(
    index: &impl DayIndex,
    visits: Visits<'_>,
    shape: Shape,
    counts: C,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Tally<C>> {
    let n_rows = rows(&visits)?;
    let threads = many(threads, n_rows, counts.held());
    if let Some(few) = Few::of(index, visits, shape) {
        let take = |sum: &mut Few<'_>, rows| sum.take(rows);
        return gather(n_rows, CHUNK, threads, few, &take, Few::add, tick)?.finish(counts);
    }
    gather(
        n_rows,
        CHUNK,
        threads,
        Tally::empty(shape, counts),
        &|sum: &mut Tally<C>, rows| sum.take(index, visits, rows),
        Tally::add,
        tick,
    )
}

/// Counts visits on many lists of eras in one pass, each in a counter of its own.
///
/// # Errors
///
/// As for [`tally`].
pub fn tally_on_axes<C: Counter>(
    axes: &Axes,
    visits: Visits<'_>,
    counts: Vec<C>,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<AxesTally<C>> {
    let n_rows = rows(&visits)?;
    axes::needs_groups(&visits)?;
    let held = counts.iter().map(Counter::held).sum();
    let threads = many(threads, n_rows, held);
    gather(
        n_rows,
        CHUNK,
        threads,
        AxesTally::empty(counts),
        &|sum: &mut AxesTally<C>, rows| sum.take(axes, visits, rows),
        AxesTally::add,
        tick,
    )
}

fn rows(visits: &Visits<'_>) -> Result<usize> {
    visits.check_lengths()?;
    let n_rows = visits.len();
    within_limit(
        "one tally; count batches, and add the tallies",
        n_rows as u128,
        u128::from(u32::MAX),
    )?;
    Ok(n_rows)
}

/// Threads for so many rows: a table of each must not cost more than the rows it counts.
fn many(threads: Threads, n_rows: usize, cells: usize) -> usize {
    let worth = n_rows / cells.max(1);
    threads.of(n_rows >= SERIAL_BELOW).min(worth.max(1))
}
