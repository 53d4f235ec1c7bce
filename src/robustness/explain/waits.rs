//! A wait, a summary of several, or a gap, with the visits as they could be otherwise.

use super::number::Made;
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Gap, Statement, Summary};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::{Interval, Position};
use crate::claims::lag_summary::{is_extrapolated, number_of, one_lag, summarized};
use crate::claims::specification::{Specification, Unclear};
use crate::error::{Error, Result};
use crate::measure::lag::open::{Candidate, OpenWaits};
use crate::measure::lag::{Lag, Overlap};
use crate::special::real::days_to_real;
use crate::time::fuzzy::Days;
use crate::time::window::Window;

/// One visit to add on a day, or to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayEdit {
    /// The visit that is removed; none for one that is added.
    pub(super) removed: Option<usize>,
    /// The day, or the first and the last of days of which any would do.
    pub(super) days: (i64, i64),
    /// Which countries wait for it.
    pub(super) group: u32,
}

/// What is waited for, and the visits that end it, each on the first day that it may have been.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    of: Of,
    printed: Interval,
    visits: Vec<Candidate>,
}

#[derive(Debug, Clone)]
enum Of {
    Lags {
        /// All but the visits.
        open: OpenWaits,
        /// None for the one lag.
        summary: Option<Summary>,
        tau: Option<u32>,
    },
    Gap {
        which: Gap,
        window: Window,
    },
}

impl Waiting {
    /// Reads the wait of a claim; the reason where it has none.
    pub(super) fn of(
        evaluator: &mut Evaluator<'_>,
        claim: &Claim,
        spec: &Specification,
    ) -> Result<std::result::Result<Self, String>> {
        match Self::read(evaluator, claim, spec) {
            Err(Error::Claim(mistake)) => Ok(Err(mistake.message)),
            found => found,
        }
    }

    fn read(
        evaluator: &mut Evaluator<'_>,
        claim: &Claim,
        spec: &Specification,
    ) -> Result<std::result::Result<Self, String>> {
        if let Some(lack) = evaluator.outside(claim, spec)? {
            return Ok(Err(lack));
        }
        let with_unclear = spec.unclear == Unclear::Include;
        let (summary, at, printed) = match &claim.says {
            Statement::Lag { at, printed } => (None, at, *printed),
            Statement::LagSummary {
                summary,
                at,
                printed,
            } => (Some(*summary), at, *printed),
            Statement::Gap { which, at, printed } => {
                let of = Of::Gap {
                    which: *which,
                    window: spec.window()?,
                };
                let visits = evaluator.candidates(at, spec, with_unclear)?;
                return Ok(Ok(Self::sorted(of, *printed, visits)));
            }
            _ => return Ok(Err("it is no wait".to_owned())),
        };
        Ok(evaluator
            .every_wait(at, spec, with_unclear)?
            .map(|mut open| {
                let visits = std::mem::take(&mut open.visits);
                let tau = spec.tau;
                Self::sorted(Of::Lags { open, summary, tau }, printed, visits)
            }))
    }

    /// The visits that were observed, by their days.
    fn sorted(of: Of, printed: Interval, mut visits: Vec<Candidate>) -> Self {
        let window = of.window();
        visits.retain(|visit| window.contains(visit.days.first));
        visits.sort_by_key(|visit| (visit.days.first, visit.row));
        Self {
            of,
            printed,
            visits,
        }
    }

    /// What it comes to; without a value where none ended.
    pub(super) fn made(&self) -> Result<Made> {
        let extrapolated = match &self.of {
            Of::Lags { open, summary, tau } if *summary == Some(Summary::RestrictedMean) => {
                is_extrapolated(&self.lags(open)?, *tau)
            }
            _ => false,
        };
        Ok(Made {
            value: self.ends()?.map_or(f64::NAN, number_of),
            parts: Vec::new(),
            extrapolated,
        })
    }

    /// Whether it is what was printed.
    pub(super) fn fits(&self) -> Result<bool> {
        let ends = self.ends()?;
        Ok(ends.is_some_and(|(low, high)| {
            let (low, high) = (Amount::real(low), Amount::real(high));
            self.printed.position(low, high) == Position::Inside
        }))
    }

    fn ends(&self) -> Result<Option<(f64, f64)>> {
        match &self.of {
            Of::Gap { which, window } => {
                let days = self.visits.iter().map(|visit| visit.days.first);
                let gap = match which {
                    Gap::Open => days.max().map(|last| window.through() - last),
                    Gap::Longest => self.widest(),
                };
                Ok(gap.map(|gap| (days_to_real(gap), days_to_real(gap))))
            }
            Of::Lags { open, summary, tau } => {
                let lags = self.lags(open)?;
                match summary {
                    None => Ok(lags.first().and_then(one_lag)),
                    Some(summary) => summarized(*summary, &lags, *tau),
                }
            }
        }
    }

    /// The lags of some shocks.
    fn lags(&self, open: &OpenWaits) -> Result<Vec<Lag>> {
        let open = OpenWaits {
            visits: self.visits.clone(),
            ..open.clone()
        };
        open.plain()
    }

    /// The longest stretch between two days with a visit.
    fn widest(&self) -> Option<i64> {
        let pairs = self.visits.iter().zip(self.visits.iter().skip(1));
        let gaps = pairs.map(|(from, to)| to.days.first - from.days.first);
        gaps.max().filter(|gap| *gap > 0)
    }

    /// The shocks whose waits matter.
    fn shocks(open: &OpenWaits) -> Vec<(u32, i64)> {
        let each: Vec<(u32, Days)> = match open.overlap {
            Overlap::Both => open.asked().collect(),
            Overlap::Latest | Overlap::First => open.shocks.clone(),
        };
        let tie = open.same_day.least_lag();
        let days = each.into_iter();
        days.map(|(group, days)| (group, days.first + tie))
            .collect()
    }

    /// The position of the visit that ends a wait of these countries from a day on.
    fn answer(&self, group: u32, from: i64) -> Option<usize> {
        let mut visits = self.visits.iter();
        visits.position(|visit| visit.group == group && visit.days.first >= from)
    }

    /// The visits of which the one or the other has to go first, if any is to go.
    pub(super) fn removable(&self) -> Vec<usize> {
        let mut found: Vec<usize> = match &self.of {
            Of::Gap { which, .. } => match which {
                Gap::Open => self.visits.len().checked_sub(1).into_iter().collect(),
                Gap::Longest => (0..self.visits.len()).collect(),
            },
            Of::Lags { open, .. } => {
                let shocks = Self::shocks(open).into_iter();
                let answers = shocks.filter_map(|(group, from)| self.answer(group, from));
                answers.collect()
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The days on which one more visit changes something, by the countries that wait for it.
    pub(super) fn addable(&self) -> Vec<(u32, i64, i64)> {
        let window = self.of.window();
        let (first, last) = (self.visits.first(), self.visits.last());
        let mut found: Vec<(u32, i64, i64)> = match &self.of {
            Of::Gap { which, .. } => {
                let mut stretches = vec![(
                    0,
                    last.map_or(window.since(), |visit| visit.days.first + 1),
                    window.through(),
                )];
                if let (Gap::Longest, Some(first)) = (which, first) {
                    stretches.push((0, window.since(), first.days.first - 1));
                    let widest = self.widest();
                    let pairs = self.visits.iter().zip(self.visits.iter().skip(1));
                    let pairs = pairs.map(|(from, to)| (from.days.first, to.days.first));
                    let wide = pairs.filter(|(from, to)| Some(to - from) == widest);
                    stretches.extend(wide.map(|(from, to)| (0, from + 1, to - 1)));
                }
                stretches
            }
            Of::Lags { open, .. } => {
                let shocks = Self::shocks(open).into_iter();
                let stretch = |(group, from): (u32, i64)| {
                    let answer = self.answer(group, from).and_then(|at| self.visits.get(at));
                    let until = answer.map_or(window.through(), |visit| visit.days.first - 1);
                    (group, from.max(window.since()), until)
                };
                shocks.map(stretch).collect()
            }
        };
        found.retain(|(_, from, until)| from <= until);
        found.sort_unstable();
        // What one shock waits for, an earlier one may wait for as well.
        let mut apart: Vec<(u32, i64, i64)> = Vec::new();
        for (group, from, until) in found {
            match apart.last_mut() {
                Some(known) if known.0 == group && from <= known.2 + 1 => {
                    known.2 = known.2.max(until);
                }
                _ => apart.push((group, from, until)),
            }
        }
        apart
    }

    /// How many added visits can matter at most, each ending a wait; none where nothing bounds them.
    pub(super) fn most_added(&self) -> Option<usize> {
        match &self.of {
            Of::Gap { which, .. } => (*which == Gap::Open).then_some(1),
            Of::Lags { open, .. } => Some(Self::shocks(open).len()),
        }
    }

    /// The same without a visit, and which row that was.
    pub(super) fn without(&self, place: usize) -> (Self, Candidate) {
        let mut fewer = self.clone();
        let gone = fewer.visits.remove(place);
        (fewer, gone)
    }

    /// The same with one visit more.
    pub(super) fn with(&self, group: u32, day: i64) -> Self {
        let mut more = self.clone();
        let place = more.visits.partition_point(|visit| visit.days.first < day);
        let (first, last) = (day, day);
        let visit = Candidate {
            row: usize::MAX,
            group,
            days: Days { first, last },
            optional: false,
        };
        more.visits.insert(place, visit);
        more
    }

    /// The same with these rows.
    pub(super) fn edited(&self, edits: &[DayEdit]) -> Self {
        let mut other = self.clone();
        for edit in edits {
            match edit.removed {
                Some(row) => other.visits.retain(|visit| visit.row != row),
                None => other = other.with(edit.group, edit.days.0),
            }
        }
        other
    }

    /// A row of the record that could have been elsewhere: one that these countries wait for.
    pub(super) fn like(&self, group: u32) -> Option<usize> {
        let mut own = self.visits.iter().filter(|visit| visit.group == group);
        own.find(|visit| visit.row != usize::MAX)
            .map(|visit| visit.row)
    }

    /// Keeps only the visits that can matter, for the search after removals.
    pub(super) fn trimmed(mut self) -> Self {
        if let Of::Lags { open, .. } = &self.of {
            let mut open = OpenWaits {
                visits: std::mem::take(&mut self.visits),
                ..open.clone()
            };
            open.visits.iter_mut().for_each(|visit| {
                visit.optional = false;
                visit.days.last = visit.days.first;
            });
            open.keep_what_may_answer();
            self.visits = open.visits;
        }
        self
    }
}

impl Of {
    fn window(&self) -> Window {
        match self {
            Self::Lags { open, .. } => open.window,
            Self::Gap { window, .. } => *window,
        }
    }
}
