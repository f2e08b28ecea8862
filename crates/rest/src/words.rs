//! serde tells what is wrong in English words only. Here they are understood; names that do not fit
//! are by [`Misfit`].
//! What is not understood is told without them.

use crate::{Expected, Reason};
use samverk_foundation::Misfit;
use serde_json::Value;

/// What serde said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub reason: Reason,
    pub spot: Spot,
}

/// Where, seen from the place that serde was at. That is too far out inside a type with a tag,
/// which serde reads twice.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    Here,
    /// A field that is not there.
    Absent(String),
    /// A field that is there: the place itself or in it.
    Present(String),
    /// Where this value stands.
    Value(Value),
    /// At a value that is neither a list nor an object.
    Scalar,
}

/// Reads the words of an error from serde_json or from the query's reader.
pub fn read(words: &str) -> Said {
    about_name(words)
        .or_else(|| about_type(words))
        .or_else(|| about_content(words))
        .unwrap_or(said(Reason::NotUnderstood, Spot::Here))
}

fn said(reason: impl Into<Reason>, spot: Spot) -> Said {
    let reason = reason.into();
    Said { reason, spot }
}

fn about_name(words: &str) -> Option<Said> {
    Some(match Misfit::of(words)? {
        Misfit::Missing(name) => said(Reason::Missing, Spot::Absent(name)),
        Misfit::Twice(name) => said(Reason::Twice, Spot::Present(name)),
        Misfit::UnknownField(name, known) => said(Reason::Unknown(known), Spot::Present(name)),
        Misfit::UnknownWord(word, known) => said(Reason::OneOf(known), Spot::Value(word.into())),
    })
}

fn about_type(words: &str) -> Option<Said> {
    let (kind, rest) = words.strip_prefix("invalid ")?.split_once(' ')?;
    let (found, wanted) = rest.rsplit_once(", expected ")?;
    let expected = match (kind, number_range(wanted)) {
        ("type:", Some(_)) => Expected::WholeNumber,
        ("value:", Some((least, most))) => Expected::Between(least, most),
        _ => type_named(wanted)?,
    };
    Some(said(expected, spot_of(found)))
}

fn type_named(wanted: &str) -> Option<Expected> {
    let objects = [
        "struct ",
        "internally tagged enum ",
        "adjacently tagged enum ",
    ];
    match wanted {
        "a string" | "string or map" | "variant identifier" | "map with a single key" => {
            Some(Expected::Text)
        }
        "a boolean" => Some(Expected::TrueOrFalse),
        "a sequence" => Some(Expected::List),
        "a map" => Some(Expected::Object),
        "a formatted UUID string" => Some(Expected::Uuid),
        _ if objects.iter().any(|start| wanted.starts_with(start)) => Some(Expected::Object),
        _ => None,
    }
}

fn number_range(wanted: &str) -> Option<(i128, i128)> {
    Some(match wanted {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" | "usize" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// What was found: "integer `1`", "boolean `true`", "string \"x\"", "null", "map", "sequence".
fn spot_of(found: &str) -> Spot {
    let written = match found.split_once('`') {
        Some((_, number)) if !found.starts_with("string ") => number.strip_suffix('`'),
        // Read twice, null is called by serde's own name.
        _ if matches!(found, "null" | "unit value") => Some("null"),
        _ => found.strip_prefix("string "),
    };
    match written.map(serde_json::from_str) {
        Some(Ok(value)) => Spot::Value(value),
        // Rust escapes some characters in another way than JSON.
        Some(Err(_)) => Spot::Scalar,
        None => Spot::Here,
    }
}

/// What a value's own reader says: a code of ours, or the words of Rust's readers.
fn about_content(words: &str) -> Option<Said> {
    if let Some(expected) = Expected::from_words(words) {
        return Some(said(expected, Spot::Scalar));
    }
    let reason: Reason = match words {
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            Expected::WholeNumber.into()
        }
        "number too large to fit in target type" | "number too small to fit in target type" => {
            Reason::OutOfRange
        }
        "provided string was not `true` or `false`" => Expected::TrueOrFalse.into(),
        _ if words.starts_with("UUID parsing failed: ") => Expected::Uuid.into(),
        _ if words.starts_with("data did not match any variant of ") => {
            return Some(said(Reason::NoneFits, Spot::Here));
        }
        _ => return problem(words),
    };
    Some(said(reason, Spot::Scalar))
}

/// A `Problem` as it is displayed: `key_invalid value="Å"`.
fn problem(words: &str) -> Option<Said> {
    let (code, value) = words.split_once(" value=")?;
    let is_code = |c: char| c.is_ascii_lowercase() || c == '_';
    if code.is_empty() || !code.chars().all(is_code) {
        return None;
    }
    let bare = value.strip_prefix('"')?.strip_suffix('"')?;
    let (value, spot) = match serde_json::from_str::<String>(value) {
        Ok(value) => (value.clone(), Spot::Value(value.into())),
        Err(_) => (bare.to_owned(), Spot::Scalar),
    };
    let code = code.to_owned();
    Some(said(Reason::Told { code, value }, spot))
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
