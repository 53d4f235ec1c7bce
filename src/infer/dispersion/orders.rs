//! Whether neighbouring years resemble each other: the correlation of their residuals, against all
//! orders of the years within each era, which leave the dispersion as it is.

use super::{Chance, Residual, TIE};
use crate::error::Result;
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::real::to_real;

/// Beyond so many orders they are drawn.
const MOST_ORDERS: f64 = 1e6;
const CHUNK: u64 = 1024;

/// The correlation of neighbours within eras, and its mean over all orders; `NAN` if every year is as
/// expected.
pub(super) fn correlation(eras: &[Vec<Residual>]) -> [f64; 2] {
    let squares = |era: &[f64]| era.iter().map(|year| year * year).sum::<f64>();
    let standard: Vec<Vec<f64>> = standardized(eras);
    let all: f64 = standard.iter().map(|era| squares(era)).sum();
    if all.is_nan() || all <= 0.0 {
        return [f64::NAN; 2];
    }
    let together: f64 = standard.iter().map(|era| neighbours(era)).sum();
    let share = |era: &Vec<f64>| squares(era) / to_real(era.len() as u64);
    let expected: f64 = standard
        .iter()
        .filter(|era| !era.is_empty())
        .map(share)
        .sum();
    [together / all, -expected / all]
}

/// The share of orders with neighbours as alike; none if every year is as expected.
pub(super) fn chance(
    eras: &[Vec<Residual>],
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<Chance>> {
    let standard: Vec<Vec<f64>> = standardized(eras);
    let scale: f64 = standard.iter().flatten().map(|year| year * year).sum();
    if scale.is_nan() || scale <= 0.0 {
        return Ok(None);
    }
    let found: f64 = standard.iter().map(|era| neighbours(era)).sum();
    let least = found - TIE * scale;
    let orders: f64 = standard.iter().map(|era| factorial(era.len())).product();
    if orders <= MOST_ORDERS {
        let each: Vec<Vec<f64>> = standard.iter().map(|era| over_orders(era)).collect();
        let mut sums = vec![0.0];
        for era in &each {
            sums = sums
                .iter()
                .flat_map(|sum| era.iter().map(move |more| sum + more))
                .collect();
        }
        let extreme = sums.iter().filter(|sum| **sum >= least).count();
        let share = to_real(extreme as u64) / to_real(sums.len() as u64);
        return Ok(Some(Chance::exact(share)));
    }
    let mut shuffled = standard;
    let mut extreme = 0;
    for draw in 0..draws {
        let mut stream = Stream::new(seed, draw);
        let mut sum = 0.0;
        for era in &mut shuffled {
            for place in (1..era.len()).rev() {
                let other = stream.below(place as u64 + 1);
                era.swap(place, usize::try_from(other).unwrap_or(place));
            }
            sum += neighbours(era);
        }
        extreme += u64::from(sum >= least);
        if (draw + 1) % CHUNK == 0 {
            tick(draw + 1, draws)?;
        }
    }
    Ok(Some(Chance::drawn(extreme, draws)))
}

fn standardized(eras: &[Vec<Residual>]) -> Vec<Vec<f64>> {
    let standard = |era: &Vec<Residual>| era.iter().map(|year| year.standard()).collect();
    eras.iter().map(standard).collect()
}

fn neighbours(era: &[f64]) -> f64 {
    era.iter()
        .zip(era.iter().skip(1))
        .map(|(one, next)| one * next)
        .sum()
}

fn factorial(years: usize) -> f64 {
    (1..=years as u64).map(to_real).product()
}

/// The sum of products of neighbours in every order, by Heap's exchanges.
fn over_orders(era: &[f64]) -> Vec<f64> {
    let mut order = era.to_vec();
    let mut times = vec![0; order.len()];
    let mut found = vec![neighbours(&order)];
    let mut place = 1;
    while place < order.len() {
        let Some(done) = times.get_mut(place) else {
            break;
        };
        if *done < place {
            order.swap(place, if place % 2 == 0 { 0 } else { *done });
            *done += 1;
            found.push(neighbours(&order));
            place = 1;
        } else {
            *done = 0;
            place += 1;
        }
    }
    found
}
