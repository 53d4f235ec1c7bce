//! A time of day behind a date: nothing but midnight is the day itself.

use super::day;

/// What stands behind a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// `00`, `00:00`, `00:00:00`, or that with zeros for parts of a second.
    Midnight,
    /// A time with a zone.
    Zoned,
    /// Any other time.
    Other,
}

/// The date at the beginning of a text and the time behind it, if there are both.
pub(super) fn behind_date(text: &str) -> Option<(&str, Clock)> {
    let (date, time) = text.split_at_checked(10)?;
    let clock = time.strip_prefix(['T', ' '])?;
    if day::from_text(date).is_none() || !clock.starts_with(|one: char| one.is_ascii_digit()) {
        return None;
    }
    let found = if clock.contains(['+', 'Z', '-']) {
        Clock::Zoned
    } else if is_midnight(clock) {
        Clock::Midnight
    } else {
        Clock::Other
    };
    Some((date, found))
}

fn is_midnight(clock: &str) -> bool {
    if clock == "00" {
        return true;
    }
    let Some(rest) = clock.strip_prefix("00:00") else {
        return false;
    };
    let parts = |parts: &str| {
        parts
            .strip_prefix('.')
            .is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0'))
    };
    let seconds = rest.strip_prefix(":00");
    rest.is_empty() || seconds.is_some_and(|rest| rest.is_empty() || parts(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_midnight_is_the_day() {
        let behind = |time: &str| {
            let text = format!("2017-03-01{time}");
            behind_date(&text).map(|(_, clock)| clock)
        };
        for time in [
            "T00",
            "T00:00",
            " 00:00",
            "T00:00:00",
            " 00:00:00.000",
            "T00:00:00.0",
        ] {
            assert_eq!(behind(time), Some(Clock::Midnight), "{time}");
        }
        for time in ["", " ", "T", "T:::", "T-", "Tx", "T.", "  00:00", "t00:00"] {
            assert_eq!(behind(time), None, "{time:?}");
        }
        for time in [
            "T0",
            "T000000",
            "T00:0",
            "T00:00:",
            "T00:00:00.",
            "T24:00",
            "T00:00 ",
            "T00:00.0",
            "T00:00:00,0",
            "T12:00 AM",
        ] {
            assert_eq!(behind(time), Some(Clock::Other), "{time}");
        }
        for time in ["T00:00Z", "T00:00:00+00:00", " 00:00-05", "T08:00+09"] {
            assert_eq!(behind(time), Some(Clock::Zoned), "{time}");
        }
        assert_eq!(behind_date("2017-02-29T00:00"), None);
    }
}
