//! A document of a case.

use crate::CaseId;
use chrono::{DateTime, NaiveDate, Utc};
use samverk_fields::{Line, Title, choices};
use samverk_foundation::{PersonId, Problem, Problems};
use samverk_kept::Kept;
use std::fmt;
use uuid::Uuid;

choices!(
    /// Which way a document went.
    Direction {
        Incoming = "incoming",
        Outgoing = "outgoing",
        /// Drawn up within the party.
        Internal = "internal",
    }
);

choices!(
    /// Whether a document is kept as one of the party's.
    DocumentSort {
        /// An official document.
        Official = "official",
        /// Notes and drafts that are not.
        Working = "working",
    }
);

/// What can be said of a document.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case_document")]
pub struct DocumentContent {
    /// What it is.
    #[kept(example = "Missiv")]
    pub title: Title,
    /// What it is, for everybody: without names of private persons and without anything secret. Empty shows the number alone.
    #[kept(example = "Missiv")]
    pub public_title: Line,
    /// Which way it went.
    #[kept(example = "incoming")]
    pub direction: Direction,
    /// The day on which it was received or drawn up.
    #[kept(example = "2026-11-20")]
    pub dated_on: NaiveDate,
    /// Whether it is official or a working paper.
    #[kept(example = "official")]
    pub sort: DocumentSort,
    /// One of the files that lie at the case: its id and, after a stroke, the number of a version. Without a number it is the last.
    pub file: Line,
    /// Whether everybody may fetch the file, where the registry shows documents.
    pub public: bool,
}

/// A document as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: Uuid,
    pub case: CaseId,
    /// Within the case, from 1.
    pub number: i64,
    pub content: DocumentContent,
    pub registered_on: NaiveDate,
    pub revision: i64,
}

/// A version of a file. It is what the document is, whatever comes to the file later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileVersion {
    pub file: Uuid,
    pub number: i64,
}

impl FileVersion {
    /// As it is written: id, stroke, number. Nothing for what is no such text.
    pub fn read(text: &str) -> Option<Self> {
        let (file, number) = text.split_once('/')?;
        let number: i64 = number.parse().ok()?;
        let file = Uuid::try_parse(file).ok()?;
        (number > 0).then_some(Self { file, number })
    }
}

impl fmt::Display for FileVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.file, self.number)
    }
}

/// Somebody answers for a version that no scanner has judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: FileVersion,
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

/// More than this is no line of a registry.
const LINE_MAX: usize = 500;

/// Fails with `document_in_future`, `document_not_official` or `text_too_long`.
pub fn check_document(content: &DocumentContent, today: NaiveDate) -> Problems {
    let mut problems = Problems::default();
    if content.dated_on > today {
        let late = Problem::invalid("document_in_future").with("date", today);
        problems.push(late.at_field(DocumentContent::DATED_ON.as_str()));
    }
    if content.public && content.sort == DocumentSort::Working {
        let working = Problem::invalid("document_not_official");
        problems.push(working.at_field(DocumentContent::PUBLIC.as_str()));
    }
    if content.public_title.chars().count() > LINE_MAX {
        let long = Problem::invalid("text_too_long").with("max", LINE_MAX);
        problems.push(long.at_field(DocumentContent::PUBLIC_TITLE.as_str()));
    }
    problems
}

impl Document {
    pub fn file_version(&self) -> Option<FileVersion> {
        FileVersion::read(&self.content.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_it_is_written() {
        let written = "0199c0de-0000-7000-8000-000000000001/3";
        let read = FileVersion::read(written).unwrap();
        assert_eq!((read.number, read.to_string()), (3, written.to_owned()));
        for other in [
            "",
            "zebra/1",
            "0199c0de-0000-7000-8000-000000000001",
            "0199c0de-0000-7000-8000-000000000001/0",
            "0199c0de-0000-7000-8000-000000000001/x",
        ] {
            assert_eq!(FileVersion::read(other), None, "{other}");
        }
    }
}
