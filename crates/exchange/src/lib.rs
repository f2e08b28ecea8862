//! The folder format's ground: files in memory, documents and tables with places in their errors,
//! canonical writing. Which files there are, and what they mean, belongs to each domain's `bundle`.

mod archive;
mod decided;
mod document;
mod folder;
mod intake;
mod named;
mod placed;
mod schema;
mod workbooks;
mod write;
mod written;

pub use decided::{DocumentDate, DocumentDecision};
pub use folder::{FILE_BYTES_MAX, Folder};
pub use intake::{CODE_COLUMNS, Intake, Naming, Wording};
pub use placed::{Placed, mendable, note_repeated, read_rows, warn_missing};
pub use schema::{FileSchema, document_schema, table_schema};
pub use write::{to_csv, to_toml};
pub use written::Written;
