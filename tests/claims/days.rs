//! Days of visits and shocks, vague ones too: lags and gaps.

use serde_json::{Value, json};
use summitry::claims::evaluator::Evaluator;
use summitry::claims::scope::{ShockScope, VisitScope};
use summitry::claims::specification::{DateRule, Specification};

use crate::by_hand::{by_hand, claim_of, conventions, near, tables, value_of};
use crate::records::record;

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
