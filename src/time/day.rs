//! Calendar days as integers: days since 1970-01-01, in the proleptic Gregorian calendar.

use chrono::{Datelike, NaiveDate};

/// 0001-01-01, the first day accepted.
pub const FIRST_DAY: i64 = -719_162;
/// 9999-12-31, the last day accepted.
pub const LAST_DAY: i64 = 2_932_896;

const EPOCH_FROM_CE: i64 = 719_163;

/// The day of a civil date, if there is such a date in the years 1 to 9999.
pub fn from_civil(year: i32, month: u32, day: u32) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let found = i64::from(date.num_days_from_ce()) - EPOCH_FROM_CE;
    (FIRST_DAY..=LAST_DAY).contains(&found).then_some(found)
}

/// The civil year of a day, if the day is in range.
pub fn year_of(day: i64) -> Option<i32> {
    Some(civil(day)?.year())
}

/// The civil month of a day as a number that grows by one a month, if the day is in range.
pub fn month_of(day: i64) -> Option<i64> {
    let date = civil(day)?;
    Some(i64::from(date.year()) * 12 + i64::from(date.month()))
}

/// A day as `YYYY-MM-DD`, for messages; a day out of range as its number.
pub fn to_text(day: i64) -> String {
    civil(day).map_or_else(|| format!("day {day}"), |date| date.to_string())
}

/// The day that a text of exactly the form `YYYY-MM-DD` names.
pub fn from_text(text: &str) -> Option<i64> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = i32::try_from(number(year, 4)?).ok()?;
    from_civil(year, number(month, 2)?, number(day, 2)?)
}

fn number(digits: &str, width: usize) -> Option<u32> {
    let decimal = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    decimal.then(|| digits.parse().ok()).flatten()
}

fn civil(day: i64) -> Option<NaiveDate> {
    if !(FIRST_DAY..=LAST_DAY).contains(&day) {
        return None;
    }
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(day + EPOCH_FROM_CE).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_and_the_ends() {
        assert_eq!(from_text("1970-01-01"), Some(0));
        assert_eq!(from_text("0001-01-01"), Some(FIRST_DAY));
        assert_eq!(from_text("9999-12-31"), Some(LAST_DAY));
        assert_eq!(to_text(LAST_DAY), "9999-12-31");
        assert_eq!(to_text(FIRST_DAY), "0001-01-01");
    }

    #[test]
    fn not_a_day() {
        for text in [
            "2017-02-29",
            "0000-01-01",
            "03/04/2010",
            "2017-1-1",
            "",
            "2017-03-1５",
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
        assert_eq!(from_text("2016-02-29"), Some(16_860));
    }

    #[test]
    fn years() {
        assert_eq!(year_of(-1), Some(1969));
        assert_eq!(year_of(LAST_DAY + 1), None);
    }
}
