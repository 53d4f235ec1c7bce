//! Lags: those of a plain search for the next visit of a shock's group, by each rule for the same day.

use summitry::measure::lag::{Overlap, SameDay, Status, lags};
use summitry::progress::unattended;
use summitry::time::following::Dated;
use summitry::time::window::Window;

use super::bytes::Bytes;

const DAYS: u64 = 60;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let since = i64::from(bytes.day(DAYS));
    let through = since + i64::from(bytes.day(DAYS));
    let window = Window::new(since, through).expect("since is not after through");
    let same_day = [SameDay::Include, SameDay::Exclude][usize::from(bytes.byte() & 1)];
    let (mut shocks, mut asked, mut visits, mut groups) = (vec![], vec![], vec![], vec![]);
    while bytes.more() && visits.len() + shocks.len() < 300 {
        let kind = bytes.byte();
        let (day, group) = (bytes.day(DAYS * 2), u32::from(kind >> 1 & 1));
        if kind & 1 == 0 {
            visits.push(day);
            groups.push(group);
        } else {
            shocks.push(day);
            asked.push(group);
        }
    }
    let slice = groups.as_slice();
    let dated = Dated::new(&slice, &visits).expect("as many groups as days");
    let rule = (same_day, Overlap::Both);
    let found = lags(&shocks, &asked, dated, window, rule, 2, &mut unattended);
    let found = found.expect("every shock has a group");
    assert_eq!(found.len(), shocks.len());
    for (place, lag) in found.iter().enumerate() {
        let (shock, group) = (i64::from(shocks[place]), asked[place]);
        let answers = |row: &usize| {
            let day = i64::from(visits[*row]);
            let waits = if same_day == SameDay::Exclude {
                day > shock
            } else {
                day >= shock
            };
            groups[*row] == group && waits && day <= through
        };
        let first = (0..visits.len())
            .filter(answers)
            .map(|row| i64::from(visits[row]))
            .min();
        let due = match first {
            _ if shock < since => (Status::BeforeStart, None),
            _ if shock > through => (Status::AfterEnd, None),
            Some(day) => (Status::Observed, Some(day - shock)),
            None => (Status::Censored, Some(through - shock)),
        };
        assert_eq!(
            (lag.status, lag.days),
            due,
            "{shocks:?} {visits:?} {since} {through}"
        );
    }
}
