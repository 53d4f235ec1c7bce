use super::*;
use crate::progress::unattended;

fn eras(of: &[&[u64]]) -> Vec<Vec<Year>> {
    let year = |count: &u64| Year {
        count: *count,
        years: 1.0,
    };
    of.iter()
        .map(|era| era.iter().map(year).collect())
        .collect()
}

fn close(found: f64, wanted: f64) {
    assert!(
        (found - wanted).abs() <= 1e-9 * wanted.abs().max(1e-3),
        "{found} {wanted}"
    );
}

#[test]
fn vectors_of_m17() {
    let found = Dispersion::of(&eras(&[&[0, 4, 1, 5], &[2, 0, 3]]));
    close(found.chi_square, 9.6);
    assert_eq!(found.degrees_of_freedom, 5);
    close(found.alpha, 0.413_708_771_293);
    close(found.correlation, -0.579_861_111_111);
    close(found.correlation - found.lag1, -0.274_305_555_556);
    let tests = |of: &[Vec<Year>]| Dispersion::tests(of, 1_000, 0, &mut unattended).unwrap();
    let found = tests(&eras(&[&[0, 4, 1, 5], &[2, 0, 3]]));
    close(found.dispersed.unwrap().p, 0.087_255_972_403_1);
    close(found.dependent.unwrap().p, 0.833_333_333_333);

    let mut ends = eras(&[&[1, 6, 2]]);
    ends[0][0].years = 0.5;
    let found = Dispersion::of(&ends);
    close(found.chi_square, 2.666_666_666_67);
    close(found.alpha, 0.100_134_108_85);
    close(found.correlation, -0.682_842_712_475);
    close(tests(&ends).dispersed.unwrap().p, 0.317_377_024);
    close(tests(&ends).dependent.unwrap().p, 1.0);

    let even = eras(&[&[2, 2], &[1, 3, 2]]);
    let found = Dispersion::of(&even);
    close(found.chi_square, 1.0);
    assert!(found.alpha.abs() < 1e-300 && found.rho.abs() < 1e-300);
    close(tests(&even).dispersed.unwrap().p, 103.0 / 108.0);

    let silent = eras(&[&[3], &[0, 0], &[2, 2, 2]]);
    let found = Dispersion::of(&silent);
    assert!(found.degrees_of_freedom == 2 && found.correlation.is_nan());
    close(tests(&silent).dispersed.unwrap().p, 1.0);
    assert!(tests(&silent).dependent.is_none());

    let single = Dispersion::of(&eras(&[&[3], &[7]]));
    assert!(single.degrees_of_freedom == 0 && single.dispersion().is_nan());
    assert_eq!(single.excess(&eras(&[&[3]])[0], true), Excess::NONE);
}

#[test]
fn a_sum_of_years_that_are_alike_varies_more() {
    for (years, wanted) in [(41, 2.902_439_024), (17, 2.764_707_678), (5, 2.225)] {
        close(inflation(years, 0.5), wanted);
    }
    close(inflation(7, 0.0), 1.0);
}

#[test]
fn draws_come_near_the_exact_p() {
    let many = eras(&[&[0, 4, 1, 5], &[2, 0, 3]]);
    let counted: Vec<&[Year]> = many.iter().map(Vec::as_slice).collect();
    let exact = Dispersion::tests(&many, 1, 0, &mut unattended)
        .unwrap()
        .dispersed;
    // 60 more visits in 20 more years are too many tables to add up.
    let even = vec![
        Year {
            count: 3,
            years: 1.0
        };
        20
    ];
    let [drawn, _] = conditional::tails(&counted, 1, 0, &mut unattended).unwrap();
    close(drawn.p, exact.unwrap().p);
    let mut large = counted.clone();
    large.push(&even);
    let [drawn, even] = conditional::tails(&large, 4_000, 0, &mut unattended).unwrap();
    assert!(drawn.error > 0.0 && drawn.p > 0.9 && even.p < 0.2);
}

#[test]
fn large_counts_are_never_taken_for_few_tables() {
    for zeros in [9_u32, 12, 15, 16, 17, 18] {
        let many = 10_u64.pow(zeros);
        let years = eras(&[&[35, 36, 33, 40, many]]);
        let found = Dispersion::tests(&years, 99, 0, &mut unattended).unwrap();
        let dispersed = found.dispersed.unwrap();
        assert!(dispersed.error > 0.0, "{zeros}");
        close(dispersed.p, 0.01);
    }
}
