//! A record of four visits, made by hand, and what is asked of it.

use serde_json::{Value, json};
use summitry::claims::answer::Answer;
use summitry::claims::claim::Claim;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::record::Record;
use summitry::claims::specification::{Conventions, Specification};
use summitry::study;

use crate::records::record;

/// Two sides with two eras each, four visits, two definitions and two schemes.
pub(crate) fn tables() -> Value {
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

pub(crate) fn by_hand() -> Record {
    record(&tables())
}

/// The claim of a form without what only the reader asks for.
pub(crate) fn claim_of(form: &Value) -> Claim {
    let mut form = form.clone();
    form["id"] = json!("it");
    form["says"] = json!("it");
    study::claim(&form.to_string()).unwrap()
}

pub(crate) fn asked(form: &Value, spec: &Specification) -> Result<Answer, summitry::Error> {
    let claim = claim_of(form);
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    evaluator.verify(&claim, spec)?;
    evaluator.answer(&claim, spec)
}

pub(crate) fn value_of(form: &Value, own: &Value) -> f64 {
    let spec = Specification::new(0, 99).with(&conventions(own));
    asked(form, &spec).unwrap().value
}

pub(crate) fn near(found: f64, due: f64) -> bool {
    (found - due).abs() < 1e-12
}

pub(crate) fn conventions(words: &Value) -> Conventions {
    serde_json::from_value(words.clone()).unwrap()
}
