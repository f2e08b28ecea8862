//! XML that is balanced by the way it is written, and in which everything that somebody wrote is escaped.

use quick_xml::escape::escape;

pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

#[derive(Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A document with this element around all.
    pub fn document(
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self),
    ) -> String {
        let mut xml = Self(DECLARATION.to_owned());
        xml.element(name, attributes, inner);
        xml.0
    }

    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        self.0.push('>');
        inner(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An element without anything in it but a value, as most of the format's are.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escape(writable(text)));
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.0.push_str(&escape(writable(value)));
            self.0.push('"');
        }
    }
}

/// Without the characters that XML has no way to write.
fn writable(text: &str) -> String {
    let is_writable = |letter: &char| {
        let is_mark = letter.is_control() && !matches!(letter, '\n' | '\t');
        !is_mark && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(is_writable).collect()
}
