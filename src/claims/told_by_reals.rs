//! Orders of eras that floating point tells for many schemes at once.
//!
//! Numbers that lie too close together are left to be compared exactly, one scheme after the other.

use super::amount::Amount;
use super::rank::End;
use super::said_of_list::Says;

/// What the numbers say under one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Whether it holds.
    Told(bool),
    /// Two of them are too close together.
    Close,
}

/// Judges a rank or an order by the numbers of eras, `size` schemes an era; none where it is neither,
/// or an era in it has no value.
pub(super) fn told_by_reals(says: &Says, reals: &[f64], size: usize) -> Option<Vec<Seen>> {
    let rows: Vec<&[f64]> = reals.chunks_exact(size.max(1)).collect();
    // Whether an era has a value hangs on its exposure, whatever visits weigh.
    let valued = |row: &&[f64]| row.first().is_some_and(|real| !real.is_nan());
    match says {
        Says::Rank {
            own,
            from,
            place: Some(place),
            lower: None,
        } => {
            let this = rows.get(*own).copied().filter(valued)?;
            let others = rows.iter().enumerate().filter(|(era, _)| era != own);
            let others: Vec<&[f64]> = others.map(|(_, row)| *row).filter(valued).collect();
            if others.is_empty() {
                return None;
            }
            let (mut ahead, mut close) = (vec![0_u64; size], vec![0_u64; size]);
            for other in others {
                let (lower, higher) = match from {
                    End::Bottom => (other, this),
                    End::Top => (this, other),
                };
                let cells = ahead.iter_mut().zip(close.iter_mut());
                for ((lower, higher), (ahead, close)) in lower.iter().zip(higher).zip(cells) {
                    // A sum that is checked is not added up for several schemes at once.
                    *ahead = ahead.wrapping_add(u64::from(lower < higher));
                    *close |= u64::from(!Amount::are_apart(*lower, *higher));
                }
            }
            let holds = ahead.iter().map(|ahead| ahead + 1 == *place as u64);
            Some(seen(holds, &close))
        }
        Says::Ascending(order) => {
            let rows: Option<Vec<&[f64]>> =
                order.iter().map(|era| rows.get(*era).copied()).collect();
            let rows = rows.filter(|rows| rows.iter().all(valued))?;
            let (mut falls, mut close) = (vec![0_u64; size], vec![0_u64; size]);
            for (lower, higher) in rows.iter().zip(rows.iter().skip(1)) {
                let pairs = lower.iter().zip(higher.iter());
                let cells = falls.iter_mut().zip(close.iter_mut());
                for ((lower, higher), (falls, close)) in pairs.zip(cells) {
                    *falls |= u64::from(lower >= higher);
                    *close |= u64::from(!Amount::are_apart(*lower, *higher));
                }
            }
            Some(seen(falls.iter().map(|falls| *falls == 0), &close))
        }
        _ => None,
    }
}

fn seen(holds: impl Iterator<Item = bool>, close: &[u64]) -> Vec<Seen> {
    let pairs = holds.zip(close);
    pairs
        .map(|(holds, close)| {
            if *close > 0 {
                Seen::Close
            } else {
                Seen::Told(holds)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_too_close_together_is_not_told() {
        let reals = [1.0, 2.0, 3.0, 2.0, 2.0, 2.0];
        let found = told_by_reals(&Says::Ascending(vec![0, 1]), &reals, 3);
        assert_eq!(
            found,
            Some(vec![Seen::Told(true), Seen::Close, Seen::Told(false)])
        );
    }

    #[test]
    fn places_are_counted_from_either_end_among_eras_with_a_value() {
        let reals = [1.0, 5.0, 3.0, 2.0, f64::NAN, f64::NAN, 4.0, 4.0];
        let at = |from, place| {
            let says = Says::Rank {
                own: 1,
                from,
                place: Some(place),
                lower: None,
            };
            told_by_reals(&says, &reals, 2)
        };
        let told = |one, other| Some(vec![Seen::Told(one), Seen::Told(other)]);
        assert_eq!(at(End::Bottom, 1), told(false, true));
        assert_eq!(at(End::Bottom, 2), told(true, false));
        assert_eq!(at(End::Top, 2), told(true, false));
        assert_eq!(at(End::Top, 3), told(false, true));
    }
}
