//! Inference: what a count or a lag can and cannot say.

pub mod coincidence;
pub mod placebo;
pub mod poisson;
pub mod survival;
pub mod weighted;
