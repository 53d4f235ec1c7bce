//! Another list of shocks: some left out of a summary of lags, others taken in.

use std::borrow::Cow;

use crate::claims::claim::{Claim, Statement};
use crate::claims::record::Record;
use crate::claims::waits::named;

/// A claim with some shocks left out of its list, or taken in; none if no shock is left.
///
/// `toggled` says of each of these shocks whether it is otherwise than the claim has it. A claim on
/// one lag is about its one shock, and a claim that names a shock that there is not is left as it is.
pub(super) fn with_other_shocks<'a>(
    record: &Record,
    claim: &'a Claim,
    shocks: &[String],
    toggled: &[usize],
) -> Option<Cow<'a, Claim>> {
    let Statement::LagSummary { at, .. } = &claim.says else {
        return Some(Cow::Borrowed(claim));
    };
    let Ok(own) = named(record, at, "at") else {
        return Some(Cow::Borrowed(claim));
    };
    if toggled.iter().all(|choice| *choice == 0) {
        return Some(Cow::Borrowed(claim));
    }
    let known = record.shocks().iter().enumerate();
    let wanted = known.filter(|(place, shock)| {
        let mut flips = shocks.iter().zip(toggled);
        let flipped = flips.any(|(id, choice)| *choice > 0 && *id == shock.id);
        own.contains(place) != flipped
    });
    let list: Vec<String> = wanted.map(|(_, shock)| shock.id.clone()).collect();
    if list.is_empty() {
        return None;
    }
    let mut other = claim.clone();
    if let Statement::LagSummary { at, .. } = &mut other.says {
        at.shocks = list;
        // The list has the shocks of the period, and those taken in besides.
        at.period = None;
    }
    Some(Cow::Owned(other))
}
