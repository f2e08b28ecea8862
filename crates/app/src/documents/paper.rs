//! A document of a case in print: PDF for the archive, DOCX beside it.

use crate::printer;
use samverk_cases::{Paper, Typeset, Typesetter, Typesetting};
use samverk_documents::{Document, Front, NamedText, PaperDocument, paper_as_docx};

/// Typesets the documents of cases.
pub(crate) const TYPESETTER: Typesetter = Typesetter(typeset);

fn typeset(paper: Paper, now: chrono::DateTime<chrono::Utc>) -> Typesetting {
    Box::pin(async move {
        let document = document(paper);
        let docx = paper_as_docx(&document, now)?;
        let pdf = printer::print(Document::Paper(document), Vec::new(), now).await?;
        Ok(Typeset { pdf, docx })
    })
}

fn document(paper: Paper) -> PaperDocument {
    let facts = paper.facts.into_iter();
    PaperDocument {
        front: Front {
            language: paper.language,
            collaboration: paper.party.clone(),
            title: paper.title,
            ..Front::default()
        },
        sender: paper.party,
        sender_lines: paper.party_lines,
        facts: facts.map(|(name, text)| NamedText { name, text }).collect(),
        mark: paper.mark,
        text: paper.text.into(),
    }
}
