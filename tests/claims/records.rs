//! Records of JSON; what one does not tell is the same for every visit.

use indexmap::IndexMap;
use serde_json::Value;
use summitry::claims::class_weights::Weights;
use summitry::claims::list::EraList;
use summitry::claims::outcome::Outcome;
use summitry::claims::record::{Column, Record, Shock, Visits};
use summitry::time::fuzzy::Days;

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

/// One day, or a first and a last one.
fn days(value: &Value) -> Days {
    let ends = array(value);
    let (first, last) = (whole(&ends[0]), whole(&ends[ends.len() - 1]));
    Days { first, last }
}

fn column(values: &Value) -> Column {
    let mut labels: Vec<String> = array(values).iter().map(text).collect();
    let codes = labels.clone();
    labels.sort_unstable();
    labels.dedup();
    let code = |label: &String| labels.binary_search(label).expect("its own label");
    Column {
        codes: codes
            .iter()
            .map(|label| u32::try_from(code(label)).unwrap())
            .collect(),
        labels,
    }
}

fn list(value: &Value) -> EraList {
    let eras = array(&value["eras"]);
    EraList {
        side: value["side"].as_str().map(str::to_owned),
        rule: value["rule"].as_str().map(str::to_owned),
        labels: eras.iter().map(|era| text(&era[0])).collect(),
        starts: eras.iter().map(|era| whole(&era[1])).collect(),
        ends: eras.iter().map(|era| era[2].as_i64()).collect(),
    }
}

fn shock(value: &Value) -> Shock {
    let countries = match array(&value[2]) {
        [one, other] => Some((text(one), text(other))),
        _ => None,
    };
    Shock {
        id: text(&value[0]),
        day: whole(&value[1]),
        undated: None,
        countries,
    }
}

/// A record; what it does not tell is the same for every visit.
pub(crate) fn record(value: &Value) -> Record {
    let arrivals: Vec<Days> = array(&value["arrivals"]).iter().map(days).collect();
    let many = arrivals.len();
    let flags = |name: &str| text(&value[name]).into_bytes();
    let departures = match array(&value["departures"]) {
        [] => arrivals.clone(),
        given => given.iter().map(days).collect(),
    };
    let classes: Vec<u32> = match array(&value["classes"]) {
        [] => vec![0; many],
        given => given
            .iter()
            .map(|class| u32::try_from(whole(class)).unwrap())
            .collect(),
    };
    let weights: Vec<Weights> = match array(&value["weights"]) {
        [] => Vec::new(),
        given => vec![Weights::new(given.iter().filter_map(Value::as_f64).collect()).unwrap()],
    };
    let outcome = |letter: &u8| match letter {
        b'T' => Outcome::True,
        b'F' => Outcome::False,
        _ => Outcome::Unclear,
    };
    let columns = value["columns"].as_object().expect("columns");
    let named: IndexMap<String, Column> = columns
        .iter()
        .map(|(name, values)| (name.clone(), column(values)))
        .collect();
    let visits = Visits {
        arrivals,
        departures,
        sourced: Some(flags("sourced").iter().map(|flag| *flag == b'T').collect()),
        classes,
        columns: named,
    };
    Record::new(
        visits,
        vec![flags("verdicts").iter().map(outcome).collect()],
        weights,
        array(&value["lists"]).iter().map(list).collect(),
        array(&value["shocks"]).iter().map(shock).collect(),
    )
    .unwrap()
}
