//! Several lists of visits in one record: what a claim counts is of one of them.

use super::claim::{Claim, Statement};
use super::record::Record;
use super::resolve::WHOLE;
use super::scope::{ShockScope, VisitScope};
use super::specification::Specification;
use super::waits::named;
use super::words::listed;
use crate::error::{ClaimMistake, Result};

impl Record {
    /// Refuses a claim that counts visits of several lists together without saying so.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] with the scope that must name its pair of countries.
    pub(super) fn verify_apart(&self, claim: &Claim, spec: &Specification) -> Result<()> {
        let Some(column) = &self.apart else {
            return Ok(());
        };
        // The other era of a comparison on one list has the visits of the first.
        let shared = matches!(
            claim.says,
            Statement::Relative(_) | Statement::ToldApart { .. }
        );
        for (key, scope) in claim.says.era_scopes() {
            if key == "at" || !shared {
                let eras = self.eras(scope, key, spec)?;
                self.of_one(column, &eras.visits, key)?;
            }
        }
        for (key, scope) in claim.says.shock_scopes() {
            if !self.shocks_of_one_pair(scope, key)? {
                self.of_one(column, &scope.visits, key)?;
            }
        }
        match &claim.says {
            Statement::Gap { at, .. } => self.of_one(column, at, "at"),
            Statement::Ascending { at, eras, .. } => {
                let (_, eras) = self.ordered_eras(at, eras, "at", spec)?;
                self.of_one(column, &eras.visits, "at")
            }
            _ => Ok(()),
        }
    }

    /// Whether all shocks that are meant name one and the same pair of countries.
    fn shocks_of_one_pair(&self, scope: &ShockScope, key: &str) -> Result<bool> {
        let meant = named(self, scope, key)?;
        let shocks = meant.iter().filter_map(|place| self.shocks().get(*place));
        let mut pairs = shocks.map(|shock| shock.countries.as_ref().map(sorted));
        let first = pairs.next().flatten();
        Ok(first.is_some() && pairs.all(|pair| pair == first))
    }

    fn of_one(&self, column: &str, scope: &VisitScope, key: &str) -> Result<()> {
        let subset = self.subset(scope, key)?;
        let rows = subset.iter().enumerate().filter(|(_, keep)| **keep);
        let mut found: Vec<&str> = Vec::new();
        for label in rows.filter_map(|(row, _)| self.label(column, row)) {
            if !found.contains(&label) {
                found.push(label);
            }
        }
        if found.len() < 2 {
            return Ok(());
        }
        let said = format!("it counts the visits of {} together", listed(&found));
        let mistake = ClaimMistake::new(key, "several_records", said);
        Err(mistake.hinting(format!(
            "say which are meant: dyad = [\"...\", \"...\"], or where = {{ {column} = \"{}\" }}",
            found.first().copied().unwrap_or(WHOLE)
        )))
    }
}

fn sorted((one, other): &(String, String)) -> (&str, &str) {
    (one.min(other), one.max(other))
}
