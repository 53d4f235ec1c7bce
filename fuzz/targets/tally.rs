//! Tallies: the counts of a plain loop, whatever the number of threads, and every row accounted for.

use summitry::measure::codes::{Codes, Numbered};
use summitry::measure::tally::{Shape, Table, Visits, tally};
use summitry::progress::unattended;
use summitry::threads::Threads;
use summitry::time::NO_GROUP;
use summitry::time::exact::Dates;
use summitry::time::index::EraIndex;
use summitry::time::window::Window;

use super::bytes::Bytes;

const DAYS: u64 = 40;
const GROUPS: usize = 3;
const CLASSES: usize = 2;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let since = i64::from(bytes.day(DAYS));
    let through = since + i64::from(bytes.day(DAYS));
    let window = Window::new(since, through).expect("since is not after through");
    let mut edges = [bytes.day(60), bytes.day(60), bytes.day(60)].map(i64::from);
    edges.sort_unstable();
    let index = EraIndex::new(&edges[..2], &edges[1..], window).expect("eras share no day");

    let (mut days, mut groups, mut classes, mut verdicts) = (vec![], vec![], vec![], vec![]);
    while bytes.more() && days.len() < 500 {
        days.push(bytes.day(DAYS * 2));
        let group = u32::from(bytes.byte() % 4);
        groups.push(if group == 3 { NO_GROUP } else { group });
        let rest = bytes.byte();
        classes.push(u32::from(rest & 1));
        verdicts.push((rest >> 1) % 3);
    }

    let mut due = vec![[0_u32; 2]; GROUPS * 2 * CLASSES];
    for row in 0..days.len() {
        let day = i64::from(days[row]);
        let era = (0..2).find(|era| (edges[*era]..edges[era + 1]).contains(&day));
        let observed = (since..=through).contains(&day);
        if let (Some(era), true, true) = (era, observed, groups[row] != NO_GROUP) {
            let cell = (groups[row] as usize * 2 + era) * CLASSES + classes[row] as usize;
            match verdicts[row] {
                1 => due[cell][0] += 1,
                2 => due[cell][1] += 1,
                _ => {}
            }
        }
    }

    let shape = Shape {
        n_groups: GROUPS,
        n_eras: 2,
        n_classes: CLASSES,
    };
    let slice = groups.as_slice();
    let visits = Visits {
        dates: Dates::of_days(&days),
        groups: Some(&slice),
        classes: &[Numbered {
            codes: Codes::U32(&classes),
            numbers: None,
        }],
        verdicts: Some(Numbered {
            codes: Codes::U8(&verdicts),
            numbers: None,
        }),
    };
    for threads in [1, 3] {
        let threads = Threads::asked(Some(threads)).expect("a number of threads");
        let table: Table = Table::new(shape.cells()).expect("few cells");
        let found = tally(&index, visits, shape, table, threads, &mut unattended);
        let found = found.expect("nothing is wrong with the columns");
        let counts = found.counts.0.iter();
        let counts: Vec<[u32; 2]> = counts.map(|cell| [cell.qualify, cell.unclear]).collect();
        assert_eq!(counts, due, "{days:?} {edges:?} {since} {through}");
        let told = found.account;
        let rows = told.used + told.unclear + told.outside_window + told.in_no_era;
        let rows = rows + told.excluded_by_rule + told.in_no_group;
        assert_eq!(rows, days.len() as u64);
    }
}
