//! Cases and their documents in the folder format: `parties/{party}/registries/{registry}/`. Only the program takes them
//! out, with those that are secret, each with its marking; their files lie in the table of all files.

mod apply;
mod documents;
mod read;
mod signatures;
mod standings;
mod texts;
mod write;

pub use apply::{apply, apply_documents};
pub use read::{CasesBundle, read};
pub use write::write;

use crate::list_file::{COLUMNS, REQUIRED};
use documents::DOCUMENT_COLUMNS;
use samverk_exchange::{FileSchema, table_schema};
use standings::STANDING_COLUMNS;

fn place(party: &str, registry: &str, file: &str) -> String {
    format!("parties/{party}/registries/{registry}/{file}")
}

const CASES: &str = "cases.csv";
const DOCUMENTS: &str = "documents.csv";
const STANDINGS: &str = "standings.csv";

pub fn schemas() -> Vec<FileSchema> {
    let cases = table_schema("parties/registries/cases.csv", &COLUMNS, &REQUIRED, &[]);
    let documents = table_schema(
        "parties/registries/documents.csv",
        &DOCUMENT_COLUMNS,
        &[
            "case",
            "document",
            "registered_on",
            "title",
            "direction",
            "dated_on",
            "sort",
        ],
        &[],
    );
    let standings = table_schema(
        "parties/registries/standings.csv",
        &STANDING_COLUMNS,
        &["case", "process", "state", "since", "visit"],
        &[],
    );
    let texts = texts::schemas();
    let all = [cases, documents, standings].into_iter().chain(texts);
    all.chain([signatures::schema()]).collect()
}
