//! How a long computation lets its caller look in: report progress, or stop it.

use crate::error::Result;

/// Called between chunks with the work done and the work in all.
///
/// An error (usually [`crate::Error::Interrupted`]) stops the computation, which then returns it.
pub type Tick<'a> = dyn FnMut(u64, u64) -> Result<()> + 'a;

/// A tick that never stops anything, for callers without a user.
///
/// # Errors
///
/// None: it has the type of a [`Tick`].
pub fn unattended(_done: u64, _total: u64) -> Result<()> {
    Ok(())
}
