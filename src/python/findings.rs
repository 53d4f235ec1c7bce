//! Findings as Python hands them over.

use super::words::choose;
use crate::robustness::finding::Finding;
use crate::robustness::region::Region;
use crate::robustness::standing::End;
use crate::study::printed::{Comparison, Printed};
use crate::{Error, Result};

/// A printed number, how the computed one stands to it, the step it was rounded to, and how many of
/// the computed unit make one of the printed.
pub(super) type RegionArgument = (String, String, Option<f64>, f64);

/// Kind, eras, place and region of a finding.
pub(super) type FindingArgument = (String, Vec<usize>, usize, Option<RegionArgument>);

/// The numbers that bear out a print.
pub(super) fn region((text, comparison, rounded_to, unit): &RegionArgument) -> Result<Region> {
    let region = printed(text)?.region(self::comparison(comparison)?, *rounded_to)?;
    region.scaled(*unit)
}

/// The finding that an argument describes.
pub(super) fn finding((kind, eras, place, region): &FindingArgument) -> Result<Finding> {
    let era = |position: usize| eras.get(position).copied().ok_or_else(too_few);
    let region = || self::region(region.as_ref().ok_or_else(too_few)?);
    let placed = |from| -> Result<Finding> {
        let (era, place) = (era(0)?, *place);
        Ok(Finding::Place { era, place, from })
    };
    match choose("kind", kind, &KINDS)? {
        Kind::Value => Ok(Finding::Value {
            era: era(0)?,
            region: region()?,
        }),
        Kind::Ratio => Ok(Finding::Ratio {
            over: era(0)?,
            under: era(1)?,
            region: region()?,
        }),
        Kind::FromLowest => placed(End::Lowest),
        Kind::FromHighest => placed(End::Highest),
        Kind::AheadOnlyOf => Ok(Finding::AheadOnlyOf {
            era: era(0)?,
            others: eras.get(1..).unwrap_or_default().to_vec(),
        }),
        Kind::Ascending => Ok(Finding::Ascending { eras: eras.clone() }),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Value,
    Ratio,
    FromLowest,
    FromHighest,
    AheadOnlyOf,
    Ascending,
}

const KINDS: [(&str, Kind); 6] = [
    ("value", Kind::Value),
    ("ratio", Kind::Ratio),
    ("from_lowest", Kind::FromLowest),
    ("from_highest", Kind::FromHighest),
    ("ahead_only_of", Kind::AheadOnlyOf),
    ("ascending", Kind::Ascending),
];

/// A printed number.
pub(super) fn printed(text: &str) -> Result<Printed> {
    Printed::read(text).ok_or_else(|| Error::OutOfRange {
        name: "printed".into(),
        found: text.chars().take(80).collect(),
        expected: "a plain decimal number, such as '1.25'".into(),
    })
}

/// How a computed number stands to a printed one.
pub(super) fn comparison(word: &str) -> Result<Comparison> {
    let choices = [
        ("equals", Comparison::Equals),
        ("at_most", Comparison::AtMost),
        ("at_least", Comparison::AtLeast),
        ("less_than", Comparison::LessThan),
        ("more_than", Comparison::MoreThan),
        ("almost", Comparison::Almost),
    ];
    choose("comparison", word, &choices)
}

fn too_few() -> Error {
    Error::Undefined {
        name: "the finding".into(),
        reason: "it names too few eras, or no number".into(),
    }
}
