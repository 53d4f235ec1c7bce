//! Values that no key can have: types, dates, numbers and text.

use summitry::study;

use crate::two_visits::{STUDY, refused, with};

#[test]
fn wrong_types_are_said_in_plain_words() {
    for (from, to, key, said) in [
        (
            "title = \"Two visits\"",
            "title = 5",
            "title",
            "the number 5 stands where text is due",
        ),
        (
            "true = 3",
            "true = \"three\"",
            "scheme.summit.true",
            "the text 'three' stands where a number is due",
        ),
        (
            "[scheme.summit]\ntrue = 3\nfalse = 1.0",
            "[scheme]\nsummit = 3",
            "scheme.summit",
            "the number 3 stands where a table is due",
        ),
        (
            "at = { shocks = [\"first\"] }",
            "at = \"everywhere\"",
            "claim[1].at",
            "the text 'everywhere' stands where a table that says where is due",
        ),
        (
            "[visits]\npath",
            "[[visits]]\npath",
            "visits",
            "a list stands where a table with `record` or `path` is due",
        ),
        (
            "side = \"CHN\", era",
            "dyad = [\"CHN\", \"PRK\", \"KOR\"], era",
            "claim[0].at.dyad",
            "a list of 3 stands where a list of 2 is due",
        ),
        (
            "id = \"xi\"",
            "id = 2017-03-15",
            "claim[0].id",
            "a date stands where text is due",
        ),
        (
            "outcome = false",
            "outcome = \"maybe\"",
            "definition.rule[0].outcome",
            "'maybe' is not a choice here",
        ),
        (
            "contains = [\"Commission\"]",
            "contains = []",
            "definition.rule[0].when.office.contains",
            "the list is empty; give one text at least",
        ),
    ] {
        let mistake = with(from, to);
        assert_eq!(
            (mistake.message.as_str(), mistake.key.as_str()),
            (said, key)
        );
    }
}

#[test]
fn dates_are_days_that_exist() {
    for (found, code) in [
        ("2017-02-29", "not_toml"),
        ("\"2017-02-29\"", "bad_date"),
        ("\"2017-02\"", "bad_date"),
        ("2017-03-15T10:00:00", "has_time"),
        ("2017-03-15T00:00:00Z", "has_time"),
        ("10:00:00", "has_time"),
        ("20170315", "wrong_type"),
        ("\"03/04/2010\"", "bad_date"),
    ] {
        let mistake = with("since = 1953-07-27", &format!("since = {found}"));
        let place = (mistake.code, mistake.line);
        assert_eq!(place, (code, 5), "{found}: {}", mistake.message);
    }
    let reversed = with("through = \"2017-03-15\"", "through = 1950-01-01");
    assert_eq!(reversed.code, "empty_observation");
}

#[test]
fn numbers_are_finite() {
    for number in ["nan", "inf", "-inf", "1e999"] {
        let mistake = with("true = 3", &format!("true = {number}"));
        let found = (mistake.code, mistake.key.as_str());
        assert_eq!(found, ("not_finite", "scheme.summit.true"), "{number}");
        let mistake = with("printed = 1.250", &format!("printed = {number}"));
        assert_eq!(mistake.code, "not_finite");
    }
    for (from, to, code) in [
        ("true = 3", "true = 99999999999999999999", "out_of_range"),
        ("true = 3", "true = -3", "negative_weight"),
        ("printed = 1.250", "printed = 0x10", "wrong_type"),
        ("printed = 1.250", "printed = \"about 5\"", "bad_value"),
        ("printed = 1.250", "printed = 1e2", "bad_value"),
    ] {
        assert_eq!(with(from, to).code, code, "{to}");
    }
}

#[test]
fn text_has_no_control_characters() {
    for (from, to, code) in [
        (
            "\"Two visits\"",
            "\"Two\\u0000visits\"",
            "control_character",
        ),
        (
            "\"Two visits\"",
            "\"Two\\u001b[31mvisits\"",
            "control_character",
        ),
        (
            "[scheme.summit]",
            "[scheme.\"sum\\u0007mit\"]",
            "control_character",
        ),
        ("\"Two visits\"", "\"Two\u{0}visits\"", "not_toml"),
    ] {
        assert_eq!(with(from, to).code, code, "{to}");
    }
    assert_eq!(refused("\u{0}").code, "not_toml");
    let two_lines = STUDY.replace("\"Two visits\"", "\"Two\\nvisits\"");
    assert!(study::read("study.toml", &two_lines).is_ok());
}
