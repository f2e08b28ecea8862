use calamine::{Reader, Xlsx};
use samverk_sheets::{
    FormBook, FormChoices, FormColumn, FormKind, FormList, FormTable, read_workbook,
    write_form_book,
};
use std::io::Cursor;

fn column(name: &str, kind: FormKind, choices: FormChoices) -> FormColumn {
    FormColumn {
        name: name.to_owned(),
        kind,
        meaning: format!("Vad {name} är."),
        is_needed: name == "key",
        choices,
    }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn book() -> FormBook {
    let list = FormChoices::List("kind".to_owned());
    FormBook {
        title: "Grupper".to_owned(),
        lead: vec!["Fyll i och läs in.".to_owned()],
        about_headings: ["Blad", "Kolumn", "Innehåll", "Krävs"].map(str::to_owned),
        needed: "Ja".to_owned(),
        about_name: "(Så här fyller du i)".to_owned(),
        lists_name: "(Listor)".to_owned(),
        tables: vec![
            FormTable {
                name: "groups".to_owned(),
                columns: vec![
                    column("key", FormKind::Text, FormChoices::Free),
                    column("kind", FormKind::Text, list),
                    column("cost", FormKind::Number, FormChoices::Free),
                ],
                rows: vec![
                    row(&["2021-1", "inside", "12.5"]),
                    row(&["e-arkiv", "", "12345678901234567.25"]),
                ],
            },
            FormTable {
                name: "members".to_owned(),
                columns: vec![
                    column(
                        "group",
                        FormKind::Text,
                        FormChoices::FirstOf("groups".to_owned()),
                    ),
                    column("from", FormKind::Date, FormChoices::Free),
                ],
                rows: vec![row(&["e-arkiv", "1862-03-21"]), row(&["", "2021-01-01"])],
            },
        ],
        lists: vec![FormList {
            heading: "kind".to_owned(),
            rows: vec![("inside".to_owned(), "Egen grupp".to_owned())],
        }],
    }
}

fn bytes() -> Vec<u8> {
    write_form_book(&book(), "2026-11-22T10:00:00Z".parse().unwrap()).unwrap()
}

#[test]
fn what_is_written_to_be_filled_in_is_read_back() {
    let read = read_workbook(&bytes(), "f.xlsx").unwrap();
    let names: Vec<_> = read
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["(Så här fyller du i)", "groups", "members", "(Listor)"]
    );
    let columns: [&[&str]; 2] = [&["key", "kind", "cost"], &["group", "from"]];
    for ((table, sheet), columns) in book().tables.iter().zip(&read.sheets[1..]).zip(columns) {
        assert_eq!(sheet.remarks(), []);
        let read = sheet.table(columns).unwrap();
        let rows: Vec<Vec<String>> = read
            .rows()
            .map(|row| columns.iter().map(|name| row.text(name)).collect())
            .collect();
        assert_eq!(rows, table.rows);
    }
}

#[test]
fn the_explanation_names_every_column() {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes())).unwrap();
    let about = workbook.worksheet_range("(Så här fyller du i)").unwrap();
    let text: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    for column in ["key", "kind", "cost", "group", "from", "Vad cost är."] {
        assert!(text.iter().any(|cell| cell == column), "{column}");
    }
    assert_eq!(text.iter().filter(|cell| *cell == "Ja").count(), 1);
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    assert_eq!(bytes(), bytes());
}
