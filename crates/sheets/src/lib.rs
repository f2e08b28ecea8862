//! Tables in and out. In: CSV and XLSX, with file, row and column in every error.
//! Out: CSV for machines, CSV for spreadsheet programs, XLSX, and XLSX to fill in.
//!
//! Every input format becomes [`record::Record`]s; [`Table`] does the rest.

mod csv_in;
mod csv_out;
mod encoding;
mod form_book;
mod heading;
mod loose;
mod pasted;
mod record;
mod row;
mod sheet;
mod table;
mod xlsx_in;
mod xlsx_out;

pub use csv_out::{disarmed, rearmed, write_csv, write_csv_download};
pub use encoding::decode;
pub use form_book::{
    FormBook, FormChoices, FormColumn, FormKind, FormList, FormTable, write_form_book,
};
pub use loose::{LooseRow, LooseSheet, read_loose_csv, read_sheets_in_csv};
pub use pasted::read_pasted;
pub use row::Row;
pub use sheet::{Cell, Column, Kind, Sheet};
pub use table::{Table, read_table};
pub use xlsx_in::{WORKBOOK_BYTES_MAX, Workbook, WorkbookSheet, read_workbook};
pub use xlsx_out::{LiveCell, write_live_xlsx, write_xlsx};

/// The letters of a column counted from 0: `A`, `Z`, `AB`.
pub fn column_letters(column: usize) -> String {
    let number = u32::try_from(column).unwrap_or(u32::MAX);
    xlsx_in::address::letters(number.saturating_add(1))
}
