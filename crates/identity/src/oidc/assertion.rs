//! `private_key_jwt` (RFC 7523): Samverk proves who it is with a signature instead of a secret.
//! openidconnect has no client authentication of this kind, and its RSA signs in a time that
//! depends on the key (RUSTSEC-2023-0071). ring, which TLS uses already, does not.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use samverk_foundation::Problem;
use serde_json::json;

pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const VALID_FOR: TimeDelta = TimeDelta::minutes(1);

/// Whom the assertion is made out to. The issuer, unless the provider is of the older kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AssertionAudience {
    Issuer,
    TokenEndpoint,
}

pub(super) struct Assertion {
    key: SigningKey,
    key_id: Option<String>,
    pub(super) audience: AssertionAudience,
}

enum SigningKey {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl Assertion {
    /// A key of RSA (2048 bits or more) or P-256, in PKCS#8 or, for RSA, PKCS#1.
    pub(super) fn from_pem(
        pem: &str,
        key_id: Option<String>,
        audience: AssertionAudience,
    ) -> Option<Self> {
        let key = match PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()? {
            PrivateKeyDer::Pkcs1(der) => {
                SigningKey::Rsa(RsaKeyPair::from_der(der.secret_pkcs1_der()).ok()?)
            }
            PrivateKeyDer::Pkcs8(der) => from_pkcs8(der.secret_pkcs8_der())?,
            _ => return None,
        };
        Some(Self {
            key,
            key_id,
            audience,
        })
    }

    /// A statement that is good for one minute and, by its `id`, once.
    pub(super) fn sign(
        &self,
        client_id: &str,
        audience: &str,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<String, Problem> {
        let mut header = json!({ "alg": self.algorithm(), "typ": "JWT" });
        if let Some(key_id) = &self.key_id {
            header["kid"] = json!(key_id);
        }
        let claims = json!({
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": id,
            "iat": now.timestamp(),
            "exp": (now + VALID_FOR).timestamp(),
        });
        let part = |value: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = self.signature(signed.as_bytes())?;
        Ok(format!(
            "{signed}.{}",
            BASE64_URL_SAFE_NO_PAD.encode(signature)
        ))
    }

    fn algorithm(&self) -> &'static str {
        match self.key {
            SigningKey::Rsa(_) => "RS256",
            SigningKey::P256(_) => "ES256",
        }
    }

    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>, Problem> {
        let random = SystemRandom::new();
        match &self.key {
            SigningKey::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, signed, &mut signature)
                    .map_err(Problem::internal)?;
                Ok(signature)
            }
            SigningKey::P256(key) => {
                let signature = key.sign(&random, signed).map_err(Problem::internal)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }
}

fn from_pkcs8(der: &[u8]) -> Option<SigningKey> {
    if let Ok(key) = RsaKeyPair::from_pkcs8(der) {
        return Some(SigningKey::Rsa(key));
    }
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &random);
    key.ok().map(SigningKey::P256)
}
