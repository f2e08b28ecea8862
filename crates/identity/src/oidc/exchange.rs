//! The code becomes tokens, once Samverk has proved that it is Samverk.

use super::answer::Expected;
use super::assertion::{ASSERTION_TYPE, AssertionAudience};
use super::discovery::Metadata;
use super::http::send_for_token;
use super::provider::{Credential, Provider};
use super::{unreachable, whole};
use openidconnect::core::{CoreClient, CoreClientAuthMethod, CoreTokenResponse};
use openidconnect::{AuthType, AuthorizationCode, PkceCodeVerifier, RequestTokenError};
use samverk_foundation::Problem;

impl Provider {
    /// Blocks. Fails with `provider_unreachable`, `provider_answer_invalid`.
    pub(super) fn exchange(
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
        request
            .request(&send_for_token)
            .map_err(|error| match error {
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
}
