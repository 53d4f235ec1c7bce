//! From the flat form of a claim to the claim that it means; what cannot be meant is refused at its key.

use super::claim_form::{ClaimForm, Quantity, RankForm};
use super::claim_rules::{against, assertion, expectation, fits, interval, named, rounding, twice};
use super::misfit::{Read, misfit};
use super::relative_reader::relative;
use super::scope_reader::{
    era_scope, gap_scope, no_shocks, of_the_same_visits, one_shock, shock_scope, timeless,
    visit_scope,
};
use super::series_reader::{lower_first, on_series};
use crate::claims::claim::{Claim, Gap, Relation, Statement, Summary};
use crate::claims::measure::Measure;
use crate::claims::scope::{ListScope, RowScope, VisitScope};
use crate::claims::words::shown;

/// The claim that a form means.
pub(super) fn read(form: &ClaimForm) -> Read<Claim> {
    named(form)?;
    let asserted = assertion(form)?;
    rounding(form)?;
    fits(form)?;
    expectation(form)?;
    let says = match asserted {
        _ if form.quantity == Quantity::Series => Statement::Series(on_series(form)?),
        "printed" => printed(form)?,
        "rank" => rank(form)?,
        "lower_than" if form.relative_to.is_some() => relative(form, Relation::Lower)?,
        "higher_than" if form.relative_to.is_some() => relative(form, Relation::Higher)?,
        "told_apart_from" if form.relative_to.is_some() => {
            relative(form, Relation::ToldApart(form.being))?
        }
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
        _ => Statement::Gap {
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
    if let Some(era) = twice(ahead_only_of) {
        let said = format!("'{}' stands in `ahead_only_of` twice", shown(era));
        return misfit("rank", "bad_value", said);
    }
    if ahead_only_of
        .iter()
        .any(|era| Some(era) == form.at.era.as_ref())
    {
        return misfit("rank", "contradiction", "an era is not ahead of itself");
    }
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
    if form.quantity.is_of_lags() {
        let scopes = [shock_scope(&form.at, "at")?, shock_scope(other, key)?];
        let [lower, higher] = lower_first(scopes, about_higher);
        return Ok(Statement::LagsLower {
            summary: summary(form.quantity),
            lower,
            higher,
            about_higher,
        });
    }
    let scopes = [era_scope(&form.at, "at")?, era_scope(other, key)?];
    let [lower, higher] = lower_first(scopes, about_higher);
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
    if let Some(era) = twice(&form.ascending) {
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
    of_the_same_visits(&form.at, &from, "told_apart_from")?;
    Ok(Statement::ToldApart {
        at: era_scope(&form.at, "at")?,
        from: era_scope(&from, "told_apart_from")?,
        against: against(form, from.era.as_deref().unwrap_or_default())?,
        being: form.being,
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
