//! The grid against the same numbers computed one specification at a time.

use super::super::finding::Finding;
use super::super::region::Region;
use super::super::standing::End;
use super::frame::{Convention, Conventions, EraList, Frame, Rule, frames};
use super::grid::{Grid, Record};
use super::question::{Holds, Measure, Question, Scope, Summary, Time};
use super::waits::Reading;
use crate::Error;
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay};
use crate::progress::unattended;
use crate::time::window::Window;

const DAYS: [[i64; 9]; 2] = [
    [10, 400, 401, 730, 731, 900, 1200, 1500, 1500],
    [12, 430, 401, 731, 735, 900, 1260, 1500, 1501],
];
const CLASSES: [u32; 9] = [0, 1, 0, 0, 1, 1, 0, 0, 1];
const INCLUDE: Reading = (SameDay::Include, Overlap::Both);
const EXCLUDE: Reading = (SameDay::Exclude, Overlap::Both);
const ALL: [bool; 9] = [true; 9];
const SOME: [bool; 9] = [true, true, false, true, true, false, true, true, false];
const SUBSET: [bool; 9] = [false, true, true, true, false, true, true, true, true];

fn record() -> Record<'static> {
    Record {
        days: DAYS.iter().map(<[i64; 9]>::as_slice).collect(),
        classes: &CLASSES,
        readings: vec![&ALL, &SOME],
        subsets: vec![&ALL, &SUBSET],
    }
}

fn all_frames() -> Vec<Frame> {
    let rule = |cut: i64| Rule {
        starts: vec![0, cut],
        ends: vec![Some(cut), None],
        eras: vec![0, 1],
    };
    let window = |through| Window::new(0, through).unwrap();
    let conventions = Conventions {
        handovers: vec![Handover::Successor, Handover::Predecessor],
        exposures: vec![Convention::Days, Convention::CalendarYears],
        windows: vec![window(1460), window(1600)],
    };
    let list = EraList {
        rules: vec![rule(731), rule(401)],
        always_days: false,
    };
    frames(&[list], &conventions, 2).unwrap()
}

fn schemes(n: u32) -> Vec<Vec<f64>> {
    (0..n)
        .map(|n| vec![1.0 + f64::from(n) / 8.0, 1.0])
        .collect()
}

/// One specification at a time, visit by visit.
fn slowly(frames: &[Frame], schemes: &[Vec<f64>], n_ties: usize) -> Vec<[f64; 2]> {
    let record = record();
    let mut rows = Vec::new();
    for reading in &record.readings {
        for days in &record.days {
            for frame in frames {
                for scheme in schemes {
                    let value = |era: usize| {
                        let span = frame.spans[era];
                        let sum: f64 = (0..9)
                            .filter(|&visit| reading[visit] && SUBSET[visit])
                            .filter(|&visit| (span.start..span.end).contains(&days[visit]))
                            .map(|visit| scheme[CLASSES[visit] as usize])
                            .sum();
                        Measure::Frequency.value(sum, span.quarters)
                    };
                    let values = [value(0), value(1)];
                    rows.extend(std::iter::repeat_n(values, n_ties));
                }
            }
        }
    }
    rows
}

#[test]
fn every_specification_as_computed_by_itself() {
    let (frames, schemes) = (all_frames(), schemes(700));
    let waits = vec![INCLUDE, EXCLUDE];
    let grid = Grid::new(record(), &frames, &schemes, waits).unwrap();
    assert_eq!(grid.len(), 2 * 2 * 16 * 700 * 2);
    let found = grid.frequencies(1, &[0, 1], &mut unattended).unwrap();
    let expected = slowly(&frames, &schemes, 2);
    for (row, expected) in expected.iter().enumerate() {
        for (era, value) in expected.iter().enumerate() {
            let found = found.values[era][row];
            assert!((found - value).abs() < 1e-12 || (found.is_nan() && value.is_nan()));
        }
        let other_is_lower = expected[1] < expected[0];
        assert_eq!(found.places[0][row], 1 + u16::from(other_is_lower));
    }
}

#[test]
fn answers_follow_from_the_frequencies() {
    let (frames, schemes) = (all_frames(), schemes(3));
    let waits = vec![INCLUDE, EXCLUDE];
    let grid = Grid::new(record(), &frames, &schemes, waits).unwrap();
    let finding = Finding::Place {
        era: 1,
        place: 1,
        from: End::Lowest,
    };
    let about = |measure, finding: &Finding| Question::Eras {
        scopes: vec![Scope { subset: 1, era: 0 }, Scope { subset: 1, era: 1 }],
        measure,
        finding: finding.clone(),
        ties_hold: true,
    };
    let lag = Question::Waits {
        subset: 0,
        time: Time::Lag {
            shocks: vec![400, 730],
            summary: Summary::Mean,
            region: Region::at_most(0.0).unwrap(),
        },
    };
    let questions = [
        about(Measure::WeightedFrequency, &finding),
        about(Measure::Frequency, &finding),
        lag,
    ];
    let found = grid.answers(&questions, &mut unattended).unwrap();
    let expected = slowly(&frames, &schemes, 2);
    let unweighted = slowly(&frames, &vec![vec![1.0, 1.0]; 3], 2);
    for row in 0..grid.len() {
        for (question, values) in [(0, &expected), (1, &unweighted)] {
            let holds = match finding.holds(&values[row], true) {
                Some(true) => Holds::Yes,
                Some(false) => Holds::No,
                None => Holds::Undetermined,
            };
            assert_eq!(found[question].holds[row], holds);
        }
    }
    // by the first date rule a visit falls on each shock day, which one tie rule leaves out
    let per_date = 16 * 6;
    assert_eq!(found[2].holds[..2], [Holds::Yes, Holds::No]);
    assert!((found[2].values[1] - 1.0).abs() < 1e-12);
    assert_eq!(found[2].holds[per_date], Holds::No);
}

#[test]
fn a_scheme_of_many_weights_is_cut_into_chunks() {
    let frames = all_frames();
    let schemes = schemes(5000);
    let grid = Grid::new(record(), &frames[..1], &schemes, vec![INCLUDE]).unwrap();
    let found = grid.frequencies(0, &[0], &mut unattended).unwrap();
    let one = Grid::new(record(), &frames[..1], &schemes[4999..], vec![INCLUDE]);
    let last = one.unwrap().frequencies(0, &[0], &mut unattended).unwrap();
    for block in 0..4 {
        let row = block * 5000 + 4999;
        assert!((found.values[0][row] - last.values[0][block]).abs() < 1e-12);
    }
}

#[test]
fn refusals_and_interrupts() {
    let frames = all_frames();
    let grid = |record, schemes: &[Vec<f64>], waits| {
        Grid::new(record, &frames, schemes, waits).map(|grid| grid.len())
    };
    let tie = || vec![INCLUDE];
    assert!(grid(record(), &[], tie()).is_err());
    assert!(grid(record(), &schemes(1), vec![]).is_err());
    assert!(grid(record(), &[vec![1.0]], tie()).is_err());
    assert!(grid(record(), &[vec![1.0, f64::NAN]], tie()).is_err());
    let mut short = record();
    short.readings = vec![&ALL[1..]];
    assert!(grid(short, &schemes(1), tie()).is_err());
    let all = Grid::new(record(), &frames, &schemes(1), tie()).unwrap();
    let mut stop = |_, _| Err(Error::Interrupted);
    let stopped = all.frequencies(0, &[0], &mut stop);
    assert_eq!(stopped, Err(Error::Interrupted));
}
