//! Whether one visit overturns a claim on waiting times: one more on any day of the observation, or one fewer.
//!
//! The claim itself is asked again, so that this serves every claim of the kind: a median, lags that a
//! second shock ends, lags of several pairs of countries. Two visits and more are not tried.

use super::on_record::counted_as;
use super::wait_fragility::{FAILS_ALREADY, Overturned};
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Gap, Statement, Summary};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::Interval;
use crate::claims::lag_summary::{one_lag, summarized};
use crate::claims::open::in_range;
use crate::claims::record::Record;
use crate::claims::scope::ShockScope;
use crate::claims::specification::{Specification, Unclear};
use crate::claims::verdict::Verdict;
use crate::error::{ClaimMistake, Error, Result};
use crate::measure::lag::Lag;
use crate::measure::lag::open::{Candidate, OpenWaits};
use crate::progress::Tick;
use crate::special::real::days_to_real;
use crate::time::fuzzy::Days;
use crate::time::window::Window;

/// So many lags are worked out at most.
const MOST_LAGS: u64 = 1 << 25;
const DAYS_A_TICK: u64 = 1 << 8;

/// The day of one visit more, and of one fewer.
type OneVisit = (Option<Overturned>, Option<Overturned>);

/// The lowest and the highest that a number may be.
type Ends = Option<(f64, f64)>;

/// One visit more, and one fewer, that overturns a claim on waiting times; none where none does.
///
/// Every visit counts on the first day that it may have been, those in doubt included.
///
/// # Errors
///
/// [`Error::Claim`] for any other claim; [`Error::Undefined`] where it is not determined, not all days
/// are covered, or there is too much to try; what `tick` returns.
pub fn one_visit(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    tick: &mut Tick<'_>,
) -> Result<OneVisit> {
    let spec = counted_as(claim, spec);
    let with_unclear = spec.unclear == Unclear::Include;
    let mut evaluator = Evaluator::new(record);
    evaluator.require_covered(claim, &spec)?;
    if let Statement::Gap { which, at, printed } = &claim.says {
        if *which == Gap::Open {
            return Err(not_tried());
        }
        evaluator.require_covered_throughout(at, &spec)?;
        let days = evaluator.days(at, &spec, with_unclear)?;
        return longest_gap(&days, spec.window()?, *printed);
    }
    let scopes: Vec<&ShockScope> = match &claim.says {
        Statement::LagsLower { lower, higher, .. } if lower.visits != higher.visits => {
            return Err(not_tried());
        }
        Statement::LagsLower { lower, higher, .. } => vec![lower, higher],
        says => says
            .shock_scopes()
            .iter()
            .map(|(_, scope)| *scope)
            .collect(),
    };
    let mut every = Vec::new();
    for scope in scopes {
        evaluator.require_covered_throughout(&scope.visits, &spec)?;
        let found = evaluator.every_wait(scope, &spec, with_unclear)?;
        every.push(found.map_err(|reason| undefined(&reason))?);
    }
    Tried::of(&claim.says, spec.tau, every).one_visit(tick)
}

/// A claim on lags that is asked again and again.
struct Tried<'a> {
    says: &'a Statement,
    tau: Option<u32>,
    /// What each of its scopes waits for: every visit.
    every: Vec<OpenWaits>,
    /// The same without the visits that answer nothing.
    first: Vec<OpenWaits>,
}

impl<'a> Tried<'a> {
    fn of(says: &'a Statement, tau: Option<u32>, mut every: Vec<OpenWaits>) -> Self {
        for visit in every.iter_mut().flat_map(|waits| &mut waits.visits) {
            visit.optional = false;
            visit.days.last = visit.days.first;
        }
        let mut first = every.clone();
        first.iter_mut().for_each(OpenWaits::keep_what_may_answer);
        Self {
            says,
            tau,
            every,
            first,
        }
    }

    fn one_visit(&self, tick: &mut Tick<'_>) -> Result<OneVisit> {
        match self.verdict(&self.first)? {
            Verdict::Reproduced => Ok((self.added(tick)?, self.removed()?)),
            Verdict::NotReproduced => Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY))),
            Verdict::NotDetermined => Err(undefined("it is not determined")),
        }
    }

    /// The first day on which one visit more overturns it.
    fn added(&self, tick: &mut Tick<'_>) -> Result<Option<Overturned>> {
        let Some(window) = self.first.first().map(|waits| waits.window) else {
            return Ok(None);
        };
        let asked = self.first.iter().flat_map(OpenWaits::asked);
        let mut groups: Vec<u32> = asked.map(|(group, _)| group).collect();
        groups.sort_unstable();
        groups.dedup();
        let shocks = self.first.iter().map(|waits| waits.shocks.len());
        let total = window.days().unsigned_abs();
        let lags = total * (groups.len() * shocks.sum::<usize>()) as u64;
        if lags > MOST_LAGS {
            return Err(undefined("there are too many days and shocks to try"));
        }
        let mut waits = self.first.clone();
        for (day, done) in (window.since()..=window.through()).zip(0..) {
            if done % DAYS_A_TICK == 0 {
                tick(done, total)?;
            }
            for group in &groups {
                let more = Candidate {
                    row: usize::MAX,
                    group: *group,
                    days: Days {
                        first: day,
                        last: day,
                    },
                    optional: false,
                };
                for waits in &mut waits {
                    waits.visits.push(more);
                }
                if self.verdict(&waits)? == Verdict::NotReproduced {
                    return Ok(Some(on(day)));
                }
                for waits in &mut waits {
                    waits.visits.pop();
                }
            }
        }
        Ok(None)
    }

    /// The first visit without which it fails: one of those that answer.
    fn removed(&self) -> Result<Option<Overturned>> {
        let answers = self.first.iter().flat_map(|waits| &waits.visits);
        let mut answers: Vec<(i64, usize)> =
            answers.map(|visit| (visit.days.first, visit.row)).collect();
        answers.sort_unstable();
        answers.dedup();
        for (day, row) in answers {
            let mut waits = self.every.clone();
            for waits in &mut waits {
                waits.visits.retain(|visit| visit.row != row);
            }
            if self.verdict(&waits)? == Verdict::NotReproduced {
                return Ok(Some(on(day)));
            }
        }
        Ok(None)
    }

    /// What becomes of it on these lags.
    fn verdict(&self, waits: &[OpenWaits]) -> Result<Verdict> {
        let number = |place: usize| self.number(waits.get(place));
        let found = match self.says {
            Statement::Lag { printed, .. } | Statement::LagSummary { printed, .. } => number(0)?
                .map(|(low, high)| in_range(Amount::real(low), Amount::real(high), *printed)),
            Statement::NoAnswer { expected, .. } => {
                let holds = |(_, high): (f64, f64)| high.is_infinite() == *expected;
                Some(Verdict::over([number(0)?.map(holds)]))
            }
            _ => number(0)?.zip(number(1)?).map(|(lower, higher)| {
                let is_below = |one, other| Amount::real(one).is_below(Amount::real(other));
                Verdict::of(is_below(lower.1, higher.0), is_below(lower.0, higher.1))
            }),
        };
        Ok(found.unwrap_or(Verdict::NotDetermined))
    }

    fn number(&self, waits: Option<&OpenWaits>) -> Result<Ends> {
        let lags: Vec<Lag> = waits.map_or(Ok(Vec::new()), OpenWaits::plain)?;
        match self.says {
            Statement::LagSummary { summary, .. } | Statement::LagsLower { summary, .. } => {
                let tau = self.tau.filter(|_| *summary == Summary::RestrictedMean);
                summarized(*summary, &lags, tau)
            }
            _ => Ok(lags.first().and_then(one_lag)),
        }
    }
}

/// One visit that takes the longest gap out of an interval.
///
/// Within the widest gap one more does most in the middle, outside of all visits at an end of the
/// observation. Without one between two others their gaps are one; without the first or the last its own
/// is gone.
fn longest_gap(days: &[i64], window: Window, printed: Interval) -> Result<OneVisit> {
    let mut days: Vec<i64> = days.to_vec();
    days.retain(|day| window.contains(*day));
    days.sort_unstable();
    let longest = |days: &[i64]| {
        let gaps = days.iter().zip(days.iter().skip(1));
        gaps.map(|(from, to)| to - from)
            .max()
            .filter(|gap| *gap > 0)
    };
    let fails = |gap: i64| !printed.contains(Amount::real(days_to_real(gap)));
    let widest = longest(&days).ok_or_else(|| undefined("there are no two days with a visit"))?;
    if fails(widest) {
        return Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY)));
    }
    let pairs = days.iter().zip(days.iter().skip(1));
    let middle = pairs.filter(|(from, to)| *to - *from == widest);
    let mut tried: Vec<i64> = middle.map(|(from, to)| i64::midpoint(*from, *to)).collect();
    if tried.len() > 1 {
        // One of several that are as wide is no longer the only one.
        tried.clear();
    }
    tried.extend([window.since(), window.through()]);
    tried.sort_unstable();
    let with = |day: &i64| {
        let mut days = days.clone();
        days.push(*day);
        days.sort_unstable();
        longest(&days).is_some_and(fails)
    };
    let added = tried.into_iter().find(with).map(on);
    let inner = days.windows(3).filter_map(|three| match three {
        [from, day, to] => Some((*day, to - from)),
        _ => None,
    });
    let joined = inner.filter(|(_, joined)| fails(widest.max(*joined)));
    let joined = joined.map(|(day, _)| day).next();
    let end = |days: Option<&[i64]>| days.and_then(longest).is_some_and(fails);
    let first = days.first().copied().filter(|_| end(days.get(1..)));
    let last = days
        .last()
        .copied()
        .filter(|_| end(days.get(..days.len().saturating_sub(1))));
    let removed = first.or(joined).or(last).map(on);
    Ok((added, removed))
}

fn on(day: i64) -> Overturned {
    Overturned {
        visits: 1,
        day: Some(day),
    }
}

fn not_tried() -> Error {
    let said = "whether one visit overturns it is not tried for this claim";
    ClaimMistake::new("claim", "not_on_waits", said).into()
}

fn undefined(reason: &str) -> Error {
    Error::undefined("whether one visit overturns the claim", reason.to_owned())
}
