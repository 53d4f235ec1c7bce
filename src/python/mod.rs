//! The boundary to Python. No arithmetic here: arrays in, one call to the core, arrays out.
#![expect(
    clippy::needless_pass_by_value,
    reason = "PyO3 hands arguments over by value"
)]

mod arrays;
mod errors;
mod run;
mod time;

use pyo3::prelude::*;

/// The compiled core of summitry.
#[pymodule]
mod _core {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the Python name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::time::parse_days;
}
