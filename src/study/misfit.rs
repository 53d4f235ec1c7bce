//! What keeps the flat form of a claim from meaning anything, and at which key.

/// The key at fault (none: the claim itself), the kind of mistake, and what is wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Misfit {
    pub(super) key: &'static str,
    pub(super) code: &'static str,
    pub(super) said: String,
}

pub(super) type Read<T> = Result<T, Misfit>;

pub(super) fn misfit<T>(key: &'static str, code: &'static str, said: impl Into<String>) -> Read<T> {
    let said = said.into();
    Err(Misfit { key, code, said })
}
