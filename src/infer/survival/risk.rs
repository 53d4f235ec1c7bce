//! Who was still waiting when: the table of risk sets.

use crate::error::{Error, Result, Rows, same_length};
use crate::time::exposure;

/// Waiting times, whether each was observed to its end, and when each came under observation.
///
/// A waiting time with entry e and duration t is at risk on every day from e to t, both included:
/// on the day it comes under observation its end can already be seen. So an entry equal to the
/// duration is one day at risk, and contributes `P(T = t | T >= t)`. Software that opens the
/// interval at e (R's `Surv`) agrees unless an entry falls on another's end; adding one half to
/// whole-day entries gives that reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lifetimes {
    exits: Vec<(f64, bool)>,
    entries: Vec<f64>,
}

/// One distinct end, observed or censored, and the risk set just before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRisk {
    /// The waiting time.
    pub time: f64,
    /// How many were still waiting and under observation.
    pub at_risk: u64,
    /// How many ended here.
    pub events: u64,
    /// How many were last seen here, still waiting.
    pub censored: u64,
}

impl Lifetimes {
    /// Splits rows into the waiting times of each group, in ascending order of their end.
    ///
    /// # Errors
    ///
    /// - [`Error::Length`] if the columns differ in length.
    /// - [`Error::BadDuration`] if a duration or an entry is negative, infinite or not a number.
    /// - [`Error::EntryAfterEnd`] if an entry is later than its duration.
    /// - [`Error::BadCode`] if a group is not below `n_groups`.
    pub fn by_group(
        durations: &[f64],
        observed: &[bool],
        entry: Option<&[f64]>,
        group: &[u32],
        n_groups: usize,
    ) -> Result<Vec<Self>> {
        let rows = ("durations", durations.len());
        same_length(rows, ("observed", observed.len()))?;
        same_length(rows, ("group", group.len()))?;
        exposure::durations("durations", durations)?;
        if let Some(entry) = entry {
            same_length(rows, ("entry", entry.len()))?;
            exposure::durations("entry", entry)?;
            refuse_late(durations, entry)?;
        }
        let mut groups = vec![Self::default(); n_groups];
        for (row, ((&duration, &seen), &code)) in
            durations.iter().zip(observed).zip(group).enumerate()
        {
            let place = usize::try_from(code)
                .ok()
                .and_then(|code| groups.get_mut(code));
            let Some(lifetimes) = place else {
                let name = "group".to_owned();
                return Err(Error::BadCode {
                    name,
                    row,
                    code,
                    labels: n_groups,
                });
            };
            // Adding zero turns -0.0 into 0.0.
            lifetimes.exits.push((duration + 0.0, seen));
            lifetimes
                .entries
                .extend(entry.and_then(|entry| entry.get(row)));
        }
        for lifetimes in &mut groups {
            lifetimes.exits.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            lifetimes.entries.sort_unstable_by(f64::total_cmp);
        }
        Ok(groups)
    }

    /// How many waiting times there are.
    pub fn len(&self) -> usize {
        self.exits.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.exits.is_empty()
    }

    /// The longest waiting time, observed or censored.
    pub fn last(&self) -> Option<f64> {
        self.exits.last().map(|&(time, _)| time)
    }

    /// The shortest waiting time that was not observed to its end.
    pub fn first_censored(&self) -> Option<f64> {
        let mut censored = self.exits.iter().filter(|(_, seen)| !*seen);
        censored.next().map(|&(time, _)| time)
    }

    /// The usual horizon: the shortest time above 0 that was not observed to its end, so that all were
    /// followed so long; or else the longest time.
    pub fn horizon(&self) -> Option<f64> {
        let mut censored = self
            .exits
            .iter()
            .filter(|(time, seen)| !*seen && *time > 0.0);
        censored.next().or(self.exits.last()).map(|&(time, _)| time)
    }

    /// The sum of all times under observation.
    pub fn time_at_risk(&self) -> f64 {
        let until: f64 = self.exits.iter().map(|&(end, _)| end).sum();
        until - self.entries.iter().sum::<f64>()
    }

    /// The waiting times that were observed to their end, ascending.
    pub fn complete(&self) -> impl Iterator<Item = f64> {
        self.exits
            .iter()
            .filter(|(_, seen)| *seen)
            .map(|&(time, _)| time)
    }

    /// How many are at risk at a time.
    pub fn at_risk(&self, time: f64) -> u64 {
        let gone = self.exits.partition_point(|&(end, _)| end < time);
        let entered = self.entries.partition_point(|&entry| entry <= time);
        (if self.entries.is_empty() {
            self.len()
        } else {
            entered
        } - gone) as u64
    }

    /// How many observed ends fall on a time.
    pub fn events(&self, time: f64) -> u64 {
        let gone = self.exits.partition_point(|&(end, _)| end < time);
        let here = self
            .exits
            .iter()
            .skip(gone)
            .take_while(|&&(end, _)| end <= time);
        here.filter(|(_, seen)| *seen).count() as u64
    }

    /// The risk set at every distinct end, ascending.
    pub fn table(&self) -> Vec<AtRisk> {
        let mut table = Vec::new();
        let mut gone = 0;
        let mut entered = if self.entries.is_empty() {
            self.len()
        } else {
            0
        };
        for ends in self.exits.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()) {
            let Some(&(time, _)) = ends.first() else {
                continue;
            };
            let fresh = self.entries.iter().skip(entered);
            entered += fresh.take_while(|&&entry| entry <= time).count();
            let events = ends.iter().filter(|(_, seen)| *seen).count();
            table.push(AtRisk {
                time,
                at_risk: (entered - gone) as u64,
                events: events as u64,
                censored: (ends.len() - events) as u64,
            });
            gone += ends.len();
        }
        table
    }
}

fn refuse_late(durations: &[f64], entry: &[f64]) -> Result<()> {
    let late = |(_, (entry, end)): &(usize, (&f64, &f64))| entry > end;
    let pairs = || entry.iter().zip(durations).enumerate().filter(late);
    let Some((_, (entry, end))) = pairs().next() else {
        return Ok(());
    };
    Err(Error::EntryAfterEnd {
        rows: Rows::of(pairs().map(|(row, _)| row)),
        entry: entry.to_string(),
        end: end.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_equal_to_the_duration_is_one_day_at_risk() {
        let groups =
            Lifetimes::by_group(&[1.0, 2.0], &[true, false], Some(&[1.0, 0.0]), &[0, 0], 1);
        let table = groups.unwrap().remove(0).table();
        assert_eq!(
            table[0],
            AtRisk {
                time: 1.0,
                at_risk: 2,
                events: 1,
                censored: 0
            }
        );
        assert_eq!(
            table[1],
            AtRisk {
                time: 2.0,
                at_risk: 1,
                events: 0,
                censored: 1
            }
        );
    }

    #[test]
    fn refusals_name_every_bad_row() {
        let bad = Lifetimes::by_group(&[-1.0, 2.0, f64::NAN], &[true; 3], None, &[0; 3], 1);
        let Err(Error::BadDuration { rows, .. }) = bad else {
            panic!("{bad:?}")
        };
        assert_eq!((rows.first(), rows.count()), (&[0, 2][..], 2));
        let late = Lifetimes::by_group(&[1.0, 2.0], &[true; 2], Some(&[0.0, 3.0]), &[0; 2], 1);
        assert!(matches!(late, Err(Error::EntryAfterEnd { .. })));
        let stray = Lifetimes::by_group(&[1.0], &[true], None, &[3], 2);
        assert!(matches!(stray, Err(Error::BadCode { code: 3, .. })));
    }
}
