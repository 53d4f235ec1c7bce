//! From the flat form of a claim relative to other visits to the claim that it means.

use super::claim_form::{ClaimForm, ScopeForm};
use super::claim_rules::against;
use super::misfit::{Read, misfit};
use super::scope_reader::{era_scope, of_the_same_visits, timeless, visit_scope};
use crate::claims::claim::{Relation, Relative, Statement};
use crate::claims::scope::VisitScope;

/// What is said of two eras relative to other visits.
pub(super) fn relative(form: &ClaimForm, relation: Relation) -> Read<Statement> {
    let key = relation.key();
    let given = match relation {
        Relation::Lower => &form.lower_than,
        Relation::Higher => &form.higher_than,
        Relation::ToldApart(_) => &form.told_apart_from,
    };
    let from = given.clone().unwrap_or_default();
    if form.at.era.is_none() {
        let said = "say which era is compared: at = { side = \"...\", era = \"...\" }";
        return misfit("at", "missing_key", said);
    }
    let Some(other) = &from.era else {
        let said = "give the `era` of the same list with which it is compared";
        return misfit(key, "missing_key", said);
    };
    if form.at.era == from.era {
        let said = "an era is not compared with itself";
        return misfit(key, "contradiction", said);
    }
    of_the_same_visits(&form.at, &from, key)?;
    Ok(Statement::Relative(Relative {
        at: era_scope(&form.at, "at")?,
        from: era_scope(&from, key)?,
        against: against(form, other)?,
        baseline: baseline(form.relative_to.as_ref())?,
        relation,
    }))
}

/// The visits with which a claim's own are compared.
fn baseline(given: Option<&ScopeForm>) -> Read<VisitScope> {
    let key = "relative_to";
    let form = given.cloned().unwrap_or_default();
    if form.period.is_some() || form.side.is_some() || form.rule.is_some() {
        let said = "it is taken in the eras and the period of `at`: say only which visits, by `dyad`, \
            `origin`, `destination`, `visitor` or `where`";
        return misfit(key, "contradiction", said);
    }
    timeless(&form, key)?;
    Ok(visit_scope(&form))
}
