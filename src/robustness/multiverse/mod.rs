//! The multiverse: a finding under every combination of the choices that an analyst has (M16).
//!
//! A specification is one choice for every open decision. Their product is gone through in a fixed
//! order, the last decision varying fastest: reading (inclusion rule, treatment of unclear visits,
//! source subset), date rule, frame (era rules, handover, exposure, last day), scheme, reading of lags (tie rule, overlap).
//!
//! Each reading and date rule gives one table of visits counted up by day and class, in which every
//! era of every frame is two look-ups; weights are applied to the differences. A result depends on
//! nothing but its own specification, so it is the same on any number of threads.

pub mod answers;
pub mod drivers;
pub mod frame;
pub mod frequencies;
pub mod grid;
pub mod question;
mod queue;
mod sheet;
#[cfg(test)]
mod tests;
pub mod waits;
