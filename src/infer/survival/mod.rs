//! Waiting times that may not have ended: Kaplan-Meier curves, medians, restricted means, and the
//! comparison of groups.
//!
//! Sources: Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457; Klein and Moeschberger (2003),
//! Survival Analysis, 2nd ed., sections 4.2 to 4.6 and 7.3; Kalbfleisch and Prentice (2002) for the
//! log-log limits. Ties follow the usual rule: a waiting time censored at t is at risk at t.

mod curve;
mod exponential;
mod log_rank;
mod median;
mod restricted_mean;
mod risk;
mod summary;
mod turnbull;
mod vague;
mod vague_columns;

pub use curve::{Curve, Limits, Point};
pub use exponential::ConstantRate;
pub use log_rank::{LogRank, MOST_GROUPS, log_rank};
pub use median::Median;
pub use restricted_mean::{MeanLimits, RestrictedMean};
pub use risk::{AtRisk, Lifetimes};
pub use summary::{How, Summary, summarize};
pub use turnbull::{Mass, turnbull};
pub use vague::{Between, Ends, VagueLags};
pub use vague_columns::Columns;
