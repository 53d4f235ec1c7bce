//! Names of eras, sides and columns that a record has or lacks.

use serde_json::json;
use summitry::claims::evaluator::Evaluator;
use summitry::claims::specification::Specification;
use summitry::claims::verdict::Verdict;

use crate::by_hand::{asked, by_hand, claim_of, tables};
use crate::records::record;

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
fn another_list_or_an_observation_that_cannot_be_leaves_a_claim_open() {
    let record = by_hand();
    let spec = Specification::new(0, 99);
    let claim =
        |era: &str| claim_of(&json!({"quantity": "count", "at": {"era": era}, "printed": "1"}));
    let mut evaluator = Evaluator::new(&record);
    let answer = evaluator.answer_if_named(&claim("Three"), &spec).unwrap();
    assert_eq!(answer.verdict, Verdict::NotDetermined);
    let reversed = Specification::new(99, 0);
    let known = evaluator.answer_if_named(&claim("One"), &reversed).unwrap();
    assert_eq!(known.verdict, Verdict::NotDetermined);
}
