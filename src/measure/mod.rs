//! Measures: what is counted, in which era, and how long it took.

pub mod codes;
pub mod era;
pub mod gap;
pub mod lag;
pub mod panel;
pub mod qualify;
pub mod tally;
pub mod texts;
pub mod weight;
pub mod years;
