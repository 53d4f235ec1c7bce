//! Imprecise dates: a month, a year, a decade or a range as the days it may be.
//!
//! The grammar is the Extended Date/Time Format (ISO 8601-2:2019, annex A) by `edtf-core`; this
//! module keeps only the first and the last day.

use edtf_core::{Bound, BoundDate, Edtf};

use super::clock::{self, Clock};
use super::day;
use crate::error::{Error, Result, Rows};
use crate::progress::Tick;

/// So many texts are read in a hundredth of a second.
pub const BETWEEN_TICKS: usize = 50_000;

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
        let same = |unit: fn(i64) -> Option<i64>| {
            let next = self.last.checked_add(1).and_then(unit);
            let (own, before) = (unit(self.first), unit(self.first - 1));
            own == unit(self.last) && own != before && own != next
        };
        match self.last - self.first {
            0 => Precision::Day,
            1..=30 if same(day::month_of) => Precision::Month,
            364..=365 if same(|day| day::year_of(day).map(i64::from)) => Precision::Year,
            1..=365 => Precision::Range,
            _ => Precision::Longer,
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Some other stretch of at most a year.
    Range,
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

/// One value of a date column, as the caller wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// No value.
    Nothing,
    /// A text.
    Text(String),
    /// Something that is no date; the name of its kind.
    Other(String),
}

/// Reads a column, finding every bad row in one pass.
///
/// A time of day is accepted only where it is midnight, and without a time zone.
///
/// # Errors
///
/// [`Error::NotADate`], [`Error::MissingDate`], [`Error::Zoned`], [`Error::HasTime`],
/// [`Error::DateOutOfRange`] or [`Error::BadDate`], in this order, with all the rows that share
/// it; [`Error::ImpreciseDate`] where a span is not `allowed`; what `tick` returns.
pub fn read_all(
    name: &str,
    values: &[Written],
    spans_allowed: bool,
    tick: &mut Tick<'_>,
) -> Result<Vec<Days>> {
    let mut days = Vec::with_capacity(values.len());
    let mut faults: [Found; 7] = Default::default();
    for (row, value) in values.iter().enumerate() {
        if row.is_multiple_of(BETWEEN_TICKS) {
            tick(row as u64, values.len() as u64)?;
        }
        let outcome = match value {
            Written::Nothing => Err((Fault::Missing, "")),
            Written::Other(kind) => Err((Fault::NotADate, kind.as_str())),
            Written::Text(text) => {
                read_one(text, spans_allowed).map_err(|fault| (fault, text.as_str()))
            }
        };
        match outcome {
            Ok(found) => days.push(found),
            Err((fault, text)) => {
                if let Some(found) = faults.get_mut(fault as usize) {
                    found.push(row, text);
                }
            }
        }
    }
    let name = name.to_owned();
    let [missing, other, zoned, timed, outside, bad, imprecise] = faults.map(Found::some);
    let error = if let Some((rows, found)) = other {
        Error::NotADate { name, rows, found }
    } else if let Some((rows, _)) = missing {
        Error::MissingDate { name, rows }
    } else if let Some((rows, found)) = zoned {
        Error::Zoned { name, rows, found }
    } else if let Some((rows, found)) = timed {
        Error::HasTime { name, rows, found }
    } else if let Some((rows, found)) = outside {
        Error::DateOutOfRange { name, rows, found }
    } else if let Some((rows, found)) = bad {
        Error::BadDate { name, rows, found }
    } else if let Some((rows, found)) = imprecise {
        Error::ImpreciseDate { name, rows, found }
    } else {
        return Ok(days);
    };
    Err(error)
}

/// What is wrong with a value. A table that holds numbers is told so before it is told of gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no value.
    Missing,
    /// It is of a kind that is no date.
    NotADate,
    /// It has a time zone.
    Zoned,
    /// It has a time of day.
    HasTime,
    /// It is outside the years 1 to 9999.
    Outside,
    /// It is no date that can be read.
    Bad,
    /// It is a span where a day is due.
    Imprecise,
}

/// Reads one text that may name a span of days.
///
/// # Errors
///
/// What is wrong with it. Spaces around it are not: a list that is read may have them.
pub fn read_span(text: &str) -> std::result::Result<Days, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Missing);
    }
    read_one(text.trim(), true)
}

fn read_one(text: &str, spans_allowed: bool) -> std::result::Result<Days, Fault> {
    let text = without_midnight(text)?;
    match read(text) {
        Some(found) if found.first == found.last || spans_allowed => Ok(found),
        Some(_) => Err(Fault::Imprecise),
        None if is_outside(text) => Err(Fault::Outside),
        None => Err(Fault::Bad),
    }
}

/// The date part of a text such as `2017-03-01T00:00:00`.
fn without_midnight(text: &str) -> std::result::Result<&str, Fault> {
    match clock::behind_date(text) {
        None => Ok(text),
        Some((date, Clock::Midnight)) => Ok(date),
        Some((_, Clock::Zoned)) => Err(Fault::Zoned),
        Some((_, Clock::Other)) => Err(Fault::HasTime),
    }
}

/// Offending rows, and the first offending text, cut to a readable length.
#[derive(Default)]
struct Found {
    rows: Rows,
    text: String,
}

impl Found {
    fn push(&mut self, row: usize, text: &str) {
        if self.rows.is_empty() {
            self.text = text.chars().take(80).flat_map(char::escape_debug).collect();
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
    use crate::progress::unattended;

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
        let refusal = |texts: &[&str]| {
            let written: Vec<_> = texts
                .iter()
                .map(|text| Written::Text((*text).into()))
                .collect();
            let error = read_all("visits", &written, false, &mut unattended).unwrap_err();
            (
                error.code().to_owned(),
                error.rows().unwrap().first().to_vec(),
            )
        };
        assert_eq!(
            refusal(&["2017-02-29", "2017-03-01", "03/04/2010"]),
            ("bad_date".into(), vec![0, 2])
        );
        assert_eq!(
            refusal(&["10000-01-01", "0000-01-01"]),
            ("out_of_range".into(), vec![0, 1])
        );
        assert_eq!(
            refusal(&["1956-09", "1956-09-01"]),
            ("imprecise_date".into(), vec![0])
        );
        assert_eq!(
            refusal(&["2017-03-01T00:00:00", "2017-03-01 08:30"]),
            ("has_time".into(), vec![1])
        );
        assert_eq!(
            refusal(&["2017-03-01T00:00:00+09:00"]),
            ("zone_required".into(), vec![0])
        );
        let missing = [Written::Nothing, Written::Other("int".into())];
        assert!(matches!(
            read_all("visits", &missing, false, &mut unattended),
            Err(Error::NotADate { .. })
        ));
        assert!(matches!(
            read_all("visits", &missing[..1], false, &mut unattended),
            Err(Error::MissingDate { .. })
        ));
    }

    #[test]
    fn a_column_has_days_and_nothing_around_them() {
        let read = |text: &str| {
            let read = read_all(
                "visits",
                &[Written::Text(text.into())],
                true,
                &mut unattended,
            );
            read.map_err(|error| error.code().to_owned())
        };
        for end in [
            " ", "\t", "\n", "T", " T", "T:::", "T:", "T-", "Tx", "t00:00",
        ] {
            let text = format!("2017-03-01{end}");
            assert_eq!(read(&text), Err("bad_date".into()), "{text:?}");
        }
        for text in [" 2017-03-01", "1956-09 ", "\u{a0}1956"] {
            assert_eq!(read(text), Err("bad_date".into()), "{text:?}");
        }
    }

    #[test]
    fn a_space_before_is_like_one_behind() {
        for text in [" 2017-03-01", "2017-03-01 ", " 1956-09 ", "\u{a0}1964"] {
            assert_eq!(read_span(text), read_span(text.trim()));
            assert!(read_span(text).is_ok(), "{text:?}");
        }
        assert_eq!(read_span("  "), Err(Fault::Missing));
    }

    #[test]
    fn only_calendar_months_and_years_are_called_so() {
        let exact = |text: &str| read(text).unwrap().precision();
        assert_eq!(exact("1956-09"), Precision::Month);
        assert_eq!(exact("1956-02"), Precision::Month);
        assert_eq!(exact("1906-08-01/1906-08-31"), Precision::Month);
        assert_eq!(exact("1906-08-14/1906-08-21"), Precision::Range);
        assert_eq!(exact("1906-08-14/1906-09-13"), Precision::Range);
        assert_eq!(exact("1956-01/1956-12"), Precision::Year);
        assert_eq!(exact("1955-07/1956-06"), Precision::Range);
        assert_eq!(exact("1956-21"), Precision::Range);
        assert_eq!(exact("195X"), Precision::Longer);
        assert_eq!(exact("1955/1956"), Precision::Longer);
        assert_eq!(exact("9999"), Precision::Year);
        assert_eq!(exact("0001"), Precision::Year);
    }
}
