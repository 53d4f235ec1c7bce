//! From the flat form of a scope to the scope that it means.

use super::claim_form::{ClaimForm, ScopeForm};
use super::misfit::{Read, misfit};
use crate::claims::scope::{EraScope, ShockScope, Stretch, VisitScope};

pub(super) fn visit_scope(form: &ScopeForm) -> VisitScope {
    VisitScope {
        side: form.side.clone(),
        dyad: form.dyad.clone(),
        between: None,
        origin: form.origin.clone(),
        destination: form.destination.clone(),
        visitor: form.visitor.clone(),
        only: form.only.clone(),
        except: None,
    }
}

pub(super) fn era_scope(form: &ScopeForm, key: &'static str) -> Read<EraScope> {
    no_shocks(form, key)?;
    let mut visits = visit_scope(form);
    if form.era.is_some() && !form.eras.is_empty() {
        let said = "give `era` for one side's era, or `eras` for one of each side";
        return misfit(key, "contradiction", said);
    }
    if form.era.is_none() {
        no_rule(form, key)?;
    }
    let mut pairs = form.eras.iter();
    let stretch = match (&form.era, pairs.next(), pairs.next(), pairs.next()) {
        (Some(era), ..) => Stretch::Era {
            side: visits.side.take(),
            era: era.clone(),
            rule: form.rule.clone(),
        },
        (None, Some(one), Some(other), None) => Stretch::Joint {
            eras: [one, other].map(|(side, era)| (side.clone(), era.clone())),
        },
        (None, None, ..) => Stretch::Whole,
        _ => {
            return misfit(
                key,
                "contradiction",
                "`eras` names one era of each of two sides",
            );
        }
    };
    Ok(EraScope {
        visits,
        stretch,
        period: form.period.clone(),
    })
}

pub(super) fn shock_scope(form: &ScopeForm, key: &'static str) -> Read<ShockScope> {
    if form.names_an_era() {
        let said = "a lag is taken at shocks, not in an era; name them, or give a period";
        return misfit(key, "contradiction", said);
    }
    no_rule(form, key)?;
    Ok(ShockScope {
        visits: visit_scope(form),
        shocks: form.shocks.clone(),
        period: form.period.clone(),
    })
}

pub(super) fn one_shock(form: &ClaimForm) -> Read<ShockScope> {
    if form.at.shocks.len() != 1 {
        let said = "a lag is taken at one shock: shocks = [\"its id\"]";
        return misfit("at", "contradiction", said);
    }
    shock_scope(&form.at, "at")
}

pub(super) fn gap_scope(form: &ScopeForm) -> Read<VisitScope> {
    timeless(form, "at")?;
    if form.period.is_some() {
        let said = "a gap is looked for in the whole observation";
        return misfit("at", "contradiction", said);
    }
    Ok(visit_scope(form))
}

pub(super) fn timeless(form: &ScopeForm, key: &'static str) -> Read<()> {
    no_shocks(form, key)?;
    if form.names_an_era() {
        return misfit(key, "contradiction", "this quantity is not taken in an era");
    }
    no_rule(form, key)
}

fn no_rule(form: &ScopeForm, key: &'static str) -> Read<()> {
    if form.rule.is_none() {
        return Ok(());
    }
    let said = "`rule` says how the one `era` is dated, and none is named";
    misfit(key, "contradiction", said)
}

pub(super) fn no_shocks(form: &ScopeForm, key: &'static str) -> Read<()> {
    if form.shocks.is_empty() {
        return Ok(());
    }
    misfit(key, "contradiction", "only lags are taken at shocks")
}

/// Refuses visits, a period or a list of eras of the other era that are not those of `at`.
pub(super) fn of_the_same_visits(at: &ScopeForm, other: &ScopeForm, key: &'static str) -> Read<()> {
    let bare = ScopeForm {
        side: other.side.clone(),
        era: other.era.clone(),
        rule: at.rule.clone().filter(|_| other.rule == at.rule),
        ..ScopeForm::default()
    };
    let same = ScopeForm {
        side: other.side.clone(),
        era: other.era.clone(),
        ..at.clone()
    };
    if *other == bare || *other == same {
        return Ok(());
    }
    let said = "both eras are of the visits of `at`: give the era alone";
    misfit(key, "contradiction", said)
}
