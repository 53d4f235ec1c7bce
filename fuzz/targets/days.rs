//! Dates: what is read as a span of days is one, and a day that is written reads as itself.

use summitry::time::{day, fuzzy};

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(days) = fuzzy::read_span(&text) {
        assert!(days.first <= days.last, "{text:?} is {days:?}");
        for end in [days.first, days.last] {
            let written = day::to_text(end);
            assert_eq!(day::from_text(&written), Some(end), "{text:?}: {written}");
            let again = fuzzy::read_span(&written).ok();
            let exact = fuzzy::Days {
                first: end,
                last: end,
            };
            assert_eq!(again, Some(exact), "{text:?}: {written}");
        }
        let padded = fuzzy::read_span(&format!(" {text} ")).ok();
        assert_eq!(padded, Some(days), "{text:?}");
    }
    if let Some(found) = day::from_text(&text) {
        let days = fuzzy::Days {
            first: found,
            last: found,
        };
        assert_eq!(fuzzy::read(&text), Some(days), "{text:?}");
    }
}
