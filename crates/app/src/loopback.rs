//! Demo mode is for one's own computer. A page elsewhere can let a name of its own lead to this
//! computer (DNS rebinding), so the name that was asked for counts, not only where it led.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, HOST};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samverk_foundation::Language;
use samverk_web::AppState;
use std::net::IpAddr;

/// Answers `demo_foreign_host` (421) to whoever asked for another computer. The answer is bare:
/// nothing of the demo is shown to them.
pub async fn only_this_computer(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if is_this_computer(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let asked = request.headers().get(ACCEPT_LANGUAGE);
    let is_english = asked.is_some_and(|value| value.as_bytes().starts_with(b"en"));
    let language = match is_english {
        true => Language::En,
        false => Language::Sv,
    };
    let sentence = state.texts.get(language, "problem-demo-foreign-host", &[]);
    (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
}

/// Both places where a request may name its host must name this computer, and one must be there.
fn is_this_computer(uri: &Uri, headers: &HeaderMap) -> bool {
    let named = headers.get_all(HOST).iter();
    let named = named.map(|host| host.to_str().unwrap_or_default());
    let mut named = named
        .chain(uri.authority().map(Authority::as_str))
        .peekable();
    named.peek().is_some() && named.all(is_loopback)
}

fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host();
    let address = name
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    let is_address = address.is_ok_and(|address| address.to_canonical().is_loopback());
    !host.contains('@') && (is_address || name.eq_ignore_ascii_case("localhost"))
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_computer_are_answered() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.0.0.1:8080",
            "127.1.2.3:1",
            "[::1]",
            "[::1]:8080",
            "[::ffff:127.0.0.1]:8080",
        ] {
            assert!(is_loopback(own), "{own}");
        }
        for foreign in [
            "samverk.exempel.se",
            "localhost.exempel.se",
            "127.0.0.1.nip.io",
            "localhost@exempel.se",
            "192.168.0.7:8080",
            "[fe80::1]",
            "0.0.0.0:8080",
            "",
            "localhost, exempel.se",
        ] {
            assert!(!is_loopback(foreign), "{foreign}");
        }
    }
}
