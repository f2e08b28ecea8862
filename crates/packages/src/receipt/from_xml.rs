//! A receipt as XML: an element tells of a file when path and checksum are found in its attributes, or in the elements
//! within it. So METS is read (`file` with `FLocat`, and `mdRef`), PREMIS is not.

use super::{CHECKSUMS, PATHS, Told, is_one_of, unreadable};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use samverk_foundation::Problem;

/// An element that is open.
#[derive(Default)]
struct Open {
    line: usize,
    name: String,
    text: String,
    own: Said,
    /// What the elements right within it say. It goes no further up, or what two files say would be mixed.
    within: Said,
}

/// What is said of a file.
#[derive(Default)]
struct Said {
    path: Option<String>,
    checksum: Option<String>,
}

pub fn read(text: &str) -> Result<Vec<Told>, Problem> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let (mut open, mut told): (Vec<Open>, Vec<Told>) = (Vec::new(), Vec::new());
    loop {
        let line = lines.at(reader.buffer_position());
        let fault = |_| unreadable(line);
        match reader.read_event().map_err(fault)? {
            Event::Start(start) => open.push(element(&start, line)?),
            Event::Empty(start) => {
                let one = element(&start, line)?;
                close(one, &mut open, &mut told);
            }
            Event::End(_) => {
                if let Some(one) = open.pop() {
                    close(one, &mut open, &mut told);
                }
            }
            Event::Text(text) => {
                if let Some(one) = open.last_mut() {
                    one.text.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(one) = open.last_mut() {
                    one.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let letter = character(&reference).ok_or_else(|| unreadable(line))?;
                if let Some(one) = open.last_mut() {
                    one.text.push_str(&letter);
                }
            }
            Event::Eof if open.is_empty() => return Ok(told),
            Event::Eof => return Err(unreadable(line)),
            _ => {}
        }
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Open, Problem> {
    let mut open = Open {
        line,
        name: start.local_name().as_ref().to_owned(),
        ..Open::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| unreadable(line))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| unreadable(line))?;
        open.own.take(attribute.key.local_name().as_ref(), &value);
    }
    Ok(open)
}

impl Said {
    /// Something that is said of a file, if it is that.
    fn take(&mut self, name: &str, value: &str) {
        if is_one_of(&PATHS, name) {
            self.path.get_or_insert_with(|| value.to_owned());
        } else if is_one_of(&CHECKSUMS, name) {
            self.checksum.get_or_insert_with(|| value.to_owned());
        }
    }
}

fn close(mut one: Open, open: &mut [Open], told: &mut Vec<Told>) {
    if !one.text.trim().is_empty() {
        one.own.take(&one.name, one.text.trim());
    }
    let path = one.own.path.as_ref().or(one.within.path.as_ref());
    let checksum = one.own.checksum.as_ref().or(one.within.checksum.as_ref());
    if let (Some(path), Some(checksum)) = (path, checksum) {
        told.push(Told {
            line: one.line,
            path: path.clone(),
            checksum: checksum.clone(),
        });
    } else if let Some(around) = open.last_mut() {
        let within = &mut around.within;
        within.path = within.path.take().or(one.own.path);
        within.checksum = within.checksum.take().or(one.own.checksum);
    }
}

fn character(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Some(letter.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// The line of a place, counted as one goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, place: u64) -> usize {
        let place = usize::try_from(place).unwrap_or(self.at);
        let passed = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(place);
        self.line
    }
}
