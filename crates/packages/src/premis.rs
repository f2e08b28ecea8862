//! PREMIS 3: what each file is, its checksum and what has been done with it (`metadata/preservation/premis.xml`).

use crate::delivery::{Delivery, Organisation};
use crate::names::{REPRESENTATION, REPRESENTATION_FOLDER};
use crate::spool::Spool;
use crate::xml::Xml;
use crate::{File, Scan};
use std::io::{self, Write};
use std::path::Path;

pub const NAMESPACE: &str = "http://www.loc.gov/premis/v3";
pub const SCHEMA: &str = "https://www.loc.gov/standards/premis/premis.xsd";
const LOCAL: &str = "local";

/// Objects come before events in the document, so the events grow beside.
pub struct Premis {
    objects: Xml<Spool>,
    events: Xml<Spool>,
    delivery: Delivery,
    files: u64,
}

impl Premis {
    pub fn begin(delivery: &Delivery, folder: &Path) -> io::Result<Self> {
        let mut objects = Xml::new(Spool::new(folder)?)?;
        let location = format!("{NAMESPACE} {SCHEMA}");
        objects.open(
            "premis",
            &[
                ("xmlns", NAMESPACE),
                ("xmlns:xsi", crate::mets::XSI),
                ("xsi:schemaLocation", &location),
                ("version", "3.0"),
            ],
        )?;
        Ok(Self {
            objects,
            events: Xml::part(Spool::new(folder)?),
            delivery: delivery.clone(),
            files: 0,
        })
    }

    pub fn file(&mut self, file: &File, path: &str) -> io::Result<()> {
        self.files += 1;
        let xml = &mut self.objects;
        xml.open("object", &[("xsi:type", "file")])?;
        // A file that belongs to two documents lies twice in the package: the path tells which.
        identifier(xml, OBJECT, LOCAL, path)?;
        identifier(xml, OBJECT, "UUID", &file.id.to_string())?;
        xml.open("objectCharacteristics", &[])?;
        xml.open("fixity", &[])?;
        xml.text("messageDigestAlgorithm", &[], "SHA-256")?;
        xml.text("messageDigest", &[], &file.checksum.to_string())?;
        xml.text(
            "messageDigestOriginator",
            &[],
            self.delivery.system.name.as_str(),
        )?;
        xml.close()?;
        xml.text("size", &[], &file.size.to_string())?;
        xml.open("format", &[])?;
        xml.open("formatDesignation", &[])?;
        xml.text("formatName", &[], file.media_type.as_str())?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.text("originalName", &[], file.name.as_str())?;
        xml.open("relationship", &[])?;
        xml.text("relationshipType", &[], "structural")?;
        xml.text("relationshipSubType", &[], "is included in")?;
        identifier(xml, RELATED, LOCAL, REPRESENTATION)?;
        xml.close()?;
        xml.close()?;
        self.scan(file, path)
    }

    fn scan(&mut self, file: &File, path: &str) -> io::Result<()> {
        let (at, outcome, detail) = match &file.scan {
            Scan::Clean { at, by } => (*at, "success", by),
            Scan::NotScanned { why } => (self.delivery.made_at, "not performed", why),
        };
        let event = Event {
            id: &format!("scan-{}", self.files),
            kind: "virus check",
            at: &at.to_string(),
            detail: None,
            outcome: (outcome, detail.as_str()),
            of: path,
        };
        event.write(&mut self.events)
    }

    pub fn end(mut self) -> io::Result<Spool> {
        self.representation()?;
        self.of_the_package()?;
        let mut events = self.events.end()?.seal()?;
        let xml = &mut self.objects;
        io::copy(&mut events.content, xml.raw())?;
        let system = &self.delivery.system;
        let version = system.version.as_str();
        agent(xml, SYSTEM, system.name.as_str(), "software", Some(version))?;
        let submitter = &self.delivery.submitter;
        organisation(xml, submitter)?;
        self.objects.end()
    }

    fn representation(&mut self) -> io::Result<()> {
        let xml = &mut self.objects;
        xml.open("object", &[("xsi:type", "representation")])?;
        identifier(xml, OBJECT, LOCAL, REPRESENTATION)?;
        xml.text("originalName", &[], REPRESENTATION_FOLDER)?;
        xml.close()
    }

    /// What was done with all files when the package was made.
    fn of_the_package(&mut self) -> io::Result<()> {
        let at = self.delivery.made_at.to_string();
        let told = format!("{} filer jämförda med lagrets kontrollsummor", self.files);
        let checked = Event {
            id: "fixity",
            kind: "fixity check",
            at: &at,
            detail: Some("SHA-256"),
            outcome: ("success", &told),
            of: REPRESENTATION,
        };
        checked.write(&mut self.events)?;
        let made = Event {
            id: "package",
            kind: "information package creation",
            at: &at,
            detail: Some(self.delivery.label.as_str()),
            outcome: ("success", &self.delivery.id.to_string()),
            of: REPRESENTATION,
        };
        made.write(&mut self.events)
    }
}

const SYSTEM: &str = "system";

struct Event<'a> {
    id: &'a str,
    kind: &'a str,
    at: &'a str,
    detail: Option<&'a str>,
    outcome: (&'a str, &'a str),
    of: &'a str,
}

impl Event<'_> {
    fn write<W: Write>(&self, xml: &mut Xml<W>) -> io::Result<()> {
        xml.open("event", &[])?;
        identifier(xml, EVENT, LOCAL, self.id)?;
        xml.text("eventType", &[], self.kind)?;
        xml.text("eventDateTime", &[], self.at)?;
        if let Some(detail) = self.detail {
            xml.open("eventDetailInformation", &[])?;
            xml.text("eventDetail", &[], detail)?;
            xml.close()?;
        }
        let (outcome, note) = self.outcome;
        xml.open("eventOutcomeInformation", &[])?;
        xml.text("eventOutcome", &[], outcome)?;
        xml.open("eventOutcomeDetail", &[])?;
        xml.text("eventOutcomeDetailNote", &[], note)?;
        xml.close()?;
        xml.close()?;
        identifier(xml, LINKED_AGENT, LOCAL, SYSTEM)?;
        identifier(xml, LINKED_OBJECT, LOCAL, self.of)?;
        xml.close()
    }
}

fn organisation<W: Write>(xml: &mut Xml<W>, one: &Organisation) -> io::Result<()> {
    let id = one.code().unwrap_or_else(|| "submitter".to_owned());
    agent(xml, &id, one.name.as_str(), "organization", None)
}

fn agent<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    name: &str,
    kind: &str,
    version: Option<&str>,
) -> io::Result<()> {
    xml.open("agent", &[])?;
    identifier(xml, AGENT, LOCAL, id)?;
    xml.text("agentName", &[], name)?;
    xml.text("agentType", &[], kind)?;
    if let Some(version) = version {
        xml.text("agentVersion", &[], version)?;
    }
    xml.close()
}

/// An element, and the two in it that say what sort of identifier it is and the identifier itself.
type Identifier = [&'static str; 3];

const OBJECT: Identifier = [
    "objectIdentifier",
    "objectIdentifierType",
    "objectIdentifierValue",
];
const RELATED: Identifier = [
    "relatedObjectIdentifier",
    "relatedObjectIdentifierType",
    "relatedObjectIdentifierValue",
];
const EVENT: Identifier = [
    "eventIdentifier",
    "eventIdentifierType",
    "eventIdentifierValue",
];
const AGENT: Identifier = [
    "agentIdentifier",
    "agentIdentifierType",
    "agentIdentifierValue",
];
const LINKED_AGENT: Identifier = [
    "linkingAgentIdentifier",
    "linkingAgentIdentifierType",
    "linkingAgentIdentifierValue",
];
const LINKED_OBJECT: Identifier = [
    "linkingObjectIdentifier",
    "linkingObjectIdentifierType",
    "linkingObjectIdentifierValue",
];

fn identifier<W: Write>(
    xml: &mut Xml<W>,
    [name, kind_name, value_name]: Identifier,
    kind: &str,
    value: &str,
) -> io::Result<()> {
    xml.open(name, &[])?;
    xml.text(kind_name, &[], kind)?;
    xml.text(value_name, &[], value)?;
    xml.close()
}
