//! `representations/rep1/METS.xml`: every file of every case. It grows while the files pass.

use super::{Document, Entry, begin, file, header};
use crate::delivery::Delivery;
use crate::names::{At, REPRESENTATION, REPRESENTATION_FOLDER};
use crate::xml::Xml;
use std::io::{self, Write};

const PROFILE: &str = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml";
const GROUP: &str = "filer";

pub struct RepresentationMets<W: Write> {
    xml: Xml<W>,
    has_files: bool,
}

impl<W: Write> RepresentationMets<W> {
    pub fn begin(delivery: &Delivery, out: W) -> io::Result<Self> {
        let mut xml = Xml::new(out)?;
        let document = Document {
            id: REPRESENTATION,
            label: delivery.label.as_str(),
            profile: PROFILE,
        };
        begin(&mut xml, &document)?;
        header(&mut xml, delivery, |_| Ok(()))?;
        Ok(Self {
            xml,
            has_files: false,
        })
    }

    pub fn file(&mut self, at: At, entry: &Entry) -> io::Result<()> {
        if !self.has_files {
            self.has_files = true;
            self.xml.open("fileSec", &[("ID", "filsektion")])?;
            let group = [("ID", GROUP), ("USE", "Data")];
            self.xml.open("fileGrp", &group)?;
        }
        let path = entry.path.as_str();
        let href = path.strip_prefix(REPRESENTATION_FOLDER).unwrap_or(path);
        file(&mut self.xml, &at.id(), entry, href)
    }

    pub fn end(mut self) -> io::Result<W> {
        if self.has_files {
            self.xml.close()?;
            self.xml.close()?;
        }
        let map = [("ID", "karta"), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
        self.xml.open("structMap", &map)?;
        let all = [("ID", "representation"), ("LABEL", REPRESENTATION)];
        self.xml.open("div", &all)?;
        let data = [("ID", "data"), ("LABEL", "Data")];
        self.xml.open("div", &data)?;
        if self.has_files {
            self.xml.empty("fptr", &[("FILEID", GROUP)])?;
        }
        self.xml.end()
    }
}
