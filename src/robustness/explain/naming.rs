//! By which eras the cells of an explanation are called.

use crate::claims::claim::Claim;
use crate::claims::list::{EraList, Span};
use crate::claims::record::Record;
use crate::claims::scope::{EraScope, Stretch};
use crate::claims::specification::Specification;
use crate::error::Result;

/// The lists of eras by which cells are called: those of the sides that the claims name, and of both
/// sides of a record of two.
pub(super) fn named_lists(
    record: &Record,
    claims: &[Claim],
    specs: &[Specification],
) -> Result<Vec<(EraList, Vec<Span>)>> {
    let Some(spec) = specs.first() else {
        return Ok(Vec::new());
    };
    let mut sides: Vec<Option<&str>> = Vec::new();
    for list in record.lists() {
        let side = list.side.as_deref();
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    let asked = |side: Option<&str>| {
        let scopes = claims.iter().flat_map(|claim| claim.says.era_scopes());
        scopes.into_iter().any(|(_, at)| names(at, side, record))
    };
    if sides.len() > 2 {
        sides.retain(|side| asked(*side));
    }
    let window = spec.window()?;
    let mut found = Vec::new();
    for side in sides {
        let wanted = spec.rules.get(side.unwrap_or_default());
        let mut own = record
            .lists()
            .iter()
            .filter(|list| list.side.as_deref() == side);
        let list = own.find(|list| wanted.is_none() || list.rule.as_ref() == wanted);
        if let Some(list) = list {
            let spans = list.spans(window, spec.handover, spec.exposure)?;
            found.push((list.clone(), spans));
        }
    }
    Ok(found)
}

/// Whether a scope names an era of a side.
fn names(at: &EraScope, side: Option<&str>, record: &Record) -> bool {
    match &at.stretch {
        Stretch::Whole => false,
        Stretch::Joint { eras } => eras.iter().any(|(of, _)| Some(of.as_str()) == side),
        Stretch::Era { side: of, era, .. } => {
            let mut own = record.lists().iter();
            of.as_deref().map_or_else(
                || own.any(|list| list.side.as_deref() == side && list.position(era).is_some()),
                |of| Some(of) == side,
            )
        }
    }
}
