//! A registry's list of cases as a table: what is written is what is read back.

use crate::model::{Case, CaseContent, CaseStatus, read_number};
use chrono::NaiveDate;
use samverk_fields::{cell_columns, from_cells, to_cells};
use samverk_foundation::{Problem, Problems, interned};
use samverk_kept::Kept;
use samverk_sheets::{Row, Table, read_table, read_workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const NUMBER: &str = "number";
const REGISTERED_ON: &str = "registered_on";
pub const BEGUN: &str = "begun";
pub const STATUS: &str = "status";
const CLOSED_ON: &str = "closed_on";
const VOID_REASON: &str = "void_reason";

/// What a case is given stands around what can be said of it.
pub static COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let said = cell_columns(CaseContent::form()).into_iter();
    let said = said.map(|column| interned(column.to_string()));
    let given = [NUMBER, REGISTERED_ON].into_iter();
    given
        .chain(said)
        .chain([STATUS, CLOSED_ON, VOID_REASON])
        .collect()
});

/// A case as a row tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCase {
    /// As it was written, with the year and running number in it.
    pub number: String,
    pub year: i32,
    pub sequence: i64,
    pub registered_on: NaiveDate,
    pub content: CaseContent,
    pub status: CaseStatus,
    pub closed_on: Option<NaiveDate>,
    pub void_reason: String,
}

/// One with its place in the file.
#[derive(Clone, Debug)]
pub struct ListedRow {
    pub line: usize,
    pub case: ListedCase,
}

/// So many at once: what is larger is brought in year by year.
pub const ROWS_MAX: usize = 20_000;
const NUMBER_MAX: usize = 60;
const REASON_MAX: usize = 2_000;

/// What the pages call a choice: its column, the words and the code.
pub type Word = (&'static str, String, &'static str);

/// Reads a CSV file or a workbook of one sheet, where a choice may be called what the pages call it. Fails with all that
/// is wrong, each at its row and column, or with `case_list_empty`.
pub fn read_list(bytes: &[u8], file: &str, words: &[Word]) -> Result<Vec<ListedRow>, Problems> {
    let mut table = table(bytes, file)?.rearmed();
    for (column, called, code) in words {
        let is_it = |cell: &str| cell.trim().to_lowercase() == called.to_lowercase();
        table.respell(column, |cell| is_it(cell).then(|| (*code).to_owned()));
    }
    if table.is_empty() {
        let empty = Problem::invalid("case_list_empty");
        return Err(empty.at_field("file").into());
    }
    if table.len() > ROWS_MAX {
        let long = Problem::invalid("case_list_too_long").with("max", ROWS_MAX);
        return Err(long.at_file(file).into());
    }
    let mut problems = Problems::default();
    let rows = rows_of(&table, &mut problems);
    problems.or(rows)
}

/// Each row that is right. Notes what is wrong in the others.
pub fn rows_of(table: &Table, problems: &mut Problems) -> Vec<ListedRow> {
    let mut rows = Vec::new();
    let mut lines: BTreeMap<(i32, i64), usize> = BTreeMap::new();
    for row in table.rows() {
        let Some(case) = listed(&row, problems) else {
            continue;
        };
        match lines.insert((case.year, case.sequence), row.line) {
            Some(line) => {
                let twice = Problem::invalid("case_number_repeated").with("line", line);
                problems.push(row.problem(NUMBER, twice));
            }
            None => rows.push(ListedRow {
                line: row.line,
                case,
            }),
        }
    }
    rows
}

/// Without these there is no list; what else is not in the heading is empty.
pub const REQUIRED: [&str; 5] = [NUMBER, REGISTERED_ON, "subject", BEGUN, STATUS];

/// The columns that a list with such a heading is read by.
pub fn columns_with(has: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let all = COLUMNS.iter().copied();
    all.filter(|column| REQUIRED.contains(column) || has(column))
        .collect()
}

/// The names in the first line of a file.
fn names_in(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines().filter(|line| !line.starts_with("sep="));
    let names = lines.next().unwrap_or_default().split([',', ';', '\t']);
    names
        .map(|name| name.trim_matches(['"', ' ', '\u{feff}']).to_owned())
        .collect()
}

/// Whatever it is called: a workbook is a zip archive.
fn is_workbook(bytes: &[u8], file: &str) -> bool {
    bytes.starts_with(b"PK\x03\x04") || file.to_lowercase().ends_with(".xlsx")
}

fn table(bytes: &[u8], file: &str) -> Result<Table, Problems> {
    if !is_workbook(bytes, file) {
        let names = names_in(bytes);
        return read_table(bytes, file, &columns_with(|column| names.contains(column)));
    }
    let book = read_workbook(bytes, file)?;
    let mut sheets = book.sheets.iter().filter(|sheet| !sheet.is_empty());
    match (sheets.next(), sheets.next()) {
        (Some(sheet), None) => {
            let names = sheet.loose()?.columns;
            let is_there = |column: &str| names.iter().any(|name| name == column);
            sheet.table(&columns_with(is_there))
        }
        _ => Err(Problem::invalid("case_list_sheets").at_file(file).into()),
    }
}

fn listed(row: &Row<'_>, problems: &mut Problems) -> Option<ListedCase> {
    let number = problems.keep(row.required(NUMBER).and_then(|text| {
        let read = read_number(&text).filter(|_| text.chars().count() <= NUMBER_MAX);
        let unreadable = || Problem::invalid("case_number_unreadable").with("value", &text);
        let (year, sequence) = read.ok_or_else(|| row.problem(NUMBER, unreadable()))?;
        Ok((text, year, sequence))
    }));
    let is_said = row.required(REGISTERED_ON);
    let registered_on = problems.keep(is_said.and_then(|_| row.date(REGISTERED_ON)));
    let status = problems.keep(row.one_of(STATUS, CaseStatus::ALL));
    let closed_on = match row.has(CLOSED_ON) {
        true => problems.keep(row.optional_date(CLOSED_ON)),
        false => Some(None),
    };
    let said = |column: &str| match row.has(column) {
        true => row.text(column),
        false => String::new(),
    };
    let void_reason = said(VOID_REASON);
    let content = from_cells(CaseContent::form(), &said);
    let content = content.and_then(|record| {
        samverk_fields::check(CaseContent::form(), &record).or(())?;
        let read = CaseContent::read(&record);
        Ok(read.ok_or_else(|| Problem::internal("a record of another form"))?)
    });
    let content = match content {
        Ok(content) => Some(content),
        Err(wrong) => {
            problems.extend(wrong.0.into_iter().map(|one| placed(row, one)));
            None
        }
    };
    let (number, year, sequence) = number?;
    let case = ListedCase {
        number,
        year,
        sequence,
        registered_on: registered_on?,
        content: content?,
        status: status?,
        closed_on: closed_on?,
        void_reason,
    };
    let wrong = check_listed(&case);
    let is_right = wrong.is_empty();
    problems.extend(wrong.0.into_iter().map(|one| placed(row, one)));
    is_right.then_some(case)
}

/// At its column, whether it names that or a field.
fn placed(row: &Row<'_>, mut problem: Problem) -> Problem {
    match problem.place.field.take() {
        Some(field) => row.problem(&field, problem),
        None => row.row_problem(problem),
    }
}

/// What is closed says when, and what is void says why. Fails with `case_closed_day_missing`, `case_closed_day_not_asked`,
/// `reason_missing`, `reason_not_asked`, `text_too_long`, or as a case that is registered.
fn check_listed(case: &ListedCase) -> Problems {
    let mut problems = crate::model::check_case(&case.content, case.registered_on);
    let is_closed = case.status == CaseStatus::Closed;
    let code = match (is_closed, case.closed_on.is_some()) {
        (true, false) => Some("case_closed_day_missing"),
        (false, true) => Some("case_closed_day_not_asked"),
        (true, true) | (false, false) => None,
    };
    problems.extend(code.map(|code| Problem::invalid(code).at_field(CLOSED_ON)));
    let is_void = case.status == CaseStatus::Void;
    let code = match (is_void, case.void_reason.is_empty()) {
        (true, true) => Some("reason_missing"),
        (false, false) => Some("reason_not_asked"),
        (true, false) | (false, true) => None,
    };
    problems.extend(code.map(|code| Problem::invalid(code).at_field(VOID_REASON)));
    if case.void_reason.chars().count() > REASON_MAX {
        let long = Problem::invalid("text_too_long").with("max", REASON_MAX);
        problems.push(long.at_field(VOID_REASON));
    }
    problems
}

/// The cells of a case, in the order of the columns.
pub fn cells(case: &Case) -> Vec<String> {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let said = to_cells(CaseContent::form(), &case.content.write());
    let given = [case.number.clone(), case.registered_on.to_string()];
    let rest = [
        case.status.code().to_owned(),
        day(case.closed_on),
        case.void_reason.clone(),
    ];
    given.into_iter().chain(said).chain(rest).collect()
}
