//! The places where the last block may start, of which few are looked at.
//!
//! `n ln(n / T)` never falls when a block is split. So a start that trails the best one by more than
//! the penalty trails for ever, whatever follows, and is dropped (Killick, Fearnhead and Eckley 2012).
//! The others are kept in groups. What b more events in t more days add to a start's value is
//! largest for the fewest events m and the rate nearest to b / t, so one number bounds a whole
//! group: it is looked at only when it might lead.

use crate::special::real::to_real;

/// How many starts a group has at most.
const GROUP: usize = 64;

/// By how much a start must trail before rounding cannot bring it back.
const SLACK: f64 = 1e-8;

/// The best start of the last block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leader {
    /// Its cell.
    pub(super) cell: usize,
    /// The best that can be made of all cells so far, the penalty of the last block not paid.
    pub(super) value: f64,
    /// How many starts were looked at.
    pub(super) looked_at: usize,
}

/// All starts that may still win, in groups of neighbours.
#[derive(Debug)]
pub(super) struct Starts {
    n_log_n: Vec<f64>,
    groups: Vec<Group>,
    members: usize,
    leading: usize,
}

/// Where a block ends: the events so far, the edge.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct End {
    pub(super) past: u64,
    pub(super) edge: f64,
}

#[derive(Debug, Default)]
struct Group {
    members: Vec<Start>,
    /// The end for which the members were valued last.
    valued: Option<End>,
    /// Their largest value, fewest events, lowest and highest rate for that end.
    value: f64,
    fewest: f64,
    slowest: f64,
    fastest: f64,
}

#[derive(Debug)]
struct Start {
    cell: usize,
    begin: End,
    /// The best that can be made of the cells before it.
    before: f64,
    /// The best with a last block from here.
    value: f64,
}

impl Starts {
    pub(super) fn new(events: u64) -> Self {
        let entry = |n: u64| {
            if n == 0 {
                0.0
            } else {
                to_real(n) * to_real(n).ln()
            }
        };
        let n_log_n = (0..=events).map(entry).collect();
        Self {
            n_log_n,
            groups: Vec::new(),
            members: 0,
            leading: 0,
        }
    }

    /// Adds the start at a cell, before which the best is known.
    pub(super) fn push(&mut self, cell: usize, begin: End, before: f64) {
        if self
            .groups
            .last()
            .is_none_or(|group| group.members.len() >= GROUP)
        {
            self.groups.push(Group::default());
        }
        if let Some(group) = self.groups.last_mut() {
            group.members.push(Start {
                cell,
                begin,
                before,
                value: 0.0,
            });
            self.members += 1;
        }
    }

    /// The best start of a block with this end, the first of equals; hopeless ones are dropped.
    pub(super) fn lead(&mut self, end: End, penalty: f64) -> Leader {
        let mut leader = Leader {
            cell: 0,
            value: f64::NEG_INFINITY,
            looked_at: 0,
        };
        // The group that led last and the newest reach high, which spares looking at others.
        let led = self
            .groups
            .partition_point(|group| group.first_cell() <= self.leading);
        for place in [led.saturating_sub(1), self.groups.len().saturating_sub(1)] {
            if let Some(group) = self.groups.get_mut(place) {
                group.look(end, &self.n_log_n, &mut leader);
            }
        }
        let scattered = self.groups.len() > 8 + 2 * self.members / GROUP;
        for group in &mut self.groups {
            if scattered || group.bound(end) >= leader.value - SLACK {
                group.look(end, &self.n_log_n, &mut leader);
            }
        }
        leader.looked_at += self.groups.len();
        self.leading = leader.cell;
        self.settle(end, leader.value - penalty - SLACK);
        if scattered {
            self.regroup(end);
        }
        leader
    }

    /// Drops the starts valued now that are below the floor, and the groups left empty.
    fn settle(&mut self, end: End, floor: f64) {
        for group in self
            .groups
            .iter_mut()
            .filter(|group| group.valued == Some(end))
        {
            group.members.retain(|start| start.value >= floor);
            group.survey();
        }
        self.groups.retain(|group| !group.members.is_empty());
        self.members = self.groups.iter().map(|group| group.members.len()).sum();
    }

    /// Makes full groups of all starts, which have been valued for this end.
    fn regroup(&mut self, end: End) {
        let groups = std::mem::take(&mut self.groups);
        let mut starts = groups
            .into_iter()
            .flat_map(|group| group.members)
            .peekable();
        while starts.peek().is_some() {
            let members = starts.by_ref().take(GROUP).collect();
            let mut group = Group {
                members,
                valued: Some(end),
                ..Group::default()
            };
            group.survey();
            self.groups.push(group);
        }
    }
}

impl Group {
    fn first_cell(&self) -> usize {
        self.members.first().map_or(0, |start| start.cell)
    }

    /// Values the members for an end, if that has not been done, and compares them with the leader.
    fn look(&mut self, end: End, n_log_n: &[f64], leader: &mut Leader) {
        if self.valued == Some(end) {
            return;
        }
        self.valued = Some(end);
        leader.looked_at += self.members.len();
        for start in &mut self.members {
            let events = end.past - start.begin.past;
            let n_log_n = usize::try_from(events).ok().and_then(|n| n_log_n.get(n));
            let n_log_time = to_real(events) * (end.edge - start.begin.edge).ln();
            start.value = start.before + (n_log_n.copied().unwrap_or_default() - n_log_time);
            let earlier = start.value >= leader.value && start.cell < leader.cell;
            if start.value > leader.value || earlier {
                (leader.value, leader.cell) = (start.value, start.cell);
            }
        }
    }

    /// Notes the extremes of the members as they were valued.
    fn survey(&mut self) {
        let end = self.valued.unwrap_or_default();
        self.value = f64::NEG_INFINITY;
        (self.fewest, self.slowest, self.fastest) = (f64::INFINITY, f64::INFINITY, 0.0);
        for start in &self.members {
            let events = to_real(end.past - start.begin.past);
            let rate = events / (end.edge - start.begin.edge);
            self.value = self.value.max(start.value);
            self.fewest = self.fewest.min(events);
            self.slowest = self.slowest.min(rate);
            self.fastest = self.fastest.max(rate);
        }
    }

    /// No member can be worth more than this for the end.
    fn bound(&self, end: End) -> f64 {
        let valued = self.valued.unwrap_or_default();
        let more = to_real(end.past - valued.past);
        let time = end.edge - valued.edge;
        let rate = (more / time).min(self.fastest).max(self.slowest);
        let all = self.fewest + more;
        let bound =
            self.value + all * (all / (self.fewest / rate + time)).ln() - self.fewest * rate.ln();
        // A silent start has no rate, and is always looked at.
        if bound.is_nan() { f64::INFINITY } else { bound }
    }
}
