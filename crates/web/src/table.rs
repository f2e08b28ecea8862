//! A table once: on the page, as CSV and as XLSX.

use crate::file_name::SavedAs;
use crate::{Cell, Column, Failure, PageResult, Ui, Values};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use samverk_sheets::{
    Column as SheetColumn, LiveCell, Sheet, write_csv_download, write_live_xlsx, write_xlsx,
};

/// How a table is wanted, from `?format=` in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct TableRow(pub Vec<Cell>);

/// What a table becomes on a narrow screen. A table that is laid out anew says in its HTML that it
/// is still a table, for browsers forget that otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// It scrolls sideways.
    Scrolls,
    /// Each row becomes a block, each cell a line with its heading before it.
    Lists,
    /// Each row of four becomes two lines: heading and amount, reason and share.
    Pairs,
}

/// From so many rows a table is longer than a screen.
const LONG: usize = 20;

#[derive(Clone, Debug)]
pub struct Table {
    /// The file name without ending, and the id on the page.
    pub name: String,
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    pub totals: Option<TableRow>,
    /// Whether links to the files stand below it.
    pub downloads: bool,
    /// What the page was asked for, which the files are asked for too: `namn=bo&`, or nothing.
    asked: String,
    pub narrow: Narrow,
    /// Columns with nothing in them are shown too: somebody chose them.
    has_all_columns: bool,
}

#[derive(Template)]
#[template(path = "table.html")]
struct TableTemplate<'a> {
    ui: &'a Ui,
    table: &'a Table,
}

impl Table {
    pub fn new(name: &str, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        let (rows, totals) = (Vec::new(), None);
        Self {
            name: name.to_owned(),
            caption: caption.into(),
            columns,
            rows,
            totals,
            downloads: true,
            asked: String::new(),
            narrow: Narrow::Scrolls,
            has_all_columns: false,
        }
    }

    /// The files hold what the page was asked for: the beginning of a query, `namn=bo&`.
    #[must_use]
    pub fn asked_by(self, asked: String) -> Self {
        Self { asked, ..self }
    }

    #[must_use]
    pub fn with_all_columns(self) -> Self {
        Self {
            has_all_columns: true,
            ..self
        }
    }

    pub fn narrow(mut self, narrow: Narrow) -> Self {
        self.narrow = narrow;
        self
    }

    /// The attribute that the style sheet looks for.
    fn narrow_code(&self) -> Option<&'static str> {
        match self.narrow {
            Narrow::Scrolls => None,
            Narrow::Lists => Some("lists"),
            Narrow::Pairs => Some("pairs"),
        }
    }

    /// The table without columns that are empty in every row. The first names the row and stays.
    pub fn with_filled_columns(&self) -> Self {
        let says_nothing = |row: &TableRow, column: usize| {
            row.0.get(column).is_none_or(|cell| cell.shown().is_empty())
        };
        let is_kept = |column: &usize| {
            let mut rows = self.rows.iter().chain(&self.totals);
            *column == 0
                || self.has_all_columns
                || self.rows.is_empty()
                || !rows.all(|row| says_nothing(row, *column))
        };
        let kept: Vec<usize> = (0..self.columns.len()).filter(is_kept).collect();
        let pick = |row: &TableRow| {
            let cells = kept.iter().filter_map(|column| row.0.get(*column).cloned());
            TableRow(cells.collect())
        };
        let columns = kept.iter().filter_map(|column| self.columns.get(*column));
        Self {
            columns: columns.cloned().collect(),
            rows: self.rows.iter().map(pick).collect(),
            totals: self.totals.as_ref().map(pick),
            ..self.clone()
        }
    }

    pub fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push(TableRow(cells));
    }

    /// A bar in each row of a column, so that what is compared need not be drawn beside it once more.
    #[must_use]
    pub fn with_bars(mut self, column: usize) -> Self {
        let cells = self.rows.iter().filter_map(|row| row.0.get(column));
        let longest = cells.filter_map(Cell::quantity).max();
        let length = |cell: &Cell| {
            let part = cell.quantity()?.checked_mul(Decimal::ONE_HUNDRED)?;
            let part = part.checked_div(longest?)?.round();
            part.to_u8().filter(|length| (1..=100).contains(length))
        };
        for cell in self.rows.iter_mut().filter_map(|row| row.0.get_mut(column)) {
            cell.bar = length(cell);
        }
        self
    }

    fn heading(&self, column: &usize) -> &str {
        self.columns
            .get(*column)
            .map_or("", |column| &column.heading)
    }

    fn is_number(&self, column: &usize) -> bool {
        self.columns.get(*column).is_some_and(Column::is_number)
    }

    /// A date stays on one line.
    fn is_date(&self, column: &usize) -> bool {
        let column = self.columns.get(*column);
        column.is_some_and(|column| column.kind == crate::ColumnKind::Date)
    }

    fn is_for_screens(&self, column: &usize) -> bool {
        self.columns
            .get(*column)
            .is_some_and(|column| column.is_for_screens)
    }

    /// Whether its head is to stay while one reads on.
    fn is_long(&self) -> bool {
        self.rows.len() >= LONG
    }

    pub fn without_downloads(mut self) -> Self {
        self.downloads = false;
        self
    }

    /// For templates: `{{ table.html(ui)|safe }}`.
    pub fn html(&self, ui: &Ui) -> String {
        let table = &self.with_filled_columns();
        TableTemplate { ui, table }
            .render()
            .unwrap_or_else(|error| {
                tracing::error!(%error, table = self.name, "a table cannot be drawn");
                String::new()
            })
    }

    pub fn sheet(&self) -> Sheet {
        let values = |row: &TableRow| row.0.iter().map(|cell| cell.value.clone()).collect();
        Sheet {
            name: self.name.clone(),
            title: self.caption.clone(),
            columns: self
                .columns
                .iter()
                .map(|column| SheetColumn::new(column.heading.clone(), column.kind))
                .collect(),
            rows: self.rows.iter().map(values).collect(),
            totals: self.totals.as_ref().map(values),
        }
    }

    /// The table as a file.
    pub fn download(&self, format: Format, now: DateTime<Utc>) -> PageResult {
        download_sheets(&self.name, &[self.sheet()], format, now)
    }
}

/// The table asked for with `?tabell=…&format=…`, as a file.
pub fn download(values: &Values, tables: &[&Table], now: DateTime<Utc>) -> Option<PageResult> {
    let format = Format::from_code(values.text("format"))?;
    let table = tables
        .iter()
        .find(|table| table.name == values.text("tabell"))?;
    Some(table.download(format, now))
}

/// A workbook with several tables and live formulas, as a file.
pub fn download_live(
    name: &str,
    (sheets, formulas): (&[Sheet], &[LiveCell]),
    now: DateTime<Utc>,
) -> PageResult {
    let bytes = write_live_xlsx(sheets, formulas, now).map_err(Failure)?;
    Ok(as_file(XLSX, (name, "xlsx"), bytes))
}

fn as_file(kind: &'static str, (table, ending): (&str, &'static str), bytes: Vec<u8>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    response.extensions_mut().insert(SavedAs {
        table: table.to_owned(),
        about: Vec::new(),
        ending,
    });
    response
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn download_sheets(name: &str, sheets: &[Sheet], format: Format, now: DateTime<Utc>) -> PageResult {
    let (kind, ending, bytes) = match format {
        Format::Csv => {
            let parts: Vec<_> = sheets.iter().map(write_csv_download).collect();
            (
                "text/csv; charset=utf-8",
                "csv",
                parts.concat().into_bytes(),
            )
        }
        Format::Xlsx => (XLSX, "xlsx", write_xlsx(sheets, now).map_err(Failure)?),
    };
    Ok(as_file(kind, (name, ending), bytes))
}
