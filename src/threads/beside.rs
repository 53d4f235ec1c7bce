//! Two pieces of work beside each other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::progress::Tick;

/// How long it takes at most to see that the other piece is done.
const PAUSE: Duration = Duration::from_millis(1);

/// Does two pieces of work, at once if that is asked for, and returns what both give; `tick` is called from
/// the calling thread, which does the first. What fails stops the other.
///
/// # Errors
///
/// The error of the first, or of `tick`; else that of the second.
pub fn side_by_side<A: Send, B: Send>(
    at_once: bool,
    first: impl FnOnce(&mut Tick<'_>) -> Result<A>,
    second: impl FnOnce(&mut Tick<'_>) -> Result<B> + Send,
    tick: &mut Tick<'_>,
) -> Result<(A, B)> {
    if !at_once {
        return Ok((first(tick)?, second(tick)?));
    }
    let stop = AtomicBool::new(false);
    let stopped = || {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        Ok(())
    };
    let fail = |_: &Error| stop.store(true, Ordering::Relaxed);
    std::thread::scope(|scope| {
        let helper = scope.spawn(|| second(&mut |_, _| stopped()).inspect_err(fail));
        let mut watched = |done, all| stopped().and_then(|()| tick(done, all));
        let mut own = first(&mut watched).inspect_err(fail);
        // While the other is still at work, Ctrl-C is heeded.
        while own.is_ok() && !helper.is_finished() {
            std::thread::sleep(PAUSE);
            own = own
                .and_then(|found| watched(1, 1).map(|()| found))
                .inspect_err(fail);
        }
        let other = helper
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match (own, other) {
            // The first was stopped because the second failed.
            (Err(Error::Interrupted), Err(error)) => Err(error),
            (own, other) => Ok((own?, other?)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn overflow() -> Error {
        Error::Overflow { name: "x".into() }
    }

    fn until_stopped(tick: &mut Tick<'_>) -> Result<()> {
        loop {
            tick(0, 1)?;
            std::thread::sleep(PAUSE);
        }
    }

    #[test]
    fn both_are_done() {
        for at_once in [false, true] {
            let slow = |_: &mut Tick<'_>| {
                std::thread::sleep(5 * PAUSE);
                Ok(2)
            };
            let found = side_by_side(at_once, |_| Ok(1), slow, &mut unattended);
            assert_eq!(found, Ok((1, 2)));
            let found = side_by_side(at_once, slow, |_| Ok(1), &mut unattended);
            assert_eq!(found, Ok((2, 1)));
        }
    }

    #[test]
    fn what_fails_stops_the_other() {
        let failed = |_: &mut Tick<'_>| Err::<(), _>(overflow());
        let found = side_by_side(true, failed, until_stopped, &mut unattended);
        assert_eq!(found, Err(overflow()));
        let found = side_by_side(true, until_stopped, failed, &mut unattended);
        assert_eq!(found, Err(overflow()));
    }

    #[test]
    fn an_interrupt_stops_both() {
        let mut ticks = 0;
        let mut tick = |_, _| {
            ticks += 1;
            if ticks == 3 {
                return Err(Error::Interrupted);
            }
            Ok(())
        };
        let found = side_by_side(true, |_| Ok(()), until_stopped, &mut tick);
        assert_eq!(found, Err(Error::Interrupted));
    }
}
