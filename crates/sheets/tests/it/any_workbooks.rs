//! Whatever the workbook is, reading answers; and another reader sees the same values.

use crate::by_hand::{rows, with_sheet, workbook};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook as Writer;
use samverk_sheets::read_workbook;
use std::io::Cursor;

fn read_everything(bytes: &[u8]) {
    if let Ok(book) = read_workbook(bytes, "any.xlsx") {
        for sheet in &book.sheets {
            let _ = (sheet.table(&["party", "name"]), sheet.remarks());
        }
    }
}

fn nearly_a_sheet() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<row>",
        "</row>",
        "<row r=\"2\" hidden=\"1\">",
        "<row r=\"99999999999\">",
        "<c>",
        "</c>",
        "<c r=\"B2\" t=\"s\" s=\"9\">",
        "<c r=\"ZZZZZZZZZZ9\">",
        "<c t=\"e\">",
        "<c t=\"d\">",
        "<f>A1</f>",
        "<f/>",
        "<v>1e308</v>",
        "<v>-5</v>",
        "<v>NaN</v>",
        "<v>0</v>",
        "<v/>",
        "<is><t>x</t></is>",
        "&amp;",
        "&#0;",
        "&#xD;",
        "<mergeCell ref=\"B9:A1\"/>",
        "<mergeCell ref=\":\"/>",
        "<col min=\"9\" max=\"1\" hidden=\"true\"/>",
        "<![CDATA[x]]>",
        "<!-- x -->",
        "å",
        "_x0000_",
        "<rPh>",
        "</rPh>",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
        read_everything(&[b"PK\x03\x04", bytes.as_slice()].concat());
        read_everything(&with_sheet(&bytes));
    }

    #[test]
    fn near_sheets_never_panic(sheet in nearly_a_sheet()) {
        read_everything(&rows(&sheet));
        read_everything(&workbook(&sheet));
    }

    #[test]
    fn damaged_workbooks_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = rows("<row><c t=\"s\"><v>0</v></c></row><row><c><v>1</v></c></row>");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_everything(&bytes);
        read_everything(&bytes[..at]);
    }

    /// calamine is the judge of what the file says.
    #[test]
    fn other_readers_see_the_same(texts in prop::collection::vec("[a-zåäö0-9 _x&<>\"]{0,12}", 1..20), numbers in prop::collection::vec(-1e12..1e12_f64, 1..20)) {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        sheet.write(0, 0, "party").unwrap();
        sheet.write(0, 1, "name").unwrap();
        for (row, text) in (1..).zip(&texts) {
            sheet.write(row, 0, text).unwrap();
        }
        for (row, number) in (1..).zip(&numbers) {
            sheet.write(row, 1, *number).unwrap();
        }
        let bytes = writer.save_to_buffer().unwrap();
        let book = read_workbook(&bytes, "any.xlsx").unwrap();
        let table = book.sheets[0].table(&["party", "name"]).unwrap();
        let mut judge: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = judge.worksheet_range_at(0).unwrap().unwrap();
        for row in table.rows() {
            let at = u32::try_from(row.line - 1).unwrap();
            let text = match range.get_value((at, 0)) {
                Some(Data::String(text)) => text.trim().to_owned(),
                _ => String::new(),
            };
            prop_assert_eq!(row.get("party"), text);
            match range.get_value((at, 1)) {
                Some(Data::Float(number)) => {
                    let read: f64 = row.get("name").parse().unwrap();
                    prop_assert!((read - number).abs() <= number.abs() * 1e-14);
                }
                _ => prop_assert_eq!(row.get("name"), ""),
            }
        }
    }
}
