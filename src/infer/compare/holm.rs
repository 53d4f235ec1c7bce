//! p-values of several comparisons, adjusted so that all hold together.

/// Holm's (1979) adjusted p-values; those that are not a number count for nothing and stay so.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, p)| !p.is_nan())
        .collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut largest = 0.0_f64;
    for (rank, &(place, p)) in order.iter().enumerate() {
        let still = crate::count::to_real((order.len() - rank) as u64);
        largest = largest.max((p * still).min(1.0));
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = largest;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_times_all_then_never_less() {
        let adjusted = holm(&[0.01, 0.04, f64::NAN, 0.03]);
        let wanted = [0.03, 0.06, f64::NAN, 0.06];
        for (found, wanted) in adjusted.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-15 || wanted.is_nan() && found.is_nan());
        }
        assert!(holm(&[]).is_empty());
        assert!((holm(&[0.9, 0.8])[0] - 1.0).abs() < 1e-15);
    }
}
