//! XLSX out: one sheet per table, readable and printable as it is.

mod formats;
mod names;
mod widths;

use crate::sheet::{Cell, Sheet};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use formats::Formats;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};
use samverk_foundation::{Problem, text};

const PAPER_A4: u8 = 9;

/// A workbook with these sheets. The same sheets and the same time give the same bytes.
/// Fails with `cell_too_long` when a text exceeds Excel's 32 767 characters.
pub fn write_xlsx(sheets: &[Sheet], created: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    write_live_xlsx(sheets, &[], created)
}

/// The same with formulas in place of some values, which are what the formulas give.
pub fn write_live_xlsx(
    sheets: &[Sheet],
    formulas: &[LiveCell],
    created: DateTime<Utc>,
) -> Result<Vec<u8>, Problem> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheets, created).map_err(problem)?);
    let formats = Formats::default();
    let names = names::unique(sheets.iter().map(|sheet| sheet.name.as_str()));
    for (number, (sheet, name)) in sheets.iter().zip(names).enumerate() {
        let worksheet = workbook.add_worksheet();
        let own = formulas.iter().filter(|formula| formula.sheet == number);
        write_sheet(worksheet, sheet, &name, &formats)
            .and_then(|()| write_formulas(worksheet, sheet, own, &formats))
            .map_err(|error| problem(error).at_file(&sheet.name))?;
    }
    workbook.save_to_buffer().map_err(problem)
}

/// A cell that is computed when the workbook is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveCell {
    /// The sheet, the row below the heading (the totals after all others) and the column, from 0.
    pub sheet: usize,
    pub row: usize,
    pub column: usize,
    /// `=SUM(B4:B17)`
    pub formula: String,
}

impl Sheet {
    /// The number that a spreadsheet program gives the row, for formulas.
    pub fn row_number(&self, row: usize) -> usize {
        row + if self.title.is_empty() { 2 } else { 4 }
    }
}

fn write_formulas<'f>(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    formulas: impl Iterator<Item = &'f LiveCell>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for live in formulas {
        let (cells, is_total) = match sheet.rows.get(live.row) {
            Some(cells) => (Some(cells), false),
            None => (sheet.totals.as_ref(), true),
        };
        let Some(cell) = cells.and_then(|cells| cells.get(live.column)) else {
            continue;
        };
        let format = match is_total {
            true => formats.total(cell),
            false => formats.body(cell),
        };
        let formula = Formula::new(&live.formula).set_result(plain_number(cell));
        let row = u32::try_from(sheet.row_number(live.row) - 1).unwrap_or(u32::MAX);
        let column = u16::try_from(live.column).unwrap_or(u16::MAX);
        worksheet.write_formula_with_format(row, column, formula, format)?;
    }
    Ok(())
}

/// The value that is saved with a formula.
fn plain_number(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Text(_) | Cell::Date(_) => String::new(),
        Cell::Integer(value) => value.to_string(),
        Cell::Decimal(value) => value.to_string(),
        Cell::Kronor(amount) => Decimal::new(amount.0, 2).normalize().to_string(),
        Cell::Percent(percent) => {
            let part = percent.checked_div(Decimal::ONE_HUNDRED);
            part.unwrap_or_default().normalize().to_string()
        }
    }
}

fn properties(sheets: &[Sheet], created: DateTime<Utc>) -> Result<DocProperties, XlsxError> {
    let title = sheets.first().map_or("", |sheet| sheet.title.as_str());
    let created = ExcelDateTime::from_timestamp(created.timestamp())?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&created))
}

pub(crate) fn problem(error: XlsxError) -> Problem {
    match error {
        XlsxError::MaxStringLengthExceeded => Problem::invalid("cell_too_long"),
        other => Problem::internal(other),
    }
}

fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    name: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    worksheet
        .set_landscape()
        .set_paper_size(PAPER_A4)
        .set_print_fit_to_pages(1, 0);
    let heading_row = write_title(worksheet, sheet, formats)?;
    write_heading(worksheet, sheet, heading_row, formats)?;
    let mut row = heading_row + 1;
    for cells in &sheet.rows {
        write_row(worksheet, row, cells, |cell| formats.body(cell))?;
        row += 1;
    }
    set_filter(worksheet, sheet, heading_row, row - 1)?;
    if let Some(totals) = &sheet.totals {
        write_row(worksheet, row, totals, |cell| formats.total(cell))?;
    }
    Ok(())
}

/// Gives the row of the heading: the first, or the third when there is a title.
fn write_title(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    if sheet.title.is_empty() {
        return Ok(0);
    }
    worksheet.write_string_with_format(0, 0, text::printable(&sheet.title), &formats.title)?;
    Ok(2)
}

fn write_heading(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    row: u32,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (place, column) in (0_u16..).zip(&sheet.columns) {
        let format = formats.heading(column.kind);
        worksheet.write_string_with_format(row, place, text::printable(&column.heading), format)?;
        worksheet.set_column_width(place, widths::column(sheet, usize::from(place)))?;
    }
    worksheet.set_freeze_panes(row + 1, 0)?;
    worksheet.set_repeat_rows(row, row)?;
    Ok(())
}

fn set_filter(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    heading_row: u32,
    last_row: u32,
) -> Result<(), XlsxError> {
    let last_column = u16::try_from(sheet.columns.len())
        .unwrap_or(u16::MAX)
        .saturating_sub(1);
    if !sheet.columns.is_empty() && last_row > heading_row {
        worksheet.autofilter(heading_row, 0, last_row, last_column)?;
    }
    Ok(())
}

fn write_row<'f>(
    worksheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    format: impl Fn(&Cell) -> &'f Format,
) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        write_cell(worksheet, (row, column), cell, format(cell))?;
    }
    Ok(())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a spreadsheet has no other numbers than f64"
)]
fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = |worksheet: &mut Worksheet, number: f64| {
        worksheet
            .write_number_with_format(row, column, number, format)
            .map(|_| ())
    };
    match cell {
        Cell::Empty => worksheet.write_blank(row, column, format).map(|_| ()),
        Cell::Text(text) => worksheet
            .write_string_with_format(row, column, text::printable(text), format)
            .map(|_| ()),
        Cell::Integer(value) => number(worksheet, *value as f64),
        Cell::Decimal(value) => number(worksheet, value.to_f64().unwrap_or_default()),
        Cell::Kronor(amount) => number(worksheet, amount.0 as f64 / 100.0),
        Cell::Percent(percent) => number(worksheet, percent.to_f64().unwrap_or_default() / 100.0),
        Cell::Date(date) => write_date(worksheet, (row, column), *date, format),
    }
}

/// Dates before 1900 do not exist in a workbook and are written as text.
fn write_date(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    date: NaiveDate,
    format: &Format,
) -> Result<(), XlsxError> {
    match excel_date(date) {
        Some(day) => worksheet.write_datetime_with_format(row, column, &day, format)?,
        None => worksheet.write_string_with_format(row, column, date.to_string(), format)?,
    };
    Ok(())
}

pub(crate) fn excel_date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}
