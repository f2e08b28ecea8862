//! Tables in and out. In: CSV, with file, row and column in every error.
//! Out: CSV for machines, CSV for spreadsheet programs, and XLSX.
//!
//! Another input format has only to become [`record::Record`]s; [`Table`] does the rest.

mod csv_in;
mod csv_out;
mod encoding;
mod heading;
mod record;
mod row;
mod sheet;
mod table;
mod xlsx_out;

pub use csv_out::{write_csv, write_csv_download};
pub use row::Row;
pub use sheet::{Cell, Column, Kind, Sheet};
pub use table::{Table, read_table};
pub use xlsx_out::write_xlsx;
