//! Lags: the days from each shock to the next qualifying visit (methods M5).
//!
//! A shock without a visit is right-censored on the last day observed; nothing is averaged here.
//! What days known to a month or a year leave open stands in [`open`], [`completed`] and [`vague`].

pub mod completed;
mod nearby;
pub mod open;
mod order;
pub mod vague;

use crate::error::Result;
use crate::progress::Tick;
use crate::time::following::{Dated, Following, following};
use crate::time::window::Window;
use crate::word::words;
use order::Order;

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

impl Lag {
    fn ending(status: Status, days: Option<i64>, answer: Option<Following>) -> Self {
        Self {
            status,
            days,
            answer,
            shared: false,
        }
    }
}

/// The lag of each shock to the first visit of its group.
///
/// # Errors
///
/// [`crate::Error::Length`] if a shock has no group; what `tick` returns.
pub fn lags(
    shocks: &[i64],
    groups: &[u32],
    visits: Dated<'_>,
    window: Window,
    (same_day, overlap): (SameDay, Overlap),
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Lag>> {
    let order = Order::of(shocks, groups, window)?;
    let tie = i64::from(same_day == SameDay::Exclude);
    let asked = order.asked.iter().map(|(group, day)| (*group, day + tie));
    let asked: Vec<(u32, i64)> = asked.collect();
    let answers = following(&asked, visits, window.through(), threads, tick)?;
    let waits = Waits {
        shocks: &order.asked,
        answers: &answers,
        through: window.through(),
        same_day,
    };
    let outside = |shock: &i64| {
        let before = *shock < window.since();
        let status = if before {
            Status::BeforeStart
        } else {
            Status::AfterEnd
        };
        Lag::ending(status, None, None)
    };
    let mut lags: Vec<Lag> = shocks.iter().map(outside).collect();
    let mut before: Option<Lag> = None;
    for place in 0..order.asked.len() {
        let mut lag = waits.lag(place, overlap);
        // Answers ascend with the shocks, so that lags with the same one stand side by side.
        let again = before.filter(|before| lag.answer.is_some() && before.answer == lag.answer);
        lag.shared = lag.answer.is_some() && (order.shocks(place).len() > 1 || again.is_some());
        for shock in order.shocks(place) {
            if let Some(slot) = lags.get_mut(*shock) {
                *slot = lag;
            }
        }
        if again.is_some_and(|again| !again.shared) {
            for shock in order.shocks(place - 1) {
                if let Some(slot) = lags.get_mut(*shock) {
                    slot.shared = true;
                }
            }
        }
        before = Some(lag);
    }
    Ok(lags)
}

/// The days of shocks, in order and each once, with what answers them.
struct Waits<'a> {
    shocks: &'a [(u32, i64)],
    answers: &'a [Option<Following>],
    through: i64,
    same_day: SameDay,
}

impl Waits<'_> {
    fn lag(&self, place: usize, overlap: Overlap) -> Lag {
        let (group, shock) = self.shocks.get(place).copied().unwrap_or_default();
        let days = |other: Option<&(u32, i64)>| {
            let own = other.filter(|other| other.0 == group);
            own.map(|other| other.1)
        };
        let answer = self.answers.get(place).copied().flatten();
        let alone = match answer {
            Some(answer) => Lag::ending(Status::Observed, Some(answer.day - shock), Some(answer)),
            None => Lag::ending(Status::Censored, Some(self.through - shock), None),
        };
        match overlap {
            Overlap::Both => alone,
            Overlap::Latest => match days(self.shocks.get(place + 1)) {
                // A visit of the next shock's day belongs to that one, if it can answer it at all.
                Some(next) if !self.in_time(answer, next) => {
                    Lag::ending(Status::Censored, Some(next - shock), None)
                }
                _ => alone,
            },
            Overlap::First => {
                let before = place.checked_sub(1);
                let earlier = days(before.and_then(|before| self.shocks.get(before)));
                let first = before.and_then(|before| *self.answers.get(before)?);
                // An answer on the day of this shock came while the earlier one was waiting.
                if earlier.is_some() && !self.in_time(first, shock) {
                    return Lag::ending(Status::LeftOut, None, None);
                }
                alone
            }
        }
    }

    /// Whether a wait has ended before the shock of a day begins one.
    fn in_time(&self, answer: Option<Following>, shock: i64) -> bool {
        answer.is_some_and(|answer| {
            answer.day < shock || (answer.day == shock && self.same_day == SameDay::Exclude)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn run(
        shocks: &[i64],
        visits: &[i64],
        same_day: SameDay,
        overlap: Overlap,
    ) -> Vec<(Status, Option<i64>)> {
        let none = vec![0; visits.len()];
        lags(
            shocks,
            &vec![0; shocks.len()],
            Dated::new(&none, visits).unwrap(),
            Window::new(0, 100).unwrap(),
            (same_day, overlap),
            1,
            &mut unattended,
        )
        .unwrap()
        .into_iter()
        .map(|lag| (lag.status, lag.days))
        .collect()
    }

    #[test]
    fn two_shocks_and_one_visit() {
        use Status::{Censored, LeftOut, Observed};
        let both = run(&[0, 50], &[80], SameDay::Include, Overlap::Both);
        assert_eq!(both, vec![(Observed, Some(80)), (Observed, Some(30))]);
        let latest = run(&[0, 50], &[80], SameDay::Include, Overlap::Latest);
        assert_eq!(latest, vec![(Censored, Some(50)), (Observed, Some(30))]);
        let first = run(&[0, 50], &[80], SameDay::Include, Overlap::First);
        assert_eq!(first, vec![(Observed, Some(80)), (LeftOut, None)]);
    }

    #[test]
    fn the_day_of_the_shock() {
        assert_eq!(
            run(&[7], &[7, 9], SameDay::Include, Overlap::Both),
            vec![(Status::Observed, Some(0))]
        );
        assert_eq!(
            run(&[7], &[7, 9], SameDay::Exclude, Overlap::Both),
            vec![(Status::Observed, Some(2))]
        );
    }

    #[test]
    fn visits_on_the_day_of_the_next_shock() {
        use Overlap::{First, Latest};
        use Status::{Censored, LeftOut, Observed};
        let (include, exclude) = (SameDay::Include, SameDay::Exclude);
        // It answers the second shock where it may, and else the first.
        let found = run(&[0, 50], &[50, 80], include, Latest);
        assert_eq!(found, vec![(Censored, Some(50)), (Observed, Some(0))]);
        let found = run(&[0, 50], &[50, 80], exclude, Latest);
        assert_eq!(found, vec![(Observed, Some(50)), (Observed, Some(30))]);
        let found = run(&[0, 50], &[50, 80], include, First);
        assert_eq!(found, vec![(Observed, Some(50)), (LeftOut, None)]);
        let found = run(&[0, 50], &[50, 80], exclude, First);
        assert_eq!(found, vec![(Observed, Some(50)), (Observed, Some(30))]);
    }

    #[test]
    fn a_shock_that_was_not_observed_is_not_left_out() {
        let found = run(&[90, 101], &[], SameDay::Include, Overlap::First);
        assert_eq!(found[1], (Status::AfterEnd, None));
        let found = run(&[-3, 5], &[9], SameDay::Include, Overlap::First);
        assert_eq!(
            found,
            vec![(Status::BeforeStart, None), (Status::Observed, Some(4))]
        );
        let found = run(&[5, 5], &[9], SameDay::Include, Overlap::Latest);
        assert_eq!(found, vec![(Status::Observed, Some(4)); 2]);
    }

    #[test]
    fn outside_and_censored() {
        let found = run(&[-3, 101, 90], &[200], SameDay::Include, Overlap::Both);
        assert_eq!(
            found,
            vec![
                (Status::BeforeStart, None),
                (Status::AfterEnd, None),
                (Status::Censored, Some(10))
            ]
        );
    }
}
