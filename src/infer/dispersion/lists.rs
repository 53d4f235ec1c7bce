//! How the years of many lists of eras vary, each list by itself.

use super::{Dispersion, Year};
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::{Threads, work_off};

/// Lists that one thread takes at a time.
const CHUNK: usize = 256;

/// What an era allows for, for each visit a year: with and without neighbours that are alike.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Allowed {
    /// With them.
    pub dependent: f64,
    /// Without.
    pub independent: f64,
}

/// The place of the first era of some lists, where the eras of each end, and the lists and their eras.
type Part<'a> = (
    usize,
    &'a [usize],
    &'a mut [Dispersion],
    &'a [&'a [Year]],
    &'a mut [Allowed],
);

/// How the years of each list vary, and what each of its eras allows for.
///
/// `eras` says which era each year is of, those of one list next to each other; `ends` where the eras
/// of each list end. Years of one era stand in order.
///
/// # Errors
///
/// [`Error::Length`] if columns differ; whatever `tick` returns.
pub fn of_lists(
    years: &[Year],
    eras: &[usize],
    ends: &[usize],
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<(Vec<Dispersion>, Vec<Allowed>)> {
    let n_eras = ends.last().copied().unwrap_or(0);
    if years.len() != eras.len() || !ends.is_sorted() || eras.iter().any(|era| *era >= n_eras) {
        return Err(Error::Length {
            left: "years".into(),
            left_len: years.len(),
            right: "their eras".into(),
            right_len: eras.len(),
        });
    }
    let sorted = in_order(years, eras);
    let by_era = slices(&sorted, eras, n_eras);
    let nothing = Dispersion::of::<&[Year]>(&[]);
    let mut lists = vec![nothing; ends.len()];
    let mut allowed = vec![Allowed::default(); n_eras];
    let (mut parts, mut rest, mut from) = (Vec::new(), allowed.as_mut_slice(), 0);
    for (ends, lists) in ends.chunks(CHUNK).zip(lists.chunks_mut(CHUNK)) {
        let to = ends.last().copied().unwrap_or(from);
        let (own, more) = rest.split_at_mut(to - from);
        let eras = by_era.get(from..to).unwrap_or_default();
        parts.push((from, ends, lists, eras, own));
        (rest, from) = (more, to);
    }
    let work = |(first, ends, lists, eras, allowed): Part<'_>| {
        let mut start = 0;
        for (&end, list) in ends.iter().zip(lists) {
            let own = start..end - first;
            start = end - first;
            let eras = eras.get(own.clone()).unwrap_or_default();
            *list = Dispersion::of(eras);
            let allowed = allowed.get_mut(own).unwrap_or_default();
            for (allowed, era) in allowed.iter_mut().zip(eras) {
                *allowed = Allowed {
                    dependent: list.excess(era, true).per_rate,
                    independent: list.excess(era, false).per_rate,
                };
            }
        }
        Ok(())
    };
    let threads = threads.of(ends.len() > CHUNK);
    work_off(parts, threads, &work, tick)?;
    Ok((lists, allowed))
}

/// The years in the order of their eras.
fn in_order(years: &[Year], eras: &[usize]) -> Vec<Year> {
    if eras.is_sorted() {
        return years.to_vec();
    }
    let mut rows: Vec<(usize, Year)> = eras.iter().copied().zip(years.iter().copied()).collect();
    rows.sort_by_key(|(era, _)| *era);
    rows.into_iter().map(|(_, year)| year).collect()
}

fn slices<'a>(sorted: &'a [Year], eras: &[usize], n_eras: usize) -> Vec<&'a [Year]> {
    let mut sizes = vec![0_usize; n_eras];
    for &era in eras {
        if let Some(size) = sizes.get_mut(era) {
            *size += 1;
        }
    }
    let mut rest = sorted;
    sizes
        .into_iter()
        .map(|size| {
            let (own, more) = rest.split_at(size);
            rest = more;
            own
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn each_list_is_measured_as_if_alone() {
        let counts = [0, 4, 1, 5, 2, 0, 9, 1, 1];
        let eras = [0, 0, 0, 0, 2, 2, 3, 3, 3];
        let years: Vec<Year> = counts
            .iter()
            .map(|&count| Year { count, years: 1.0 })
            .collect();
        let ends = [2, 2, 4];
        for number in [1, 2, 8] {
            let threads = Threads::asked(Some(number)).unwrap();
            let (lists, allowed) =
                of_lists(&years, &eras, &ends, threads, &mut unattended).unwrap();
            let alone = [&years[..4], &[]];
            assert_eq!(
                lists[0].alpha.to_bits(),
                Dispersion::of(&alone).alpha.to_bits()
            );
            assert_eq!(lists[1].degrees_of_freedom, 0);
            let last = Dispersion::of(&[&years[4..6], &years[6..]]);
            assert_eq!(lists[2].alpha.to_bits(), last.alpha.to_bits());
            assert_eq!(
                allowed[3].dependent.to_bits(),
                last.excess(&years[6..], true).per_rate.to_bits()
            );
            assert_eq!(allowed.len(), 4);
        }
    }

    #[test]
    fn years_may_stand_in_any_order_of_eras() {
        let year = |count| Year { count, years: 1.0 };
        let threads = Threads::asked(Some(1)).unwrap();
        let mixed = [year(7), year(0), year(1), year(3)];
        let (lists, _) = of_lists(&mixed, &[1, 0, 1, 0], &[2], threads, &mut unattended).unwrap();
        let eras = [[year(0), year(3)], [year(7), year(1)]];
        let wanted = Dispersion::of(&eras).chi_square;
        assert_eq!(lists[0].chi_square.to_bits(), wanted.to_bits());
    }
}
