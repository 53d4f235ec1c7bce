//! Which era each observed day belongs to, as a table of days in place of a search.

use super::window::Window;
use crate::error::{Result, same_length, within_limit};

const NO_ERA: u16 = u16::MAX;

/// Where a visit's day falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In this era.
    Era(u32),
    /// On an observed day of no era.
    InNoEra,
    /// On a day that was not observed.
    Outside,
}

/// Which era each observed day belongs to: built once, used for any number of tallies.
#[derive(Debug, Clone)]
pub struct EraIndex {
    since: i64,
    n_eras: usize,
    era_of_day: Vec<u16>,
    /// The same in a byte each, where eras are few: so it stays in the nearest cache.
    bytes: Vec<u8>,
}

/// Where days from `since` on fall: the number of an era in a byte, or one of two that are none.
#[derive(Debug, Clone, Copy)]
pub struct DayBytes<'a> {
    since: i32,
    eras: &'a [u8],
}

impl<'a> DayBytes<'a> {
    /// The bytes of the days from `since` on, if that is a day of 32 bits.
    pub fn new(since: i64, eras: &'a [u8]) -> Option<Self> {
        let since = i32::try_from(since).ok()?;
        Some(Self { since, eras })
    }

    /// A day that was not observed.
    pub const OUTSIDE: u8 = u8::MAX;
    /// An observed day of no era.
    pub const IN_NO_ERA: u8 = Self::OUTSIDE - 1;

    /// Where a day falls.
    #[inline]
    pub fn place(self, day: i32) -> u8 {
        let row = day.wrapping_sub(self.since).cast_unsigned() as usize;
        self.eras.get(row).copied().unwrap_or(Self::OUTSIDE)
    }

    /// Where each day falls.
    pub fn places(self, days: &[i32], places: &mut [u8]) {
        for (place, day) in places.iter_mut().zip(days) {
            *place = self.place(*day);
        }
    }
}

impl From<u8> for Place {
    fn from(byte: u8) -> Self {
        match byte {
            DayBytes::OUTSIDE => Self::Outside,
            DayBytes::IN_NO_ERA => Self::InNoEra,
            era => Self::Era(era.into()),
        }
    }
}

impl EraIndex {
    /// More eras than this need another index.
    pub const MOST_ERAS: usize = NO_ERA as usize - 1;

    /// Indexes the days `[start, end)` of eras that share none.
    ///
    /// # Errors
    ///
    /// [`crate::Error::TooLarge`] for more than 65,534 eras; [`crate::Error::Length`] if the ends are fewer.
    pub fn new(starts: &[i64], ends: &[i64], window: Window) -> Result<Self> {
        let numbers: Vec<u32> = (0..).take(starts.len()).collect();
        Self::numbered((starts, ends), &numbers, starts.len(), window)
    }

    /// The same for eras of several stretches: `numbers` says of which era each is.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`].
    pub fn numbered(
        (starts, ends): (&[i64], &[i64]),
        numbers: &[u32],
        n_eras: usize,
        window: Window,
    ) -> Result<Self> {
        same_length(("start", starts.len()), ("end", ends.len()))?;
        same_length(("start", starts.len()), ("numbers", numbers.len()))?;
        within_limit("the era table", n_eras as u128, Self::MOST_ERAS as u128)?;
        let mut era_of_day = vec![NO_ERA; to_index(window.days())];
        for (&number, (&start, &end)) in numbers.iter().zip(starts.iter().zip(ends)) {
            let era = u16::try_from(number).unwrap_or(NO_ERA);
            let (start, end) = window.clip(start, end);
            let days = to_index(start - window.since())..to_index(end - window.since());
            if let Some(days) = era_of_day.get_mut(days) {
                days.fill(era);
            }
        }
        let mut bytes = Vec::new();
        if n_eras <= usize::from(DayBytes::IN_NO_ERA) {
            let byte = |era: &u16| u8::try_from(*era).unwrap_or(DayBytes::IN_NO_ERA);
            bytes = era_of_day.iter().map(byte).collect();
        }
        Ok(Self {
            since: window.since(),
            n_eras,
            era_of_day,
            bytes,
        })
    }
}

/// Says where days fall among eras.
pub trait DayIndex: Sync {
    /// Number of eras.
    fn n_eras(&self) -> usize;

    /// Where a day falls.
    fn place(&self, day: i64) -> Place;

    /// The same as a table of bytes, where there is one.
    fn bytes(&self) -> Option<DayBytes<'_>> {
        None
    }
}

impl DayIndex for EraIndex {
    fn n_eras(&self) -> usize {
        self.n_eras
    }

    #[inline]
    fn place(&self, day: i64) -> Place {
        let row = usize::try_from(day.saturating_sub(self.since)).ok();
        match row.and_then(|row| self.era_of_day.get(row)) {
            None => Place::Outside,
            Some(&NO_ERA) => Place::InNoEra,
            Some(&era) => Place::Era(u32::from(era)),
        }
    }

    fn bytes(&self) -> Option<DayBytes<'_>> {
        let eras = self.bytes.as_slice();
        DayBytes::new(self.since, eras).filter(|_| !eras.is_empty())
    }
}

fn to_index(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn the_day_of_a_handover_belongs_to_the_successor() {
        let window = Window::new(5, 19).unwrap();
        let index = EraIndex::new(&[0, 10], &[10, 18], window).unwrap();
        let places = [4, 5, 9, 10, 17, 18, 19, 20, i64::MIN].map(|day| index.place(day));
        let (none, outside) = (Place::InNoEra, Place::Outside);
        let (first, second) = (Place::Era(0), Place::Era(1));
        assert_eq!(
            places,
            [
                outside, first, first, second, second, none, none, outside, outside
            ]
        );
    }

    #[test]
    fn refusals() {
        let window = Window::new(0, 1).unwrap();
        assert!(matches!(
            EraIndex::new(&[0], &[], window),
            Err(Error::Length { .. })
        ));
        let many = vec![0; 70_000];
        assert!(matches!(
            EraIndex::new(&many, &many, window),
            Err(Error::TooLarge { .. })
        ));
    }
}
