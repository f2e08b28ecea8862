//! The way out: to the provider's own sign-in page.

use super::off_thread;
use super::provider::{Credential, Provider, callback_path};
use crate::model::Token;
use chrono::{DateTime, Utc};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    CsrfToken, LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use samverk_foundation::{Language, Problem};
use std::sync::Arc;

/// What is made up for one sign-in; each is 256 unpredictable bits.
pub struct Departure {
    /// Ties the answer to this browser and this attempt.
    pub state: Token,
    /// Ties the ID token to this attempt.
    pub nonce: String,
    /// Ties the code to this attempt (PKCE).
    pub code_verifier: String,
}

impl Departure {
    pub fn new(mut secret: impl FnMut() -> [u8; 32]) -> Self {
        Self {
            state: Token::new(secret()),
            nonce: Token::new(secret()).text(),
            code_verifier: Token::new(secret()).text(),
        }
    }
}

impl Provider {
    /// The address of the provider's sign-in page. Fails with `provider_unreachable`.
    pub async fn address(
        self: &Arc<Self>,
        base_url: &str,
        departure: &Departure,
        language: Language,
        now: DateTime<Utc>,
    ) -> Result<String, Problem> {
        let provider = self.clone();
        let metadata = off_thread(move || provider.metadata(now)).await?;
        let verifier = PkceCodeVerifier::new(departure.code_verifier.clone());
        let state = CsrfToken::new(departure.state.text());
        let nonce = Nonce::new(departure.nonce.clone());
        let client = CoreClient::from_provider_metadata(
            (*metadata).clone(),
            self.client_id.clone(),
            self.secret(),
        )
        .set_redirect_uri(self.redirect_url(base_url)?);
        let request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || state,
                || nonce,
            )
            .add_scopes(self.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(language.code().to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        let (address, _, _) = request.url();
        Ok(address.into())
    }

    pub(super) fn redirect_url(&self, base_url: &str) -> Result<RedirectUrl, Problem> {
        let address = format!("{base_url}{}", callback_path(&self.key));
        RedirectUrl::new(address).map_err(Problem::internal)
    }

    pub(super) fn secret(&self) -> Option<openidconnect::ClientSecret> {
        match &self.credential {
            Credential::Secret(secret) => Some(secret.clone()),
            Credential::Key(_) => None,
        }
    }
}
