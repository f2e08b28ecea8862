use chrono::{DateTime, Utc};
use samverk_foundation::PersonId;
use uuid::Uuid;

/// That a person is a subject to an identity provider. The subject itself is nobody's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLink {
    pub id: Uuid,
    pub person: PersonId,
    pub issuer: String,
    pub linked_at: DateTime<Utc>,
}
