use super::*;
use crate::Error;
use crate::progress::unattended;

fn frequency(count: u64, years: f64, phi: f64, degrees_of_freedom: f64) -> Frequency {
    let excess = Excess {
        per_rate: (phi - 1.0) * years / real::to_real(count.max(1)),
        degrees_of_freedom,
    };
    Frequency {
        count,
        years,
        excess,
    }
}

fn poisson(count: u64, years: f64) -> Frequency {
    frequency(count, years, 1.0, f64::INFINITY)
}

fn ranked(frequencies: &[Frequency], draws: u64, seed: u64) -> Ranks {
    let method = Method::Dispersed;
    ranks(frequencies, method, draws, seed, &mut unattended).unwrap()
}

#[test]
fn two_eras_in_closed_form() {
    for (first, second, wanted) in [
        (poisson(5, 4.0), poisson(9, 5.0), 0.741_740_723_290),
        (poisson(5, 4.0), poisson(66, 10.0), 0.999_997_032_284),
        (poisson(0, 4.0), poisson(9, 5.0), 0.999_034_366_359),
        (
            frequency(9, 5.0, 1.465, 60.0),
            frequency(67, 17.0, 2.018, 60.0),
            0.971_432_669_613,
        ),
        (
            frequency(5, 4.0, 1.469, 58.0),
            frequency(56, 10.0, 3.648, 58.0),
            0.996_842_243_738,
        ),
    ] {
        let of = |first, second| below(first, second, Method::Dispersed);
        assert!((of(&first, &second) - wanted).abs() < 1e-11);
        assert!((of(&second, &first) + wanted - 1.0).abs() < 1e-11);
        let found = ranked(&[first, second], 1, 0);
        assert!(found.exact && (found.probability[0] - wanted).abs() < 1e-11);
    }
}

#[test]
fn rows_and_columns_add_up_and_agree_with_pairs() {
    for phi in [1.0, 1.3, 40.0] {
        let eras = [(5, 4.0), (0, 4.0), (66, 10.0), (9, 5.0), (3, 0.0)];
        let eras = eras.map(|(count, years)| frequency(count, years, phi, 12.0));
        let found = ranked(&eras, 40_000, 0);
        assert_eq!(found.eras, 4);
        for line in found.probability.chunks(4) {
            assert!((line.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        for rank in 0..4 {
            let column: f64 = found.probability.iter().skip(rank).step_by(4).sum();
            assert!((column - 1.0).abs() < 1e-12);
        }
        let pairs = below_each(&eras, Method::Dispersed, &mut unattended).unwrap();
        let wanted: f64 = [1, 2, 3].iter().map(|other| pairs[5 * other]).sum();
        let first = found.probability.iter().enumerate().take(4);
        let mean: f64 = first
            .map(|(place, p)| real::to_real(place as u64) * p)
            .sum();
        assert!((mean - wanted).abs() < 0.02, "{phi}: {mean} {wanted}");
    }
}

#[test]
fn a_seed_gives_the_same_ranks() {
    let eras = [1, 2, 3].map(|count| poisson(count, 1.0));
    assert_eq!(ranked(&eras, 1000, 0), ranked(&eras, 1000, 0));
    assert_ne!(
        ranked(&eras, 1000, 0).probability,
        ranked(&eras, 1000, 1).probability
    );
}

#[test]
fn what_a_table_cannot_hold_is_refused_before_it_is_made() {
    for number in [4_097, 1_000_000] {
        let eras = vec![poisson(1, 1.0); number];
        let found = ranks(&eras, Method::Poisson, 1, 0, &mut unattended);
        assert!(matches!(found, Err(Error::TooLarge { .. })));
        let found = below_each(&eras, Method::Poisson, &mut unattended);
        assert!(matches!(found, Err(Error::TooLarge { .. })));
    }
}
