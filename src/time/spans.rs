//! Which of some spans of days a day is in: a search where tables of days would be too many.
//!
//! Spans share no day, so a grid of 256 days leads to the few that are near.

use super::index::{DayBytes, DayIndex, Place};
use super::window::Window;
use crate::error::{Result, same_length};

const GRID: u32 = 8;

/// Spans of days, each with a number; several may have one.
#[derive(Debug, Clone)]
pub struct SpanIndex {
    since: i64,
    days: usize,
    n_numbers: usize,
    /// The spans that are observed, by their days since the first one observed.
    spans: Vec<Span>,
    /// For each grid of days, the first span that does not end before it.
    first: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    number: u32,
}

impl SpanIndex {
    /// Indexes spans `[start, end)` that share no day; `numbers` says which number each has.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if columns differ.
    pub fn new(
        (starts, ends): (&[i64], &[i64]),
        numbers: &[u32],
        n_numbers: usize,
        window: Window,
    ) -> Result<Self> {
        same_length(("start", starts.len()), ("end", ends.len()))?;
        same_length(("start", starts.len()), ("numbers", numbers.len()))?;
        let position = |day: i64| usize::try_from(day - window.since()).unwrap_or(0);
        let mut spans: Vec<Span> = starts
            .iter()
            .zip(ends)
            .zip(numbers)
            .map(|((&start, &end), &number)| {
                let (start, end) = window.clip(start, end);
                Span {
                    start: position(start),
                    end: position(end),
                    number,
                }
            })
            .filter(|span| span.end > span.start)
            .collect();
        spans.sort_unstable_by_key(|span| span.start);
        let days = usize::try_from(window.days()).unwrap_or(0);
        let mut first = Vec::with_capacity((days >> GRID) + 1);
        let mut place = 0_u32;
        for grid in 0..=(days >> GRID) {
            while spans
                .get(place as usize)
                .is_some_and(|span| span.end <= grid << GRID)
            {
                place += 1;
            }
            first.push(place);
        }
        Ok(Self {
            since: window.since(),
            days,
            n_numbers,
            spans,
            first,
        })
    }
}

impl SpanIndex {
    /// How many days are observed.
    pub fn days(&self) -> usize {
        self.days
    }

    /// The day from which on they are.
    pub fn since(&self) -> i64 {
        self.since
    }

    /// The number of each day as bytes, where these are enough: whoever asks for more days than there are
    /// finds them sooner so.
    pub fn table(&self) -> Option<Vec<u8>> {
        if self.n_numbers > usize::from(DayBytes::IN_NO_ERA) {
            return None;
        }
        let mut bytes = vec![DayBytes::IN_NO_ERA; self.days];
        for span in &self.spans {
            if let Some(days) = bytes.get_mut(span.start..span.end) {
                days.fill(u8::try_from(span.number).ok()?);
            }
        }
        Some(bytes)
    }
}

impl DayIndex for SpanIndex {
    fn n_eras(&self) -> usize {
        self.n_numbers
    }

    #[inline]
    fn place(&self, day: i64) -> Place {
        let day = usize::try_from(day.saturating_sub(self.since));
        let Some(day) = day.ok().filter(|day| *day < self.days) else {
            return Place::Outside;
        };
        let first = self.first.get(day >> GRID).copied().unwrap_or(u32::MAX) as usize;
        // Mostly the first one or the next: a sum, where a branch would be guessed wrong.
        let later = self.spans.get(first).is_some_and(|span| span.end <= day);
        let near = (self.spans).get(first.saturating_add(usize::from(later))..);
        let near = near.unwrap_or_default();
        for span in near {
            if day < span.end {
                return if day >= span.start {
                    Place::Era(span.number)
                } else {
                    Place::InNoEra
                };
            }
        }
        Place::InNoEra
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::index::EraIndex;

    #[test]
    fn a_search_finds_what_a_table_of_days_has() {
        let (starts, ends) = ([700, -50, 300, 40, 41, 9], [1500, 3, 700, 41, 300, 9]);
        let window = Window::new(-20, 1200).unwrap();
        let table = EraIndex::new(&starts, &ends, window).unwrap();
        let search = SpanIndex::new((&starts, &ends), &[0, 1, 2, 3, 4, 5], 6, window).unwrap();
        let bytes = search.table().unwrap();
        let bytes = DayBytes::new(search.since(), &bytes).unwrap();
        for day in (-30..1300).chain([i64::MIN, i64::MAX]) {
            assert_eq!(search.place(day), table.place(day), "{day}");
            if let Ok(day) = i32::try_from(day) {
                let mut found = [0];
                bytes.places(&[day], &mut found);
                let own = match table.place(day.into()) {
                    Place::Era(era) => u8::try_from(era).unwrap(),
                    Place::InNoEra => DayBytes::IN_NO_ERA,
                    Place::Outside => DayBytes::OUTSIDE,
                };
                assert_eq!(found, [own], "{day}");
            }
        }
    }

    #[test]
    fn several_spans_may_have_one_number() {
        let window = Window::new(0, 99).unwrap();
        let search = SpanIndex::new((&[0, 50], &[10, 60]), &[0, 0], 1, window).unwrap();
        assert_eq!(
            (search.place(5), search.place(55)),
            (Place::Era(0), Place::Era(0))
        );
        assert_eq!(search.place(20), Place::InNoEra);
        assert!(SpanIndex::new((&[0], &[1]), &[], 0, window).is_err());
    }
}
