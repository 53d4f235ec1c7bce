//! Whether a claim says one thing, about a quantity that can be computed where it is taken.

use super::checks::{Found, first_double, path, wrong};
use super::claim::{Claim, Place, Quantity, Verdict};
use super::fault::Step;
use super::model::Study;
use super::words::{listed, shown};

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

type Mistake = (&'static str, &'static str, String);

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

fn places(claim: &Claim) -> Option<Mistake> {
    let of_two = matches!(
        claim.quantity,
        Quantity::Ratio | Quantity::WeightedRatio | Quantity::Share
    );
    if of_two != claim.of.is_some() {
        let said = if of_two {
            "say what it is `of`"
        } else {
            "only a ratio or a share is `of` something"
        };
        let key = if of_two { "" } else { "of" };
        return Some((
            key,
            if of_two {
                "missing_key"
            } else {
                "contradiction"
            },
            said.to_owned(),
        ));
    }
    [
        ("at", Some(&claim.at)),
        ("of", claim.of.as_ref()),
        ("lower_than", claim.lower_than.as_ref()),
        ("higher_than", claim.higher_than.as_ref()),
    ]
    .into_iter()
    .find_map(|(key, place)| {
        let (code, said) = place_mistake(claim.quantity, place?)?;
        Some((key, code, said))
    })
    .or_else(|| order(claim))
}

fn place_mistake(quantity: Quantity, place: &Place) -> Option<(&'static str, String)> {
    let say = |said: &str| Some(("contradiction", said.to_owned()));
    let of_lags = is_of_lags(quantity);
    if !of_lags && !place.shocks.is_empty() {
        return say("only lags are taken at shocks");
    }
    if of_lags && place.names_an_era() {
        return say("a lag is taken at shocks, not in an era; name them, or give a period");
    }
    if quantity == Quantity::Lag && place.shocks.len() != 1 {
        return say("a lag is taken at one shock: shocks = [\"its id\"]");
    }
    let timeless = matches!(
        quantity,
        Quantity::Gap | Quantity::LongestGap | Quantity::Qualification
    );
    if timeless && place.names_an_era() {
        return say("this quantity is not taken in an era");
    }
    if matches!(quantity, Quantity::Gap | Quantity::LongestGap) && place.period.is_some() {
        return say("a gap is looked for in the whole observation");
    }
    if place.era.is_some() && !place.eras.is_empty() {
        return say("give `era` for one side's era, or `eras` for one of each side");
    }
    if place.eras.len() == 1 || place.eras.len() > 2 {
        return say("`eras` names one era of each of two sides");
    }
    None
}

/// An order is one of eras of one side.
fn order(claim: &Claim) -> Option<Mistake> {
    let of_one_era = |said: &str| Some(("at", "missing_key", said.to_owned()));
    if let Some(rank) = &claim.rank {
        if claim.at.era.is_none() {
            return of_one_era("say whose place it is: at = { side = \"...\", era = \"...\" }");
        }
        return rank_mistake(rank);
    }
    if claim.ascending.is_empty() {
        return None;
    }
    if claim.ascending.len() < 2 {
        return Some((
            "ascending",
            "bad_value",
            "an order needs two eras".to_owned(),
        ));
    }
    if claim.at.names_an_era() {
        let said = "the eras stand in `ascending`; `at` gives their side".to_owned();
        return Some(("at", "contradiction", said));
    }
    let double = first_double(claim.ascending.iter().map(String::as_str))?;
    let era = claim
        .ascending
        .get(double)
        .map(|era| shown(era))
        .unwrap_or_default();
    Some((
        "ascending",
        "bad_value",
        format!("'{era}' stands in it twice"),
    ))
}

fn rank_mistake(rank: &super::claim::Rank) -> Option<Mistake> {
    let (place, others) = (rank.place, &rank.ahead_only_of);
    match place {
        None if others.is_empty() => Some((
            "rank",
            "missing_key",
            "give a `place`, or the eras it is `ahead_only_of`".to_owned(),
        )),
        Some(0) => Some((
            "rank",
            "out_of_range",
            "places are counted from 1".to_owned(),
        )),
        Some(place) if !others.is_empty() && from_bottom(rank) && place != others.len() + 1 => {
            let said = format!(
                "place {place} from the bottom is not ahead of {} eras only",
                others.len()
            );
            Some(("rank", "contradiction", said))
        }
        _ => None,
    }
}

fn from_bottom(rank: &super::claim::Rank) -> bool {
    rank.from == super::claim::End::Bottom
}

fn is_of_lags(quantity: Quantity) -> bool {
    matches!(
        quantity,
        Quantity::Lag | Quantity::MeanLag | Quantity::MedianLag | Quantity::RestrictedMeanLag
    )
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
