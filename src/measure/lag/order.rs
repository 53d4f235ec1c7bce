//! The days that shocks ask for, in order and each once.

use crate::error::{Error, Result, same_length};
use crate::sorting::sort_by_bits;
use crate::time::window::Window;

/// Shocks within the observation, by group and day.
#[derive(Debug)]
pub(super) struct Order {
    /// Each group and the first day that can answer, ascending.
    pub(super) asked: Vec<(u32, i32)>,
    /// Whether several shocks ask for it.
    shared: Vec<bool>,
    /// The place of what each shock asks for.
    places: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Order {
    /// Sorts the shocks that were observed; each asks for a day so much later than its own.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if a shock has no group.
    pub(super) fn of(days: &[i32], groups: &[u32], window: Window, later: i32) -> Result<Self> {
        same_length(("shocks", days.len()), ("groups", groups.len()))?;
        if u32::try_from(days.len()).is_err() {
            return Err(Error::too_large(
                "shocks",
                days.len() as u128,
                u32::MAX.into(),
            ));
        }
        let mut order = Self {
            asked: Vec::with_capacity(days.len()),
            shared: Vec::with_capacity(days.len()),
            places: vec![NOWHERE; days.len()],
        };
        let dated = (0..days.len()).zip(groups.iter().zip(days));
        let observed = dated.filter(|(_, (_, day))| window.contains(i64::from(**day)));
        let each = observed.map(|(row, (group, day))| (row, *group, day.saturating_add(later)));
        if let Some(packed) = Packed::of(groups, window, days.len()) {
            let mut keys = Vec::with_capacity(days.len());
            keys.extend(each.map(|(row, group, day)| packed.key(row, group, day)));
            packed.sort(&mut keys);
            for key in keys {
                let (row, group, day) = packed.parts(key);
                order.add(row, (group, day));
            }
        } else {
            let mut each: Vec<_> = each.collect();
            each.sort_unstable_by_key(|(row, group, day)| (*group, *day, *row));
            for (row, group, day) in each {
                order.add(row, (group, day));
            }
        }
        Ok(order)
    }

    fn add(&mut self, row: usize, asked: (u32, i32)) {
        if self.asked.last() == Some(&asked) {
            if let Some(shared) = self.shared.last_mut() {
                *shared = true;
            }
        } else {
            self.asked.push(asked);
            self.shared.push(false);
        }
        if let Some(place) = self.places.get_mut(row) {
            *place = u32::try_from(self.asked.len() - 1).unwrap_or(NOWHERE);
        }
    }

    /// The place of what a shock asks for; none if it was not observed.
    pub(super) fn place(&self, shock: usize) -> Option<usize> {
        let place = self.places.get(shock).copied();
        place
            .filter(|place| *place != NOWHERE)
            .map(|place| place as usize)
    }

    /// Whether several shocks ask for what stands at a place.
    pub(super) fn is_shared(&self, place: usize) -> bool {
        self.shared.get(place).copied().unwrap_or_default()
    }
}

/// A shock as one number: its group above its day above its row.
struct Packed {
    since: i64,
    day_bits: u32,
    row_bits: u32,
    all_bits: u32,
}

impl Packed {
    /// None where they do not fit.
    fn of(groups: &[u32], window: Window, number: usize) -> Option<Self> {
        let bits = |number: u64| u64::BITS - number.leading_zeros();
        let group_bits = bits(groups.iter().copied().max().unwrap_or(0).into());
        // The day asked for may be the first one after the observation.
        let day_bits = bits(window.days().unsigned_abs());
        let row_bits = bits(number as u64);
        let all_bits = group_bits + day_bits + row_bits;
        (all_bits <= u64::BITS).then_some(Self {
            since: window.since(),
            day_bits,
            row_bits,
            all_bits,
        })
    }

    fn key(&self, row: usize, group: u32, day: i32) -> u64 {
        let day = (i64::from(day) - self.since).unsigned_abs();
        (u64::from(group) << self.day_bits | day) << self.row_bits | row as u64
    }

    /// Rows stand in order already.
    fn sort(&self, keys: &mut Vec<u64>) {
        sort_by_bits(keys, self.row_bits..self.all_bits);
    }

    fn parts(&self, key: u64) -> (usize, u32, i32) {
        let low = |number: u64, bits: u32| number & ((1 << bits) - 1);
        let day = self.since + low(key >> self.row_bits, self.day_bits).cast_signed();
        (
            usize::try_from(low(key, self.row_bits)).unwrap_or(usize::MAX),
            u32::try_from(key >> (self.row_bits + self.day_bits)).unwrap_or(u32::MAX),
            i32::try_from(day).unwrap_or(i32::MAX),
        )
    }
}
