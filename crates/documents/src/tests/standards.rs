//! The files against PDF/A-2a and PDF/UA-1, as another program judges them.

use super::plan_sample::plan;
use super::samples::{basis, distribution, letter, paper, party, typeset};
use crate::*;
use samverk_foundation::Language;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `DOCUMENT_SAMPLES=folder` keeps the files, to look at.
fn sample_files(folder: &Path) -> Vec<PathBuf> {
    let documents = [
        ("plan-sv", Document::Plan(plan(Language::Sv))),
        ("plan-en", Document::Plan(plan(Language::En))),
        (
            "distribution-sv",
            Document::Distribution(distribution(Language::Sv, 3)),
        ),
        (
            "distribution-wide",
            Document::Distribution(distribution(Language::Sv, 5)),
        ),
        ("party-sv", Document::Party(party())),
        ("basis-sv", Document::Basis(basis())),
        ("letter-sv", Document::Letter(letter())),
        ("paper-sv", Document::Paper(paper())),
    ];
    let folder = std::env::var("DOCUMENT_SAMPLES").map_or(folder.to_owned(), PathBuf::from);
    let written = documents.into_iter().map(|(name, document)| {
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(&path, typeset(&document).unwrap()).unwrap();
        path
    });
    written.collect()
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = typeset(&Document::Plan(plan(Language::Sv))).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Verksamhetsplan och budget, 2021–2023",
        "Digitaliseringsrådet i Jönköpings län",
        "2026-11-22T10:11:12",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn every_document_is_pdf_a_2a_and_pdf_ua_1() {
    let folder = tempfile::tempdir().unwrap();
    let checker = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tools/pdf-check/pdf-check"
    );
    let output = Command::new(checker)
        .args(sample_files(folder.path()))
        .output()
        .unwrap();
    let told =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{}", told.concat());
}
