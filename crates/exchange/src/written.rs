//! A document as it is written, with the row of each part.

use crate::document::with_document;
use samverk_foundation::Problem;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A document as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub json: Json,
    /// The row of each part, by its pointer.
    rows: BTreeMap<String, usize>,
}

impl Written {
    /// The row of what a pointer names, or else of what it lies in.
    pub fn row_of(&self, pointer: &str) -> Option<usize> {
        let mut pointer = pointer;
        loop {
            match (self.rows.get(pointer), pointer.rsplit_once('/')) {
                (Some(row), _) => return Some(*row),
                (None, Some((above, _))) => pointer = above,
                (None, None) => return None,
            }
        }
    }
}

/// Fails as [`read_document`](crate::document::read_document) does.
pub(crate) fn read_written(bytes: &[u8], path: &str) -> Result<Written, Problem> {
    let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let breaks: Vec<usize> = breaks.map(|(place, _)| place).collect();
    // Spans are counted without a mark at the beginning.
    let mark = bytes.starts_with("\u{feff}".as_bytes());
    let skipped = if mark { 3 } else { 0 };
    let row_at = |at: usize| breaks.partition_point(|end| *end < at + skipped) + 1;
    with_document(bytes, path, |document| {
        let mut rows = BTreeMap::new();
        let json = written_table(document.get_ref(), "", &row_at, &mut rows);
        Ok(Written { json, rows })
    })
}

fn written_table(
    table: &DeTable,
    place: &str,
    row_at: &impl Fn(usize) -> usize,
    rows: &mut BTreeMap<String, usize>,
) -> Json {
    let fields = table.iter().map(|(name, value)| {
        let escaped = name.get_ref().replace('~', "~0").replace('/', "~1");
        let place = format!("{place}/{escaped}");
        rows.insert(place.clone(), row_at(name.span().start));
        let value = written_value(value, &place, row_at, rows);
        (name.get_ref().to_string(), value)
    });
    Json::Object(fields.collect())
}

fn written_value(
    value: &Spanned<DeValue>,
    place: &str,
    row_at: &impl Fn(usize) -> usize,
    rows: &mut BTreeMap<String, usize>,
) -> Json {
    match value.get_ref() {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(yes) => (*yes).into(),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => number.into(),
            Err(_) => number.as_str().into(),
        },
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Datetime(moment) => moment.to_string().into(),
        DeValue::Array(parts) => {
            let parts = parts.iter().enumerate().map(|(number, part)| {
                let place = format!("{place}/{number}");
                rows.insert(place.clone(), row_at(part.span().start));
                written_value(part, &place, row_at, rows)
            });
            parts.collect()
        }
        DeValue::Table(table) => written_table(table, place, row_at, rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_has_its_rows() {
        let source = "\u{feff}# x\nname = \"A\u{30a}by\"\nlong = 0.10\n\n[[level]]\nnumber = 0x1F\nwords = [\n  \"a\",\n  2026-11-22,\n]\n";
        let written = read_written(source.as_bytes(), "x.toml").unwrap();
        let json = serde_json::json!({
            "name": "Åby",
            "long": "0.10",
            "level": [{ "number": 31, "words": ["a", "2026-11-22"] }],
        });
        assert_eq!(written.json, json);
        let rows = [
            "/name",
            "/level/0/number",
            "/level/0/words/1",
            "/level/0/x",
            "/x",
        ];
        let rows = rows.map(|pointer| written.row_of(pointer));
        assert_eq!(rows, [Some(2), Some(6), Some(9), Some(5), None]);
    }
}
