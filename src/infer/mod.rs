//! Inference: what a count or a lag can and cannot say.

pub mod compare;
pub mod composition;
pub mod dispersion;
pub mod equal;
pub mod event_coincidence;
pub mod phases;
pub mod placebo;
pub mod poisson;
pub mod power;
pub mod rank_order;
pub mod ranks;
pub mod short_eras;
pub mod survival;
pub mod trend;
pub mod weighted;
pub mod year_permutation;
