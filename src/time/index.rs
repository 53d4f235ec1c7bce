//! Which era each observed day belongs to, as a table of days in place of a search.

use super::window::Window;
use crate::error::{Error, Result};

const NO_ERA: u16 = u16::MAX;

/// Where a visit's day falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In this era.
    Era(u16),
    /// On an observed day of no era.
    InNoEra,
    /// On a day that was not observed.
    Outside,
}

/// Which era each observed day belongs to: built once, used for any number of tallies.
#[derive(Debug, Clone)]
pub struct EraIndex {
    window: Window,
    n_eras: usize,
    era_of_day: Vec<u16>,
}

impl EraIndex {
    /// Indexes the days `[start, end)` of eras that share none.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for more than 65,534 eras; [`Error::Length`] if the ends are fewer.
    pub fn new(starts: &[i64], ends: &[i64], window: Window) -> Result<Self> {
        let n_eras = starts.len();
        if ends.len() != n_eras {
            let (left, right) = ("start".into(), "end".into());
            return Err(Error::Length {
                left,
                left_len: n_eras,
                right,
                right_len: ends.len(),
            });
        }
        let most = NO_ERA - 1;
        if n_eras > usize::from(most) {
            let (cells, limit) = (n_eras as u128, u128::from(most));
            return Err(Error::TooLarge {
                name: "the era table".into(),
                cells,
                limit,
            });
        }
        let mut era_of_day = vec![NO_ERA; to_index(window.days())];
        for (era, (&start, &end)) in (0_u16..).zip(starts.iter().zip(ends)) {
            let (start, end) = window.clip(start, end);
            let days = to_index(start - window.since())..to_index(end - window.since());
            if let Some(days) = era_of_day.get_mut(days) {
                days.fill(era);
            }
        }
        Ok(Self {
            window,
            n_eras,
            era_of_day,
        })
    }

    /// Number of eras.
    pub fn n_eras(&self) -> usize {
        self.n_eras
    }

    /// Where a day falls.
    #[inline]
    pub fn place(&self, day: i64) -> Place {
        let row = usize::try_from(day.saturating_sub(self.window.since())).ok();
        match row.and_then(|row| self.era_of_day.get(row)) {
            None => Place::Outside,
            Some(&NO_ERA) => Place::InNoEra,
            Some(&era) => Place::Era(era),
        }
    }
}

fn to_index(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
