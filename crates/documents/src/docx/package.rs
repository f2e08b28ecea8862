//! The files of a DOCX and how they hang together, packed as ECMA-376 has it.

use super::xml::Xml;
use crate::Front;
use chrono::{DateTime, SecondsFormat, Utc};
use samverk_foundation::Problem;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// What the document stands with beside its running text: kind of relation and file, each with its content.
const BESIDE: [&str; 4] = ["styles", "numbering", "settings", "footer"];

/// The files with their names, in the order in which they are packed.
#[derive(Default)]
pub(super) struct Package(Vec<(String, Vec<u8>)>);

impl Package {
    pub fn add(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((name.into(), bytes.into()));
    }

    /// The same files give the same bytes: no file has a time.
    pub fn packed(self) -> Result<Vec<u8>, Problem> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.0 {
            let options = SimpleFileOptions::default();
            writer
                .start_file(name, options)
                .map_err(Problem::internal)?;
            writer.write_all(&bytes).map_err(Problem::internal)?;
        }
        let packed = writer.finish().map_err(Problem::internal)?;
        Ok(packed.into_inner())
    }
}

pub(super) fn content_types() -> String {
    let namespace = format!("{PACKAGE}/content-types");
    Xml::document("Types", &[("xmlns", &namespace)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        for (ending, kind) in [("rels", relations), ("xml", "application/xml")] {
            xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part("/word/document.xml", &format!("{MAIN}.document.main+xml"));
        for name in BESIDE {
            part(&format!("/word/{name}.xml"), &format!("{MAIN}.{name}+xml"));
        }
        part("/docProps/core.xml", CORE);
    })
}

fn relations(inner: impl FnOnce(&mut Xml)) -> String {
    let namespace = format!("{PACKAGE}/relationships");
    Xml::document("Relationships", &[("xmlns", &namespace)], inner)
}

fn relation(xml: &mut Xml, id: &str, kind: &str, target: &str, more: &[(&str, &str)]) {
    let first = [("Id", id), ("Type", kind), ("Target", target)];
    xml.empty("Relationship", &[&first[..], more].concat());
}

pub(super) fn of_package() -> String {
    relations(|xml| {
        let kind = format!("{RELATIONSHIPS}/officeDocument");
        relation(xml, "document", &kind, "word/document.xml", &[]);
        let kind = format!("{PACKAGE}/relationships/metadata/core-properties");
        relation(xml, "core", &kind, "docProps/core.xml", &[]);
    })
}

pub(super) fn of_document(addresses: &[String]) -> String {
    relations(|xml| {
        for name in BESIDE {
            let kind = format!("{RELATIONSHIPS}/{name}");
            relation(xml, name, &kind, &format!("{name}.xml"), &[]);
        }
        let kind = format!("{RELATIONSHIPS}/hyperlink");
        for (place, to) in addresses.iter().enumerate() {
            let away = [("TargetMode", "External")];
            relation(xml, &format!("link{place}"), &kind, to, &away);
        }
    })
}

/// Word 2013 and later read it as it is.
pub(super) fn settings() -> String {
    Xml::document("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
    })
}

pub(super) fn core(front: &Front, now: DateTime<Utc>) -> String {
    let properties = format!("{PACKAGE}/metadata/core-properties");
    let namespaces = [
        ("xmlns:cp", properties.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let title = [front.title.as_str(), &front.subtitle];
    let title = title.into_iter().filter(|part| !part.is_empty());
    let title = title.collect::<Vec<_>>().join(", ");
    let moment = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    Xml::document("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&title));
        xml.element("dc:creator", &[], |xml| xml.text(&front.collaboration));
        let locale = super::styles::locale(front.language);
        xml.element("dc:language", &[], |xml| xml.text(locale));
        for name in ["dcterms:created", "dcterms:modified"] {
            let kind = [("xsi:type", "dcterms:W3CDTF")];
            xml.element(name, &kind, |xml| xml.text(&moment));
        }
    })
}
