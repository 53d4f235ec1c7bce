//! From raw lists to visits: what compares their rows.

pub mod names;
