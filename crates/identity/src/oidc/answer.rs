//! The way back: the provider's answer is checked in every respect before a word of it is believed.

use super::discovery::Metadata;
use super::http::send;
use super::provider::Provider;
use super::{off_thread, unreachable, untrusted, whole};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openidconnect::core::{CoreClient, CoreGenderClaim, CoreTokenResponse};
use openidconnect::{
    AdditionalClaims, OAuth2TokenResponse, SubjectIdentifier, TokenResponse, UserInfoClaims,
    UserInfoError,
};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// More of the provider's own words than this is not kept in the log.
const SAID_MAX: usize = 200;

/// What the browser brings back.
#[derive(Clone, Default)]
pub struct Answer {
    pub code: String,
    /// Filled in when the provider refuses.
    pub error: String,
    pub error_description: String,
    /// Who answers (RFC 9207); empty when the provider does not say.
    pub issuer: String,
}

/// What was kept of the attempt, for the answer to be held against.
#[derive(Clone)]
pub struct Expected {
    pub nonce: String,
    pub code_verifier: String,
    pub base_url: String,
    /// Makes a client assertion good only once.
    pub assertion_id: String,
    pub now: DateTime<Utc>,
}

/// An answer that holds.
pub struct Confirmed {
    /// What the provider says of the person.
    pub claims: Value,
    /// For signing out at the provider.
    pub id_token: String,
}

/// Whatever else the provider tells of a person.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct OtherClaims(Map<String, Value>);

impl AdditionalClaims for OtherClaims {}

impl Provider {
    /// Exchanges the code, checks the ID token and asks for the rest. Fails with
    /// `provider_refused`, `provider_unreachable`, `provider_answer_invalid`.
    pub async fn confirm(
        self: &Arc<Self>,
        answer: Answer,
        expected: Expected,
    ) -> Result<Confirmed, Problem> {
        let provider = self.clone();
        off_thread(move || provider.confirm_now(&answer, expected)).await
    }

    fn confirm_now(&self, answer: &Answer, expected: Expected) -> Result<Confirmed, Problem> {
        let metadata = self.metadata(expected.now)?;
        self.require_issuer(&metadata, answer)?;
        self.require_code(answer)?;
        let tokens = self.exchange(&metadata, &answer.code, &expected)?;
        let id_token = tokens.id_token();
        let id_token = id_token.ok_or_else(|| self.untrusted("unsigned", "no ID token"))?;
        let (metadata, claims) = self.verified(metadata, id_token, &tokens, &expected)?;
        let id_token = id_token.to_string();
        let mut told = self.payload(&id_token)?;
        if !self.mapping.is_answered(&told) {
            self.ask_further(&metadata, &tokens, claims.subject(), &mut told)?;
        }
        Ok(Confirmed {
            claims: told,
            id_token,
        })
    }

    pub(super) fn untrusted(&self, fault: &'static str, reason: impl std::fmt::Display) -> Problem {
        untrusted(&self.name, fault, reason)
    }

    /// An answer of another provider, carried here to be mixed up with ours (RFC 9207).
    fn require_issuer(&self, metadata: &Metadata, answer: &Answer) -> Result<(), Problem> {
        let further = metadata.additional_metadata();
        let is_promised = further.authorization_response_iss_parameter_supported;
        match answer.issuer.as_str() {
            "" if !is_promised => Ok(()),
            issuer if issuer == self.issuer.as_str() => Ok(()),
            issuer => Err(self.untrusted("issuer", format!("answered by {issuer:?}"))),
        }
    }

    fn require_code(&self, answer: &Answer) -> Result<(), Problem> {
        if !answer.error.is_empty() {
            let said = format!("{}: {}", answer.error, answer.error_description);
            let said: String = said.chars().take(SAID_MAX).collect();
            let refused = Problem::invalid("provider_refused");
            return Err(super::with_reason(refused, &self.name, format!("{said:?}")));
        }
        match answer.code.as_str() {
            "" => Err(self.untrusted("code", "no code")),
            _ => Ok(()),
        }
    }

    /// Everything in an ID token that has been verified.
    fn payload(&self, id_token: &str) -> Result<Value, Problem> {
        let payload = id_token.split('.').nth(1).unwrap_or_default();
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(payload);
        let bytes = bytes.map_err(|error| self.untrusted("token", error))?;
        serde_json::from_slice(&bytes).map_err(|error| self.untrusted("token", error))
    }

    /// Many providers put only the subject into the ID token, and the rest here.
    fn ask_further(
        &self,
        metadata: &Metadata,
        tokens: &CoreTokenResponse,
        subject: &SubjectIdentifier,
        told: &mut Value,
    ) -> Result<(), Problem> {
        if metadata.userinfo_endpoint().is_none() {
            return Ok(());
        }
        let client =
            CoreClient::from_provider_metadata(metadata.clone(), self.client_id.clone(), None);
        let request = client
            .user_info(tokens.access_token().clone(), Some(subject.clone()))
            .map_err(Problem::internal)?;
        let further: UserInfoClaims<OtherClaims, CoreGenderClaim> =
            request.request(&send).map_err(|error| match error {
                UserInfoError::Request(_) => unreachable(&self.name, whole(&error)),
                _ => self.untrusted("userinfo", whole(&error)),
            })?;
        let further = serde_json::to_value(&further).map_err(Problem::internal)?;
        if let (Value::Object(told), Value::Object(further)) = (told, further) {
            for (claim, value) in further {
                told.entry(claim).or_insert(value);
            }
        }
        Ok(())
    }
}
