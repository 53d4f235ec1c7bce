//! Claims on small records against what they must come to: `vectors/claims.json` is written by
//! `make_claim_vectors.py` from a slow oracle that shares nothing with this crate.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a vector that cannot be read fails the test"
)]

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use summitry::claims::amount::Weights;
use summitry::claims::claim::Claim;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::list::EraList;
use summitry::claims::outcome::Outcome;
use summitry::claims::record::{Column, Record, Shock, Visits};
use summitry::claims::specification::Specification;
use summitry::study;
use summitry::time::DAYS_A_YEAR;
use summitry::time::fuzzy::Days;

const VECTORS: &str = include_str!("vectors/claims.json");

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
        countries,
    }
}

/// A record; what it does not tell is the same for every visit.
fn record(value: &Value) -> Record {
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

/// JSON whose keys keep their order: joint eras are called by theirs.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Table(IndexMap<String, Form>),
    List(Vec<Form>),
    Other(Value),
}

#[derive(Deserialize)]
struct Case {
    form: IndexMap<String, Form>,
    verdict: String,
    /// The value, the lowest and the highest, or once what they all are; none where the claim
    /// compares with nothing.
    #[serde(default)]
    numbers: Vec<Value>,
    rows: Option<Vec<usize>>,
}

#[derive(Deserialize)]
struct Study {
    seed: u32,
    specification: Specification,
    record: Value,
    claims: Vec<Case>,
}

impl Case {
    fn written(&self) -> String {
        serde_json::to_string(&self.form).unwrap()
    }

    /// The claim, its form completed by what only its reader asks for.
    fn claim(&self) -> Claim {
        let mut form = self.form.clone();
        for key in ["id", "says"] {
            form.insert(key.to_owned(), Form::Other(Value::from("it")));
        }
        study::claim(&serde_json::to_string(&form).unwrap()).unwrap()
    }

    /// Days in the unit of the claim.
    fn unit(&self) -> f64 {
        match self.form.get("unit") {
            Some(Form::Other(unit)) if unit == "years" => DAYS_A_YEAR,
            _ => 1.0,
        }
    }
}

/// Whether a number is as it must be: none, "inf" for one without an end, or "any".
fn is_due(found: f64, due: &Value) -> bool {
    match due {
        Value::Null => found.is_nan(),
        Value::String(word) if word == "any" => true,
        Value::String(_) => found.is_infinite() && found > 0.0,
        number => {
            let due = number.as_f64().unwrap_or(f64::NAN);
            (found - due).abs() <= 1e-9 * due.abs().max(1.0)
        }
    }
}

/// What is wrong with the answer to one claim; nothing if it is as it should be.
fn difference(evaluator: &mut Evaluator<'_>, case: &Case, spec: &Specification) -> Option<String> {
    let claim = case.claim();
    let answer = match evaluator.answer_with_rows(&claim, &spec.with(&claim.conventions)) {
        Ok(answer) => answer,
        Err(error) => return Some(error.to_string()),
    };
    let numbers = [answer.value, answer.low, answer.high].map(|number| number / case.unit());
    let is_due = |(place, found): (usize, &f64)| {
        let due = case.numbers.get(place).or(case.numbers.last());
        due.is_none_or(|due| is_due(*found, due))
    };
    let right = case.verdict == answer.verdict.words()
        && numbers.iter().enumerate().all(is_due)
        && case.rows.as_ref().is_none_or(|rows| *rows == answer.rows);
    (!right).then(|| {
        format!(
            "{} {numbers:?} rows {:?} ({:?}); due are {} {:?} rows {:?}",
            answer.verdict.words(),
            answer.rows,
            answer.facts.reason,
            case.verdict,
            case.numbers,
            case.rows,
        )
    })
}

/// Every claim of every study, all asked of one evaluator: what it keeps of one must not leak into
/// the next.
#[test]
fn claims_come_to_what_they_must() {
    let studies: Vec<Study> = serde_json::from_str(VECTORS).unwrap();
    let (mut asked, mut wrong) = (0, Vec::new());
    for study in &studies {
        let record = record(&study.record);
        let mut evaluator = Evaluator::new(&record);
        for case in &study.claims {
            asked += 1;
            if let Some(said) = difference(&mut evaluator, case, &study.specification) {
                let (seed, form) = (study.seed, case.written());
                wrong.push(format!("study {seed}, {form}\n    {said}"));
            }
        }
    }
    assert!(asked > 300, "{asked}");
    let (many, list) = (wrong.len(), wrong.join("\n"));
    assert!(wrong.is_empty(), "{many} of {asked} wrong:\n{list}");
}
