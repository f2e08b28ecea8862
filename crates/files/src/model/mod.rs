//! What a file is, without IO.

mod media_type;
mod name;
mod range;
mod state;

pub use media_type::{HEAD_BYTES, check_ending, media_type};
pub use name::clean_name;
pub use range::{Wanted, wanted};
pub use state::{State, Why};

use chrono::{DateTime, Utc};
use samverk_foundation::PersonId;
use samverk_web::path_name;
use serde::Serialize;
use uuid::Uuid;

/// Something that somebody has laid at a kept thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub id: Uuid,
    pub thing_kind: String,
    pub thing_id: Uuid,
    /// Its name in files of the folder format.
    pub key: String,
    pub title: String,
    /// Whether strangers who may read the thing may fetch it, and from which version on: what came before it
    /// was given to them was laid for members.
    pub is_public: bool,
    pub public_from: i64,
    pub added_by: Option<PersonId>,
    /// The number of its last version.
    pub latest: i64,
    pub removed_at: Option<DateTime<Utc>>,
    pub revision: i64,
}

impl File {
    pub fn href(&self) -> String {
        format!("/filer/{}", self.id)
    }

    /// Whether strangers get the version.
    pub fn gives(&self, number: i64) -> bool {
        self.is_public && number >= self.public_from
    }
}

/// The content of a file at one time. It never changes, but for what a scanner says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The name of its bytes in the store, too.
    pub id: Uuid,
    pub file: Uuid,
    pub number: i64,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// In hexadecimal.
    pub sha256: String,
    pub state: State,
    /// Empty when nobody is known.
    pub added_by_name: String,
    pub added_at: DateTime<Utc>,
}

impl Version {
    /// Where it is fetched.
    pub fn href(&self) -> String {
        let name = path_name(&self.name);
        format!("/filer/{}/{}/{name}", self.file, self.number)
    }

    pub fn is_infected(&self) -> bool {
        matches!(self.state, State::Infected(_))
    }
}

/// Bytes that lie in the store, before a row says whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub state: State,
}

/// What the log tells of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    #[serde(skip)]
    pub file: Uuid,
    pub title: String,
    pub file_public: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_virus: Option<String>,
}

impl Told {
    pub fn of(file: &File) -> Self {
        Self {
            file: file.id,
            title: file.title.clone(),
            file_public: file.is_public,
            file_version: None,
            file_name: None,
            file_virus: None,
        }
    }

    pub fn with(self, number: i64, name: &str) -> Self {
        Self {
            file_version: Some(number),
            file_name: Some(name.to_owned()),
            ..self
        }
    }
}
