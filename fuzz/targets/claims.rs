//! Claims: a form that is read has the same answer from whoever is asked, within its own ends.

use std::sync::LazyLock;

use indexmap::IndexMap;
use summitry::claims::class_weights::Weights;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::list::EraList;
use summitry::claims::outcome::Outcome;
use summitry::claims::record::{Column, Record, Shock, Visits};
use summitry::claims::specification::{Specification, Unsourced};
use summitry::study;
use summitry::time::day;
use summitry::time::fuzzy::Days;

static RECORD: LazyLock<Record> = LazyLock::new(record);

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(claim) = study::claim(&text) else {
        return;
    };
    let spec = Specification::new(date("2001-01-01"), date("2006-12-31"));
    let mut doubted = spec.clone();
    doubted.unsourced = Unsourced::Doubt;
    let mut kept = Evaluator::new(&RECORD);
    for spec in [&spec, &doubted, &spec] {
        let again = kept.answer(&claim, spec);
        let found = Evaluator::new(&RECORD).answer(&claim, spec);
        match (found, again) {
            (Ok(found), Ok(again)) => {
                assert_eq!(format!("{found:?}"), format!("{again:?}"), "{text}");
                let (low, high) = (found.low, found.high);
                assert!(
                    low.is_nan() || high.is_nan() || low <= high,
                    "{text}: {found:?}"
                );
            }
            (found, again) => assert_eq!(found.err(), again.err(), "{text}"),
        }
    }
}

fn date(text: &str) -> i64 {
    day::from_text(text).expect("a day")
}

/// Ten visits of three countries, eras of two of them, and two shocks.
fn record() -> Record {
    let days = [
        "2001-02-03",
        "2001-02-03",
        "2002-05-06",
        "2002-12-31",
        "2003-01-01",
        "2003-07-08",
        "2004-02-29",
        "2005-10-11",
        "2006-06-06",
        "2006-12-31",
    ];
    let arrivals: Vec<Days> = days
        .iter()
        .enumerate()
        .map(|(row, text)| Days {
            first: date(text),
            last: date(text) + if row == 5 { 40 } else { 0 },
        })
        .collect();
    let column = |codes: [u32; 10], labels: &[&str]| Column {
        codes: codes.to_vec(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
    };
    let columns: IndexMap<String, Column> = [
        (
            "origin",
            column([0, 1, 0, 2, 1, 0, 1, 0, 2, 1], &["AAA", "BBB", "CCC"]),
        ),
        (
            "destination",
            column([1, 0, 1, 0, 0, 1, 2, 2, 0, 0], &["AAA", "BBB", "CCC"]),
        ),
        (
            "visitor",
            column([0, 1, 2, 0, u32::MAX, 1, 2, 0, 1, 2], &["An", "Bo", "Cy"]),
        ),
        (
            "summit",
            column([1, 0, 0, 1, 0, 0, 1, 0, 0, 1], &["false", "true"]),
        ),
    ]
    .map(|(name, column)| (name.to_owned(), column))
    .into_iter()
    .collect();
    let outcome = |row: usize| match row % 5 {
        4 => Outcome::Unclear,
        _ => Outcome::True,
    };
    let list = |side: &str, labels: [&str; 2], change: &str| EraList {
        side: Some(side.to_owned()),
        rule: None,
        labels: labels.map(str::to_owned).to_vec(),
        starts: vec![date("1999-01-01"), date(change)],
        ends: vec![Some(date(change)), None],
    };
    let shock = |id: &str, day: &str| Shock {
        id: id.to_owned(),
        day: date(day),
        undated: None,
        countries: None,
    };
    Record::new(
        Visits {
            departures: arrivals.clone(),
            arrivals,
            sourced: Some((0..10).map(|row| row != 3 && row != 7).collect()),
            classes: vec![1, 0, 0, 1, 0, 0, 1, 0, 0, 1],
            columns,
        },
        vec![(0..10).map(outcome).collect()],
        vec![Weights::new(vec![1.0, 3.0]).expect("weights")],
        vec![
            list("AAA", ["One", "Two"], "2003-07-08"),
            list("BBB", ["Un", "Deux"], "2005-01-01"),
        ],
        vec![shock("s1", "2002-05-06"), shock("s2", "2005-11-01")],
    )
    .expect("a record")
}
