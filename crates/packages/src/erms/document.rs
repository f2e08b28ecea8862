//! A document as a record, its files as appendices.

use super::agents::{DateSort, agents, dates, restriction};
use crate::xml::Xml;
use crate::{Direction, Document, File};
use std::io::{self, Write};

pub fn write<W: Write>(xml: &mut Xml<W>, document: &Document, paths: &[String]) -> io::Result<()> {
    let id = document.id.to_string();
    let mut attributes = vec![("systemIdentifier", id.as_str())];
    if !document.files.is_empty() {
        attributes.push(("recordPhysicalOrDigital", "digital"));
    }
    xml.open("record", &attributes)?;
    xml.text("objectId", &[], document.number.as_str())?;
    xml.text("title", &[], document.title.as_str())?;
    xml.text("runningNumber", &[], &document.sequence.to_string())?;
    restriction(xml, document.secrecy.as_ref())?;
    xml.empty("direction", direction(document.direction))?;
    agents(xml, None, &document.parties)?;
    dates(xml, &days(document))?;
    if !document.files.is_empty() {
        xml.open("additionalInformation", &[])?;
        for (file, path) in document.files.iter().zip(paths) {
            appendix(xml, file, path)?;
        }
        xml.close()?;
    }
    xml.close()
}

/// The specification has no word for what is drawn up and stays.
fn direction(direction: Direction) -> &'static [(&'static str, &'static str)] {
    match direction {
        Direction::Incoming => &[("directionDefinition", "incoming")],
        Direction::Outgoing => &[("directionDefinition", "outgoing")],
        Direction::Internal => &[
            ("directionDefinition", "other"),
            ("otherDirectionDefinition", "upprättad"),
        ],
    }
}

fn days(document: &Document) -> Vec<(DateSort, String)> {
    let sort = match document.direction {
        Direction::Incoming => "received",
        Direction::Outgoing => "sent",
        Direction::Internal => "prepared",
    };
    let mut days = vec![(DateSort::Of(sort), document.dated_on.to_string())];
    let registered = document.registered_on;
    days.extend(registered.map(|day| (DateSort::Of("captured"), day.to_string())));
    days
}

fn appendix<W: Write>(xml: &mut Xml<W>, file: &File, path: &str) -> io::Result<()> {
    let version = format!("Version {}", file.version);
    xml.empty(
        "appendix",
        &[
            ("name", file.name.as_str()),
            ("description", &version),
            ("fileFormat", file.media_type.as_str()),
            ("path", path),
        ],
    )
}
