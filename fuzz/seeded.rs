//! Every fuzz target on seeded bytes, and on all that was ever found.
//!
//! `EXECUTIONS=1000000 SEED=7 cargo test --test seeded --release` tries others, and more.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a target panics where a promise fails, and a command wants to know how much was tried"
)]

mod targets;

use std::path::Path;
use std::{env, fs};

use summitry::random::Stream;
use targets::{ALL, Target};

const EXECUTIONS: u64 = 20_000;
/// What texts of ours are made of, so that a change means something more often.
const TOKENS: [&str; 24] = [
    "\"",
    "\n",
    "[",
    "]",
    "{",
    "}",
    " = ",
    ",",
    "/",
    "-",
    "..",
    "?",
    "~",
    "X",
    "2001-02-30",
    "1e400",
    "-0.0",
    "true",
    "claim",
    "rank",
    "era",
    "\u{301}",
    "\u{202e}",
    "王",
];

fn asked(name: &str, usual: u64) -> u64 {
    env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

#[test]
fn no_promise_fails() {
    std::thread::scope(|scope| {
        for target in &ALL {
            scope.spawn(|| tried(target));
        }
    });
    let inputs = asked("EXECUTIONS", EXECUTIONS);
    println!("{inputs} inputs held against each of {} targets", ALL.len());
}

fn tried((name, run): &Target) {
    let seeds = corpus(name);
    for seed in &seeds {
        run(seed);
    }
    let first = asked("SEED", 0);
    for number in 0..asked("EXECUTIONS", EXECUTIONS) {
        let mut draw = Draw(Stream::new(first, number));
        let data = if seeds.is_empty() || draw.below(4) == 0 {
            draw.bytes(96)
        } else {
            draw.changed(&seeds)
        };
        run(&data);
    }
}

/// What a target begins with: one file an input.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let files = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = files.map(|file| file.path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a file of the corpus"))
        .collect()
}

struct Draw(Stream);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit.max(1) as u64).try_into().unwrap_or(0)
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let size = self.below(most);
        (0..size)
            .map(|_| self.below(256).to_le_bytes()[0])
            .collect()
    }

    /// One of some inputs with a few changes: cut, doubled, overwritten, spliced with another.
    fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut data = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let (at, to) = (self.below(data.len() + 1), self.below(data.len() + 1));
            let (at, to) = (at.min(to), at.max(to));
            let part = data[at..to.min(at + 40)].to_vec();
            let end = at + part.len();
            let new = match self.below(6) {
                0 => Vec::new(),
                1 => part.repeat(2),
                2 => self.bytes(4),
                3 => TOKENS[self.below(TOKENS.len())].as_bytes().to_vec(),
                4 => self.below(40).to_string().into_bytes(),
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    other[from..(from + 60).min(other.len())].to_vec()
                }
            };
            data.splice(at..end, new);
        }
        data
    }
}
