//! Every way against a plain look at all rows.

use super::*;
use crate::Error;
use crate::progress::unattended;

fn plainly(asked: &[(u32, i32)], rows: Dated<'_>, until: i32) -> Vec<Option<Following>> {
    let each = asked.iter().map(|&(group, day)| {
        let mut later = Vec::new();
        rows.each(0, rows.len(), |row, own, other| {
            if own == group && other >= day && other <= until {
                later.push((other, row));
            }
        });
        let &(day, row) = later.iter().min()?;
        Following::new(day, row, later.iter().filter(|one| one.0 == day).count())
    });
    each.collect()
}

fn drawn(seed: u64, number: u64, n_groups: u64, n_days: u64) -> Vec<(u32, i32)> {
    let mut state = seed;
    let mut draw = |below: u64| {
        // Knuth's multiplier; the upper half of the state is random enough.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        i32::try_from((state >> 32) % below).unwrap()
    };
    (0..number)
        .map(|_| (draw(n_groups).unsigned_abs(), draw(n_days) - 20))
        .collect()
}

#[test]
fn all_ways_find_what_a_plain_look_finds() {
    for (seed, n_rows, n_asked, n_groups, n_days, until) in [
        (1, 400, 60, 5, 90, 60),
        (2, 300, 200, 40, 12, 5),
        (3, 70_000, 40, 3, 4_000, 3_990),
        (4, 140_000, 90, 900, 40, 19),
        (5, 30, 9, 1, 10, -15),
        (6, 0, 4, 2, 9, 9),
    ] {
        let mut asked = drawn(seed + 100, n_asked, n_groups, n_days);
        asked.sort_unstable();
        asked.dedup();
        let mut dated = drawn(seed, n_rows, n_groups + 1, n_days);
        for (in_order, threads) in [(false, 1), (false, 2), (true, 8)] {
            if in_order {
                dated.sort_unstable();
            }
            let (groups, days): (Vec<u32>, Vec<i32>) = dated.iter().copied().unzip();
            let groups = groups.as_slice();
            let rows = Dated::new(&groups, &days).unwrap();
            let plain = plainly(&asked, rows, until);
            let mut ticks = 0;
            let mut tick = |_, _| {
                ticks += 1;
                Ok(())
            };
            let scanned = scan::following(&asked, rows, until, threads, &mut tick).unwrap();
            assert_eq!(scanned, plain, "scan {seed}");
            let buckets = buckets::Buckets::of(&asked, rows, until).unwrap();
            let met = buckets.following(threads, &mut tick).unwrap();
            assert_eq!(met, plain, "buckets {seed}");
            let runs = runs::Runs::of(&asked, rows, threads, &mut tick).unwrap();
            assert!(runs.is_some() || !in_order);
            if let Some(runs) = runs {
                let found = runs.following(&asked, until, threads, &mut tick).unwrap();
                assert_eq!(found, plain, "runs {seed}");
            }
            let found = following(&asked, rows, until, threads, &mut tick).unwrap();
            assert_eq!(found, plain);
            assert!(ticks > 3);
        }
    }
}

#[test]
fn a_group_that_lies_in_two_places_is_one() {
    let (groups, days) = ([1, 1, 0, 1, 1, 7], [3, 9, 0, 3, 4, 1]);
    let groups = groups.as_slice();
    let rows = Dated::new(&groups, &days).unwrap();
    let asked = [(1, 2), (1, 4), (1, 5), (1, 10)];
    let runs = runs::Runs::of(&asked, rows, 1, &mut unattended).unwrap();
    let found = runs.unwrap().following(&asked, 99, 1, &mut unattended);
    let found: Vec<_> = found.unwrap().into_iter().flatten().collect();
    let told = found.iter().map(|one| (one.day, one.row, one.number.get()));
    assert_eq!(told.collect::<Vec<_>>(), [(3, 0, 2), (4, 4, 1), (9, 1, 1)]);
}

#[test]
fn columns_of_two_lengths_are_refused() {
    assert!(matches!(
        Dated::new(&[0].as_slice(), &[]),
        Err(Error::Length { .. })
    ));
}

#[test]
fn days_and_groups_too_far_apart_for_a_number_are_met_all_the_same() {
    // The days need 32 bits, the groups 18, the rows 17: of these 2 are the bucket's.
    let (n_groups, n_rows) = (1_u32 << 17, 1_u32 << 16);
    let asked: Vec<(u32, i32)> = (0..n_groups).map(|group| (group, i32::MIN)).collect();
    // Every other group has a row, and the last row comes first.
    let groups: Vec<u32> = (0..n_rows).rev().map(|row| 2 * row).collect();
    let days: Vec<i32> = (0..n_rows).rev().map(u32::cast_signed).collect();
    let groups = groups.as_slice();
    let rows = Dated::new(&groups, &days).unwrap();
    assert!(buckets::Buckets::of(&asked, rows, i32::MAX).is_none());
    assert!(buckets::Buckets::of(&asked, rows, 0).is_none());
    let near = &asked[..10];
    assert!(buckets::Buckets::of(near, rows, i32::MAX).is_some());
    let found = scan::following(&asked, rows, i32::MAX, 2, &mut unattended).unwrap();
    assert_eq!(
        following(&asked, rows, i32::MAX, 2, &mut unattended).unwrap(),
        found
    );
    for (group, found) in (0..).zip(found) {
        let day = (group % 2 == 0).then_some(group / 2);
        assert_eq!(found.map(|found| found.day), day);
        let row = day.map(|day| n_rows as usize - 1 - usize::try_from(day).unwrap());
        assert_eq!(found.map(|found| found.row), row);
    }
}
