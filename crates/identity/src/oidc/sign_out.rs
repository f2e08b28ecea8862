//! The way out of the provider too (RP-initiated logout).

use super::off_thread;
use super::provider::Provider;
use chrono::{DateTime, Utc};
use samverk_foundation::Problem;
use std::sync::Arc;

impl Provider {
    /// The address at which the provider ends its own session and sends the person back to the
    /// start page; nothing when it has none. Fails with `provider_unreachable`.
    pub async fn sign_out_address(
        self: &Arc<Self>,
        base_url: &str,
        id_token: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Problem> {
        let provider = self.clone();
        let metadata = off_thread(move || provider.metadata(now)).await?;
        let end = metadata.additional_metadata().end_session_endpoint.as_ref();
        let address = end.map(|end| {
            let mut url = end.url().clone();
            url.query_pairs_mut()
                .append_pair("id_token_hint", id_token)
                .append_pair("client_id", self.client_id.as_str())
                .append_pair("post_logout_redirect_uri", &format!("{base_url}/"));
            url.into()
        });
        Ok(address)
    }
}
