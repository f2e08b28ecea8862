//! Documents for word processors: Office Open XML (ECMA-376), to go on working with. The archive has the PDF.

mod body;
mod lists;
mod package;
mod parts;
mod styles;
#[cfg(test)]
mod tests;
mod words;
mod xml;

use crate::{BasisDocument, Front, PaperDocument, PartySection};
use body::Body;
use chrono::{DateTime, Utc};
use package::Package;
use parts::{Look, Parts, plain, strong};
use samverk_foundation::Problem;
use words::Words;

/// The document as a DOCX, in the order that its PDF has. The same document and time give the same bytes.
pub fn basis_as_docx(document: &BasisDocument, now: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    let words = Words::of(document.front.language);
    written(&document.front, &parts(document, words), now)
}

/// The same of a paper of a case.
pub fn paper_as_docx(document: &PaperDocument, now: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    written(&document.front, &paper(document), now)
}

fn written(front: &Front, parts: &Parts, now: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    let mut body = Body::new(Words::of(front.language));
    let running = body.write(&parts.0);
    let mut package = Package::default();
    package.add("[Content_Types].xml", package::content_types());
    package.add("_rels/.rels", package::of_package());
    package.add("docProps/core.xml", package::core(front, now));
    package.add("word/document.xml", running);
    let relations = package::of_document(&body.addresses);
    package.add("word/_rels/document.xml.rels", relations);
    package.add("word/styles.xml", styles::styles(front.language));
    package.add("word/numbering.xml", lists::numbering(&body.numbered));
    package.add("word/settings.xml", package::settings());
    package.add("word/footer.xml", body::footer());
    package.packed()
}

fn parts(document: &BasisDocument, words: &Words) -> Parts {
    let mut to = Parts::default();
    front(&mut to, &document.front, words);
    for line in &document.head {
        to.fact(&line.name, &line.text);
    }
    if !document.facts.is_empty() {
        to.heading(1, &document.in_short);
    }
    for fact in &document.facts {
        to.fact(&fact.name, &fact.text);
    }
    for text in &document.texts {
        to.heading(1, &text.title);
        to.prose(1, &text.text);
    }
    for one in &document.sections {
        section(&mut to, one);
    }
    to
}

fn paper(document: &PaperDocument) -> Parts {
    let mut to = Parts::default();
    to.paragraph(Look::Plain, strong(&document.sender));
    for line in &document.sender_lines {
        to.paragraph(Look::Quiet, plain(line));
    }
    for fact in &document.facts {
        to.fact(&fact.name, &fact.text);
    }
    to.paragraph(Look::Quiet, plain(&document.mark));
    to.paragraph(Look::Title, plain(&document.front.title));
    to.prose(0, &document.text);
    to
}

fn front(to: &mut Parts, front: &Front, words: &Words) {
    to.paragraph(Look::Quiet, plain(&front.collaboration));
    to.paragraph(Look::Title, plain(&front.title));
    to.paragraph(Look::Subtitle, plain(&front.subtitle));
    to.fact(words.version, &front.version);
    to.fact(words.status, &front.status);
    to.fact(words.decision, &front.decision);
    to.fact(words.date, &front.date);
}

fn section(to: &mut Parts, section: &PartySection) {
    to.heading(1, &section.title);
    to.said(&section.text);
    match &section.table {
        Some(table) => to.table(table),
        None => to.said(&section.none),
    }
}
