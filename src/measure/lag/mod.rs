//! Lags: the days from each shock to the next qualifying visit (methods M5).
//!
//! A shock without a visit is right-censored on the last day observed; nothing is averaged here.
//! What days known to a month or a year leave open stands in [`open`], [`completed`] and [`vague`].

pub mod completed;
mod nearby;
pub mod open;
pub mod vague;

use crate::error::{Error, Result};
use crate::time::sorted::SortedDays;
use crate::time::window::Window;
use crate::word::words;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    /// What is known.
    pub status: Status,
    /// Days waited, where there is a lag.
    pub days: Option<i64>,
    /// The rows of the visits on the first day that answers, ascending.
    pub rows: Vec<usize>,
}

/// The lag of each shock to the first visit of its group.
///
/// # Errors
///
/// [`Error::Length`] if a shock has no group or a group has no shock day.
pub fn lags(
    shocks: &[i64],
    groups: &[u32],
    visits: &SortedDays,
    window: Window,
    same_day: SameDay,
    overlap: Overlap,
) -> Result<Vec<Lag>> {
    if shocks.len() != groups.len() {
        return Err(Error::Length {
            left: "shocks".into(),
            left_len: shocks.len(),
            right: "groups".into(),
            right_len: groups.len(),
        });
    }
    let observed = || groups.iter().copied().zip(shocks.iter().copied());
    let mut waiting: Vec<(u32, i64)> = observed()
        .filter(|shock| window.contains(shock.1))
        .collect();
    waiting.sort_unstable();
    waiting.dedup();
    Ok(observed()
        .map(|(group, shock)| {
            let alone = lag(group, shock, visits, window, same_day);
            match overlap {
                Overlap::Both => alone,
                Overlap::Latest => cut_at_next(alone, group, shock, &waiting, same_day),
                Overlap::First => leave_out(alone, group, shock, visits, &waiting, same_day),
            }
        })
        .collect())
}

fn lag(group: u32, shock: i64, visits: &SortedDays, window: Window, same_day: SameDay) -> Lag {
    let nothing = |status, days| Lag {
        status,
        days,
        rows: Vec::new(),
    };
    if shock > window.through() {
        return nothing(Status::AfterEnd, None);
    }
    if shock < window.since() {
        return nothing(Status::BeforeStart, None);
    }
    match visits.next_on_or_after(group as usize, first_answer(shock, same_day)) {
        Some(next) if next.day <= window.through() => {
            let rows = next.rows.to_vec();
            Lag {
                status: Status::Observed,
                days: Some(next.day - shock),
                rows,
            }
        }
        _ => nothing(Status::Censored, Some(window.through() - shock)),
    }
}

fn first_answer(shock: i64, same_day: SameDay) -> i64 {
    shock + i64::from(same_day == SameDay::Exclude)
}

/// Censors a lag at the next shock of its group, if that comes before the answer.
fn cut_at_next(
    alone: Lag,
    group: u32,
    shock: i64,
    waiting: &[(u32, i64)],
    same_day: SameDay,
) -> Lag {
    let next = waiting.partition_point(|&other| other <= (group, shock));
    let until = waiting
        .get(next)
        .filter(|other| other.0 == group)
        .map(|other| other.1 - shock);
    let (Some(days), Some(until)) = (alone.days, until) else {
        return alone;
    };
    // The visit of the very day of the next shock belongs to that one, if it can answer it at all.
    let in_time = days < until || (days == until && same_day == SameDay::Exclude);
    if alone.status == Status::Observed && in_time {
        return alone;
    }
    Lag {
        status: Status::Censored,
        days: Some(until),
        rows: Vec::new(),
    }
}

/// Leaves a lag out if an earlier shock of its group was still waiting.
fn leave_out(
    alone: Lag,
    group: u32,
    shock: i64,
    visits: &SortedDays,
    waiting: &[(u32, i64)],
    same_day: SameDay,
) -> Lag {
    if alone.days.is_none() {
        return alone;
    }
    let here = waiting.partition_point(|&other| other < (group, shock));
    let previous = here
        .checked_sub(1)
        .and_then(|position| waiting.get(position));
    let Some(&(_, before)) = previous.filter(|other| other.0 == group) else {
        return alone;
    };
    let answer = visits.next_on_or_after(group as usize, first_answer(before, same_day));
    // An answer on the day of this shock came while the earlier one was waiting, not after.
    if answer
        .is_some_and(|next| next.day < shock || (next.day == shock && same_day == SameDay::Exclude))
    {
        return alone;
    }
    Lag {
        status: Status::LeftOut,
        days: None,
        rows: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(
        shocks: &[i64],
        visits: &[i64],
        same_day: SameDay,
        overlap: Overlap,
    ) -> Vec<(Status, Option<i64>)> {
        let sorted = SortedDays::new(&vec![0; visits.len()], visits, 1).unwrap();
        let window = Window::new(0, 100).unwrap();
        lags(
            shocks,
            &vec![0; shocks.len()],
            &sorted,
            window,
            same_day,
            overlap,
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
