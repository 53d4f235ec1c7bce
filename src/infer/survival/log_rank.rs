//! The log-rank test that groups wait equally long.
//!
//! `chi2 = (O - E)' V^- (O - E)` with the hypergeometric covariance at every observed end (Mantel
//! 1966; Klein and Moeschberger 2003, section 7.3). The degrees of freedom are the rank of V: one
//! fewer than the groups, less where groups were never at risk together.

use super::risk::Lifetimes;
use crate::error::{Result, within_limit};
use crate::progress::Tick;
use crate::special::gamma;
use crate::special::real::to_real;

/// How many groups may be compared: their covariance is held whole.
pub const MOST_GROUPS: usize = 4_000;

/// How small a pivot of the covariance may be, beside the largest, before it counts as zero.
const SINGULAR: f64 = 1e-10;

/// Cells of the covariance added to between two looks at the caller.
const BETWEEN_TICKS: usize = 500_000;

/// The outcome of a log-rank test.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRank {
    /// Ends seen in each group.
    pub observed: Vec<u64>,
    /// Ends expected in each group if all waited alike.
    pub expected: Vec<f64>,
    /// The statistic; 0 where there is nothing to compare.
    pub chi2: f64,
    /// Its degrees of freedom.
    pub df: u64,
    /// The probability of a statistic at least as large; 1 where there is nothing to compare.
    pub p: f64,
}

/// Tests whether the groups wait equally long.
///
/// # Errors
///
/// - [`crate::Error::TooLarge`] for more than [`MOST_GROUPS`] groups.
/// - What `tick` returns; it hears of the ends done.
pub fn log_rank(groups: &[Lifetimes], tick: &mut Tick<'_>) -> Result<LogRank> {
    let [cells, limit] = [groups.len(), MOST_GROUPS].map(|groups| (groups as u128).pow(2));
    within_limit("the covariance of a log-rank test", cells, limit)?;
    let mut expected = vec![0.0; groups.len()];
    let mut rows: Vec<Row> = (0..groups.len())
        .map(|column| Row {
            column,
            cells: vec![0.0; groups.len()],
            excess: 0.0,
        })
        .collect();
    let times = event_times(groups);
    let between = 1 + BETWEEN_TICKS / (1 + groups.len() * groups.len());
    for (done, &time) in times.iter().enumerate() {
        if done % between == 0 {
            tick(done as u64, times.len() as u64)?;
        }
        let at_risk: Vec<f64> = groups
            .iter()
            .map(|group| to_real(group.at_risk(time)))
            .collect();
        let n: f64 = at_risk.iter().sum();
        let d: f64 = groups.iter().map(|group| to_real(group.events(time))).sum();
        let spread = if n > 1.0 {
            d * (n - d) / (n - 1.0)
        } else {
            0.0
        };
        for ((hoped, row), here) in expected.iter_mut().zip(&mut rows).zip(&at_risk) {
            *hoped += d * here / n;
            for (column, (cell, there)) in row.cells.iter_mut().zip(&at_risk).enumerate() {
                let own = if column == row.column { here / n } else { 0.0 };
                *cell += spread * (own - here / n * (there / n));
            }
        }
    }
    let observed: Vec<u64> = groups
        .iter()
        .map(|group| group.complete().count() as u64)
        .collect();
    for (row, (&seen, hoped)) in rows.iter_mut().zip(observed.iter().zip(&expected)) {
        row.excess = to_real(seen) - hoped;
    }
    let (chi2, df) = quadratic_form(rows);
    Ok(LogRank {
        observed,
        expected,
        chi2,
        df,
        p: upper_chi2(chi2, df),
    })
}

fn event_times(groups: &[Lifetimes]) -> Vec<f64> {
    let mut times: Vec<f64> = groups.iter().flat_map(Lifetimes::complete).collect();
    times.sort_unstable_by(f64::total_cmp);
    times.dedup();
    times
}

/// A row of the covariance, with its side of the equation.
struct Row {
    column: usize,
    cells: Vec<f64>,
    excess: f64,
}

impl Row {
    fn diagonal(&self) -> f64 {
        self.cells.get(self.column).copied().unwrap_or_default()
    }
}

/// `x' V^- x` and the rank of V, by symmetric elimination with the largest pivot first.
fn quadratic_form(mut rows: Vec<Row>) -> (f64, u64) {
    let (mut sum, mut rank) = (0.0, 0);
    let scale = rows.iter().map(Row::diagonal).fold(0.0, f64::max);
    loop {
        let largest = (0..rows.len())
            .zip(&rows)
            .max_by(|(_, a), (_, b)| a.diagonal().total_cmp(&b.diagonal()));
        let Some((place, _)) = largest else { break };
        let pivot = rows.swap_remove(place);
        let size = pivot.diagonal();
        if size <= SINGULAR * scale {
            break;
        }
        sum += pivot.excess * pivot.excess / size;
        rank += 1;
        for row in &mut rows {
            let factor = row.cells.get(pivot.column).copied().unwrap_or_default() / size;
            row.excess -= factor * pivot.excess;
            for (cell, above) in row.cells.iter_mut().zip(&pivot.cells) {
                *cell -= factor * above;
            }
        }
    }
    (sum, rank)
}

fn upper_chi2(chi2: f64, df: u64) -> f64 {
    if df == 0 || chi2 <= 0.0 {
        return 1.0;
    }
    gamma::upper(to_real(df) / 2.0, chi2 / 2.0)
}
