//! Every claim of the vectors, and that none leaks into the next or leaves its bounds.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use summitry::claims::claim::{Claim, Statement};
use summitry::claims::dates::Day;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::lag_summary::one_lag;
use summitry::claims::specification::Specification;
use summitry::claims::waits::Waits;
use summitry::study;
use summitry::time::DAYS_A_YEAR;
use summitry::word::Word;

use crate::by_hand::conventions;
use crate::records::record;

const VECTORS: &str = include_str!("../vectors/claims.json");

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
    let right = case.verdict == answer.verdict.word()
        && numbers.iter().enumerate().all(is_due)
        && case.rows.as_ref().is_none_or(|rows| *rows == answer.rows);
    (!right).then(|| {
        format!(
            "{} {numbers:?} rows {:?} ({:?}); due are {} {:?} rows {:?}",
            answer.verdict.word(),
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
