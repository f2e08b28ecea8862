//! What is said of a delivery as a whole.

use crate::{Line, MediaType, Moment, OriginalName};
use uuid::Uuid;

/// A delivery to the e-archive: one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The package's name: `mets/@OBJID` and the folder that all lies in.
    pub id: Uuid,
    /// What is delivered, in a line: `Kommunstyrelsens avslutade ärenden 2026`.
    pub label: Line,
    pub kind: DeliveryKind,
    /// The agreement with the archive on deliveries (leveransöverenskommelse).
    pub agreement: Option<Line>,
    /// Where in the archive's own order the delivery belongs.
    pub reference_code: Option<Line>,
    /// The authority whose archive it is (arkivbildare).
    pub archival_creator: Organisation,
    /// Who delivers, which may be another.
    pub submitter: Organisation,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Who takes it into keeping.
    pub archive: Option<Organisation>,
    /// The system that the cases come from.
    pub system: System,
    pub made_at: Moment,
    /// By which scheme the cases are classified.
    pub classification_scheme: Option<Line>,
    /// What is laid beside: documentation, and the XML schemas that the installation has.
    pub attachments: Vec<Attachment>,
}

/// What the archive is to do with the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryKind {
    New,
    /// Belongs with an earlier one.
    Supplement,
    /// Stands instead of an earlier one.
    Replacement,
    /// Only tried: nothing is to be kept.
    Test,
}

impl DeliveryKind {
    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Supplement => "SUPPLEMENT",
            Self::Replacement => "REPLACEMENT",
            Self::Test => "TEST",
        }
    }
}

/// An organisation, with its number where it has one. Whoever fills this in has checked the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub name: Line,
    pub number: Option<Line>,
}

impl Organisation {
    /// As Swedish packages write it: `ORG:2120001234`.
    pub(crate) fn code(&self) -> Option<String> {
        let number = self.number.as_ref()?.as_str();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| format!("ORG:{digits}"))
    }
}

/// A role to ask, and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub role: Line,
    pub address: Line,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    pub name: Line,
    pub version: Line,
}

/// A small file that is laid beside the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub kind: AttachmentKind,
    pub name: OriginalName,
    pub media_type: MediaType,
    pub content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    Documentation,
    Schema,
}

impl AttachmentKind {
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Schema => "schemas",
        }
    }
}
