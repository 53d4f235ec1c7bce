//! Mistakes of claims: names and values that the data do not have, with the nearest that they do.

use super::words::{listed, nearest, shown};
use crate::error::{ClaimMistake, Error};

impl ClaimMistake {
    /// A mistake at a key such as `at.era`.
    pub fn new(key: &str, code: &str, message: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            code: code.to_owned(),
            message: message.into(),
            hint: None,
        }
    }

    /// A name that is not one of those known.
    pub fn unknown(key: &str, what: &str, found: &str, known: &[&str]) -> Error {
        let code = format!("unknown_{}", what.replace(' ', "_"));
        let said = format!("there is no {what} '{}'", shown(found));
        Self::new(key, &code, said).offering(found, known)
    }

    /// The error, with the choices and the nearest of them.
    pub fn offering(mut self, found: &str, known: &[&str]) -> Error {
        let choices = match known {
            [] => "there are none".to_owned(),
            _ => format!("known are {}", listed(known)),
        };
        self.hint = Some(match nearest(found, known.iter().copied()) {
            Some(near) => format!("did you mean '{near}'? {}", capital(&choices)),
            None => choices,
        });
        self.into()
    }

    /// The error, with what to do.
    pub fn hinting(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self.into()
    }
}

impl From<ClaimMistake> for Error {
    fn from(mistake: ClaimMistake) -> Self {
        Self::Claim(Box::new(mistake))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
