//! Lags of few shocks, gone through by hand.

use super::*;
use crate::progress::unattended;

fn run(
    shocks: &[i32],
    visits: &[i32],
    same_day: SameDay,
    overlap: Overlap,
) -> Vec<(Status, Option<i64>)> {
    let none = vec![0; visits.len()];
    lags(
        shocks,
        &vec![0; shocks.len()],
        Dated::new(&none.as_slice(), visits).unwrap(),
        Window::new(0, 100).unwrap(),
        (same_day, overlap),
        1,
        &mut unattended,
    )
    .unwrap()
    .into_iter()
    .map(|lag| (lag.status, lag.days))
    .collect()
}

#[test]
fn two_shocks_and_one_visit() {
    use Status::{Censored, LeftOut, Observed};
    let both = run(&[0, 50], &[80], SameDay::Include, Overlap::Both);
    assert_eq!(both, vec![(Observed, Some(80)), (Observed, Some(30))]);
    let latest = run(&[0, 50], &[80], SameDay::Include, Overlap::Latest);
    assert_eq!(latest, vec![(Censored, Some(50)), (Observed, Some(30))]);
    let first = run(&[0, 50], &[80], SameDay::Include, Overlap::First);
    assert_eq!(first, vec![(Observed, Some(80)), (LeftOut, None)]);
}

#[test]
fn the_day_of_the_shock() {
    assert_eq!(
        run(&[7], &[7, 9], SameDay::Include, Overlap::Both),
        vec![(Status::Observed, Some(0))]
    );
    assert_eq!(
        run(&[7], &[7, 9], SameDay::Exclude, Overlap::Both),
        vec![(Status::Observed, Some(2))]
    );
}

#[test]
fn visits_on_the_day_of_the_next_shock() {
    use Overlap::{First, Latest};
    use Status::{Censored, LeftOut, Observed};
    let (include, exclude) = (SameDay::Include, SameDay::Exclude);
    // It answers the second shock where it may, and else the first.
    let found = run(&[0, 50], &[50, 80], include, Latest);
    assert_eq!(found, vec![(Censored, Some(50)), (Observed, Some(0))]);
    let found = run(&[0, 50], &[50, 80], exclude, Latest);
    assert_eq!(found, vec![(Observed, Some(50)), (Observed, Some(30))]);
    let found = run(&[0, 50], &[50, 80], include, First);
    assert_eq!(found, vec![(Observed, Some(50)), (LeftOut, None)]);
    let found = run(&[0, 50], &[50, 80], exclude, First);
    assert_eq!(found, vec![(Observed, Some(50)), (Observed, Some(30))]);
}

#[test]
fn a_shock_that_was_not_observed_is_not_left_out() {
    let found = run(&[90, 101], &[], SameDay::Include, Overlap::First);
    assert_eq!(found[1], (Status::AfterEnd, None));
    let found = run(&[-3, 5], &[9], SameDay::Include, Overlap::First);
    assert_eq!(
        found,
        vec![(Status::BeforeStart, None), (Status::Observed, Some(4))]
    );
    let found = run(&[5, 5], &[9], SameDay::Include, Overlap::Latest);
    assert_eq!(found, vec![(Status::Observed, Some(4)); 2]);
}

#[test]
fn outside_and_censored() {
    let found = run(&[-3, 101, 90], &[200], SameDay::Include, Overlap::Both);
    assert_eq!(
        found,
        vec![
            (Status::BeforeStart, None),
            (Status::AfterEnd, None),
            (Status::Censored, Some(10))
        ]
    );
}
