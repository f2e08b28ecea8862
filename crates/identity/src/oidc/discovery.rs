//! What a provider says of itself, and its keys. Kept for an hour; asked for again when an answer
//! is signed with a key that is not known, for then the provider has changed its keys.

use super::http::{is_protected, send};
use super::provider::Provider;
use super::{unreachable, whole};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::url::Url;
use openidconnect::{AdditionalProviderMetadata, EndSessionUrl, ProviderMetadata};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

const KEPT_FOR: TimeDelta = TimeDelta::hours(1);

/// What further specifications add to the discovery document.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Further {
    /// RP-initiated logout.
    pub end_session_endpoint: Option<EndSessionUrl>,
    /// RFC 9207: the answer says whom it comes from.
    pub authorization_response_iss_parameter_supported: bool,
    /// RFC 7636.
    pub code_challenge_methods_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Further {}

pub(super) type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What is known of one provider.
#[derive(Default)]
pub(super) struct Discovery(Mutex<Option<(Arc<Metadata>, DateTime<Utc>)>>);

impl Discovery {
    fn known(&self, now: DateTime<Utc>) -> Option<Arc<Metadata>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = known.as_ref().filter(|(_, at)| now < *at + KEPT_FOR);
        fresh.map(|(metadata, _)| metadata.clone())
    }

    fn keep(&self, metadata: &Arc<Metadata>, now: DateTime<Utc>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((metadata.clone(), now));
    }
}

impl Provider {
    /// Blocks. Fails with `provider_unreachable`.
    pub(super) fn metadata(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, Problem> {
        if let Some(metadata) = self.discovery.known(now) {
            return Ok(metadata);
        }
        let metadata = Metadata::discover(&self.issuer, &send)
            .map_err(|error| unreachable(&self.name, whole(&error)))?;
        self.require_protected(&metadata)?;
        let metadata = Arc::new(metadata);
        self.discovery.keep(&metadata, now);
        Ok(metadata)
    }

    /// The same with the keys of this moment. Blocks. Fails with `provider_unreachable`.
    pub(super) fn with_new_keys(
        &self,
        metadata: &Metadata,
        now: DateTime<Utc>,
    ) -> Result<Arc<Metadata>, Problem> {
        let keys = CoreJsonWebKeySet::fetch(metadata.jwks_uri(), &send)
            .map_err(|error| unreachable(&self.name, whole(&error)))?;
        let metadata = Arc::new(metadata.clone().set_jwks(keys));
        self.discovery.keep(&metadata, now);
        Ok(metadata)
    }

    /// No address of the provider may be less protected than the issuer itself must be.
    fn require_protected(&self, metadata: &Metadata) -> Result<(), Problem> {
        let further = metadata.additional_metadata();
        let endpoints: [Option<&Url>; 5] = [
            Some(metadata.authorization_endpoint().url()),
            Some(metadata.jwks_uri().url()),
            metadata.token_endpoint().map(|endpoint| endpoint.url()),
            metadata.userinfo_endpoint().map(|endpoint| endpoint.url()),
            further.end_session_endpoint.as_ref().map(|end| end.url()),
        ];
        match endpoints
            .into_iter()
            .flatten()
            .find(|url| !is_protected(url))
        {
            Some(url) => Err(unreachable(&self.name, format!("{url} is not protected"))),
            None => Ok(()),
        }
    }

    /// Asks the provider what it says of itself, for whoever runs the installation. Answers what
    /// it lacks. Fails with `provider_unreachable`.
    pub async fn look_up(
        self: &Arc<Self>,
        now: DateTime<Utc>,
    ) -> Result<Vec<&'static str>, Problem> {
        let provider = self.clone();
        super::off_thread(move || {
            let metadata = provider.metadata(now)?;
            let further = metadata.additional_metadata();
            let challenges = &further.code_challenge_methods_supported;
            let lacks = [
                (metadata.token_endpoint().is_none(), "token_endpoint"),
                (metadata.jwks().keys().is_empty(), "jwks_uri"),
                (
                    !challenges.iter().any(|method| method == "S256"),
                    "code_challenge_methods_supported",
                ),
                (
                    further.end_session_endpoint.is_none(),
                    "end_session_endpoint",
                ),
            ];
            let lacking = lacks.into_iter().filter(|(is_lacking, _)| *is_lacking);
            Ok(lacking.map(|(_, what)| what).collect())
        })
        .await
    }
}
