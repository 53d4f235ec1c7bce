//! Counts, weights and rows, with the conventions of a study and those of a claim.

use serde_json::{Value, json};
use summitry::claims::evaluator::Evaluator;
use summitry::claims::specification::Specification;
use summitry::claims::verdict::Verdict;

use crate::by_hand::{asked, by_hand, claim_of, conventions, near, tables, value_of};
use crate::records::record;

#[test]
fn weighted_counts() {
    let at = json!({"quantity": "weighted_count", "at": {"side": "A"}, "printed": "6"});
    assert!(near(value_of(&at, &json!({})), 6.0));
    assert!(near(value_of(&at, &json!({"unclear": "include"})), 7.0));
    let one = json!({"quantity": "weighted_count", "at": {"era": "One"}, "printed": "3.5"});
    assert!(near(value_of(&one, &json!({})), 3.5));
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
        let record = by_hand();
        Evaluator::new(&record)
            .answer_with_rows(&claim_of(&count), &spec)
            .unwrap()
            .rows
    };
    assert_eq!(rows(json!({"unclear": "both"})), [0, 1, 2]);
    assert_eq!(rows(json!({"unclear": "include"})), [0, 1, 2, 3]);
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

#[test]
fn a_claim_has_its_own_conventions() {
    let form = json!({
        "quantity": "count", "at": {"side": "A"}, "printed": "4", "with": {"unclear": "include"},
    });
    assert!(near(value_of(&form, &json!({})), 4.0));
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
