//! Which of several bundled records each table of a study is of.

use super::fault::{Step, steps_of};
use super::found::{Found, first_double, path, wrong};
use super::model::Study;
use crate::claims::conditions::Texts;
use crate::claims::words::{listed, shown};

/// The first record that is named twice, or that is not among those of the visits.
pub(super) fn mistake(study: &Study) -> Option<Found> {
    let visits = named(study.visits.record.as_ref());
    let definition = study.definition.as_ref();
    let definition = named(definition.and_then(|definition| definition.record.as_ref()));
    let eras = study.eras.as_ref().and_then(|eras| eras.record.as_ref());
    let shocks = study.shocks.as_ref();
    let shocks = shocks.and_then(|shocks| shocks.record.as_ref());
    let tables = [
        ("visits", visits),
        ("definition", definition),
        ("eras", named(eras)),
        ("shocks", named(shocks)),
    ];
    tables
        .iter()
        .find_map(|(table, records)| twice(table, records))
        .or_else(|| judged_by_others(visits, definition))
        .or_else(|| {
            let rest = tables.iter().skip(2);
            rest.filter(|(_, records)| records.len() > 1)
                .find_map(|(table, records)| unread(table, records, visits))
        })
}

fn named(records: Option<&Texts>) -> &[String] {
    records.map_or(&[], Texts::as_slice)
}

fn twice(table: &str, records: &[String]) -> Option<Found> {
    let index = first_double(records.iter().map(String::as_str))?;
    let said = "this record is named already";
    Some(wrong(record_key(table, index), "duplicate_record", said))
}

/// Where visits are of several records, each is judged by its own definition or all by one that is
/// written out: that of one record says nothing of the visits of another.
fn judged_by_others(visits: &[String], definition: &[String]) -> Option<Found> {
    let several = visits.len() > 1 || definition.len() > 1;
    let same =
        visits.len() == definition.len() && visits.iter().all(|record| definition.contains(record));
    if !several || same || definition.is_empty() {
        return None;
    }
    let said = format!(
        "the visits are of {}, and the definition is of {}; name the same records, and the visits of each \
            are judged by its own definition, or write one definition for all of them",
        together(visits),
        together(definition)
    );
    Some(wrong(path(["definition", "record"]), "contradiction", said))
}

fn unread(table: &str, records: &[String], visits: &[String]) -> Option<Found> {
    let index = records.iter().position(|one| !visits.contains(one))?;
    let record = records.get(index)?;
    let said = format!(
        "the visits are of {}, not of '{}'",
        together(visits),
        shown(record)
    );
    Some(wrong(record_key(table, index), "contradiction", said))
}

fn together(records: &[String]) -> String {
    if records.is_empty() {
        return "no bundled record".to_owned();
    }
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    listed(&records)
}

fn record_key(table: &str, index: usize) -> Vec<Step> {
    steps_of(&format!("{table}.record[{index}]"))
}
