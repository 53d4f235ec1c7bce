//! The fewest edits against a search of every change.

use super::super::need::{Ask, Cell};
use super::*;

/// Steps without a limit of their own.
const ANY: usize = 1 << 20;

const EXACTLY: fn(i128) -> Need = |change| Need {
    low: Some(change),
    high: Some(change),
};

/// P×p 2, P×q 3, Q×q 4; the counts of P and q, each to be what was printed (M28).
fn small(printed_p: i128, printed_q: i128) -> Vec<i64> {
    let moves = [vec![1, 1, 0], vec![0, 1, 1]];
    let needs = [EXACTLY(printed_p - 5), EXACTLY(printed_q - 7)];
    fewest(&needs, &moves, &[2, 3, 4], None, &mut ANY.clone())
        .unwrap()
        .unwrap()
}

#[test]
fn one_row_may_serve_two_counts_and_not_two_of_opposite_need() {
    assert_eq!(small(6, 7), [1, 0, 0]);
    assert_eq!(small(6, 8), [0, 1, 0]);
    assert_eq!(small(4, 8), [-1, 0, 1]);
    assert_eq!(small(5, 7), [0, 0, 0]);
}

#[test]
fn no_more_are_removed_than_there_are() {
    let moves = [vec![1, 1, 0], vec![0, 1, 1]];
    let (needs, there) = ([EXACTLY(-3), EXACTLY(0)], [1, 5, 0]);
    let found = fewest(&needs, &moves, &there, None, &mut ANY.clone())
        .unwrap()
        .unwrap();
    assert_eq!(found, [-1, -2, 2]);
    assert_eq!(
        fewest(&needs, &moves, &there, Some(4), &mut ANY.clone()).unwrap(),
        None
    );
}

#[test]
fn a_whole_cannot_be_less_than_its_part() {
    let (moves, there) = ([vec![1, 1], vec![0, 1]], [5, 5]);
    let least = |low| Need {
        low: Some(low),
        high: None,
    };
    let whole = Need {
        low: Some(-3),
        high: Some(0),
    };
    let found = fewest(&[whole, least(5)], &moves, &there, None, &mut ANY.clone()).unwrap();
    assert_eq!(found, Some(vec![-5, 5]));
    assert_eq!(
        fewest(&[whole, least(6)], &moves, &there, None, &mut ANY.clone()).unwrap(),
        None
    );
}

#[test]
fn weights_and_ratios_are_met_in_whole_visits() {
    // 7 more from visits of 3 and of 1: two of the one and one of the other.
    let found = fewest(
        &[EXACTLY(7)],
        &[vec![3, 1]],
        &[0, 0],
        None,
        &mut ANY.clone(),
    )
    .unwrap();
    assert_eq!(found, Some(vec![2, 1]));
    // 9 of 20 are to be one half at least: two more of the nine (or two fewer of the others).
    let cells = [(0b11, vec![1, 1]), (0b10, vec![1])];
    let cells = cells.map(|(of, weights)| Cell { of, weights });
    let ask = Ask {
        factors: vec![(0, 2), (1, -1)],
        low: Some(0),
        high: None,
    };
    let moves = vec![cells.iter().map(|cell| ask.moved_by(cell)).collect()];
    assert_eq!(moves, [[1, -1]]);
    let found = fewest(
        &[ask.need(&[9, 20])],
        &moves,
        &[9, 11],
        None,
        &mut ANY.clone(),
    )
    .unwrap();
    assert_eq!(found, Some(vec![2, 0]));
}
