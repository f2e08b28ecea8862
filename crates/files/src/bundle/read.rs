use super::{COLUMNS, place_of, table_of};
use chrono::{DateTime, Utc};
use samverk_exchange::{Intake, Placed, read_rows};
use samverk_foundation::{Key, Problem, Problems};
use samverk_sheets::Row;
use std::path::PathBuf;

/// A version as its row says it.
#[derive(Clone, Debug)]
pub(super) struct FileRow {
    pub kind: String,
    /// The address below the collaboration.
    pub thing: String,
    pub key: Key,
    pub title: String,
    pub is_public: bool,
    pub number: i64,
    pub name: String,
    pub sha256: String,
    pub added_at: DateTime<Utc>,
}

/// The tables of a folder, each with where its versions' bytes lie.
#[derive(Clone, Debug, Default)]
pub struct FileTables(pub(super) Vec<FileTable>);

#[derive(Clone, Debug)]
pub(super) struct FileTable {
    pub collaboration: Option<String>,
    pub rows: Vec<(Placed<FileRow>, Option<PathBuf>)>,
}

/// Notes what is wrong with a row, and `file_missing` where its bytes are not there.
pub fn read(intake: &mut Intake) -> FileTables {
    let own = intake.names_in("collaborations").into_iter().map(Some);
    let places: Vec<Option<String>> = std::iter::once(None).chain(own).collect();
    let tables = places.into_iter().filter_map(|collaboration| {
        let path = table_of(collaboration.as_deref());
        let rows = read_rows(intake, &path, COLUMNS, row)?;
        let rows = rows.into_iter().map(|row| {
            let (sum, name) = (&row.value.sha256, &row.value.name);
            let lies = intake.laid(&place_of(collaboration.as_deref(), sum, name));
            (row, lies)
        });
        let rows = rows.collect();
        Some(FileTable {
            collaboration,
            rows,
        })
    });
    FileTables(tables.collect())
}

fn row(row: &Row, problems: &mut Problems) -> Option<FileRow> {
    let kind = problems.keep(row.required("kind"));
    let key = problems.keep(row.key("key"));
    let title = problems.keep(row.required("title"));
    let is_public = problems.keep(row.boolean("public"));
    let number = problems.keep(row.integer("version"));
    let name = problems.keep(row.required("name"));
    let sha256 = problems.keep(row.required("sha256"));
    let added_at = row.required("added_at").and_then(|text| {
        let read = DateTime::parse_from_rfc3339(&text).ok();
        let wrong = || Problem::invalid("file_moment_invalid").with("value", &text);
        let read = read.ok_or_else(|| row.problem("added_at", wrong()));
        read.map(|at| at.to_utc())
    });
    let added_at = problems.keep(added_at);
    Some(FileRow {
        kind: kind?,
        thing: row.text("thing"),
        key: key?,
        title: title?,
        is_public: is_public?,
        number: number?,
        name: name?,
        sha256: sha256?,
        added_at: added_at?,
    })
}
