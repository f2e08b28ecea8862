//! The way to a provider: short waits, small answers, no detours.

use openidconnect::url::{Host, Url};
use openidconnect::{HttpRequest, HttpResponse};
use serde_json::Value;
use std::sync::LazyLock;
use std::time::Duration;

/// A person waits for it.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// Key sets and tokens are a few kilobytes.
const ANSWER_BYTES_MAX: u64 = 512 * 1024;

/// A detour to another address could lead anywhere, so none is taken.
static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    ureq::Agent::config_builder()
        .timeout_global(Some(WAIT_MAX))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent("samverk")
        .build()
        .new_agent()
});

pub(super) fn send(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let (parts, mut body) = AGENT.run(request)?.into_parts();
    let bytes = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec()?;
    Ok(HttpResponse::from_parts(parts, bytes))
}

/// As `send`. Some providers write how long a token holds as a text.
pub(super) fn send_for_token(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    Ok(send(request)?.map(|body| with_number(&body).unwrap_or(body)))
}

fn with_number(body: &[u8]) -> Option<Vec<u8>> {
    let mut answer: Value = serde_json::from_slice(body).ok()?;
    let told = answer.get_mut("expires_in")?;
    *told = told.as_str()?.trim().parse::<u64>().ok()?.into();
    serde_json::to_vec(&answer).ok()
}

/// Over TLS, or without leaving this machine.
pub(super) fn is_protected(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

#[cfg(test)]
mod tests {
    use super::with_number;

    #[test]
    fn how_long_a_token_holds_may_be_a_text() {
        let read = |text: &str| with_number(text.as_bytes());
        assert_eq!(
            read(r#"{"expires_in":"3600"}"#).unwrap(),
            br#"{"expires_in":3600}"#
        );
        assert_eq!(read(r#"{"expires_in":3600}"#), None);
        assert_eq!(read(r#"{"expires_in":"soon"}"#), None);
        assert_eq!(read("no JSON"), None);
    }
}
