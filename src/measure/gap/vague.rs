//! Gaps between visits that are known to the month or the year (methods M27).
//!
//! A gap is the one that follows a visit, whichever visit ends it. With vague days the next visit may
//! be another one, and the gap that follows the last visit may have been ended. The open gap is the
//! time since the last visit, whichever that is.

use super::{Gap, gaps};
use crate::error::{Result, same_length};
use crate::progress::Tick;
use crate::time::fuzzy::Days;
use crate::time::wait::wait_bounds;
use crate::time::window::Window;

/// The least and greatest number of days of a gap over all completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The least.
    pub least: i64,
    /// The greatest.
    pub greatest: i64,
    /// Whether it may still have been open at the end although a visit is on record after it.
    pub may_be_open: bool,
}

/// All gaps as [`gaps`] finds them with every visit on the first day that it may have had, each with
/// the least and greatest number of its days.
///
/// # Errors
///
/// As [`gaps`]; [`crate::Error::Length`] if the two ends of the days differ in number.
pub fn vague_gaps(
    days: &[i64],
    latest: &[i64],
    unit: &[u32],
    n_units: usize,
    window: Window,
    tick: &mut Tick<'_>,
) -> Result<Vec<(Gap, Ends)>> {
    same_length(("days", days.len()), ("latest", latest.len()))?;
    let found = gaps(days, unit, n_units, window, tick)?;
    let exactly = |gap: &Gap| Ends {
        least: gap.days,
        greatest: gap.days,
        may_be_open: false,
    };
    if days == latest {
        return Ok(found.into_iter().map(|gap| (gap, exactly(&gap))).collect());
    }
    let mut visits: Vec<Visit> = days
        .iter()
        .zip(latest)
        .zip(unit)
        .map(|((&first, &last), &unit)| Visit {
            unit,
            days: Days { first, last },
        })
        .collect();
    visits.sort_unstable_by_key(|visit| (visit.unit, visit.days.first, visit.days.last));
    let longest = visits
        .iter()
        .map(|visit| visit.days.last - visit.days.first)
        .max()
        .unwrap_or_default();
    let total = found.len() as u64;
    let each = (0..).zip(found).map(|(done, gap)| {
        tick(done, total)?;
        let ends = ends(&gap, &visits, longest, window);
        Ok((gap, ends.unwrap_or_else(|| exactly(&gap))))
    });
    each.collect()
}

/// The least and greatest time since the last of some visits, each certain or not; no greatest if
/// there may be none.
pub fn open_ends(
    visits: impl Iterator<Item = (Days, bool)> + Clone,
    window: Window,
) -> (Option<i64>, Option<i64>) {
    let through = window.through();
    let within = |days: Days| window.contains(days.first) && window.contains(days.last);
    let possible = visits
        .clone()
        .map(|visit| visit.0)
        .filter(|days| days.first <= through && days.last >= window.since());
    let latest = possible.map(|days| days.last.min(through)).max();
    let sure = visits.filter(|(days, certain)| *certain && within(*days));
    let earliest = sure.map(|(days, _)| days.first).max();
    (
        latest.map(|day| through - day),
        earliest.map(|day| through - day),
    )
}

/// A visit with the days that it may have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visit {
    unit: u32,
    days: Days,
}

fn ends(gap: &Gap, visits: &[Visit], longest: i64, window: Window) -> Option<Ends> {
    let unit = gap.unit;
    let at =
        |day: i64| visits.partition_point(|visit| (visit.unit, visit.days.first) < (unit, day));
    let known = |visit: &Visit| (visit.days, true);
    if gap.to.is_none() {
        let own = visits.get(at(i64::MIN)..at(i64::MAX))?;
        let (least, greatest) = open_ends(own.iter().map(known), window);
        return Some(Ends {
            least: least.unwrap_or(gap.days),
            greatest: greatest.unwrap_or(window.days()),
            may_be_open: false,
        });
    }
    let from = gap.from?.day;
    // Of several visits that may have been on that day the one that is known best.
    let place = at(from);
    let start = visits.get(place)?.days;
    let start = Days {
        first: start.first.max(window.since()),
        last: start.last.min(window.through()),
    };
    let later = visits.iter().skip(at(start.last + 1));
    let mut until = i64::MAX;
    for visit in later.take_while(|visit| visit.unit == unit) {
        if visit.days.first > until {
            break;
        }
        until = until.min(visit.days.last);
    }
    let near = at(start.first - longest)..at(until.saturating_add(1));
    let first = near.start;
    let others = visits.get(near)?.iter().enumerate();
    let others = others.filter(|(number, _)| first + number != place);
    let others = others.map(|(_, visit)| known(visit));
    let found = wait_bounds(start, &others, window, 1)?;
    let open = window.through() - start.first;
    Some(Ends {
        least: found.least.unwrap_or(gap.days),
        greatest: found.greatest.unwrap_or(open),
        may_be_open: found.greatest.is_none(),
    })
}
