//! What the types of a study cannot say: which keys go together, and which names must agree.

use super::claim_form::{ClaimForm, Quantity};
use super::claim_reader;
use super::data::{Eras, Report, SeriesTable, Shocks, Visits};
use super::decisions::Decisions;
use super::definition::Definition;
use super::fault::{Fault, Step, steps_of};
use super::found::{Found, first_double, path, wrong};
use super::model::{Scheme, Study};
use crate::claims::words::{listed, nearest, shown};
use crate::time::day;

/// The first contradiction in a study.
pub(super) fn study(study: &Study) -> Option<Found> {
    observation(study)
        .or_else(|| visits(&study.visits))
        .or_else(|| coverage(&study.coverage))
        .or_else(|| study.definition.as_ref().and_then(definition))
        .or_else(|| scheme(&study.scheme))
        .or_else(|| conventions(study))
        .or_else(|| study.eras.as_ref().and_then(eras))
        .or_else(|| study.shocks.as_ref().and_then(shocks))
        .or_else(|| study.series.as_ref().and_then(series))
        .or_else(|| super::records::mistake(study))
        .or_else(|| decisions(&study.decisions, study))
        .or_else(|| claims(study))
}

fn observation(study: &Study) -> Option<Found> {
    let (since, through) = (study.observation.since, study.observation.through);
    (through < since).then(|| {
        let said = format!(
            "the observation ends on {}, before its start {}",
            day::to_text(through.number()),
            day::to_text(since.number())
        );
        wrong(path(["observation", "through"]), "empty_observation", said)
    })
}

fn conventions(study: &Study) -> Option<Found> {
    if let Some((name, said)) = study.conventions.out_of_range() {
        return Some(wrong(path(["conventions", name]), "out_of_range", said));
    }
    (!study.conventions.rules.is_empty()).then(|| {
        let said = "the lists of eras that a study goes by stand in `[eras] rules`";
        wrong(path(["conventions", "rules"]), "contradiction", said)
    })
}

fn visits(visits: &Visits) -> Option<Found> {
    let given = [
        ("record", visits.record.is_some()),
        ("path", visits.path.is_some()),
    ];
    one_source("visits", &given).or_else(|| {
        let (key, fault) = super::reading_checks::mistake(visits)?;
        Some((path(["visits", key]), fault))
    })
}

fn coverage(reports: &[Report]) -> Option<Found> {
    reports.iter().enumerate().find_map(|(index, report)| {
        let (since, through) = report.since.zip(report.through)?;
        let said = format!(
            "the coverage ends on {}, before its start {}",
            day::to_text(through.number()),
            day::to_text(since.number())
        );
        let steps = steps_of(&format!("coverage[{index}].through"));
        (through < since).then(|| wrong(steps, "end_before_start", said))
    })
}

fn eras(eras: &Eras) -> Option<Found> {
    let given = [
        ("record", eras.record.is_some()),
        ("path", eras.path.is_some()),
        ("list", !eras.list.is_empty()),
    ];
    let reversed = || {
        eras.list.iter().enumerate().find_map(|(index, era)| {
            let end = era.end.filter(|end| *end <= era.start)?;
            let said = format!(
                "the era '{}' ends on {}, but starts on {}",
                shown(&era.era),
                day::to_text(end.number()),
                day::to_text(era.start.number())
            );
            let steps = steps_of(&format!("eras.list[{index}].end"));
            Some(wrong(steps, "end_before_start", said))
        })
    };
    one_source("eras", &given).or_else(reversed)
}

fn shocks(shocks: &Shocks) -> Option<Found> {
    let given = [
        ("record", shocks.record.is_some()),
        ("path", shocks.path.is_some()),
        ("list", !shocks.list.is_empty()),
    ];
    one_source("shocks", &given).or_else(|| {
        let index = first_double(shocks.list.iter().map(|shock| shock.id.as_str()))?;
        let steps = steps_of(&format!("shocks.list[{index}].id"));
        Some(wrong(steps, "duplicate_id", "another shock has this id"))
    })
}

fn series(series: &SeriesTable) -> Option<Found> {
    let given = [
        ("record", series.record.is_some()),
        ("path", series.path.is_some()),
        ("list", !series.list.is_empty()),
    ];
    one_source("series", &given)
}

/// A table has one source at most; where it has none, the caller gives it.
fn one_source(table: &str, given: &[(&str, bool)]) -> Option<Found> {
    let mut found = given.iter().filter(|(_, given)| *given);
    let (_, (second, _)) = (found.next()?, found.next()?);
    let choices: Vec<&str> = given.iter().map(|(key, _)| *key).collect();
    let said = format!(
        "`{table}` has more than one of {}; give one",
        listed(&choices)
    );
    Some(wrong(path([table, second]), "contradiction", said))
}

fn definition(definition: &Definition) -> Option<Found> {
    let alone =
        definition.ladder.is_empty() && definition.minimum.is_empty() && definition.rule.is_empty();
    if definition.record.is_some() && !alone {
        let said =
            "a definition taken from a record stands alone; leave `record` out to write your own";
        return Some(wrong(path(["definition", "record"]), "contradiction", said));
    }
    if definition.record.is_none() && definition.minimum.is_empty() {
        let said = "give the lowest rank that counts: minimum = { CHN = \"...\" }, or '*' for every country";
        return Some(wrong(path(["definition"]), "missing_key", said));
    }
    if let Some(index) = first_double(definition.ladder.iter().map(String::as_str)) {
        let steps = steps_of(&format!("definition.ladder[{index}]"));
        let said = "this rank stands on the ladder already";
        return Some(wrong(steps, "duplicate_rank", said));
    }
    definition.minimum.iter().find_map(|(side, rank)| {
        unknown_rank(
            &definition.ladder,
            rank,
            path(["definition", "minimum", side]),
        )
    })
}

fn unknown_rank(ladder: &[String], rank: &str, steps: Vec<Step>) -> Option<Found> {
    if ladder.is_empty() || ladder.iter().any(|known| known == rank) {
        return None;
    }
    let known: Vec<&str> = ladder.iter().map(String::as_str).collect();
    let said = format!("'{}' is not a rank of the ladder", shown(rank));
    Some((
        steps,
        Fault::new("unknown_rank", said).with_hint(offer(rank, &known)),
    ))
}

fn scheme(scheme: &Scheme) -> Option<Found> {
    for (column, table) in scheme {
        let steps = path(["scheme", column]);
        if table.is_empty() {
            let said = "a factor needs a weight for each category";
            return Some(wrong(steps, "empty_table", said));
        }
        if let Some((category, weight)) = table.iter().find(|(_, weight)| **weight < 0.0) {
            let steps = path(["scheme", column, category]);
            let said = format!("the weight {weight} is negative");
            return Some(wrong(steps, "negative_weight", said));
        }
        if table.values().all(|weight| *weight == 0.0) {
            let said = "every weight of this factor is zero";
            return Some(wrong(steps, "all_zero_weights", said));
        }
    }
    None
}

/// A line of the decisions that the definition does not have; a bundled one is known only later.
fn lines(decisions: &Decisions, study: &Study) -> Option<Found> {
    let definition = study.definition.as_ref();
    if definition.is_some_and(|definition| definition.record.is_some()) {
        return None;
    }
    let rules = definition.map(|definition| definition.rule.as_slice());
    let rules = rules.unwrap_or_default().iter();
    let known: Vec<&str> = rules.map(|rule| rule.reason.as_str()).collect();
    let mut named = decisions.lines.keys();
    let odd = named.find(|reason| !known.contains(&reason.as_str()))?;
    let steps = path(["decisions", "lines", odd]);
    let said = format!(
        "the definition has no line with the reason '{}'",
        shown(odd)
    );
    let fault = Fault::new("unknown_line", said);
    Some((steps, fault.with_hint(offer(odd, &known))))
}

fn decisions(decisions: &Decisions, study: &Study) -> Option<Found> {
    if !decisions.minimum.is_empty() && study.definition.is_none() {
        let said = "the study has no `[definition]` whose lowest ranks could vary";
        return Some(wrong(path(["decisions", "minimum"]), "missing_table", said));
    }
    let ladder = study
        .definition
        .as_ref()
        .map(|definition| definition.ladder.as_slice())
        .unwrap_or_default();
    let mut ranks = decisions.minimum.iter().flat_map(|(side, ranks)| {
        ranks
            .iter()
            .enumerate()
            .map(move |(index, rank)| (side, index, rank))
    });
    let none = decisions.minimum.iter().find(|(_, ranks)| ranks.is_empty());
    if let Some((side, _)) = none {
        let said = "the list is empty; give one rank at least";
        return Some(wrong(
            path(["decisions", "minimum", side]),
            "bad_value",
            said,
        ));
    }
    let unknown = ranks.find_map(|(side, index, rank)| {
        let mut steps = path(["decisions", "minimum", side]);
        steps.push(Step::Element(index));
        unknown_rank(ladder, rank, steps)
    });
    unknown.or_else(|| lines(decisions, study)).or_else(|| {
        decisions.scheme.iter().find_map(|(column, table)| {
            table.iter().find_map(|(category, weights)| {
                let steps = path(["decisions", "scheme", column, category]);
                let known = study
                    .scheme
                    .get(column)
                    .is_some_and(|table| table.contains_key(category));
                if !known {
                    let said = "the scheme has no such factor and category to vary";
                    return Some(wrong(steps, "unknown_category", said));
                }
                if weights.is_empty() {
                    let said = "the list is empty; give one weight at least";
                    return Some(wrong(steps, "bad_value", said));
                }
                let negative = weights.iter().any(|weight| *weight < 0.0);
                negative.then(|| wrong(steps, "negative_weight", "a weight is negative"))
            })
        })
    })
}

/// The first claim that cannot be meant, or that needs a table which the study has not.
fn claims(study: &Study) -> Option<Found> {
    let ids = study.claims.iter().map(|claim| claim.id.as_str());
    if let Some(index) = first_double(ids) {
        let said = "another claim has this id";
        return Some(wrong(claim_key(index, "id"), "duplicate_id", said));
    }
    study.claims.iter().enumerate().find_map(|(index, claim)| {
        if let Err(misfit) = claim_reader::read(claim) {
            let steps = claim_key(index, misfit.key);
            return Some(wrong(steps, misfit.code, misfit.said));
        }
        let missing = missing_table(claim, study)?;
        let said = format!("the claim needs {missing}, and the study declares none");
        Some(wrong(claim_key(index, "quantity"), "missing_table", said))
    })
}

fn missing_table(claim: &ClaimForm, study: &Study) -> Option<&'static str> {
    let scopes = [
        Some(&claim.at),
        claim.of.as_ref(),
        claim.lower_than.as_ref(),
        claim.higher_than.as_ref(),
    ];
    let mut scopes = scopes.into_iter().flatten();
    let of_eras =
        scopes.any(super::claim_form::ScopeForm::names_an_era) || !claim.ascending.is_empty();
    if claim.quantity.is_of_lags() && study.shocks.is_none() {
        Some("`[shocks]`")
    } else if claim.quantity == Quantity::Series && study.series.is_none() {
        Some("`[series]`")
    } else if claim.quantity.is_weighted() && study.scheme.is_empty() {
        Some("a `[scheme]`")
    } else {
        (of_eras && study.eras.is_none()).then_some("`[eras]`")
    }
}

fn claim_key(index: usize, key: &str) -> Vec<Step> {
    steps_of(&format!("claim[{index}].{key}"))
}

/// The nearest of some words and all of them, as a hint.
fn offer(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None if known.is_empty() => "none are declared".to_owned(),
        None => format!("known are {}", listed(known)),
    }
}
