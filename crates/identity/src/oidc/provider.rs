use super::assertion::Assertion;
use super::discovery::Discovery;
use super::mapping::Mapping;
use openidconnect::{ClientId, ClientSecret, IssuerUrl};
use std::fmt;

/// A provider that the operator has named.
pub struct Provider {
    pub key: String,
    /// What people call it: `Exempelstads kommun`.
    pub name: String,
    pub mapping: Mapping,
    pub(super) issuer: IssuerUrl,
    pub(super) client_id: ClientId,
    pub(super) credential: Credential,
    pub(super) scopes: Vec<String>,
    pub(super) discovery: Discovery,
    just_in_time: bool,
}

/// How Samverk proves to the provider that it is Samverk.
pub(super) enum Credential {
    Secret(ClientSecret),
    Key(Assertion),
}

/// Where the provider sends people back to.
pub fn callback_path(key: &str) -> String {
    format!("/logga-in/{key}/svar")
}

impl Provider {
    #[allow(
        clippy::too_many_arguments,
        reason = "one for each part of the settings"
    )]
    pub(super) fn new(
        key: String,
        name: String,
        issuer: IssuerUrl,
        client_id: String,
        credential: Credential,
        scopes: Vec<String>,
        mapping: Mapping,
        just_in_time: bool,
    ) -> Self {
        Self {
            key,
            name,
            mapping,
            issuer,
            client_id: ClientId::new(client_id),
            credential,
            scopes,
            discovery: Discovery::default(),
            just_in_time,
        }
    }

    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Whether people of this party may be added at their first sign-in, if the party wants it.
    pub fn may_add_people_of(&self, party: &str) -> bool {
        self.just_in_time && self.mapping.party.parties().contains(&party)
    }

    pub fn may_add_people(&self) -> bool {
        self.just_in_time
    }
}

/// Without anything secret.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("key", &self.key)
            .field("name", &self.name)
            .field("issuer", &self.issuer())
            .field("client_id", &self.client_id.as_str())
            .finish_non_exhaustive()
    }
}
