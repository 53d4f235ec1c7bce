//! From the flat form of a claim to the claim that it means; what cannot be meant is refused at its key.

use super::claim_form::{ClaimForm, Quantity, RankForm, Unit};
use super::misfit::{Read, misfit};
use super::scope_reader::{
    era_scope, gap_scope, no_shocks, one_shock, shock_scope, timeless, visit_scope,
};
use crate::claims::claim::{Claim, Gap, Measure, Statement, Summary};
use crate::claims::interval::Interval;
use crate::claims::scope::{ListScope, RowScope, VisitScope};
use crate::claims::verdict::Verdict;
use crate::claims::words::{listed, shown};
use crate::time::DAYS_A_YEAR;

/// The claim that a form means.
pub(super) fn read(form: &ClaimForm) -> Read<Claim> {
    named(form)?;
    let asserted = assertion(form)?;
    rounding(form)?;
    fits(form)?;
    expectation(form)?;
    let says = match asserted {
        "printed" => printed(form)?,
        "rank" => rank(form)?,
        "lower_than" | "higher_than" => lower(form, asserted == "higher_than")?,
        "ascending" => ascending(form)?,
        "told_apart_from" => told_apart(form)?,
        "censored" => Statement::NoAnswer {
            at: one_shock(form)?,
            expected: form.censored == Some(true),
        },
        _ => qualification(form)?,
    };
    Ok(Claim {
        says,
        conventions: form.conventions.clone(),
    })
}

fn named(form: &ClaimForm) -> Read<()> {
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

/// The one key by which a claim asserts something.
fn assertion(form: &ClaimForm) -> Read<&'static str> {
    let given: Vec<&'static str> = [
        ("printed", form.printed.is_some()),
        ("rank", form.rank.is_some()),
        ("lower_than", form.lower_than.is_some()),
        ("higher_than", form.higher_than.is_some()),
        ("ascending", !form.ascending.is_empty()),
        ("told_apart_from", form.told_apart_from.is_some()),
        ("censored", form.censored.is_some()),
        ("qualifies", form.qualifies.is_some()),
    ]
    .into_iter()
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
        Quantity::MeanLag | Quantity::MedianLag | Quantity::RestrictedMeanLag => {
            &["printed", "lower_than", "higher_than"]
        }
        Quantity::Qualification => &["qualifies"],
    }
}

fn rounding(form: &ClaimForm) -> Read<()> {
    if form.printed.is_none() && form.comparison != crate::claims::printed::Comparison::Equals {
        let said = "a comparison needs a `printed` number";
        return misfit("comparison", "contradiction", said);
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

fn fits(form: &ClaimForm) -> Read<()> {
    let of_two = matches!(
        form.quantity,
        Quantity::Ratio | Quantity::WeightedRatio | Quantity::Share
    );
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
    if let Some(level) = form
        .conventions
        .level
        .filter(|level| !(0.0..1.0).contains(level))
    {
        let said = format!("the level {level} does not lie between 0 and 1");
        return misfit("with", "out_of_range", said);
    }
    Ok(())
}

fn expectation(form: &ClaimForm) -> Read<()> {
    let explained = form
        .because
        .as_ref()
        .is_some_and(|why| !why.trim().is_empty());
    if form.expect == Verdict::Reproduced || explained {
        return Ok(());
    }
    let said = format!("say in `because` why '{}' is expected", form.expect.words());
    misfit("", "missing_key", said)
}

fn printed(form: &ClaimForm) -> Read<Statement> {
    let printed = interval(form)?;
    let measure = measure(form.quantity);
    Ok(match form.quantity {
        Quantity::Count
        | Quantity::Frequency
        | Quantity::WeightedCount
        | Quantity::WeightedFrequency => Statement::Number {
            measure,
            at: era_scope(&form.at, "at")?,
            printed,
        },
        Quantity::Ratio | Quantity::WeightedRatio | Quantity::Share => Statement::Ratio {
            measure,
            at: era_scope(&form.at, "at")?,
            of: era_scope(form.of.as_ref().unwrap_or(&form.at), "of")?,
            printed,
        },
        Quantity::Lag => Statement::Lag {
            at: one_shock(form)?,
            printed,
        },
        Quantity::MeanLag | Quantity::MedianLag | Quantity::RestrictedMeanLag => {
            Statement::LagSummary {
                summary: summary(form.quantity),
                at: shock_scope(&form.at, "at")?,
                printed,
            }
        }
        Quantity::OpenGap | Quantity::LongestGap | Quantity::Qualification => Statement::Gap {
            which: if form.quantity == Quantity::OpenGap {
                Gap::Open
            } else {
                Gap::Longest
            },
            at: gap_scope(&form.at)?,
            printed,
        },
    })
}

fn rank(form: &ClaimForm) -> Read<Statement> {
    let Some(rank) = &form.rank else {
        return misfit("rank", "missing_key", "give a `place`");
    };
    if !form.at.names_an_era() {
        let said = "say whose place it is: at = { side = \"...\", era = \"...\" }";
        return misfit("at", "missing_key", said);
    }
    let RankForm {
        from,
        place,
        ahead_only_of,
    } = rank;
    match place {
        None if ahead_only_of.is_empty() => {
            let said = "give a `place`, or the eras it is `ahead_only_of`";
            return misfit("rank", "missing_key", said);
        }
        Some(0) => return misfit("rank", "out_of_range", "places are counted from 1"),
        Some(place)
            if !ahead_only_of.is_empty()
                && *from == crate::claims::rank::End::Bottom
                && *place != ahead_only_of.len() + 1 =>
        {
            let others = ahead_only_of.len();
            let said = format!("place {place} from the bottom is not ahead of {others} eras only");
            return misfit("rank", "contradiction", said);
        }
        _ => {}
    }
    Ok(Statement::Rank {
        measure: measure(form.quantity),
        at: era_scope(&form.at, "at")?,
        from: *from,
        place: *place,
        ahead_only_of: (!ahead_only_of.is_empty()).then(|| ahead_only_of.clone()),
    })
}

fn lower(form: &ClaimForm, about_higher: bool) -> Read<Statement> {
    let (key, other) = if about_higher {
        ("higher_than", &form.higher_than)
    } else {
        ("lower_than", &form.lower_than)
    };
    let Some(other) = other else {
        return misfit(key, "missing_key", "say what it is compared with");
    };
    let swap = |one, other| {
        if about_higher {
            (other, one)
        } else {
            (one, other)
        }
    };
    if form.quantity.is_of_lags() {
        let (lower, higher) = swap(shock_scope(&form.at, "at")?, shock_scope(other, key)?);
        return Ok(Statement::LagsLower {
            summary: summary(form.quantity),
            lower,
            higher,
            about_higher,
        });
    }
    let swap = |one, other| {
        if about_higher {
            (other, one)
        } else {
            (one, other)
        }
    };
    let (lower, higher) = swap(era_scope(&form.at, "at")?, era_scope(other, key)?);
    Ok(Statement::Lower {
        measure: measure(form.quantity),
        lower,
        higher,
        about_higher,
    })
}

fn ascending(form: &ClaimForm) -> Read<Statement> {
    if form.ascending.len() < 2 {
        return misfit("ascending", "bad_value", "an order needs two eras");
    }
    if form.at.names_an_era() {
        let said = "the eras stand in `ascending`; `at` gives their side";
        return misfit("at", "contradiction", said);
    }
    no_shocks(&form.at, "at")?;
    let mut eras = form.ascending.iter().enumerate();
    if let Some((_, era)) = eras.find(|(place, era)| {
        let first = form.ascending.iter().position(|other| other == *era);
        first != Some(*place)
    }) {
        let said = format!("'{}' stands in it twice", shown(era));
        return misfit("ascending", "bad_value", said);
    }
    Ok(Statement::Ascending {
        measure: measure(form.quantity),
        at: ListScope {
            visits: VisitScope {
                side: None,
                ..visit_scope(&form.at)
            },
            side: form.at.side.clone(),
            rule: form.at.rule.clone(),
            period: form.at.period.clone(),
        },
        eras: form.ascending.clone(),
    })
}

fn told_apart(form: &ClaimForm) -> Read<Statement> {
    let from = form.told_apart_from.clone().unwrap_or_default();
    if form.at.era.is_none() {
        let said = "say which era is told apart: at = { side = \"...\", era = \"...\" }";
        return misfit("at", "missing_key", said);
    }
    if from.era.is_none() {
        let said = "give the `era` of the same list from which it is told apart";
        return misfit("told_apart_from", "missing_key", said);
    }
    if form.at.era == from.era {
        return misfit(
            "told_apart_from",
            "contradiction",
            "an era is not told apart from itself",
        );
    }
    Ok(Statement::ToldApart {
        at: era_scope(&form.at, "at")?,
        from: era_scope(&from, "told_apart_from")?,
    })
}

fn qualification(form: &ClaimForm) -> Read<Statement> {
    timeless(&form.at, "at")?;
    Ok(Statement::Qualification {
        at: RowScope {
            visits: visit_scope(&form.at),
            period: form.at.period.clone(),
        },
        outcome: form
            .qualifies
            .unwrap_or(crate::claims::outcome::Outcome::True),
    })
}

fn interval(form: &ClaimForm) -> Read<Interval> {
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

fn measure(quantity: Quantity) -> Measure {
    match quantity {
        Quantity::Count | Quantity::Share => Measure::Count,
        Quantity::WeightedCount => Measure::WeightedCount,
        Quantity::WeightedFrequency | Quantity::WeightedRatio => Measure::WeightedFrequency,
        _ => Measure::Frequency,
    }
}

fn summary(quantity: Quantity) -> Summary {
    match quantity {
        Quantity::MedianLag => Summary::Median,
        Quantity::RestrictedMeanLag => Summary::RestrictedMean,
        _ => Summary::Mean,
    }
}
