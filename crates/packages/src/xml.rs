//! Writing elements. quick-xml escapes what needs it; texts have been made such that XML can carry them.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

pub type Attributes<'a> = &'a [(&'a str, &'a str)];

pub struct Xml<W: Write> {
    writer: Writer<W>,
    open: Vec<&'static str>,
}

impl<W: Write> Xml<W> {
    /// A document.
    pub fn new(out: W) -> io::Result<Self> {
        let mut xml = Self::part(out);
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        xml.writer.write_event(Event::Decl(declaration))?;
        Ok(xml)
    }

    /// Elements that are to stand in a document.
    pub fn part(out: W) -> Self {
        Self {
            writer: Writer::new_with_indent(out, b' ', 1),
            open: Vec::new(),
        }
    }

    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.open.push(name);
        self.writer
            .write_event(Event::Start(start(name, attributes)))
    }

    /// The innermost that is open.
    pub fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => self.writer.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer
            .write_event(Event::Empty(start(name, attributes)))
    }

    pub fn text(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(start(name, attributes)))?;
        self.writer.write_event(Event::Text(BytesText::new(text)))?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes what has been written elsewhere.
    pub fn raw(&mut self) -> &mut W {
        self.writer.get_mut()
    }

    /// Closes all that is open.
    pub fn end(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.close()?;
        }
        Ok(self.writer.into_inner())
    }
}

fn start<'a>(name: &'static str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}
