//! Whether an ID token holds: whose it is, for whom, for which attempt, and when.

use super::CLOCK_SKEW;
use super::answer::Expected;
use super::discovery::Metadata;
use super::provider::Provider;
use super::whole;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    SignatureVerificationError,
};
use samverk_foundation::Problem;
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

impl Provider {
    /// The claims of the ID token, once it holds. When its key is not known, the provider may have
    /// changed its keys: they are fetched once more.
    pub(super) fn verified<'a>(
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
