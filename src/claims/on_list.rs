//! A claim on the eras of one list, as an assertion on their values.

use super::assertion::Assertion;
use super::claim::{Claim, Statement};
use super::comparisons::Pair;
use super::measure::Measure;
use super::resolve::WHOLE;
use super::scope::{EraScope, Stretch};
use crate::error::{ClaimMistake, Error, Result};

/// Why a claim cannot be asked of the eras of one list alone.
const BESIDE: &str = "it is relative to other visits";

impl Claim {
    /// What the claim asserts of the eras of a list that are called so, and of what.
    ///
    /// # Errors
    ///
    /// [`Error::Claim`] if it is about something else, or about an era that the list has not.
    pub fn on_list(&self, labels: &[String]) -> Result<(Measure, Assertion)> {
        let era = |name: &str| place_of(name, labels);
        let own = |scope: &EraScope| match &scope.stretch {
            Stretch::Era { era: name, .. } => era(name),
            Stretch::Joint { eras } => {
                let [(_, one), (_, other)] = eras;
                era(&format!("{one} and {other}"))
            }
            Stretch::Whole => era(WHOLE).map_err(|_| not_on_eras("it names no era")),
        };
        Ok(match &self.says {
            Statement::Number {
                measure,
                at,
                printed,
            } => {
                let (era, interval) = (own(at)?, *printed);
                (*measure, Assertion::Value { era, interval })
            }
            Statement::Ratio {
                measure,
                at,
                of,
                printed,
            } => {
                let (over, under, interval) = (own(at)?, own(of)?, *printed);
                let ratio = Assertion::Ratio {
                    over,
                    under,
                    interval,
                };
                (*measure, ratio)
            }
            Statement::Lower {
                measure,
                lower,
                higher,
                ..
            } => {
                let eras = vec![own(lower)?, own(higher)?];
                (*measure, Assertion::Ascending { eras })
            }
            Statement::Ascending { measure, eras, .. } => {
                let eras = eras.iter().map(|name| era(name)).collect::<Result<_>>()?;
                (*measure, Assertion::Ascending { eras })
            }
            Statement::Rank {
                measure,
                at,
                from,
                place,
                ahead_only_of,
            } => {
                let (own, from) = (own(at)?, *from);
                let placed = place.map(|place| Assertion::Place {
                    era: own,
                    place,
                    from,
                });
                let others = match ahead_only_of {
                    Some(names) => {
                        let others = names.iter().map(|name| era(name));
                        let others = others.collect::<Result<_>>()?;
                        Some(Assertion::AheadOnlyOf { era: own, others })
                    }
                    None => None,
                };
                let all = match (placed, others) {
                    (Some(one), None) | (None, Some(one)) => one,
                    (one, other) => Assertion::All(one.into_iter().chain(other).collect()),
                };
                (*measure, all)
            }
            Statement::ToldApart { .. } => return Err(unweighted()),
            Statement::Relative(_) => return Err(not_on_eras(BESIDE)),
            _ => {
                return Err(not_on_eras(
                    "it is about waiting times, single visits or a series",
                ));
            }
        })
    }

    /// What the claim is about, of the eras of a list that are called so.
    ///
    /// # Errors
    ///
    /// As [`Claim::on_list`] and [`Claim::pair_on`].
    pub fn measure_on(&self, labels: &[String]) -> Result<Measure> {
        match self.says {
            Statement::ToldApart { .. } => self.pair_on(labels).map(|_| Measure::Frequency),
            _ => self.on_list(labels).map(|(measure, _)| measure),
        }
    }

    /// Which two eras of a list the claim says to be told apart, and among which comparisons.
    ///
    /// # Errors
    ///
    /// [`Error::Claim`] if it says something else, or names an era that the list has not.
    pub fn pair_on(&self, labels: &[String]) -> Result<Pair> {
        let Statement::ToldApart {
            at,
            from,
            against,
            being,
        } = &self.says
        else {
            return Err(not_on_eras(match self.says {
                Statement::Relative(_) => BESIDE,
                _ => "it does not say that two of them are told apart",
            }));
        };
        let era = |scope: &EraScope| match &scope.stretch {
            Stretch::Era { era, .. } => place_of(era, labels),
            _ => Err(not_on_eras("it names no era")),
        };
        let others = against.as_ref().map(|named| {
            let each = named.iter().map(|name| place_of(name, labels));
            each.collect::<Result<_>>()
        });
        Ok(Pair {
            one: era(at)?,
            other: era(from)?,
            against: others.transpose()?,
            being: *being,
        })
    }
}

fn place_of(name: &str, labels: &[String]) -> Result<usize> {
    let known: Vec<&str> = labels.iter().map(String::as_str).collect();
    let place = labels.iter().position(|label| label == name);
    place.ok_or_else(|| ClaimMistake::unknown("era", "era", name, &known))
}

fn unweighted() -> Error {
    let said = "weights do not enter a comparison of frequencies: whether two eras are told apart is \
        asked of visits that count one each";
    let mistake = ClaimMistake::new("claim", "unweighted", said);
    mistake.hinting("ask how many visits flip it, or compare weighted frequencies by `lower_than`")
}

fn not_on_eras(why: &str) -> Error {
    ClaimMistake::new(
        "claim",
        "not_on_eras",
        format!("the claim is not one on eras: {why}"),
    )
    .into()
}
