//! Workbooks put together part by part, as bad programs and bad people make them.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
pub const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub const BOOK: &str = r#"<workbook xmlns:r="x"><sheets><sheet name="members" sheetId="1" r:id="r1"/></sheets></workbook>"#;
pub const RELATED: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#;
pub const STRINGS: &str = r#"<sst><si><t>party</t></si><si><r><t xml:space="preserve">Aneby </t></r><r><t>kommun</t></r><rPh><t>läs så</t></rPh></si></sst>"#;

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with one sheet, `members`, whose XML has this in its `worksheet`.
pub fn workbook(sheet: &str) -> Vec<u8> {
    with_sheet(format!("<worksheet>{sheet}</worksheet>").as_bytes())
}

pub fn with_sheet(xml: &[u8]) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATED.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        ("xl/worksheets/sheet1.xml", xml),
    ])
}

/// Rows of cells that have no addresses: they follow each other.
pub fn rows(cells: &str) -> Vec<u8> {
    workbook(&format!("<sheetData>{cells}</sheetData>"))
}
