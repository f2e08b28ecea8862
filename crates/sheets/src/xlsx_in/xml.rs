//! XML as a row of openings, closings and texts. Names are read without their prefix.

use super::package::damaged;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use samverk_foundation::Problem;

pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
}

pub(super) enum Step<'x> {
    Open(Element<'x>),
    Close(String),
    Text(String),
    End,
}

pub(super) struct Element<'x>(BytesStart<'x>);

impl<'x> Xml<'x> {
    /// `part` is the name to give when it cannot be read.
    pub fn new(text: &'x str, part: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part }
    }

    /// Fails with `workbook_damaged`; so does an entity that the text itself defines.
    pub fn next(&mut self) -> Result<Step<'x>, Problem> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.damaged())?;
            return Ok(match event {
                Event::Start(element) | Event::Empty(element) => Step::Open(Element(element)),
                Event::End(element) => Step::Close(element.local_name().as_ref().to_owned()),
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => Step::Text(self.resolved(&entity)?),
                Event::Eof => Step::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    fn resolved(&self, entity: &BytesRef) -> Result<String, Problem> {
        if let Some(known) = resolve_predefined_entity(entity) {
            return Ok(known.to_owned());
        }
        match entity.resolve_char_ref() {
            Ok(Some(character)) => Ok(character.to_string()),
            Ok(None) | Err(_) => Err(self.damaged()),
        }
    }

    pub fn damaged(&self) -> Problem {
        damaged(self.part)
    }
}

impl Element<'_> {
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
        Some(value.into_owned())
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    pub fn is_true(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true" | "on"))
    }
}

/// Excel writes a character that XML cannot hold as `_x000D_`, and `_x005F_` for its underscore.
pub(super) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match escaped(from) {
            Some(character) => {
                plain.push(character);
                rest = from.get(ESCAPE_LENGTH..).unwrap_or_default();
            }
            None => {
                plain.push('_');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

const ESCAPE_LENGTH: usize = "_x000D_".len();

fn escaped(text: &str) -> Option<char> {
    let digits = text
        .get(..ESCAPE_LENGTH)?
        .strip_prefix("_x")?
        .strip_suffix('_')?;
    let is_hexadecimal = digits.chars().all(|c| c.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| is_hexadecimal)?;
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::without_escapes;

    #[test]
    fn escaped_characters_become_themselves() {
        assert_eq!(without_escapes("a_x000D_b"), "a\rb");
        assert_eq!(without_escapes("_x005F_x000D_"), "_x000D_");
        assert_eq!(without_escapes("min_xylofon_x00"), "min_xylofon_x00");
        assert_eq!(without_escapes("_xD83D_å"), "_xD83D_å");
    }
}
