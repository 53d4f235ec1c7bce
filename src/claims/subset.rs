//! Which visits a scope speaks of, whatever the specification.

use super::record::{Column, Record};
use super::scope::VisitScope;
use crate::error::{ClaimMistake, Result};

impl Record {
    /// Which visits a scope speaks of, whatever the specification; `key` is where it is written.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] if it names a column or a value that there is not.
    pub fn subset(&self, scope: &VisitScope, key: &str) -> Result<Vec<bool>> {
        let mut keep = vec![true; self.len()];
        let named = [
            ("origin", &scope.origin),
            ("destination", &scope.destination),
            ("visitor", &scope.visitor),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                let column = self.column(name, &format!("{key}.{name}"))?;
                column.require(value, name, &format!("{key}.{name}"))?;
                column.restrict(&mut keep, |label| label == value);
            }
        }
        for (name, condition) in &scope.only {
            let key = format!("{key}.where.{name}");
            let column = self.column(name, &key)?;
            for value in condition.named(&column.labels) {
                column.require(&value, name, &key)?;
            }
            column.restrict(&mut keep, |label| condition.holds(label));
        }
        if let Some((one, other)) = &scope.dyad {
            let key = format!("{key}.dyad");
            for country in [one, other] {
                self.require_country(country, &key)?;
            }
        }
        for (one, other) in scope.dyad.iter().chain(&scope.between) {
            self.restrict_ends(&mut keep, |origin, destination| {
                (origin == one && destination == other) || (origin == other && destination == one)
            });
        }
        if let Some(side) = &scope.side {
            self.require_side(side, key)?;
            self.restrict_ends(&mut keep, |origin, destination| {
                origin == side || destination == side
            });
        }
        if let Some(other) = &scope.except {
            let inside = self.subset(other, key)?;
            keep.iter_mut()
                .zip(inside)
                .for_each(|(keep, inside)| *keep &= !inside);
        }
        Ok(keep)
    }

    fn column(&self, name: &str, key: &str) -> Result<&Column> {
        self.visits.columns.get(name).ok_or_else(|| {
            let known: Vec<&str> = self.visits.columns.keys().map(String::as_str).collect();
            let said = format!("visits have no column '{name}'");
            ClaimMistake::new(key, "no_column", said).offering(name, &known)
        })
    }

    fn require_country(&self, country: &str, key: &str) -> Result<()> {
        let known = self.countries();
        if known.contains(&country) {
            return Ok(());
        }
        Err(ClaimMistake::unknown(key, "country", country, &known))
    }

    /// The countries between which there are visits.
    pub(super) fn countries(&self) -> Vec<&str> {
        let ends = ["origin", "destination"];
        let columns = ends
            .iter()
            .filter_map(|name| self.visits.columns.get(*name));
        let mut known: Vec<&str> = columns
            .flat_map(|column| column.labels.iter().map(String::as_str))
            .collect();
        known.sort_unstable();
        known.dedup();
        known
    }

    fn restrict_ends(&self, keep: &mut [bool], holds: impl Fn(&str, &str) -> bool) {
        let column = |name| self.visits.columns.get(name);
        let (origins, destinations) = (column("origin"), column("destination"));
        for (row, keep) in keep.iter_mut().enumerate().filter(|(_, keep)| **keep) {
            let from = origins.and_then(|column| column.label(row));
            let to = destinations.and_then(|column| column.label(row));
            // A record of one pair of countries may not say who travels: then every visit is theirs.
            *keep = match from.zip(to) {
                Some((origin, destination)) => holds(origin, destination),
                None => origins.is_none(),
            };
        }
    }
}
