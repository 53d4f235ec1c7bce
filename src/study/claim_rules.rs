//! What the keys of one claim may be together, whatever it means.

use super::claim_form::{ClaimForm, Quantity, ScopeForm, SeriesSummary, Unit};
use super::misfit::{Read, misfit};
use crate::claims::interval::Interval;
use crate::claims::printed::Printed;
use crate::claims::verdict::Verdict;
use crate::claims::words::{listed, shown};
use crate::time::DAYS_A_YEAR;
use crate::word::Word;

pub(super) fn named(form: &ClaimForm) -> Read<()> {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if form.id.is_empty() || !form.id.chars().all(plain) {
        let said = "an id is made of letters, digits, '-', '_' and '.'";
        return misfit("id", "bad_value", said);
    }
    if form.says.trim().is_empty() {
        return misfit("says", "bad_value", "the sentence is empty");
    }
    Ok(())
}

/// The keys by which a claim asserts something.
pub(super) const ASSERTIONS: [&str; 8] = [
    "printed",
    "rank",
    "lower_than",
    "higher_than",
    "ascending",
    "told_apart_from",
    "censored",
    "qualifies",
];

/// The one key by which a claim asserts something.
pub(super) fn assertion(form: &ClaimForm) -> Read<&'static str> {
    let said = [
        form.printed.is_some(),
        form.rank.is_some(),
        form.lower_than.is_some(),
        form.higher_than.is_some(),
        !form.ascending.is_empty(),
        form.told_apart_from.is_some(),
        form.censored.is_some(),
        form.qualifies.is_some(),
    ];
    let given: Vec<&'static str> = ASSERTIONS
        .into_iter()
        .zip(said)
        .filter_map(|(key, given)| given.then_some(key))
        .collect();
    let allowed = allowed(form.quantity);
    match given.as_slice() {
        [one] if allowed.contains(one) => Ok(one),
        [one] => {
            let choices = listed(allowed);
            let said = format!("this quantity is not claimed by '{one}' but by one of {choices}");
            misfit(one, "contradiction", said)
        }
        [] => {
            let said = format!("the claim asserts nothing; give one of {}", listed(allowed));
            misfit("", "missing_key", said)
        }
        several @ [_, second, ..] => {
            let said = format!("the claim asserts {}; give one", listed(several));
            misfit(second, "contradiction", said)
        }
    }
}

fn allowed(quantity: Quantity) -> &'static [&'static str] {
    match quantity {
        Quantity::Frequency => &[
            "printed",
            "rank",
            "lower_than",
            "higher_than",
            "ascending",
            "told_apart_from",
        ],
        Quantity::Count | Quantity::WeightedCount | Quantity::WeightedFrequency => {
            &["printed", "rank", "lower_than", "higher_than", "ascending"]
        }
        Quantity::Ratio
        | Quantity::WeightedRatio
        | Quantity::Share
        | Quantity::OpenGap
        | Quantity::LongestGap => &["printed"],
        Quantity::Lag => &["printed", "censored"],
        Quantity::MeanLag
        | Quantity::MedianLag
        | Quantity::RestrictedMeanLag
        | Quantity::Series => &["printed", "lower_than", "higher_than"],
        Quantity::Qualification => &["qualifies"],
    }
}

pub(super) fn rounding(form: &ClaimForm) -> Read<()> {
    if form.printed.is_none() && form.comparison != crate::claims::printed::Comparison::Equals {
        let said = "a comparison needs a `printed` number";
        return misfit("comparison", "contradiction", said);
    }
    let is_share = form.quantity == Quantity::Share || form.summary == Some(SeriesSummary::Share);
    if let Some(printed) = form
        .printed
        .as_ref()
        .filter(|one| is_share && one.is_above_one())
    {
        let number = printed.text();
        let times = if form.quantity == Quantity::Share {
            format!(", and for {number} times as many visits a percentage above 100")
        } else {
            String::new()
        };
        let said = format!(
            "a share is a fraction of 1, and {number} is more: for {number} percent write \"{number}%\"{times}"
        );
        return misfit("printed", "above_one", said);
    }
    let is_percent = form.printed.as_ref().is_some_and(Printed::is_percent);
    if is_percent && !is_of_two(form) {
        let said = "only a share or a ratio is printed in percent";
        return misfit("printed", "contradiction", said);
    }
    match form.rounded_to {
        Some(_) if form.printed.is_none() => misfit(
            "rounded_to",
            "contradiction",
            "only a `printed` number is rounded",
        ),
        Some(step) if step.is_nan() || step <= 0.0 => {
            let said = format!("{step} is not a step of rounding; give one above 0");
            misfit("rounded_to", "out_of_range", said)
        }
        _ => Ok(()),
    }
}

pub(super) fn fits(form: &ClaimForm) -> Read<()> {
    let of_two = is_of_two(form);
    if form.quantity != Quantity::Series {
        no_series(form)?;
    }
    for (key, scope) in scopes(form) {
        let dyad = scope.and_then(|scope| scope.dyad.as_ref());
        if dyad.is_some_and(|(one, other)| one == other) {
            return misfit(key, "bad_value", "a dyad is of two countries");
        }
        if let Some(said) = scope.and_then(no_visit_can_be) {
            return misfit(key, "contradiction", said);
        }
    }
    if of_two && form.of.is_none() {
        return misfit("", "missing_key", "say what it is `of`");
    }
    if !of_two && form.of.is_some() {
        return misfit(
            "of",
            "contradiction",
            "only a ratio or a share is `of` something",
        );
    }
    if form.unit.is_some() && !form.quantity.is_of_time() {
        return misfit("unit", "contradiction", "only lags and gaps have a unit");
    }
    if form.against.is_some() && form.told_apart_from.is_none() {
        let said = "only an era `told_apart_from` another is compared with named ones";
        return misfit("against", "contradiction", said);
    }
    if form.being.is_some() && form.told_apart_from.is_none() {
        let said =
            "only an era `told_apart_from` another is said to be the lower or the higher one";
        return misfit("being", "contradiction", said);
    }
    let beside =
        form.lower_than.is_some() || form.higher_than.is_some() || form.told_apart_from.is_some();
    if form.relative_to.is_some() && !(beside && form.quantity == Quantity::Frequency) {
        let said = "only a frequency `lower_than`, `higher_than` or `told_apart_from` another is relative to \
            other visits";
        return misfit("relative_to", "contradiction", said);
    }
    if let Some((name, said)) = form.conventions.out_of_range() {
        let key = if name == "tau" {
            "with.tau"
        } else {
            "with.level"
        };
        return misfit(key, "out_of_range", said);
    }
    Ok(())
}

/// Why a scope can hold no visit, whoever travels.
fn no_visit_can_be(scope: &ScopeForm) -> Option<String> {
    let dyad = scope.dyad.as_ref().map(|(one, other)| [one, other]);
    let mut eras = scope.eras.keys();
    let sides = eras
        .next()
        .zip(eras.next())
        .map(|(one, other)| [one, other]);
    let trip = scope.origin.as_ref().zip(scope.destination.as_ref());
    let trip = trip.map(|(one, other)| [one, other]);
    if let Some([one, other]) = trip
        && one == other
    {
        return Some(format!(
            "a visit of '{}' to itself does not count",
            shown(one)
        ));
    }
    let ends = [&scope.side, &scope.origin, &scope.destination].into_iter();
    let ends: Vec<&String> = ends.flatten().chain(dyad.into_iter().flatten()).collect();
    let apart = |pair: Option<[&String; 2]>| {
        let pair = pair?;
        let other = ends.iter().find(|end| !pair.contains(end))?;
        let [one, another] = pair.map(|country| shown(country));
        Some(format!(
            "no visit between '{one}' and '{another}' touches '{}'",
            shown(other)
        ))
    };
    [dyad, sides, trip].into_iter().find_map(apart)
}

/// Whether it is one number over another.
fn is_of_two(form: &ClaimForm) -> bool {
    matches!(
        form.quantity,
        Quantity::Ratio | Quantity::WeightedRatio | Quantity::Share
    ) || matches!(
        form.summary,
        Some(SeriesSummary::Share | SeriesSummary::Ratio)
    )
}

/// The scopes that a claim may have, by the keys at which they stand.
fn scopes(form: &ClaimForm) -> [(&'static str, Option<&ScopeForm>); 6] {
    [
        ("at", Some(&form.at)),
        ("of", form.of.as_ref()),
        ("lower_than", form.lower_than.as_ref()),
        ("higher_than", form.higher_than.as_ref()),
        ("told_apart_from", form.told_apart_from.as_ref()),
        ("relative_to", form.relative_to.as_ref()),
    ]
}

/// Refuses what is only said of a series.
fn no_series(form: &ClaimForm) -> Read<()> {
    if form.summary.is_some() {
        let said = "only a claim on a series has a `summary`; its quantity is 'series'";
        return misfit("summary", "contradiction", said);
    }
    let keys = [
        "at.series",
        "of.series",
        "lower_than.series",
        "higher_than.series",
        "told_apart_from.series",
        "relative_to.series",
    ];
    for (key, (_, scope)) in keys.into_iter().zip(scopes(form)) {
        if scope.is_some_and(|scope| scope.series.is_some()) {
            let said = "only a claim whose quantity is 'series' names one";
            return misfit(key, "contradiction", said);
        }
    }
    Ok(())
}

pub(super) fn expectation(form: &ClaimForm) -> Read<()> {
    let explained = form
        .because
        .as_ref()
        .is_some_and(|why| !why.trim().is_empty());
    if form.expect == Verdict::Reproduced || explained {
        return Ok(());
    }
    let said = format!("say in `because` why '{}' is expected", form.expect.word());
    misfit("", "missing_key", said)
}

/// The eras with which the claim's own is compared, the `other` that it is told apart from among them.
pub(super) fn against(form: &ClaimForm, other: &str) -> Read<Option<Vec<String>>> {
    let Some(named) = &form.against else {
        return Ok(None);
    };
    if named.is_empty() {
        let said = "it names no era: leave it out where all pairs of the list count";
        return misfit("against", "bad_value", said);
    }
    if let Some(era) = twice(named) {
        let said = format!("'{}' stands in it twice", shown(era));
        return misfit("against", "bad_value", said);
    }
    if named.iter().any(|era| Some(era) == form.at.era.as_ref()) {
        let said = "an era is not compared with itself";
        return misfit("against", "contradiction", said);
    }
    if !named.iter().any(|era| era == other) {
        let said = format!(
            "'{}', from which it is told apart, is not among them",
            shown(other)
        );
        return misfit("against", "contradiction", said);
    }
    Ok(Some(named.clone()))
}

/// The first name that stands in a list a second time.
pub(super) fn twice(named: &[String]) -> Option<&String> {
    let mut eras = named.iter().enumerate();
    let found = eras.find(|(place, era)| {
        let first = named.iter().position(|other| other == *era);
        first != Some(*place)
    });
    found.map(|(_, era)| era)
}

/// The numbers that round to the one that was printed.
pub(super) fn interval(form: &ClaimForm) -> Read<Interval> {
    let Some(printed) = &form.printed else {
        return misfit("printed", "missing_key", "give the number that was printed");
    };
    let unit = match form.unit {
        Some(Unit::Years) => DAYS_A_YEAR,
        _ => 1.0,
    };
    let found = printed
        .interval(form.comparison, form.rounded_to)
        .and_then(|interval| interval.scaled(unit));
    found.or_else(|error| misfit("rounded_to", "out_of_range", error.to_string()))
}
