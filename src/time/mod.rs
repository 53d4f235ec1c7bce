//! Days, imprecise dates, and the window in which a record is observed.

mod clock;
pub mod day;
pub mod exact;
pub mod exposure;
pub mod following;
pub mod fuzzy;
pub mod index;
pub mod sorted;
pub mod spans;
pub mod wait;
pub mod window;

/// Days in a year of exposure.
pub const DAYS_A_YEAR: f64 = 365.25;

/// Code of a row that belongs to no group and is only counted as such.
pub const NO_GROUP: u32 = u32::MAX;
