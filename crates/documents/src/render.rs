use crate::pictures::{self, Sent};
use crate::workspace::Workspace;
use crate::{Document, fonts, unshown};
use chrono::{DateTime, Datelike, Timelike, Utc};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many documents Typst's memory of earlier work lasts. It takes a hundred megabytes for each.
const MEMORY_IN_DOCUMENTS: usize = 0;

/// A document of so many pages has neither cover nor contents.
const SHORT_IN_PAGES: usize = 4;
/// With more letters than this it has more pages, and need not be laid out to be counted.
const SHORT_IN_LETTERS: usize = 30_000;

/// A document that is ready for print, also by another process: a template and what fills it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manuscript {
    template: String,
    data: Value,
    time: DateTime<Utc>,
    pictures: Vec<Sent>,
}

impl Manuscript {
    pub fn of(document: &Document, now: DateTime<Utc>) -> Result<Self, Problem> {
        let mut data = serde_json::to_value(document).map_err(Problem::internal)?;
        let unshown = unshown::places(&data);
        data["front"]["unshown"] = unshown.into();
        Ok(Self {
            template: template(document).to_owned(),
            data: only_printable(data),
            time: now,
            pictures: Vec::new(),
        })
    }

    /// With what the texts show: PNG and JPEG by the names that the texts call them.
    #[must_use]
    pub fn with_pictures(self, pictures: Vec<(String, Vec<u8>)>) -> Self {
        let pictures = pictures.into_iter().map(Sent::new).collect();
        Self { pictures, ..self }
    }

    /// The document as a PDF that is both PDF/A-2a and PDF/UA-1. The same document and time give
    /// the same bytes. Takes up to a second of computing: call it where that blocks nobody.
    /// Fails with `internal` and Typst's message when a template or a chart is wrong.
    pub fn typeset(&self) -> Result<Vec<u8>, Problem> {
        let mut data = self.data.clone();
        let files = pictures::files(&self.pictures, &mut data);
        let pdf = match self.pdf(&data, &files) {
            // A picture of a kind that archives do not take is its words, as one that is not there.
            Err(_) if !files.is_empty() => {
                pictures::place(&mut data, &[]);
                self.pdf(&data, &[])
            }
            pdf => pdf,
        };
        comemo::evict(MEMORY_IN_DOCUMENTS);
        pdf
    }

    fn pdf(&self, data: &Value, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Problem> {
        let (workspace, pages) = self.laid_out(data, files)?;
        exported(&workspace, &pages, self.time)
    }

    /// Without cover and contents when it is short enough, or else with them.
    fn laid_out(
        &self,
        data: &Value,
        files: &[(String, Vec<u8>)],
    ) -> Result<(Workspace, PagedDocument), Problem> {
        let furnished = |is_short| self.furnished(data, files, is_short);
        if letters(data) <= SHORT_IN_LETTERS {
            let workspace = furnished(true)?;
            let pages = compiled(&workspace)?;
            if pages.pages().len() <= SHORT_IN_PAGES {
                return Ok((workspace, pages));
            }
        }
        let workspace = furnished(false)?;
        let pages = compiled(&workspace)?;
        Ok((workspace, pages))
    }

    fn furnished(
        &self,
        data: &Value,
        files: &[(String, Vec<u8>)],
        is_short: bool,
    ) -> Result<Workspace, Problem> {
        let mut data = data.clone();
        data["front"]["is_short"] = is_short.into();
        let data = serde_json::to_vec(&data).map_err(Problem::internal)?;
        let workspace = Workspace::new(&self.template, data).map_err(Problem::internal)?;
        workspace.with_files(files).map_err(Problem::internal)
    }
}

/// The pages before they become a file, for tests that look at what is printed.
#[cfg(test)]
pub(crate) fn lay_out(document: &Document) -> Result<PagedDocument, Problem> {
    let manuscript = Manuscript::of(document, DateTime::UNIX_EPOCH)?;
    let mut data = manuscript.data.clone();
    let files = pictures::files(&manuscript.pictures, &mut data);
    manuscript.laid_out(&data, &files).map(|(_, pages)| pages)
}

fn template(document: &Document) -> &'static str {
    match document {
        Document::Plan(_) => "plan.typ",
        Document::Distribution(_) => "distribution.typ",
        Document::Scenarios(_) => "scenarios.typ",
        Document::Party(_) => "party.typ",
        Document::Basis(_) => "basis.typ",
        Document::Letter(_) => "letter.typ",
        Document::Paper(_) => "paper.typ",
    }
}

/// Of texts; pictures take no pages for what they are written with.
fn letters(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(letters).sum(),
        Value::Object(fields) => {
            let texts = fields.iter().filter(|(name, _)| *name != "svg");
            texts.map(|(_, value)| letters(value)).sum()
        }
        _ => 0,
    }
}

fn only_printable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(fonts::printable(&text)),
        Value::Array(values) => values.into_iter().map(only_printable).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, only_printable(value)))
            .collect(),
        other => other,
    }
}

fn compiled(workspace: &Workspace) -> Result<PagedDocument, Problem> {
    let warned = typst::compile::<PagedDocument>(workspace);
    warned.output.map_err(|errors| problem(workspace, &errors))
}

fn exported(
    workspace: &Workspace,
    pages: &PagedDocument,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, Problem> {
    typst_pdf::pdf(pages, &options(now)?).map_err(|errors| problem(workspace, &errors))
}

fn options(now: DateTime<Utc>) -> Result<PdfOptions, Problem> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| Problem::internal(error.message()))?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Samverk".to_owned())),
        timestamp: timestamp(now),
        standards,
        ..PdfOptions::default()
    })
}

fn timestamp(now: DateTime<Utc>) -> Option<Timestamp> {
    let small = |number: u32| u8::try_from(number).ok();
    let moment = Datetime::from_ymd_hms(
        now.year(),
        small(now.month())?,
        small(now.day())?,
        small(now.hour())?,
        small(now.minute())?,
        small(now.second())?,
    )?;
    Some(Timestamp::new_utc(moment))
}

fn problem(workspace: &Workspace, errors: &[SourceDiagnostic]) -> Problem {
    let lines = errors.iter().map(|error| {
        let place = workspace.line_of(error.span).unwrap_or_default();
        let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
        format!("{place} {} {}", error.message, hints.join("; "))
    });
    Problem::internal(lines.collect::<Vec<_>>().join("\n"))
}
