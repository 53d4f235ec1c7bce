//! The least and greatest wait from one vague day to the next of several, in closed form.
//!
//! A visit that may fall on either side of a shock shortens the lag when it falls just after, and
//! lengthens it when it falls before. One that may be unclear, or dated after the observation, can
//! be left out of a long lag but not of a short one.

use super::fuzzy::Days;
use super::window::Window;

/// The least and greatest wait over all completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitBounds {
    /// The least number of days; none if no completion ends the wait.
    pub least: Option<i64>,
    /// The greatest number of days; none if some completion does not end the wait.
    pub greatest: Option<i64>,
}

/// The bounds of the wait from one day to the first of others that is at least `tie` days later; none
/// for a day that may lie outside the observation. Each of the others may be one of some days, and
/// may be certain or not.
pub fn wait_bounds(
    shock: Days,
    visits: &(impl Iterator<Item = (Days, bool)> + Clone),
    window: Window,
    tie: i64,
) -> Option<WaitBounds> {
    if !(window.contains(shock.first) && window.contains(shock.last)) {
        return None;
    }
    let least = visits
        .clone()
        .map(|visit| visit.0)
        .filter(|visit| visit.first <= window.through())
        .filter(|visit| visit.last.min(window.through()) >= shock.first + tie)
        .map(|visit| (visit.first - shock.last).max(tie))
        .min();
    // Later shock days shorten the wait, but for those by which a visit may have come before.
    let sure = || {
        let days = visits.clone().filter(|visit| visit.1);
        let days = days.map(|visit| visit.0);
        days.filter(|visit| visit.last <= window.through())
    };
    let passing = sure().map(|visit| visit.first - tie + 1);
    let inside = passing.filter(|day| (shock.first + 1..=shock.last).contains(day));
    let mut days: Vec<i64> = inside.chain([shock.first]).collect();
    days.sort_unstable();
    days.dedup();
    let greatest = days
        .into_iter()
        .map(|day| {
            let answers = sure().filter(|visit| visit.first >= day + tie);
            answers.map(|visit| visit.last - day).min()
        })
        .try_fold(0, |greatest, wait| Some(wait?.max(greatest)));
    Some(WaitBounds { least, greatest })
}
