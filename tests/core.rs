//! The main job through the crate's public face: from days to a frequency, and from shocks to lags.

use summitry::Result;
use summitry::infer::poisson;
use summitry::measure::era::{Eras, Handover};
use summitry::measure::lag::{Overlap, SameDay, Status, lags};
use summitry::measure::tally::{Shape, Table, Visits, tally};
use summitry::progress::unattended;
use summitry::special::level::Level;
use summitry::threads::Threads;
use summitry::time::day::from_text;
use summitry::time::exact::Dates;
use summitry::time::following::Dated;
use summitry::time::index::EraIndex;
use summitry::time::window::Window;

fn days(texts: &[&str]) -> Vec<i64> {
    texts.iter().filter_map(|text| from_text(text)).collect()
}

fn narrow(days: &[i64]) -> Vec<i32> {
    let day = |day: &i64| i32::try_from(*day).unwrap_or(i32::MAX);
    days.iter().map(day).collect()
}

/// Vector M1 of the method page, by both rules for the day of a handover.
#[test]
fn visits_in_each_era() -> Result<()> {
    let cuts = days(&[
        "2010-01-01",
        "2011-12-17",
        "2012-11-15",
        "2013-03-14",
        "2016-12-31",
    ]);
    let visits = days(&[
        "2011-12-17",
        "2012-08-03",
        "2012-11-15",
        "2013-03-14",
        "2013-05-22",
        "2015-10-09",
        "2016-05-31",
    ]);
    let window = Window::new(cuts[0], cuts[4] - 1)?;
    let eras = Eras::new(&cuts[..4], &cuts[1..])?;
    let visits: Vec<i32> = visits.iter().flat_map(|day| i32::try_from(*day)).collect();
    let columns = Visits {
        dates: Dates::of_days(&visits),
        groups: None,
        classes: &[],
        verdicts: None,
    };
    for (handover, expected) in [
        (Handover::Successor, [0, 2, 1, 4]),
        (Handover::Predecessor, [1, 2, 1, 3]),
    ] {
        let exposure = eras.exposure_in_days(window, handover);
        let (starts, ends): (Vec<i64>, Vec<i64>) =
            exposure.iter().map(|era| (era.start, era.end)).unzip();
        let index = EraIndex::new(&starts, &ends, window)?;
        let shape = Shape {
            n_groups: 1,
            n_eras: starts.len(),
            n_classes: 1,
        };
        let (table, threads) = (Table::<u32>::new(shape.cells())?, Threads::asked(None)?);
        let counted = tally(&index, columns, shape, table, threads, &mut unattended)?;
        assert_eq!(counted.counts.0, expected);
        assert_eq!(
            exposure.iter().map(|era| era.days).collect::<Vec<_>>(),
            [715, 334, 119, 1388]
        );
    }
    Ok(())
}

/// The lags of vector M5, the last of them censored.
#[test]
fn days_to_the_next_visit() -> Result<()> {
    let shocks = days(&[
        "2006-10-09",
        "2009-05-25",
        "2013-02-12",
        "2016-01-06",
        "2016-09-09",
    ]);
    let visits = days(&["2006-10-20", "2009-09-16", "2013-05-22", "2016-05-31"]);
    let window = Window::new(shocks[0], from_text("2017-03-15").expect("a date"))?;
    let found = lags(
        &narrow(&shocks),
        &[0; 5],
        Dated::new(&[0; 4].as_slice(), &narrow(&visits))?,
        window,
        (SameDay::Include, Overlap::Both),
        1,
        &mut unattended,
    )?;
    let waited: Vec<Option<i64>> = found.iter().map(|lag| lag.days).collect();
    assert_eq!(waited, [11, 114, 99, 146, 187].map(Some));
    assert_eq!(found[4].status, Status::Censored);
    Ok(())
}

/// Garwood's limits of 161 visits, as the article's list has them.
#[test]
fn limits_of_a_count() -> Result<()> {
    let (lower, upper) = poisson::limits(161, Level::new(0.95)?, poisson::Interval::Garwood);
    assert!((lower - 137.091_109_613).abs() < 1e-8 && (upper - 187.879_506_63).abs() < 1e-8);
    Ok(())
}
