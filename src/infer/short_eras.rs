//! Eras so short, beside the visits expected in them, that their place among others tells little.

use crate::special::real::to_real;

/// Short eras, and the visits expected in each at the frequency of its list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShortEras {
    /// Where each stands.
    pub rows: Vec<i64>,
    /// The visits expected in it.
    pub expected: Vec<f64>,
}

/// What a list of eras adds up to.
#[derive(Debug, Clone, Copy, Default)]
struct List {
    visits: f64,
    years: f64,
    observed: u64,
}

/// The eras that were observed for less than so many years, and in which less than one visit is expected
/// by their share of the years of their list; none of a list of which no other was observed.
pub fn short_eras(counts: &[u64], years: &[f64], lists: &[u32], below: f64) -> ShortEras {
    let n_lists = lists.iter().max().map_or(0, |last| *last as usize + 1);
    let mut sums = vec![List::default(); n_lists];
    let rows = || counts.iter().zip(years).zip(lists).enumerate();
    for (_, ((&count, &years), &list)) in rows() {
        if let Some(sum) = sums.get_mut(list as usize) {
            sum.visits += to_real(count);
            if years > 0.0 {
                sum.years += years;
                sum.observed += 1;
            }
        }
    }
    let mut found = ShortEras::default();
    for (row, ((_, &years), &list)) in rows() {
        if !(years > 0.0 && years < below) {
            continue;
        }
        let sum = sums.get(list as usize).copied().unwrap_or_default();
        let expected = sum.visits * years / sum.years;
        if expected < 1.0 && sum.observed > 1 {
            found.rows.push(i64::try_from(row).unwrap_or(i64::MAX));
            found.expected.push(expected);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_era_is_short_beside_the_others_of_its_list() {
        let (counts, years) = ([0, 50, 0, 9, 1], [0.04, 10.0, 0.2, 0.0, 0.4]);
        let found = short_eras(&counts, &years, &[0, 0, 1, 1, 0], 0.5);
        assert_eq!(found.rows, [0]);
        assert_eq!(found.expected, [51.0 * 0.04 / (0.04 + 10.0 + 0.4)]);
    }
}
