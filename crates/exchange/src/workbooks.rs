//! Workbooks in a folder: each sheet stands for a table of the folder where the workbook lies.

use crate::Folder;
use samverk_foundation::{Problem, Problems};
use samverk_sheets::{WorkbookSheet, read_workbook};
use std::collections::BTreeMap;

/// The last two are never tables, but it is better told what to do with them than that they are unknown.
const ENDINGS: [&str; 3] = [".xlsx", ".xlsm", ".xls"];

/// The sheets with anything in them, by the path of the table that each stands for.
#[derive(Debug, Default)]
pub(crate) struct Sheets(BTreeMap<String, WorkbookSheet>);

impl Sheets {
    /// Takes the workbooks out of the folder. Notes what is wrong with them, and `table_twice`.
    pub fn take_from(folder: &mut Folder, problems: &mut Problems) -> Self {
        let mut sheets = Self::default();
        let paths: Vec<String> = folder
            .paths()
            .filter(|path| is_workbook(path))
            .map(str::to_owned)
            .collect();
        for path in paths {
            let bytes = folder.remove(&path).unwrap_or_default();
            if let Some(workbook) = problems.keep(read_workbook(&bytes, &path)) {
                let tables = workbook.sheets.into_iter().filter(is_table);
                for sheet in tables {
                    problems.keep(sheets.add(&path, sheet, folder));
                }
            }
        }
        sheets
    }

    fn add(
        &mut self,
        workbook: &str,
        sheet: WorkbookSheet,
        folder: &Folder,
    ) -> Result<(), Problem> {
        let table = table_path(workbook, &sheet.name);
        let earlier = self.0.get(&table).map(|earlier| earlier.place.clone());
        let earlier = earlier.or_else(|| folder.get(&table).map(|_| table.clone()));
        match earlier {
            Some(earlier) => {
                let twice = Problem::invalid("table_twice").with("other", earlier);
                Err(twice.at_file(&sheet.place))
            }
            None => {
                self.0.insert(table, sheet);
                Ok(())
            }
        }
    }

    pub fn get(&self, table: &str) -> Option<&WorkbookSheet> {
        self.0.get(table)
    }

    /// The paths of the tables, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &WorkbookSheet)> {
        self.0.iter().map(|(path, sheet)| (path.as_str(), sheet))
    }

    /// Names the sheet where a problem names the table that it stands for.
    pub fn name_in(&self, problem: &mut Problem) {
        let sheet = problem
            .place
            .file
            .as_ref()
            .and_then(|file| self.0.get(file));
        if let Some(sheet) = sheet {
            problem.place.file = Some(sheet.place.clone());
        }
    }
}

fn is_workbook(path: &str) -> bool {
    let path = path.to_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Empty sheets mean nothing, and a name in parentheses says that the sheet is for the reader.
fn is_table(sheet: &WorkbookSheet) -> bool {
    let name = sheet.name.trim();
    let is_for_reader = name.starts_with('(') && name.ends_with(')');
    !sheet.is_empty() && !is_for_reader
}

/// `budgets/2022/book.xlsx` and `lines` → `budgets/2022/lines.csv`. A space in the name is a step
/// into a folder, for `/` cannot stand there: `budgets 2022 lines`.
fn table_path(workbook: &str, sheet: &str) -> String {
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    let steps: Vec<&str> = std::iter::once(folder)
        .filter(|folder| !folder.is_empty())
        .chain(sheet.split_whitespace())
        .collect();
    let (path, below) = steps.split_at(usize::from(!folder.is_empty()));
    let named = below.iter().map(|step| step.to_lowercase());
    let whole: Vec<String> = path
        .iter()
        .map(|step| (*step).to_owned())
        .chain(named)
        .collect();
    format!("{}.csv", whole.join("/"))
}

#[cfg(test)]
mod tests {
    use super::table_path;
    use crate::{Folder, Intake};
    use samverk_sheets::{Cell, Column, Kind, Sheet, write_xlsx};

    fn workbook(sheets: &[(&str, &[&str])]) -> Vec<u8> {
        let sheet = |(name, rows): &(&str, &[&str])| Sheet {
            name: (*name).to_owned(),
            columns: vec![Column::new("party", Kind::Text)],
            rows: rows.iter().map(|row| vec![Cell::text(*row)]).collect(),
            ..Sheet::default()
        };
        let sheets: Vec<Sheet> = sheets.iter().map(sheet).collect();
        write_xlsx(&sheets, "2026-11-22T10:00:00Z".parse().unwrap()).unwrap()
    }

    fn intake(files: &[(&str, &[u8])]) -> Intake {
        let mut folder = Folder::default();
        for (path, bytes) in files {
            folder.insert_bytes(path, bytes);
        }
        Intake::new(folder)
    }

    fn told(intake: &Intake) -> Vec<String> {
        intake.problems.0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn sheets_stand_for_tables() {
        assert_eq!(table_path("c/x/any.xlsx", " Members "), "c/x/members.csv");
        assert_eq!(table_path("any.xlsx", "parties"), "parties.csv");
        assert_eq!(
            table_path("c/x/a.xlsx", "budgets 2022 lines"),
            "c/x/budgets/2022/lines.csv"
        );
    }

    #[test]
    fn a_table_is_read_from_a_sheet_and_its_problems_name_it() {
        let book = workbook(&[
            ("members", &["aneby-kommun"]),
            ("(Om arbetsboken)", &["hej"]),
        ]);
        let mut intake = intake(&[("c/x/book.xlsx", &book)]);
        assert_eq!(
            (intake.names_in("c"), intake.has("c/x/members.csv")),
            (vec!["x".to_owned()], true)
        );
        let table = intake.table("c/x/members.csv", &["party"]).unwrap();
        assert_eq!(table.rows().next().unwrap().get("party"), "aneby-kommun");
        intake.note_unknown_files();
        assert_eq!(told(&intake), [""; 0]);
        let problem = samverk_foundation::Problem::invalid("party_unknown");
        intake
            .problems
            .push(problem.at_file("c/x/members.csv").at_row(2));
        intake.name_sheets();
        assert_eq!(told(&intake), ["party_unknown @c/x/book.xlsx › members #2"]);
    }

    #[test]
    fn a_sheet_that_nobody_asked_for_is_told() {
        let mut intake = intake(&[("book.xlsx", &workbook(&[("membres", &["a"])]))]);
        intake.note_unknown_files();
        assert_eq!(told(&intake), ["sheet_unknown @book.xlsx › membres"]);
    }

    #[test]
    fn a_table_in_two_forms_is_told() {
        let book = workbook(&[("members", &["a"])]);
        let intake = intake(&[
            ("a.xlsx", &book),
            ("b.xlsx", &book),
            ("members.csv", b"party\n"),
        ]);
        assert_eq!(
            told(&intake),
            [
                "table_twice other=\"members.csv\" @a.xlsx › members",
                "table_twice other=\"members.csv\" @b.xlsx › members",
            ]
        );
    }

    #[test]
    fn what_is_no_workbook_is_told_once() {
        let mut intake = intake(&[("a.xlsx", b"hello"), ("b.xls", b"hello")]);
        intake.note_unknown_files();
        assert_eq!(
            told(&intake),
            ["workbook_not_xlsx @a.xlsx", "workbook_not_xlsx @b.xls"]
        );
    }
}
