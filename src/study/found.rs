//! A mistake in a study that could be read, with the path to it.

use std::collections::HashSet;

use super::fault::{Fault, Step};

/// A mistake and the path to it, from the top.
pub(super) type Found = (Vec<Step>, Fault);

/// Position of the first word that stood before.
pub(super) fn first_double<'a>(words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut seen = HashSet::new();
    words
        .enumerate()
        .find(|(_, word)| !seen.insert(*word))
        .map(|(index, _)| index)
}

/// A path of keys.
pub(super) fn path<const N: usize>(keys: [&str; N]) -> Vec<Step> {
    keys.iter()
        .map(|key| Step::Key((*key).to_owned()))
        .collect()
}

/// A mistake at a path.
pub(super) fn wrong(steps: Vec<Step>, code: &'static str, said: impl Into<String>) -> Found {
    (steps, Fault::new(code, said))
}
