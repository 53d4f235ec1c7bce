//! Special functions: gamma and beta tails and their quantiles.

pub mod normal;
