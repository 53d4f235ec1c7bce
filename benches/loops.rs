//! The loops of the core by themselves, in nanoseconds a row: `cargo bench --bench loops`.
//!
//! Each is run several times and its median told. `benches/speed` times whole calls beside peers.

#![expect(clippy::print_stdout, reason = "a table of times is what this is for")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "numbers that are made here are small"
)]

use std::hint::black_box;
use std::time::Instant;

use summitry::infer::phases::{Cells, partition};
use summitry::infer::weighted::{Interval, Weights, limits_of_each};
use summitry::measure::codes::{Codes, Numbered, PairCodes};
use summitry::measure::tally::{ClassCounts, Shape, Table, Visits, tally};
use summitry::measure::texts::Texts;
use summitry::progress::unattended;
use summitry::special::excess::Excess;
use summitry::special::level::Level;
use summitry::threads::Threads;
use summitry::time::exact::Dates;
use summitry::time::index::EraIndex;
use summitry::time::window::Window;

const ROUNDS: usize = 7;
const SIZES: [usize; 3] = [100_000, 1_000_000, 10_000_000];
const DAYS: u64 = 29_220;
const COUNTRIES: u64 = 200;
const CLASSES: u64 = 8;

/// What a loop returns, or why it could not run.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    println!("{:32}{:>12}{:>12}", "loop", "rows", "ns a row");
    for size in SIZES {
        visits(size)?;
    }
    for size in SIZES {
        cells(size / 100)?;
    }
    Ok(())
}

/// Tallies of visits on eight shared eras, their pairs of countries, and the codes of texts.
fn visits(size: usize) -> Outcome<()> {
    let (mut random, threads) = (Numbers(20_261_124), Threads::usual()?);
    let days = random.below(size, DAYS, |day| day as i32);
    let mut sorted = days.clone();
    sorted.sort_unstable();
    let classes = random.below(size, CLASSES, |class| class as u8);
    let ends = [0, 1].map(|_| random.below(size, COUNTRIES, |country| country as u8));
    let edges: Vec<i64> = (0..=8).map(|edge| edge * 3_652).collect();
    let (Some(starts), Some(stops)) = (edges.get(..8), edges.get(1..)) else {
        return Ok(());
    };
    let index = EraIndex::new(starts, stops, Window::new(0, 29_219)?)?;
    let shape = Shape {
        n_groups: 1,
        n_eras: 8,
        n_classes: 8,
    };
    let codes = Codes::U8(&classes);
    let column = [Numbered {
        codes,
        numbers: None,
    }];
    for (name, days) in [("sorted", &sorted), ("shuffled", &days)] {
        let visits = Visits {
            dates: Dates::of_days(days),
            groups: None,
            classes: &column,
            verdicts: None,
        };
        timed(&format!("tally of shared eras, {name}"), size, || {
            let table = Table::<u32>::new(shape.cells())?;
            Ok(tally(
                &index,
                visits,
                shape,
                table,
                threads,
                &mut unattended,
            )?)
        })?;
    }
    let countries = u32::try_from(COUNTRIES)?;
    let pairs: Vec<u32> = (0..countries * countries).collect();
    let both = [Codes::U8(&ends[0]), Codes::U8(&ends[1])];
    let keys = PairCodes::new(both[0], both[1], &pairs, countries)?;
    timed("pairs of countries", size, || {
        Ok(keys.groups(threads.of(true), &mut unattended)?)
    })?;
    let shape = Shape {
        n_groups: pairs.len(),
        ..shape
    };
    let visits = Visits {
        dates: Dates::of_days(&days),
        groups: Some(&keys),
        classes: &column,
        verdicts: None,
    };
    timed("tally of pairs", size, || {
        let table = Table::<u32>::new(shape.cells())?;
        let found = tally(&index, visits, shape, table, threads, &mut unattended)?;
        Ok(found.counts.by_class(shape.n_classes))
    })?;
    let views: Vec<u64> = classes
        .iter()
        .flat_map(|class| [2 | (u64::from(*class + b'0') << 40), 0])
        .collect();
    timed("codes of short texts", size, || {
        Ok(Texts::Views(&views).coded(threads)?)
    })
}

/// Fay and Feuer's limits of cells, and Bayesian blocks of as many events.
fn cells(size: usize) -> Outcome<()> {
    let (mut random, threads) = (Numbers(20_261_124), Threads::usual()?);
    let counts = random.below(size * 8, 6, |count| count);
    let counts = ClassCounts::Every {
        counts: &counts,
        n_classes: 8,
    };
    let weights = Weights::new(&[1.0, 0.5, 0.75, 2.0, 0.25, 1.5, 1.25, 3.0])?;
    let (years, level) = (vec![10.0; size], Level::new(0.95)?);
    let (excess, method) = (vec![Excess::NONE; size], Some(Interval::FayFeuer));
    timed("limits of Fay and Feuer", size, || {
        Ok(limits_of_each(
            &counts,
            &weights,
            &years,
            &excess,
            level,
            method,
            threads,
            &mut unattended,
        )?)
    })?;
    let mut days = random.below(size.min(10_000), 3_652_425, |day| day as i64);
    days.sort_unstable();
    let events = Cells::of_days(&days, Window::new(0, 3_652_424)?);
    timed("Bayesian blocks", days.len(), || {
        Ok(partition(&events, 8.0, &mut unattended)?)
    })
}

/// Prints the median time of some rounds.
fn timed<T>(name: &str, rows: usize, run: impl Fn() -> Outcome<T>) -> Outcome<()> {
    let mut taken = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(run()?);
        taken.push(start.elapsed());
    }
    taken.sort_unstable();
    let median = taken.get(ROUNDS / 2).copied().unwrap_or_default();
    let each = median.as_secs_f64() * 1e9 / rows as f64;
    println!("{name:32}{rows:>12}{each:>12.2}");
    Ok(())
}

/// Random numbers of xorshift, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below<T>(&mut self, size: usize, limit: u64, narrow: impl Fn(u64) -> T) -> Vec<T> {
        let mut next = || {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            narrow((self.0 >> 11) % limit)
        };
        (0..size).map(|_| next()).collect()
    }
}
