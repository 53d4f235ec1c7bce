//! Against enumeration and cases worked by hand.

use super::*;
use crate::progress::unattended;
use crate::random::Stream;

fn waits(days: &[i64]) -> Waits {
    Waits::new(days, Window::new(0, 200).unwrap(), SameDay::Include)
}

#[test]
fn within_eleven_days() {
    let interval = Interval::at_most(Amount::decimal(11.0)).unwrap();
    let waits = waits(&[109, 109, 111, 150]);
    assert_eq!(
        waits.added(&[100], interval, &mut unattended).unwrap(),
        None
    );
    let removed = |waits: &Waits| {
        let unended = waits.is_too_long_unended(100, interval);
        let found = waits.removed(&[100], interval, unended, &mut unattended);
        found
            .unwrap()
            .map(|removed| (removed.visits, removed.day.unwrap()))
    };
    assert_eq!(removed(&waits), Some((3, 109)));
    // Until day 111 eleven days were waited in vain, so that a visit comes after twelve at least.
    for (through, fewest) in [(110, None), (111, Some((1, 109)))] {
        let window = Window::new(0, through).unwrap();
        let last = Waits::new(&[109], window, SameDay::Include);
        assert_eq!(removed(&last), fewest);
    }
}

#[test]
fn a_mean_of_three() {
    let interval = Interval::within(Amount::decimal(19.5), Amount::decimal(20.5)).unwrap();
    let waits = waits(&[10, 60, 130, 131]);
    let shocks = [0, 40, 100, 190];
    assert_eq!(waits.mean_lag(&shocks), Some(20.0));
    let added = waits
        .added(&shocks, interval, &mut unattended)
        .unwrap()
        .unwrap();
    assert_eq!((added.visits, added.day), (1, Some(100)));
    let removed = waits
        .removed(&shocks, interval, false, &mut unattended)
        .unwrap()
        .unwrap();
    assert_eq!((removed.visits, removed.day), (1, Some(10)));
}

#[test]
fn many_additions() {
    let interval = Interval::at_least(Amount::decimal(5.0)).unwrap();
    let waits = waits(&[20, 120]);
    let added = waits
        .added(&[0, 100], interval, &mut unattended)
        .unwrap()
        .unwrap();
    assert_eq!(added.visits, 2);
    let fails = waits.added(
        &[0, 100],
        Interval::at_least(Amount::decimal(21.0)).unwrap(),
        &mut unattended,
    );
    assert_eq!(fails.unwrap().unwrap().visits, 0);
    assert!(waits.added(&[190], interval, &mut unattended).is_err());
}

#[test]
fn the_open_gap() {
    let waits = waits(&[50, 100, 100]);
    assert_eq!(waits.open_gap(), Some(100.0));
    let (added, removed) = waits
        .open_gap_fragility(
            Interval::within(Amount::decimal(90.0), Amount::decimal(120.0)).unwrap(),
        )
        .unwrap();
    assert_eq!(added.unwrap().visits, 1);
    assert_eq!(removed.unwrap().visits, 2);
    let (added, removed) = waits
        .open_gap_fragility(Interval::at_most(Amount::decimal(250.0)).unwrap())
        .unwrap();
    assert_eq!((added, removed), (None, None));
    // Without a visit it lasts for the 201 days that were observed, and more.
    for (most, fewest) in [(200.0, Some(3)), (201.0, None)] {
        let interval = Interval::at_most(Amount::decimal(most)).unwrap();
        let (_, removed) = waits.open_gap_fragility(interval).unwrap();
        assert_eq!(removed.map(|removed| removed.visits), fewest);
    }
}

#[test]
fn an_open_gap_without_a_visit_is_longer_than_the_observation() {
    let waits = waits(&[]);
    let above = |days| Interval::above(Amount::decimal(days)).unwrap();
    let one = |visits, day| Some(Overturned { visits, day });
    let found = waits.open_gap_fragility(above(200.0)).unwrap();
    assert_eq!(found, (one(1, Some(200)), None));
    assert!(waits.open_gap_fragility(above(201.0)).is_err());
    let below = Interval::at_most(Amount::decimal(200.0)).unwrap();
    let found = waits.open_gap_fragility(below).unwrap();
    assert_eq!(found, (Some(FAILS_ALREADY), Some(FAILS_ALREADY)));
    assert_eq!(waits.gap_missed(below, true), Some(1));
    assert_eq!(waits.gap_missed(above(200.0), false), Some(1));
}

#[test]
fn a_lag_that_has_not_ended_is_longer_than_the_days_waited() {
    let waits = waits(&[50]);
    let found = |interval| waits.unended_fragility(190, interval);
    let one = |visits, day| Some(Overturned { visits, day });
    let at_least = |days| Interval::at_least(Amount::decimal(days)).unwrap();
    assert_eq!(found(at_least(11.0)).unwrap(), (one(1, Some(190)), None));
    assert_eq!(found(at_least(0.0)).unwrap(), (None, None));
    assert!(found(at_least(12.0)).is_err());
    let below = Interval::at_most(Amount::decimal(10.0)).unwrap();
    let failed = (Some(FAILS_ALREADY), Some(FAILS_ALREADY));
    assert_eq!(found(below).unwrap(), failed);
    assert!(waits.unended_fragility(201, below).is_err());
}

#[test]
fn a_day_that_changes_nothing_is_not_added() {
    let waits = Waits::new(&[7, 16], Window::new(1, 40).unwrap(), SameDay::Exclude);
    let interval = Interval::within(Amount::decimal(1.5), Amount::decimal(2.5)).unwrap();
    assert_eq!(waits.mean_lag(&[4, 5]), Some(2.5));
    let added = waits.added(&[4, 5], interval, &mut unattended).unwrap();
    let (visits, day) = (2, Some(5));
    assert_eq!(added, Some(Overturned { visits, day }));
}

/// The mean as it is defined, with some visits more or fewer.
fn mean_of(waits: &Waits, shocks: &[i64], visits: &[i64]) -> Option<f64> {
    let tie = waits.same_day.least_lag();
    let each = shocks.iter().filter(|shock| waits.window.contains(**shock));
    let lags = each.filter_map(|shock| {
        let later = visits.iter().filter(|visit| **visit >= shock + tie);
        Some(later.min()? - shock)
    });
    let lags: Vec<i64> = lags.collect();
    let number = u32::try_from(lags.len()).unwrap();
    (number > 0).then(|| days_to_real(lags.iter().sum()) / f64::from(number))
}

#[test]
fn the_fewest_are_those_of_all_sets_of_days() {
    for seed in 0..800 {
        let mut stream = Stream::new(seed, 0);
        let mut draw = |below: u64| i64::try_from(stream.below(below)).unwrap();
        let window = Window::new(0, 8 + draw(5)).unwrap();
        let same_day = [SameDay::Include, SameDay::Exclude][usize::try_from(draw(2)).unwrap()];
        let shocks: Vec<i64> = (0..=draw(6)).map(|_| draw(15) - 1).collect();
        let visits: Vec<i64> = (0..=draw(4)).map(|_| draw(13)).collect();
        let waits = Waits::new(&visits, window, same_day);
        let Some(now) = waits.mean_lag(&shocks) else {
            continue;
        };
        assert_eq!(Some(now), mean_of(&waits, &shocks, &waits.visits));
        let reach = [0.5, 1.5, 3.0][usize::try_from(draw(3)).unwrap()];
        let ends = (Amount::real(now - reach), Amount::real(now + reach / 2.0));
        let interval = match draw(3) {
            0 => Interval::at_least(ends.0),
            1 => Interval::at_most(ends.1),
            _ => Interval::within(ends.0, ends.1),
        };
        let interval = interval.unwrap();
        let unended = draw(2) == 1;
        let fails = |visits: &[i64]| match mean_of(&waits, &shocks, visits) {
            Some(mean) => !interval.contains(Amount::real(mean)),
            None => unended,
        };
        let days = u32::try_from(window.days()).unwrap();
        let of = |set: u32| (0..i64::from(days)).filter(move |day| set >> day & 1 == 1);
        let sets = (1_u32..1 << days)
            .filter(|set| fails(&[&waits.visits[..], &of(*set).collect::<Vec<_>>()].concat()));
        let fewest = sets.map(|set| u64::from(set.count_ones())).min();
        let added = waits.added(&shocks, interval, &mut unattended).unwrap();
        assert_eq!(
            added.map(|added| added.visits),
            fewest,
            "{waits:?} {shocks:?} {interval:?}"
        );
        let gone = shocks.iter().flat_map(|shock| {
            let from = waits.first_answer(*shock);
            (from + 1..=waits.visits.len()).map(move |until| (until - from, from, until))
        });
        let gone = gone.filter(|(_, from, until)| {
            fails(&[&waits.visits[..*from], &waits.visits[*until..]].concat())
        });
        let gone = gone
            .map(|(number, from, _)| (number as u64, Some(waits.visits[from])))
            .min();
        let removed = waits.removed(&shocks, interval, unended, &mut unattended);
        let removed = removed.unwrap();
        if gone.is_some() {
            assert_eq!(removed.map(|removed| (removed.visits, removed.day)), gone);
            continue;
        }
        // Where no stretch does, there is a number if any visits would do, and it does.
        let left = |set: u32| {
            let each = waits.visits.iter().zip(0..);
            each.filter_map(move |(visit, at)| (set >> at & 1 == 1).then_some(*visit))
        };
        let every = 1_u32 << waits.visits.len();
        let failing = (0..every).filter(|set| fails(&left(*set).collect::<Vec<_>>()));
        let most_left = failing.map(u32::count_ones).max();
        let least = most_left.map(|left| waits.visits.len() as u64 - u64::from(left));
        assert_eq!(removed.is_some(), least.is_some(), "{waits:?} {shocks:?}");
        assert!(removed.map(|removed| removed.visits) >= least);
    }
}

#[test]
fn visits_of_two_stretches_are_removed_where_those_of_one_change_nothing() {
    let window = Window::new(0, 13).unwrap();
    let waits = Waits::new(&[0, 3, 7, 10, 10, 13], window, SameDay::Include);
    let interval = Interval::at_most(Amount::decimal(7.5)).unwrap();
    let removed = waits.removed(&[0, 11], interval, false, &mut unattended);
    let (visits, day) = (4, Some(0));
    assert_eq!(removed.unwrap(), Some(Overturned { visits, day }));
}

#[test]
fn work_on_many_shocks_is_theirs_times_the_visits_added() {
    let shocks: Vec<i64> = (0..3_000).map(|shock| shock * 3).collect();
    let waits = Waits::new(&[9_000], Window::new(0, 9_100).unwrap(), SameDay::Include);
    let interval = Interval::at_least(Amount::decimal(100.0)).unwrap();
    let mut looks = 0_u64;
    let mut tick = |_, _| {
        looks += 1;
        Ok(())
    };
    let added = waits.added(&shocks, interval, &mut tick).unwrap().unwrap();
    // 44 visits make 45 stretches of 66 or 67 shocks, which wait 98.5 days on average.
    assert_eq!(added.visits, 44);
    assert!(looks < 45 * 20, "{looks}");
}
