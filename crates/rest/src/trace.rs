//! W3C Trace Context: `traceparent` is taken, its id stands in the log, and it is given back.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// The trace that the client follows, if it says so in a well-formed `traceparent`.
pub fn trace_id(headers: &HeaderMap) -> Option<String> {
    let told = headers
        .get(TRACEPARENT)
        .filter(|value| is_traceparent(value))?;
    told.to_str().ok()?.split('-').nth(1).map(str::to_owned)
}

pub(crate) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

pub async fn trace_context(request: Request, next: Next) -> Response {
    let told = request.headers().get(TRACEPARENT).cloned();
    let known = told.filter(is_traceparent);
    let mut response = next.run(request).await;
    if let Some(value) = known {
        response.headers_mut().insert(TRACEPARENT, value);
    }
    response
}

/// `00-<32 hexadecimal digits>-<16>-<2>`, neither id all zeros. Anything else is passed over.
fn is_traceparent(value: &HeaderValue) -> bool {
    let text = value.to_str().unwrap_or_default();
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |part: &str, length| {
        let lower_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        part.len() == length && part.chars().all(lower_hex)
    };
    let is_id = |part: &str, length| is_hex(part, length) && part.chars().any(|c| c != '0');
    match parts[..] {
        [version, trace, parent, flags] => {
            is_hex(version, 2)
                && version != "ff"
                && is_id(trace, 32)
                && is_id(parent, 16)
                && is_hex(flags, 2)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_traceparent_is_followed() {
        let fits = |text: &str| is_traceparent(&HeaderValue::from_str(text).unwrap());
        assert!(fits(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        ));
        assert!(!fits(
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01"
        ));
        assert!(!fits(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
        ));
        assert!(!fits("<script>"));
    }
}
