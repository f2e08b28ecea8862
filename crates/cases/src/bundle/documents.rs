//! The table of a registry's documents. A file is named by its key at the case.

use crate::model::{Document, DocumentContent, FileVersion, check_document};
use chrono::NaiveDate;
use samverk_fields::{cell_columns, from_cells, to_cells};
use samverk_foundation::{Problem, Problems, interned};
use samverk_kept::Kept;
use samverk_sheets::Row;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use uuid::Uuid;

const CASE: &str = "case";
const DOCUMENT: &str = "document";
const REGISTERED_ON: &str = "registered_on";

pub(super) static DOCUMENT_COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let said = cell_columns(DocumentContent::form()).into_iter();
    let said = said.map(|column| interned(column.to_string()));
    let given = [CASE, DOCUMENT, REGISTERED_ON].into_iter();
    given.chain(said).collect()
});

/// A document as a row tells it. Its file is said by key and version: `missiv/1`.
#[derive(Clone, Debug)]
pub(super) struct ListedDocument {
    /// The number of its case.
    pub case: String,
    pub number: i64,
    pub registered_on: NaiveDate,
    pub content: DocumentContent,
}

pub(super) fn row(row: &Row<'_>, problems: &mut Problems) -> Option<ListedDocument> {
    let case = problems.keep(row.required(CASE));
    let number = problems.keep(row.required(DOCUMENT).and_then(|_| row.integer(DOCUMENT)));
    let is_said = row.required(REGISTERED_ON);
    let registered_on = problems.keep(is_said.and_then(|_| row.date(REGISTERED_ON)));
    let content = from_cells(DocumentContent::form(), &|column| row.text(column));
    let content = content.and_then(|record| {
        samverk_fields::check(DocumentContent::form(), &record).or(())?;
        let read = DocumentContent::read(&record);
        Ok(read.ok_or_else(|| Problem::internal("a record of another form"))?)
    });
    let mut wrong = match &content {
        Ok(content) => {
            registered_on.map_or_else(Problems::default, |day| check_document(content, day))
        }
        Err(wrong) => wrong.clone(),
    };
    let is_right = wrong.is_empty();
    for mut one in wrong.0.drain(..) {
        let field = one.place.field.take();
        problems.push(match field {
            Some(field) => row.problem(&field, one),
            None => row.row_problem(one),
        });
    }
    let listed = ListedDocument {
        case: case?,
        number: number?,
        registered_on: registered_on?,
        content: content.ok()?,
    };
    is_right.then_some(listed)
}

/// The cells of a document. `keys` are those of the files at its case.
pub(super) fn cells(case: &str, document: &Document, keys: &BTreeMap<Uuid, String>) -> Vec<String> {
    let version = document.file_version();
    let named = version.and_then(|version| {
        let key = keys.get(&version.file)?;
        Some(format!("{key}/{}", version.number))
    });
    let content = DocumentContent {
        file: named.unwrap_or_default().as_str().into(),
        ..document.content.clone()
    };
    let said = to_cells(DocumentContent::form(), &content.write());
    let given = [
        case.to_owned(),
        document.number.to_string(),
        document.registered_on.to_string(),
    ];
    given.into_iter().chain(said).collect()
}

/// The version that is named by its file's key. Fails with `case_file_unknown`.
pub(super) fn version(said: &str, keys: &BTreeMap<Uuid, String>) -> Result<String, Problem> {
    if said.is_empty() {
        return Ok(String::new());
    }
    let unknown = || {
        Problem::invalid("case_file_unknown")
            .with("value", said)
            .at_column("file")
    };
    let (key, number) = said.split_once('/').ok_or_else(unknown)?;
    let number: i64 = number.parse().map_err(|_| unknown())?;
    let found = keys.iter().find(|(_, known)| *known == key);
    let (file, _) = found.ok_or_else(unknown)?;
    Ok(FileVersion {
        file: *file,
        number,
    }
    .to_string())
}
