//! A bucket of a store that speaks S3.

use crate::settings::Bucket;
use object_store::aws::AmazonS3Builder;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use samverk_foundation::Problem;
use std::sync::Arc;
use std::time::Duration;

/// Somebody waits for the answer: what does not come soon is told.
const CONNECT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(20);
const RETRY: Duration = Duration::from_secs(10);
const ATTEMPTS: usize = 2;

pub(super) fn open(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, Problem> {
    // Whichever part of the process comes first decides; all decide alike.
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    // A file may take as long as it wants, as long as something comes.
    let client = ClientOptions::new()
        .with_connect_timeout(CONNECT)
        .with_read_timeout(SILENCE)
        .with_timeout_disabled();
    let retry = RetryConfig {
        max_retries: ATTEMPTS,
        retry_timeout: RETRY,
        ..RetryConfig::default()
    };
    let mut builder = AmazonS3Builder::new()
        .with_client_options(client)
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(&bucket.secret_key)
        // One at a time is what every server speaks.
        .with_disable_bulk_delete(true)
        .with_retry(retry);
    if let Some(endpoint) = &bucket.endpoint {
        // An address that says http is the operator's own choice.
        let is_open = endpoint.starts_with("http://");
        builder = builder.with_endpoint(endpoint).with_allow_http(is_open);
    }
    let opened = builder.build().map_err(|error| {
        Problem::invalid("file_setting_invalid")
            .with("setting", "SAMVERK_S3_BUCKET")
            .with("value", &bucket.name)
            .because(error)
    });
    Ok(Arc::new(PrefixStore::new(opened?, bucket.prefix.as_str())))
}
