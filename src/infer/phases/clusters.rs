//! Events thrown so that years vary, and neighbouring years resemble each other (methods M21).
//!
//! Each year gets a weight from the gamma distribution of mean 1 and variance `alpha`; the normal
//! scores of the weights are an autoregression with the coefficient `rho`. An event falls on a year in
//! proportion to its weight and its length, and evenly within it.

use crate::error::{Error, Result};
use crate::random::Stream;
use crate::special::{gamma, normal};
use crate::time::day;
use crate::time::window::Window;

/// Into how many years an observation may be cut.
const MOST_YEARS: f64 = 100_000.0;

/// How years vary where the frequency does not change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustering {
    alpha: f64,
    rho: f64,
}

impl Clustering {
    /// Not at all: events are independent of each other.
    pub const NONE: Self = Self {
        alpha: 0.0,
        rho: 0.0,
    };

    /// With the excess variance `alpha` of a year, and the correlation `rho` of neighbouring years.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if `alpha` is negative or endless, or `rho` not from 0 to 1, 1 excluded.
    pub fn new(alpha: f64, rho: f64) -> Result<Self> {
        let refuse =
            |name: &str, found: f64, expected: &str| Error::out_of_range(name, &found, expected);
        if !(alpha >= 0.0 && alpha.is_finite()) {
            return Err(refuse("alpha", alpha, "a number from 0 on"));
        }
        if !(0.0..1.0).contains(&rho) {
            return Err(refuse("rho", rho, "from 0 to 1, 1 excluded"));
        }
        Ok(Self { alpha, rho })
    }
}

/// The years of an observation, and how they vary.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    clustering: Clustering,
    edges: Vec<f64>,
}

impl Clusters {
    /// None where years do not vary.
    pub(super) fn of(clustering: Clustering, edges: impl FnOnce() -> Vec<f64>) -> Option<Self> {
        (clustering.alpha > 0.0).then(|| Self {
            clustering,
            edges: edges(),
        })
    }

    /// The weights of one draw, by which events are then thrown.
    pub(super) fn drawn(&self, stream: &mut Stream) -> Throws<'_> {
        let Clustering { alpha, rho } = self.clustering;
        let (shape, fresh) = (alpha.recip(), (1.0 - rho * rho).sqrt());
        let widths = self.edges.iter().zip(self.edges.iter().skip(1));
        let mut scores = Vec::with_capacity(self.edges.len());
        let mut upto = vec![0.0];
        let (mut score, mut sum) = (stream.normal(), 0.0);
        for (start, end) in widths {
            scores.push(score);
            sum += weight(shape, score) * (end - start);
            upto.push(sum);
            score = rho * score + fresh * stream.normal();
        }
        if sum <= 0.0 {
            // All weights too small for numbers: nearly everything falls on the largest.
            let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (upto, _) in
                (upto.iter_mut().skip(1).zip(&scores)).skip_while(|(_, score)| **score < largest)
            {
                *upto = 1.0;
            }
        }
        Throws {
            edges: &self.edges,
            upto,
        }
    }
}

/// Where events fall in one draw.
#[derive(Debug)]
pub(super) struct Throws<'a> {
    edges: &'a [f64],
    upto: Vec<f64>,
}

impl Throws<'_> {
    /// The place of one event, at or after the start of the observation and before its end.
    pub(super) fn point(&self, stream: &mut Stream) -> f64 {
        let at = stream.unit() * self.upto.last().copied().unwrap_or_default();
        let year = self
            .upto
            .partition_point(|&upto| upto <= at)
            .saturating_sub(1);
        let of = |values: &[f64], place: usize| values.get(place).copied().unwrap_or_default();
        let (below, above) = (of(&self.upto, year), of(&self.upto, year + 1));
        let (start, end) = (of(self.edges, year), of(self.edges, year + 1));
        (start + (at - below) / (above - below) * (end - start)).clamp(start, end)
    }
}

/// The quantile of the gamma distribution of scale 1 where the normal one has this score.
fn weight(shape: f64, score: f64) -> f64 {
    if score < 0.0 {
        gamma::lower_quantile(shape, normal::lower(score))
    } else {
        gamma::upper_quantile(shape, normal::upper(score))
    }
}

/// Where the calendar years of an observation begin, and its end.
pub(super) fn calendar_years(window: Window) -> Vec<f64> {
    let first = day::year_of(window.since()).unwrap_or_default();
    let inner = (first.saturating_add(1)..=i32::MAX)
        .map_while(|year| day::from_civil(year, 1, 1))
        .take_while(|&day| day <= window.through());
    let days = std::iter::once(window.since()).chain(inner);
    days.chain(std::iter::once(window.end()))
        .map(crate::special::real::days_to_real)
        .collect()
}

/// Where years of 365.25 days begin; too many are fewer and longer.
pub(super) fn even_years(start: f64, end: f64) -> Vec<f64> {
    let years = ((end - start) / 365.25).ceil().clamp(1.0, MOST_YEARS);
    let width = ((end - start) / years).max(365.25);
    let mut edges = vec![start];
    let mut number = 1.0;
    while number < years {
        edges.push(start + number * width);
        number += 1.0;
    }
    edges.push(end);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_the_mean_and_the_variance_asked_for() {
        let edges: Vec<f64> = (0_i32..=40).map(|year| f64::from(year) * 365.0).collect();
        for (alpha, rho) in [(0.29, 0.0), (0.29, 0.5), (1.0, 0.3)] {
            let clustering = Clustering::new(alpha, rho).unwrap();
            let clusters = Clusters::of(clustering, || edges.clone()).unwrap();
            let (mut sum, mut squares, mut together) = (0.0, 0.0, 0.0);
            let draws = 2_000_u32;
            for draw in 0..draws {
                let found = clusters.drawn(&mut Stream::new(1, u64::from(draw)));
                let mean = 365.0 / alpha;
                let weights: Vec<f64> = (found.upto.windows(2))
                    .map(|pair| (pair[1] - pair[0]) / mean)
                    .collect();
                sum += weights.iter().sum::<f64>() / 40.0;
                squares += weights.iter().map(|one| (one - 1.0).powi(2)).sum::<f64>() / 40.0;
                let pairs = weights.windows(2);
                together += pairs
                    .map(|two| (two[0] - 1.0) * (two[1] - 1.0))
                    .sum::<f64>()
                    / 39.0;
            }
            let draws = f64::from(draws);
            assert!((sum / draws - 1.0).abs() < 0.02, "{alpha} {rho}");
            assert!((squares / draws / alpha - 1.0).abs() < 0.1, "{alpha} {rho}");
            assert!((together / squares - rho).abs() < 0.06, "{alpha} {rho}");
        }
    }

    #[test]
    fn points_stay_in_the_observation_however_years_vary() {
        for alpha in [1e-6, 0.3, 30.0, 1e3, 1e9] {
            let clustering = Clustering::new(alpha, 0.5).unwrap();
            let edges = || vec![10.0, 20.0, 385.0, 750.0, 751.0];
            let clusters = Clusters::of(clustering, edges).unwrap();
            for draw in 0..50 {
                let mut stream = Stream::new(2, draw);
                let throws = clusters.drawn(&mut stream);
                for _ in 0..20 {
                    let point = throws.point(&mut stream);
                    assert!((10.0..=751.0).contains(&point), "{alpha}: {point}");
                }
            }
        }
        assert_eq!(Clusters::of(Clustering::NONE, Vec::new), None);
        assert!(Clustering::new(-1.0, 0.0).is_err() && Clustering::new(1.0, 1.0).is_err());
    }

    #[test]
    fn points_of_a_year_lie_evenly_between_its_edges() {
        let throws = Throws {
            edges: &[0.0, 100.0, 1_000.0],
            upto: vec![0.0, 1.0, 4.0],
        };
        let mut stream = Stream::new(4, 0);
        let points: Vec<f64> = (0..40_000).map(|_| throws.point(&mut stream)).collect();
        for (share, to) in [(0.125, 50.0), (0.25, 100.0), (0.5, 400.0), (0.75, 700.0)] {
            let before = points.iter().filter(|point| **point < to).count();
            let found = crate::special::real::to_real(before as u64) / 40_000.0;
            assert!((found - share).abs() < 0.01, "{found} before {to}");
        }
    }

    #[test]
    fn years_of_an_observation() {
        let day = |text| day::from_text(text).unwrap();
        let window = Window::new(day("1953-07-27"), day("1955-01-01")).unwrap();
        let wanted = ["1953-07-27", "1954-01-01", "1955-01-01", "1955-01-02"];
        let wanted = wanted.map(|text| crate::special::real::days_to_real(day(text)));
        assert_eq!(calendar_years(window), wanted);
        assert_eq!(even_years(5.0, 800.0), [5.0, 370.25, 735.5, 800.0]);
        assert_eq!(even_years(5.0, 6.0), [5.0, 6.0]);
        assert_eq!(even_years(0.0, 1e300).len(), 100_001);
    }
}
