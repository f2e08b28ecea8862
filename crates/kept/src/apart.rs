//! Rows that lie in a table of their own beside that of the things: `targets.csv` beside `indicators.csv`. It
//! may come alone. A row is known by its first column, and stands in its order; what the table does not
//! name stays.

use crate::kept_rows::read_cells;
use crate::{AnyKind, Exchange, Stored};
use samverk_exchange::{FileSchema, Intake, Placed, mendable, table_schema, to_csv, warn_missing};
use samverk_fields::{
    FieldKind, Form, Question, Record, Value, cell_columns, cell_schema, to_cells,
};
use samverk_foundation::{Key, Problem, Problems, interned};
use samverk_sheets::{Row, Table};
use std::collections::BTreeMap;

/// The rows of a kind that lie apart.
pub(crate) struct Apart {
    question: &'static Question,
    pub file: &'static str,
    /// The columns beside the key of the thing.
    form: Form,
    /// What the key of the thing is called.
    of: &'static str,
}

impl Apart {
    pub fn of(kind: &dyn AnyKind) -> Option<Self> {
        let mut questions = kind.form().questions();
        let question = questions.find(|question| question.apart.is_some())?;
        Some(Self {
            file: question.apart?,
            form: question.row_form(),
            of: kind.facts().code,
            question,
        })
    }

    fn columns(&self) -> Vec<&'static str> {
        let columns = cell_columns(&self.form).into_iter().map(interned);
        std::iter::once(self.of).chain(columns).collect()
    }

    fn known_by<'r>(&self, row: &'r Record) -> &'r Value {
        let first = self.form.questions().next();
        row.get(first.map_or("", |first| first.key.as_str()))
    }

    /// Reads the table if its file is there; all wrong cells are noted.
    pub fn read(&self, intake: &mut Intake, path: &str) -> Option<Table> {
        let table = intake.table(path, &self.columns())?;
        for row in table.rows() {
            self.read_row(&row, &mut intake.problems);
        }
        Some(table)
    }

    fn read_row(&self, row: &Row<'_>, problems: &mut Problems) -> Option<(Key, Record)> {
        let key = problems.keep(row.key(self.of));
        let record = read_cells(&self.form, row, problems);
        Some((key?, record?))
    }

    /// The table of the rows of all these; nothing when they have none.
    pub fn written(&self, all: &[Stored]) -> Option<String> {
        let rows = all.iter().flat_map(|one| {
            let rows = one.record.get(self.question.key.as_str()).rows().iter();
            rows.map(|row| {
                let cells = to_cells(&self.form, row);
                std::iter::once(one.key.to_string()).chain(cells).collect()
            })
        });
        let rows: Vec<Vec<String>> = rows.collect();
        to_csv(&self.columns(), &rows)
    }

    /// The schema of the table, as the file of that name.
    pub fn schema(&self, file: &'static str) -> FileSchema {
        let (required, choices) = cell_schema(&self.form);
        let required: Vec<&str> = std::iter::once(self.of).chain(required).collect();
        table_schema(file, &self.columns(), &required, &choices)
    }
}

/// What is wrong with a description's rows apart.
pub(crate) fn wrong(kind: &dyn AnyKind) -> Option<String> {
    let apart = kind.form().questions().filter(|one| one.apart.is_some());
    let apart: Vec<&Question> = apart.collect();
    let has_table = matches!(kind.facts().exchange, Exchange::Table(_));
    let are_rows = |one: &&Question| matches!(one.kind, FieldKind::Rows { least: 0, .. });
    let told = match apart.len() {
        0 => return None,
        1 if has_table && apart.iter().all(are_rows) => return None,
        1 if has_table => "lies apart and is no list of rows that may be left out",
        1 => "lies apart from a table that is none",
        _ => "lies apart beside others: one table can",
    };
    let field = apart.first().map(|one| one.key.to_string());
    Some(format!(
        "{} {}: {told}",
        kind.facts().code,
        field.unwrap_or_default()
    ))
}

/// The record with its rows apart in their order, and as it was said where that is another order.
pub(crate) fn in_order(kind: &dyn AnyKind, record: Record) -> (Record, Option<Record>) {
    let Some(apart) = Apart::of(kind) else {
        return (record, None);
    };
    let key = &apart.question.key;
    let mut rows = record.get(key.as_str()).rows().to_vec();
    rows.sort_by_cached_key(|row| {
        let value = apart.known_by(row);
        let text = value.text().to_owned();
        (value.as_number(), value.as_date(), text)
    });
    match rows == record.get(key.as_str()).rows() {
        true => (record, None),
        false => {
            let ordered = record.clone().with(key.clone(), Value::Rows(rows));
            (ordered, Some(record))
        }
    }
}

/// Rows apart on their way in.
pub(crate) struct RowsIn {
    apart: Apart,
    said: BTreeMap<Key, Vec<Placed<Record>>>,
    /// Whether the table is there; without it what stands is as it was.
    is_there: bool,
    /// What stands and is not named.
    missing: Vec<String>,
}

impl RowsIn {
    pub fn of(kind: &dyn AnyKind, table: Option<&Table>) -> Option<Self> {
        let apart = Apart::of(kind)?;
        let mut said: BTreeMap<Key, Vec<Placed<Record>>> = BTreeMap::new();
        for row in table.into_iter().flat_map(Table::rows) {
            let file = table.map_or_else(String::new, |table| table.file().to_owned());
            // What is wrong was noted when the file was read.
            if let Some((key, value)) = apart.read_row(&row, &mut Problems::default()) {
                let row = Some(row.line);
                let placed = Placed { value, file, row };
                said.entry(key).or_default().push(placed);
            }
        }
        Some(Self {
            apart,
            said,
            is_there: table.is_some(),
            missing: Vec::new(),
        })
    }

    /// Notes the rows of what is neither in the files nor on the ground.
    pub fn note_unknown(
        &self,
        kind: &dyn AnyKind,
        is_known: impl Fn(&Key) -> bool,
        intake: &mut Intake,
    ) {
        for (key, rows) in self.said.iter().filter(|(key, _)| !is_known(key)) {
            let unknown = || (kind.facts().unknown)(key).at_column(self.apart.of);
            let unknown = rows.iter().map(|row| row.place(unknown()));
            intake.problems.extend(unknown);
        }
    }

    /// The record of a thing with what its table says, and after that what stands and is not named.
    pub fn complete(&mut self, key: &Key, record: &Record, before: Option<&Stored>) -> Record {
        let field = &self.apart.question.key;
        let said = self.said.get(key).map(Vec::as_slice).unwrap_or_default();
        let mut rows: Vec<Record> = said.iter().map(|row| row.value.clone()).collect();
        let standing = before.map(|before| before.record.get(field.as_str()).rows());
        for row in standing.unwrap_or_default() {
            let known_by = self.apart.known_by(row);
            if said
                .iter()
                .any(|one| self.apart.known_by(&one.value) == known_by)
            {
                continue;
            }
            if self.is_there {
                let first = to_cells(&self.apart.form, row).into_iter().next();
                self.missing
                    .push(format!("{key} {}", first.unwrap_or_default()));
            }
            rows.push(row.clone());
        }
        record.clone().with(field.clone(), Value::Rows(rows))
    }

    /// Notes what is wrong in the rows apart at their places, and gives back the rest.
    pub fn note(
        &self,
        key: &Key,
        wrong: Problems,
        intake: &mut Intake,
    ) -> Result<Problems, Problem> {
        let mut others = Problems::default();
        for problem in wrong.0 {
            let field = problem.place.field.clone().unwrap_or_default();
            let mut parts = field.split('.');
            let is_own = parts.next() == Some(self.apart.question.key.as_str());
            let index = parts.next().and_then(|index| index.parse::<usize>().ok());
            let said = self.said.get(key).filter(|_| is_own);
            let row = said.and_then(|said| said.get(index.unwrap_or_default()));
            match row {
                Some(row) => {
                    let column = parts.next().unwrap_or(self.apart.of);
                    let placed = row.place(problem.at_column(column));
                    intake.problems.push(mendable(placed)?);
                }
                None => others.push(problem),
            }
        }
        Ok(others)
    }

    pub fn warn(&self, path: &str, intake: &mut Intake) {
        warn_missing(intake, path, &self.missing);
    }

    pub fn path(&self) -> &'static str {
        self.apart.file
    }
}
