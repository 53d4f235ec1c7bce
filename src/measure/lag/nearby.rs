//! Which shocks and visits are near to each other, and hang together by what is vague.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Overlap;
use super::completed::MOST_COMPLETIONS;
use super::known::{End, Known};
use super::open::{Candidate, OpenWaits};
use crate::error::Result;
use crate::progress::Tick;
use crate::time::fuzzy::Days;
use crate::time::wait::wait_bounds;

/// Shocks and visits in order, so that those near to each other are found.
pub(super) struct Nearby<'a> {
    known: &'a Known<'a>,
    tie: i64,
    /// Visits by group and first day, and how long the vaguest of them is.
    visits: Vec<Candidate>,
    longest: i64,
    /// Places of the shocks by group and days.
    order: Vec<usize>,
    /// Of each shock the places among the visits of those that may be the first to answer it.
    answers: Vec<Range<usize>>,
}

impl<'a> Nearby<'a> {
    pub(super) fn of(known: &'a Known<'a>) -> Self {
        let mut visits = known.visits.to_vec();
        visits.sort_by_key(|visit| (visit.group, visit.days.first, visit.row));
        let spans = visits
            .iter()
            .map(|visit| visit.days.last - visit.days.first);
        let mut order: Vec<usize> = (0..known.shocks.len()).collect();
        let key = |place: &usize| known.shocks.get(*place);
        order.sort_by_key(|place| key(place).map(|(group, days)| (*group, days.first, days.last)));
        let mut nearby = Self {
            known,
            tie: known.same_day.least_lag(),
            longest: spans.max().unwrap_or_default(),
            visits,
            order,
            answers: vec![0..0; known.shocks.len()],
        };
        // Shocks that may have had the same days have the same answers: they are looked for once.
        let mut last = None;
        for &place in &nearby.order {
            let shock = nearby.shock(place);
            let (_, range) = last
                .take_if(|(before, _)| *before == shock)
                .unwrap_or_else(|| (shock, nearby.find_answers(shock)));
            if let Some(slot) = nearby.answers.get_mut(place) {
                slot.clone_from(&range);
            }
            last = Some((shock, range));
        }
        nearby
    }

    fn shock(&self, place: usize) -> (u32, Days) {
        let nowhere = (0, Days { first: 0, last: -1 });
        self.known.shocks.get(place).copied().unwrap_or(nowhere)
    }

    fn is_observed(&self, days: Days) -> bool {
        days.last >= self.known.window.since() && days.first <= self.known.window.through()
    }

    fn answers(&self, place: usize) -> Range<usize> {
        self.answers.get(place).cloned().unwrap_or_default()
    }

    fn find_answers(&self, (group, shock): (u32, Days)) -> Range<usize> {
        if !self.is_observed(shock) {
            return 0..0;
        }
        let at = |day: i64| {
            self.visits
                .partition_point(|visit| (visit.group, visit.days.first) < (group, day))
        };
        let mut until = i64::MAX;
        let sure = self.visits.iter().skip(at(shock.last + self.tie));
        for visit in sure.take_while(|visit| visit.group == group) {
            if visit.days.first > until {
                break;
            }
            if !visit.optional {
                until = until.min(visit.days.last);
            }
        }
        at(shock.first + self.tie - self.longest)..at(until.saturating_add(1))
    }

    fn vague_answers(&self, place: usize) -> impl Iterator<Item = usize> {
        let (_, shock) = self.shock(place);
        let within = self.answers(place);
        let visits = self.visits.get(within.clone()).unwrap_or_default();
        let vague = visits.iter().zip(within).filter(move |(visit, _)| {
            visit.days.first < visit.days.last && visit.days.last >= shock.first + self.tie
        });
        vague.map(|(_, place)| place)
    }

    /// Whether a block is of so many vague days that its completions cannot be gone through.
    pub(super) fn is_beyond_counting(&self, named: &[usize]) -> bool {
        let vague = |place: &&usize| {
            let (_, days) = self.shock(**place);
            days.first < days.last
        };
        // Each of them has two days at least.
        let few = MOST_COMPLETIONS.ilog2() as usize;
        let shocks = named.iter().filter(vague).take(few + 1).count();
        let mut visits = BTreeSet::new();
        for visit in named.iter().flat_map(|place| self.vague_answers(*place)) {
            if shocks + visits.len() > few {
                break;
            }
            visits.insert(visit);
        }
        shocks + visits.len() > few
    }

    /// The shocks of the same group before and after one that are known to differ from it in time,
    /// and all between them.
    fn neighbours(&self, place: usize) -> Vec<usize> {
        let (group, shock) = self.shock(place);
        let from = self
            .order
            .partition_point(|other| self.shock(*other).0 < group);
        let to = self
            .order
            .partition_point(|other| self.shock(*other).0 <= group);
        let own = || self.order.get(from..to).unwrap_or_default().iter();
        let days = |other: usize| self.shock(other).1;
        let before = own().filter(|other| days(**other).last < shock.first);
        let before = before.map(|other| days(*other).first).max();
        let after = own().filter(|other| days(**other).first > shock.last);
        let after = after.map(|other| days(*other).first).min();
        let near = own().filter(|other| {
            before.is_none_or(|before| days(**other).last >= before)
                && after.is_none_or(|after| days(**other).first <= after)
        });
        near.copied().collect()
    }

    /// Which shocks hang together, because they share something vague.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub(super) fn blocks(&self, tick: &mut Tick<'_>) -> Result<Vec<Vec<usize>>> {
        let mut of_visit: BTreeMap<usize, usize> = BTreeMap::new();
        let mut together = Together((0..self.known.shocks.len()).collect());
        let mut before = None;
        let total = 2 * self.order.len() as u64;
        for (&place, done) in self.order.iter().zip(0..) {
            tick(done, total)?;
            let again = before.filter(|before| self.shock(*before) == self.shock(place));
            before = Some(place);
            if let Some(alike) = again {
                if self.vague_answers(place).next().is_some() {
                    together.join(alike, place);
                }
            } else {
                for visit in self.vague_answers(place) {
                    let first = *of_visit.entry(visit).or_insert(place);
                    together.join(first, place);
                }
            }
            if self.known.overlap == Overlap::Both {
                continue;
            }
            for other in self.neighbours(place) {
                let vague = |place: usize| {
                    let (_, days) = self.shock(place);
                    days.first < days.last
                };
                let earlier = self.known.overlap == Overlap::First;
                let shared = earlier && self.vague_answers(other).next().is_some();
                if shared || vague(place) || vague(other) {
                    together.join(other, place);
                }
            }
        }
        let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in 0..self.known.shocks.len() {
            blocks.entry(together.root(place)).or_default().push(place);
        }
        Ok(blocks.into_values().collect())
    }

    /// The waits of a block, with the shocks about it that may end them.
    pub(super) fn waits(&self, named: &[usize]) -> OpenWaits {
        let mut shocks = named.to_vec();
        if self.known.overlap != Overlap::Both {
            let about = named.iter().flat_map(|place| self.neighbours(*place));
            let mut about: BTreeSet<usize> = about.collect();
            for place in named {
                about.remove(place);
            }
            shocks.extend(about);
        }
        let mut answers: Vec<usize> = shocks
            .iter()
            .flat_map(|place| self.answers(*place))
            .collect();
        answers.sort_unstable();
        answers.dedup();
        let visits = answers
            .into_iter()
            .filter_map(|place| self.visits.get(place));
        let mut waits = OpenWaits {
            window: self.known.window,
            same_day: self.known.same_day,
            overlap: self.known.overlap,
            shocks: shocks.iter().map(|place| self.shock(*place)).collect(),
            named: (0..named.len()).collect(),
            visits: visits.copied().collect(),
        };
        waits.keep_what_may_answer();
        waits
    }

    /// After how many days lags may be censored: a summary also turns on which are longer.
    pub(super) fn lengths(&self) -> Vec<i64> {
        let mut lengths = BTreeSet::new();
        for place in 0..self.known.shocks.len() {
            let (group, shock) = self.shock(place);
            if !self.is_observed(shock) {
                continue;
            }
            let sure = self.visits.get(self.answers(place)).unwrap_or_default();
            let through = self.known.window.through();
            let answered = sure.iter().any(|visit| {
                visit.days.first >= shock.last + self.tie && visit.days.last <= through
            });
            if !answered {
                lengths.extend([shock.first, shock.last].map(|day| through - day));
            }
            if self.known.overlap == Overlap::Latest {
                let near = self.neighbours(place).into_iter();
                let later = near.map(|other| self.shock(other));
                let later = later.filter(|other| other.0 == group && other.1.last > shock.first);
                lengths
                    .extend(later.flat_map(|other| {
                        [other.1.first - shock.last, other.1.last - shock.first]
                    }));
            }
        }
        lengths.into_iter().filter(|days| *days >= 0).collect()
    }

    /// Bounds of one lag, for itself; never too narrow.
    pub(super) fn outer(&self, place: usize) -> Option<(End, End)> {
        let (_, shock) = self.shock(place);
        let window = self.known.window;
        let shock = Days {
            first: shock.first.max(window.since()),
            last: shock.last.min(window.through()),
        };
        let visits = self.visits.get(self.answers(place)).unwrap_or_default();
        let found = wait_bounds(
            shock,
            &visits.iter().map(|visit| (visit.days, !visit.optional)),
            window,
            self.tie,
        )?;
        let seen = |days: i64| End {
            days,
            running: false,
        };
        let open = |day: i64| End {
            days: window.through() - day,
            running: true,
        };
        let lower = found.least.map_or_else(|| open(shock.last), seen);
        let upper = found.greatest.map_or_else(|| open(shock.first), seen);
        match self.known.overlap {
            Overlap::Both | Overlap::First => Some((lower, upper)),
            // The next shock may cut it as soon as there is one.
            Overlap::Latest => Some((lower.min(self.cut(place, lower)), open(shock.first))),
        }
    }

    fn cut(&self, place: usize, otherwise: End) -> End {
        let (_, shock) = self.shock(place);
        let near = self.neighbours(place).into_iter();
        let later = near.map(|other| self.shock(other).1);
        let later = later.filter(|other| other.last > shock.first);
        let days = later.map(|other| (other.first - shock.last).max(1)).min();
        days.map_or(otherwise, |days| End {
            days,
            running: true,
        })
    }
}

/// Which places are together, each with the first of them.
struct Together(Vec<usize>);

impl Together {
    fn root(&self, place: usize) -> usize {
        let mut root = place;
        while let Some(&next) = self.0.get(root).filter(|next| **next != root) {
            root = next;
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        if let Some(slot) = self.0.get_mut(second) {
            *slot = first;
        }
    }
}
