//! Who has to do with a delivery.

use crate::delivery::{Delivery, Organisation};
use crate::xml::Xml;
use std::io::{self, Write};

/// CSIP10–16.
pub fn software<W: Write>(xml: &mut Xml<W>, delivery: &Delivery) -> io::Result<()> {
    let system = &delivery.system;
    let kind = [
        ("ROLE", "CREATOR"),
        ("TYPE", "OTHER"),
        ("OTHERTYPE", "SOFTWARE"),
    ];
    xml.open("agent", &kind)?;
    xml.text("name", &[], system.name.as_str())?;
    let version = [("csip:NOTETYPE", "SOFTWARE VERSION")];
    xml.text("note", &version, system.version.as_str())?;
    xml.close()
}

/// SIP9–31, and SIP5 and 7: the schema wants agents before references.
pub fn parties<W: Write>(xml: &mut Xml<W>, delivery: &Delivery) -> io::Result<()> {
    organisation(xml, "ARCHIVIST", &delivery.archival_creator)?;
    organisation(xml, "CREATOR", &delivery.submitter)?;
    if let Some(contact) = &delivery.contact {
        xml.open("agent", &[("ROLE", "CREATOR"), ("TYPE", "INDIVIDUAL")])?;
        xml.text("name", &[], contact.role.as_str())?;
        xml.text("note", &[], contact.address.as_str())?;
        xml.close()?;
    }
    if let Some(archive) = &delivery.archive {
        organisation(xml, "PRESERVATION", archive)?;
    }
    let references = [
        ("SUBMISSIONAGREEMENT", &delivery.agreement),
        ("REFERENCECODE", &delivery.reference_code),
    ];
    for (kind, reference) in references {
        if let Some(reference) = reference {
            xml.text("altRecordID", &[("TYPE", kind)], reference.as_str())?;
        }
    }
    Ok(())
}

fn organisation<W: Write>(xml: &mut Xml<W>, role: &str, one: &Organisation) -> io::Result<()> {
    xml.open("agent", &[("ROLE", role), ("TYPE", "ORGANIZATION")])?;
    xml.text("name", &[], one.name.as_str())?;
    if let Some(code) = one.code() {
        let kind = [("csip:NOTETYPE", "IDENTIFICATIONCODE")];
        xml.text("note", &kind, &code)?;
    }
    xml.close()
}
