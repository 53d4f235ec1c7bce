//! The days of shocks in order, each once, with the shocks that fell on them.

use crate::error::{Error, Result};
use crate::time::window::Window;

/// Shocks within the observation, by group and day.
pub(super) struct Order {
    /// Each group and day, ascending.
    pub(super) asked: Vec<(u32, i64)>,
    /// Where the shocks of each begin, and where the last ones end.
    starts: Vec<usize>,
    shocks: Vec<usize>,
}

impl Order {
    /// Sorts the shocks that were observed.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if a shock has no group.
    pub(super) fn of(days: &[i64], groups: &[u32], window: Window) -> Result<Self> {
        if days.len() != groups.len() {
            return Err(Error::Length {
                left: "shocks".into(),
                left_len: days.len(),
                right: "groups".into(),
                right_len: groups.len(),
            });
        }
        let pairs = groups.iter().copied().zip(days.iter().copied());
        let each = pairs.zip(0..).map(|((group, day), row)| (group, day, row));
        let mut each: Vec<(u32, i64, usize)> =
            each.filter(|shock| window.contains(shock.1)).collect();
        if !each.is_sorted() {
            sort(&mut each, window);
        }
        let (mut asked, mut starts) = (Vec::new(), Vec::new());
        for (place, &(group, day, _)) in each.iter().enumerate() {
            if asked.last() != Some(&(group, day)) {
                asked.push((group, day));
                starts.push(place);
            }
        }
        starts.push(each.len());
        let shocks = each.into_iter().map(|shock| shock.2).collect();
        Ok(Self {
            asked,
            starts,
            shocks,
        })
    }

    /// The shocks of the day at a place.
    pub(super) fn shocks(&self, place: usize) -> &[usize] {
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(&from), Some(&to)) => self.shocks.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Sorts shocks of the observation: as one number each where they fit, which takes half the time.
fn sort(each: &mut [(u32, i64, usize)], window: Window) {
    let bits = |number: u64| u64::BITS - number.leading_zeros();
    let most = |of: fn(&(u32, i64, usize)) -> u64| bits(each.iter().map(of).max().unwrap_or(0));
    let (group_bits, row_bits) = (most(|shock| shock.0.into()), most(|shock| shock.2 as u64));
    let day_bits = bits(window.days().unsigned_abs());
    if group_bits + day_bits + row_bits > u64::BITS - 1 {
        each.sort_unstable();
        return;
    }
    let keys = each.iter().map(|&(group, day, row)| {
        let day = (day - window.since()).unsigned_abs();
        (u64::from(group) << day_bits | day) << row_bits | row as u64
    });
    let mut keys: Vec<u64> = keys.collect();
    keys.sort_unstable();
    for (slot, key) in each.iter_mut().zip(keys) {
        let (row, place) = (key & ((1 << row_bits) - 1), key >> row_bits);
        let (day, group) = (place & ((1 << day_bits) - 1), place >> day_bits);
        *slot = (
            u32::try_from(group).unwrap_or(u32::MAX),
            window.since() + i64::try_from(day).unwrap_or_default(),
            usize::try_from(row).unwrap_or_default(),
        );
    }
}
