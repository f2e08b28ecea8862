use chrono::{DateTime, TimeDelta, Utc};

/// How long somebody may stay at the provider's sign-in page.
pub const PROVIDER_ATTEMPT_MAX: TimeDelta = TimeDelta::minutes(10);

/// A sign-in that is under way at an identity provider. Its state is kept only as a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderAttempt {
    /// The provider's key.
    pub provider: String,
    pub nonce: String,
    pub code_verifier: String,
    /// The page that the person was on the way to.
    pub return_path: String,
    pub expires_at: DateTime<Utc>,
}

/// What it takes to sign out at the provider too.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSession {
    /// The provider's key.
    pub provider: String,
    pub id_token: String,
}
