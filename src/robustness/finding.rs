//! What a sentence asserts about the eras of one list, as a test on their values.
//!
//! The values are counts or frequencies, weighted or not; the test does not care. An era without a
//! value (no exposure) is `NAN`: it has no place, and a sentence that names it is not determined.

use super::region::Region;
use super::standing::{End, Ties, place_number, share_ahead_only_of, share_ascending, standing};
use crate::error::{Error, Result};

/// A sentence about eras, named by their position in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The value of an era lies in a region.
    Value {
        /// The era.
        era: usize,
        /// Where its value lies.
        region: Region,
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
    /// An era is above exactly these others.
    AheadOnlyOf {
        /// The era.
        era: usize,
        /// Every era below it.
        others: Vec<usize>,
    },
    /// Each era is below the next.
    Ascending {
        /// Two or more eras, from the lowest to the highest.
        eras: Vec<usize>,
    },
    /// The value of one era divided by that of another lies in a region.
    Ratio {
        /// The era above the stroke.
        over: usize,
        /// The era below the stroke.
        under: usize,
        /// Where the ratio lies.
        region: Region,
    },
}

impl Finding {
    /// Refuses a finding about an era that is not in the list, or about an era and itself.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an era or a place beyond the list; [`Error::Undefined`] for an
    /// era set against itself.
    pub fn check(&self, eras: usize) -> Result<()> {
        let place = match self {
            Self::Place { place, .. } => *place,
            _ => 1,
        };
        for (name, found, first) in self
            .named()
            .map(|era| ("era", era.saturating_add(1), 1))
            .chain([("place", place, 1)])
        {
            if !(first..=eras).contains(&found) {
                return Err(Error::OutOfRange {
                    name: name.to_owned(),
                    found: found.to_string(),
                    expected: format!("from {first} to {eras}, the number of eras"),
                });
            }
        }
        let against_itself = match self {
            Self::AheadOnlyOf { era, others } => others.contains(era),
            Self::Ascending { eras } => {
                let later = |place| eras.iter().skip(place + 1);
                let twice = |(place, era)| later(place).any(|other| other == era);
                eras.len() < 2 || eras.iter().enumerate().any(twice)
            }
            Self::Ratio { over, under, .. } => over == under,
            Self::Value { .. } | Self::Place { .. } => false,
        };
        if against_itself {
            return Err(Error::Undefined {
                name: "the finding".to_owned(),
                reason: "it sets an era against itself".to_owned(),
            });
        }
        Ok(())
    }

    /// The eras that the finding names.
    pub fn named(&self) -> impl Iterator<Item = usize> {
        let (first, second, rest): (usize, Option<usize>, &[usize]) = match self {
            Self::Value { era, .. } | Self::Place { era, .. } => (*era, None, &[]),
            Self::AheadOnlyOf { era, others } => (*era, None, others),
            Self::Ascending { eras } => {
                let (first, rest) = eras.split_first().unwrap_or((&usize::MAX, &[]));
                (*first, None, rest)
            }
            Self::Ratio { over, under, .. } => (*over, Some(*under), &[]),
        };
        [first]
            .into_iter()
            .chain(second)
            .chain(rest.iter().copied())
    }

    /// The pairs of eras whose order decides the finding, of a list of `eras`.
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
        }
    }

    /// The number that the finding is about: the value, the place (shared places take the best),
    /// or the ratio (of the lowest to the highest named); `NAN` where there is none.
    pub fn measured(&self, values: &[f64]) -> f64 {
        let value = |era: usize| values.get(era).copied().unwrap_or(f64::NAN);
        let placed = |era: usize, from: End| {
            if value(era).is_nan() {
                return f64::NAN;
            }
            place_number(standing(values, era).ahead(from) + 1)
        };
        match self {
            Self::Value { era, .. } => value(*era),
            Self::Place { era, from, .. } => placed(*era, *from),
            Self::AheadOnlyOf { era, .. } => placed(*era, End::Lowest),
            Self::Ascending { eras } => {
                let end = |era: Option<&usize>| era.map_or(f64::NAN, |era| value(*era));
                ratio(end(eras.first()), end(eras.last()))
            }
            Self::Ratio { over, under, .. } => ratio(value(*over), value(*under)),
        }
    }

    /// How far the finding holds on these values, from 0 to 1; none where it is not determined.
    ///
    /// Between 0 and 1 only under [`Ties::Half`].
    pub fn support(&self, values: &[f64], ties: Ties) -> Option<f64> {
        let value = |era: usize| values.get(era).copied().filter(|value| !value.is_nan());
        if self.named().any(|era| value(era).is_none()) {
            return None;
        }
        match self {
            Self::Value { era, region } => Some(certain(region.contains(value(*era)?))),
            Self::Ratio {
                over,
                under,
                region,
            } => {
                let found = ratio(value(*over)?, value(*under)?);
                (!found.is_nan()).then(|| certain(region.contains(found)))
            }
            Self::Ascending { eras } => {
                let found: Vec<f64> = eras.iter().filter_map(|era| value(*era)).collect();
                let share = share_ascending(&found);
                Some(if share > 0.0 && share < 1.0 {
                    tied(ties, share)
                } else {
                    share
                })
            }
            Self::Place { era, place, from } => {
                let standing = standing(values, *era);
                let first = standing.ahead(*from) + 1;
                let last = first + standing.level;
                Some(if !(first..=last).contains(place) {
                    0.0
                } else if standing.level == 0 {
                    1.0
                } else {
                    tied(ties, 1.0 / place_number(standing.level + 1))
                })
            }
            Self::AheadOnlyOf { era, others } => {
                let share = share_ahead_only_of(values, *era, others)?;
                Some(if share > 0.0 && share < 1.0 {
                    tied(ties, share)
                } else {
                    share
                })
            }
        }
    }

    /// The error for a finding that these eras do not determine.
    pub fn undetermined() -> Error {
        Error::Undefined {
            name: "the finding".to_owned(),
            reason: "an era that it names has no exposure, or the era below the stroke no visit"
                .to_owned(),
        }
    }

    /// Whether the finding holds; none where it is not determined.
    pub fn holds(&self, values: &[f64], ties_hold: bool) -> Option<bool> {
        let ties = if ties_hold { Ties::Hold } else { Ties::Fail };
        self.support(values, ties).map(|support| support > 0.5)
    }
}

fn tied(ties: Ties, half: f64) -> f64 {
    match ties {
        Ties::Hold => 1.0,
        Ties::Fail => 0.0,
        Ties::Half => half,
    }
}

fn certain(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

fn ratio(over: f64, under: f64) -> f64 {
    if under == 0.0 { f64::NAN } else { over / under }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: [f64; 4] = [1.8, 1.25, f64::NAN, 5.6];

    fn lowest(era: usize) -> Finding {
        Finding::Place {
            era,
            place: 1,
            from: End::Lowest,
        }
    }

    #[test]
    fn places() {
        assert_eq!(lowest(1).support(&RATES, Ties::Fail), Some(1.0));
        assert_eq!(lowest(0).support(&RATES, Ties::Hold), Some(0.0));
        assert_eq!(lowest(2).support(&RATES, Ties::Hold), None);
        let second = Finding::Place {
            era: 0,
            place: 2,
            from: End::Highest,
        };
        assert_eq!(second.support(&RATES, Ties::Fail), Some(1.0));
        assert!((second.measured(&RATES) - 2.0).abs() < 1e-15);
    }

    #[test]
    fn a_tie_of_two_counts_half() {
        let level = [1.0, 1.0, 2.0];
        assert_eq!(lowest(0).support(&level, Ties::Half), Some(0.5));
        assert_eq!(lowest(0).support(&level, Ties::Hold), Some(1.0));
        assert_eq!(lowest(0).support(&level, Ties::Fail), Some(0.0));
        assert_eq!(lowest(2).support(&level, Ties::Half), Some(0.0));
        let order = Finding::Ascending { eras: vec![0, 1] };
        assert_eq!(order.support(&level, Ties::Half), Some(0.5));
        let chain = Finding::Ascending {
            eras: vec![1, 0, 2],
        };
        assert_eq!(chain.support(&level, Ties::Half), Some(0.5));
        assert_eq!(chain.support(&[1.0, 1.0, 0.5], Ties::Hold), Some(0.0));
        assert_eq!(chain.support(&[2.0, 1.0, 3.0], Ties::Fail), Some(1.0));
        assert_eq!(chain.support(&[2.0, 2.0, 2.0], Ties::Half), Some(1.0 / 6.0));
    }

    #[test]
    fn ahead_of_exactly_some() {
        let finding = |others: &[usize]| Finding::AheadOnlyOf {
            era: 0,
            others: others.to_vec(),
        };
        assert_eq!(finding(&[1]).support(&RATES, Ties::Fail), Some(1.0));
        assert_eq!(finding(&[3]).support(&RATES, Ties::Hold), Some(0.0));
        assert_eq!(finding(&[1, 2]).support(&RATES, Ties::Hold), None);
        let level = [1.0, 1.0, 1.0, 1.0];
        let share = finding(&[1, 2]).support(&level, Ties::Half).unwrap();
        assert!((share - 2.0 / 24.0).abs() < 1e-15);
    }

    #[test]
    fn ratios() {
        let finding = Finding::Ratio {
            over: 0,
            under: 1,
            region: Region::printed(1.44, 2).unwrap(),
        };
        assert_eq!(finding.support(&RATES, Ties::Fail), Some(1.0));
        assert_eq!(finding.support(&[1.0, 0.0], Ties::Fail), None);
    }

    #[test]
    fn what_is_refused() {
        assert!(lowest(4).check(4).is_err());
        assert!(lowest(3).check(4).is_ok());
        let place = Finding::Place {
            era: 0,
            place: 5,
            from: End::Lowest,
        };
        assert!(place.check(4).is_err());
        for eras in [vec![], vec![1], vec![1, 1], vec![0, 4]] {
            assert!(Finding::Ascending { eras }.check(4).is_err());
        }
    }
}
