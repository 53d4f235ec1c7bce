//! Mistakes of study files and of claims, with the key at fault.

/// What is wrong with a study file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyMistake {
    /// Name of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// The key, with dots between its parts and the position of a list's element in brackets.
    pub key: String,
    /// A stable word for the kind of mistake.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What is wrong with a claim: a name or value that the data do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimMistake {
    /// The key at fault, such as `at.era`.
    pub key: String,
    /// A stable word for the kind of mistake.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}
