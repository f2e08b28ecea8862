//! What a request carries, read and checked before an operation sees it.

use crate::misread::{body_misread, query_misread};
use crate::{Expected, Paging, Reason, Refusal};
use axum::body::Bytes;
use axum::extract::{Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use samverk_fields::below;
use samverk_foundation::Problem;
use samverk_foundation::text::{self, TEXT_MAX};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Query and body as they came.
#[derive(Debug, Default)]
pub(crate) struct Input {
    pub query: Vec<(String, String)>,
    pub body: Bytes,
    /// What is taken in as it comes.
    pub unread: Request,
    pub headers: HeaderMap,
    /// The key that the address ends with, which a body may repeat.
    pub key: Option<String>,
    /// The parameters that have been taken out of the query.
    pub taken: Vec<&'static str>,
}

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

    fn take_number(
        &mut self,
        name: &'static str,
        least: u64,
        most: u64,
    ) -> Result<Option<u64>, Refusal> {
        self.taken.push(name);
        let all = std::mem::take(&mut self.query).into_iter();
        let (wanted, others): (Vec<_>, Vec<_>) = all.partition(|(known, _)| known == name);
        self.query = others;
        let expected = Expected::Between(least.into(), most.into());
        let wrong = || Refusal::parameter(name, expected);
        match wanted.as_slice() {
            [] => Ok(None),
            [(_, text)] => {
                let number = text.parse().ok();
                let number = number.filter(|number| (least..=most).contains(number));
                number.map(Some).ok_or_else(wrong)
            }
            _ => Err(Refusal::parameter(name, Reason::Twice)),
        }
    }

    /// The query as the operation describes it. Fails with `parameter_invalid`.
    pub fn query<Q: DeserializeOwned>(&self) -> Result<Q, Refusal> {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.query {
            let kept = text::prose(value);
            let kept = kept.map_err(|problem| Refusal::parameter(name, forbidden(&problem)))?;
            pairs.append_pair(name, &kept);
        }
        let written = pairs.finish();
        let uri: Uri = format!("/?{written}")
            .parse()
            .map_err(|_| Refusal::parameter("", Reason::NotUnderstood))?;
        let read = Query::try_from_uri(&uri);
        let read = read.map_err(|rejection| query_misread(&rejection, &self.taken));
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
        let mut value: Value =
            serde_json::from_slice(&self.body).map_err(|error| json_malformed(&error))?;
        keep_texts(&mut value, "")?;
        without_surroundings(&mut value);
        if let Value::Object(fields) = &mut value
            && self.key.is_some()
            && fields.get("key").and_then(Value::as_str) == self.key.as_deref()
        {
            fields.shift_remove("key");
        }
        let read = serde_path_to_error::deserialize(&value);
        read.map_err(|error| body_misread(&value, &error).into())
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

fn json_malformed(error: &serde_json::Error) -> Problem {
    let problem = Problem::invalid("json_malformed");
    problem
        .with("line", error.line())
        .with("position", error.column())
}

/// Which character cannot be kept.
fn forbidden(problem: &Problem) -> Reason {
    let character = problem.values.first().map(|(_, character)| character);
    Reason::ForbiddenCharacter(character.cloned().unwrap_or_default())
}

/// Makes every text what is kept of it, the same as in forms and files. Texts have a length that a
/// page can show, and no characters that documents cannot.
fn keep_texts(value: &mut Value, pointer: &str) -> Result<(), Problem> {
    match value {
        Value::String(text) => {
            if text.chars().count() > TEXT_MAX {
                let too_long = Problem::invalid("text_too_long").with("max", TEXT_MAX);
                return Err(too_long.at_field(pointer));
            }
            *text = text::prose(text).map_err(|problem| forbidden(&problem).in_body(pointer))?;
            Ok(())
        }
        Value::Array(items) => {
            let mut items = items.iter_mut().enumerate();
            items
                .try_for_each(|(index, item)| keep_texts(item, &below(pointer, &index.to_string())))
        }
        Value::Object(fields) => {
            let mut fields = fields.iter_mut();
            fields.try_for_each(|(name, field)| keep_texts(field, &below(pointer, name)))
        }
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
            body,
            headers,
            key,
            ..Input::default()
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
