//! Absolute addresses: the operator's base address, or the one that the visitor used.

use crate::ROOT;
use axum::http::Extensions;
use samverk_web::{AskedAt, Settings};

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
    pub fn new(base: &str, path: &str, query: &[(String, String)]) -> Self {
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

/// What addresses begin with. The app notes the visitor's own only where none is configured.
pub(crate) fn base<'a>(settings: &'a Settings, extensions: &'a Extensions) -> &'a str {
    let asked_at = extensions.get::<AskedAt>();
    asked_at.map_or(&settings.base_url, |AskedAt(address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_visitors_own_address_counts_only_where_it_is_noted() {
        let settings = Settings {
            base_url: "https://samverk.exempel.se".to_owned(),
            ..Settings::default()
        };
        let mut extensions = Extensions::new();
        assert_eq!(base(&settings, &extensions), "https://samverk.exempel.se");
        extensions.insert(AskedAt("http://10.0.0.3:8080".to_owned()));
        assert_eq!(base(&settings, &extensions), "http://10.0.0.3:8080");
    }

    #[test]
    fn other_parameters_stay_on_the_way_to_the_next_page() {
        let query = [("kind", "region"), ("limit", "2")].map(|(n, v)| (n.into(), v.into()));
        let address = Address::new("http://b", "/api/v1/parties", &query);
        assert_eq!(
            address.at_page(2, 4),
            "http://b/api/v1/parties?kind=region&limit=2&offset=4"
        );
    }
}
