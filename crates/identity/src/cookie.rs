//! The session cookie. Under https its name binds it to this host and to secure connections.

use crate::model::{SESSION_MAX, Token};
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use samverk_web::Settings;

fn is_secure(settings: &Settings) -> bool {
    settings.base_url.starts_with("https://")
}

fn name(settings: &Settings) -> &'static str {
    if is_secure(settings) {
        "__Host-samverk"
    } else {
        "samverk"
    }
}

pub fn token_in(headers: &HeaderMap, settings: &Settings) -> Option<Token> {
    Token::parse(
        CookieJar::from_headers(headers)
            .get(name(settings))?
            .value(),
    )
}

/// The value of `Set-Cookie` that keeps the session.
pub fn keep(settings: &Settings, token: &Token) -> String {
    header(settings, &token.text(), SESSION_MAX.num_seconds())
}

/// The value of `Set-Cookie` that forgets the session.
pub fn forget(settings: &Settings) -> String {
    header(settings, "", 0)
}

fn header(settings: &Settings, value: &str, seconds: i64) -> String {
    let secure = if is_secure(settings) { "; Secure" } else { "" };
    let name = name(settings);
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
