//! What is no workbook, or one that must not be opened.

use crate::by_hand::{BOOK, RELATED, ROOT, TYPES, rows, with_sheet, workbook, zip};
use samverk_sheets::{WORKBOOK_BYTES_MAX, read_workbook};

fn code(bytes: &[u8]) -> &'static str {
    let problem = read_workbook(bytes, "medlemmar.xlsx").unwrap_err();
    assert_eq!(problem.place.file.as_deref(), Some("medlemmar.xlsx"));
    problem.code
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_opened() {
    assert_eq!(code(&vec![0; 100 * 1024 * 1024]), "file_too_large");
    assert_eq!(code(&vec![0; WORKBOOK_BYTES_MAX + 1]), "file_too_large");
}

#[test]
fn what_is_no_workbook_is_named() {
    let word = TYPES.replace("spreadsheetml", "wordprocessingml");
    let others: [&[u8]; 6] = [
        b"",
        b"party,standing\naneby-kommun,member\n",
        b"PK\x03\x04 and then nothing",
        &zip(&[("letter.txt", b"hello")]),
        &zip(&[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("content.xml", b"<x/>"),
        ]),
        &zip(&[
            ("[Content_Types].xml", word.as_bytes()),
            ("_rels/.rels", ROOT.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
        ]),
    ];
    for bytes in others {
        assert_eq!(code(bytes), "workbook_not_xlsx");
    }
}

#[test]
fn the_old_format_and_passwords_are_told_apart() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend([0; 600]);
    assert_eq!(code(&old), "workbook_old_format");
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(code(&old), "workbook_encrypted");
}

#[test]
fn macros_are_refused_by_part_and_by_type() {
    let with_part = zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/vbaProject.bin", b"Sub AutoOpen()"),
    ]);
    assert_eq!(code(&with_part), "workbook_macros");
    let types = TYPES.replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        "vnd.ms-excel.sheet.macroEnabled.main",
    );
    let by_type = zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATED.as_bytes()),
    ]);
    assert_eq!(code(&by_type), "workbook_macros");
}

/// Sixty-six megabytes of nothing are a tenth of a megabyte when packed.
fn bomb() -> Vec<u8> {
    with_sheet(&vec![b' '; 66 * 1024 * 1024])
}

#[test]
fn a_renamed_bomb_is_not_unpacked() {
    let bytes = zip(&[("bomb.txt", &vec![b'0'; 66 * 1024 * 1024])]);
    assert!(bytes.len() < WORKBOOK_BYTES_MAX);
    assert_eq!(code(&bytes), "workbook_too_large");
}

#[test]
fn a_bomb_that_says_it_is_small_is_not_unpacked_either() {
    let mut bytes = bomb();
    let size = u32::try_from(66 * 1024 * 1024).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..*at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(["workbook_too_large", "workbook_damaged"].contains(&code(&bytes)));
}

#[test]
fn very_many_parts_are_refused() {
    let names: Vec<String> = (0..3_000).map(|number| format!("part{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"x"[..]))
        .collect();
    assert_eq!(code(&zip(&parts)), "workbook_too_large");
}

#[test]
fn one_long_text_in_very_many_cells_is_too_much() {
    let text = "x".repeat(30_000);
    let cells = "<c t=\"s\"><v>1</v></c>".repeat(4_000);
    let strings = format!("<sst><si><t>a</t></si><si><t>{text}</t></si></sst>");
    let bytes = zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATED.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>").as_bytes(),
        ),
    ]);
    assert_eq!(code(&bytes), "workbook_too_large");
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let far = rows(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    );
    let book = read_workbook(&far, "far.xlsx").unwrap();
    let problems = book.sheets[0].table(&["1"]).unwrap_err();
    assert_eq!(
        problems.0[0].to_string(),
        "cell_outside_table cell=\"XFD1048576\" @far.xlsx › members @XFD #1048576"
    );
}

#[test]
fn broken_parts_are_named() {
    let wrong = [
        "<sheetData><row><c><v>1</v></c>",
        "<sheetData><row><c><v>&unknown;</v></c></row></sheetData>",
        "<sheetData><row><c r=\"QQQQ1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"-1\"></row></sheetData>",
    ];
    for sheet in wrong {
        assert_eq!(code(&workbook(sheet)), "workbook_damaged", "{sheet}");
    }
    assert_eq!(
        code(&with_sheet(b"<worksheet>\xe5</worksheet>")),
        "workbook_damaged"
    );
    let without_sheet = zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATED.as_bytes()),
    ]);
    assert_eq!(code(&without_sheet), "workbook_damaged");
}

#[test]
fn an_entity_that_grows_is_not_grown() {
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"#;
    assert_eq!(code(&with_sheet(laughs.as_bytes())), "workbook_damaged");
}
