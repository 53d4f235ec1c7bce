//! The fewest visits that make a mean lag short enough, exactly.
//!
//! A visit does most on the first day that answers a shock: any other answers the same shocks later.
//! So the days to choose from are those of the shocks. The least sum of lags with one visit more is
//! found from the least sums with one less, each last day from all days before it; the later a day, the
//! later the best one before it (the sums have the Monge property), so that halving does. Whether
//! later lags are censored is said by the last day alone.

use super::lag_sums::{LagSums, mean};
use crate::claims::amount::Amount;
use crate::claims::interval::Interval;
use crate::error::Result;
use crate::progress::Tick;
use crate::time::window::Window;

/// A day on which a visit may be added.
#[derive(Debug, Clone, Copy)]
struct Choice {
    day: i64,
    /// How many shocks it may answer, and how many were answered by then.
    before: usize,
    answered: usize,
}

/// The least sum of the lags up to a day on which the last visit is added, and the first one's day.
type Least = Option<(i64, i64)>;

/// How many visits, and the day of the first; none if no number of them takes the mean out.
///
/// # Errors
///
/// What `tick` returns; it hears of each number of visits.
pub(super) fn fewest_added(
    sums: &LagSums<'_>,
    window: Window,
    interval: Interval,
    tick: &mut Tick<'_>,
) -> Result<Option<(u64, i64)>> {
    let mut days: Vec<i64> = sums.shocks.iter().map(|shock| shock + sums.tie).collect();
    days.dedup();
    days.retain(|day| window.contains(*day));
    let choices: Vec<Choice> = days
        .iter()
        .map(|&day| Choice {
            day,
            before: sums.before(day),
            answered: sums.answered(day),
        })
        .collect();
    let fails = |choice: &Choice, sum: i64| {
        let later = sums.of_observed(choice.before..sums.observed());
        let mean = mean(sum + later, choice.before.max(sums.observed()));
        mean.is_some_and(|mean| !interval.contains(Amount::real(mean)))
    };
    // With a visit on every day up to one, each lag is as short as it can be.
    let shortest = |choice: &Choice| {
        let number = i64::try_from(choice.before).unwrap_or_default();
        number * sums.tie
    };
    if !choices.iter().any(|choice| fails(choice, shortest(choice))) {
        return Ok(None);
    }
    let alone = |choice: &Choice| Some((added(sums, 0, choice), choice.day));
    let mut least: Vec<Least> = choices.iter().map(alone).collect();
    let total = choices.len() as u64;
    for visits in 1..=total {
        tick(visits - 1, total)?;
        let ends = choices.iter().zip(&least);
        let overturned = ends.filter_map(|(choice, least)| {
            let (sum, first) = (*least)?;
            fails(choice, sum).then_some(first)
        });
        if let Some(first) = overturned.min() {
            return Ok(Some((visits, first)));
        }
        least = with_one_more(sums, &choices, &least, &mut || tick(visits - 1, total))?;
    }
    Ok(None)
}

/// The lags from the shock at a place to the last one that a visit may answer.
fn added(sums: &LagSums<'_>, from: usize, choice: &Choice) -> i64 {
    let answered = choice.answered.max(from);
    sums.of_observed(from..answered) + sums.to(choice.day, answered..choice.before)
}

fn with_one_more(
    sums: &LagSums<'_>,
    choices: &[Choice],
    least: &[Least],
    tick: &mut dyn FnMut() -> Result<()>,
) -> Result<Vec<Least>> {
    let mut more = vec![None; choices.len()];
    // Places of the last day that are still to be done, with those of the day before it.
    let mut open = vec![(0..choices.len(), 0..choices.len())];
    while let Some((last, before)) = open.pop() {
        let middle = usize::midpoint(last.start, last.end);
        let (Some(choice), false) = (choices.get(middle), last.is_empty()) else {
            continue;
        };
        let mut best: Option<(i64, i64, usize)> = None;
        for place in before.start..before.end.min(middle) {
            let (Some(earlier), Some(Some((sum, first)))) = (choices.get(place), least.get(place))
            else {
                continue;
            };
            let sum = sum + added(sums, earlier.before, choice);
            if best.is_none_or(|best| sum < best.0) {
                best = Some((sum, *first, place));
            }
        }
        if let Some(slot) = more.get_mut(middle) {
            *slot = best.map(|(sum, first, _)| (sum, first));
        }
        if middle.is_multiple_of(1 << 8) {
            tick()?;
        }
        let (up_to, from) = best.map_or((before.end, before.start), |best| (best.2 + 1, best.2));
        open.push((last.start..middle, before.start..up_to));
        open.push((middle + 1..last.end, from..before.end));
    }
    Ok(more)
}
