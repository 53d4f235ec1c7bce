//! p-values of several comparisons, adjusted so that all hold together.

use crate::error::{Result, same_length};
use crate::special::real;
use crate::word::words;

words! {
    /// How p-values allow for how many comparisons there are.
    Adjustment {
        /// By Holm's steps, over all pairs of eras of the list.
        #[default]
        Holm = "holm",
        /// Not at all.
        None = "none",
    }
}

/// p-values adjusted within each family.
///
/// # Errors
///
/// [`crate::Error::Length`] if there is not one family for each p-value.
pub fn adjust(p: &[f64], families: &[u32], adjustment: Adjustment) -> Result<Vec<f64>> {
    let adjusted = holm(p, families)?;
    Ok(match adjustment {
        Adjustment::Holm => adjusted,
        Adjustment::None => p.to_vec(),
    })
}

/// Holm's (1979) adjusted p-values, each family of comparisons by itself.
///
/// A p-value that is not a number counts for nothing and stays so.
///
/// # Errors
///
/// [`crate::Error::Length`] if there is not one family for each p-value.
pub fn holm(p: &[f64], families: &[u32]) -> Result<Vec<f64>> {
    same_length(("p", p.len()), ("families", families.len()))?;
    let mut order: Vec<(u32, f64, usize)> = p
        .iter()
        .zip(families)
        .enumerate()
        .filter(|(_, (p, _))| !p.is_nan())
        .map(|(place, (p, family))| (*family, *p, place))
        .collect();
    order.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut adjusted = vec![f64::NAN; p.len()];
    for family in order.chunk_by(|one, other| one.0 == other.0) {
        let mut largest = 0.0_f64;
        for (rank, &(_, p, place)) in family.iter().enumerate() {
            let left = real::to_real((family.len() - rank) as u64);
            largest = largest.max((p * left).min(1.0));
            if let Some(slot) = adjusted.get_mut(place) {
                *slot = largest;
            }
        }
    }
    Ok(adjusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_times_all_then_never_less() {
        let adjusted = holm(&[0.01, 0.04, f64::NAN, 0.03], &[0; 4]).unwrap();
        let wanted = [0.03, 0.06, f64::NAN, 0.06];
        for (found, wanted) in adjusted.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-15 || wanted.is_nan() && found.is_nan());
        }
        assert!(holm(&[], &[]).unwrap().is_empty());
    }

    #[test]
    fn each_family_by_itself() {
        let adjusted = holm(&[0.01, 0.9, 0.02, 0.8], &[7, 3, 7, 3]).unwrap();
        for (found, wanted) in adjusted.iter().zip([0.02, 1.0, 0.02, 1.0]) {
            assert!((found - wanted).abs() < 1e-15);
        }
        assert!(holm(&[0.1], &[]).is_err());
    }
}
