//! Lags: the days from each shock to the next qualifying visit (methods M5).
//!
//! A shock without a visit is right-censored on the last day observed; nothing is averaged here.
//! What days known to a month or a year leave open stands in [`open`], [`completed`] and [`vague`].

pub mod columns;
pub mod completed;
pub mod known;
mod nearby;
pub mod open;
mod order;
pub mod vague;

use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;
use crate::time::following::{Dated, Following, following};
use crate::time::window::Window;
use crate::word::words;
use order::Order;

/// Lags that a thread makes at a time.
const CHUNK: usize = 1 << 15;

words! {
    /// Whether a visit on the day of a shock answers it.
    SameDay {
        /// It does, with lag 0.
        #[default]
        Include = "include",
        /// Only a later one does.
        Exclude = "exclude",
    }
}

impl SameDay {
    /// How many days after a shock the first visit may come that answers it.
    pub fn least_lag(self) -> i64 {
        i64::from(self == Self::Exclude)
    }
}

words! {
    /// What a second shock before any visit means for the first.
    Overlap {
        /// Both wait for the same visit; their lags are not independent.
        #[default]
        Both = "both",
        /// The earlier one is censored at the later one.
        Latest = "latest",
        /// The later one is left out.
        First = "first",
    }
}

words! {
    /// What is known of one lag.
    Status {
        /// A visit followed.
        #[default]
        Observed = "observed",
        /// No visit had followed by the end.
        Censored = "censored",
        /// The shock lies after the observation.
        AfterEnd = "shock_after_end",
        /// The shock lies before the observation.
        BeforeStart = "shock_before_start",
        /// The shock fell while an earlier one was still waiting, and the rule leaves it out.
        LeftOut = "left_out",
    }
}

/// The lag of one shock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// What is known.
    pub status: Status,
    /// Days waited, where there is a lag.
    pub days: Option<i64>,
    /// The visits of the first day that answers.
    pub answer: Option<Following>,
    /// Whether the lag of another shock ends with the same visits.
    pub shared: bool,
}

/// The lag of each shock to the first visit of its group.
///
/// # Errors
///
/// As [`Waits::of`].
pub fn lags(
    shocks: &[i32],
    groups: &[u32],
    visits: Dated<'_>,
    window: Window,
    (same_day, overlap): (SameDay, Overlap),
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Lag>> {
    let rule = (same_day, overlap);
    let waits = Waits::of(shocks, groups, visits, window, rule, threads, tick)?;
    Ok((0..shocks.len()).map(|shock| waits.lag(shock)).collect())
}

/// Shocks with the wait for what answers them.
#[derive(Debug)]
pub struct Waits<'a> {
    shocks: &'a [i32],
    since: i64,
    order: Order,
    each: Vec<Wait>,
}

/// The wait of all shocks of a day.
#[derive(Debug, Clone, Copy)]
struct Wait {
    status: Status,
    shared: bool,
    /// -1 where there is no lag.
    days: i32,
    answer: Option<Following>,
}

impl<'a> Waits<'a> {
    /// Looks for the first visits of its group that answer each shock.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if a shock has no group; what `tick` returns.
    pub fn of(
        shocks: &'a [i32],
        groups: &[u32],
        visits: Dated<'_>,
        window: Window,
        (same_day, overlap): (SameDay, Overlap),
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Self> {
        let later = i32::from(same_day == SameDay::Exclude);
        let order = Order::of(shocks, groups, window, later)?;
        let through = i32::try_from(window.through()).unwrap_or(i32::MAX);
        let answers = following(&order.asked, visits, through, threads, tick)?;
        let answered = Answered {
            asked: &order.asked,
            answers: &answers,
            through,
            later,
            overlap,
        };
        let mut each = vec![Wait::none(Status::Censored, -1); answers.len()];
        let parts = (0..).step_by(CHUNK).zip(each.chunks_mut(CHUNK)).collect();
        let work = |(start, part): (usize, &mut [Wait])| {
            for (place, wait) in (start..).zip(part) {
                *wait = answered.wait(place);
                wait.shared = wait.answer.is_some()
                    && (order.is_shared(place) || answered.is_shared(place, wait.answer));
            }
            Ok(())
        };
        work_off(parts, threads, &work, tick)?;
        Ok(Self {
            shocks,
            since: window.since(),
            order,
            each,
        })
    }

    /// The lag of a shock.
    pub fn lag(&self, shock: usize) -> Lag {
        let wait = self.wait(shock);
        Lag {
            status: wait.status,
            days: (wait.days >= 0).then_some(wait.days.into()),
            answer: wait.answer,
            shared: wait.shared,
        }
    }

    fn wait(&self, shock: usize) -> Wait {
        let wait = self
            .order
            .place(shock)
            .and_then(|place| self.each.get(place));
        wait.copied().unwrap_or_else(|| {
            let day = self.shocks.get(shock).copied().map_or(i64::MAX, i64::from);
            let before = day < self.since;
            let status = if before {
                Status::BeforeStart
            } else {
                Status::AfterEnd
            };
            Wait::none(status, -1)
        })
    }
}

impl Wait {
    fn none(status: Status, days: i32) -> Self {
        Self {
            status,
            shared: false,
            days,
            answer: None,
        }
    }
}

/// The days of shocks, in order and each once, with what answers them.
struct Answered<'a> {
    /// Each group with the first day that can answer: so much later than the shock.
    asked: &'a [(u32, i32)],
    answers: &'a [Option<Following>],
    through: i32,
    later: i32,
    overlap: Overlap,
}

impl Answered<'_> {
    fn wait(&self, place: usize) -> Wait {
        let Some((group, shock)) = self.shock(place) else {
            return Wait::none(Status::Censored, -1);
        };
        let days = |other: Option<(u32, i32)>| {
            let own = other.filter(|other| other.0 == group);
            own.map(|other| other.1)
        };
        let answer = self.answer(place);
        let alone = match answer {
            Some(answer) => Wait {
                status: Status::Observed,
                shared: false,
                days: answer.day - shock,
                answer: Some(answer),
            },
            None => Wait::none(Status::Censored, self.through - shock),
        };
        match self.overlap {
            Overlap::Both => alone,
            Overlap::Latest => match days(self.shock(place + 1)) {
                // A visit of the next shock's day belongs to that one, if it can answer it at all.
                Some(next) if !self.in_time(answer, next) => {
                    Wait::none(Status::Censored, next - shock)
                }
                _ => alone,
            },
            Overlap::First => {
                let before = place.checked_sub(1);
                let earlier = days(before.and_then(|before| self.shock(before)));
                let first = before.and_then(|before| self.answer(before));
                // An answer on the day of this shock came while the earlier one was waiting.
                if earlier.is_some() && !self.in_time(first, shock) {
                    return Wait::none(Status::LeftOut, -1);
                }
                alone
            }
        }
    }

    /// Whether the wait before or after one ends with the same visits: answers ascend with the shocks.
    fn is_shared(&self, place: usize, answer: Option<Following>) -> bool {
        let same = |other: usize| self.answer(other) == answer && self.wait(other).answer == answer;
        same(place + 1) || place.checked_sub(1).is_some_and(same)
    }

    /// The group and the day of the shocks at a place.
    fn shock(&self, place: usize) -> Option<(u32, i32)> {
        let asked = self.asked.get(place);
        asked.map(|(group, day)| (*group, day - self.later))
    }

    fn answer(&self, place: usize) -> Option<Following> {
        self.answers.get(place).copied().flatten()
    }

    /// Whether a wait has ended before the shock of a day begins one.
    fn in_time(&self, answer: Option<Following>, shock: i32) -> bool {
        answer.is_some_and(|answer| answer.day < shock || (answer.day == shock && self.later > 0))
    }
}

#[cfg(test)]
mod tests;
