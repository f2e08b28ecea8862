//! CITS ERMS 3: the cases and their documents (`metadata/descriptive/erms.xml`).

mod agents;
mod case;
mod document;

use crate::Case;
use crate::delivery::{Delivery, Organisation};
use crate::xml::Xml;
use agents::agent;
use std::io::{self, Write};

pub const NAMESPACE: &str = "https://DILCIS.eu/XML/ERMS";
pub const SCHEMA: &str = "https://citserms.dilcis.eu/schema/ERMS_v3.xsd";
const SCHEME_ID: &str = "klassificering";

pub struct Erms<W: Write> {
    xml: Xml<W>,
    has_scheme: bool,
}

impl<W: Write> Erms<W> {
    pub fn begin(delivery: &Delivery, out: W) -> io::Result<Self> {
        let mut xml = Xml::new(out)?;
        let location = format!("{NAMESPACE} {SCHEMA}");
        xml.open(
            "erms",
            &[
                ("xmlns", NAMESPACE),
                ("xmlns:xsi", crate::mets::XSI),
                ("xsi:schemaLocation", &location),
            ],
        )?;
        control(&mut xml, delivery)?;
        xml.open("aggregations", &[])?;
        let has_scheme = delivery.classification_scheme.is_some();
        Ok(Self { xml, has_scheme })
    }

    /// A case, with the paths of its files: those of each document in their order.
    pub fn case(&mut self, case: &Case, paths: &[Vec<String>]) -> io::Result<()> {
        let scheme = (self.has_scheme && case.classification.is_some()).then_some(SCHEME_ID);
        case::write(&mut self.xml, case, scheme, paths)
    }

    pub fn end(self) -> io::Result<W> {
        self.xml.end()
    }
}

/// What the document is and where it comes from.
fn control<W: Write>(xml: &mut Xml<W>, delivery: &Delivery) -> io::Result<()> {
    let creator = &delivery.archival_creator;
    xml.open("control", &[])?;
    let kind = |kind| [("identificationType", kind)];
    xml.text(
        "identification",
        &kind("leverans"),
        &delivery.id.to_string(),
    )?;
    xml.text(
        "identification",
        &kind("arkivbildare"),
        creator.name.as_str(),
    )?;
    if let Some(number) = &creator.number {
        xml.text(
            "identification",
            &kind("organisationsnummer"),
            number.as_str(),
        )?;
    }
    if let Some(scheme) = &delivery.classification_scheme {
        xml.open(
            "classificationSchema",
            &[
                ("classificationSchemaId", SCHEME_ID),
                ("classificationSchemaStatus", "current"),
            ],
        )?;
        xml.open("textualDescriptionOfClassificationSchema", &[])?;
        xml.text("p", &[], scheme.as_str())?;
        xml.close()?;
        xml.close()?;
    }
    maintenance(xml, delivery)?;
    system(xml, delivery)?;
    xml.close()
}

/// Who has written the document, and when.
fn maintenance<W: Write>(xml: &mut Xml<W>, delivery: &Delivery) -> io::Result<()> {
    xml.open("maintenanceInformation", &[])?;
    xml.empty("maintenanceStatus", &[("value", "new")])?;
    agency(xml, &delivery.submitter)?;
    xml.open("maintenanceHistory", &[])?;
    xml.open("maintenanceEvent", &[])?;
    xml.empty("eventType", &[("value", "created")])?;
    xml.text("eventDateTime", &[], &delivery.made_at.to_string())?;
    agent(xml, "deliverer", &delivery.submitter.name)?;
    xml.close()?;
    xml.close()?;
    xml.close()
}

fn agency<W: Write>(xml: &mut Xml<W>, agency: &Organisation) -> io::Result<()> {
    xml.open("maintenanceAgency", &[])?;
    if let Some(number) = &agency.number {
        xml.text(
            "agencyCode",
            &[("type", "organisationsnummer")],
            number.as_str(),
        )?;
    }
    xml.text("agencyName", &[], agency.name.as_str())?;
    xml.close()
}

fn system<W: Write>(xml: &mut Xml<W>, delivery: &Delivery) -> io::Result<()> {
    let system = &delivery.system;
    xml.open("systemInformation", &[])?;
    xml.open("agents", &[])?;
    xml.open(
        "agent",
        &[("agentType", "other"), ("otherAgentType", "system")],
    )?;
    xml.text("name", &[], system.name.as_str())?;
    xml.open("notes", &[])?;
    xml.text("note", &[("noteType", "version")], system.version.as_str())?;
    xml.close()?;
    xml.close()?;
    xml.close()?;
    xml.close()
}
