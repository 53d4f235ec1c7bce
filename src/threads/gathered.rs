//! Sums over rows or draws, of which each thread holds one.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{Error, Result};
use crate::progress::Tick;

/// Adds rows up: each thread takes part after part of them into a sum of its own, and these are added.
///
/// The sums must be the same in whatever order rows are added.
///
/// # Errors
///
/// The first error of `work`, `add` or `tick`.
pub fn gather<A: Clone + Send + Sync>(
    n_rows: usize,
    part: usize,
    threads: usize,
    nothing: A,
    work: &(impl Fn(&mut A, Range<usize>) -> Result<()> + Sync),
    add: impl Fn(&mut A, &A) -> Result<()>,
    tick: &mut Tick<'_>,
) -> Result<A> {
    let work = |sum: &mut A, rows: Range<usize>, _: &mut Tick<'_>| work(sum, rows);
    gather_along(n_rows, part, threads, nothing, &work, add, tick)
}

/// The same for parts that are long: the work calls the tick that it is given, which stops a part as soon
/// as anything stops the others.
///
/// # Errors
///
/// The first error of `work`, `add` or `tick`.
pub fn gather_along<A: Clone + Send + Sync>(
    n_rows: usize,
    part: usize,
    threads: usize,
    nothing: A,
    work: &(impl Fn(&mut A, Range<usize>, &mut Tick<'_>) -> Result<()> + Sync),
    add: impl Fn(&mut A, &A) -> Result<()>,
    tick: &mut Tick<'_>,
) -> Result<A> {
    let parts = n_rows.div_ceil(part);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let first_error = Mutex::new(None);
    let fail = |error: Error| {
        if let Ok(mut first) = first_error.lock() {
            first.get_or_insert(error);
        }
        stop.store(true, Ordering::Relaxed);
    };
    // Without a tick of the caller, as in the other threads, only what stopped is heard of.
    let help = |mut sum: A, mut tick: Option<&mut Tick<'_>>| -> A {
        while !stop.load(Ordering::Relaxed) {
            let from = next.fetch_add(1, Ordering::Relaxed).saturating_mul(part);
            if from >= n_rows {
                break;
            }
            let to = from.saturating_add(part).min(n_rows);
            let mut told = |done: usize| match tick.as_mut() {
                _ if stop.load(Ordering::Relaxed) => Err(Error::Interrupted),
                Some(tick) => tick(done as u64, n_rows as u64),
                None => Ok(()),
            };
            let outcome = work(&mut sum, from..to, &mut |_, _| told(from));
            if let Err(error) = outcome.and_then(|()| told(to)) {
                fail(error);
            }
        }
        sum
    };
    let sum = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(parts))
            .map(|_| {
                let (sum, help) = (nothing.clone(), &help);
                scope.spawn(move || help(sum, None))
            })
            .collect();
        let mut all = help(nothing, Some(tick));
        for helper in helpers {
            let more = helper
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            if let Err(error) = add(&mut all, &more) {
                fail(error);
            }
        }
        all
    });
    match first_error.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => Ok(sum),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    /// A sum that counts how many of it are held at once.
    #[derive(Default)]
    struct Held<'a> {
        sum: usize,
        most: Option<(&'a AtomicUsize, &'a AtomicUsize)>,
    }

    impl Clone for Held<'_> {
        fn clone(&self) -> Self {
            if let Some((now, most)) = self.most {
                let held = now.fetch_add(1, Ordering::Relaxed) + 1;
                most.fetch_max(held, Ordering::Relaxed);
            }
            Self { ..*self }
        }
    }

    impl Drop for Held<'_> {
        fn drop(&mut self) {
            if let Some((now, _)) = self.most {
                now.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn each_thread_holds_one_sum_however_many_parts_there_are() {
        for threads in [1, 2, 8] {
            let (now, most) = (AtomicUsize::new(1), AtomicUsize::new(1));
            let nothing = Held {
                sum: 0,
                most: Some((&now, &most)),
            };
            let work = |held: &mut Held<'_>, rows: Range<usize>| {
                held.sum += rows.sum::<usize>();
                Ok(())
            };
            let add = |all: &mut Held<'_>, more: &Held<'_>| {
                all.sum += more.sum;
                Ok(())
            };
            let found = gather(9_999, 3, threads, nothing, &work, add, &mut unattended);
            assert_eq!(found.unwrap().sum, 9_999 * 9_998 / 2);
            assert!(most.into_inner() <= threads);
        }
    }

    #[test]
    fn an_error_stops_parts_that_are_long() {
        let overflow = || Error::Overflow { name: "x".into() };
        let work = |_: &mut u64, rows: Range<usize>, tick: &mut Tick<'_>| {
            if rows.start == 0 {
                return Err(overflow());
            }
            loop {
                tick(0, 1)?;
                std::thread::yield_now();
            }
        };
        for threads in [1, 2, 3] {
            let add = |_: &mut u64, _: &u64| Ok(());
            let found = gather_along(9, 1, threads, 0, &work, add, &mut unattended);
            assert_eq!(found, Err(overflow()));
        }
    }
}
