//! What is said of a case, its documents and their files.

use crate::{Checksum, Day, Line, MediaType, Moment, OriginalName, Prose};
use uuid::Uuid;

/// A case that has ended: no other is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub id: Uuid,
    /// The registry that it stands in.
    pub registry: Line,
    /// As people write it: `KS 2026/00042`.
    pub number: Line,
    pub subject: Line,
    pub public_subject: Option<Line>,
    pub registered_on: Day,
    pub received_on: Option<Day>,
    pub deadline: Option<Day>,
    pub end: CaseEnd,
    pub classification: Option<Classification>,
    pub secrecy: Option<SecrecyMarking>,
    pub retention: Option<Retention>,
    /// The role of whose case it was.
    pub officer: Option<Line>,
    pub parties: Vec<CaseParty>,
    pub decisions: Vec<Decision>,
    /// Numbers of other cases that it refers to.
    pub related: Vec<Line>,
    /// What happened with it, in order.
    pub events: Vec<CaseEvent>,
    pub documents: Vec<Document>,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseEnd {
    Closed {
        on: Day,
    },
    /// Entered by mistake.
    Void {
        on: Day,
        reason: Line,
    },
}

impl CaseEnd {
    pub(crate) fn day(&self) -> Day {
        match self {
            Self::Closed { on } | Self::Void { on, .. } => *on,
        }
    }
}

/// Where the case belongs in the classification scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    pub code: Line,
    pub name: Option<Line>,
}

/// Chapter 5, section 5 of the Public Access to Information and Secrecy Act: provision, day and authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecrecyMarking {
    pub provision: Line,
    pub on: Day,
    pub authority: Line,
}

/// What the plan says of keeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Kept for good.
    Preserve { mandate: Line },
    /// Disposed of a period after what sets it off: both days are known when the case is delivered.
    Dispose {
        mandate: Line,
        /// In words: `10 år`.
        period: Line,
        /// What sets it off: `Ärendet avslutat`.
        trigger: Line,
        triggered_on: Day,
        due_on: Day,
    },
}

/// Somebody who is in a case or document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseParty {
    pub name: Line,
    pub part: Part,
    /// A person who is protected by law: the archive must know.
    pub is_protected: bool,
}

/// What somebody is in a case or document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Sender,
    Receiver,
    /// Whom it is about.
    Counterpart,
    Signatory,
}

/// What was decided in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub body: Line,
    pub on: Day,
    pub paragraph: Option<Line>,
    pub text: Prose,
}

/// Who did what when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    pub at: Moment,
    pub who: Line,
    /// The code of the event: `case.registered`.
    pub what: Line,
    /// The same in words.
    pub told: Prose,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: Uuid,
    /// As people write it: `KS 2026/00042-1`.
    pub number: Line,
    /// Within the case, from 1.
    pub sequence: i32,
    pub title: Line,
    pub direction: Direction,
    /// The day on which it was received, sent or drawn up.
    pub dated_on: Day,
    pub registered_on: Option<Day>,
    pub secrecy: Option<SecrecyMarking>,
    pub parties: Vec<CaseParty>,
    pub files: Vec<File>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Incoming,
    Outgoing,
    /// Drawn up within the party.
    Internal,
}

/// A version of a file. Its bytes are asked for when their turn comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub id: Uuid,
    pub name: OriginalName,
    pub version: u32,
    pub media_type: MediaType,
    /// In bytes.
    pub size: u64,
    pub checksum: Checksum,
    pub kept_at: Moment,
    pub scan: Scan,
}

/// What a virus scanner said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    Clean {
        at: Moment,
        by: Line,
    },
    /// Why it was let through without: too large, scanner away.
    NotScanned {
        why: Line,
    },
}
