//! Inference: what a count or a lag can and cannot say.

pub mod coincidence;
pub mod compare;
pub mod equal;
pub mod placebo;
pub mod poisson;
pub mod ranks;
pub mod regime;
pub mod survival;
pub mod weighted;
