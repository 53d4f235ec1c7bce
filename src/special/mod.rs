//! Special functions: tails of the gamma, beta and normal distributions, and their quantiles.
//!
//! Every tail is computed as itself, never as one minus the other where that would lose digits, so
//! a quantile may be asked for from either side. Arguments outside the domain give NaN.

pub mod beta;
mod beta_ends;
mod beta_integral;
pub mod counts;
pub mod excess;
pub mod gamma;
pub mod level;
pub mod mixture;
pub mod normal;
pub mod real;
pub mod root;
pub mod stirling;
pub mod student;
mod temme;
pub mod tilted;
