//! Claims as assertions on one list of eras.

use serde_json::{Value, json};
use summitry::claims::assertion::Assertion;
use summitry::claims::cumulative::OpenCounts;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::specification::Specification;

use crate::by_hand::{by_hand, claim_of, conventions};

/// Which list a claim is about; none where its two scopes do not mean the same eras and visits.
#[test]
fn the_one_list_of_a_claim() {
    let record = by_hand();
    let mut evaluator = Evaluator::new(&record);
    let spec = Specification::new(0, 99);
    let mut labels = |form: Value, spec: &Specification| {
        let found = evaluator.one_list(&claim_of(&form), spec).unwrap();
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
    let on_list = |form: Value| claim_of(&form).on_list(&labels);
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
