//! Absolute addresses: the operator's base address, or what a gateway says in `Forwarded`.

use crate::ROOT;
use axum::http::{HeaderMap, header::FORWARDED};

/// Where the request came to.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// `https://samverk.exempel.se/api/v1`
    root: String,
    /// After the root: `/parties`.
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    pub fn new(
        base_url: &str,
        headers: &HeaderMap,
        path: &str,
        query: &[(String, String)],
    ) -> Self {
        let base = forwarded(headers).unwrap_or_else(|| base_url.to_owned());
        Self {
            root: format!("{base}{ROOT}"),
            path: path.strip_prefix(ROOT).unwrap_or(path).to_owned(),
            query: query.to_vec(),
        }
    }

    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// This address with every parameter that was sent.
    pub fn here(&self) -> String {
        self.with_query(&self.query)
    }

    /// This address at another place of the list; all other parameters stay.
    pub fn at_page(&self, limit: u64, offset: u64) -> String {
        let others = self.query.iter();
        let others = others.filter(|(name, _)| name != "limit" && name != "offset");
        let mut query: Vec<_> = others.cloned().collect();
        query.push(("limit".to_owned(), limit.to_string()));
        query.push(("offset".to_owned(), offset.to_string()));
        self.with_query(&query)
    }

    fn with_query(&self, query: &[(String, String)]) -> String {
        let here = self.of(&self.path);
        if query.is_empty() {
            return here;
        }
        let written = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(query)
            .finish();
        format!("{here}?{written}")
    }
}

/// RFC 7239: the first element's `proto` and `host`, when both are plain.
fn forwarded(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(FORWARDED)?.to_str().ok()?;
    let first = text.split(',').next()?;
    let part = |wanted: &str| {
        let mut parts = first.split(';').filter_map(|part| part.split_once('='));
        let found = parts.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().trim_matches('"').to_ascii_lowercase())
    };
    let (proto, host) = (part("proto")?, part("host")?);
    let is_scheme = matches!(proto.as_str(), "https" | "http");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let is_host = !host.is_empty() && host.len() <= 255 && host.chars().all(plain);
    (is_scheme && is_host).then(|| format!("{proto}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn root(header: &'static str) -> String {
        let headers = HeaderMap::from_iter([(FORWARDED, HeaderValue::from_static(header))]);
        let address = Address::new("http://base", &headers, "/api/v1/parties", &[]);
        address.root
    }

    #[test]
    fn a_gateway_names_the_address_that_clients_use() {
        assert_eq!(
            root("for=192.0.2.1;proto=https;host=api.exempel.se"),
            "https://api.exempel.se/api/v1"
        );
        for odd in [
            "host=a.se",
            "proto=ftp;host=a.se",
            "proto=https;host=a.se/x?",
        ] {
            assert_eq!(root(odd), "http://base/api/v1", "{odd}");
        }
    }

    #[test]
    fn other_parameters_stay_on_the_way_to_the_next_page() {
        let query = [("kind", "region"), ("limit", "2")].map(|(n, v)| (n.into(), v.into()));
        let address = Address::new("http://b", &HeaderMap::new(), "/api/v1/parties", &query);
        assert_eq!(
            address.at_page(2, 4),
            "http://b/api/v1/parties?kind=region&limit=2&offset=4"
        );
    }
}
