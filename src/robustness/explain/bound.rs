//! How many rows it takes at least.

use super::need::Need;

/// A number of rows that it takes at least.
///
/// Asks that share no visit need their rows for themselves, and a row that is added is not one that is
/// removed.
pub(super) fn bound(needs: &[Need], moves: &[Vec<i128>], families: &[Vec<usize>]) -> i64 {
    let most = |of: fn((i128, i128)) -> i128| {
        let sums = families.iter().map(|family| {
            let members = family.iter();
            let members = members.filter_map(|ask| needs.get(*ask).zip(moves.get(*ask)));
            members
                .map(|(need, moves)| rows_for(of(need.least()), moves))
                .sum::<i128>()
        });
        sums.max().unwrap_or(0)
    };
    let (more, fewer) = (most(|(more, _)| more), most(|(_, fewer)| fewer));
    // Where a row that is added may lower something, one row may serve both.
    let apart = moves.iter().flatten().all(|by| *by >= 0);
    let bound = if apart { more + fewer } else { more.max(fewer) };
    i64::try_from(bound).unwrap_or(i64::MAX)
}

/// How many rows it takes at least to change something by so much.
fn rows_for(change: i128, moves: &[i128]) -> i128 {
    let most = moves.iter().map(|by| by.abs()).max().unwrap_or(0);
    if most == 0 {
        return change.min(1);
    }
    (change + most - 1) / most
}

/// Groups of asks that share no cell: one begun from each, the others in their order.
pub(super) fn families(moves: &[Vec<i128>]) -> Vec<Vec<usize>> {
    let share = |one: usize, other: usize| {
        let pair = moves.get(one).zip(moves.get(other));
        pair.is_some_and(|(one, other)| {
            let mut cells = one.iter().zip(other);
            cells.any(|(one, other)| *one != 0 && *other != 0)
        })
    };
    (0..moves.len())
        .map(|first| {
            let mut family = vec![first];
            for other in 0..moves.len() {
                if other != first && !family.iter().any(|known| share(*known, other)) {
                    family.push(other);
                }
            }
            family
        })
        .collect()
}
