//! Verdicts: what becomes of a claim.

use crate::word::words;

words! {
    /// What became of a claim.
    Verdict {
        /// The record gives what was printed.
        #[default]
        Reproduced = "reproduced",
        /// The record gives something else.
        NotReproduced = "not reproduced",
        /// The record or the definition cannot answer.
        NotDetermined = "not determined",
    }
}

impl Verdict {
    /// Of what holds in every case that is open, or in some, or in none.
    pub fn of(certain: bool, possible: bool) -> Self {
        match (certain, possible) {
            (true, _) => Self::Reproduced,
            (false, true) => Self::NotDetermined,
            (false, false) => Self::NotReproduced,
        }
    }

    /// Of the answers in every case that is open; an answer that is none decides nothing.
    pub fn over(answers: impl IntoIterator<Item = Option<bool>>) -> Self {
        let mut verdict: Option<Self> = None;
        for answer in answers {
            let this = match answer {
                Some(true) => Self::Reproduced,
                Some(false) => Self::NotReproduced,
                None => return Self::NotDetermined,
            };
            if *verdict.get_or_insert(this) != this {
                return Self::NotDetermined;
            }
        }
        verdict.unwrap_or(Self::NotDetermined)
    }

    /// Of one claim judged in two ways: the verdict if both agree.
    #[must_use]
    pub fn agreed(self, other: Self) -> Self {
        if self == other {
            self
        } else {
            Self::NotDetermined
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_everywhere_somewhere_or_nowhere() {
        assert_eq!(Verdict::over([Some(true); 3]), Verdict::Reproduced);
        assert_eq!(Verdict::over([Some(false)]), Verdict::NotReproduced);
        assert_eq!(
            Verdict::over([Some(true), Some(false)]),
            Verdict::NotDetermined
        );
        assert_eq!(Verdict::over([Some(true), None]), Verdict::NotDetermined);
        assert_eq!(Verdict::over([]), Verdict::NotDetermined);
        let both = Verdict::Reproduced.agreed(Verdict::NotReproduced);
        assert_eq!(both, Verdict::NotDetermined);
    }
}
