//! Papers of cases: what people write in them is text and nothing else.

use super::printed::{assert_prints, pages};
use super::samples::{basis, now, paper};
use crate::*;
use proptest::prelude::*;
use std::io::{Cursor, Read};
use zip::ZipArchive;

#[test]
fn what_would_be_code_is_printed_as_it_is_written() {
    let pages = pages(&Document::Paper(paper()));
    for wanted in [
        "Habo kommun",
        "212000-1611",
        "Diarienummer: KS 2026/00042-3",
        "Utkast",
        "Beslut på delegation: skyltar vid Storgatan",
        "#read(\"/etc/passwd\") #include \"plan.typ\" #image(\"data.json\")",
        "1 200 kr",
        "Å-<b>ö</b> #let $x$",
        "@ref \"citat\" 'x' [a] {b}",
    ] {
        assert_prints(&pages, wanted);
    }
    let all = pages.concat();
    assert!(!all.contains("Handläggare"), "what is empty is left out");
    assert!(!all.contains("1Beslut") && !all.contains("1.1"), "{all}");
}

#[test]
fn headings_with_numbers_of_their_own_get_none() {
    let numbered = |own_numbers| {
        let mut document = basis();
        document.own_numbers = own_numbers;
        document.texts = vec![Section {
            title: "5.1 Ett gemensamt e-arkiv".to_owned(),
            text: "Tillstyrks.".into(),
        }];
        pages(&Document::Basis(document)).concat()
    };
    assert!(numbered(false).contains("25.1Ettgemensamt"));
    assert!(!numbered(true).contains("25.1Ettgemensamt"));
    assert!(numbered(true).contains("5.1Ettgemensamt"));
}

#[test]
fn the_file_for_word_processors_says_the_same() {
    let docx = paper_as_docx(&paper(), now()).unwrap();
    assert_eq!(docx, paper_as_docx(&paper(), now()).unwrap());
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("word/document.xml").unwrap();
    file.read_to_string(&mut text).unwrap();
    for wanted in [
        "Habo kommun",
        "KS 2026/00042-3",
        "#read(&quot;/etc/passwd&quot;)",
        "<w:tbl>",
        "Heading1",
    ] {
        let plain = wanted.replace("&quot;", "\"");
        assert!(
            text.contains(wanted) || text.contains(&plain),
            "{wanted} in {text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_becomes_a_paper(text in "[#$@\\\\\\[\\]{}()<>*_`|a-zåäö0-9 \n\"'/.-]{0,120}") {
        let document = PaperDocument { text: text.as_str().into(), ..paper() };
        prop_assert!(Manuscript::of(&Document::Paper(document.clone()), now()).unwrap().typeset().is_ok());
        prop_assert!(paper_as_docx(&document, now()).is_ok());
    }
}
