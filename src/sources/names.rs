//! How alike two names are spelt.

use strsim::jaro_winkler;

use crate::error::{Result, same_length};

/// The similarity of each name to the one beside it by Jaro and Winkler (1990), from 0 to 1.
///
/// Names are compared as they are: the caller folds them.
///
/// # Errors
///
/// If there are more names on one side than on the other.
pub fn similarities(left: &[String], right: &[String]) -> Result<Vec<f64>> {
    same_length(("left", left.len()), ("right", right.len()))?;
    let pairs = left.iter().zip(right);
    Ok(pairs.map(|(one, other)| jaro_winkler(one, other)).collect())
}

#[cfg(test)]
mod tests {
    use super::similarities;

    #[test]
    fn published_values() {
        let names = |list: &[&str]| -> Vec<String> { list.iter().map(|&n| n.into()).collect() };
        let left = names(&["MARTHA", "DIXON", "DWAYNE", "", "kim"]);
        let right = names(&["MARHTA", "DICKSONX", "DUANE", "", "li"]);
        let found = similarities(&left, &right).unwrap();
        for (value, known) in found.iter().zip([0.9611, 0.8133, 0.84, 1.0]) {
            assert!((value - known).abs() < 5e-5, "{value} is not {known}");
        }
        assert!(similarities(&left, &right[..2]).is_err());
    }
}
