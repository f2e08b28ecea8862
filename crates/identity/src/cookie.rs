//! The session cookie, and the one that marks who left for an identity provider. Under https its name binds it to this host and to secure connections.

use crate::model::{PROVIDER_ATTEMPT_MAX, SESSION_MAX, Token};
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use samverk_web::Settings;

fn is_secure(settings: &Settings) -> bool {
    settings.base_url.starts_with("https://")
}

fn session_name(settings: &Settings) -> &'static str {
    if is_secure(settings) {
        "__Host-samverk"
    } else {
        "samverk"
    }
}

fn attempt_name(settings: &Settings) -> &'static str {
    if is_secure(settings) {
        "__Host-samverk-provider"
    } else {
        "samverk-provider"
    }
}

pub fn token_in(headers: &HeaderMap, settings: &Settings) -> Option<Token> {
    found(headers, session_name(settings))
}

/// The state that this browser took with it to an identity provider.
pub fn attempt_in(headers: &HeaderMap, settings: &Settings) -> Option<Token> {
    found(headers, attempt_name(settings))
}

fn found(headers: &HeaderMap, name: &str) -> Option<Token> {
    Token::parse(CookieJar::from_headers(headers).get(name)?.value())
}

/// The value of `Set-Cookie` that keeps the session.
pub fn keep(settings: &Settings, token: &Token) -> String {
    let name = session_name(settings);
    header(settings, name, &token.text(), SESSION_MAX.num_seconds())
}

/// The value of `Set-Cookie` that forgets the session.
pub fn forget(settings: &Settings) -> String {
    header(settings, session_name(settings), "", 0)
}

pub fn keep_attempt(settings: &Settings, state: &Token) -> String {
    let seconds = PROVIDER_ATTEMPT_MAX.num_seconds();
    header(settings, attempt_name(settings), &state.text(), seconds)
}

pub fn forget_attempt(settings: &Settings) -> String {
    header(settings, attempt_name(settings), "", 0)
}

/// `Lax`: a provider that leads back here by a link still brings the cookies with it.
fn header(settings: &Settings, name: &str, value: &str, seconds: i64) -> String {
    let secure = if is_secure(settings) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_the_host_under_https() {
        let settings = |base_url: &str| Settings {
            base_url: base_url.to_owned(),
            demo: false,
            ..Settings::default()
        };
        let token = Token::new([1; 32]);
        let secure = keep(&settings("https://samverk.exempel.se"), &token);
        assert!(secure.starts_with("__Host-samverk=AQEB"), "{secure}");
        assert!(secure.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"));
        let plain = keep(&settings("http://127.0.0.1:8080"), &token);
        assert!(
            plain.starts_with("samverk=AQEB") && !plain.contains("Secure"),
            "{plain}"
        );
    }
}
