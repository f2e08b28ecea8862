//! The one error type. A code is stable; its sentence stands in the texts as `problem-<code>`.

use std::fmt;

/// What kind of trouble it is; decides the HTTP status and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The input is wrong: 422.
    Invalid,
    /// You must sign in first: 401.
    SignInNeeded,
    /// You see it, but it is not yours to do: 403.
    Forbidden,
    /// It does not exist, or not for you: 404.
    NotFound,
    /// Somebody was before you: 409.
    Conflict,
    /// Too much input: 413.
    TooLarge,
    /// Sent in a form that is not read: 415.
    Unsupported,
    /// Too many attempts: 429.
    TooMany,
    /// Our fault: 500.
    Internal,
}

impl ProblemKind {
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::SignInNeeded => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Unsupported => 415,
            Self::TooMany => 429,
            Self::Internal => 500,
        }
    }
}

/// Where in the input the trouble is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The field of a form or document.
    pub field: Option<String>,
    /// The file in a folder, sheet in a workbook.
    pub file: Option<String>,
    /// The line in the file, counted from 1 with the heading.
    pub row: Option<usize>,
    /// The column's heading.
    pub column: Option<String>,
}

/// Something that went wrong, for a person to read and act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub kind: ProblemKind,
    /// Values for the sentence: `("value", "99,9 %")`.
    pub values: Vec<(&'static str, String)>,
    pub place: Box<Place>,
    /// For the log only, never shown.
    pub cause: Option<String>,
}

impl Problem {
    fn new(kind: ProblemKind, code: &'static str) -> Self {
        Self {
            code,
            kind,
            values: Vec::new(),
            place: Box::default(),
            cause: None,
        }
    }

    pub fn invalid(code: &'static str) -> Self {
        Self::new(ProblemKind::Invalid, code)
    }

    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "not_found")
    }

    pub fn forbidden() -> Self {
        Self::new(ProblemKind::Forbidden, "forbidden")
    }

    pub fn sign_in_needed() -> Self {
        Self::new(ProblemKind::SignInNeeded, "sign_in_needed")
    }

    pub fn conflict(code: &'static str) -> Self {
        Self::new(ProblemKind::Conflict, code)
    }

    pub fn too_large(code: &'static str) -> Self {
        Self::new(ProblemKind::TooLarge, code)
    }

    pub fn unsupported(code: &'static str) -> Self {
        Self::new(ProblemKind::Unsupported, code)
    }

    pub fn too_many(code: &'static str) -> Self {
        Self::new(ProblemKind::TooMany, code)
    }

    /// Our own fault; the cause goes to the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut problem = Self::new(ProblemKind::Internal, "internal");
        problem.cause = Some(cause.to_string());
        problem
    }

    /// Adds a value to the sentence.
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    pub fn at_field(mut self, field: &str) -> Self {
        self.place.field = Some(field.to_owned());
        self
    }

    /// Keeps a field that is already set: the innermost knows best.
    pub fn or_field(mut self, field: &str) -> Self {
        self.place.field.get_or_insert_with(|| field.to_owned());
        self
    }

    pub fn at_file(mut self, file: &str) -> Self {
        self.place.file = Some(file.to_owned());
        self
    }

    pub fn at_row(mut self, row: usize) -> Self {
        self.place.row = Some(row);
        self
    }

    pub fn at_column(mut self, column: &str) -> Self {
        self.place.column = Some(column.to_owned());
        self
    }
}

/// For logs and tests; people read the text of the code.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for (name, value) in &self.values {
            write!(f, " {name}={value:?}")?;
        }
        let place = &self.place;
        for part in [&place.file, &place.column, &place.field]
            .into_iter()
            .flatten()
        {
            write!(f, " @{part}")?;
        }
        if let Some(row) = place.row {
            write!(f, " #{row}")?;
        }
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Several problems at once: all that is wrong with a form or a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Keeps the value, or notes the problem and goes on.
    pub fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}
