//! Study files through the public face: what is read, what is refused, and where the mistake is.

use std::time::{Duration, Instant};

use summitry::Error;
use summitry::error::StudyMistake;
use summitry::study::{self, claim_form::Quantity};

const STUDY: &str = r#"
title = "Two visits"

[observation]
since = 1953-07-27
through = "2017-03-15"

[visits]
path = "visits.csv"
columns = { date = "Arrival" }
where = { setting = ["bilateral", "ceremonial"] }

[definition]
ladder = ["head", "minister", "deputy"]
minimum = { CHN = "minister" }

[[definition.rule]]
when = { setting = "transit", office = { contains = ["Commission"] } }
outcome = false
reason = "transit"

[scheme.summit]
true = 3
false = 1.0

[[eras.list]]
side = "CHN"
era = "Xi Jinping"
start = 2012-11-15

[shocks]
list = [{ id = "first", date = 2006-10-09, kind = "nuclear_test" }]

[[claim]]
id = "xi"
says = "1.25 visits a year"
quantity = "frequency"
at = { side = "CHN", era = "Xi Jinping" }
printed = 1.250
with = { exposure = "calendar_years" }

[[claim]]
id = "lag"
says = "within 11 days"
quantity = "lag"
at = { shocks = ["first"] }
printed = "11"
comparison = "at_most"
"#;

fn refused(text: &str) -> StudyMistake {
    let Err(Error::Study(mistake)) = study::read("study.toml", text) else {
        unreachable!("this study must be refused")
    };
    *mistake
}

/// The study with one line changed, refused.
fn with(from: &str, to: &str) -> StudyMistake {
    assert!(STUDY.contains(from), "{from}");
    refused(&STUDY.replacen(from, to, 1))
}

#[test]
fn a_study_is_read() {
    let study = study::read("study.toml", STUDY).unwrap();
    assert_eq!(study.title, "Two visits");
    assert_eq!(study.observation.through.number(), 17_240);
    assert!((study.scheme["summit"]["true"] - 3.0).abs() < 1e-15);
    assert_eq!(study.claims[0].quantity, Quantity::Frequency);
    let printed = study.claims[0].printed.as_ref().unwrap();
    assert_eq!(printed.text(), "1.250");
    assert_eq!(study.claims[1].printed.as_ref().unwrap().text(), "11");
}

#[test]
fn a_misspelt_key_is_placed_and_the_nearest_offered() {
    let mistake = with("quantity = \"frequency\"", "qauntity = \"frequency\"");
    assert_eq!(mistake.code, "unknown_key");
    assert_eq!((mistake.line, mistake.column), (37, 1));
    assert_eq!(mistake.key, "claim[0].qauntity");
    assert!(
        mistake
            .hint
            .unwrap()
            .starts_with("did you mean 'quantity'?")
    );
}

#[test]
fn a_misspelt_choice_lists_the_choices() {
    let mistake = with("\"calendar_years\"", "\"calender_years\"");
    assert_eq!(mistake.code, "unknown_choice");
    assert_eq!((mistake.line, mistake.column), (40, 21));
    assert_eq!(mistake.key, "claim[0].with.exposure");
    assert!(mistake.hint.unwrap().contains("'days', 'calendar_years'"));
}

#[test]
fn a_missing_key_is_placed_at_its_table() {
    let mistake = with("since = 1953-07-27\n", "");
    assert_eq!((mistake.code, mistake.line), ("missing_key", 4));
    assert_eq!(mistake.key, "observation");
    assert!(mistake.message.contains("'since'"));
}

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
            "an empty list is part of no text",
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
fn nothing_is_given_twice() {
    for (from, to, code) in [
        (
            "title = \"Two visits\"",
            "title = \"a\"\ntitle = \"b\"",
            "duplicate_key",
        ),
        (
            "[scheme.summit]",
            "[visits]\n[scheme.summit]",
            "duplicate_key",
        ),
        ("true = 3", "true = 3\n\"true\" = 3", "duplicate_key"),
        ("id = \"lag\"", "id = \"xi\"", "duplicate_id"),
    ] {
        assert_eq!(with(from, to).code, code, "{to}");
    }
    let mistake = with(
        "path = \"visits.csv\"",
        "path = \"visits.csv\"\nrecord = \"china-dprk\"",
    );
    assert_eq!((mistake.code, mistake.line), ("contradiction", 9));
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

#[test]
fn a_key_is_located() {
    let keys = ["claim[1].at.shocks[0]", "claim[1].nothing", "nothing"];
    let places = vec![(46, 18), (42, 1), (1, 1)];
    assert_eq!(study::locate(STUDY, &keys), Some(places));
    assert_eq!(study::locate("= = =", &keys), None);
}

#[test]
fn hostile_files_end_soon() {
    let ten_mb = 10 << 20;
    let nested = |open: &str, close: &str, times: usize| {
        format!("title = {}1{}", open.repeat(times), close.repeat(times))
    };
    let lines = |line: &dyn Fn(usize) -> String| (0..50_000).map(line).collect::<String>();
    let cases = [
        ("a=1\n".repeat(ten_mb / 4), "limit"),
        (format!("title = \"{}\"", "x".repeat(ten_mb)), "limit"),
        (format!("x = [{}]", "1,".repeat(ten_mb / 2)), "limit"),
        (format!("{} = 1", "x".repeat(ten_mb)), "limit"),
        (format!("#{}", "x".repeat(ten_mb)), "limit"),
        ("[[claim]]\n".repeat(ten_mb / 10), "limit"),
        ("\"".repeat(ten_mb), "limit"),
        (format!("\"{}", "x".repeat(ten_mb)), "limit"),
        ("[".repeat(ten_mb), "limit"),
        ("\n".repeat(ten_mb), "limit"),
        (format!("{}a = 1", "a.".repeat(ten_mb / 2)), "limit"),
        (nested("[", "]", 100_000), "limit"),
        (nested("{a=", "}", 100_000), "limit"),
        (nested("[", "]", 64), "wrong_type"),
        (nested("[", "]", 65), "limit"),
        ("x".repeat(study::LARGEST_FILE + 1), "limit"),
        (lines(&|n| format!("k{n}=1\n")), "unknown_key"),
        (lines(&|_| "k=1\n".to_owned()), "duplicate_key"),
        (lines(&|_| "= =\n".to_owned()), "not_toml"),
    ];
    for (text, code) in cases {
        let start = Instant::now();
        let mistake = refused(&text);
        let head: String = text.chars().take(20).collect();
        assert_eq!(mistake.code, code, "{head}: {}", mistake.message);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{head}: {took:?}");
        assert!(
            mistake.message.len() < 1000 && mistake.key.len() < 1000,
            "{head}"
        );
    }
}

/// Numbers that look random, the same every time.
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap_or_default()
}

#[test]
fn damaged_files_are_read_or_refused_with_a_place() {
    let pieces = [
        "",
        "\"",
        "'''",
        "[",
        "]]",
        "{",
        "=",
        ".",
        "\n",
        "nan",
        "1e400",
        "-",
        "\\u0000",
        "é",
        "#",
        "[[claim]]\n",
        "printed = 9\n",
        "2017-02-30",
        ", ",
        "true",
    ];
    let mut state = 1;
    for _ in 0..3000 {
        let mut text: Vec<char> = STUDY.chars().collect();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % text.len();
            let end = (at + next(&mut state) % 12).min(text.len());
            let piece = pieces[next(&mut state) % pieces.len()];
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        match study::read("study.toml", &text) {
            Ok(study) => assert!(study::json(&study).is_ok()),
            Err(Error::Study(mistake)) => {
                assert!(mistake.line <= text.lines().count() + 1, "{text}");
                assert!(!mistake.message.is_empty());
            }
            Err(other) => unreachable!("{other}"),
        }
    }
}
