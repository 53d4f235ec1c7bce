//! Bounds of gaps against every completion.

use crate::time::fuzzy::Days;

use super::*;

/// Numbers that look random, the same every time.
fn next(state: &mut u64, below: i64) -> i64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    i64::try_from(*state >> 33).unwrap() % below
}

fn drawn(state: &mut u64, vague: i64) -> Vec<Candidate> {
    let number = 1 + next(state, 5);
    let visit = |row| {
        let first = next(state, 24);
        let last = first + next(state, vague);
        Candidate {
            row,
            group: 0,
            days: Days { first, last },
            optional: next(state, 2) == 0,
        }
    };
    (0..usize::try_from(number).unwrap()).map(visit).collect()
}

/// The longest gap in every completion, none where there is no gap.
fn every(visits: &[Candidate], window: Window) -> Vec<Option<i64>> {
    let mut lists: Vec<Vec<i64>> = vec![Vec::new()];
    for visit in visits {
        let mut longer: Vec<Vec<i64>> = if visit.optional {
            lists.clone()
        } else {
            Vec::new()
        };
        for day in visit.days.first..=visit.days.last {
            let with = |list: &Vec<i64>| [list.as_slice(), &[day]].concat();
            longer.extend(lists.iter().map(with));
        }
        lists = longer;
    }
    let widest = |list: &mut Vec<i64>| {
        list.retain(|day| window.contains(*day));
        list.sort_unstable();
        list.dedup();
        list.windows(2).map(|pair| pair[1] - pair[0]).max()
    };
    lists.iter_mut().map(widest).collect()
}

#[test]
fn bounds_of_exact_days_are_attained() {
    let (mut state, window) = (1, Window::new(0, 30).unwrap());
    for _ in 0..2000 {
        let visits = drawn(&mut state, 1);
        let all = every(&visits, window);
        let found = outer(&visits, window);
        let gaps = || all.iter().flatten().copied().map(days_to_real);
        let low = gaps().fold(f64::INFINITY, f64::min);
        let high = gaps().fold(f64::NEG_INFINITY, f64::max);
        let may_be_none = all.iter().any(Option::is_none);
        let due = Range {
            low,
            high,
            may_be_none,
        };
        assert_eq!(found, due, "{visits:?}");
        assert_eq!(by_completion(&visits, window), None);
    }
}

#[test]
fn bounds_of_vague_days_hold_every_completion() {
    let (mut state, window) = (2, Window::new(3, 21).unwrap());
    for _ in 0..1000 {
        let mut visits = drawn(&mut state, 4);
        visits.retain(|visit| visit.days.first <= 21 && visit.days.last >= 3);
        let found = outer(&visits, window);
        let all = every(&visits, window);
        for gap in all.iter().flatten().copied().map(days_to_real) {
            assert!(
                found.low <= gap && gap <= found.high,
                "{visits:?} {found:?}"
            );
        }
        assert!(found.may_be_none || !all.iter().any(Option::is_none));
        if let Some(range) = by_completion(&visits, window) {
            assert_eq!(range.may_be_none, all.iter().any(Option::is_none));
            let gaps = || all.iter().flatten().copied().map(days_to_real);
            let (low, high) = (range.low, range.high);
            assert!(gaps().all(|gap| low <= gap && gap <= high), "{visits:?}");
            assert!(all.iter().all(Option::is_none) || gaps().any(|gap| gap <= low));
            assert!(all.iter().all(Option::is_none) || gaps().any(|gap| gap >= high));
        }
    }
}

#[test]
fn an_open_gap_over_all_that_is_open() {
    let window = Window::new(0, 99).unwrap();
    let visit = |first, last, optional| Candidate {
        row: 0,
        group: 0,
        days: Days { first, last },
        optional,
    };
    let range = |visits: &[Candidate]| {
        let found = range_of(Gap::Open, visits, window);
        (found.low, found.high)
    };
    assert_eq!(range(&[visit(40, 60, false)]), (39.0, 59.0));
    assert_eq!(
        range(&[visit(40, 40, false), visit(80, 80, true)]),
        (19.0, 59.0)
    );
    assert_eq!(range(&[visit(80, 80, true)]), (19.0, f64::INFINITY));
    // One that may have come after the end may have left the observation without a visit.
    assert_eq!(range(&[visit(95, 120, false)]), (0.0, f64::INFINITY));
    assert_eq!(range(&[visit(-5, 10, false)]), (89.0, f64::INFINITY));
    assert_eq!(range(&[]), (100.0, f64::INFINITY));
}

#[test]
fn a_visit_that_may_have_been_before_the_observation_leaves_a_gap_open() {
    let window = Window::new(0, 999).unwrap();
    let on = |first, last| Candidate {
        row: 0,
        group: 0,
        days: Days { first, last },
        optional: false,
    };
    let visits = [on(-1, 2), on(500, 500), on(800, 800)];
    for which in [Gap::Longest, Gap::Open] {
        let range = range_of(which, &visits, window);
        let found = in_doubt(which, &visits, range, window).unwrap();
        assert_eq!(found.days, which == Gap::Longest);
    }
}
