//! Claims that say too little, too much, or what cannot be meant.

use crate::two_visits::with;

#[test]
fn claims_say_one_thing_that_can_be_meant() {
    for (from, to, key, code) in [
        ("printed = 1.250\n", "", "claim[0]", "missing_key"),
        (
            "printed = 1.250",
            "printed = 1.250\ncensored = true",
            "claim[0].censored",
            "contradiction",
        ),
        (
            "printed = 1.250",
            "censored = true",
            "claim[0].censored",
            "contradiction",
        ),
        (
            "printed = \"11\"\ncomparison = \"at_most\"",
            "rank = { place = 1 }\n",
            "claim[1].rank",
            "contradiction",
        ),
        (
            "printed = \"11\"",
            "censored = true",
            "claim[1].comparison",
            "contradiction",
        ),
        (
            "shocks = [\"first\"]",
            "era = \"Xi Jinping\"",
            "claim[1].at",
            "contradiction",
        ),
        (
            "printed = 1.250",
            "printed = 1.25\nexpect = \"not reproduced\"",
            "claim[0]",
            "missing_key",
        ),
        (
            "printed = 1.250",
            "rank = { place = 0 }",
            "claim[0].rank",
            "out_of_range",
        ),
        (
            "printed = 1.250",
            "rank = { place = 3, ahead_only_of = [\"Mao\"] }",
            "claim[0].rank",
            "contradiction",
        ),
        (
            "printed = 1.250",
            "printed = 1.25\nrounded_to = 0",
            "claim[0].rounded_to",
            "out_of_range",
        ),
        (
            "printed = 1.250",
            "printed = 1.25\nunit = \"days\"",
            "claim[0].unit",
            "contradiction",
        ),
        (
            "quantity = \"frequency\"",
            "quantity = \"ratio\"",
            "claim[0]",
            "missing_key",
        ),
        ("id = \"xi\"", "id = \"x i\"", "claim[0].id", "bad_value"),
        (
            "minimum = { CHN = \"minister\" }",
            "minimum = { CHN = \"minster\" }",
            "definition.minimum.CHN",
            "unknown_rank",
        ),
        (
            "[shocks]\nlist = [{ id = \"first\", date = 2006-10-09, kind = \"nuclear_test\" }]\n",
            "",
            "claim[1].quantity",
            "missing_table",
        ),
    ] {
        let mistake = with(from, to);
        let found = (mistake.key.as_str(), mistake.code);
        assert_eq!(found, (key, code), "{to}: {}", mistake.message);
        assert!(mistake.line > 1, "{to}");
    }
}

#[test]
fn an_era_is_compared_with_others_that_are_named_once() {
    let apart = |against: &str| {
        let said = format!("told_apart_from = {{ era = \"Hu\" }}\nagainst = {against}");
        with("printed = 1.250", &said)
    };
    for (against, code) in [
        ("[\"Mao\"]", "contradiction"),
        ("[\"Hu\", \"Mao\", \"Hu\"]", "bad_value"),
        ("[\"Hu\", \"Xi Jinping\"]", "contradiction"),
    ] {
        let mistake = apart(against);
        let found = (mistake.key.as_str(), mistake.code);
        assert_eq!(found, ("claim[0].against", code), "{against}");
    }
    let printed = with("printed = 1.250", "printed = 1.25\nagainst = [\"Mao\"]");
    assert_eq!(printed.key, "claim[0].against");
}
