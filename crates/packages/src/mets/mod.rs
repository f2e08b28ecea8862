//! METS by CSIP and SIP 2.1: what lies in the package (`METS.xml`), and in its representation.

mod header;
mod representation;
mod root;

pub use representation::RepresentationMets;
pub use root::{Parts, write_root};

use crate::delivery::Delivery;
use crate::xml::Xml;
use crate::{Checksum, MediaType};
use std::io::{self, Write};

pub const NAMESPACE: &str = "http://www.loc.gov/METS/";
pub const SCHEMA: &str = "https://www.loc.gov/standards/mets/mets.xsd";
pub const CSIP_NAMESPACE: &str = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
pub const CSIP_SCHEMA: &str = "https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd";
pub const XLINK_NAMESPACE: &str = "http://www.w3.org/1999/xlink";
pub const XLINK_SCHEMA: &str = "https://www.loc.gov/standards/xlink/xlink.xsd";
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const CONTENT: &str = "citserms_v3_0";

/// A file of the package that METS names: where it lies, and what passed when it was written.
pub struct Entry {
    pub path: String,
    pub media_type: MediaType,
    pub size: u64,
    pub checksum: Checksum,
    pub created: String,
}

/// Which of the two documents it is.
struct Document<'a> {
    id: &'a str,
    label: &'a str,
    profile: &'a str,
}

/// The root element, left open. The dash in the type is an en dash, as in the vocabulary.
fn begin<W: Write>(xml: &mut Xml<W>, document: &Document<'_>) -> io::Result<()> {
    let location = format!("{NAMESPACE} {SCHEMA} {CSIP_NAMESPACE} {CSIP_SCHEMA}");
    xml.open(
        "mets",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:csip", CSIP_NAMESPACE),
            ("xmlns:xlink", XLINK_NAMESPACE),
            ("xmlns:xsi", XSI),
            ("xsi:schemaLocation", &location),
            ("OBJID", document.id),
            ("LABEL", document.label),
            ("TYPE", "Textual works – Digital"),
            ("csip:CONTENTINFORMATIONTYPE", CONTENT),
            ("PROFILE", document.profile),
        ],
    )
}

fn file<W: Write>(xml: &mut Xml<W>, id: &str, entry: &Entry, href: &str) -> io::Result<()> {
    xml.open(
        "file",
        &[
            ("ID", id),
            ("MIMETYPE", entry.media_type.as_str()),
            ("SIZE", &entry.size.to_string()),
            ("CREATED", &entry.created),
            ("CHECKSUM", &entry.checksum.to_string()),
            ("CHECKSUMTYPE", "SHA-256"),
        ],
    )?;
    let location = [
        ("LOCTYPE", "URL"),
        ("xlink:type", "simple"),
        ("xlink:href", href),
    ];
    xml.empty("FLocat", &location)?;
    xml.close()
}

/// The header, alike in both documents but for whom it names.
fn header<W: Write>(
    xml: &mut Xml<W>,
    delivery: &Delivery,
    agents: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    let at = delivery.made_at.to_string();
    xml.open(
        "metsHdr",
        &[
            ("CREATEDATE", &at),
            ("LASTMODDATE", &at),
            ("RECORDSTATUS", delivery.kind.status()),
            ("csip:OAISPACKAGETYPE", "SIP"),
        ],
    )?;
    header::software(xml, delivery)?;
    agents(xml)?;
    xml.close()
}
