//! Eras: a leader's time in office as a half-open span of days, and how long each was observed.
//!
//! Exposure comes from eras and the observation, never from visits (methods M1 and M12).

use crate::error::{Error, Result, Rows, same_length};
use crate::time::day;
use crate::time::window::Window;
use crate::word::words;

/// Eras that share no day, in the caller's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eras {
    spans: Vec<(i64, i64)>,
}

words! {
    /// Who has the day of a handover.
    Handover {
        /// The era that begins: eras are `[start, end)`.
        #[default]
        Successor = "successor",
        /// The era that ends: eras are `(start, end]`.
        Predecessor = "predecessor",
    }
}

/// How much of an era was observed, and on which days its visits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exposure {
    /// First day whose visits count.
    pub start: i64,
    /// End of those days, exclusive; equal to `start` where there are none.
    pub end: i64,
    /// Days of exposure.
    pub days: i64,
    /// Whole calendar years of exposure; 0 unless counted in those.
    pub years: i64,
}

impl Eras {
    /// Checks the spans `[start, end)`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::EndBeforeStart`], [`Error::EmptyEra`] or
    /// [`Error::OverlappingEras`].
    pub fn new(starts: &[i64], ends: &[i64]) -> Result<Self> {
        same_length(("start", starts.len()), ("end", ends.len()))?;
        let spans: Vec<(i64, i64)> = starts.iter().copied().zip(ends.iter().copied()).collect();
        let which = |wrong: fn(&(i64, i64)) -> bool| {
            let rows = Rows::of(
                (0..)
                    .zip(&spans)
                    .filter(|(_, span)| wrong(span))
                    .map(|(row, _)| row),
            );
            let span = spans.iter().find(|span| wrong(span)).copied();
            span.map(|span| (rows, day::to_text(span.0), day::to_text(span.1)))
        };
        if let Some((rows, start, end)) = which(|span| span.1 < span.0) {
            return Err(Error::EndBeforeStart { rows, start, end });
        }
        if let Some((rows, day, _)) = which(|span| span.1 == span.0) {
            return Err(Error::EmptyEra { rows, day });
        }
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|&row| spans.get(row));
        for pair in order.windows(2) {
            if let [first, second] = *pair {
                refuse_overlap(&spans, first, second)?;
            }
        }
        Ok(Self { spans })
    }

    /// Exposure in days: the observed part of each era.
    pub fn exposure_in_days(&self, window: Window, handover: Handover) -> Vec<Exposure> {
        let shift = i64::from(handover == Handover::Predecessor);
        self.spans
            .iter()
            .map(|&(start, end)| {
                let (from, to) = window.clip(start, end);
                let (start, end) = window.clip(start + shift, end + shift);
                Exposure {
                    start,
                    end,
                    days: to - from,
                    years: 0,
                }
            })
            .collect()
    }

    /// Exposure in calendar years: each whole year observed belongs to the era that holds most of
    /// its days, to the successor at a tie.
    pub fn exposure_in_years(&self, window: Window, handover: Handover) -> Vec<Exposure> {
        let apart: Vec<i64> = (0..).zip(&self.spans).map(|(era, _)| era).collect();
        self.exposure_of_terms_in_years(&apart, window, handover)
    }

    /// The same where spans of one number of `of_era` are stretches of one era, which holds a year
    /// by its days in all of them. The last of these stretches has the year.
    pub fn exposure_of_terms_in_years(
        &self,
        of_era: &[i64],
        window: Window,
        handover: Handover,
    ) -> Vec<Exposure> {
        let shift = i64::from(handover == Handover::Predecessor);
        let none = window.since();
        let mut exposures = vec![
            Exposure {
                start: none,
                end: none,
                days: 0,
                years: 0
            };
            self.spans.len()
        ];
        for (from, to) in whole_years(window) {
            let held: Vec<(i64, i64, i64, usize)> = (0..)
                .zip(self.spans.iter().zip(of_era))
                .map(|(row, (&(start, end), &era))| (era, start + shift, end + shift, row))
                .map(|(era, start, end, row)| (era, to.min(end) - from.max(start), start, row))
                .filter(|(_, days, _, _)| *days > 0)
                .collect();
            let of = |wanted: i64| {
                let days = held.iter().filter(|(era, ..)| *era == wanted);
                days.map(|(_, days, _, _)| days).sum::<i64>()
            };
            let holder = held
                .iter()
                .map(|&(era, _, start, row)| (of(era), start, row))
                .max();
            let Some(found) = holder.and_then(|(_, _, row)| exposures.get_mut(row)) else {
                continue;
            };
            if found.years == 0 {
                found.start = from;
            }
            found.end = to;
            found.days += to - from;
            found.years += 1;
        }
        exposures
    }
}

/// The calendar years that lie wholly within the observation, as half-open spans.
fn whole_years(window: Window) -> impl Iterator<Item = (i64, i64)> {
    let years = window
        .whole_years()
        .and_then(|whole| day::year_of(whole.since()).zip(day::year_of(whole.through())));
    let (first, last) = years.unwrap_or((1, 0));
    (first..=last).filter_map(|year| {
        Some((
            day::from_civil(year, 1, 1)?,
            day::from_civil(year, 12, 31)? + 1,
        ))
    })
}

fn refuse_overlap(spans: &[(i64, i64)], first: usize, second: usize) -> Result<()> {
    let (Some(earlier), Some(later)) = (spans.get(first), spans.get(second)) else {
        return Ok(());
    };
    if later.0 >= earlier.1 {
        return Ok(());
    }
    let (from, to) = (day::to_text(later.0), day::to_text(earlier.1.min(later.1)));
    Err(Error::OverlappingEras {
        first,
        second,
        from,
        to,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> i64 {
        day::from_text(text).unwrap()
    }

    fn leaders() -> (Eras, Window) {
        let cuts = [
            "2010-01-01",
            "2011-12-17",
            "2012-11-15",
            "2013-03-14",
            "2016-12-31",
        ]
        .map(date);
        let window = Window::new(cuts[0], cuts[4] - 1).unwrap();
        (Eras::new(&cuts[..4], &cuts[1..]).unwrap(), window)
    }

    #[test]
    fn days_of_vector_m1() {
        let (eras, window) = leaders();
        for handover in [Handover::Successor, Handover::Predecessor] {
            let days: Vec<i64> = eras
                .exposure_in_days(window, handover)
                .iter()
                .map(|era| era.days)
                .collect();
            assert_eq!(days, vec![715, 334, 119, 1388]);
        }
    }

    #[test]
    fn calendar_years_go_to_the_era_with_most_days() {
        let (eras, window) = leaders();
        let years: Vec<i64> = eras
            .exposure_in_years(window, Handover::Successor)
            .iter()
            .map(|era| era.years)
            .collect();
        // 2016 is cut short by the last day; 2012 had 320 days of the second era
        assert_eq!(years, vec![2, 1, 0, 3]);
    }

    #[test]
    fn a_tie_goes_to_the_successor() {
        let (start, end) = (date("2012-01-01"), date("2013-01-01"));
        let middle = date("2012-07-02");
        let eras = Eras::new(&[middle, start], &[end, middle]).unwrap();
        let window = Window::new(start, end - 1).unwrap();
        let years: Vec<i64> = eras
            .exposure_in_years(window, Handover::Successor)
            .iter()
            .map(|era| era.years)
            .collect();
        assert_eq!(years, vec![1, 0]);
    }

    #[test]
    fn a_year_belongs_to_the_era_whose_terms_hold_most_of_it() {
        let cuts = ["2001-01-01", "2001-05-01", "2001-09-01", "2002-01-01"].map(date);
        let eras = Eras::new(&cuts[..3], &cuts[1..]).unwrap();
        let window = Window::new(cuts[0], cuts[3] - 1).unwrap();
        let years = |of_era: &[i64]| -> Vec<i64> {
            eras.exposure_of_terms_in_years(of_era, window, Handover::Successor)
                .iter()
                .map(|era| era.years)
                .collect()
        };
        assert_eq!(years(&[0, 1, 2]), vec![0, 1, 0]);
        assert_eq!(years(&[0, 1, 0]), vec![0, 0, 1]);
    }

    #[test]
    fn an_era_outside_the_observation_has_no_exposure() {
        let eras = Eras::new(&[0], &[10]).unwrap();
        let window = Window::new(20, 30).unwrap();
        let exposure = eras.exposure_in_days(window, Handover::Successor);
        assert_eq!(
            (exposure[0].days, exposure[0].end - exposure[0].start),
            (0, 0)
        );
    }

    #[test]
    fn refusals() {
        assert!(matches!(
            Eras::new(&[5], &[4]),
            Err(Error::EndBeforeStart { .. })
        ));
        assert!(matches!(Eras::new(&[5], &[5]), Err(Error::EmptyEra { .. })));
        assert!(matches!(Eras::new(&[5], &[]), Err(Error::Length { .. })));
        let overlap = Eras::new(&[8, 0], &[12, 10]).unwrap_err();
        assert!(matches!(
            overlap,
            Error::OverlappingEras {
                first: 1,
                second: 0,
                ..
            }
        ));
    }
}
