//! Workbooks as people fill them in.

use crate::by_hand::{rows, workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer, Worksheet};
use samverk_foundation::{Ore, Problem};
use samverk_sheets::{Cell, Column, Kind, Sheet, WorkbookSheet, read_workbook, write_xlsx};

const COLUMNS: &[&str] = &["party", "from", "amount", "share", "note"];

fn sheet_of(bytes: &[u8]) -> WorkbookSheet {
    let book = read_workbook(bytes, "budget.xlsx").unwrap();
    book.sheets.into_iter().next().unwrap()
}

/// A sheet with the heading of `COLUMNS`, filled in.
fn filled(fill: impl Fn(&mut Worksheet)) -> WorkbookSheet {
    let mut workbook = Writer::new();
    let sheet = workbook.add_worksheet().set_name("lines").unwrap();
    for (place, column) in (0_u16..).zip(COLUMNS) {
        sheet.write(0, place, *column).unwrap();
    }
    fill(sheet);
    sheet_of(&workbook.save_to_buffer().unwrap())
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let sheet = filled(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let percent = Format::new().set_num_format("0.00 %");
        let day = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
        sheet.write(1, 0, " aneby-kommun ").unwrap();
        sheet.write_with_format(1, 1, &day, &date).unwrap();
        sheet.write(1, 2, 0.1 + 0.2).unwrap();
        sheet.write_with_format(1, 3, 0.019, &percent).unwrap();
        sheet.write(1, 4, true).unwrap();
        sheet.write(3, 0, "habo-kommun").unwrap();
        sheet.write(3, 2, 82_859).unwrap();
        sheet.write(3, 4, "två\nrader").unwrap();
    });
    assert_eq!((sheet.name.as_str(), sheet.remarks()), ("lines", vec![]));
    let table = sheet.table(COLUMNS).unwrap();
    let read: Vec<_> = table.rows().collect();
    assert_eq!(read.len(), 2, "the empty row between is passed over");
    assert_eq!((read[0].line, read[1].line), (2, 4));
    assert_eq!(read[0].key("party").unwrap().as_str(), "aneby-kommun");
    assert_eq!(read[0].date("from").unwrap().to_string(), "2026-11-22");
    assert_eq!(read[0].amount("amount").unwrap(), Ore(30));
    assert_eq!(read[0].get("share"), "1.9 %");
    assert_eq!(read[0].decimal("share").unwrap().to_string(), "1.9");
    assert!(read[0].boolean("note").unwrap());
    assert_eq!(read[1].amount("amount").unwrap(), Ore::from_kronor(82_859));
    assert_eq!(read[1].get("note"), "två\nrader");
}

#[test]
fn formulas_are_read_as_their_values() {
    let sheet = filled(|sheet| {
        sheet
            .write(
                1,
                0,
                Formula::new("=\"aneby\"&\"-kommun\"").set_result("aneby-kommun"),
            )
            .unwrap();
        sheet
            .write(1, 2, Formula::new("=100*1.5").set_result("150"))
            .unwrap();
    });
    let table = sheet.table(COLUMNS).unwrap();
    let row = table.rows().next().unwrap();
    assert_eq!(row.get("party"), "aneby-kommun");
    assert_eq!(row.amount("amount").unwrap(), Ore::from_kronor(150));
}

#[test]
fn a_formula_that_gives_an_empty_text_is_an_empty_cell() {
    let sheet = sheet_of(&rows(
        r#"<row><c t="s"><v>0</v></c><c t="str"><v>name</v></c></row>
        <row><c t="str"><f>IF(TRUE,"",1)</f><v></v></c><c><v>2022</v></c></row>"#,
    ));
    let table = sheet.table(&["party", "name"]).unwrap();
    let row = table.rows().next().unwrap();
    assert_eq!((row.get("party"), row.get("name")), ("", "2022"));
}

#[test]
fn a_formula_that_was_never_calculated_and_an_error_say_where() {
    let sheet = sheet_of(&rows(
        r#"<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>amount</t></is></c></row>
        <row><c t="s"><v>1</v></c><c><f>A1+1</f></c></row>
        <row><c t="e"><f>#REF!</f><v>#REF!</v></c><c><f>B2</f><v></v></c></row>
        <row r="9"><c t="s"><v>77</v></c><c><v>1,5</v></c><c t="inlineStr"><is><t>extra</t></is></c></row>"#,
    ));
    let problems = sheet.table(&["party", "amount"]).unwrap_err();
    assert_eq!(
        told(&problems.0),
        [
            "formula_without_value cell=\"B2\" @budget.xlsx › members @amount #2",
            "cell_error value=\"#REF!\" cell=\"A3\" @budget.xlsx › members @party #3",
            "formula_without_value cell=\"B3\" @budget.xlsx › members @amount #3",
            "cell_unreadable value=\"77\" cell=\"A9\" @budget.xlsx › members @party #9",
            "cell_unreadable value=\"1,5\" cell=\"B9\" @budget.xlsx › members @amount #9",
            "cell_outside_table cell=\"C9\" @budget.xlsx › members @C #9",
        ]
    );
}

#[test]
fn rich_text_reading_aids_and_escapes_are_understood() {
    let sheet = sheet_of(&rows(
        r#"<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>
        <row><c t="inlineStr"><is><t>a_x000D_&#10;b &amp; c</t></is></c></row>
        <row><c t="inlineStr"><is><t>_x0007_</t></is></c></row>"#,
    ));
    let problems = sheet.table(&["party"]).unwrap_err();
    assert_eq!(
        told(&problems.0),
        [
            "character_not_allowed character=\"U+0007\" before=\"none\" cell=\"A4\" @budget.xlsx › members @party #4"
        ]
    );
    let sheet = sheet_of(&rows(
        r#"<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>
        <row><c t="inlineStr"><is><t>a_x000D_&#10;b &amp; c</t></is></c></row>"#,
    ));
    let table = sheet.table(&["party"]).unwrap();
    let read: Vec<_> = table.rows().map(|row| row.text("party")).collect();
    assert_eq!(read, ["Aneby kommun", "a\nb & c"]);
}

#[test]
fn headings_in_any_order_and_wrong_ones_are_told_with_their_place() {
    let sheet = sheet_of(&rows(
        r#"<row r="3"><c t="inlineStr"><is><t>nmae</t></is></c><c t="s"><v>0</v></c></row>"#,
    ));
    let problems = sheet.table(&["party", "name"]).unwrap_err();
    assert_eq!(
        told(&problems.0),
        [
            "column_unknown allowed=\"party, name\" @budget.xlsx › members @nmae #3",
            "column_missing @budget.xlsx › members @name #3",
        ]
    );
    let empty = sheet_of(&workbook(""));
    assert!(empty.is_empty());
    assert_eq!(empty.table(&["party"]).unwrap_err().0[0].code, "file_empty");
}

#[test]
fn merged_cells_and_what_is_hidden_are_reported_and_read() {
    let sheet = filled(|sheet| {
        for (row, party) in (1..).zip(["a", "b", "c", "d", "e"]) {
            sheet.write(row, 0, party).unwrap();
        }
        sheet
            .merge_range(1, 1, 2, 1, "2026-01-01", &Format::new())
            .unwrap();
        sheet.merge_range(40, 1, 42, 1, "", &Format::new()).unwrap();
        for row in [2, 3, 5, 30] {
            sheet.set_row_hidden(row).unwrap();
        }
        sheet.set_column_hidden(3).unwrap();
    });
    assert_eq!(sheet.table(COLUMNS).unwrap().len(), 5);
    assert_eq!(
        told(&sheet.remarks()),
        [
            "cells_merged cells=\"B2:B3\" @budget.xlsx › lines #2",
            "rows_hidden rows=\"3–4, 6\" @budget.xlsx › lines #3",
            "columns_hidden columns=\"D\" @budget.xlsx › lines @share #1",
        ]
    );
}

#[test]
fn a_hidden_sheet_is_read_and_reported() {
    let mut workbook = Writer::new();
    workbook.add_worksheet().write(0, 0, "party").unwrap();
    let hidden = workbook.add_worksheet().set_name("members").unwrap();
    hidden.write(0, 0, "party").unwrap();
    hidden.set_hidden(true);
    let book = read_workbook(&workbook.save_to_buffer().unwrap(), "f.xlsx").unwrap();
    assert_eq!(told(&book.sheets[0].remarks()), [""; 0]);
    assert_eq!(
        told(&book.sheets[1].remarks()),
        ["sheet_hidden @f.xlsx › members"]
    );
}

#[test]
fn what_this_program_writes_it_reads() {
    let sheet = Sheet {
        name: "lines".to_owned(),
        columns: vec![
            Column::new("party", Kind::Text),
            Column::new("amount", Kind::Kronor),
            Column::new("share", Kind::Percent),
        ],
        rows: vec![vec![
            "=cmd|'/c calc'!A1".into(),
            Ore(1_250).into(),
            Cell::Percent("1.90".parse().unwrap()),
        ]],
        ..Sheet::default()
    };
    let bytes = write_xlsx(&[sheet], "2026-11-22T10:00:00Z".parse().unwrap()).unwrap();
    let table = sheet_of(&bytes)
        .table(&["party", "amount", "share"])
        .unwrap();
    let row = table.rows().next().unwrap();
    assert_eq!(row.get("party"), "=cmd|'/c calc'!A1");
    assert_eq!(row.amount("amount").unwrap(), Ore(1_250));
    assert_eq!(row.get("share"), "1.9 %");
}

#[test]
fn codes_shown_with_zeros_keep_them() {
    let sheet = filled(|sheet| {
        let code = Format::new().set_num_format("0000");
        sheet.write_with_format(1, 0, 180, &code).unwrap();
    });
    let table = sheet.table(COLUMNS).unwrap();
    assert_eq!(table.rows().next().unwrap().get("party"), "0180");
}
