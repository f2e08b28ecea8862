//! Who read what of a case.

use crate::CaseId;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use samverk_foundation::{PartyId, PersonId};

/// What was read: a part of it is named by its number or its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    Case,
    Document(i64),
    /// What is kept of whoever asks in the case.
    Report,
    /// What it is called, and its version.
    File(String, i64),
}

impl Read {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Document(_) => "document",
            Self::Report => "report",
            Self::File(..) => "file",
        }
    }

    pub fn part(&self) -> String {
        match self {
            Self::Case | Self::Report => String::new(),
            Self::Document(number) => number.to_string(),
            Self::File(name, version) => format!("{name} ({version})"),
        }
    }
}

/// What somebody read of a case on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub case: CaseId,
    pub day: NaiveDate,
    pub person: PersonId,
    pub what: String,
    pub part: String,
    /// The party to which the case was open.
    pub through: Option<PartyId>,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    pub times: i64,
}

/// How long it is kept: long enough to look into what may have been read without need, and no longer.
pub const READINGS_KEPT: TimeDelta = TimeDelta::days(730);
