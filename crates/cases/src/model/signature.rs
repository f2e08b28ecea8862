//! A signature beside a finished document.

use super::FileVersion;
use chrono::{DateTime, Utc};
use samverk_fields::choices;
use samverk_foundation::PersonId;
use uuid::Uuid;

choices!(
    /// How a signature was made.
    SignatureSort {
        /// By somebody signed in, with a certificate of the installation's.
        Here = "here",
        /// By somebody's own means, and taken in.
        Elsewhere = "elsewhere",
    }
);

/// Whose signature over which bytes. It never changes, and is over no other version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub id: Uuid,
    pub document: Uuid,
    /// The PDF that is signed, and its checksum in hexadecimal.
    pub pdf: FileVersion,
    pub sha256: String,
    /// The signature itself.
    pub file: FileVersion,
    pub sort: SignatureSort,
    /// Who did it here, where that is known.
    pub person: Option<PersonId>,
    /// As the certificate says it.
    pub signer: String,
    pub organisation: String,
    /// By what they decide: the item of the rules of delegation, a decision.
    pub mandate: String,
    /// Who has issued the certificate, and its number.
    pub issuer: String,
    pub serial: String,
    /// Whether the issuer was trusted when the signature came in.
    pub is_trusted: bool,
    pub signed_at: DateTime<Utc>,
}
