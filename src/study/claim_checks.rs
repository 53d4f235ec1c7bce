//! Whether a claim says one thing, about a quantity that can be computed where it is taken.

use super::checks::{Found, first_double, path, wrong};
use super::claim::{Claim, Place, Quantity, Verdict};
use super::fault::Step;
use super::model::Study;
use super::place_checks::{is_of_lags, places};
use super::words::listed;

/// The first claim that cannot be meant.
pub(super) fn claims(study: &Study) -> Option<Found> {
    let double = first_double(study.claims.iter().map(|claim| claim.id.as_str()));
    if let Some(index) = double {
        return Some(wrong(
            at(index, "id"),
            "duplicate_id",
            "another claim has this id",
        ));
    }
    study.claims.iter().enumerate().find_map(|(index, claim)| {
        let (key, code, said) = mistake(claim, study)?;
        let steps = if key.is_empty() {
            path_of(index)
        } else {
            at(index, key)
        };
        Some(wrong(steps, code, said))
    })
}

/// The key at fault, the kind of mistake, and what is wrong.
pub(super) type Mistake = (&'static str, &'static str, String);

fn mistake(claim: &Claim, study: &Study) -> Option<Mistake> {
    name(claim)
        .or_else(|| assertion(claim))
        .or_else(|| rounding(claim))
        .or_else(|| places(claim))
        .or_else(|| sources(claim, study))
        .or_else(|| expectation(claim))
}

fn name(claim: &Claim) -> Option<Mistake> {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if claim.id.is_empty() || !claim.id.chars().all(plain) {
        let said = "an id is made of letters, digits, '-', '_' and '.'".to_owned();
        return Some(("id", "bad_value", said));
    }
    claim
        .says
        .trim()
        .is_empty()
        .then(|| ("says", "bad_value", "the sentence is empty".to_owned()))
}

/// What a claim asserts, by key.
fn assertions(claim: &Claim) -> Vec<&'static str> {
    [
        ("printed", claim.printed.is_some()),
        ("rank", claim.rank.is_some()),
        ("lower_than", claim.lower_than.is_some()),
        ("higher_than", claim.higher_than.is_some()),
        ("ascending", !claim.ascending.is_empty()),
        ("censored", claim.censored.is_some()),
        ("qualifies", claim.qualifies.is_some()),
    ]
    .into_iter()
    .filter_map(|(key, given)| given.then_some(key))
    .collect()
}

fn allowed(quantity: Quantity) -> &'static [&'static str] {
    match quantity {
        Quantity::Count | Quantity::Frequency | Quantity::WeightedFrequency => {
            &["printed", "rank", "lower_than", "higher_than", "ascending"]
        }
        Quantity::Ratio
        | Quantity::WeightedRatio
        | Quantity::Share
        | Quantity::Gap
        | Quantity::LongestGap => &["printed"],
        Quantity::Lag => &["printed", "censored"],
        Quantity::MeanLag | Quantity::MedianLag | Quantity::RestrictedMeanLag => {
            &["printed", "lower_than", "higher_than"]
        }
        Quantity::Qualification => &["qualifies"],
    }
}

fn assertion(claim: &Claim) -> Option<Mistake> {
    let allowed = allowed(claim.quantity);
    match assertions(claim).as_slice() {
        [one] if allowed.contains(one) => None,
        [one] => {
            let said = format!(
                "this quantity is not claimed by '{one}' but by one of {}",
                listed(allowed)
            );
            Some((one, "contradiction", said))
        }
        [] => Some((
            "",
            "missing_key",
            format!("the claim asserts nothing; give one of {}", listed(allowed)),
        )),
        several @ [_, second, ..] => Some((
            second,
            "contradiction",
            format!("the claim asserts {}; give one", listed(several)),
        )),
    }
}

fn rounding(claim: &Claim) -> Option<Mistake> {
    if claim.printed.is_none() && claim.comparison != super::printed::Comparison::Equals {
        let said = "a comparison needs a `printed` number".to_owned();
        return Some(("comparison", "contradiction", said));
    }
    match claim.rounded_to {
        Some(_) if claim.printed.is_none() => Some((
            "rounded_to",
            "contradiction",
            "only a `printed` number is rounded".to_owned(),
        )),
        Some(step) if step <= 0.0 => Some((
            "rounded_to",
            "out_of_range",
            format!("{step} is not a step of rounding; give one above 0"),
        )),
        _ => None,
    }
}

fn sources(claim: &Claim, study: &Study) -> Option<Mistake> {
    let missing = |what: &str| {
        Some((
            "quantity",
            "missing_table",
            format!("the claim needs {what}, and the study declares none"),
        ))
    };
    if is_of_lags(claim.quantity) && study.shocks.is_none() {
        return missing("`[shocks]`");
    }
    let weighted = matches!(
        claim.quantity,
        Quantity::WeightedFrequency | Quantity::WeightedRatio
    );
    if weighted && study.scheme.is_empty() {
        return missing("a `[scheme]`");
    }
    let places = [
        Some(&claim.at),
        claim.of.as_ref(),
        claim.lower_than.as_ref(),
        claim.higher_than.as_ref(),
    ];
    let eras = places.into_iter().flatten().any(Place::names_an_era) || !claim.ascending.is_empty();
    if eras && study.eras.is_none() {
        return missing("`[eras]`");
    }
    let of_time = is_of_lags(claim.quantity)
        || matches!(claim.quantity, Quantity::Gap | Quantity::LongestGap);
    (claim.unit.is_some() && !of_time).then(|| {
        (
            "unit",
            "contradiction",
            "only lags and gaps have a unit".to_owned(),
        )
    })
}

fn expectation(claim: &Claim) -> Option<Mistake> {
    let unexplained = claim
        .because
        .as_ref()
        .is_none_or(|why| why.trim().is_empty());
    (claim.expect != Verdict::Reproduced && unexplained).then(|| {
        let said = format!(
            "say in `because` why '{}' is expected",
            claim.expect.words()
        );
        ("", "missing_key", said)
    })
}

fn path_of(index: usize) -> Vec<Step> {
    let mut steps = path(["claim"]);
    steps.push(Step::Element(index));
    steps
}

fn at(index: usize, key: &str) -> Vec<Step> {
    let mut steps = path_of(index);
    steps.push(Step::Key(key.to_owned()));
    steps
}
