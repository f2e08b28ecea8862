//! The reference to a file, in JSON as the API has it.

use crate::asked::{Asked, Read};
use crate::from_json::{below, expected, read_object};
use crate::to_json::object;
use crate::{Expected, FieldKey, FieldKind, FileRef, Question, Record, Rule, Value, Words};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use samverk_foundation::Problem;
use samverk_foundation::text::NAME_MAX;
use serde_json::Value as Json;

const ID: FieldKey = FieldKey::of("id");
const NAME: FieldKey = FieldKey::of("name");
const MEDIA_TYPE: FieldKey = FieldKey::of("media_type");
const BYTES: FieldKey = FieldKey::of("bytes");
const CHECKSUM: FieldKey = FieldKey::of("checksum");

/// What a reference says, as if it were asked for.
pub(crate) fn questions() -> Vec<Question> {
    let question = |key: FieldKey, kind: FieldKind, rule: Rule| Question {
        rules: vec![Rule::Filled, rule],
        ..Question::new(key, Words::key(""), kind)
    };
    let longest = || Rule::Longest(u32::try_from(NAME_MAX).unwrap_or(u32::MAX));
    let none = || Value::Number(Decimal::ZERO);
    vec![
        question(ID, FieldKind::Line, longest()),
        question(NAME, FieldKind::Line, longest()),
        question(MEDIA_TYPE, FieldKind::Line, longest()),
        question(
            BYTES,
            FieldKind::Integer,
            Rule::Between(none(), Value::Nothing),
        ),
        question(CHECKSUM, FieldKind::Line, longest()),
    ]
}

pub(crate) fn to_json(file: &FileRef) -> Json {
    let text = |text: &str| Value::Text(text.to_owned());
    let record = Record::default()
        .with(ID, Value::Text(file.id.to_string()))
        .with(NAME, text(&file.name))
        .with(MEDIA_TYPE, text(&file.media_type))
        .with(BYTES, Value::Number(file.bytes.into()))
        .with(CHECKSUM, text(&file.checksum));
    object(&Asked::of_columns(&questions()), &record)
}

pub(crate) fn from_json(json: &Json, place: &str) -> Read {
    let questions = questions();
    let record = read_object(&Asked::of_columns(&questions), json, place)?;
    let text = |key: FieldKey| record.get(key.as_str()).text().to_owned();
    let id = text(ID).parse();
    let id = id.map_err(|_| expected(Expected::Uuid, &below(place, "id")))?;
    let bytes = record.get(BYTES.as_str()).as_number();
    let bytes = bytes.and_then(|bytes| bytes.to_u64());
    let size = Expected::Between(0, i64::MAX.into());
    Ok(Value::File(FileRef {
        id,
        name: text(NAME),
        media_type: text(MEDIA_TYPE),
        bytes: bytes.ok_or_else(|| expected(size, &below(place, "bytes")))?,
        checksum: text(CHECKSUM),
    }))
}

/// What a form carries along in a hidden field. Fails with `file_reference_invalid`.
pub(crate) fn from_text(written: &str) -> Result<Value, Problem> {
    let json = serde_json::from_str(written).ok();
    let file = json.and_then(|json| from_json(&json, "").ok());
    file.ok_or_else(|| Problem::invalid("file_reference_invalid"))
}
