//! A case as an aggregation. The elements have the order that the schema gives them.

use super::agents::{DateSort, agent, agents, dates, restriction};
use super::document;
use crate::xml::Xml;
use crate::{Case, CaseEnd, CaseEvent, Day, Decision, Retention};
use std::io::{self, Write};

pub fn write<W: Write>(
    xml: &mut Xml<W>,
    case: &Case,
    scheme: Option<&str>,
    paths: &[Vec<String>],
) -> io::Result<()> {
    let id = case.id.to_string();
    let mut attributes = vec![
        ("systemIdentifier", id.as_str()),
        ("aggregationType", "caseFile"),
    ];
    attributes.extend(scheme.map(|scheme| ("classificationSchemaUsed", scheme)));
    xml.open("aggregation", &attributes)?;
    what(xml, case)?;
    restriction(xml, case.secrecy.as_ref())?;
    disposal(xml, case)?;
    agents(xml, case.officer.as_ref(), &case.parties)?;
    dates(xml, &days(case))?;
    for decision in &case.decisions {
        decided(xml, decision)?;
    }
    for event in &case.events {
        happened(xml, event)?;
    }
    if let CaseEnd::Void { reason, .. } = &case.end {
        xml.open("notes", &[])?;
        xml.text("note", &[("noteType", "makulering")], reason.as_str())?;
        xml.close()?;
    }
    for (document, paths) in case.documents.iter().zip(paths) {
        document::write(xml, document, paths)?;
    }
    xml.close()
}

/// Its number, where it belongs and what it is about.
fn what<W: Write>(xml: &mut Xml<W>, case: &Case) -> io::Result<()> {
    xml.text("objectId", &[], case.number.as_str())?;
    xml.text(
        "extraId",
        &[("extraIdType", "diarium")],
        case.registry.as_str(),
    )?;
    if let Some(class) = &case.classification {
        let name = class.name.as_ref().map_or("", |name| name.as_str());
        let code = [("classificationCode", class.code.as_str())];
        xml.text("classification", &code, name)?;
    }
    xml.text("title", &[], case.subject.as_str())?;
    if let Some(subject) = &case.public_subject {
        let public = [("titleType", "offentlig ärendemening")];
        xml.text("otherTitle", &public, subject.as_str())?;
    }
    let status = match case.end {
        CaseEnd::Closed { .. } => "closed",
        CaseEnd::Void { .. } => "obliterated",
    };
    xml.empty("status", &[("value", status)])?;
    for number in &case.related {
        xml.text(
            "relation",
            &[("relationType", "reference")],
            number.as_str(),
        )?;
    }
    Ok(())
}

fn days(case: &Case) -> Vec<(DateSort, String)> {
    let at = |sort, day: Day| (sort, day.to_string());
    let mut days = vec![at(DateSort::Of("created"), case.registered_on)];
    days.extend(
        case.received_on
            .map(|day| at(DateSort::Of("received"), day)),
    );
    days.extend(
        case.deadline
            .map(|day| at(DateSort::Other("sista dag"), day)),
    );
    let end = match case.end {
        CaseEnd::Closed { .. } => DateSort::Of("closed"),
        CaseEnd::Void { .. } => DateSort::Other("makulerat"),
    };
    days.push(at(end, case.end.day()));
    days
}

/// The schema wants a date of each: what is preserved is so from the day on which the case ended.
fn disposal<W: Write>(xml: &mut Xml<W>, case: &Case) -> io::Result<()> {
    let Some(retention) = &case.retention else {
        return Ok(());
    };
    let disposable = matches!(retention, Retention::Dispose { .. });
    xml.open(
        "disposal",
        &[("disposable", if disposable { "true" } else { "false" })],
    )?;
    match retention {
        Retention::Preserve { mandate } => {
            xml.text("disposalAction", &[], "Bevaras")?;
            xml.text("disposalMandate", &[], mandate.as_str())?;
            disposal_dates(xml, &[("retention_period_start", case.end.day())])?;
        }
        Retention::Dispose {
            mandate,
            period,
            trigger,
            triggered_on,
            due_on,
        } => {
            xml.text("disposalAction", &[], "Gallras")?;
            xml.text("disposalPeriod", &[], period.as_str())?;
            xml.text("disposalMandate", &[], mandate.as_str())?;
            xml.text("disposalDescription", &[], trigger.as_str())?;
            let days = [
                ("retention_period_start", *triggered_on),
                ("action_due", *due_on),
            ];
            disposal_dates(xml, &days)?;
        }
    }
    xml.close()
}

fn disposal_dates<W: Write>(xml: &mut Xml<W>, days: &[(&str, Day)]) -> io::Result<()> {
    xml.open("dates", &[])?;
    for (sort, day) in days {
        xml.text("disposalDate", &[("dateType", sort)], &day.to_string())?;
    }
    xml.close()
}

fn decided<W: Write>(xml: &mut Xml<W>, decision: &Decision) -> io::Result<()> {
    xml.open("action", &[])?;
    xml.text("actionText", &[], decision.text.as_str())?;
    if let Some(paragraph) = &decision.paragraph {
        let told = format!("Paragraf {}", paragraph.as_str());
        xml.text("actionMotivation", &[], &told)?;
    }
    xml.text("actionType", &[], "beslut")?;
    action_date(xml, "decision_date", &decision.on.to_string())?;
    xml.open("agents", &[])?;
    agent(xml, "authorising_person", &decision.body)?;
    xml.close()?;
    xml.close()
}

fn happened<W: Write>(xml: &mut Xml<W>, event: &CaseEvent) -> io::Result<()> {
    xml.open("action", &[])?;
    xml.text("actionText", &[], event.told.as_str())?;
    xml.text("actionType", &[], event.what.as_str())?;
    action_date(xml, "originated", &event.at.to_string())?;
    xml.open("agents", &[])?;
    agent(xml, "user", &event.who)?;
    xml.close()?;
    xml.close()
}

fn action_date<W: Write>(xml: &mut Xml<W>, sort: &str, date: &str) -> io::Result<()> {
    xml.open("dates", &[])?;
    xml.text("actionDate", &[("dateType", sort)], date)?;
    xml.close()
}
