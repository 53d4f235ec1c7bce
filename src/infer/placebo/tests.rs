//! The vectors of M26, closed forms and draws.

use super::*;
use crate::progress::unattended;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

fn within(
    (through, tau): (i64, Option<i64>),
    shocks: &[i64],
    visits: &[i64],
    how: (Placement, &[i64], u64),
) -> Result<Placebo> {
    let visits = SortedDays::new(&vec![0; visits.len()], visits, 1).unwrap();
    let groups = vec![0; shocks.len()];
    let record = Record {
        shocks,
        groups: &groups,
        visits: &visits,
        window: Window::new(0, through).unwrap(),
        first_answer: 0,
    };
    let how = How {
        tau,
        placement: how.0,
        cuts: how.1,
        draws: how.2,
        seed: 7,
    };
    placebo(record, how, &mut unattended)
}

fn run(shocks: &[i64], visits: &[i64], placement: Placement, draws: u64) -> Placebo {
    within((99, Some(40)), shocks, visits, (placement, &[], draws)).unwrap()
}

fn counts(found: &Placebo) -> (f64, f64, u64) {
    let all = to_real(found.arrangements);
    (found.longer * all, found.shorter * all, found.arrangements)
}

#[test]
fn vectors() {
    let visits = [3, 8, 12, 24, 27];
    let shift = |cuts: &[i64], shocks: &[i64]| {
        let how = (Placement::Shift, cuts, 10);
        within((29, Some(8)), shocks, &visits, how).unwrap()
    };
    let plain = shift(&[], &[5, 13, 18]);
    assert!((plain.statistic - 17.0 / 3.0).abs() < 1e-12);
    assert!((plain.expected - 3.590_909_090_91).abs() < 1e-9);
    assert_eq!((counts(&plain).0, counts(&plain).2), (1.0, 22));
    assert!((plain.two_sided() - 2.0 / 22.0).abs() < 1e-12);
    let two = shift(&[10], &[5, 13, 18]);
    assert!((two.expected - 3.966_666_666_67).abs() < 1e-9);
    assert_eq!(counts(&two), (5.0, 119.0, 120));
    assert!((two.two_sided() - 10.0 / 120.0).abs() < 1e-12);
    let three = shift(&[10, 16], &[5, 13, 18]);
    assert_eq!(counts(&three), (57.0, 327.0, 360));
    assert!((three.two_sided() - 0.316_666_666_667).abs() < 1e-9);
    let one = shift(&[], &[5]);
    assert_eq!((counts(&one).0, counts(&one).2), (13.0, 22));
    let day = shift(&[5, 6], &[5]);
    assert_eq!((day.arrangements, day.two_sided()), (1, 1.0));
}

#[test]
fn what_cannot_be_placed_stays_or_is_refused() {
    let how = (Placement::Shift, &[][..], 10);
    let found = within((29, Some(8)), &[5, 25], &[3, 8, 27], how).unwrap();
    assert_eq!((found.unplaced, found.arrangements), (1, 22));
    let refused = within((29, Some(8)), &[25], &[3, 8, 27], how);
    assert!(matches!(refused, Err(Error::Undefined { .. })));
    let refused = within((29, Some(80)), &[5], &[3, 8, 27], how);
    assert!(matches!(refused, Err(Error::Undefined { .. })));
}

#[test]
fn the_usual_horizon() {
    let how = (Placement::Shift, &[][..], 10);
    let tau = |shocks: &[i64]| within((29, None), shocks, &[8, 20], how).unwrap().tau;
    assert_eq!((tau(&[1, 12]), tau(&[1, 22, 29]), tau(&[8])), (8, 7, 1));
}

#[test]
fn one_shock_has_a_closed_form() {
    // Visits on 20, 60 and no other up to day 59: lags up to 5 after 15..=20 and 55..=59.
    let found = run(&[15], &[20, 60], Placement::Random, 10);
    assert!(found.exact && found.arrangements == 60);
    assert!((found.statistic - 5.0).abs() < 1e-12);
    assert!((found.shorter - 11.0 / 60.0).abs() < 1e-12);
    assert!((found.longer - 51.0 / 60.0).abs() < 1e-12);
    let shifted = run(&[15], &[20, 60], Placement::Shift, 10);
    assert_eq!(
        (shifted.shorter, shifted.longer),
        (found.shorter, found.longer)
    );
}

#[test]
fn a_drawn_p_is_near_the_exact_one_and_never_zero() {
    let exact = run(&[20, 50], &[20, 50], Placement::Random, 1);
    assert!(exact.exact && exact.arrangements == 3_600);
    assert!((exact.shorter - 4.0 / 3_600.0).abs() < 1e-12);
    let drawn = run(&[20, 50, 20], &[20, 50], Placement::Random, 99);
    assert!(!drawn.exact && drawn.shorter >= 0.01);
}

#[test]
fn without_visits_nothing_is_unusual() {
    let found = run(&[3, 50], &[], Placement::Random, 20);
    assert_eq!(
        (found.shorter, found.longer, found.two_sided()),
        (1.0, 1.0, 1.0)
    );
}

#[test]
fn ten_thousand_draws_repeat() {
    let shocks = [3, 50, 55, 58];
    let visits = [10, 30, 80];
    let [one, two] = [(); 2].map(|()| run(&shocks, &visits, Placement::Random, 2_000));
    assert_eq!(one, two);
}
