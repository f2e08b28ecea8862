use super::note_attempt;
use crate::model::{AttemptKind, PROVIDER_ATTEMPT_MAX, ProviderAttempt, Token};
use crate::oidc::{Departure, Provider};
use crate::store;
use samverk_database::Db;
use samverk_foundation::{Language, Problem};
use std::net::IpAddr;
use std::sync::Arc;

/// Somebody on the way to a provider's sign-in page.
pub struct AtProvider {
    /// The address of the provider's sign-in page.
    pub address: String,
    /// For the cookie: only the browser that left may come back.
    pub state: Token,
}

/// Begins a sign-in at a provider. Fails with `provider_unreachable`, `too_many_attempts`.
pub async fn start_at_provider(
    db: &Db,
    provider: &Arc<Provider>,
    base_url: &str,
    language: Language,
    return_path: &str,
    from: Option<IpAddr>,
) -> Result<AtProvider, Problem> {
    let departure = Departure::new(|| db.clock().secret());
    let tx = db.begin("start at provider").await?;
    let subject = departure.state.text();
    note_attempt(&tx, AttemptKind::ProviderStart, &subject, from).await?;
    let attempt = ProviderAttempt {
        provider: provider.key.clone(),
        nonce: departure.nonce.clone(),
        code_verifier: departure.code_verifier.clone(),
        return_path: return_path.to_owned(),
        expires_at: tx.now() + PROVIDER_ATTEMPT_MAX,
    };
    store::insert_provider_attempt(&tx, &departure.state, &attempt).await?;
    let now = tx.now();
    tx.commit().await?;
    let address = provider
        .address(base_url, &departure, language, now)
        .await?;
    Ok(AtProvider {
        address,
        state: departure.state,
    })
}
