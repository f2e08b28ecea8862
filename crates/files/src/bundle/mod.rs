//! Files in the folder format: a table of all versions, and their bytes beside it.

mod apply;
mod read;
mod write;

pub use apply::apply;
pub use read::{FileTables, read};
pub use write::{EXPORT_FILES, Going, write, write_bytes};

use samverk_exchange::{FileSchema, table_schema};

/// A row is a version. A thing is named by its kind and by its address below the collaboration.
const COLUMNS: &[&str] = &[
    "thing_kind",
    "thing",
    "key",
    "title",
    "public",
    "version",
    "name",
    "sha256",
    "added_at",
];

/// Where the table lies: of things in a collaboration, or of all others.
fn table_of(collaboration: Option<&str>) -> String {
    format!("{}files.csv", folder_of(collaboration))
}

fn folder_of(collaboration: Option<&str>) -> String {
    collaboration.map_or_else(String::new, |key| format!("collaborations/{key}/"))
}

/// Where the bytes lie. The same content under the same name lies there once.
fn place_of(collaboration: Option<&str>, sha256: &str, name: &str) -> String {
    format!("{}files/{sha256}/{name}", folder_of(collaboration))
}

/// What the address of something in the collaboration begins with.
fn address_of(collaboration: Option<&str>) -> String {
    collaboration.map_or_else(|| "/".to_owned(), |key| format!("/samverkan/{key}"))
}

pub fn schemas() -> Vec<FileSchema> {
    let choices = [("public", vec!["true", "false"])];
    let required: Vec<&str> = COLUMNS
        .iter()
        .copied()
        .filter(|name| *name != "thing")
        .collect();
    vec![table_schema("files.csv", COLUMNS, &required, &choices)]
}
