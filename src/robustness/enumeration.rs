//! The tables of counts that the completions of an imprecise record reach.
//!
//! Most visits can only be in one place and are counted at once. The others are added one by one to
//! the set of tables reached so far; those that may be in the same places reach the same tables, so
//! the set stays small.

use std::collections::BTreeSet;

use super::completions::Known;
use crate::claims::list::Span;

const MOST_STEPS: usize = 1 << 18;

/// Every table of weighted counts by era that some completion reaches; none if there are too many.
pub(super) fn reached(visits: &[Known], spans: &[Span]) -> Option<Vec<Vec<f64>>> {
    let mut weights: Vec<f64> = visits
        .iter()
        .flat_map(|visit| visit.weights.clone())
        .collect();
    weights.sort_by(f64::total_cmp);
    weights.dedup();
    let width = weights.len();
    let mut settled = vec![0_u32; spans.len() * width];
    let mut open = Vec::new();
    for visit in visits {
        let options = options(visit, spans, &weights);
        match options.as_slice() {
            [only] => add(&mut settled, *only)?,
            _ => open.push(options),
        }
    }
    let mut tables = BTreeSet::from([settled]);
    let mut steps = 0;
    for options in open {
        let mut next = BTreeSet::new();
        for table in tables {
            for option in &options {
                let mut table = table.clone();
                add(&mut table, *option)?;
                next.insert(table);
            }
            if steps + next.len() > MOST_STEPS {
                return None;
            }
        }
        steps += next.len();
        tables = next;
    }
    let sum = |counts: &[u32]| -> f64 {
        let terms = counts.iter().zip(&weights);
        terms
            .map(|(count, weight)| f64::from(*count) * weight)
            .sum()
    };
    let sums = |table: &Vec<u32>| match width {
        0 => vec![0.0; spans.len()],
        _ => table.chunks(width).map(sum).collect(),
    };
    Some(tables.iter().map(sums).collect())
}

/// Counts one more visit in a cell, if it is counted anywhere.
fn add(table: &mut [u32], cell: Option<usize>) -> Option<()> {
    if let Some(count) = cell.and_then(|cell| table.get_mut(cell)) {
        *count = count.checked_add(1)?;
    }
    Some(())
}

/// The cells of the table to which one visit may add; none for no cell.
fn options(visit: &Known, spans: &[Span], weights: &[f64]) -> Vec<Option<usize>> {
    let classes = |weight: &f64| visit.weights.contains(weight);
    let mut options: Vec<Option<usize>> = Vec::new();
    for (era, _) in spans
        .iter()
        .enumerate()
        .filter(|(_, span)| visit.may_be_in(**span))
    {
        let of_era = weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| classes(weight));
        options.extend(of_era.map(|(class, _)| Some(era * weights.len() + class)));
    }
    if visit.may_be_outside(spans) {
        options.push(None);
    }
    options
}
