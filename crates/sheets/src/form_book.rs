//! A workbook to fill in: tables with what is there now, lists to choose from, and a sheet that
//! explains every column. What is written in it, [`crate::read_workbook`] reads.

use crate::xlsx_out::{excel_date, problem};
use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};
use samverk_foundation::{Problem, parse_decimal, text};

/// So many rows have lists and formats; rows below can be used too.
const ROWS_READY: u32 = 2_000;
const NARROWEST: usize = 10;
const WIDEST: usize = 48;
/// Excel keeps fifteen digits; a longer number is written as text, so that nothing is lost.
const EXACT_DIGITS: usize = 15;
const HEADING_BACKGROUND: Color = Color::RGB(0x1F_3A_5F);

/// A workbook to fill in.
#[derive(Clone, Debug)]
pub struct FormBook {
    pub title: String,
    /// Paragraphs above the explanation of the columns.
    pub lead: Vec<String>,
    /// The headings of the explanation: sheet, column, meaning, needed.
    pub about_headings: [String; 4],
    /// Said of a column that must be filled in.
    pub needed: String,
    /// The names of the sheets for the reader, in parentheses.
    pub about_name: String,
    pub lists_name: String,
    pub tables: Vec<FormTable>,
    pub lists: Vec<FormList>,
}

/// A table to fill in: a sheet of its own.
#[derive(Clone, Debug)]
pub struct FormTable {
    pub name: String,
    pub columns: Vec<FormColumn>,
    /// What is there now, as in the folder format.
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug)]
pub struct FormColumn {
    pub name: String,
    pub kind: FormKind,
    /// What is to be written, for people.
    pub meaning: String,
    pub is_needed: bool,
    pub choices: FormChoices,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    Text,
    Number,
    Date,
}

/// What a column offers to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormChoices {
    Free,
    /// The words of the list with this heading.
    List(String),
    /// What stands in the first column of another table of the workbook.
    FirstOf(String),
}

/// Words to choose from, with their meaning.
#[derive(Clone, Debug)]
pub struct FormList {
    pub heading: String,
    pub rows: Vec<(String, String)>,
}

/// Writes the workbook. Fails with `cell_too_long` when a text exceeds Excel's 32 767 characters.
pub fn write_form_book(book: &FormBook, created: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    write(book, created).map_err(problem)
}

fn write(book: &FormBook, created: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let created = ExcelDateTime::from_timestamp(created.timestamp())?;
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&book.title)
            .set_creation_datetime(&created),
    );
    let looks = Looks::default();
    write_about(workbook.add_worksheet(), book, &looks)?;
    for table in &book.tables {
        write_table(workbook.add_worksheet(), table, book, &looks)?;
    }
    if !book.lists.is_empty() {
        write_lists(workbook.add_worksheet(), book, &looks)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    title: Format,
    heading: Format,
    wrapped: Format,
    text: Format,
    number: Format,
    date: Format,
}

impl Default for Looks {
    fn default() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(HEADING_BACKGROUND),
            wrapped: top.clone().set_text_wrap(),
            // As text, so that a key such as 2021-1 does not become a date.
            text: top.clone().set_text_wrap().set_num_format("@"),
            number: top.clone().set_num_format("General"),
            date: top.set_num_format("yyyy-mm-dd"),
        }
    }
}

impl Looks {
    fn of(&self, kind: FormKind) -> &Format {
        match kind {
            FormKind::Text => &self.text,
            FormKind::Number => &self.number,
            FormKind::Date => &self.date,
        }
    }
}

fn write_about(sheet: &mut Worksheet, book: &FormBook, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&book.about_name)?;
    for (column, width) in [(0, 14.0), (1, 20.0), (2, 80.0), (3, 16.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_with_format(0, 0, &book.title, &looks.title)?;
    let mut row = 2;
    for paragraph in &book.lead {
        sheet.write_with_format(row, 2, paragraph, &looks.wrapped)?;
        row += 1;
    }
    row += 1;
    for (column, heading) in (0..).zip(&book.about_headings) {
        sheet.write_with_format(row, column, heading, &looks.heading)?;
    }
    for table in &book.tables {
        for column in &table.columns {
            row += 1;
            let needed = if column.is_needed { &book.needed } else { "" };
            let cells = [&table.name, &column.name, &column.meaning, needed];
            for (place, cell) in (0..).zip(cells) {
                sheet.write_with_format(row, place, cell, &looks.wrapped)?;
            }
        }
    }
    Ok(())
}

fn write_table(
    sheet: &mut Worksheet,
    table: &FormTable,
    book: &FormBook,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?.set_landscape();
    for (place, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_format(place, looks.of(column.kind))?;
        sheet.set_column_width(place, width(table, usize::from(place)))?;
        sheet.write_with_format(0, place, &column.name, &looks.heading)?;
        let note = Note::new(&column.meaning)
            .add_author_prefix(false)
            .set_width(260);
        sheet.insert_note(0, place, &note)?;
        if let Some(source) = source(&column.choices, book) {
            let choices = validation(source, &column.meaning)?;
            sheet.add_data_validation(1, place, ROWS_READY, place, &choices)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for ((place, column), cell) in (0_u16..).zip(&table.columns).zip(cells) {
            write_value(sheet, (row, place), column.kind, cell, looks)?;
        }
    }
    Ok(())
}

/// The list may lack what is about to be added, so another word is asked about and not refused.
fn validation(source: String, meaning: &str) -> Result<DataValidation, XlsxError> {
    const MESSAGE_MAX: usize = 225;
    let message: String = meaning.chars().take(MESSAGE_MAX).collect();
    DataValidation::new()
        .allow_list_formula(Formula::new(source))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(message)
}

/// The cells that hold the choices, as a formula names them.
fn source(choices: &FormChoices, book: &FormBook) -> Option<String> {
    match choices {
        FormChoices::Free => None,
        FormChoices::FirstOf(table) => Some(format!("'{table}'!$A$2:$A${ROWS_READY}")),
        FormChoices::List(heading) => {
            let place = book
                .lists
                .iter()
                .position(|list| list.heading == *heading)?;
            let rows = book.lists.get(place)?.rows.len();
            let column =
                rust_xlsxwriter::utility::column_number_to_name(u16::try_from(place).ok()? * 2);
            let last = rows + 1;
            (rows > 0).then(|| format!("'{}'!${column}$2:${column}${last}", book.lists_name))
        }
    }
}

fn write_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: FormKind,
    text: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let look = looks.of(kind);
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .and_then(excel_date);
    match (kind, number(text), date) {
        _ if text.is_empty() => return Ok(()),
        (FormKind::Number, Some(number), _) => {
            sheet.write_number_with_format(row, column, number, look)?
        }
        (FormKind::Date, _, Some(date)) => {
            sheet.write_datetime_with_format(row, column, &date, look)?
        }
        _ => sheet.write_string_with_format(row, column, text::printable(text), look)?,
    };
    Ok(())
}

fn number(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = parse_decimal(text)
        .ok()
        .filter(|_| digits <= EXACT_DIGITS)?;
    number.to_string().parse().ok()
}

fn write_lists(sheet: &mut Worksheet, book: &FormBook, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&book.lists_name)?;
    for (place, list) in (0_u16..).step_by(2).zip(&book.lists) {
        sheet
            .set_column_width(place, 28.0)?
            .set_column_width(place + 1, 32.0)?;
        sheet.write_with_format(0, place, &list.heading, &looks.heading)?;
        sheet.write_with_format(0, place + 1, "", &looks.heading)?;
        for (row, (word, meaning)) in (1_u32..).zip(&list.rows) {
            sheet.write_with_format(row, place, &*text::printable(word), &looks.text)?;
            sheet.write(row, place + 1, &*text::printable(meaning))?;
        }
    }
    Ok(())
}

fn width(table: &FormTable, place: usize) -> f64 {
    let heading = table
        .columns
        .get(place)
        .map_or(0, |column| column.name.chars().count());
    let cells = table.rows.iter().filter_map(|row| row.get(place));
    let widest = cells
        .map(|cell| cell.chars().count())
        .fold(heading, usize::max);
    let width = (widest + 2).clamp(NARROWEST, WIDEST);
    f64::from(u32::try_from(width).unwrap_or_default())
}
