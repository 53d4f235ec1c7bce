//! Whether what a study says of how its file is read goes together.

use serde::de::Error;

use super::data::Visits;
use super::fault::Fault;

/// The words of the key `dates`.
pub(super) const DATES: [&str; 4] = ["day_first", "month_first", "excel", "excel_1904"];

/// The first key that says how a file is read although there is none, or says what cannot be.
pub(super) fn mistake(visits: &Visits) -> Option<(&'static str, Fault)> {
    let keys = [
        ("constant", !visits.constant.is_empty()),
        ("dates", visits.dates.is_some()),
        ("ranges", visits.ranges.is_some()),
        ("times", visits.times.is_some()),
        ("zone", visits.zone.is_some()),
        ("places", visits.places.is_some()),
        ("encoding", visits.encoding.is_some()),
        ("delimiter", visits.delimiter.is_some()),
        ("table", visits.table.is_some()),
        ("header", visits.header.is_some()),
    ];
    if visits.record.is_some()
        && let Some((key, _)) = keys.iter().find(|(_, given)| *given)
    {
        let said = format!("`{key}` says how a file is read, and a bundled record is none");
        return Some((key, Fault::new("contradiction", said)));
    }
    let words = visits.dates.as_ref()?.as_slice();
    let unknown = words.iter().find(|word| !DATES.contains(&word.as_str()));
    unknown.map(|word| ("dates", Fault::unknown_variant(word, &DATES)))
}
