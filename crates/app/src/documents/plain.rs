//! A page's table in print.

use samverk_documents::{PlainColumn, PlainTable};
use samverk_web::{Cell, Column, Table, TableRow};

pub fn plain_table(table: &Table) -> PlainTable {
    let table = table.with_filled_columns();
    let column = |column: &Column| PlainColumn {
        heading: column.heading.clone(),
        is_number: column.is_number(),
    };
    let row = |row: &TableRow| row.0.iter().map(Cell::shown).collect();
    PlainTable {
        caption: table.caption.clone(),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows.iter().chain(&table.totals).map(row).collect(),
    }
}
