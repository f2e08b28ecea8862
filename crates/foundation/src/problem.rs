//! The one error type. A code is stable; its sentence stands in the texts as `problem-<code>`.

use crate::Role;
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
    /// What we stand on does not bear just now: 503.
    Unavailable,
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
            Self::Unavailable => 503,
        }
    }

    /// Nothing that who asks could mend.
    pub fn is_ours(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable)
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

/// What somebody typed stands in sentences, also when it was a whole book.
const OPEN_TO: &str = "open_to";
const VALUE_BYTES_MAX: usize = 2_000;
const VALUE_SHOWN: usize = 200;

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

    /// Told to somebody who is signed in already: what they have does not suffice.
    pub fn as_forbidden(self) -> Self {
        let forbidden = Self::forbidden();
        Self {
            code: forbidden.code,
            kind: forbidden.kind,
            ..self
        }
    }

    /// With the roles that may do it, so that whoever may not is told whom to ask.
    pub fn open_to(self, allowed: impl Fn(Role) -> bool) -> Self {
        let those = Role::ALL.into_iter().filter(|role| allowed(*role));
        let codes: Vec<&str> = those.map(Role::code).collect();
        self.with(OPEN_TO, codes.join(" "))
    }

    /// The roles that may do it, where that is known.
    pub fn roles(&self) -> Vec<Role> {
        let told = self.values.iter().find(|(name, _)| *name == OPEN_TO);
        let codes = told.map_or("", |(_, codes)| codes.as_str());
        codes.split(' ').filter_map(Role::from_code).collect()
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

    pub fn unavailable(code: &'static str) -> Self {
        Self::new(ProblemKind::Unavailable, code)
    }

    /// Our own fault; the cause goes to the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut problem = Self::new(ProblemKind::Internal, "internal");
        problem.cause = Some(cause.to_string());
        problem
    }

    /// Keeps why, for the log.
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// Adds a value to the sentence. What is too long for one is cut.
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let mut value = value.to_string();
        if value.len() > VALUE_BYTES_MAX {
            value = value.chars().take(VALUE_SHOWN).chain(['…']).collect();
        }
        self.values.push((name, value));
        self
    }

    /// How many problems it tells of: one, unless it counts the rest of a long list.
    pub fn count(&self) -> usize {
        let count = self.values.iter().find(|(name, _)| *name == "count");
        let count = count.filter(|_| self.code == MORE);
        count.and_then(|(_, count)| count.parse().ok()).unwrap_or(1)
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

/// Several problems at once: all that is wrong with a form or a folder. The list ends at a hundred;
/// what would come after is counted in a last problem, `problems_more`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

/// So many are told; after them one mends and tries again.
const TOLD_MAX: usize = 100;
const MORE: &str = "problems_more";

fn rest(count: usize) -> Problem {
    Problem::invalid("problems_more").with("count", count)
}

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        let is_ours = problem.kind == ProblemKind::Internal;
        let is_full = self.0.len() >= TOLD_MAX;
        match self.0.last_mut() {
            // What is our fault must never be one of the rest.
            _ if is_ours => self.0.insert(0, problem),
            Some(last) if last.code == MORE => {
                let count = last.count() + problem.count();
                *last = rest(count);
            }
            _ if is_full => {
                self.0.push(rest(problem.count()));
            }
            _ => self.0.push(problem),
        }
    }

    /// The first of them, where only one can be told.
    pub fn first(self) -> Problem {
        let first = self.0.into_iter().next();
        first.unwrap_or_else(|| Problem::internal("nothing is said to be wrong"))
    }

    /// How many there are, with those that are only counted.
    pub fn count(&self) -> usize {
        self.0.iter().map(Problem::count).sum()
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

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, more: I) {
        more.into_iter().for_each(|problem| self.push(problem));
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(all: I) -> Self {
        let mut problems = Self::default();
        problems.extend(all);
        problems
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Problems};

    fn many(number: usize) -> Problems {
        (0..number)
            .map(|row| Problem::invalid("number_invalid").at_row(row))
            .collect()
    }

    #[test]
    fn a_long_list_ends_at_a_hundred_with_the_count_of_the_rest() {
        assert_eq!((many(100).0.len(), many(100).count()), (100, 100));
        let long = many(500_000);
        assert_eq!((long.0.len(), long.count()), (101, 500_000));
        let last = long.0.last().unwrap();
        assert_eq!(last.to_string(), "problems_more count=\"499900\"");
        let mut both = many(150);
        both.extend(long.0);
        assert_eq!((both.0.len(), both.count()), (101, 500_150));
    }

    #[test]
    fn a_whole_book_does_not_stand_in_a_sentence() {
        let book = Problem::invalid("number_invalid").with("value", "å".repeat(2_000_000));
        assert_eq!(book.values[0].1.chars().count(), 201);
    }

    #[test]
    fn our_own_fault_is_never_among_the_rest() {
        let mut problems = many(200);
        problems.push(Problem::internal("broken"));
        assert_eq!(problems.0[0].code, "internal");
        assert_eq!(problems.count(), 201);
    }
}
