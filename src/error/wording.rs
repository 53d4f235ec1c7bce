//! Parts of messages that several errors share.

/// What a number in place of a date may be.
pub(super) const SERIAL: &str = "if it is a serial number of a spreadsheet, \
    summitry.read_visits(table, dates='excel') reads it; a year has four digits";

/// Whether a text that is no date is a number.
pub(super) fn is_number(found: &str) -> bool {
    found.trim().parse::<f64>().is_ok()
}

/// Words as they are listed.
pub(super) fn quoted(choices: &[&str]) -> String {
    choices
        .iter()
        .map(|choice| format!("'{choice}'"))
        .collect::<Vec<_>>()
        .join(", ")
}
