//! One study, and what is said of it with one line changed.

use summitry::Error;
use summitry::error::StudyMistake;
use summitry::study;

pub(crate) const STUDY: &str = r#"
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

pub(crate) fn refused(text: &str) -> StudyMistake {
    let Err(Error::Study(mistake)) = study::read("study.toml", text) else {
        unreachable!("this study must be refused")
    };
    *mistake
}

/// The study with one line changed, refused.
pub(crate) fn with(from: &str, to: &str) -> StudyMistake {
    assert!(STUDY.contains(from), "{from}");
    refused(&STUDY.replacen(from, to, 1))
}
