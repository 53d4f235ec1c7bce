use super::*;

fn days(text: &str) -> Days {
    crate::time::fuzzy::read(text).unwrap()
}

fn series(rows: &[(&str, f64, f64)]) -> Series {
    let total = |(date, value, half): &(&str, f64, f64)| Total {
        days: days(date),
        value: *value,
        half: *half,
    };
    Series {
        name: "coal".to_owned(),
        unit: None,
        totals: rows.iter().map(total).collect(),
    }
}

fn ends(known: &Known) -> (f64, f64) {
    (known.low, known.high)
}

fn of(rows: &[(&str, f64, f64)], figure: Figure, period: &str) -> Known {
    series(rows).figure(figure, days(period))
}

#[test]
fn a_period_is_what_its_figures_add_up_to() {
    let known = of(
        &[("2017-01", 2.0, 0.0), ("2017-02", 3.0, 0.0)],
        Figure::Sum,
        "2017-01/2017-02",
    );
    assert_eq!(
        (known.value, ends(&known), known.why),
        (5.0, (5.0, 5.0), None)
    );
}

#[test]
fn what_is_missing_is_not_nothing() {
    let known = of(&[("2017-01", 2.0, 0.0)], Figure::Sum, "2017-01/2017-03");
    assert!(known.value.is_nan());
    assert_eq!(ends(&known), (2.0, f64::INFINITY));
    let why = known.why.unwrap();
    assert_eq!(why, "'coal' has no figure for 2017-02 to 2017-03");
    let known = of(&[], Figure::Sum, "2017");
    assert_eq!(ends(&known), (0.0, f64::INFINITY));
}

#[test]
fn nothing_bounds_what_may_be_negative() {
    let rows = [("2017-01", -2.0, 0.0), ("2017-02", 3.0, 0.0)];
    let known = of(&rows, Figure::Sum, "2017-01/2017-03");
    assert_eq!(ends(&known), (f64::NEG_INFINITY, f64::INFINITY));
    assert_eq!(ends(&of(&rows, Figure::Sum, "2017-01/2017-02")), (1.0, 1.0));
}

#[test]
fn a_longer_figure_bounds_its_parts() {
    let rows = [
        ("2016", 22.0, 0.0),
        ("2016-01/2016-10", 18.0, 0.0),
        ("2016-12", 2.0, 0.0),
    ];
    // November is the year less the other two, which is known for certain.
    assert_eq!(ends(&of(&rows, Figure::Sum, "2016-11")), (2.0, 2.0));
    assert_eq!(ends(&of(&rows, Figure::Sum, "2016-05")), (0.0, 18.0));
    assert_eq!(
        ends(&of(&rows, Figure::Sum, "2016-10/2016-11")),
        (2.0, 20.0)
    );
    assert_eq!(
        ends(&of(&rows, Figure::Sum, "2015-12/2016")),
        (22.0, f64::INFINITY)
    );
}

#[test]
fn rounding_widens_and_does_not_contradict() {
    let rows = [
        ("2016", 3.0, 0.5),
        ("2016-01/2016-06", 2.0, 0.5),
        ("2016-07/2016-12", 2.0, 0.5),
    ];
    let known = of(&rows, Figure::Sum, "2016");
    assert_eq!(ends(&known), (3.0, 3.5));
    assert_eq!(known.why.unwrap(), "the figures of 'coal' are rounded");
}

#[test]
fn figures_that_contradict_one_another_say_nothing() {
    let rows = [("2016", 3.0, 0.0), ("2016-01/2016-06", 4.0, 0.0)];
    let known = of(&rows, Figure::Sum, "2016-01/2016-03");
    assert_eq!(
        known.why.unwrap(),
        "the figures of 'coal' contradict one another"
    );
}

#[test]
fn means_and_maxima_of_steps() {
    let rows = [
        ("2016-10", 1.0, 0.0),
        ("2016-11", 4.0, 0.0),
        ("2016-12", 1.0, 0.0),
    ];
    let quarter = "2016-10/2016-12";
    assert_eq!(ends(&of(&rows, Figure::Mean, quarter)), (2.0, 2.0));
    assert_eq!(ends(&of(&rows, Figure::Maximum, quarter)), (4.0, 4.0));
    let whole = of(&rows[..2], Figure::Maximum, quarter);
    assert!(whole.value.is_nan() && ends(&whole) == (4.0, f64::INFINITY));
    // The year leaves too little for any month to be greater.
    let bounded = [rows[0], rows[1], ("2016-10/2016-12", 6.0, 0.0)];
    assert_eq!(ends(&of(&bounded, Figure::Maximum, quarter)), (4.0, 4.0));
    let halves = of(&rows, Figure::Mean, "2016-10-15/2016-12");
    assert!(halves.why.unwrap().contains("whole steps"));
    assert!(of(&[], Figure::Mean, "2016").why.is_some());
}
