//! Why there is no ratio of ratios of counts.

const TOO_MANY: &str = "there are too many visits to compare";

/// Whether a dyad or an era has no visit, of the counts of a dyad and of its baseline in two eras.
pub(super) fn nothing_in([[one, two], [rest, more]]: [[u64; 2]; 2]) -> bool {
    [one + two, rest + more, one + rest, two + more].contains(&0)
}

/// Why there is no ratio of these counts.
pub(super) fn nothing(
    [[one, two], [rest, more]]: [[u64; 2]; 2],
    [era, other]: [&str; 2],
) -> String {
    if one + two == 0 {
        "the dyad has no visits in either era".to_owned()
    } else if rest + more == 0 {
        "the baseline has no visits in either era".to_owned()
    } else if one + rest == 0 {
        format!("no visit of either in {era}")
    } else if two + more == 0 {
        format!("no visit of either in {other}")
    } else {
        TOO_MANY.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_visit_is_named() {
        let told = |counts| nothing(counts, ["One", "Two"]);
        for counts in [
            [[0, 0], [3, 4]],
            [[3, 4], [0, 0]],
            [[0, 4], [0, 3]],
            [[4, 0], [3, 0]],
        ] {
            assert!(nothing_in(counts));
        }
        assert_eq!(
            told([[0, 0], [3, 4]]),
            "the dyad has no visits in either era"
        );
        assert_eq!(
            told([[3, 4], [0, 0]]),
            "the baseline has no visits in either era"
        );
        assert_eq!(told([[0, 4], [0, 3]]), "no visit of either in One");
        assert_eq!(told([[4, 0], [3, 0]]), "no visit of either in Two");
        for counts in [
            [[0, 4], [3, 1]],
            [[4, 0], [1, 3]],
            [[4, 1], [0, 3]],
            [[4, 1], [3, 0]],
        ] {
            assert!(!nothing_in(counts));
            assert_eq!(told(counts), TOO_MANY);
        }
    }
}
