use super::super::codes::{Codes, NO_NUMBER, Numbered};
use super::*;
use crate::error::Error;
use crate::progress::unattended;
use crate::time::NO_GROUP;
use crate::time::exact::{Dates, Tick, Ticks};
use crate::time::index::EraIndex;
use crate::time::spans::SpanIndex;
use crate::time::window::Window;

fn index() -> EraIndex {
    EraIndex::new(&[0, 10], &[10, 18], Window::new(0, 19).unwrap()).unwrap()
}

fn counted(visits: Visits<'_>, n_groups: usize, threads: usize) -> Result<Tally<Table>> {
    let (index, n_classes) = (index(), 1);
    let shape = Shape {
        n_groups,
        n_eras: index.n_eras(),
        n_classes,
    };
    let threads = Threads::asked(Some(threads))?;
    let table = Table::new(shape.cells())?;
    tally(&index, visits, shape, table, threads, &mut unattended)
}

fn plain(days: &[i32]) -> Visits<'_> {
    Visits {
        dates: Dates::of_days(days),
        groups: None,
        classes: &[],
        verdicts: None,
    }
}

fn visits<'a>(days: &'a [i32], groups: &'a &'a [u32], verdicts: &'a [u8]) -> Visits<'a> {
    Visits {
        groups: Some(groups),
        verdicts: Some(told(verdicts)),
        ..plain(days)
    }
}

fn told(verdicts: &[u8]) -> Numbered<'_> {
    Numbered {
        codes: Codes::U8(verdicts),
        numbers: None,
    }
}

#[test]
fn every_row_is_accounted_for() {
    let days = [0, 9, 10, 18, -1, 20, 5, 6, 7];
    let groups = &[0, 1, 1, 0, 0, 0, NO_GROUP, 0, 0][..];
    let verdicts = [1, 1, 2, 1, 1, 1, 1, 0, 2];
    let tally = counted(visits(&days, &groups, &verdicts), 2, 1).unwrap();
    let counts: Vec<(u32, u32)> = tally
        .counts
        .0
        .iter()
        .map(|cell| (cell.qualify, cell.unclear))
        .collect();
    assert_eq!(counts, vec![(1, 1), (0, 0), (1, 0), (0, 1)]);
    let account = Account {
        used: 2,
        unclear: 2,
        outside_window: 2,
        in_no_era: 1,
        excluded_by_rule: 1,
        in_no_group: 1,
    };
    assert_eq!(tally.account, account);
}

#[test]
fn many_rows_in_many_threads_merge_to_the_same_counts() {
    let days: Vec<i32> = (0..3_200_000).map(|row| row % 21).collect();
    let all = plain(&days);
    let whole = counted(all, 1, 1).unwrap();
    for threads in [2, 8] {
        assert_eq!(counted(all, 1, threads).unwrap(), whole);
    }
    let part = |days| counted(plain(days), 1, 2).unwrap();
    let mut merged = part(&days[..1_000]);
    merged.add(&part(&days[1_000..])).unwrap();
    assert_eq!(whole, merged);
    let cells = whole.counts.0.iter();
    let used: u64 = cells.map(|cell| u64::from(cell.qualify)).sum();
    assert_eq!(whole.account.used, used);
}

#[test]
fn a_tick_stops_the_work() {
    let days = vec![0; 4_000_000];
    let all = plain(&days);
    let mut tick = |_: u64, _: u64| Err(Error::Interrupted);
    let (shape, table) = (
        Shape {
            n_groups: 1,
            n_eras: 2,
            n_classes: 1,
        },
        Table::<u32>::new(2).unwrap(),
    );
    let threads = Threads::asked(Some(2)).unwrap();
    let found = tally(&index(), all, shape, table, threads, &mut tick);
    assert_eq!(found, Err(Error::Interrupted));
}

#[test]
fn refusals() {
    let day = [0];
    let bad_group = Visits {
        groups: Some(&&[7][..]),
        ..plain(&day)
    };
    let outcome = counted(bad_group, 2, 1);
    assert!(matches!(
        outcome,
        Err(Error::BadCode {
            row: 0,
            code: 7,
            labels: 2,
            ..
        })
    ));
    let short = Visits {
        groups: Some(&&[][..]),
        ..plain(&day)
    };
    assert!(matches!(counted(short, 1, 1), Err(Error::Length { .. })));
    for day in [i32::MIN, 2_932_897] {
        let outcome = counted(plain(&[0, day]), 1, 1);
        assert!(matches!(outcome, Err(Error::OutOfRange { .. })));
        let outcome = counted(visits(&[0, day], &&[0, 0][..], &[1, 0]), 1, 1);
        assert!(matches!(outcome, Err(Error::OutOfRange { .. })));
    }
}

#[test]
fn few_classes_are_counted_as_many_are() {
    let days: Vec<i32> = (0..5_000).map(|row| (row * 7_919) % 23 - 1).collect();
    let (ranks, talks) = ([2_u32, 0, NO_NUMBER, 1], [3_u32, 0]);
    let codes = |width: i64| (0..5_000_i64).map(move |row| row * 31 % 17 % width);
    let rank: Vec<i64> = codes(3)
        .map(|code| if code == 2 { 3 } else { code })
        .collect();
    let byte: Vec<u8> = rank
        .iter()
        .map(|code| u8::try_from(*code).unwrap())
        .collect();
    let talk: Vec<i8> = codes(2).map(|code| i8::try_from(code).unwrap()).collect();
    let verdicts: Vec<u8> = (0..5_000_u32).map(|row| (row % 3) as u8).collect();
    let numbered = |codes, numbers| Numbered {
        codes,
        numbers: Some(numbers),
    };
    let wide = numbered(Codes::I64(&rank), &ranks[..]);
    let narrow = numbered(Codes::U8(&byte), &ranks[..]);
    let second = numbered(Codes::I8(&talk), &talks[..]);
    let groups = &*vec![0; days.len()];
    let ticks: Vec<i64> = days.iter().map(|day| i64::from(*day) * 24).collect();
    let dates = [
        Dates::of_days(&days),
        Dates {
            ticks: Ticks::Wide(&ticks),
            tick: Tick::PartOfDay(24),
        },
    ];
    let columns: [&[Numbered<'_>]; 5] =
        [&[], &[wide], &[narrow], &[wide, second], &[narrow, second]];
    let index = index();
    for (classes, dates) in columns
        .iter()
        .flat_map(|one| dates.map(|dates| (one, dates)))
    {
        for verdicts in [None, Some(told(&verdicts))] {
            let some = Visits {
                dates,
                groups: None,
                classes,
                verdicts,
            };
            let shape = Shape {
                n_groups: 1,
                n_eras: 2,
                n_classes: [1, 3, 6][classes.len()],
            };
            let counted = |visits| {
                let table = Table::<Cell>::new(shape.cells()).unwrap();
                let threads = Threads::asked(Some(1)).unwrap();
                tally(&index, visits, shape, table, threads, &mut unattended).unwrap()
            };
            let grouped = Visits {
                groups: Some(&groups),
                ..some
            };
            assert_eq!(counted(some), counted(grouped));
        }
    }
    let none = [numbered(Codes::U8(&byte), &ranks[..3])];
    let bad = Visits {
        classes: &none,
        ..plain(&days)
    };
    let shape = Shape {
        n_groups: 1,
        n_eras: 2,
        n_classes: 3,
    };
    let threads = Threads::asked(Some(1)).unwrap();
    let table = Table::<u32>::new(shape.cells()).unwrap();
    let outcome = tally(&index, bad, shape, table, threads, &mut unattended);
    assert!(matches!(outcome, Err(Error::BadCode { code: 3, .. })));
}

#[test]
fn many_lists_in_one_pass_are_each_list_by_itself() {
    let window = Window::new(0, 999).unwrap();
    let pairs = [(0, 1), (0, 2), (1, 2), (2, 3)];
    let spans = [
        (vec![0, 300, 600], vec![300, 500, 1_000]),
        (vec![100], vec![200]),
        (vec![0, 2, 900], vec![2, 900, 2_000]),
    ];
    let whose = [(Some(0), None), (Some(2), Some(3)), (None, None)];
    let days: Vec<i32> = (0..5_000).map(|row| (row * 7_919) % 1_100 - 40).collect();
    let groups: Vec<u32> = (0..5_000_u32)
        .map(|row| {
            if row % 11 == 0 {
                NO_GROUP
            } else {
                row * 31 % 4
            }
        })
        .collect();
    let verdicts: Vec<u8> = (0..5_000_u32).map(|row| (row % 3) as u8).collect();
    let every = groups.as_slice();
    let visits = visits(&days, &every, &verdicts);
    let numbers = [0, 1, 2];
    let axes = || {
        let each = whose.iter().zip(&spans);
        each.map(|(&(side, other_side), (starts, ends))| {
            let numbers = &numbers[..starts.len()];
            let spans = SpanIndex::new((starts, ends), numbers, numbers.len(), window);
            Axis {
                side,
                other_side,
                spans: spans.unwrap(),
            }
        })
        .collect::<Vec<_>>()
    };
    for apart in [false, true] {
        let placed = Axes::new(axes(), &pairs, 1, apart);
        let shapes = placed.shapes();
        let tables = shapes
            .iter()
            .map(|shape| Table::<Cell>::new(shape.cells()).unwrap());
        let threads = Threads::asked(Some(2)).unwrap();
        let tables = tables.collect();
        let found = tally_on_axes(&placed, visits, tables, threads, &mut unattended);
        let (found, members) = (found.unwrap().finish(), placed.pairs());
        for (number, axis) in axes().into_iter().enumerate() {
            let own: Vec<u32> = (0..4)
                .filter(|&pair| {
                    let (one, other) = pairs[pair as usize];
                    let ends = [Some(one), Some(other)];
                    [axis.side, axis.other_side]
                        .iter()
                        .all(|side| side.is_none() || ends.contains(side))
                })
                .collect();
            let code = |group: &u32| {
                let place = own.iter().position(|pair| pair == group);
                place.map_or(NO_GROUP, |place| {
                    if apart {
                        u32::try_from(place).unwrap()
                    } else {
                        0
                    }
                })
            };
            let groups: Vec<u32> = groups.iter().map(code).collect();
            let shape = Shape {
                n_groups: if apart { own.len() } else { 1 },
                n_eras: axis.spans.n_eras(),
                n_classes: 1,
            };
            let own_groups = groups.as_slice();
            let visits = Visits {
                groups: Some(&own_groups),
                ..visits
            };
            let table = Table::<Cell>::new(shape.cells()).unwrap();
            let alone = tally(&axis.spans, visits, shape, table, threads, &mut unattended);
            let alone = alone.unwrap();
            assert_eq!(shapes[number], shape);
            assert_eq!(found[number], (alone.counts, alone.account));
            if apart {
                assert_eq!(members[number], own);
            }
        }
    }
}

#[test]
fn a_block_in_eras_and_groups_throughout_is_counted_like_any_other() {
    let size = 5_000_usize;
    let group = |row: usize| u32::try_from(row * 7 % 3).unwrap();
    let inside: Vec<i32> = (0..18).cycle().take(size).collect();
    for odd in [
        None,
        Some((2_000, 18, 0)),
        Some((4_999, -1, 1)),
        Some((0, 3, NO_GROUP)),
    ] {
        let mut days = inside.clone();
        let mut groups: Vec<u32> = (0..size).map(group).collect();
        if let Some((row, day, group)) = odd {
            (days[row], groups[row]) = (day, group);
        }
        let own = groups.as_slice();
        let codes: Vec<u8> = (0..size).map(|row| (row % 2).to_le_bytes()[0]).collect();
        let class = [told(&codes)];
        let shape = Shape {
            n_groups: 3,
            n_eras: 2,
            n_classes: 2,
        };
        let together = Visits {
            groups: Some(&own),
            classes: &class,
            ..plain(&days)
        };
        let verdicts = vec![verdict::QUALIFIES; size];
        let apart = Visits {
            verdicts: Some(told(&verdicts)),
            ..together
        };
        let [one, other] = [together, apart].map(|visits| {
            let table: Table = Table::new(shape.cells()).unwrap();
            let threads = Threads::asked(Some(1)).unwrap();
            tally(&index(), visits, shape, table, threads, &mut unattended).unwrap()
        });
        assert_eq!(one, other);
        let left_out = u64::from(odd.is_some());
        assert_eq!(one.account.used, size as u64 - left_out);
    }
}
