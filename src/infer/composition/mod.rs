//! What share of the visits is of one kind, and whether that share differs between eras.
//!
//! Given how many visits each era has and how many of them all are of the kind, the numbers of the
//! kind are hypergeometric if the share is one. So nothing that raises or lowers all visits of an
//! era alike can pass for a change of the share.

mod dyads;
mod odds;
mod share;
mod tables;

pub use dyads::{Dyad, Relative, ratio_of_ratios, relative_p};
pub use odds::{Odds, odds_ratio};
pub use share::{ShareTrend, share_trend};
pub use tables::{Homogeneity, homogeneity};

use crate::error::{Error, Result, same_length, within_limit};
use crate::special::gamma::ln_gamma;
use crate::special::real::to_real;

/// Visits of one kind in each era, of how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    counts: Vec<u64>,
    visits: Vec<u64>,
    of_kind: u64,
    all: u64,
}

impl Composition {
    /// Visits of the kind, and all visits, of each era.
    ///
    /// # Errors
    ///
    /// - [`Error::Length`] if the columns differ.
    /// - [`Error::OutOfRange`] if an era has more visits of the kind than visits.
    /// - [`Error::TooLarge`] for more than four thousand million visits.
    pub fn new(counts: &[u64], visits: &[u64]) -> Result<Self> {
        same_length(("upper_count", counts.len()), ("count", visits.len()))?;
        let wrong = counts.iter().zip(visits).find(|(count, all)| count > all);
        if let Some((count, all)) = wrong {
            let expected = format!("at most the {all} visits of its era");
            return Err(Error::out_of_range("upper_count", &count, expected));
        }
        let all = visits
            .iter()
            .try_fold(0_u64, |sum, &count| sum.checked_add(count))
            .unwrap_or(u64::MAX);
        within_limit("the composition", all.into(), u32::MAX.into())?;
        Ok(Self {
            counts: counts.to_vec(),
            visits: visits.to_vec(),
            of_kind: counts.iter().sum(),
            all,
        })
    }

    /// Whether shares can differ: two eras with visits, and visits both of the kind and not.
    fn can_differ(&self) -> bool {
        let filled = self.visits.iter().filter(|all| **all > 0).count();
        filled > 1 && self.of_kind > 0 && self.of_kind < self.all
    }
}

/// Logarithm of the number of ways to choose `some` of `all`.
fn ln_choose(all: u64, some: u64) -> f64 {
    let factorial = |n: u64| ln_gamma(to_real(n) + 1.0);
    factorial(all) - factorial(some) - factorial(all - some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals() {
        let of = Composition::new;
        assert!(matches!(of(&[1], &[1, 2]), Err(Error::Length { .. })));
        assert!(matches!(
            of(&[3, 0], &[2, 9]),
            Err(Error::OutOfRange { .. })
        ));
        assert!(matches!(of(&[0], &[u64::MAX]), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn nothing_differs_without_two_kinds_and_two_eras() {
        for (counts, visits, can) in [
            (&[1, 0][..], &[2, 3][..], true),
            (&[0, 0][..], &[2, 3][..], false),
            (&[2, 3][..], &[2, 3][..], false),
            (&[1, 0][..], &[2, 0][..], false),
            (&[][..], &[][..], false),
        ] {
            let found = Composition::new(counts, visits).unwrap();
            assert_eq!(found.can_differ(), can, "{counts:?} of {visits:?}");
        }
    }
}
