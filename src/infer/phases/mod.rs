//! When did the frequency change? Piecewise-constant frequencies of dated events.
//!
//! Bayesian blocks find any number of changes: the partition that maximizes the sum over its blocks
//! of `n ln(n / T)` less a penalty for each (Scargle, Norris, Jackson and Chiang 2013, Astrophys. J.
//! 764, 167, equation 19). A single change maximizes the same sum over two parts, where a silent part
//! counts as 0. The penalty is calibrated by drawing from a constant frequency, whose years may vary
//! as those of the record do, so that false changes are as rare as the level says. The observation is declared, so silence at its ends is seen.

mod blocks;
mod calibrate;
mod cells;
mod change;
mod clusters;
mod events;
mod find;
mod screen;
mod starts;

pub use blocks::{Partition, partition};
pub use calibrate::Calibration;
pub use cells::{Cells, Parts};
pub use change::{Change, change};
pub use clusters::{Clustering, Clusters};
pub use events::{Days, Events, Periods, Times};
pub use find::{MOST_THROWS, Method, Phases, phases, phases_of_periods};
