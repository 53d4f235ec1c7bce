//! Whether a claim's quantity can be taken where the claim takes it.

use super::checks::first_double;
use super::claim::{Claim, End, Place, Quantity, Rank};
use super::claim_checks::Mistake;
use super::words::shown;

/// The first place of a claim at which its quantity cannot be taken.
pub(super) fn places(claim: &Claim) -> Option<Mistake> {
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

fn rank_mistake(rank: &Rank) -> Option<Mistake> {
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

fn from_bottom(rank: &Rank) -> bool {
    rank.from == End::Bottom
}

pub(super) fn is_of_lags(quantity: Quantity) -> bool {
    matches!(
        quantity,
        Quantity::Lag | Quantity::MeanLag | Quantity::MedianLag | Quantity::RestrictedMeanLag
    )
}
