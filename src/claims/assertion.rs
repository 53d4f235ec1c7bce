//! What a sentence asserts about the eras of one list, as a test on their values.
//!
//! The values are counts or frequencies, weighted or not; the test does not care. An era without a
//! value (no exposure) has no place, and a sentence that names it is not determined. One rule of ties
//! for everybody: strict orders are strict, and equal eras share each of their places.

use super::amount::Amount;
use super::interval::Interval;
use super::rank::{End, RankCount};
use crate::error::{Error, Result};

/// A sentence about eras, named by their position in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Assertion {
    /// The value of an era lies in an interval.
    Value {
        /// The era.
        era: usize,
        /// Where its value lies.
        interval: Interval,
    },
    /// An era stands at a place.
    Place {
        /// The era.
        era: usize,
        /// The place, counted from 1.
        place: usize,
        /// The end from which it is counted.
        from: End,
    },
    /// Exactly these eras are lower than one.
    AheadOnlyOf {
        /// The era.
        era: usize,
        /// Every era that is lower.
        others: Vec<usize>,
    },
    /// Each era is lower than the next.
    Ascending {
        /// Two or more eras, from the lowest to the highest.
        eras: Vec<usize>,
    },
    /// The value of one era divided by that of another lies in an interval.
    Ratio {
        /// The era above the stroke.
        over: usize,
        /// The era below the stroke.
        under: usize,
        /// Where the ratio lies.
        interval: Interval,
    },
    /// All of these.
    All(Vec<Assertion>),
}

impl Assertion {
    /// Refuses an assertion about an era that is not in the list, or about an era and itself.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an era or a place beyond the list; [`Error::Undefined`] for an
    /// era set against itself.
    pub fn check(&self, eras: usize) -> Result<()> {
        if let Self::All(parts) = self {
            return parts.iter().try_for_each(|part| part.check(eras));
        }
        let place = match self {
            Self::Place { place, .. } => *place,
            _ => 1,
        };
        let named = self.named().into_iter();
        for (name, found) in named
            .map(|era| ("era", era.saturating_add(1)))
            .chain([("place", place)])
        {
            if !(1..=eras).contains(&found) {
                let expected = format!("from 1 to {eras}, the number of eras");
                return Err(Error::out_of_range(name, &found, expected));
            }
        }
        let mut named = self.named();
        named.sort_unstable();
        let twice = named.windows(2).any(|pair| pair.first() == pair.last());
        let too_few = matches!(self, Self::Ascending { eras } if eras.len() < 2);
        if twice || too_few {
            let reason = "it sets an era against itself";
            return Err(Error::undefined("the claim", reason));
        }
        Ok(())
    }

    /// The eras that it names.
    pub fn named(&self) -> Vec<usize> {
        match self {
            Self::Value { era, .. } | Self::Place { era, .. } => vec![*era],
            Self::AheadOnlyOf { era, others } => [&[*era], others.as_slice()].concat(),
            Self::Ascending { eras } => eras.clone(),
            Self::Ratio { over, under, .. } => vec![*over, *under],
            Self::All(parts) => parts.iter().flat_map(Self::named).collect(),
        }
    }

    /// The pairs of eras whose order decides it, of a list of `eras`.
    pub fn pairs(&self, eras: usize) -> Vec<(usize, usize)> {
        match self {
            Self::Place { era, .. } | Self::AheadOnlyOf { era, .. } => (0..eras)
                .filter(|other| other != era)
                .map(|other| (*era, other))
                .collect(),
            Self::Ascending { eras } => {
                let next = eras.iter().skip(1).copied();
                eras.iter().copied().zip(next).collect()
            }
            Self::Value { .. } | Self::Ratio { .. } => Vec::new(),
            Self::All(parts) => parts.iter().flat_map(|part| part.pairs(eras)).collect(),
        }
    }

    /// Whether it holds on these values; none where it is not determined.
    pub fn holds(&self, values: &[Amount]) -> Option<bool> {
        let value = |era: usize| values.get(era).copied().filter(|value| !value.is_none());
        if self.named().into_iter().any(|era| value(era).is_none()) {
            return None;
        }
        match self {
            Self::Value { era, interval } => Some(interval.contains(value(*era)?)),
            Self::Ratio {
                over,
                under,
                interval,
            } => {
                let ratio = value(*over)?.divided_by(value(*under)?);
                (!ratio.is_none()).then(|| interval.contains(ratio))
            }
            Self::Ascending { eras } => {
                let next = eras.iter().skip(1);
                let mut pairs = eras.iter().zip(next);
                Some(pairs.all(|(low, high)| match (value(*low), value(*high)) {
                    (Some(low), Some(high)) => low.is_below(high),
                    _ => false,
                }))
            }
            Self::Place { era, place, from } => {
                let rank = RankCount::of(values, *era);
                (!rank.is_alone()).then(|| rank.holds(*place, *from))
            }
            Self::All(parts) => {
                let mut holds = parts.iter().map(|part| part.holds(values));
                holds.try_fold(true, |all, part| Some(part? && all))
            }
            Self::AheadOnlyOf { era, others } => {
                if RankCount::of(values, *era).is_alone() {
                    return None;
                }
                let own = value(*era)?;
                for other in others {
                    value(*other)?;
                }
                let mut rest = values.iter().enumerate();
                Some(rest.all(|(other, found)| {
                    other == *era
                        || found.is_none()
                        || found.is_below(own) == others.contains(&other)
                }))
            }
        }
    }

    /// The error for an assertion that these eras do not determine.
    pub fn undetermined() -> Error {
        let reason = "an era that it names has no exposure, or the era below the stroke no visit";
        Error::undefined("the claim", reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> [Amount; 4] {
        [1.8, 1.25, f64::NAN, 5.6].map(Amount::real)
    }

    fn lowest(era: usize) -> Assertion {
        Assertion::Place {
            era,
            place: 1,
            from: End::Bottom,
        }
    }

    fn print(low: f64, high: f64) -> Interval {
        Interval::within(Amount::decimal(low), Amount::decimal(high)).unwrap()
    }

    #[test]
    fn places() {
        assert_eq!(lowest(1).holds(&rates()), Some(true));
        assert_eq!(lowest(0).holds(&rates()), Some(false));
        assert_eq!(lowest(2).holds(&rates()), None);
        let second = Assertion::Place {
            era: 0,
            place: 2,
            from: End::Top,
        };
        assert_eq!(second.holds(&rates()), Some(true));
    }

    #[test]
    fn an_era_alone_has_no_place() {
        let alone = [1.0, f64::NAN].map(Amount::real);
        assert_eq!(lowest(0).holds(&alone), None);
        let ahead = Assertion::AheadOnlyOf {
            era: 0,
            others: Vec::new(),
        };
        assert_eq!(ahead.holds(&alone), None);
    }

    #[test]
    fn ties() {
        let level = [1.0, 1.0, 2.0].map(Amount::real);
        assert_eq!(lowest(0).holds(&level), Some(true));
        assert_eq!(lowest(1).holds(&level), Some(true));
        let order = |eras: &[usize]| Assertion::Ascending {
            eras: eras.to_vec(),
        };
        assert_eq!(order(&[0, 1]).holds(&level), Some(false));
        assert_eq!(order(&[0, 2]).holds(&level), Some(true));
        let ahead = |others: &[usize]| Assertion::AheadOnlyOf {
            era: 0,
            others: others.to_vec(),
        };
        assert_eq!(ahead(&[]).holds(&level), Some(true));
        assert_eq!(ahead(&[1]).holds(&level), Some(false));
        assert_eq!(ahead(&[1, 2]).holds(&rates()), None);
    }

    #[test]
    fn ratios() {
        let claim = Assertion::Ratio {
            over: 0,
            under: 1,
            interval: print(1.435, 1.445),
        };
        assert_eq!(claim.holds(&rates()), Some(true));
        assert_eq!(claim.holds(&[1.0, 0.0].map(Amount::real)), None);
    }

    #[test]
    fn what_is_refused() {
        assert!(lowest(4).check(4).is_err());
        assert!(lowest(3).check(4).is_ok());
        let place = Assertion::Place {
            era: 0,
            place: 5,
            from: End::Bottom,
        };
        assert!(place.check(4).is_err());
        for eras in [vec![], vec![1], vec![1, 1], vec![0, 4]] {
            assert!(Assertion::Ascending { eras }.check(4).is_err());
        }
    }
}
