//! How few missed visits would make a sentence about the eras of one list hold, or fail.
//!
//! Exact: the visits may lie in whatever eras, and be of whatever classes, that need fewest together.
//! A visit in doubt may not have taken place, so that an era has several sums already without any more.

use std::collections::BTreeSet;

use super::missed_ranks::{Costs, Ranking, failing};
use crate::claims::amount::Amount;
use crate::claims::assertion::Assertion;
use crate::claims::class_weights::Weights;
use crate::claims::cumulative::OpenCounts;
use crate::claims::interval::Interval;
use crate::error::{Error, Result};

/// So many different sums of one era are gone through.
const MOST_SUMS: usize = 1 << 12;

/// The sums that the visits of one era may come to, in whole parts of a weight.
#[derive(Debug, Clone)]
struct OpenEra {
    /// By how many visits were missed: every sum, ascending.
    sums: Vec<Vec<i128>>,
    quarters: i128,
}

/// A sum of one era, with the quarter days by which it is divided.
type Level = (i128, i128);

/// The eras of one list with what missed visits may make of them.
#[derive(Debug)]
pub(super) struct OpenEras {
    eras: Vec<OpenEra>,
    unit: i128,
    most: usize,
}

impl OpenEras {
    /// Takes the visits of each era and its exposure in quarter days, for up to `most` missed visits.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if weights have too many digits, or an era too many sums.
    pub(super) fn new(
        counts: &[OpenCounts],
        quarters: &[f64],
        weights: &Weights,
        most: u64,
    ) -> Result<Self> {
        let (parts, unit) = weights.parts().ok_or_else(too_large)?;
        let most = usize::try_from(most).map_err(|_| too_large())?;
        let eras = counts.iter().zip(quarters);
        let eras = eras.map(|(counts, quarters)| OpenEra::of(counts, *quarters, parts, most));
        Ok(Self {
            eras: eras.collect::<Result<_>>()?,
            unit,
            most,
        })
    }

    /// The fewest missed visits with which an assertion may hold, or fail; none if no number does.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if an era that it names has no exposure, or no other era has.
    pub(super) fn fewest(&self, assertion: &Assertion, holds: bool) -> Result<Option<u64>> {
        let named = assertion.named();
        let seen = |era: &usize| self.eras.get(*era).is_some_and(|era| era.quarters > 0);
        if !named.iter().all(seen) {
            return Err(Assertion::undetermined());
        }
        let found = match assertion {
            Assertion::Value { era, interval } => self.value(*era, *interval, holds),
            Assertion::Ratio {
                over,
                under,
                interval,
            } => self.ratio([*over, *under], *interval, holds),
            Assertion::Ascending { eras } if holds => self.ascending(eras),
            Assertion::Ascending { eras } => self.not_ascending(eras),
            Assertion::Place { .. } | Assertion::AheadOnlyOf { .. } => {
                self.ranking(&Ranking::of(&[assertion]), holds)?
            }
            Assertion::All(parts) => {
                let parts: Vec<&Assertion> = parts.iter().collect();
                self.ranking(&Ranking::of(&parts), holds)?
            }
        };
        Ok(found.map(|visits| visits as u64))
    }

    fn value(&self, era: usize, interval: Interval, holds: bool) -> Option<usize> {
        let open = self.eras.get(era)?;
        let is_so = |sum: &i128| interval.contains(self.amount(open, *sum)) == holds;
        (0..=self.most).find(|added| open.at(*added).iter().any(is_so))
    }

    fn ratio(&self, eras: [usize; 2], interval: Interval, holds: bool) -> Option<usize> {
        let [over, under] = eras.map(|era| self.eras.get(era));
        let (over, under) = (over?, under?);
        let ratio = |above: i128, below: i128| {
            self.amount(over, above)
                .divided_by(self.amount(under, below))
        };
        let is_so = |above: i128, below: i128| {
            let ratio = ratio(above, below);
            !ratio.is_none() && interval.contains(ratio) == holds
        };
        let (low, high) = (interval.low(), interval.high());
        (0..=self.most).find(|added| {
            (0..=*added).any(|first| {
                let (above, below) = (over.at(first), under.at(added - first));
                let ends = [above.first(), above.last(), below.first(), below.last()];
                let [Some(least), Some(most), Some(few), Some(many)] = ends else {
                    return false;
                };
                // Where the smallest and the largest ratio lie on one side, all of them do.
                let real = |above: i128, below: i128| {
                    let ratio = ratio(above, below);
                    if ratio.is_none() {
                        f64::INFINITY
                    } else {
                        ratio.value()
                    }
                };
                let beyond = real(*most, *few) < low || real(*least, *many) > high;
                if holds && beyond {
                    return false;
                }
                above
                    .iter()
                    .any(|above| below.iter().any(|below| is_so(*above, *below)))
            })
        })
    }

    /// Each era takes the lowest value above the one before it: of every number of visits the lowest is
    /// kept, since a lower one leaves the next era more.
    fn ascending(&self, order: &[usize]) -> Option<usize> {
        let mut floors: Vec<Option<Level>> = vec![None; self.most + 1];
        for (place, era) in order.iter().enumerate() {
            let open = self.eras.get(*era)?;
            let above = |floor: Option<Level>, added: usize| {
                let sums = open.at(added).iter();
                let levels = sums.map(|sum| (*sum, open.quarters));
                match floor {
                    None if place > 0 => None,
                    None => levels.min_by(by_level),
                    Some(floor) => levels.into_iter().find(|level| is_below(floor, *level)),
                }
            };
            let next = (0..=self.most).map(|spent| {
                let each = (0..=spent).filter_map(|before| {
                    let floor = floors.get(before).copied().flatten();
                    if place == 0 && before > 0 {
                        return None;
                    }
                    above(floor, spent - before)
                });
                each.min_by(by_level)
            });
            floors = next.collect();
        }
        floors.iter().position(Option::is_some)
    }

    fn not_ascending(&self, order: &[usize]) -> Option<usize> {
        let pairs = order.iter().zip(order.iter().skip(1));
        let each = pairs.filter_map(|(low, high)| {
            let (low, high) = (self.eras.get(*low)?, self.eras.get(*high)?);
            self.to_level(low, high.lowest()?)
        });
        each.min()
    }

    fn ranking(&self, asked: &Ranking, holds: bool) -> Result<Option<usize>> {
        let others = self.eras.iter().enumerate();
        let others: Vec<(usize, &OpenEra)> = others
            .filter(|(era, open)| *era != asked.era && open.quarters > 0)
            .collect();
        let own = self.eras.get(asked.era).filter(|_| !others.is_empty());
        let own = own.ok_or_else(Assertion::undetermined)?;
        let places = asked.places_among(others.len());
        let mut best: Option<usize> = None;
        for added in 0..=self.most {
            if best.is_some_and(|best| best <= added) {
                break;
            }
            for sum in own.at(added) {
                let costs: Vec<Costs> = others
                    .iter()
                    .map(|(era, open)| {
                        let lower = asked.lower.as_ref().map(|lower| lower.contains(era));
                        self.costs(open, (*sum, own.quarters), lower)
                    })
                    .collect();
                let more = if holds {
                    asked.holding(&costs, &places)
                } else {
                    failing(&costs, &places)
                };
                let whole = more.map(|more| added + more);
                let whole = whole.filter(|visits| *visits <= self.most);
                best = best.into_iter().chain(whole).min();
            }
        }
        Ok(best)
    }

    /// How many visits it takes that an era is lower than a value, level with it, no lower, or higher.
    fn costs(&self, open: &OpenEra, at: Level, lower: Option<bool>) -> Costs {
        let lowest = open.lowest().unwrap_or_default();
        let is_level = |added: &usize| {
            let sums = open.at(*added);
            sums.binary_search_by(|sum| by_level(&(*sum, open.quarters), &at))
                .is_ok()
        };
        let above = |added: &usize| open.highest(*added).is_some_and(|high| is_below(at, high));
        Costs {
            below: is_below(lowest, at).then_some(0),
            not_above: (!is_below(at, lowest)).then_some(0),
            level: (0..=self.most).find(is_level),
            not_below: self.to_level(open, at),
            above: (0..=self.most).find(above),
            lower,
        }
    }

    /// How many visits bring an era up to a value.
    fn to_level(&self, open: &OpenEra, at: Level) -> Option<usize> {
        let reaches = |added: &usize| {
            let high = open.highest(*added);
            high.is_some_and(|high| !is_below(high, at))
        };
        (0..=self.most).find(reaches)
    }

    fn amount(&self, open: &OpenEra, sum: i128) -> Amount {
        #[expect(
            clippy::cast_precision_loss,
            reason = "quarter days of ten thousand years are exact"
        )]
        let quarters = open.quarters as f64;
        Amount::fraction(sum, self.unit).per_year(quarters)
    }
}

impl OpenEra {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number of quarter days, of far fewer than 2^53"
    )]
    fn of(counts: &OpenCounts, quarters: f64, parts: &[i128], most: usize) -> Result<Self> {
        let sum = |counts: &[u64]| {
            let each = counts.iter().zip(parts);
            let each = each.map(|(count, part)| part.checked_mul(i128::from(*count)));
            each.sum::<Option<i128>>().ok_or_else(too_large)
        };
        let mut first = BTreeSet::from([sum(&counts.sure)?]);
        for (doubted, part) in counts.doubted.iter().zip(parts) {
            for _ in 0..*doubted {
                let more: Vec<i128> = first.iter().map(|sum| sum + part).collect();
                let before = first.len();
                first.extend(more);
                if first.len() == before {
                    break;
                }
                if first.len() > MOST_SUMS {
                    return Err(too_large());
                }
            }
        }
        let mut heavy: Vec<i128> = parts.iter().copied().filter(|part| *part > 0).collect();
        heavy.sort_unstable();
        heavy.dedup();
        let mut sums = vec![first];
        for _ in 0..most {
            let last = sums.last().into_iter().flatten();
            let next: BTreeSet<i128> = last
                .flat_map(|sum| heavy.iter().map(move |part| sum + part))
                .collect();
            if next.len() > MOST_SUMS {
                return Err(too_large());
            }
            sums.push(next);
        }
        Ok(Self {
            sums: sums.into_iter().map(Vec::from_iter).collect(),
            quarters: quarters as i128,
        })
    }

    fn at(&self, added: usize) -> &[i128] {
        self.sums.get(added).map_or(&[], Vec::as_slice)
    }

    fn lowest(&self) -> Option<Level> {
        self.at(0).first().map(|sum| (*sum, self.quarters))
    }

    fn highest(&self, added: usize) -> Option<Level> {
        self.at(added).last().map(|sum| (*sum, self.quarters))
    }
}

fn by_level(one: &Level, other: &Level) -> std::cmp::Ordering {
    (one.0 * other.1).cmp(&(other.0 * one.1))
}

fn is_below(one: Level, other: Level) -> bool {
    by_level(&one, &other).is_lt()
}

fn too_large() -> Error {
    Error::too_large(
        "the sums of an era with missed visits",
        MOST_SUMS as u128 + 1,
        MOST_SUMS as u128,
    )
}
