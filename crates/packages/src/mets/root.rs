//! `METS.xml` of the package: it names the metadata, what is laid beside, and the representation's own METS.

use super::{CONTENT, Document, Entry, begin, file, header, header::parties};
use crate::delivery::Delivery;
use crate::xml::Xml;
use std::io::{self, Write};

const PROFILE: &str = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml";

/// What the package consists of, when all else has been written.
pub struct Parts {
    pub erms: Entry,
    pub premis: Entry,
    pub representation: Entry,
    pub documentation: Vec<Entry>,
    pub schemas: Vec<Entry>,
}

pub fn write_root<W: Write>(delivery: &Delivery, parts: &Parts, out: W) -> io::Result<W> {
    let mut xml = Xml::new(out)?;
    let id = delivery.id.to_string();
    let document = Document {
        id: &id,
        label: delivery.label.as_str(),
        profile: PROFILE,
    };
    begin(&mut xml, &document)?;
    header(&mut xml, delivery, |xml| parties(xml, delivery))?;
    metadata(&mut xml, parts)?;
    files(&mut xml, parts)?;
    structure(&mut xml, &id)?;
    xml.end()
}

fn metadata<W: Write>(xml: &mut Xml<W>, parts: &Parts) -> io::Result<()> {
    let described = [
        ("ID", "dmd-erms"),
        ("CREATED", parts.erms.created.as_str()),
        ("STATUS", "CURRENT"),
    ];
    xml.open("dmdSec", &described)?;
    let kind = [
        ("MDTYPE", "OTHER"),
        ("OTHERMDTYPE", "ERMS"),
        ("MDTYPEVERSION", "3.0"),
    ];
    reference(xml, &kind, &parts.erms)?;
    xml.close()?;
    xml.open("amdSec", &[("ID", "amd")])?;
    let preserved = [
        ("ID", "amd-premis"),
        ("CREATED", parts.premis.created.as_str()),
        ("STATUS", "CURRENT"),
    ];
    xml.open("digiprovMD", &preserved)?;
    let kind = [("MDTYPE", "PREMIS"), ("MDTYPEVERSION", "3.0")];
    reference(xml, &kind, &parts.premis)?;
    xml.close()?;
    xml.close()
}

fn reference<W: Write>(xml: &mut Xml<W>, kind: &[(&str, &str)], entry: &Entry) -> io::Result<()> {
    let (size, checksum) = (entry.size.to_string(), entry.checksum.to_string());
    let mut attributes = vec![
        ("LOCTYPE", "URL"),
        ("xlink:type", "simple"),
        ("xlink:href", entry.path.as_str()),
    ];
    attributes.extend(kind.iter().copied());
    attributes.extend([
        ("MIMETYPE", entry.media_type.as_str()),
        ("SIZE", &size),
        ("CREATED", &entry.created),
        ("CHECKSUM", &checksum),
        ("CHECKSUMTYPE", "SHA-256"),
    ]);
    xml.empty("mdRef", &attributes)
}

fn files<W: Write>(xml: &mut Xml<W>, parts: &Parts) -> io::Result<()> {
    xml.open("fileSec", &[("ID", "filsektion")])?;
    group(xml, DOCUMENTATION, &parts.documentation)?;
    group(xml, SCHEMAS, &parts.schemas)?;
    let one = std::slice::from_ref(&parts.representation);
    group(xml, REPRESENTATIONS, one)?;
    xml.close()
}

/// A group of files: its id, and what it is used for.
type Group = (&'static str, &'static str);

const DOCUMENTATION: Group = ("dokumentation", "Documentation");
const SCHEMAS: Group = ("scheman", "Schemas");
const REPRESENTATIONS: Group = ("rep1", "Representations/rep1");

fn group<W: Write>(xml: &mut Xml<W>, (id, used): Group, entries: &[Entry]) -> io::Result<()> {
    let mut attributes = vec![("ID", id), ("USE", used)];
    if (id, used) == REPRESENTATIONS {
        attributes.push(("csip:CONTENTINFORMATIONTYPE", CONTENT));
    }
    xml.open("fileGrp", &attributes)?;
    for (place, entry) in entries.iter().enumerate() {
        let file_id = format!("{id}-{}", place + 1);
        file(xml, &file_id, entry, &entry.path)?;
    }
    xml.close()
}

fn structure<W: Write>(xml: &mut Xml<W>, id: &str) -> io::Result<()> {
    let map = [("ID", "karta"), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
    xml.open("structMap", &map)?;
    xml.open("div", &[("ID", "paket"), ("LABEL", id)])?;
    let metadata = [
        ("ID", "div-metadata"),
        ("LABEL", "Metadata"),
        ("DMDID", "dmd-erms"),
        ("ADMID", "amd-premis"),
    ];
    xml.empty("div", &metadata)?;
    division(xml, "div-dokumentation", DOCUMENTATION)?;
    xml.close()?;
    division(xml, "div-scheman", SCHEMAS)?;
    xml.close()?;
    // A division around those of the representations: eark-validator asks for it (CSIP103).
    let around = (REPRESENTATIONS.0, "Representations");
    division(xml, "div-representationer", around)?;
    let one = [("ID", "div-rep1"), ("LABEL", "Representations/rep1")];
    xml.open("div", &one)?;
    let pointer = [
        ("LOCTYPE", "URL"),
        ("xlink:type", "simple"),
        ("xlink:href", "representations/rep1/METS.xml"),
        ("xlink:title", "rep1"),
    ];
    xml.empty("mptr", &pointer)?;
    xml.close()?;
    xml.close()?;
    xml.close()?;
    xml.close()
}

/// A division of one group of files, left open.
fn division<W: Write>(xml: &mut Xml<W>, id: &str, (group, label): Group) -> io::Result<()> {
    xml.open("div", &[("ID", id), ("LABEL", label)])?;
    xml.empty("fptr", &[("FILEID", group)])
}
