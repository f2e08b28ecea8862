//! One text as an answer: what stands in a field of a form or in a cell of a table.

use crate::asked::{Asked, Read, all};
use crate::from_json::read_value;
use crate::manner::Manner;
use crate::number;
use crate::{Choices, FieldKind, KindCode, Question, Reference, Value};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Problem, Problems, parse_date, parse_integer, parse_year, text};

/// Reads all kinds; the answer has no place in its problems.
pub(crate) fn read_text(question: &Question, written: &str, manner: Manner) -> Read {
    let written = written.trim();
    if written.is_empty() {
        return Ok(unanswered(&question.kind));
    }
    let asked = Asked::always(question);
    match &question.kind {
        FieldKind::Line | FieldKind::Prose { .. } | FieldKind::Email => {
            Ok(Value::Text(kept_text(question, written)?))
        }
        FieldKind::Choice(choices) => Ok(code(written, choices, manner)?),
        FieldKind::Several(choices) => {
            let words = words(written);
            several(words.map(|word| Ok(code(word, choices, manner)?)))
        }
        FieldKind::Lines => several(words(written).map(|word| Ok(line(&asked, word)?))),
        FieldKind::One(kind) => Ok(reference(kind, written)?),
        FieldKind::Many(kind) => {
            let keys = written.split_whitespace();
            several(keys.map(|key| Ok(reference(kind, key)?)))
        }
        FieldKind::OneOf(kinds) => match one_of(kinds, written) {
            Some(named) => Ok(named?),
            None => Err(manner.not_among(written, &named_of(kinds)).into()),
        },
        FieldKind::YesNo => Ok(yes_or_no(written, manner)?),
        FieldKind::Rows { .. } | FieldKind::File { .. } => json(question, written),
        kind => Ok(figure(kind, written)?),
    }
}

/// What nothing written means.
pub(crate) fn unanswered(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::YesNo => Value::Yes(false),
        _ => Value::Nothing,
    }
}

/// A text as it is kept. Fails with `text_too_long`, `character_not_allowed` or `email_invalid`.
pub(crate) fn kept_text(question: &Question, written: &str) -> Result<String, Problem> {
    let kept = match question.kind {
        FieldKind::Prose { .. } => text::prose(written)?,
        FieldKind::Email => text::line(&text::line(written)?.to_lowercase())?,
        _ => text::line(written)?,
    };
    within_limit(question, &kept)?;
    match question.kind {
        FieldKind::Email if !kept.is_empty() && !is_email(&kept) => {
            Err(Problem::invalid("email_invalid").with("value", written))
        }
        _ => Ok(kept),
    }
}

fn within_limit(question: &Question, kept: &str) -> Result<(), Problem> {
    let longest = question.longest();
    match kept.chars().count() <= longest {
        true => Ok(()),
        false => Err(Problem::invalid("text_too_long").with("max", longest)),
    }
}

/// Somebody at a domain. Whether mail arrives is known when it is sent.
pub fn is_email(text: &str) -> bool {
    let Some((person, domain)) = text.split_once('@') else {
        return false;
    };
    let is_usual = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let part = |part: &str| !part.is_empty() && part.chars().all(is_usual);
    let label = |label: &str| {
        let is_usual = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(is_usual)
    };
    let is_domain = domain.contains('.') && domain.split('.').all(label);
    person.len() <= 64 && person.split('.').all(part) && is_domain
}

pub(crate) fn code(written: &str, choices: &Choices, manner: Manner) -> Result<Value, Problem> {
    match choices.has(written) {
        true => Ok(Value::Code(written.to_owned())),
        false => Err(manner.not_among(written, &choices.codes())),
    }
}

/// One of several short texts. In a cell there are semicolons between them, so none may have one; the
/// rows of another field have no cells.
pub(crate) fn line(one: &Asked<'_>, written: &str) -> Result<Value, Problem> {
    let kept = text::line(written)?;
    if let Some((before, _)) = kept.split_once(';').filter(|_| !one.is_column) {
        let skipped = before.chars().count().saturating_sub(20);
        let before: String = before.chars().skip(skipped).collect();
        let before = if before.is_empty() { "none" } else { &before };
        return Err(Problem::invalid("character_not_allowed")
            .with("character", "U+003B")
            .with("before", before));
    }
    within_limit(one.question, &kept)?;
    Ok(Value::Text(kept))
}

/// Fails with `key_invalid`.
pub(crate) fn reference(kind: &KindCode, written: &str) -> Result<Value, Problem> {
    let key = Key::parse(written)?;
    Ok(Value::Ref(Reference::to(kind.clone(), key)))
}

/// `need:kompetens`; nothing when it begins with none of the kinds. Fails with `key_invalid`.
pub(crate) fn one_of(kinds: &[KindCode], written: &str) -> Option<Result<Value, Problem>> {
    let (kind, key) = written.split_once(':')?;
    let kind = kinds.iter().find(|one| one.as_str() == kind.trim())?;
    Some(reference(kind, key.trim()))
}

/// How things of these kinds are named, for whoever wrote something else.
pub(crate) fn named_of(kinds: &[KindCode]) -> Vec<String> {
    kinds.iter().map(|kind| format!("{kind}:…")).collect()
}

/// As people and Excel write it.
pub(crate) fn yes_or_no(written: &str, manner: Manner) -> Result<Value, Problem> {
    match written.to_lowercase().as_str() {
        "ja" | "yes" | "sant" | "true" => Ok(Value::Yes(true)),
        "nej" | "no" | "falskt" | "false" => Ok(Value::Yes(false)),
        _ => Err(manner.not_among(written, &["true", "false"])),
    }
}

fn figure(kind: &FieldKind, written: &str) -> Result<Value, Problem> {
    Ok(match kind {
        FieldKind::Integer => Value::Number(parse_integer(written)?.into()),
        FieldKind::Scale { from, to } => Value::Number(step(parse_integer(written)?, *from, *to)?),
        FieldKind::Decimal { .. } | FieldKind::Percent => Value::Number(number::decimal(written)?),
        FieldKind::Year => Value::Number(parse_year(written)?.into()),
        FieldKind::Amount => Value::Ore(number::amount(written)?),
        FieldKind::Date => Value::Date(parse_date(written)?),
        FieldKind::Keyed => Value::Key(Key::parse(written)?),
        _ => Value::Nothing,
    })
}

fn step(number: i64, from: i64, to: i64) -> Result<Decimal, Problem> {
    match (from..=to).contains(&number) {
        true => Ok(number.into()),
        false => Err(Problem::invalid("number_out_of_range")
            .with("least", from)
            .with("most", to)),
    }
}

/// What has no way of its own to be written in one text is JSON as in the API.
fn json(question: &Question, written: &str) -> Read {
    let json = serde_json::from_str(written).map_err(|error| {
        Problem::invalid("json_malformed")
            .with("line", error.line())
            .with("position", error.column())
    })?;
    read_value(&Asked::always(question), &json, "")
}

fn words(written: &str) -> impl Iterator<Item = &str> {
    let words = written.split(';').map(str::trim);
    words.filter(|word| !word.is_empty())
}

/// A list of what says something.
pub(crate) fn several(parts: impl Iterator<Item = Result<Value, Problems>>) -> Read {
    let mut parts = all(parts)?;
    parts.retain(|part| !part.is_nothing());
    Ok(Value::Several(parts))
}
