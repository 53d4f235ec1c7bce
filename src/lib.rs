//! How close are two governments, and did it change?
//!
//! The core of summitry counts dated visits between governments exactly, turns counts into
//! frequencies with intervals, and measures the days from a shock to the next visit. It knows
//! nothing of Python or of data frames.
//!
//! # Units and conventions
//!
//! - A **day** is the number of days since 1970-01-01, an `i64`; years 1 to 9999.
//! - An **era** is half-open, `[start, end)`: the day of a handover belongs to the successor.
//! - The **observation** runs from `since` to `through`, both inclusive.
//! - A **category** is a `u32` code into a table of labels that the caller keeps.
//! - A **year** of exposure has [`time::DAYS_A_YEAR`] days.
//! - Counts are exact `u64`; weights are applied to counts, never added up row by row.
//!
//! # Rooms
//!
//! A room uses only rooms before it: `error`, `progress`, `word`, `threads` and `sorting`; `special` (special functions), `time` and
//! `random` (streams of random numbers); `sources` (rows of several lists); `measure`; `infer`, whose files do not import each other;
//! `claims`; `robustness`; `study`; `python` at the end, behind the feature of that name.

pub mod claims;
pub mod error;
pub mod infer;
pub mod measure;
pub mod progress;
pub mod random;
pub mod robustness;
pub mod sorting;
pub mod sources;
pub mod special;
pub mod study;
pub mod threads;
pub mod time;
pub mod word;

#[cfg(feature = "python")]
mod python;

pub use error::{Error, Result};
