//! Against enumeration and cases worked by hand.

use super::*;

fn waits(days: &[i64]) -> Waits {
    Waits::new(days, Window::new(0, 200).unwrap(), SameDay::Include)
}

#[test]
fn within_eleven_days() {
    let interval = Interval::at_most(Amount::decimal(11.0)).unwrap();
    let waits = waits(&[109, 109, 111, 150]);
    assert_eq!(waits.added(&[100], interval).unwrap(), None);
    let removed = waits.removed(&[100], interval).unwrap().unwrap();
    assert_eq!((removed.visits, removed.day), (3, Some(109)));
    let last = Waits::new(&[109], Window::new(0, 111).unwrap(), SameDay::Include);
    assert_eq!(last.removed(&[100], interval).unwrap(), None);
}

#[test]
fn a_mean_of_three() {
    let interval = Interval::within(Amount::decimal(19.5), Amount::decimal(20.5)).unwrap();
    let waits = waits(&[10, 60, 130, 131]);
    let shocks = [0, 40, 100, 190];
    assert_eq!(waits.mean_lag(&shocks), Some(20.0));
    let added = waits.added(&shocks, interval).unwrap().unwrap();
    assert_eq!((added.visits, added.day), (1, Some(100)));
    let removed = waits.removed(&shocks, interval).unwrap().unwrap();
    assert_eq!((removed.visits, removed.day), (1, Some(10)));
}

#[test]
fn many_additions() {
    let interval = Interval::at_least(Amount::decimal(5.0)).unwrap();
    let waits = waits(&[20, 120]);
    let added = waits.added(&[0, 100], interval).unwrap().unwrap();
    assert_eq!(added.visits, 2);
    let fails = waits.added(
        &[0, 100],
        Interval::at_least(Amount::decimal(21.0)).unwrap(),
    );
    assert_eq!(fails.unwrap().unwrap().visits, 0);
    assert!(waits.added(&[190], interval).is_err());
}

#[test]
fn the_open_gap() {
    let waits = waits(&[50, 100, 100]);
    assert_eq!(waits.open_gap(), Some(100.0));
    let (added, removed) = waits
        .open_gap_fragility(
            Interval::within(Amount::decimal(90.0), Amount::decimal(120.0)).unwrap(),
        )
        .unwrap();
    assert_eq!(added.unwrap().visits, 1);
    assert_eq!(removed.unwrap().visits, 2);
    let (added, removed) = waits
        .open_gap_fragility(Interval::at_most(Amount::decimal(250.0)).unwrap())
        .unwrap();
    assert_eq!((added, removed), (None, None));
}
