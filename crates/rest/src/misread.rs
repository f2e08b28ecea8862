//! A body or a query that is not as described: what is wrong, and where.

use crate::words::{Spot, read};
use crate::{Reason, Refusal};
use axum::extract::rejection::QueryRejection;
use samverk_fields::below;
use samverk_foundation::Problem;
use serde::de::value::Error as QueryError;
use serde_json::Value;
use serde_path_to_error::{Error as Located, Path, Segment};
use std::error::Error;

/// Of the query, as `body_misread` of the body. `more` are the parameters that are read elsewhere.
pub fn query_misread(rejection: &QueryRejection, more: &[&str]) -> Refusal {
    let Some(located) = located(rejection) else {
        return Refusal::parameter("", Reason::NotUnderstood);
    };
    let said = read(&located.inner().to_string());
    let reason = match said.reason {
        Reason::Unknown(mut known) => {
            known.extend(more.iter().map(|name| (*name).to_owned()));
            Reason::Unknown(known)
        }
        reason => reason,
    };
    let name = match (said.spot, located.path().iter().next()) {
        (Spot::Absent(name) | Spot::Present(name), _) => name,
        (_, Some(Segment::Map { key })) => key.clone(),
        _ => String::new(),
    };
    Refusal::parameter(&name, reason)
}

/// The error with a path, inside those that axum wraps it in.
fn located(rejection: &QueryRejection) -> Option<&Located<QueryError>> {
    let mut cause = rejection.source();
    while let Some(error) = cause {
        if let Some(located) = error.downcast_ref() {
            return Some(located);
        }
        cause = error.source();
    }
    None
}

/// `body_invalid` at the very field.
pub fn body_misread(body: &Value, error: &Located<serde_json::Error>) -> Problem {
    let said = read(&error.inner().to_string());
    let place = pointer(error.path());
    let there = body.pointer(&place).unwrap_or(&Value::Null);
    let holds_more = there.is_object() || there.is_array();
    match said.spot {
        Spot::Absent(name) => said.reason.in_body(&below(&place, &name)),
        Spot::Present(name) => {
            let inside = below(&place, &name);
            let is_inside = body.pointer(&inside).is_some();
            let place = if is_inside { inside } else { place };
            said.reason.in_body(&place)
        }
        Spot::Value(value) if holds_more => match places_of(&value, there, &place).as_slice() {
            [only] => said.reason.in_body(only),
            _ => said.reason.within(&place),
        },
        Spot::Scalar if holds_more => said.reason.within(&place),
        Spot::Here | Spot::Scalar | Spot::Value(_) => said.reason.in_body(&place),
    }
}

/// Everywhere that the value stands.
fn places_of(value: &Value, inside: &Value, place: &str) -> Vec<String> {
    let found = |name: &str, item: &Value| places_of(value, item, &below(place, name));
    match inside {
        same if same == value => vec![place.to_owned()],
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(index, item)| found(&index.to_string(), item))
                .collect()
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .flat_map(|(name, field)| found(name, field))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// `members[0].party` as a JSON pointer.
fn pointer(path: &Path) -> String {
    path.iter()
        .fold(String::new(), |place, segment| match segment {
            Segment::Seq { index } => below(&place, &index.to_string()),
            Segment::Map { key: name } | Segment::Enum { variant: name } => below(&place, name),
            Segment::Unknown => place,
        })
}

#[cfg(test)]
#[path = "misread_tests.rs"]
mod tests;
