//! The comparisons of two eras each among which one is asked for, and by which it is adjusted.
//!
//! They are those of all pairs of eras with exposure, or those of one era with some others. Relative to a
//! baseline the counts of its eras stand behind those of the eras themselves.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::claim::Being;
use super::specification::Specification;
use crate::error::Result;
use crate::infer::compare::{self, Adjustment, Frequency, Method};
use crate::infer::composition::{Dyad, relative_p};
use crate::infer::dispersion::{Dispersion, Year};
use crate::special::excess::Excess;
use crate::special::level::{self, Level};
use crate::special::real;

/// Frequencies this close, relatively, are equal.
const TIE: f64 = 1e-9;

/// Two eras, and all the counts that their comparison looks at.
type Alike = (usize, usize, [u64; 4]);

/// Which two eras of a list are asked about, and which others are compared too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// One era.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The eras with which `one` alone is compared; none where all are compared with each other.
    pub against: Option<Vec<usize>>,
    /// Which of the two `one` has to be for them to be told apart; either if none.
    pub being: Option<Being>,
}

/// By which test two eras are told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// Its confidence.
    pub level: Level,
    /// How the p of a pair is found.
    pub method: Method,
    /// What is done about several comparisons.
    pub adjustment: Adjustment,
}

impl Test {
    /// The test of a specification.
    ///
    /// # Errors
    ///
    /// [`crate::Error::BadLevel`] for a level that is none.
    pub fn of(spec: &Specification) -> Result<Self> {
        Ok(Self {
            level: Level::new(spec.level)?,
            method: spec.method,
            adjustment: spec.adjustment,
        })
    }
}

/// What the eras of a list are compared beside: other visits, counted in the same eras.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// How much more than a Poisson count that of each era varies.
    pub excesses: Vec<Excess>,
    /// Degrees of freedom of the excesses of the list itself, and of these.
    pub degrees_of_freedom: [f64; 2],
}

/// How the years of the eras of a list vary, and what a method has each allow for.
pub fn excesses(eras: &[Vec<Year>], method: Method) -> (Dispersion, Vec<Excess>) {
    let found = Dispersion::of(eras);
    let excess = |era: &Vec<Year>| match method {
        Method::Dispersed => found.excess(era, true),
        Method::DispersedYears => found.excess(era, false),
        Method::Central | Method::MidP => Excess::NONE,
    };
    (found, eras.iter().map(excess).collect())
}

/// The comparisons that belong together, whatever the counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparisons {
    years: Vec<f64>,
    excesses: Vec<Excess>,
    test: Test,
    pair: (usize, usize),
    being: Option<Being>,
    pairs: Vec<(usize, usize)>,
    own: Option<usize>,
    baseline: Option<Baseline>,
}

impl Comparisons {
    /// Lays them out for eras of so many years, of which each allows for an excess.
    pub fn new(years: Vec<f64>, excesses: Vec<Excess>, pair: &Pair, test: Test) -> Self {
        let exposed = |era: &usize| years.get(*era).is_some_and(|years| *years > 0.0);
        let in_order = |one: usize, other: usize| (one.min(other), one.max(other));
        let own = in_order(pair.one, pair.other);
        let pairs: Vec<(usize, usize)> = match &pair.against {
            Some(others) if exposed(&pair.one) => {
                let others = others.iter().copied().filter(exposed);
                others.map(|other| in_order(pair.one, other)).collect()
            }
            Some(_) => Vec::new(),
            None => {
                let eras: Vec<usize> = (0..years.len()).filter(exposed).collect();
                let after = |from: usize| eras.iter().skip(from + 1);
                let first = eras.iter().enumerate();
                first
                    .flat_map(|(place, one)| after(place).map(move |other| (*one, *other)))
                    .collect()
            }
        };
        Self {
            own: pairs.iter().position(|found| *found == own),
            pair: (pair.one, pair.other),
            being: pair.being,
            years,
            excesses,
            test,
            pairs,
            baseline: None,
        }
    }

    /// The same comparisons, relative to a baseline.
    #[must_use]
    pub fn relative_to(self, baseline: Baseline) -> Self {
        Self {
            baseline: Some(baseline),
            ..self
        }
    }

    /// All that bears on a verdict beside the counts, without a baseline, as whole words.
    pub(super) fn words(&self) -> impl Iterator<Item = u64> {
        let Test {
            level,
            method,
            adjustment,
        } = self.test;
        let years = self.years.iter().map(|years| years.to_bits());
        let excesses = self.excesses.iter();
        let excesses = excesses.flat_map(|one| [one.per_rate, one.degrees_of_freedom]);
        let pairs = self.pairs.iter().flat_map(|pair| [pair.0, pair.1]);
        let own = self.own.map_or(u64::MAX, |own| own as u64);
        // Of a pair with a direction it matters which of the two is the first.
        let being = self.being.map_or(u64::MAX, |being| being as u64);
        [
            level.level().to_bits(),
            method as u64,
            adjustment as u64,
            own,
            being,
            self.pair.0 as u64,
        ]
        .into_iter()
        .chain(years)
        .chain(excesses.map(f64::to_bits))
        .chain(pairs.map(|era| era as u64))
    }

    /// The two eras that are asked about.
    pub fn pair(&self) -> (usize, usize) {
        self.pair
    }

    /// Which of the two the first is said to be.
    pub fn being(&self) -> Option<Being> {
        self.being
    }

    /// The era of the pair with the lower frequency, and the other; the first one of two that are equal.
    pub fn in_order(&self, counts: &[u64]) -> (usize, usize) {
        let (one, other) = self.pair;
        match self.order(counts) {
            Ordering::Greater => (other, one),
            _ => (one, other),
        }
    }

    /// How the frequency of the first of the pair stands to that of the other.
    fn order(&self, counts: &[u64]) -> Ordering {
        let count = |era: usize| real::to_real(counts.get(era).copied().unwrap_or(0));
        let across = |era, by| count(era) * self.expected(counts, by);
        let (one, other) = self.pair;
        let (first, second) = (across(one, other), across(other, one));
        // Equal frequencies may differ in their last digits.
        if (first - second).abs() <= TIE * first.max(second) {
            Ordering::Equal
        } else {
            first.total_cmp(&second)
        }
    }

    /// The exposure of an era.
    pub fn years(&self, era: usize) -> f64 {
        self.years.get(era).copied().unwrap_or(0.0)
    }

    /// What the count of an era is held against: its years or, relative to a baseline, the visits of that.
    pub fn expected(&self, counts: &[u64], era: usize) -> f64 {
        if self.baseline.is_none() {
            return self.years(era);
        }
        let behind = counts.get(self.years.len() + era).copied();
        real::to_real(behind.unwrap_or(0))
    }

    /// Each p of the comparisons.
    pub fn each(&self, counts: &[u64]) -> Vec<f64> {
        let pairs = self.pairs.iter();
        pairs.map(|pair| self.compare(counts, *pair)).collect()
    }

    /// The same for one of many tables of counts: each two eras with the same counts are compared once.
    pub(super) fn each_once(&self, counts: &[u64], known: &mut HashMap<Alike, f64>) -> Vec<f64> {
        let of = |era: usize| counts.get(era).copied().unwrap_or(0);
        let beside = |era: usize| {
            self.baseline
                .as_ref()
                .map_or(0, |_| of(self.years.len() + era))
        };
        let pairs = self.pairs.iter();
        pairs
            .map(|&(one, other)| {
                let alike = (one, other, [of(one), of(other), beside(one), beside(other)]);
                *known
                    .entry(alike)
                    .or_insert_with(|| self.compare(counts, (one, other)))
            })
            .collect()
    }

    /// Puts right each p that the count of one era has changed.
    pub fn renew(&self, p: &mut [f64], counts: &[u64], era: usize) {
        for (p, pair) in p.iter_mut().zip(&self.pairs) {
            if pair.0 == era || pair.1 == era {
                *p = self.compare(counts, *pair);
            }
        }
    }

    /// The p of the pair that is asked for, alone and adjusted; `NAN` where it is not compared.
    ///
    /// # Errors
    ///
    /// As [`compare::adjust`].
    pub fn own(&self, p: &[f64]) -> Result<(f64, f64)> {
        let adjusted = compare::adjust(p, &vec![0; p.len()], self.test.adjustment)?;
        let at = |values: &[f64]| {
            let own = self.own.and_then(|own| values.get(own).copied());
            own.unwrap_or(f64::NAN)
        };
        Ok((at(p), at(&adjusted)))
    }

    /// Whether the pair of these counts, with each p of theirs, is told apart in the direction that is
    /// asked for; none where it is not compared.
    ///
    /// # Errors
    ///
    /// As [`compare::adjust`].
    pub fn tells(&self, p: &[f64], counts: &[u64]) -> Result<Option<bool>> {
        let (_, adjusted) = self.own(p)?;
        let apart = level::at_most(adjusted, self.test.level.alpha());
        Ok((!adjusted.is_nan()).then(|| apart && self.is_as_asked(counts)))
    }

    fn is_as_asked(&self, counts: &[u64]) -> bool {
        match self.being {
            None => true,
            Some(Being::Lower) => self.order(counts).is_lt(),
            Some(Being::Higher) => self.order(counts).is_gt(),
        }
    }

    fn compare(&self, counts: &[u64], (one, other): (usize, usize)) -> f64 {
        if let Some(baseline) = &self.baseline {
            return self.compare_beside(baseline, counts, [one, other]);
        }
        let frequency = |era: usize| Frequency {
            count: counts.get(era).copied().unwrap_or(0),
            years: self.years(era),
            excess: self.excesses.get(era).copied().unwrap_or(Excess::NONE),
        };
        compare::equality_p(frequency(one), frequency(other), self.test.method)
    }

    fn compare_beside(&self, baseline: &Baseline, counts: &[u64], eras: [usize; 2]) -> f64 {
        let dyad = |behind: usize, excesses: &[Excess], degrees_of_freedom: f64| Dyad {
            counts: eras.map(|era| counts.get(behind + era).copied().unwrap_or(0)),
            years: eras.map(|era| self.years(era)),
            excesses: eras.map(|era| excesses.get(era).copied().unwrap_or(Excess::NONE)),
            degrees_of_freedom,
        };
        let [own, rest] = baseline.degrees_of_freedom;
        let found = relative_p(
            dyad(0, &self.excesses, own),
            dyad(self.years.len(), &baseline.excesses, rest),
        );
        found.ok().flatten().unwrap_or(f64::NAN)
    }
}
