//! An answer for word processors.

use super::basis_as_docx;
use crate::{BasisDocument, Front, PartySection, PlainColumn, PlainTable, Section};
use chrono::{DateTime, Utc};
use quick_xml::Reader;
use quick_xml::events::Event;
use samverk_foundation::Language;
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn answer() -> BasisDocument {
    let column = |heading: &str| PlainColumn {
        heading: heading.to_owned(),
        is_number: false,
    };
    BasisDocument {
        front: Front {
            language: Language::Sv,
            collaboration: "Aneby kommun".to_owned(),
            title: "Remissvar <& \u{1}".to_owned(),
            ..Front::default()
        },
        texts: vec![Section {
            title: "Sammanfattning".to_owned(),
            text: "Kommunen **tillstyrker**:\n\n1. ett\n2. två\n\n- [mer](https://exempel.se/mer)"
                .into(),
        }],
        sections: vec![PartySection {
            title: "Ställningstaganden".to_owned(),
            table: Some(PlainTable {
                caption: "Ställningstaganden".to_owned(),
                columns: vec![column("Punkt"), column("Ställningstagande")],
                rows: vec![vec!["E-arkiv".to_owned(), "Tillstyrker".to_owned()]],
            }),
            ..PartySection::default()
        }],
        ..BasisDocument::default()
    }
}

fn written() -> Vec<u8> {
    basis_as_docx(&answer(), DateTime::<Utc>::default()).unwrap()
}

fn files() -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(written())).unwrap();
    let mut files = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), text));
    }
    files
}

#[test]
fn the_same_answer_gives_the_same_bytes() {
    assert_eq!(written(), written());
}

#[test]
fn every_file_of_it_is_well_formed() {
    for (name, text) in files() {
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
}

#[test]
fn headings_lists_tables_and_links_are_what_they_are() {
    let files = files();
    let (_, document) = files
        .iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap();
    for told in [
        "w:val=\"Heading1\"",
        "w:val=\"Title\"",
        "<w:tblHeader/>",
        "<w:numPr>",
        "<w:hyperlink r:id=\"link0\">",
        "Remissvar &lt;&amp; ",
        "Tillstyrker",
    ] {
        assert!(document.contains(told), "{told} in {document}");
    }
    assert!(
        !document.contains('\u{1}'),
        "what XML cannot write is left out"
    );
}
