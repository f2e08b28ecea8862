//! A case.

use super::{Restriction, Standing};
use crate::CaseId;
use chrono::NaiveDate;
use samverk_fields::{Line, Title, choices};
use samverk_foundation::{Key, PartyId, PersonId, Problem};
use samverk_kept::Kept;
use uuid::Uuid;

choices!(
    /// How a case began.
    Begun {
        /// Something came in.
        Incoming = "incoming",
        /// Something was sent.
        Outgoing = "outgoing",
        /// By the party itself.
        Own = "own",
    }
);

choices!(
    /// Where a case is in its life.
    CaseStatus {
        Open = "open",
        Closed = "closed",
        /// Entered by mistake. It keeps its number.
        Void = "void",
    }
);

/// What can be said of a case.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case")]
pub struct CaseContent {
    /// What it is about, for those who work with it.
    #[kept(example = "Remiss om digital målbild")]
    pub subject: Title,
    /// What it is about, for everybody: without names of private persons and without anything secret. Empty shows nothing.
    #[kept(example = "Remiss om digital målbild")]
    pub public_subject: Line,
    /// How it began.
    #[kept(example = "incoming")]
    pub begun: Begun,
    /// Who sent it, or is to have it.
    #[kept(example = "Påhittade myndigheten")]
    pub counterpart: Line,
    /// The day on which it came in.
    #[kept(example = "2026-11-20")]
    pub received_on: Option<NaiveDate>,
    /// The e-mail address of the officer, who is one of the party's people.
    pub officer: Line,
    /// The last day.
    #[kept(example = "2026-12-18")]
    pub deadline: Option<NaiveDate>,
    /// Whether the law gives the last day: then it is never a Saturday, Sunday, holiday, or eve of Midsummer, Christmas or New Year, but the next weekday.
    pub statutory: bool,
    /// The code of the party's classification scheme.
    #[kept(example = "1.2.3")]
    pub classification: Line,
    /// The provision by which it may be secret. With it the case is read by the officer and those who register alone.
    pub secrecy_provision: Line,
    /// The day of the marking.
    pub secrecy_on: Option<NaiveDate>,
    /// The authority that made the marking.
    pub secrecy_authority: Line,
}

/// A case as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub registry: Uuid,
    pub party: PartyId,
    /// Of its number, for addresses.
    pub key: Key,
    pub number: String,
    pub year: i32,
    pub sequence: i64,
    pub registered_on: NaiveDate,
    pub officer: Option<PersonId>,
    pub content: CaseContent,
    pub status: CaseStatus,
    pub closed_on: Option<NaiveDate>,
    /// Why it was entered by mistake.
    pub void_reason: String,
    /// Where it stands in its process, if it has one.
    pub standing: Option<Standing>,
    /// The initiative of a portfolio that it is about.
    pub initiative: Option<Uuid>,
    /// Since when it is read by few, and why.
    pub restriction: Option<Restriction>,
    pub revision: i64,
}

/// No registry has so many cases in a year.
const OF_A_YEAR: i64 = 1_000_000_000;

/// Where a number stands among all of its registry.
pub fn place(year: i32, sequence: i64) -> i64 {
    i64::from(year) * OF_A_YEAR + sequence
}

/// The year and the number at a place.
pub fn at_place(place: i64) -> (i64, i64) {
    (place / OF_A_YEAR, place % OF_A_YEAR)
}

impl CaseContent {
    pub fn is_secret(&self) -> bool {
        !self.secrecy_provision.is_empty()
    }
}

impl Case {
    /// Fails with `case_is_void`.
    pub fn require_not_void(&self) -> Result<(), Problem> {
        match self.status {
            CaseStatus::Void => Err(Problem::conflict("case_is_void")),
            CaseStatus::Open | CaseStatus::Closed => Ok(()),
        }
    }

    /// Fails with `case_is_void` or `case_is_closed`: a closed case is reopened before it is changed.
    pub fn require_open(&self) -> Result<(), Problem> {
        match self.status {
            CaseStatus::Open => Ok(()),
            CaseStatus::Closed => Err(Problem::conflict("case_is_closed")),
            CaseStatus::Void => Err(Problem::conflict("case_is_void")),
        }
    }

    pub fn place(&self) -> i64 {
        place(self.year, self.sequence)
    }
}

/// What takes a case to another status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Close,
    Reopen,
    /// It was entered by mistake.
    Void,
}

impl Step {
    /// The step that leads to the status.
    pub fn to(status: CaseStatus) -> Self {
        match status {
            CaseStatus::Open => Self::Reopen,
            CaseStatus::Closed => Self::Close,
            CaseStatus::Void => Self::Void,
        }
    }

    /// What the log and the history call it.
    pub fn event(self) -> &'static str {
        match self {
            Self::Close => "case.closed",
            Self::Reopen => "case.reopened",
            Self::Void => "case.voided",
        }
    }

    /// Where a case with that status is afterwards. Fails with `case_is_void` or `case_stands_there`.
    pub fn leads(self, from: CaseStatus) -> Result<CaseStatus, Problem> {
        match (self, from) {
            (_, CaseStatus::Void) => Err(Problem::conflict("case_is_void")),
            (Self::Void, CaseStatus::Open | CaseStatus::Closed) => Ok(CaseStatus::Void),
            (Self::Close, CaseStatus::Open) => Ok(CaseStatus::Closed),
            (Self::Reopen, CaseStatus::Closed) => Ok(CaseStatus::Open),
            (Self::Close, CaseStatus::Closed) | (Self::Reopen, CaseStatus::Open) => {
                Err(Problem::conflict("case_stands_there"))
            }
        }
    }
}
