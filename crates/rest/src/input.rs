//! What a request carries, read and checked before an operation sees it.

use crate::{Paging, Refusal};
use axum::body::Bytes;
use axum::extract::Query;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use samverk_foundation::Problem;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Query and body as they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    pub query: Vec<(String, String)>,
    pub body: Bytes,
    pub headers: HeaderMap,
    /// The key that the address ends with, which a body may repeat.
    pub key: Option<String>,
}

const TEXT_MAX: usize = 20_000;

impl Input {
    /// Takes `limit` and `offset` out of the query. Fails with `parameter_invalid`.
    pub fn take_paging(&mut self) -> Result<Paging, Refusal> {
        let limit = self.take_number("limit", 1, Paging::LIMIT_MAX)?;
        let offset = self.take_number("offset", 0, Paging::OFFSET_MAX)?;
        Ok(Paging {
            limit: limit.unwrap_or(Paging::LIMIT),
            offset: offset.unwrap_or(0),
        })
    }

    fn take_number(&mut self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Refusal> {
        let all = std::mem::take(&mut self.query).into_iter();
        let (wanted, others): (Vec<_>, Vec<_>) = all.partition(|(known, _)| known == name);
        self.query = others;
        let wrong = || Refusal::parameter(name, format!("a number from {least} to {most}"));
        match wanted.as_slice() {
            [] => Ok(None),
            [(_, text)] => {
                let number = text.parse().ok();
                let number = number.filter(|number| (least..=most).contains(number));
                number.map(Some).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }

    /// The query as the operation describes it. Fails with `parameter_invalid`.
    pub fn query<Q: DeserializeOwned>(&self) -> Result<Q, Refusal> {
        if let Some((name, _)) = self.query.iter().find(|(_, value)| value.contains('\0')) {
            return Err(Refusal::parameter(name, "a character that no text has"));
        }
        let written = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.query)
            .finish();
        let uri: Uri = format!("/?{written}")
            .parse()
            .map_err(|_| Refusal::parameter("", "the query is too long"))?;
        let read = Query::try_from_uri(&uri).map_err(|rejection| {
            let text = rejection.body_text();
            let reason = text
                .rsplit_once(": ")
                .map_or(text.as_str(), |(_, last)| last);
            let named = self.query.iter().map(|(name, _)| name.as_str());
            let named = named.into_iter().find(|name| text.contains(*name));
            Refusal::parameter(named.unwrap_or_default(), reason)
        });
        read.map(|Query(query)| query)
    }

    /// The body as the operation describes it. `_links`, `_meta` and a `key` that is the address's
    /// own are passed over, so that what was read can be sent back.
    ///
    /// Fails with `content_type_unsupported`, `json_malformed`, `body_invalid` or `text_too_long`.
    pub fn body<B: DeserializeOwned>(&self) -> Result<B, Refusal> {
        if !is_json(&self.headers) {
            return Err(Problem::invalid("content_type_unsupported").into());
        }
        let mut value: Value = serde_json::from_slice(&self.body)
            .map_err(|error| Problem::invalid("json_malformed").with("reason", error))?;
        check_texts(&value, "")?;
        without_surroundings(&mut value);
        if let Value::Object(fields) = &mut value
            && self.key.is_some()
            && fields.get("key").and_then(Value::as_str) == self.key.as_deref()
        {
            fields.shift_remove("key");
        }
        serde_path_to_error::deserialize(value).map_err(|error| {
            let pointer = pointer(error.path());
            let reason = error.into_inner();
            Problem::invalid("body_invalid")
                .with("reason", reason)
                .at_field(&pointer)
                .into()
        })
    }
}

/// Takes away what answers have beside the content, so that it can be sent back as it was read.
fn without_surroundings(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.shift_remove("_links");
            fields.shift_remove("_meta");
            fields.values_mut().for_each(without_surroundings);
        }
        Value::Array(items) => items.iter_mut().for_each(without_surroundings),
        _ => {}
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// `members[0].party` as a JSON pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        Segment::Enum { variant } => format!("/{}", escaped(variant)),
        Segment::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Texts have a length that a page can show, and no NUL, which not every database can keep.
fn check_texts(value: &Value, pointer: &str) -> Result<(), Problem> {
    match value {
        Value::String(text) if text.contains('\0') => Err(Problem::invalid("body_invalid")
            .with("reason", "a text with the character U+0000")
            .at_field(pointer)),
        Value::String(text) if text.chars().count() > TEXT_MAX => {
            let too_long = Problem::invalid("text_too_long").with("max", TEXT_MAX);
            Err(too_long.at_field(pointer))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| check_texts(item, &format!("{pointer}/{index}"))),
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            check_texts(field, &format!("{pointer}/{}", escaped(name)))
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Body {
        #[allow(dead_code, reason = "only its type matters")]
        years: Vec<i64>,
    }

    fn sent(kind: &'static str, body: &'static str) -> Result<Body, Refusal> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
        let (body, key) = (Bytes::from_static(body.as_bytes()), Some("a".to_owned()));
        let input = Input {
            query: Vec::new(),
            body,
            headers,
            key,
        };
        input.body()
    }

    fn told(body: &'static str) -> (&'static str, Option<String>) {
        let problem = sent("application/json; charset=utf-8", body)
            .unwrap_err()
            .first();
        (problem.code, problem.place.field)
    }

    #[test]
    fn what_is_wrong_in_a_body_has_its_place() {
        let at = |pointer: &str| ("body_invalid", Some(pointer.to_owned()));
        assert_eq!(told("{\"years\": [1, \"x\"]}"), at("/years/1"));
        assert_eq!(told("{\"years\": [\"\\u0000\"]}"), at("/years/0"));
        assert_eq!(told("{\"years\": [], \"extra\": 1}"), at("/extra"));
        assert_eq!(told("{\"years\": "), ("json_malformed", None));
        assert!(
            sent(
                "application/json",
                "{\"years\": [1], \"_links\": {}, \"key\": \"a\"}"
            )
            .is_ok()
        );
        assert_eq!(told("{\"years\": [], \"key\": \"b\"}"), at("/key"));
        let refused = sent("text/plain", "{\"years\": []}").unwrap_err();
        assert_eq!(refused.first().code, "content_type_unsupported");
    }

    #[test]
    fn paging_has_bounds() {
        let paging = |pairs: &[(&str, &str)]| {
            let query = pairs
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect();
            Input {
                query,
                ..Input::default()
            }
            .take_paging()
        };
        assert_eq!(paging(&[]).unwrap(), Paging::default());
        assert_eq!(paging(&[("limit", "100")]).unwrap().limit, 100);
        for wrong in ["0", "101", "-1", "x", ""] {
            assert!(paging(&[("limit", wrong)]).is_err(), "{wrong}");
        }
        assert!(paging(&[("limit", "1"), ("limit", "2")]).is_err());
    }
}
