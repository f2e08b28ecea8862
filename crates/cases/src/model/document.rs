//! A document of a case.

use crate::CaseId;
use chrono::NaiveDate;
use samverk_fields::{Line, Title, choices};
use samverk_kept::Kept;
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
    /// Which way it went.
    #[kept(example = "incoming")]
    pub direction: Direction,
    /// The day on which it was received or drawn up.
    #[kept(example = "2026-11-20")]
    pub dated_on: NaiveDate,
    /// Whether it is official or a working paper.
    #[kept(example = "official")]
    pub sort: DocumentSort,
    /// The id of one of the files that lie at the case.
    pub file: Line,
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
