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
use serde_json::{Value, json};
use summitry::claims::answer::Answer;
use summitry::claims::assertion::Assertion;
use summitry::claims::claim::{Claim, Statement};
use summitry::claims::class_weights::Weights;
use summitry::claims::cumulative::OpenCounts;
use summitry::claims::dates::Day;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::lag_summary::one_lag;
use summitry::claims::list::EraList;
use summitry::claims::outcome::Outcome;
use summitry::claims::record::{Column, Record, Shock, Visits};
use summitry::claims::scope::{ShockScope, VisitScope};
use summitry::claims::specification::{Conventions, DateRule, Specification};
use summitry::claims::verdict::Verdict;
use summitry::claims::waits::Waits;
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
        undated: None,
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
    match evaluator.answer(&claim, spec) {
        Ok(alone) if alone.verdict == answer.verdict => {}
        _ => return Some("another verdict without the rows".to_owned()),
    }
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

/// The specification of a study and others that differ from it in one convention each.
fn variants(spec: &Specification) -> Vec<Specification> {
    let shorter = Specification {
        since: Day::from_number(spec.since.number() + 200),
        ..spec.clone()
    };
    let ended = Specification {
        through: Day::from_number(spec.through.number() - 200),
        ..spec.clone()
    };
    let words = [
        json!({"exposure": "days"}),
        json!({"exposure": "calendar_years"}),
        json!({"handover": "predecessor"}),
        json!({"date_rule": "end"}),
        json!({"date_rule": "latest"}),
        json!({"unclear": "include"}),
        json!({"unsourced": "include"}),
        json!({"unsourced": "exclude"}),
        json!({"same_day": "exclude", "overlap": "latest"}),
        json!({"overlap": "first"}),
    ];
    let mut all = vec![spec.clone(), shorter, ended];
    all.extend(words.iter().map(|own| spec.with(&conventions(own))));
    all
}

fn conventions(words: &Value) -> Conventions {
    serde_json::from_value(words.clone()).unwrap()
}

/// What an evaluator keeps of one specification is not taken for another's.
#[test]
fn what_was_asked_before_changes_no_answer() {
    let studies: Vec<Study> = serde_json::from_str(VECTORS).unwrap();
    for study in studies.iter().step_by(4) {
        let record = record(&study.record);
        let mut evaluator = Evaluator::new(&record);
        for spec in variants(&study.specification) {
            for case in &study.claims {
                let claim = case.claim();
                let again = evaluator.answer_with_rows(&claim, &spec);
                let afresh = Evaluator::new(&record).answer_with_rows(&claim, &spec);
                let said = format!("study {}, {}", study.seed, case.written());
                assert_eq!(format!("{again:?}"), format!("{afresh:?}"), "{said}");
            }
        }
    }
}

/// Bounds that need no completions leave none of them out.
#[test]
fn outer_bounds_of_lags_hold_every_completion() {
    let studies: Vec<Study> = serde_json::from_str(VECTORS).unwrap();
    let mut asked = 0;
    for study in &studies {
        let record = record(&study.record);
        for case in &study.claims {
            let claim = case.claim();
            let (Statement::Lag { at, .. } | Statement::NoAnswer { at, .. }) = &claim.says else {
                continue;
            };
            let spec = study.specification.with(&claim.conventions);
            let subset = record.subset(&at.visits, "at").unwrap();
            let Ok(waits) = Waits::of(&record, at, "at", &subset, &spec, false).unwrap() else {
                continue;
            };
            let every = waits.open.over(|lags| Ok(lags.first().and_then(one_lag)));
            let outer = waits.outer(None);
            for (low, high) in every.unwrap().unwrap().into_iter().flatten() {
                asked += 1;
                let answered = high.is_finite();
                assert!(high <= outer.high, "study {}", study.seed);
                assert!(!answered || outer.low <= low, "study {}", study.seed);
            }
        }
    }
    assert!(asked > 50);
}

/// Two sides with two eras each, four visits, two definitions and two schemes.
fn tables() -> Value {
    json!({
        "arrivals": [[10], [40, 60], [70], [90]],
        "departures": [[12], [45, 65], [75], [99]],
        "verdicts": "TTTU",
        "sourced": "TTTT",
        "weights": [1.0, 2.5],
        "classes": [0, 1, 1, 0],
        "columns": {"origin": ["A", "B", "A", "A"], "destination": ["B", "A", "C", "B"]},
        "lists": [
            {"side": "A", "rule": null, "eras": [["One", 0, 50], ["Two", 50, null]]},
            {"side": "B", "rule": null, "eras": [["Old", 0, 20], ["New", 20, null]]},
        ],
        "shocks": [["early", 5, ["A", "B"]], ["late", 65, ["A", "B"]], ["other", 6, ["A", "C"]]],
    })
}

fn by_hand() -> Record {
    record(&tables())
}

/// The claim of a form without what only the reader asks for.
fn claim_of(form: &Value) -> Claim {
    let mut form = form.clone();
    form["id"] = json!("it");
    form["says"] = json!("it");
    study::claim(&form.to_string()).unwrap()
}

fn asked(form: &Value, spec: &Specification) -> Result<Answer, summitry::Error> {
    let mut form = form.clone();
    form["id"] = json!("it");
    form["says"] = json!("it");
    let claim = study::claim(&form.to_string())?;
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    evaluator.verify(&claim, spec)?;
    evaluator.answer(&claim, spec)
}

fn value_of(form: &Value, own: &Value) -> f64 {
    let spec = Specification::new(0, 99).with(&conventions(own));
    asked(form, &spec).unwrap().value
}

fn near(found: f64, due: f64) -> bool {
    (found - due).abs() < 1e-12
}

#[test]
fn weighted_counts() {
    let at = json!({"quantity": "weighted_count", "at": {"side": "A"}, "printed": "6"});
    assert!(near(value_of(&at, &json!({})), 6.0));
    assert!(near(value_of(&at, &json!({"unclear": "include"})), 7.0));
    let one = json!({"quantity": "weighted_count", "at": {"era": "One"}, "printed": "3.5"});
    assert!(near(value_of(&one, &json!({})), 3.5));
}

#[test]
fn the_day_of_a_visit_known_to_some_days() {
    let one = json!({"quantity": "count", "at": {"era": "One"}, "printed": "2"});
    for (rule, due) in [("start", 2.0), ("latest", 1.0), ("end", 2.0)] {
        assert!(
            near(value_of(&one, &json!({"date_rule": rule})), due),
            "{rule}"
        );
    }
    let record = by_hand();
    assert_eq!(record.day(1, DateRule::Latest), 60);
    assert_eq!(record.day(1, DateRule::End), 45);
    assert_eq!(
        record.days(1, DateRule::Latest),
        record.days(1, DateRule::Start)
    );
}

/// What a definition says of a visit is no number to be read both ways.
#[test]
fn qualification_is_read_once() {
    let both = Specification::new(0, 99).with(&conventions(&json!({"unclear": "both"})));
    let form = json!({"quantity": "qualification", "at": {"destination": "B"}, "qualifies": true});
    let answer = asked(&form, &both).unwrap();
    assert_eq!(
        (answer.verdict, answer.facts.with_unclear),
        (Verdict::NotDetermined, None)
    );
    let day =
        json!({"quantity": "qualification", "at": {"period": "1970-01-11"}, "qualifies": true});
    assert_eq!(asked(&day, &both).unwrap().rows, [0]);
    let count = json!({"quantity": "count", "at": {"side": "A"}, "printed": "3"});
    let answer = asked(&count, &both).unwrap();
    assert_eq!(
        answer.facts.with_unclear,
        Some((Verdict::NotReproduced, 4.0))
    );
    let rows = |own: Value| {
        let spec = Specification::new(0, 99).with(&conventions(&own));
        let form = r#"{"id": "it", "says": "it", "quantity": "count", "at": {"side": "A"}, "printed": "3"}"#;
        let (claim, record) = (study::claim(form).unwrap(), by_hand());
        Evaluator::new(&record)
            .answer_with_rows(&claim, &spec)
            .unwrap()
            .rows
    };
    assert_eq!(rows(json!({"unclear": "both"})), [0, 1, 2]);
    assert_eq!(rows(json!({"unclear": "include"})), [0, 1, 2, 3]);
}

/// The side whose list has all of some eras, where another's has one of them.
#[test]
fn the_side_that_has_every_era_of_an_order() {
    let mut value = tables();
    value["lists"][1]["eras"][0][0] = json!("One");
    let record = record(&value);
    let order = json!({"quantity": "count", "ascending": ["Two", "One"]});
    let spec = Specification::new(0, 99);
    let answer = Evaluator::new(&record)
        .answer(&claim_of(&order), &spec)
        .unwrap();
    let values: Vec<f64> = answer.facts.compared.iter().map(|one| one.value).collect();
    assert_eq!(values, [1.0, 2.0]);
    let alone = json!({"quantity": "count", "at": {"era": "One"}, "printed": "1"});
    assert!(
        Evaluator::new(&record)
            .answer(&claim_of(&alone), &spec)
            .is_err()
    );
}

/// An era that ended when the observation began has the visits of that day, by one rule, and no
/// exposure: there is no number, and so nothing behind it.
#[test]
fn an_era_without_exposure_has_no_rows() {
    let record = by_hand();
    let spec = Specification::new(50, 99).with(&conventions(&json!({"handover": "predecessor"})));
    let mut value = tables();
    value["arrivals"][1] = json!([50]);
    for record in [record, self::record(&value)] {
        let one = json!({"quantity": "count", "at": {"era": "One"}, "printed": "1"});
        let answer = Evaluator::new(&record)
            .answer_with_rows(&claim_of(&one), &spec)
            .unwrap();
        assert!(answer.value.is_nan() && answer.rows.is_empty());
        assert_eq!(answer.verdict, Verdict::NotDetermined);
    }
}

/// Of the days that a visit may have had, those about a shock and the end of the observation count.
#[test]
fn lags_of_a_visit_known_to_some_days() {
    let ends = |form: Value, arrivals: Value, through: i64| {
        let mut value = tables();
        value["departures"] = arrivals.clone();
        value["arrivals"] = arrivals;
        let record = record(&value);
        let answer = Evaluator::new(&record)
            .answer(&claim_of(&form), &Specification::new(0, through))
            .unwrap();
        (answer.low, answer.high)
    };
    let lag = |same_day: &str| {
        json!({
            "quantity": "lag", "at": {"shocks": ["early"]}, "printed": "1",
            "with": {"same_day": same_day},
        })
    };
    let vague = json!([[3, 9], [30], [70], [90]]);
    assert_eq!(ends(lag("include"), vague.clone(), 99), (0.0, 25.0));
    assert_eq!(ends(lag("exclude"), vague, 99), (1.0, 25.0));
    let crossed = json!([[10, 20], [15], [70], [90]]);
    assert_eq!(ends(lag("include"), crossed, 99), (5.0, 10.0));
    let mean = json!({"quantity": "mean_lag", "at": {"shocks": ["late"]}, "printed": "1"});
    let beyond = json!([[95, 120], [30], [70], [200]]);
    assert_eq!(ends(mean, beyond, 99), (30.0, 34.0));
}

#[test]
fn a_claim_has_its_own_conventions() {
    let form = json!({
        "quantity": "count", "at": {"side": "A"}, "printed": "4", "with": {"unclear": "include"},
    });
    assert!(near(value_of(&form, &json!({})), 4.0));
}

#[test]
fn names_that_are_not_there() {
    let spec = Specification::new(0, 99);
    for (form, key) in [
        (
            json!({"quantity": "count", "at": {"era": "Three"}, "printed": "1"}),
            "at.era",
        ),
        (
            json!({"quantity": "count", "at": {"side": "Z"}, "printed": "1"}),
            "at.side",
        ),
        (
            json!({"quantity": "count", "at": {"visitor": "Li"}, "printed": "1"}),
            "at.visitor",
        ),
        (
            json!({"quantity": "count", "at": {"dyad": ["A", "Z"]}, "printed": "1"}),
            "at.dyad",
        ),
        (
            json!({"quantity": "count", "at": {"period": "1999"}, "printed": "1"}),
            "at.period",
        ),
        (
            json!({"quantity": "lag", "at": {"shocks": ["never"]}, "printed": "1"}),
            "at.shocks[0]",
        ),
        (
            json!({"quantity": "count", "at": {"side": "A"}, "ascending": ["One", "Three"]}),
            "ascending[1]",
        ),
        (
            json!({"quantity": "count", "at": {"era": "One"}, "rank": {"ahead_only_of": ["Old"]}}),
            "rank.ahead_only_of[0]",
        ),
        (
            json!({"quantity": "open_gap", "at": {"where": {"setting": "x"}}, "printed": "1"}),
            "at.where.setting",
        ),
        (
            json!({"quantity": "frequency", "at": {"era": "One"}, "lower_than": {"era": "Three"}}),
            "lower_than.era",
        ),
        (
            json!({"quantity": "frequency", "at": {"era": "One"}, "higher_than": {"era": "Three"}}),
            "higher_than.era",
        ),
        (
            json!({"quantity": "frequency", "at": {"era": "One"},
                "told_apart_from": {"side": "B", "era": "Old"}}),
            "told_apart_from",
        ),
        (
            json!({"quantity": "frequency", "at": {"era": "One"},
                "told_apart_from": {"era": "Two"}, "against": ["Two", "Old"]}),
            "against[1]",
        ),
    ] {
        let Err(summitry::Error::Claim(mistake)) = asked(&form, &spec) else {
            unreachable!("{form}")
        };
        assert_eq!(mistake.key, key, "{form}");
    }
}

#[test]
fn a_name_of_another_list_leaves_a_claim_open() {
    let record = by_hand();
    let spec = Specification::new(0, 99);
    let form = r#"{"id": "it", "says": "it", "quantity": "count", "at": {"era": "Three"}, "printed": "1"}"#;
    let claim = study::claim(form).unwrap();
    let mut evaluator = Evaluator::new(&record);
    let answer = evaluator.answer_if_named(&claim, &spec).unwrap();
    assert_eq!(answer.verdict, Verdict::NotDetermined);
    let reversed = Specification::new(99, 0);
    let known = form.replace("Three", "One");
    let claim = study::claim(&known).unwrap();
    assert!(evaluator.answer_if_named(&claim, &reversed).is_err());
}

#[test]
fn frequencies_of_a_list() {
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    let years = 50.0 / 365.25;
    for (own, due) in [
        (json!({}), [3.5, 2.5]),
        (json!({"unclear": "include"}), [3.5, 3.5]),
    ] {
        let spec = Specification::new(0, 99).with(&conventions(&own));
        let found = evaluator.era_frequencies(Some("A"), &spec).unwrap();
        assert_eq!(found.labels, ["One", "Two"]);
        let amounts = found.amounts(&[Some(0), Some(1)], record.weights(spec.scheme));
        for (frequency, due) in amounts.iter().zip(due) {
            assert!(near(frequency.value(), due / years));
        }
    }
    let unknown = Specification {
        scheme: 7,
        ..Specification::new(0, 99)
    };
    let found = evaluator.era_frequencies(Some("A"), &unknown).unwrap();
    let amounts = found.amounts(&[Some(0)], record.weights(unknown.scheme));
    assert!(near(amounts[0].value(), 2.0 / years));
}

/// Which list a claim is about; none where its two scopes do not mean the same eras and visits.
#[test]
fn the_one_list_of_a_claim() {
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    let spec = Specification::new(0, 99);
    let mut labels = |form: Value, spec: &Specification| {
        let mut form = form;
        form["id"] = json!("it");
        form["says"] = json!("it");
        let claim = study::claim(&form.to_string()).unwrap();
        let found = evaluator.one_list(&claim, spec).unwrap();
        found.map(|list| {
            let all: u64 = list.counts.iter().flat_map(OpenCounts::all).sum();
            (list.labels.join(", "), all)
        })
    };
    let lower = |other: Value| json!({"quantity": "frequency", "at": {"side": "A", "era": "One"}, "lower_than": other});
    let both = Some(("One, Two".to_owned(), 3));
    assert_eq!(
        labels(lower(json!({"side": "A", "era": "Two"})), &spec),
        both
    );
    let apart = [
        json!({"side": "B", "era": "New"}),
        json!({"side": "A", "era": "Two", "origin": "A"}),
        json!({"side": "A", "era": "Two", "period": "1970-02"}),
        json!({"side": "A"}),
    ];
    for other in apart {
        assert_eq!(labels(lower(other), &spec), None);
    }
    let whole = json!({"quantity": "ratio", "at": {}, "of": {"origin": "A"}, "printed": "1"});
    assert_eq!(labels(whole, &spec), None);
    let same = json!({"quantity": "ratio", "at": {}, "of": {}, "printed": "1"});
    assert_eq!(labels(same, &spec), None);
    let order = json!({"quantity": "count", "at": {"side": "A"}, "ascending": ["One", "Two"]});
    assert_eq!(labels(order.clone(), &spec), both);
    let unclear = spec.with(&conventions(&json!({"unclear": "include"})));
    assert_eq!(labels(order, &unclear), Some(("One, Two".to_owned(), 4)));
    let waits = json!({"quantity": "open_gap", "printed": "1"});
    assert_eq!(labels(waits, &spec), None);
}

/// What a claim on eras asserts of the eras of a list by their places.
#[test]
fn a_claim_as_an_assertion_on_a_list() {
    let labels = ["One", "Two", "One and Old"].map(str::to_owned);
    let on_list = |form: Value| {
        let mut form = form;
        form["id"] = json!("it");
        form["says"] = json!("it");
        study::claim(&form.to_string()).unwrap().on_list(&labels)
    };
    let eras = |form: Value| match on_list(form).unwrap().1 {
        Assertion::Ascending { eras } => eras,
        Assertion::Ratio { over, under, .. } => vec![over, under],
        Assertion::Value { era, .. } => vec![era],
        other => other.named(),
    };
    let lower = json!({"quantity": "count", "at": {"era": "Two"}, "lower_than": {"era": "One"}});
    assert_eq!(eras(lower), [1, 0]);
    let higher = json!({"quantity": "count", "at": {"era": "Two"}, "higher_than": {"era": "One"}});
    assert_eq!(eras(higher), [0, 1]);
    let ratio = json!({
        "quantity": "ratio", "at": {"era": "Two"}, "of": {"era": "One"}, "printed": "1",
    });
    assert_eq!(eras(ratio), [1, 0]);
    let joint =
        json!({"quantity": "count", "at": {"eras": {"A": "One", "B": "Old"}}, "printed": "1"});
    assert_eq!(eras(joint), [2]);
    assert!(on_list(json!({"quantity": "open_gap", "printed": "1"})).is_err());
}

#[test]
fn days_of_visits_and_shocks() {
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    let spec = Specification::new(0, 99);
    let visits = VisitScope::default();
    assert_eq!(
        evaluator.days(&visits, &spec, true).unwrap(),
        [10, 40, 70, 90]
    );
    assert_eq!(evaluator.days(&visits, &spec, false).unwrap(), [10, 40, 70]);
    let by_end = spec.with(&conventions(&json!({"date_rule": "end"})));
    assert_eq!(
        evaluator.days(&visits, &by_end, false).unwrap(),
        [12, 45, 75]
    );
    let scope = |shocks: &[&str]| ShockScope {
        shocks: shocks.iter().map(|id| (*id).to_owned()).collect(),
        ..ShockScope::default()
    };
    let (shocks, days) = evaluator
        .shocks_and_days(&scope(&["early", "late"]), &spec, true)
        .unwrap();
    assert_eq!((shocks, days), (vec![5, 65], vec![10, 40, 90]));
    assert!(
        evaluator
            .shocks_and_days(&scope(&["early", "other"]), &spec, true)
            .is_err()
    );
}

/// Of equal gaps the first is shown.
#[test]
fn the_first_of_the_longest_gaps() {
    let mut value = tables();
    value["arrivals"] = json!([[70], [40], [10], [75]]);
    let form = json!({"quantity": "longest_gap", "printed": "30"});
    let answer = Evaluator::new(&record(&value))
        .answer(&claim_of(&form), &Specification::new(0, 99))
        .unwrap();
    assert_eq!((answer.value, answer.rows), (30.0, vec![2, 1]));
}

/// A visit within one country is of no pair: it makes no second one.
#[test]
fn a_visit_within_a_country() {
    let mut value = tables();
    value["columns"]["destination"] = json!(["B", "A", "A", "B"]);
    value["shocks"] = json!([["early", 5, []], ["named", 65, ["A", "B"]]]);
    let record = record(&value);
    let lag = |id: &str| {
        let form = json!({"quantity": "lag", "at": {"shocks": [id]}, "printed": "1"});
        let spec = Specification::new(0, 99).with(&conventions(&json!({"unclear": "include"})));
        Evaluator::new(&record)
            .answer(&claim_of(&form), &spec)
            .unwrap()
            .value
    };
    assert!(near(lag("early"), 5.0));
}
