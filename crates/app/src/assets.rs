//! The style sheet, the script and the icon. Their addresses carry a mark of what they hold, so a browser asks
//! for each once.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

struct Asset {
    path: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {
        Asset {
            path: concat!("/", $name),
            kind: $kind,
            plain: include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
            brotli: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".br")),
            gzip: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz")),
        }
    };
}

static ASSETS: [Asset; 3] = [
    asset!("app.css", "text/css; charset=utf-8"),
    asset!("app.js", "text/javascript; charset=utf-8"),
    asset!("icon.svg", "image/svg+xml"),
];

/// Where each is, by the name that pages know it by.
pub fn routes() -> HashMap<&'static str, String> {
    let routes = ASSETS.iter();
    routes
        .map(|asset| (asset.path, asset.marked_path()))
        .collect()
}

pub fn router() -> Router {
    ASSETS.iter().fold(Router::new(), |router, asset| {
        let answer = move |headers: HeaderMap| async move { asset.answer(&headers) };
        router.route(&asset.marked_path(), get(answer))
    })
}

impl Asset {
    fn marked_path(&self) -> String {
        let mark = Sha256::digest(self.plain);
        let mark: String = mark[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let (name, ending) = self.path.rsplit_once('.').unwrap_or((self.path, ""));
        format!("{name}-{mark}.{ending}")
    }

    fn answer(&self, request: &HeaderMap) -> Response {
        let (packing, body) = if accepts(request, "br") {
            (Some("br"), self.brotli)
        } else if accepts(request, "gzip") {
            (Some("gzip"), self.gzip)
        } else {
            (None, self.plain)
        };
        let mut response = Bytes::from_static(body).into_response();
        let headers = response.headers_mut();
        let mut say = |name, value| headers.insert(name, HeaderValue::from_static(value));
        say(header::CONTENT_TYPE, self.kind);
        say(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
        say(header::VARY, "accept-encoding");
        if let Some(packing) = packing {
            say(header::CONTENT_ENCODING, packing);
        }
        response
    }
}

/// Whether the browser unpacks that; `q=0` says that it does not.
fn accepts(request: &HeaderMap, packing: &str) -> bool {
    let values = request.get_all(header::ACCEPT_ENCODING).iter();
    let mut choices = values
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(|choice| choice.split_once(';').unwrap_or((choice, "")));
    choices.any(|(name, weight)| {
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case(packing) && weight.parse() != Ok(0.0_f32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packing(accepted: &'static str) -> Option<HeaderValue> {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
        let response = ASSETS[0].answer(&request);
        response.headers().get(header::CONTENT_ENCODING).cloned()
    }

    #[test]
    fn it_is_packed_as_the_browser_can_unpack_it() {
        assert_eq!(packing("gzip, deflate, br, zstd").unwrap(), "br");
        assert_eq!(packing("gzip;q=1.0, br;q=0").unwrap(), "gzip");
        assert_eq!(packing("identity"), None);
        assert!(ASSETS[0].brotli.len() < ASSETS[0].plain.len() / 3);
    }

    #[test]
    fn its_address_says_what_it_holds() {
        let routes = routes();
        assert!(routes["/app.css"].starts_with("/app-") && routes["/app.css"].ends_with(".css"));
        assert_ne!(routes["/icon.svg"], "/icon.svg");
    }
}
