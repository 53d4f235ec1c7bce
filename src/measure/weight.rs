//! Weight schemes: a product of factor tables, which defines the classes that visits fall into.
//!
//! A class is one combination of categories, one of each factor; the last factor varies fastest.
//! Its weight is the product of the factors' weights. Classes come from the scheme, not from the
//! data, so a class that no visit fell into is there all the same.

use super::codes::Codes;
use crate::error::{Error, Result, within_limit};

/// Most classes a scheme may define.
pub const MOST_CLASSES: usize = 1 << 16;

/// The factor tables of a scheme: for each factor, the weight of each of its categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    factors: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

impl Scheme {
    /// Multiplies the tables out.
    ///
    /// # Errors
    ///
    /// [`Error::BadWeight`] for a weight that is negative or not finite (of a factor or of a
    /// class); [`Error::AllZeroWeights`]; [`Error::TooLarge`] for more than [`MOST_CLASSES`].
    pub fn new(factors: Vec<Vec<f64>>) -> Result<Self> {
        let classes = factors
            .iter()
            .fold(1_u128, |sum, table| sum * table.len() as u128);
        within_limit("the weight scheme", classes, MOST_CLASSES as u128)?;
        let mut weights = vec![1.0];
        for (number, table) in factors.iter().enumerate() {
            for &weight in table {
                check(weight, || format!("factor {number}"))?;
            }
            weights = weights
                .iter()
                .flat_map(|before| table.iter().map(move |weight| before * weight))
                .collect();
        }
        for &weight in &weights {
            check(weight, || "the product of the factors".into())?;
        }
        if weights.iter().all(|&weight| weight == 0.0) {
            return Err(Error::AllZeroWeights);
        }
        Ok(Self { factors, weights })
    }

    /// The weight of each class.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The class of each visit, from its category in each factor.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the columns differ in number or length; [`Error::BadCode`] for a code
    /// without a category.
    pub fn classes(&self, codes: &[Codes<'_>]) -> Result<Vec<u32>> {
        let n_visits = codes.first().map_or(0, Codes::len);
        let wrong = codes.iter().find(|column| column.len() != n_visits);
        if codes.len() != self.factors.len() || wrong.is_some() {
            return Err(Error::Length {
                left: "factors".into(),
                left_len: self.factors.len(),
                right: "columns".into(),
                right_len: wrong.map_or(codes.len(), Codes::len),
            });
        }
        let mut classes = vec![0_u32; n_visits];
        for (column, table) in codes.iter().zip(&self.factors) {
            let labels = table.len();
            let width = u32::try_from(labels).map_err(|_| Error::overflow("classes"))?;
            if let Some((row, code)) = column.append_to(&mut classes, width) {
                return Err(Error::BadCode {
                    name: "factor".into(),
                    row,
                    code,
                    labels,
                });
            }
        }
        Ok(classes)
    }
}

fn check(weight: f64, name: impl FnOnce() -> String) -> Result<()> {
    if weight.is_finite() && weight >= 0.0 {
        return Ok(());
    }
    Err(Error::BadWeight {
        name: name(),
        found: format!("{weight}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_tables() {
        let scheme = Scheme::new(vec![vec![3.0, 1.0], vec![1.0, 0.5, 0.0]]).unwrap();
        assert_eq!(scheme.weights(), &[3.0, 1.5, 0.0, 1.0, 0.5, 0.0]);
        assert_eq!(
            scheme
                .classes(&[Codes::U32(&[0, 1, 1]), Codes::U8(&[1, 0, 2])])
                .unwrap(),
            vec![1, 3, 5]
        );
    }

    #[test]
    fn refusals() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(
                Scheme::new(vec![vec![bad]]),
                Err(Error::BadWeight { .. })
            ));
        }
        assert!(matches!(
            Scheme::new(vec![vec![1e308], vec![1e308]]),
            Err(Error::BadWeight { .. })
        ));
        assert_eq!(
            Scheme::new(vec![vec![0.0, 0.0]]),
            Err(Error::AllZeroWeights)
        );
        assert!(matches!(
            Scheme::new(vec![vec![1.0; 300]; 3]),
            Err(Error::TooLarge { .. })
        ));
        let scheme = Scheme::new(vec![vec![1.0]]).unwrap();
        assert!(matches!(
            scheme.classes(&[Codes::I8(&[1])]),
            Err(Error::BadCode { .. })
        ));
        assert!(matches!(scheme.classes(&[]), Err(Error::Length { .. })));
    }
}
