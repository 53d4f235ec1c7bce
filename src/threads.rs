//! How many threads a piece of work may use, and work in chunks that threads take from one queue, each
//! writing to its own part of the result.
//!
//! What a part gives depends on the part alone, so results are the same bits on any number of threads.

mod beside;
mod gathered;
mod replicates;

pub use beside::side_by_side;
pub use gathered::{gather, gather_along};
pub use replicates::{counted, replicates};

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::error::{Error, Result};
use crate::progress::Tick;

/// The environment variable that says how many threads there are, where a caller does not.
pub const VARIABLE: &str = "SUMMITRY_THREADS";
/// More than anybody has a use for.
const MOST_ASKED: usize = 1024;
/// So many at most where nobody says how many.
const MOST_UNASKED: usize = 8;

/// How many threads a piece of work may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threads {
    /// A number that somebody chose.
    chosen: Option<usize>,
}

impl Threads {
    /// As many as a caller asks for; else as the environment says; else as the machine has.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a number that is not from 1 to 1024, or is none.
    pub fn asked(number: Option<usize>) -> Result<Self> {
        let said = match number {
            Some(number) => Some(("threads", number.to_string())),
            None => std::env::var(VARIABLE)
                .ok()
                .filter(|text| !text.trim().is_empty())
                .map(|text| (VARIABLE, text)),
        };
        let chosen = said
            .map(|(name, found)| {
                let number = found.trim().parse().ok();
                let known = number.filter(|number| (1..=MOST_ASKED).contains(number));
                known.ok_or_else(|| Error::OutOfRange {
                    name: name.into(),
                    expected: format!("a whole number from 1 to {MOST_ASKED}"),
                    found,
                })
            })
            .transpose()?;
        Ok(Self { chosen })
    }

    /// As many as the environment or the machine says.
    ///
    /// # Errors
    ///
    /// As for [`Self::asked`].
    pub fn usual() -> Result<Self> {
        Self::asked(None)
    }

    /// How many work of some size gets: where nobody chose a number, one for what is not large.
    pub fn of(self, large: bool) -> usize {
        match self.chosen {
            Some(number) => number,
            // Asking the machine takes as long as a whole call with a small table.
            None if large => std::thread::available_parallelism()
                .map_or(1, |cores| cores.get().min(MOST_UNASKED)),
            None => 1,
        }
    }
}

/// Part of the result: consecutive cells of two columns.
#[derive(Debug)]
pub struct Chunk<'a, A, B> {
    /// The position of the first cell.
    pub start: usize,
    /// Its cells of the first column.
    pub first: &'a mut [A],
    /// Its cells of the second.
    pub second: &'a mut [B],
}

/// Cuts two columns of one length into chunks of `size` cells.
pub fn chunks<'a, A, B>(
    first: &'a mut [A],
    second: &'a mut [B],
    size: usize,
) -> Vec<Chunk<'a, A, B>> {
    let pairs = first.chunks_mut(size).zip(second.chunks_mut(size));
    let numbered = (0..).step_by(size).zip(pairs);
    numbered
        .map(|(start, (first, second))| Chunk {
            start,
            first,
            second,
        })
        .collect()
}

/// Does every chunk on so many threads, one of which is the caller's; `tick` is called from the calling
/// thread between its own chunks.
///
/// # Errors
///
/// The first error of `work`, or of `tick`, in the order of time.
pub fn work_off<T: Send>(
    chunks: Vec<T>,
    threads: usize,
    work: &(impl Fn(T) -> Result<()> + Sync),
    tick: &mut Tick<'_>,
) -> Result<()> {
    work_along(
        chunks,
        threads,
        &|chunk, _: &mut Tick<'_>| work(chunk),
        tick,
    )
}

/// The same for parts that are long: the work calls the tick that it is given, which stops a part as soon
/// as anything stops the others.
///
/// # Errors
///
/// The first error of `work`, or of `tick`, in the order of time.
pub fn work_along<T: Send>(
    parts: Vec<T>,
    threads: usize,
    work: &(impl Fn(T, &mut Tick<'_>) -> Result<()> + Sync),
    tick: &mut Tick<'_>,
) -> Result<()> {
    let threads = threads.min(parts.len());
    let total = parts.len() as u64;
    let queue = Mutex::new(parts.into_iter());
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let first_error = Mutex::new(None);
    let next = || match queue.lock() {
        Ok(mut queue) if !stop.load(Ordering::Relaxed) => queue.next(),
        _ => None,
    };
    let fail = |error: Error| {
        if let Ok(mut first) = first_error.lock() {
            first.get_or_insert(error);
        }
        stop.store(true, Ordering::Relaxed);
    };
    let help = || {
        let mut stopped = |_, _| {
            if stop.load(Ordering::Relaxed) {
                Err(Error::Interrupted)
            } else {
                Ok(())
            }
        };
        while let Some(part) = next() {
            match work(part, &mut stopped) {
                Ok(()) => _ = done.fetch_add(1, Ordering::Relaxed),
                Err(error) => fail(error),
            }
        }
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(help)).collect();
        while let Some(part) = next() {
            let mut within = |_, _| {
                if stop.load(Ordering::Relaxed) {
                    return Err(Error::Interrupted);
                }
                tick(done.load(Ordering::Relaxed), total)
            };
            let finished = work(part, &mut within)
                .and_then(|()| tick(done.fetch_add(1, Ordering::Relaxed) + 1, total));
            if let Err(error) = finished {
                fail(error);
            }
        }
        for helper in helpers {
            helper
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    match first_error.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => tick(total, total),
    }
}

/// What is made of each part, in their order.
///
/// # Errors
///
/// The first error of `tick`.
pub fn made_of_each<T: Send, R: Send + Default>(
    parts: Vec<T>,
    threads: usize,
    make: &(impl Fn(T) -> R + Sync),
    tick: &mut Tick<'_>,
) -> Result<Vec<R>> {
    let mut found: Vec<R> = parts.iter().map(|_| R::default()).collect();
    let pairs = parts.into_iter().zip(&mut found).collect();
    let work = |(part, place): (T, &mut R)| {
        *place = make(part);
        Ok(())
    };
    work_off(pairs, threads, &work, tick)?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::progress::unattended;

    #[test]
    fn every_chunk_is_done_once() {
        for threads in [1, 2, 8] {
            let mut cells = vec![0; 1000];
            let chunks: Vec<_> = cells.chunks_mut(7).collect();
            let work = |chunk: &mut [i32]| {
                for cell in chunk {
                    *cell += 1;
                }
                Ok(())
            };
            work_off(chunks, threads, &work, &mut unattended).unwrap();
            assert!(cells.iter().all(|cell| *cell == 1));
        }
    }

    #[test]
    fn a_number_that_is_none_is_refused() {
        for wrong in [0, MOST_ASKED + 1] {
            let found = Threads::asked(Some(wrong));
            assert!(matches!(found, Err(Error::OutOfRange { .. })));
        }
        let two = Threads::asked(Some(2)).unwrap();
        assert_eq!((two.of(false), two.of(true)), (2, 2));
    }

    #[test]
    fn an_interrupt_stops_all() {
        let mut ticks = 0;
        let mut tick = |_, _| {
            ticks += 1;
            if ticks == 3 {
                Err(Error::Interrupted)
            } else {
                Ok(())
            }
        };
        let slow = |_| {
            std::thread::sleep(std::time::Duration::from_millis(1));
            Ok(())
        };
        let outcome = work_off((0..1000).collect(), 2, &slow, &mut tick);
        assert_eq!((outcome, ticks), (Err(Error::Interrupted), 3));
    }

    #[test]
    fn an_error_stops_parts_that_are_long() {
        let work = |part: u64, tick: &mut Tick<'_>| {
            if part == 0 {
                return Err(Error::Overflow { name: "x".into() });
            }
            loop {
                tick(0, 1)?;
                std::thread::yield_now();
            }
        };
        for threads in [1, 2, 3] {
            let outcome = work_along((0..9).collect(), threads, &work, &mut unattended);
            assert_eq!(outcome, Err(Error::Overflow { name: "x".into() }));
        }
    }
}
