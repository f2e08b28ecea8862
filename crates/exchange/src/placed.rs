//! What was read, with its place: later problems can then say where.

use crate::Intake;
use samverk_foundation::{Problem, ProblemKind, Problems};
use samverk_sheets::Row;
use std::collections::BTreeSet;

/// A value that remembers where it was read, so that later problems can say where.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    pub value: T,
    pub file: String,
    /// None for a document, whose fields have no rows of their own.
    pub row: Option<usize>,
}

impl<T> Placed<T> {
    pub fn document(value: T, file: &str) -> Self {
        Self {
            value,
            file: file.to_owned(),
            row: None,
        }
    }

    /// Puts the place on a problem. A field becomes the column of the same name.
    pub fn place(&self, mut problem: Problem) -> Problem {
        problem = problem.at_file(&self.file);
        if let Some(row) = self.row {
            problem = problem.at_row(row);
        }
        if let (None, Some(field)) = (&problem.place.column, problem.place.field.clone()) {
            // All parts of a list stand in one cell.
            let cell = field.split('.').next().filter(|_| self.row.is_some());
            problem = problem.at_column(cell.unwrap_or(&field));
        }
        problem
    }

    pub fn unknown(
        &self,
        code: &'static str,
        column: &str,
        value: impl std::fmt::Display,
    ) -> Problem {
        self.place(Problem::invalid(code).with("key", value).at_column(column))
    }

    /// What the person can mend is noted here and the work goes on; the rest ends the import.
    pub fn note<R>(
        &self,
        intake: &mut Intake,
        result: Result<R, impl Into<Problems>>,
    ) -> Result<Option<R>, Problem> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(problems) => {
                for problem in problems.into().0 {
                    intake.problems.push(mendable(self.place(problem))?);
                }
                Ok(None)
            }
        }
    }
}

/// Ends the import with a problem that is not in the files.
pub fn mendable(problem: Problem) -> Result<Problem, Problem> {
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::NotFound => Ok(problem),
        _ => Err(problem),
    }
}

/// The rows of a table if its file is there, each read whole; all wrong cells are noted.
pub fn read_rows<T>(
    intake: &mut Intake,
    path: &str,
    columns: &[&'static str],
    read: impl Fn(&Row, &mut Problems) -> Option<T>,
) -> Option<Vec<Placed<T>>> {
    let table = intake.table(path, columns)?;
    let mut rows = Vec::with_capacity(table.len());
    for row in table.rows() {
        if let Some(value) = read(&row, &mut intake.problems) {
            rows.push(Placed {
                value,
                file: path.to_owned(),
                row: Some(row.line),
            });
        }
    }
    Some(rows)
}

/// Notes every row whose key an earlier row has.
pub fn note_repeated<T, K: Ord + std::fmt::Display>(
    intake: &mut Intake,
    rows: &[Placed<T>],
    key: impl Fn(&T) -> K,
) {
    let mut seen = BTreeSet::new();
    for row in rows {
        let value = key(&row.value);
        if seen.contains(&value) {
            let twice = row.unknown("key_repeated", "key", &value);
            intake.problems.push(twice);
        }
        seen.insert(value);
    }
}

/// Warns of rows that the installation has and the table lacks. They are kept.
pub fn warn_missing(intake: &mut Intake, file: &str, missing: &[String]) {
    if missing.is_empty() {
        return;
    }
    let some: Vec<_> = missing.iter().take(5).map(String::as_str).collect();
    let warning = Problem::invalid("rows_missing")
        .with("count", missing.len())
        .with("names", some.join(", "))
        .at_file(file);
    intake.warnings.push(warning);
}
