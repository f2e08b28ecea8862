use samverk_exchange::Intake;
use samverk_foundation::{Key, Problem};
use samverk_sheets::Table;

/// Where an object stands in the folder, so that a problem found later can say it.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub file: String,
    pub row: Option<usize>,
}

impl Spot {
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            row: None,
        }
    }

    pub fn row(table: &Table, row: usize) -> Self {
        Self {
            file: table.file().to_owned(),
            row: Some(row),
        }
    }

    /// The problem with its place; a form's field is the column here.
    pub fn mark(&self, mut problem: Problem) -> Problem {
        if self.row.is_some() {
            problem.place.column = problem.place.field.take().or(problem.place.column);
            problem.place.row = self.row;
        }
        problem.at_file(&self.file)
    }
}

/// Keeps a value, or notes the problem at its place. Only `internal` is passed on.
pub(super) fn noted<T>(
    intake: &mut Intake,
    spot: &Spot,
    result: Result<T, Problem>,
) -> Result<Option<T>, Problem> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(problem) if problem.kind.is_ours() => Err(problem),
        Err(problem) => {
            intake.problems.push(spot.mark(problem));
            Ok(None)
        }
    }
}

/// The folder must have the key as its name.
pub(super) fn wrong_name(key: &Key, name: &str) -> Problem {
    Problem::invalid("key_differs_from_file")
        .with("key", key)
        .with("name", name)
}
