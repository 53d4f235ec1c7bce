//! Imprecise dates: a month, a year, a decade or a range as the days it may be.
//!
//! The grammar is the Extended Date/Time Format (ISO 8601-2:2019, annex A) by `edtf-core`; this
//! module keeps only the first and the last day.

use edtf_core::{Bound, BoundDate, Edtf};

use super::day;
use crate::error::{Error, Result, Rows};

/// The days that a date may be, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The earliest day.
    pub first: i64,
    /// The latest day.
    pub last: i64,
}

impl Days {
    /// How exactly the date is known.
    pub fn precision(self) -> Precision {
        match self.last - self.first {
            0 => Precision::Day,
            1..=30 => Precision::Month,
            31..=365 => Precision::Year,
            _ => Precision::Longer,
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// One day.
    Day,
    /// At most a month.
    Month,
    /// At most a year.
    Year,
    /// More than a year.
    Longer,
}

/// Reads one text: a day, or any EDTF expression with two definite ends.
pub fn read(text: &str) -> Option<Days> {
    if let Some(day) = day::from_text(text) {
        return Some(Days {
            first: day,
            last: day,
        });
    }
    let bounds = text.parse::<Edtf>().ok()?.bounds();
    let (first, last) = (definite(bounds.earliest)?, definite(bounds.latest)?);
    (first <= last).then_some(Days { first, last })
}

/// Reads a column of texts, finding every bad row in one pass.
///
/// # Errors
///
/// [`Error::MissingDate`], [`Error::DateOutOfRange`] or [`Error::BadDate`], in this order, with
/// all the rows that share it; [`Error::ImpreciseDate`] where a span is not `allowed`.
pub fn read_all(name: &str, texts: &[Option<&str>], spans_allowed: bool) -> Result<Vec<Days>> {
    let mut days = Vec::with_capacity(texts.len());
    let mut missing = Rows::default();
    let (mut bad, mut outside, mut imprecise) = (Found::new(), Found::new(), Found::new());
    for (row, text) in texts.iter().enumerate() {
        match text {
            None => missing.push(row),
            Some(text) => match read(text) {
                Some(found) if found.first == found.last || spans_allowed => days.push(found),
                Some(_) => imprecise.push(row, text),
                None if is_outside(text) => outside.push(row, text),
                None => bad.push(row, text),
            },
        }
    }
    let name = name.to_owned();
    if !missing.is_empty() {
        return Err(Error::MissingDate {
            name,
            rows: missing,
        });
    }
    if let Some((rows, found)) = outside.some() {
        return Err(Error::DateOutOfRange { name, rows, found });
    }
    if let Some((rows, found)) = bad.some() {
        return Err(Error::BadDate { name, rows, found });
    }
    if let Some((rows, found)) = imprecise.some() {
        return Err(Error::ImpreciseDate { name, rows, found });
    }
    Ok(days)
}

/// Offending rows, and the first offending text, cut to a readable length.
struct Found {
    rows: Rows,
    text: String,
}

impl Found {
    fn new() -> Self {
        Self {
            rows: Rows::default(),
            text: String::new(),
        }
    }

    fn push(&mut self, row: usize, text: &str) {
        if self.rows.is_empty() {
            self.text = text
                .chars()
                .take(80)
                .flat_map(char::escape_default)
                .collect();
        }
        self.rows.push(row);
    }

    fn some(self) -> Option<(Rows, String)> {
        (!self.rows.is_empty()).then_some((self.rows, self.text))
    }
}

fn definite(bound: Bound) -> Option<i64> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            day::from_civil(i32::try_from(year).ok()?, u32::from(month), u32::from(day))
        }
        _ => None,
    }
}

/// Whether a text is a well-formed date whose only fault is its year.
fn is_outside(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', 'Y']);
    let Some((year, rest)) = digits.split_once('-') else {
        return false;
    };
    let year_is_odd = text.starts_with(['-', '+', 'Y']) || year.len() > 4 || year == "0000";
    year_is_odd
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && day::from_text(&format!("2000-{rest}")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Option<(String, String)> {
        read(text).map(|days| (day::to_text(days.first), day::to_text(days.last)))
    }

    #[test]
    fn spans() {
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(ends("1956-09"), pair("1956-09-01", "1956-09-30"));
        assert_eq!(ends("1964"), pair("1964-01-01", "1964-12-31"));
        assert_eq!(ends("1984~"), pair("1984-01-01", "1984-12-31"));
        assert_eq!(ends("196X"), pair("1960-01-01", "1969-12-31"));
        assert_eq!(ends("1962-04/1962-05"), pair("1962-04-01", "1962-05-31"));
        assert_eq!(ends("2017-02-29"), None);
        assert_eq!(ends("1962/.."), None);
    }

    #[test]
    fn every_bad_row_in_one_pass() {
        let texts = [Some("2017-02-29"), Some("2017-03-01"), Some("03/04/2010")];
        let Err(Error::BadDate { rows, found, .. }) = read_all("visits", &texts, false) else {
            panic!("must be refused")
        };
        assert_eq!((rows.first(), found.as_str()), (&[0, 2][..], "2017-02-29"));
        assert!(matches!(
            read_all("visits", &[Some("10000-01-01")], false),
            Err(Error::DateOutOfRange { .. })
        ));
        assert!(matches!(
            read_all("visits", &[Some("1956-09")], false),
            Err(Error::ImpreciseDate { .. })
        ));
    }
}
