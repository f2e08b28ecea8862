//! Those who are in a case, and what a case and a document have alike.

use crate::xml::Xml;
use crate::{CaseParty, Line, Part, SecrecyMarking};
use std::io::{self, Write};

/// Somebody of whom only the name is said.
pub fn agent<W: Write>(xml: &mut Xml<W>, kind: &str, name: &Line) -> io::Result<()> {
    xml.open("agent", &[("agentType", kind)])?;
    xml.text("name", &[], name.as_str())?;
    xml.close()
}

/// The officer and the parties; nothing where there are none.
pub fn agents<W: Write>(
    xml: &mut Xml<W>,
    officer: Option<&Line>,
    parties: &[CaseParty],
) -> io::Result<()> {
    if officer.is_none() && parties.is_empty() {
        return Ok(());
    }
    xml.open("agents", &[])?;
    if let Some(officer) = officer {
        agent(xml, "responsible_person", officer)?;
    }
    for one in parties {
        xml.open("agent", &[("agentType", kind(one.part))])?;
        xml.text("name", &[], one.name.as_str())?;
        if one.is_protected {
            xml.text("protectedIdentity", &[], "true")?;
        }
        xml.close()?;
    }
    xml.close()
}

fn kind(part: Part) -> &'static str {
    match part {
        Part::Sender => "sender",
        Part::Receiver => "receiver",
        Part::Counterpart => "counterpart",
        Part::Signatory => "main_signatory",
    }
}

pub fn restriction<W: Write>(xml: &mut Xml<W>, marking: Option<&SecrecyMarking>) -> io::Result<()> {
    let Some(marking) = marking else {
        return Ok(());
    };
    xml.open("restriction", &[("restrictionType", "confidential")])?;
    xml.text("explanatoryText", &[], "Sekretessmarkering")?;
    xml.text("regulation", &[], marking.provision.as_str())?;
    agent(xml, "creator", &marking.authority)?;
    dates(xml, &[(DateSort::Of("created"), marking.on.to_string())])?;
    xml.close()
}

/// What a date tells: a word of the specification, or one of our own.
pub enum DateSort {
    Of(&'static str),
    Other(&'static str),
}

pub fn dates<W: Write>(xml: &mut Xml<W>, dates: &[(DateSort, String)]) -> io::Result<()> {
    if dates.is_empty() {
        return Ok(());
    }
    xml.open("dates", &[])?;
    for (sort, date) in dates {
        match sort {
            DateSort::Of(sort) => xml.text("date", &[("dateType", sort)], date)?,
            DateSort::Other(sort) => {
                let sort = [("dateType", "other"), ("otherDateType", *sort)];
                xml.text("date", &sort, date)?;
            }
        }
    }
    xml.close()
}
