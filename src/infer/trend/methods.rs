//! The tests of a trend side by side, and the one that decides.

use super::{Exact, Permutation, Regression, Years, exact, permutation, regression};
use crate::error::{Result, some_draws};
use crate::progress::Tick;
use crate::special::level::Level;
use crate::word::words;

words! {
    /// Which test of a trend decides.
    Method {
        /// The exact one if years vary no more than chance makes them, else the permutation.
        #[default]
        Auto = "auto",
        /// Exact for independent visits.
        Exact = "exact",
        /// Whole years exchanged; its interval is that of the regression.
        Permutation = "permutation",
        /// Poisson regression with a dispersion.
        Quasi = "quasi",
    }
}

/// A trend by every method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Which one decides; never [`Method::Auto`].
    pub method: Method,
    /// Its p; NaN where there is none.
    pub p: f64,
    /// Lower limit of the slope that stands beside it.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// The exact test.
    pub exact: Option<Exact>,
    /// The permutation of years.
    pub permutation: Option<Permutation>,
    /// The regression.
    pub regression: Option<Regression>,
}

/// Tests whether the frequency of an era rises or falls.
///
/// `dispersed` says whether the years of its side vary more than chance makes them.
///
/// # Errors
///
/// - [`crate::Error::OutOfRange`] if there is no draw to be made.
/// - Whatever `tick` returns.
pub fn trend(
    years: &Years,
    method: Method,
    dispersed: bool,
    level: Level,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Trend> {
    some_draws(draws)?;
    let by_visits = exact(years, level, draws, seed, tick)?;
    let by_years = permutation(years, draws, seed, tick)?;
    let fitted = regression(years, level);
    let method = match method {
        Method::Auto if dispersed => Method::Permutation,
        Method::Auto => Method::Exact,
        asked => asked,
    };
    let of_fit = |of: fn(&Regression) -> f64| fitted.as_ref().map_or(f64::NAN, of);
    let limits = (of_fit(|fit| fit.lower), of_fit(|fit| fit.upper));
    let (p, (lower, upper)) = match (method, by_visits, by_years) {
        (Method::Exact, Some(found), _) if !found.lower.is_nan() => {
            (found.p, (found.lower, found.upper))
        }
        (Method::Exact, Some(found), _) => (found.p, limits),
        (Method::Permutation, _, Some(found)) => (found.p, limits),
        (Method::Quasi, _, _) => (of_fit(|fit| fit.p), limits),
        _ => (f64::NAN, (f64::NAN, f64::NAN)),
    };
    Ok(Trend {
        method,
        p,
        lower,
        upper,
        exact: by_visits,
        permutation: by_years,
        regression: fitted,
    })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "numbers are handed over as they are")]
mod tests {
    use super::super::tests::years;
    use super::*;
    use crate::Error;
    use crate::progress::unattended;

    fn of(counts: &[u64], method: Method, dispersed: bool) -> Result<Trend> {
        let level = Level::default();
        trend(
            &years(counts),
            method,
            dispersed,
            level,
            999,
            0,
            &mut unattended,
        )
    }

    #[test]
    fn dispersion_decides_between_visits_and_years() {
        let counts = [2, 3, 1, 4, 6, 5, 8];
        let even = of(&counts, Method::Auto, false).unwrap();
        assert_eq!(
            (even.method, even.p),
            (Method::Exact, even.exact.unwrap().p)
        );
        let uneven = of(&counts, Method::Auto, true).unwrap();
        assert_eq!(uneven.method, Method::Permutation);
        assert_eq!(uneven.p, uneven.permutation.unwrap().p);
        assert_eq!(uneven.lower, uneven.regression.unwrap().lower);
        let quasi = of(&counts, Method::Quasi, false).unwrap();
        assert_eq!(quasi.p, quasi.regression.unwrap().p);
    }

    #[test]
    fn nothing_to_tell() {
        let none = of(&[0, 0, 0], Method::Auto, false).unwrap();
        assert!(none.p.is_nan() && none.exact.is_none() && none.regression.is_none());
        let level = Level::default();
        let undrawn = trend(
            &years(&[1, 2]),
            Method::Auto,
            false,
            level,
            0,
            0,
            &mut unattended,
        );
        assert!(matches!(undrawn, Err(Error::OutOfRange { .. })));
    }
}
