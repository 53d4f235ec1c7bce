//! What is read, and keys that are misspelt, missing or given twice, with their places.

use summitry::study::{self, claim_form::Quantity};

use crate::two_visits::{STUDY, with};

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
fn a_key_is_located() {
    let keys = ["claim[1].at.shocks[0]", "claim[1].nothing", "nothing"];
    let places = vec![(46, 18), (42, 1), (1, 1)];
    assert_eq!(study::locate(STUDY, &keys), Some(places));
    assert_eq!(study::locate("= = =", &keys), None);
}
