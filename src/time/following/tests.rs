//! Every way against a plain look at all rows.

use super::*;
use crate::progress::unattended;

fn plainly(asked: &[(u32, i64)], rows: Dated<'_>, until: i64) -> Vec<Option<Following>> {
    let each = asked.iter().map(|&(group, day)| {
        let later = || {
            let rows = rows.numbered(0, rows.len());
            rows.filter(move |row| row.1 == group && row.2 >= day && row.2 <= until)
        };
        let day = later().map(|row| row.2).min()?;
        let same = || later().filter(move |row| row.2 == day);
        Some(Following {
            day,
            row: same().next()?.0,
            number: same().count(),
        })
    });
    each.collect()
}

fn drawn(seed: u64, number: u64, n_groups: u64, n_days: u64) -> Vec<(u32, i64)> {
    let mut state = seed;
    let mut draw = |below: u64| {
        // Knuth's multiplier; the upper half of the state is random enough.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        i64::try_from((state >> 32) % below).unwrap()
    };
    (0..number)
        .map(|_| (u32::try_from(draw(n_groups)).unwrap(), draw(n_days) - 20))
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
            let (groups, days): (Vec<u32>, Vec<i64>) = dated.iter().copied().unzip();
            let rows = Dated::new(&groups, &days).unwrap();
            let plain = plainly(&asked, rows, until);
            let mut ticks = 0;
            let mut tick = |_, _| {
                ticks += 1;
                Ok(())
            };
            assert_eq!(
                in_order::are_in_order(rows, threads, &mut tick).unwrap(),
                in_order || n_rows == 0
            );
            let scanned = scan::following(&asked, rows, until, threads, &mut tick).unwrap();
            assert_eq!(scanned, plain, "scan {seed}");
            let buckets = buckets::Buckets::of(&asked, rows, until).unwrap();
            let met = buckets.following(threads, &mut tick).unwrap();
            assert_eq!(met, plain, "buckets {seed}");
            if in_order {
                let found = in_order::following(&asked, rows, until, threads, &mut tick).unwrap();
                assert_eq!(found, plain, "in order {seed}");
            }
            let found = following(&asked, rows, until, threads, &mut tick).unwrap();
            assert_eq!(found, plain);
            assert!(ticks > 3);
        }
    }
}

#[test]
fn rows_too_far_apart_for_buckets_are_still_found() {
    let asked: Vec<(u32, i64)> = (0..20_000).map(|day| (0, day * (1 << 48))).collect();
    let (groups, days) = ([0, 0], [3 << 48, (1 << 48) + 1]);
    let rows = Dated::new(&groups, &days).unwrap();
    assert!(buckets::Buckets::of(&asked, rows, i64::MAX - 1).is_none());
    let found = following(&asked, rows, i64::MAX - 1, 1, &mut unattended).unwrap();
    let rows: Vec<_> = found
        .iter()
        .map(|found| found.map(|found| found.row))
        .collect();
    assert_eq!(rows[..5], [Some(1), Some(1), Some(0), Some(0), None]);
}

#[test]
fn columns_of_two_lengths_are_refused() {
    assert!(matches!(Dated::new(&[0], &[]), Err(Error::Length { .. })));
}
