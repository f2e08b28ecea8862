use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate, Utc};
use samverk_foundation::Ore;
use samverk_sheets::{Cell, Column, Kind, Sheet, write_xlsx};
use std::io::Cursor;

fn created() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn percent(text: &str) -> Cell {
    Cell::Percent(text.parse().unwrap())
}

fn distribution() -> Sheet {
    let columns = [
        ("Medlem", Kind::Text),
        ("Andel", Kind::Percent),
        ("Belopp", Kind::Kronor),
        ("Från", Kind::Date),
    ];
    let from = NaiveDate::from_ymd_opt(2021, 1, 1).unwrap();
    Sheet {
        name: "Fördelning 2021/2023".to_owned(),
        title: "Kostnadsfördelning 2021".to_owned(),
        columns: columns
            .into_iter()
            .map(|(heading, kind)| Column::new(heading, kind))
            .collect(),
        rows: vec![
            vec![
                "Aneby".into(),
                percent("1.90"),
                Ore::from_kronor(82_859).into(),
                Cell::Date(from),
            ],
            vec![
                "=cmd|'/c calc'!A1".into(),
                Cell::Empty,
                Ore(1250).into(),
                Cell::Empty,
            ],
        ],
        totals: Some(vec![
            "Summa".into(),
            percent("100"),
            Ore::from_kronor(4_361_000).into(),
            Cell::Empty,
        ]),
    }
}

fn opened(sheets: &[Sheet]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(write_xlsx(sheets, created()).unwrap())).unwrap()
}

#[test]
fn a_workbook_is_read_back_with_its_values() {
    let mut workbook = opened(&[distribution()]);
    assert_eq!(workbook.sheet_names(), ["Fördelning 2021 2023"]);
    let range = workbook.worksheet_range("Fördelning 2021 2023").unwrap();
    let value = |row, column| {
        range
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(value(0, 0), Data::String("Kostnadsfördelning 2021".into()));
    assert_eq!(value(2, 2), Data::String("Belopp".into()));
    assert_eq!(value(3, 1), Data::Float(0.019));
    assert_eq!(value(3, 2), Data::Float(82_859.0));
    assert!(matches!(value(3, 3), Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2021));
    assert_eq!(
        value(4, 0),
        Data::String("=cmd|'/c calc'!A1".into()),
        "a text stays a text"
    );
    assert_eq!(value(4, 2), Data::Float(12.5));
    assert_eq!(value(5, 2), Data::Float(4_361_000.0));
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let once = write_xlsx(&[distribution()], created()).unwrap();
    assert_eq!(once, write_xlsx(&[distribution()], created()).unwrap());
}

#[test]
fn sheets_with_the_same_name_both_come_along() {
    let workbook = opened(&[distribution(), distribution()]);
    assert_eq!(
        workbook.sheet_names(),
        ["Fördelning 2021 2023", "Fördelning 2021 2023 2"]
    );
}

#[test]
fn a_text_that_excel_cannot_hold_is_a_problem() {
    let sheet = Sheet {
        rows: vec![vec![Cell::text("å".repeat(40_000))]],
        ..Sheet::default()
    };
    assert_eq!(
        write_xlsx(&[sheet], created()).unwrap_err().code,
        "cell_too_long"
    );
}

#[test]
fn dates_before_1900_are_kept_as_text() {
    let old = NaiveDate::from_ymd_opt(1862, 3, 21).unwrap();
    let mut workbook = opened(&[Sheet {
        rows: vec![vec![Cell::Date(old)]],
        ..Sheet::default()
    }]);
    let range = workbook.worksheet_range("Blad").unwrap();
    assert_eq!(
        range.get_value((1, 0)),
        Some(&Data::String("1862-03-21".into()))
    );
}

#[test]
fn what_was_kept_before_the_rule_for_text_is_written_without_it() {
    let sheet = Sheet {
        name: "a".to_owned(),
        title: "Rubrik\u{1}".to_owned(),
        columns: vec![Column::new("party\u{1b}", Kind::Text)],
        rows: vec![vec!["Rad\u{b}två\u{ffff}".into()]],
        totals: None,
    };
    let bytes = write_xlsx(std::slice::from_ref(&sheet), created()).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("a").unwrap();
    assert_eq!(
        range.get_value((0, 0)),
        Some(&Data::String("Rubrik".to_owned()))
    );
    assert_eq!(
        range.get_value((2, 0)),
        Some(&Data::String("party".to_owned()))
    );
    assert_eq!(
        range.get_value((3, 0)),
        Some(&Data::String("Rad\ntvå".to_owned()))
    );
}
