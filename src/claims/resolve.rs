//! Which list of eras a scope means, and which era of it.

use std::rc::Rc;

use super::list::EraList;
use super::record::Record;
use super::scope::{EraScope, ListScope, Stretch, VisitScope};
use super::specification::Specification;
use super::words::shown;
use crate::error::{ClaimMistake, Result};
use crate::time::window::Window;

/// The eras among which a scope's own stands, and the visits that count in them.
#[derive(Debug, Clone)]
pub struct Eras {
    /// The list; none where the whole observation is one era.
    pub list: Option<Rc<EraList>>,
    /// The position of the scope's own era; none if two leaders never held office at once.
    pub own: Option<usize>,
    /// Which visits.
    pub visits: VisitScope,
}

/// What the one era of the whole observation is called.
pub const WHOLE: &str = "the whole observation";

impl Record {
    /// Resolves the eras of a scope; `key` is where it is written.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] for a side, a rule or an era that there is not.
    pub fn eras(&self, scope: &EraScope, key: &str, spec: &Specification) -> Result<Eras> {
        let mut visits = scope.visits.clone();
        match &scope.stretch {
            Stretch::Whole => Ok(Eras {
                list: None,
                own: Some(0),
                visits,
            }),
            Stretch::Era { side, era, rule } => {
                let named = [era.as_str()];
                let list = self.list(side.as_deref(), rule.as_deref(), &named, key, spec)?;
                let own = era_in(&list, era, &format!("{key}.era"))?;
                visits.side.clone_from(&list.side);
                Ok(Eras {
                    own: Some(own),
                    list: Some(list),
                    visits,
                })
            }
            Stretch::Joint { eras } => {
                let [(one, era), (other, other_era)] = eras;
                let key = format!("{key}.eras");
                let lists = [(one, era), (other, other_era)].map(|(side, era)| {
                    let key = format!("{key}.{side}");
                    let list = self.list(Some(side), None, &[era.as_str()], &key, spec)?;
                    era_in(&list, era, &key)?;
                    Ok::<_, crate::Error>(list)
                });
                let [first, second] = lists;
                let joint = first?.joint(second?.as_ref());
                visits.between = Some((one.clone(), other.clone()));
                Ok(Eras {
                    own: joint.position(&format!("{era} and {other_era}")),
                    list: Some(Rc::new(joint)),
                    visits,
                })
            }
        }
    }

    /// Resolves the list of eras of an order, of which none is the scope's own.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] for a side, a rule or an era that there is not.
    pub fn ordered_eras(
        &self,
        scope: &ListScope,
        named: &[String],
        key: &str,
        spec: &Specification,
    ) -> Result<(Rc<EraList>, Eras)> {
        let eras: Vec<&str> = named.iter().map(String::as_str).collect();
        let list = self.list(
            scope.side.as_deref(),
            scope.rule.as_deref(),
            &eras,
            key,
            spec,
        )?;
        let mut visits = scope.visits.clone();
        visits.side.clone_from(&list.side);
        let eras = Eras {
            list: Some(Rc::clone(&list)),
            own: None,
            visits,
        };
        Ok((list, eras))
    }

    fn list(
        &self,
        side: Option<&str>,
        rule: Option<&str>,
        eras: &[&str],
        key: &str,
        spec: &Specification,
    ) -> Result<Rc<EraList>> {
        if self.lists().is_empty() {
            let said = "there are no eras";
            return Err(ClaimMistake::new(key, "missing_table", said).into());
        }
        if let Some(side) = side {
            self.require_side(side, key)?;
        }
        let side = match side {
            Some(side) => Some(side.to_owned()),
            None => self.side_of(eras, key)?,
        };
        let own: Vec<&EraList> = self
            .lists()
            .iter()
            .filter(|list| list.side == side)
            .collect();
        if own.is_empty() {
            let listed = self.lists().iter().filter_map(|list| list.side.as_deref());
            let mut known: Vec<&str> = listed.collect();
            known.dedup();
            let side = side.as_deref().unwrap_or_default();
            return Err(ClaimMistake::unknown(
                &format!("{key}.side"),
                "side",
                side,
                &known,
            ));
        }
        let usual = spec.rules.get(side.as_deref().unwrap_or_default());
        let Some(wanted) = rule.or(usual.map(String::as_str)) else {
            return match own.as_slice() {
                [only] => Ok(Rc::new((*only).clone())),
                several => Err(several_rules(several, side.as_deref(), key)),
            };
        };
        let known: Vec<&str> = own.iter().filter_map(|list| list.rule.as_deref()).collect();
        let found = own.iter().find(|list| list.rule.as_deref() == Some(wanted));
        found.map(|list| Rc::new((*list).clone())).ok_or_else(|| {
            let at = if rule.is_some() {
                format!("{key}.rule")
            } else {
                "rules".to_owned()
            };
            ClaimMistake::unknown(&at, "rule", wanted, &known)
        })
    }

    /// The only side that has eras of these names; none in a record whose eras have no side.
    fn side_of(&self, eras: &[&str], key: &str) -> Result<Option<String>> {
        let mut sides: Vec<Option<&str>> = Vec::new();
        for list in self.lists() {
            let side = list.side.as_deref();
            let has_all = eras.iter().all(|era| list.position(era).is_some());
            if has_all && !sides.contains(&side) {
                sides.push(side);
            }
        }
        match sides.as_slice() {
            [only] => Ok(only.map(str::to_owned)),
            [] => {
                let labels = self.lists().iter().flat_map(|list| &list.labels);
                let mut known: Vec<&str> = labels.map(String::as_str).collect();
                known.sort_unstable();
                known.dedup();
                let Some(missing) = eras.iter().find(|era| !known.contains(era)) else {
                    let said = "no side has all of these eras: an order is one of a single list";
                    return Err(ClaimMistake::new(key, "several_lists", said).into());
                };
                let key = format!("{key}.era");
                Err(ClaimMistake::unknown(&key, "era", missing, &known))
            }
            several => {
                let known: Vec<&str> = several.iter().filter_map(|side| *side).collect();
                let said = "say of which side the era is";
                let mistake = ClaimMistake::new(key, "missing_side", said);
                Err(mistake.hinting(format!("sides: {}", known.join(", "))))
            }
        }
    }

    pub(super) fn require_side(&self, side: &str, key: &str) -> Result<()> {
        let mut known: Vec<&str> = Vec::new();
        for list in self.lists() {
            known.extend(list.side.as_deref().filter(|side| !known.contains(side)));
        }
        // Countries that only travel are sides too: they have no eras, but visits.
        let countries = self.countries();
        if known.contains(&side) || countries.contains(&side) {
            return Ok(());
        }
        if known.is_empty() {
            known = countries;
        }
        Err(ClaimMistake::unknown(
            &format!("{key}.side"),
            "side",
            side,
            &known,
        ))
    }
}

/// The part of an observation that lies in a scope's period; none if there is none.
///
/// # Errors
///
/// [`crate::Error::EmptyObservation`] for an observation that ends before it starts.
pub fn window_of(
    period: Option<&super::dates::Period>,
    spec: &Specification,
) -> Result<Option<Window>> {
    let window = spec.window()?;
    let Some(period) = period.map(super::dates::Period::days) else {
        return Ok(Some(window));
    };
    let (since, through) = (
        window.since().max(period.first),
        window.through().min(period.last),
    );
    Ok(Window::new(since, through).ok())
}

/// The position of an era of a list.
///
/// # Errors
///
/// [`crate::Error::Claim`] if it has none of the name.
pub fn era_in(list: &EraList, era: &str, key: &str) -> Result<usize> {
    let known: Vec<&str> = list.labels.iter().map(String::as_str).collect();
    if known.iter().filter(|label| **label == era).count() > 1 {
        let said = format!("its list has two eras called '{}'", shown(era));
        let mistake = ClaimMistake::new(key, "ambiguous_era", said);
        return Err(mistake.hinting("give each of them a name of its own"));
    }
    list.position(era)
        .ok_or_else(|| ClaimMistake::unknown(key, "era", era, &known))
}

/// The positions of several eras in their list; `key` is that of the names.
///
/// # Errors
///
/// As [`era_in`].
pub fn eras_in(list: &EraList, eras: &[String], key: &str) -> Result<Vec<usize>> {
    let named = eras.iter().enumerate();
    let place = |(number, era): (usize, &String)| era_in(list, era, &format!("{key}[{number}]"));
    named.map(place).collect()
}

fn several_rules(lists: &[&EraList], side: Option<&str>, key: &str) -> crate::Error {
    let known: Vec<&str> = lists
        .iter()
        .filter_map(|list| list.rule.as_deref())
        .collect();
    let side = side.unwrap_or_default();
    let said = format!(
        "the eras of '{side}' are dated by several rules: {}",
        known.join(", ")
    );
    let mistake = ClaimMistake::new(key, "missing_rule", said);
    let first = known.first().copied().unwrap_or_default();
    mistake.hinting(format!(
        "say which: [eras] rules = {{ {side} = \"{first}\" }}"
    ))
}
