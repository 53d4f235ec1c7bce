//! A record as it would be if some visits were judged otherwise, or there were more of them.

use super::outcome::Outcome;
use super::record::Record;
use crate::time::fuzzy::Days;

impl Record {
    /// The same record where every definition says this of some visits.
    #[must_use]
    pub fn judged_otherwise(&self, visits: &[(usize, Outcome)]) -> Self {
        let mut record = self.clone();
        if record.definitions.is_empty() {
            record.definitions = vec![vec![Outcome::True; self.len()]];
        }
        for outcomes in &mut record.definitions {
            for (row, outcome) in visits {
                if let Some(known) = outcomes.get_mut(*row) {
                    *known = *outcome;
                }
            }
        }
        record
    }

    /// The same record with copies of visits, each on a day of its own, which count and have a source.
    #[must_use]
    pub fn with_copies(&self, copies: &[(usize, i64)]) -> Self {
        let mut record = self.judged_otherwise(&[]);
        let visits = &mut record.visits;
        for (row, day) in copies {
            let days = Days {
                first: *day,
                last: *day,
            };
            visits.arrivals.push(days);
            visits.departures.push(days);
            visits.classes.extend(self.visits.classes.get(*row));
            for column in visits.columns.values_mut() {
                column.codes.extend(column.codes.get(*row).copied());
            }
            if let Some(sourced) = &mut visits.sourced {
                sourced.push(true);
            }
            for outcomes in &mut record.definitions {
                outcomes.push(Outcome::True);
            }
        }
        record
    }
}
