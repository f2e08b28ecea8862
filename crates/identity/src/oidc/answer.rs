//! The way back: the provider's answer is checked in every respect before a word of it is believed.

use super::assertion::{ASSERTION_TYPE, AssertionAudience};
use super::discovery::Metadata;
use super::http::send;
use super::provider::{Credential, Provider};
use super::{CLOCK_SKEW, off_thread, unreachable, untrusted, whole};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreClient, CoreClientAuthMethod, CoreGenderClaim, CoreIdToken, CoreIdTokenClaims,
    CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthType, AuthorizationCode,
    ClaimsVerificationError, Nonce, OAuth2TokenResponse, PkceCodeVerifier, RequestTokenError,
    SignatureVerificationError, SubjectIdentifier, TokenResponse, UserInfoClaims, UserInfoError,
};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Signatures that only the provider can make. A shared secret (HS256) is none of them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
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

    fn untrusted(&self, fault: &'static str, reason: impl std::fmt::Display) -> Problem {
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

    fn exchange(
        &self,
        metadata: &Metadata,
        code: &str,
        expected: &Expected,
    ) -> Result<CoreTokenResponse, Problem> {
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            self.client_id.clone(),
            self.secret(),
        )
        .set_auth_type(self.authentication(metadata))
        .set_redirect_uri(self.redirect_url(&expected.base_url)?);
        let verifier = PkceCodeVerifier::new(expected.code_verifier.clone());
        let mut request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| unreachable(&self.name, whole(&error)))?
            .set_pkce_verifier(verifier);
        if let Some(assertion) = self.assertion(metadata, expected)? {
            request = request
                .add_extra_param("client_assertion_type", ASSERTION_TYPE)
                .add_extra_param("client_assertion", assertion);
        }
        request.request(&send).map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => self.untrusted("code", whole(&error)),
            RequestTokenError::Parse(..) => self.untrusted("token", whole(&error)),
            RequestTokenError::Request(_) | RequestTokenError::Other(_) => {
                unreachable(&self.name, whole(&error))
            }
        })
    }

    /// In the header, as is usual, unless the provider only takes it in the body.
    fn authentication(&self, metadata: &Metadata) -> AuthType {
        let methods = metadata.token_endpoint_auth_methods_supported();
        let only_post = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        match (&self.credential, only_post) {
            (Credential::Secret(_), false) => AuthType::BasicAuth,
            (Credential::Secret(_), true) | (Credential::Key(_), _) => AuthType::RequestBody,
        }
    }

    fn assertion(
        &self,
        metadata: &Metadata,
        expected: &Expected,
    ) -> Result<Option<String>, Problem> {
        let Credential::Key(assertion) = &self.credential else {
            return Ok(None);
        };
        let endpoint = metadata.token_endpoint().map(|endpoint| endpoint.as_str());
        let audience = match assertion.audience {
            AssertionAudience::Issuer => self.issuer.as_str(),
            AssertionAudience::TokenEndpoint => endpoint.unwrap_or_default(),
        };
        let (id, now) = (&expected.assertion_id, expected.now);
        assertion.sign(&self.client_id, audience, id, now).map(Some)
    }

    /// The claims of the ID token, once it holds. When its key is not known, the provider may have
    /// changed its keys: they are fetched once more.
    fn verified<'a>(
        &self,
        metadata: Arc<Metadata>,
        id_token: &'a CoreIdToken,
        tokens: &CoreTokenResponse,
        expected: &Expected,
    ) -> Result<(Arc<Metadata>, &'a CoreIdTokenClaims), Problem> {
        let first = self.verify(&metadata, id_token, tokens, expected);
        let (metadata, second) = match first {
            Err(error) if is_about_the_key(&error) => {
                let metadata = self.with_new_keys(&metadata, expected.now)?;
                let second = self.verify(&metadata, id_token, tokens, expected);
                (metadata, second)
            }
            settled => (metadata, settled),
        };
        let claims = second.map_err(|error| self.untrusted(fault_of(&error), whole(&error)))?;
        Ok((metadata, claims))
    }

    fn verify<'a>(
        &self,
        metadata: &Metadata,
        id_token: &'a CoreIdToken,
        tokens: &CoreTokenResponse,
        expected: &Expected,
    ) -> Result<&'a CoreIdTokenClaims, ClaimsVerificationError> {
        let (client, issuer) = (self.client_id.clone(), self.issuer.clone());
        let now = expected.now;
        let verifier =
            CoreIdTokenVerifier::new_public_client(client, issuer, metadata.jwks().clone())
                .set_allowed_algs(ALGORITHMS)
                .set_time_fn(move || now - CLOCK_SKEW)
                .set_issue_time_verifier_fn(move |at| match at > now + CLOCK_SKEW {
                    true => Err(format!("issued in the future, {at}")),
                    false => Ok(()),
                });
        let claims = id_token.claims(&verifier, &Nonce::new(expected.nonce.clone()))?;
        self.require_party(claims)?;
        require_access_token(id_token, claims, tokens.access_token(), &verifier)?;
        Ok(claims)
    }

    /// The library leaves this to its user: a token may say for which client alone it was made.
    fn require_party(&self, claims: &CoreIdTokenClaims) -> Result<(), ClaimsVerificationError> {
        match claims.authorized_party() {
            Some(other) if *other != self.client_id => Err(
                ClaimsVerificationError::InvalidAudience(format!("made for `{}`", other.as_str())),
            ),
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

/// The access token must be the one that came with the ID token, when the ID token says which.
fn require_access_token(
    id_token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    access_token: &AccessToken,
    verifier: &CoreIdTokenVerifier<'_>,
) -> Result<(), ClaimsVerificationError> {
    let Some(expected) = claims.access_token_hash() else {
        return Ok(());
    };
    let failed = ClaimsVerificationError::SignatureVerification;
    let algorithm = id_token.signing_alg().map_err(failed)?;
    let key = id_token.signing_key(verifier).map_err(failed)?;
    match AccessTokenHash::from_token(access_token, algorithm, key) {
        Ok(hash) if hash == *expected => Ok(()),
        Ok(_) => Err(ClaimsVerificationError::Other(
            "another access token".to_owned(),
        )),
        Err(error) => Err(ClaimsVerificationError::Unsupported(error.to_string())),
    }
}

fn is_about_the_key(error: &ClaimsVerificationError) -> bool {
    use SignatureVerificationError::{CryptoError, InvalidKey, NoMatchingKey};
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            NoMatchingKey | CryptoError(_) | InvalidKey(_)
        )
    )
}

/// What is wrong, in one word.
fn fault_of(error: &ClaimsVerificationError) -> &'static str {
    use SignatureVerificationError::{DisallowedAlg, NoSignature, UnsupportedAlg};
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(NoSignature) => "unsigned",
        ClaimsVerificationError::SignatureVerification(DisallowedAlg(_) | UnsupportedAlg(_)) => {
            "algorithm"
        }
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "token",
    }
}
