//! By what signatures are made and judged here, as an extension of the router.

use axum::Extension;
use chrono::{DateTime, Utc};
use samverk_foundation::Problem;
use samverk_signing::{Authority, Signer, Trusted, Verified, verify};
use std::sync::Arc;

/// The installation's authority, and whose certificates are trusted beside.
#[derive(Clone, Debug)]
pub struct Signatures {
    authority: Option<Arc<Authority>>,
    trusted: Arc<Trusted>,
}

impl Signatures {
    /// Without an authority nobody signs here, and signatures made elsewhere are still taken.
    pub fn new(authority: Option<Authority>, trusted: Trusted) -> Result<Self, Problem> {
        let trusted = match &authority {
            Some(authority) => trusted.and(authority)?,
            None => trusted,
        };
        Ok(Self {
            authority: authority.map(Arc::new),
            trusted: Arc::new(trusted),
        })
    }

    pub fn layer(self) -> Extension<Self> {
        Extension(self)
    }

    pub(crate) fn can_sign(&self) -> bool {
        self.authority.is_some()
    }

    /// Fails with `signing_authority_missing`.
    pub(crate) fn authority(&self) -> Result<&Authority, Problem> {
        let missing = || Problem::conflict("signing_authority_missing");
        self.authority.as_deref().ok_or_else(missing)
    }

    pub(crate) fn sign(
        &self,
        signer: &Signer,
        content: &[u8],
        (secrets, now): ([[u8; 32]; 2], DateTime<Utc>),
    ) -> Result<Vec<u8>, Problem> {
        self.authority()?.sign(signer, content, secrets, now)
    }

    pub(crate) fn judge(
        &self,
        signature: &[u8],
        content: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Vec<Verified>, Problem> {
        verify(signature, content, &self.trusted, now)
    }
}
