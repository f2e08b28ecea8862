//! A kind's table in the folder format.

use crate::apart::Apart;
use crate::apply::{Said, bring};
use crate::documents::{document_schema, read_documents, write_documents};
use crate::kept_rows::{KeptRow, KeptRows, read_cells};
use crate::lines::{lines_schema, lines_text, read_lines};
use crate::{AnyKind, Exchange, Ground, Lines, Stored, states, store};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, table_schema as schema_of, to_csv};
use samverk_fields::{Record, cell_columns, cell_schema, to_cells};
use samverk_foundation::{Actor, Key, Problem, Problems, interned};
use samverk_sheets::{Row, Table};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// What the folder of a ground says of a kind, if it says anything.
#[derive(Clone)]
pub struct KeptFile {
    pub kind: &'static dyn AnyKind,
    /// A table, or the path of documents.
    pub file: &'static str,
    pub rows: Option<KeptRows>,
    /// Rows of the kind's things that lie in a table of their own.
    pub apart: Option<Table>,
}

impl fmt::Debug for KeptFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {:?}", self.file, self.rows, self.apart)
    }
}

/// Reads what the files below a path say of kinds: `collaborations/norra/`, or nothing for the whole folder.
pub fn read_files(
    intake: &mut Intake,
    kinds: &[&'static dyn AnyKind],
    below: &str,
) -> Vec<KeptFile> {
    let read = |kind: &&'static dyn AnyKind| {
        let (file, rows) = match kind.facts().exchange {
            Exchange::Table(file) => {
                let rows = read_table(intake, *kind, &format!("{below}{file}"));
                (file, rows)
            }
            Exchange::Document { path, .. } => {
                let rows = read_documents(intake, *kind, below);
                let rows = (!rows.is_empty()).then_some(KeptRows::Whole(rows));
                (path, rows)
            }
            Exchange::Lines(lines) => {
                let path = format!("{below}{}", lines.file);
                (lines.file, read_lines(intake, *kind, &lines, &path))
            }
            Exchange::Nowhere => return None,
        };
        let apart = Apart::of(*kind);
        let apart = apart.and_then(|apart| apart.read(intake, &format!("{below}{}", apart.file)));
        let kind = *kind;
        Some(KeptFile {
            kind,
            file,
            rows,
            apart,
        })
    };
    kinds.iter().filter_map(read).collect()
}

/// Saves what the files say that are there.
pub async fn apply_files(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    files: &[KeptFile],
    intake: &mut Intake,
) -> Result<(), Problem> {
    for file in files {
        let said = Said {
            rows: file.rows.as_ref(),
            apart: file.apart.as_ref(),
        };
        bring(tx, actor, at, file.kind, said, intake).await?;
    }
    Ok(())
}

/// Puts the tables and documents of what hangs on a ground below a path of a folder.
pub async fn write_tables(
    tx: &Tx,
    kinds: &[&'static dyn AnyKind],
    at: Uuid,
    below: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    for kind in kinds {
        let file = match kind.facts().exchange {
            Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => file,
            Exchange::Document { .. } => {
                let all = in_folder(tx, *kind, at).await?;
                write_documents(*kind, &all, below, folder)?;
                continue;
            }
            Exchange::Nowhere => continue,
        };
        let all = in_folder(tx, *kind, at).await?;
        if let Some(text) = table_text(*kind, told(&all)) {
            folder.insert(format!("{below}{file}"), text);
        }
        let apart = Apart::of(*kind);
        let apart = apart.and_then(|apart| Some((apart.file, apart.written(&all)?)));
        if let Some((file, text)) = apart {
            folder.insert(format!("{below}{file}"), text);
        }
    }
    Ok(())
}

/// The schemas of the kinds' files, of tables under a path.
pub fn file_schemas(kinds: &[&'static dyn AnyKind], below: &str) -> Vec<FileSchema> {
    let path = |file: &str| interned(format!("{below}{file}"));
    let schemas = |kind: &&'static dyn AnyKind| match kind.facts().exchange {
        Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => {
            let apart = Apart::of(*kind);
            let apart = apart.map(|apart| apart.schema(path(apart.file)));
            let own = table_schema(*kind, path(file));
            std::iter::once(own).chain(apart).collect()
        }
        Exchange::Document { .. } => vec![document_schema(*kind)],
        Exchange::Nowhere => Vec::new(),
    };
    kinds.iter().flat_map(schemas).collect()
}

fn columns_of(kind: &dyn AnyKind) -> Vec<&'static str> {
    let columns = cell_columns(kind.form()).into_iter().map(interned);
    std::iter::once("key").chain(columns).collect()
}

/// Reads the table if its file is there; all wrong cells are noted, and keys that stand twice.
pub fn read_table(intake: &mut Intake, kind: &dyn AnyKind, path: &str) -> Option<KeptRows> {
    let later = kind.facts().keeping.later;
    let mut columns = columns_of(kind);
    columns.retain(|column| !later.contains(column) || !intake.lacks(path, column));
    let table = intake.table(path, &columns)?;
    let mut seen = BTreeSet::new();
    let mut repeated = Problems::default();
    for row in table.rows() {
        let read = read(kind, &row, &mut intake.problems);
        if let Some(KeptRow { key, .. }) = read
            && !seen.insert(key.clone())
        {
            let twice = Problem::invalid("key_repeated").with("key", key);
            repeated.push(row.problem("key", twice));
        }
    }
    intake.problems.extend(repeated.0);
    Some(KeptRows::Table(table))
}

pub(crate) fn read(kind: &dyn AnyKind, row: &Row<'_>, problems: &mut Problems) -> Option<KeptRow> {
    let key = problems.keep(row.key("key"));
    let record = read_cells(kind.form(), row, problems);
    Some(KeptRow::of(key?, record?))
}

/// The table of what hangs on a ground; nothing when nothing does.
pub async fn table_of(tx: &Tx, kind: &dyn AnyKind, at: Uuid) -> Result<Option<String>, Problem> {
    Ok(table_text(kind, told(&in_folder(tx, kind, at).await?)))
}

async fn in_folder(tx: &Tx, kind: &dyn AnyKind, at: Uuid) -> Result<Vec<Stored>, Problem> {
    let mut all = store::whole(tx, kind, at).await?;
    // What is its maker's alone is in nobody's folder.
    all.retain(|one| !states::is_private(kind, one));
    Ok(all)
}

/// Keys and what is said under them.
fn told(all: &[Stored]) -> impl Iterator<Item = (&Key, &Record)> {
    all.iter().map(|one| (&one.key, &one.record))
}

/// The table with these in it.
pub fn table_text<'r>(
    kind: &dyn AnyKind,
    all: impl Iterator<Item = (&'r Key, &'r Record)>,
) -> Option<String> {
    if let Exchange::Lines(lines) = kind.facts().exchange {
        return lines_text(kind, &lines, all);
    }
    let row = |(key, record): (&Key, &Record)| {
        let cells = to_cells(kind.form(), record);
        std::iter::once(key.to_string()).chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = all.map(row).collect();
    to_csv(&columns_of(kind), &rows)
}

/// The schema of the table, as the file of that name.
pub fn table_schema(kind: &dyn AnyKind, file: &'static str) -> FileSchema {
    if let Exchange::Lines(lines) = kind.facts().exchange {
        return lines_schema(kind, &lines, file);
    }
    let (required, choices) = cell_schema(kind.form());
    let required: Vec<&str> = std::iter::once("key").chain(required).collect();
    schema_of(file, &columns_of(kind), &required, &choices)
}
