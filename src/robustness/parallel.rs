//! Work in chunks that threads take from one queue, each writing to its own part of the result.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::error::Result;
use crate::progress::Tick;

const MOST_THREADS: usize = 8;

/// Part of the result: consecutive cells of two columns.
pub(super) struct Chunk<'a, A, B> {
    /// The position of the first cell.
    pub(super) start: usize,
    /// Its cells of the first column.
    pub(super) first: &'a mut [A],
    /// Its cells of the second.
    pub(super) second: &'a mut [B],
}

/// Cuts two columns of one length into chunks of `size` cells.
pub(super) fn chunks<'a, A, B>(
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

/// Does every chunk; `tick` is called from the calling thread between its own chunks.
///
/// # Errors
///
/// The first error of `work`, or of `tick`, in the order of the chunks done.
pub(super) fn work_off<T: Send>(
    chunks: Vec<T>,
    parallel: bool,
    work: &(impl Fn(T) -> Result<()> + Sync),
    tick: &mut Tick<'_>,
) -> Result<()> {
    let threads = match std::thread::available_parallelism() {
        Ok(cores) if parallel => cores.get().min(MOST_THREADS).min(chunks.len()),
        _ => 1,
    };
    let total = chunks.len() as u64;
    let queue = Mutex::new(chunks.into_iter());
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let next = || match queue.lock() {
        Ok(mut queue) if !stop.load(Ordering::Relaxed) => queue.next(),
        _ => None,
    };
    let help = || -> Result<()> {
        while let Some(chunk) = next() {
            work(chunk).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(help)).collect();
        let mut lead = || -> Result<()> {
            while let Some(chunk) = next() {
                let finished = work(chunk)
                    .and_then(|()| tick(done.fetch_add(1, Ordering::Relaxed) + 1, total));
                finished.inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            }
            Ok(())
        };
        let mut outcome = lead();
        for helper in helpers {
            let helped = helper
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            outcome = outcome.and(helped);
        }
        outcome
    })?;
    tick(total, total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::progress::unattended;

    #[test]
    fn every_chunk_is_done_once() {
        for parallel in [false, true] {
            let mut cells = vec![0; 1000];
            let chunks: Vec<_> = cells.chunks_mut(7).collect();
            let work = |chunk: &mut [i32]| {
                for cell in chunk {
                    *cell += 1;
                }
                Ok(())
            };
            work_off(chunks, parallel, &work, &mut unattended).unwrap();
            assert!(cells.iter().all(|cell| *cell == 1));
        }
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
        let outcome = work_off((0..1000).collect(), true, &slow, &mut tick);
        assert_eq!((outcome, ticks), (Err(Error::Interrupted), 3));
    }
}
