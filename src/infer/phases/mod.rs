//! When did the frequency change? Piecewise-constant frequencies of dated events.
//!
//! Bayesian blocks find any number of changes: the partition that maximizes the sum over its blocks
//! of `n ln(n / T)` less a penalty for each (Scargle, Norris, Jackson and Chiang 2013, Astrophys. J.
//! 764, 167, equation 19). A single change maximizes the same sum over two parts, where a silent part
//! counts as 0. The penalty is calibrated by simulation of a constant frequency, so that the rate of
//! false changes is the one asked for. The observation is declared, so silence at its ends is seen.

mod blocks;
mod calibrate;
mod cells;
mod change;
mod starts;

pub use blocks::{Partition, partition};
pub use calibrate::{Calibration, MOST_THROWS, Method, Regimes, change_in_periods, of_days};
pub use cells::{Cells, Parts};
pub use change::{Change, change};
