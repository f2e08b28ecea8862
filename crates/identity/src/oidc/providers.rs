use super::provider::Provider;
use super::settings::ProviderFile;
use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use samverk_foundation::Problem;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

/// The providers of this installation, in the order of the configuration. The app puts them into
/// every request: `.layer(providers.layer())`. Without that there are none.
#[derive(Clone, Debug, Default)]
pub struct Providers(Arc<[Arc<Provider>]>);

impl Providers {
    /// Fails as `ProviderFile::read` does, and with `provider_key_taken`.
    pub fn read(
        files: &[ProviderFile],
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Problem> {
        let mut taken = BTreeSet::new();
        let mut all = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let provider = file.read(index + 1, environment)?;
            if !taken.insert(provider.key.clone()) {
                return Err(Problem::invalid("provider_key_taken").with("provider", provider.key));
            }
            all.push(Arc::new(provider));
        }
        Ok(Self(all.into()))
    }

    pub fn layer(&self) -> Extension<Self> {
        Extension(self.clone())
    }

    pub fn all(&self) -> &[Arc<Provider>] {
        &self.0
    }

    /// Fails with `not_found`.
    pub fn find(&self, key: &str) -> Result<Arc<Provider>, Problem> {
        let found = self.0.iter().find(|provider| provider.key == key);
        found.cloned().ok_or_else(Problem::not_found)
    }

    /// What the provider with this issuer is called; the issuer itself when it is configured no more.
    pub fn name_of<'a>(&'a self, issuer: &'a str) -> &'a str {
        let found = self.0.iter().find(|provider| provider.issuer() == issuer);
        found.map_or(issuer, |provider| &provider.name)
    }

    /// Whether any provider may add people of this party, if the party wants it.
    pub fn may_add_people_of(&self, party: &str) -> bool {
        let mut all = self.0.iter();
        all.any(|provider| provider.may_add_people_of(party))
    }
}

impl<S: Sync> FromRequestParts<S> for Providers {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
