//! Correcting and restricting cases in the REST API, and what is kept of somebody who asks: the same actions as the pages.

use super::{CASE, PARTY, REGISTRY, desk, linked_one, tag};
use crate::actions::{correct_case, note_reading, report_person, restrict_case};
use crate::model::{Correction, Finding, Read};
use crate::policy::Action;
use crate::{READ, WRITE};
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Refusal, Representation, Resource, Shape,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const CORRECTIONS: &str = "/parties/{party}/registries/{registry}/cases/{case}/corrections";
const RESTRICTIONS: &str = "/parties/{party}/registries/{registry}/cases/{case}/restrictions";
const FINDINGS: &str = "/parties/{party}/registries/{registry}/cases/{case}/findings";

pub(super) fn resource() -> Resource {
    let about = [
        "Rättelse och begränsning av uppgifter i ett ärende, och registerutdrag.",
        "Correction and restriction of what a case says, and access reports.",
    ];
    let protects = Action::Protect.code();
    Resource::new("case-protection", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .with(
            Operation::act(CORRECTIONS, "correctRegisteredCase", correct)
                .shaped(Some(Shape::of::<CaseCorrection>()), Some(super::views::view_shape()))
                .about(
                    "Rättar vad ett ärende säger om någon. Det som stod läses sedan bara av aktörens administratörer.",
                    "Corrects what a case says of somebody. What it said is then read by the party's administrators alone.",
                )
                .action(protects)
                .conditional()
                .conflict(&["case_is_void", "correction_of_nothing"]),
        )
        .with(
            Operation::act(RESTRICTIONS, "restrictRegisteredCase", restrict)
                .shaped(Some(Shape::of::<CaseRestriction>()), Some(super::views::view_shape()))
                .about(
                    "Begränsar vem som läser ett ärende till handläggaren och aktörens administratörer, eller häver det.",
                    "Lets a case be read by its officer and the party's administrators alone, or ends that.",
                )
                .action(protects)
                .conditional()
                .conflict(&["case_is_void", "case_restricted_already", "case_not_restricted"]),
        )
        .with(
            Operation::list(FINDINGS, "listCaseFindings", findings)
                .about(
                    "Det som finns i aktörens ärenden om den som har begärt registerutdrag i ärendet.",
                    "What is kept in the party's cases of whoever asks for a report in the case.",
                )
                .action(Action::Report.code()),
        )
}

/// What is said instead of what was wrong.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseCorrection {
    /// What the case is about; as before when it is left out.
    subject: Option<String>,
    /// The same for everybody.
    public_subject: Option<String>,
    /// Who sent it, or is to have it.
    counterpart: Option<String>,
    /// Why.
    reason: String,
}

impl Representation for CaseCorrection {
    fn example() -> Self {
        Self {
            subject: None,
            public_subject: None,
            counterpart: Some("Påhittade bolaget".to_owned()),
            reason: "Fel avsändare.".to_owned(),
        }
    }
}

/// Whether a case is restricted.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseRestriction {
    /// Whether it is to be.
    restricted: bool,
    /// Why.
    reason: String,
}

impl Representation for CaseRestriction {
    fn example() -> Self {
        Self {
            restricted: true,
            reason: "Uppgiftens riktighet utreds.".to_owned(),
        }
    }
}

/// Something that is kept of the person.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFinding {
    /// What it is: `counterpart`, `subject`, `public_subject`, `request`, `sender`, `officer`, `acted`, `read`.
    what: String,
    /// The number of the case, when it is one.
    number: Option<String>,
    /// What is said, or how often.
    said: String,
    /// Whether it came in from somebody.
    came_in: bool,
    /// The names of parties to which the case was opened.
    recipients: Vec<String>,
}

impl Representation for CaseFinding {
    fn example() -> Self {
        Self {
            what: "counterpart".to_owned(),
            number: Some("KS 2026/00042".to_owned()),
            said: "Påhittade Person".to_owned(),
            came_in: true,
            recipients: Vec::new(),
        }
    }
}

async fn correct(call: Call, asked: CaseCorrection) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_correct_case").await?;
    let desk = desk(&tx, &call).await?;
    desk.require(Action::Protect)?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let content = &case.content;
    let correction = Correction {
        subject: asked.subject.unwrap_or_else(|| content.subject.to_string()),
        public_subject: asked
            .public_subject
            .unwrap_or_else(|| content.public_subject.to_string()),
        counterpart: asked
            .counterpart
            .unwrap_or_else(|| content.counterpart.to_string()),
        reason: asked.reason,
    };
    let said = (&case, &correction);
    let case = correct_case(&tx, &call.actor, &desk, said, case.revision).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}

async fn restrict(call: Call, asked: CaseRestriction) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_restrict_case").await?;
    let desk = desk(&tx, &call).await?;
    desk.require(Action::Protect)?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let said = (&case, asked.restricted, asked.reason.as_str());
    let case = restrict_case(&tx, &call.actor, &desk, said, case.revision).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}

/// Nothing but which part is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingsAsked {}

async fn findings(call: Call, _: FindingsAsked) -> Result<Page<CaseFinding>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    desk.require(Action::Report)?;
    let case = desk.case(&tx, call.part("case")).await?;
    let (_, found) = report_person(&tx, &desk, &case).await?;
    drop(tx);
    note_reading(&call.state.db, &call.actor, case.id, &Read::Report, None).await?;
    let view = |one: Finding| {
        Linked::part(CaseFinding {
            what: one.what.to_owned(),
            number: one.case.map(|(number, _)| number),
            said: one.said,
            came_in: one.came_in,
            recipients: one.recipients,
        })
    };
    Ok(Page::of(found, call.paging, view))
}
