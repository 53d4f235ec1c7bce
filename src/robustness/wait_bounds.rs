//! Bounds on waiting times: lags over all completions of imprecise dates (M15).

use super::completions::Known;
use crate::measure::lag::SameDay;
use crate::time::fuzzy::Days;
use crate::time::wait::wait_bounds;
use crate::time::window::Window;

pub use crate::time::wait::WaitBounds;

/// The bounds of the lag of one shock; none for a shock that may lie outside the observation.
pub fn lag_bounds(
    shock: Days,
    visits: &[Known],
    window: Window,
    same_day: SameDay,
) -> Option<WaitBounds> {
    let visits = visits.iter().map(|visit| {
        let (first, last) = (visit.first, visit.last);
        (Days { first, last }, visit.counts)
    });
    let tie = same_day.least_lag();
    wait_bounds(shock, &visits, window, tie)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn visit(first: i64, last: i64, counts: bool) -> Known {
        Known {
            first,
            last,
            counts,
            weights: vec![1.0],
        }
    }

    fn below(stream: &mut Stream, end: i32) -> i64 {
        let unit = stream.unit() * f64::from(end);
        i64::from((0..end).rfind(|number| f64::from(*number) <= unit).unwrap())
    }

    #[test]
    fn a_visit_known_to_the_month() {
        // methods M5: 2015-10 after 2015-09-20 gives 11 to 41 days
        let window = Window::new(0, 1000).unwrap();
        let shock = Days {
            first: 100,
            last: 100,
        };
        let found = lag_bounds(shock, &[visit(111, 141, true)], window, SameDay::Include).unwrap();
        assert_eq!((found.least, found.greatest), (Some(11), Some(41)));
    }

    #[test]
    fn shocks_outside_and_waits_without_end() {
        let window = Window::new(0, 50).unwrap();
        let shock = |first, last| Days { first, last };
        assert_eq!(
            lag_bounds(shock(40, 51), &[], window, SameDay::Include),
            None
        );
        let none = lag_bounds(shock(40, 41), &[], window, SameDay::Include).unwrap();
        assert_eq!((none.least, none.greatest), (None, None));
        let open = lag_bounds(
            shock(40, 40),
            &[visit(45, 55, true)],
            window,
            SameDay::Include,
        );
        assert_eq!(
            open,
            Some(WaitBounds {
                least: Some(5),
                greatest: None
            })
        );
    }

    /// Every wait over all completions, and whether some completion leaves it open.
    fn completions(visits: &[Known], shock: Days, window: Window, tie: i64) -> (Vec<i64>, bool) {
        let mut records: Vec<Vec<i64>> = vec![vec![]];
        for visit in visits {
            let mut options: Vec<Option<i64>> = (visit.first..=visit.last).map(Some).collect();
            if !visit.counts {
                options.push(None);
            }
            records = records
                .iter()
                .flat_map(|record| {
                    options.iter().map(|day| {
                        let day = day.filter(|day| window.contains(*day));
                        record.iter().copied().chain(day).collect()
                    })
                })
                .collect();
        }
        let (mut waits, mut open) = (vec![], false);
        for record in &records {
            for day in shock.first..=shock.last {
                let answer = record.iter().filter(|visit| **visit >= day + tie).min();
                waits.extend(answer.map(|visit| visit - day));
                open |= answer.is_none();
            }
        }
        (waits, open)
    }

    #[test]
    fn enumeration_attains_both_ends() {
        let window = Window::new(0, 12).unwrap();
        for replicate in 0..400 {
            let mut stream = Stream::new(5, replicate);
            let visits: Vec<Known> = (0..3)
                .map(|_| {
                    let first = below(&mut stream, 14) - 1;
                    visit(
                        first,
                        first + below(&mut stream, 6),
                        below(&mut stream, 3) > 0,
                    )
                })
                .collect();
            let first = below(&mut stream, 8);
            let shock = Days {
                first,
                last: first + below(&mut stream, 4),
            };
            for (same_day, tie) in [(SameDay::Include, 0), (SameDay::Exclude, 1)] {
                let (waits, open) = completions(&visits, shock, window, tie);
                let found = lag_bounds(shock, &visits, window, same_day).unwrap();
                assert_eq!(found.least, waits.iter().min().copied(), "{replicate}");
                let greatest = waits.iter().max().copied().filter(|_| !open);
                assert_eq!(found.greatest, greatest, "{replicate} {visits:?} {shock:?}");
            }
        }
    }
}
