//! The sections of a party's answer: whom each is handed to, and which are done. The same actions as on the pages.

use super::{answer_path, own_answer};
use crate::actions::{Handing, colleagues, hand_out, mark_section};
use crate::desk::AnswerDesk;
use crate::policy::Action;
use samverk_fields::Section as Asked;
use samverk_foundation::{PersonId, Problem};
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, Found, Linked, Moment, NoQuery, Operation, Page, Parameter, ReadOnly, Refusal,
    Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const ALL: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/answer-sections";
const ONE: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/answer-sections/{section}";
const COLLEAGUES: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/colleagues";

const SECTION: Parameter = Parameter::pattern(
    "section",
    ["Avsnittets nyckel.", "The section's key."],
    "^[a-z][a-z0-9_]{0,59}$",
    "nulage",
)
.for_members();

pub(super) fn resources() -> [Resource; 2] {
    let about = [
        "Avsnitten i ett svar som lämnas: vem som har fått dem och vilka som är klara.",
        "The sections of an answer that is being given: who has been handed them, and which are done.",
    ];
    let sections = Resource::new("answer-sections", about, READ, WRITE)
        .parameter(SECTION)
        .with(
            Operation::list(ALL, "listSurveyAnswerSections", list)
                .about(
                    "Varje avsnitt i formuläret, i ordning.",
                    "Each section of the form, in order.",
                )
                .action(Action::Answer.code()),
        )
        .with(
            Operation::get(ONE, "getSurveyAnswerSection", get)
                .about("Ett avsnitt.", "A section.")
                .action(Action::Answer.code()),
        )
        .with(
            Operation::replace(ONE, "putSurveyAnswerSection", put)
                .about(
                    "Delar ut avsnittet till en kollega, tar tillbaka det, eller säger att det är klart. Ett avsnitt som delas ut på nytt är inte klart förrän det sägs.",
                    "Hands the section to a colleague, takes it back, or says that it is done. One that is handed out again is not done until that is said.",
                )
                .action(Action::Answer.code())
                .invalid(&["body_invalid", "colleague_unknown"])
                .conflict(&["survey_closed", "answer_is_sent"]),
        );
    let about = [
        "De som ett avsnitt kan delas ut till: de som har en roll hos parten som svarar.",
        "Those whom a section can be handed to: who has a role at the party that answers.",
    ];
    let people = Resource::new("colleagues", about, READ, WRITE).with(
        Operation::list(COLLEAGUES, "listSurveyColleagues", list_colleagues)
            .about("Kollegerna, i namnordning.", "The colleagues, by name.")
            .action(Action::Answer.code()),
    );
    [sections, people]
}

/// A section of an answer that is being given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SurveyAnswerSection")]
pub(super) struct SectionView {
    /// The key of the section.
    section: String,
    /// The id of whom it is handed to; null when nobody has it.
    person: Option<String>,
    /// What they are called.
    name: Option<String>,
    done: bool,
    done_at: Option<Moment>,
    done_by: Option<String>,
}

/// Whom a section is handed to, and whether it is done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SurveyAnswerSectionContent")]
pub(super) struct SectionContent {
    /// The id of a colleague; null takes it back.
    person: Option<String>,
    done: bool,
    #[serde(default, rename = "section", skip_serializing)]
    #[schemars(skip)]
    _section: ReadOnly,
    #[serde(default, rename = "name", skip_serializing)]
    #[schemars(skip)]
    _name: ReadOnly,
    #[serde(default, rename = "doneAt", skip_serializing)]
    #[schemars(skip)]
    _done_at: ReadOnly,
    #[serde(default, rename = "doneBy", skip_serializing)]
    #[schemars(skip)]
    _done_by: ReadOnly,
}

/// Whom a section can be handed to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SurveyColleague")]
pub(super) struct ColleagueView {
    id: String,
    name: String,
}

const SOMEBODY: &str = "019aa4a0-1f00-7000-8000-000000000003";

impl Representation for SectionView {
    fn example() -> Self {
        Self {
            section: "nulage".to_owned(),
            person: Some(SOMEBODY.to_owned()),
            name: Some("Driftansvarig Exempel".to_owned()),
            done: false,
            done_at: None,
            done_by: None,
        }
    }
}

impl Representation for SectionContent {
    fn example() -> Self {
        Self {
            person: Some(SOMEBODY.to_owned()),
            done: false,
            _section: ReadOnly,
            _name: ReadOnly,
            _done_at: ReadOnly,
            _done_by: ReadOnly,
        }
    }
}

impl Representation for ColleagueView {
    fn example() -> Self {
        Self {
            id: SOMEBODY.to_owned(),
            name: "Driftansvarig Exempel".to_owned(),
        }
    }
}

fn linked(desk: &AnswerDesk, asked: &Asked) -> Linked<SectionView> {
    let handed = desk.handed(asked.key.as_str());
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let person = handed.and_then(|one| one.person);
    let done_at = handed.and_then(|one| one.done_at);
    let view = SectionView {
        section: asked.key.to_string(),
        person: person.map(|id| id.0.to_string()),
        name: handed.and_then(|one| told(&one.name)),
        done: done_at.is_some(),
        done_at: done_at.map(Moment),
        done_by: handed.and_then(|one| told(&one.done_by)),
    };
    let up = answer_path(&desk.at, &desk.key);
    let all = format!("{up}/answer-sections");
    Linked::at(format!("{all}/{}", asked.key), view)
        .link("collection", all)
        .link("up", up)
}

fn tag(desk: &AnswerDesk, asked: &Asked) -> Tag {
    let revision = desk
        .handed(asked.key.as_str())
        .map_or(0, |one| one.revision);
    let at = answer_path(&desk.at, &desk.key);
    Tag::of(&(at, asked.key.as_str(), revision))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<SectionView>, Refusal> {
    let tx = call.read().await?;
    let desk = own_answer(&tx, &call).await?;
    let sections = desk.form()?.form.sections.iter().collect();
    Ok(Page::of(sections, call.paging, |asked| {
        linked(&desk, asked)
    }))
}

async fn get(call: Call) -> Result<Found<SectionView>, Refusal> {
    let tx = call.read().await?;
    let desk = own_answer(&tx, &call).await?;
    let asked = desk.section(&desk.form()?.form, call.part("section"))?;
    Ok(Found::new(linked(&desk, asked), tag(&desk, asked)))
}

async fn put(call: Call, sent: SectionContent) -> Result<Found<SectionView>, Refusal> {
    let tx = call.begin("api_save_survey_section").await?;
    let desk = own_answer(&tx, &call).await?;
    let section = call.part("section");
    let asked = desk.section(&desk.form()?.form, section)?.clone();
    call.allow_write(Some(&tag(&desk, &asked)))?;
    let to = sent.person.as_deref().map(|id| {
        let unknown = || Problem::invalid("colleague_unknown").at_field("person");
        id.parse().map(PersonId).map_err(|_| unknown())
    });
    let to = to.transpose()?;
    if desk.handed(section).and_then(|one| one.person) != to {
        let handing = Handing {
            section: asked.key.clone(),
            to,
        };
        let handed = hand_out(&tx, &call.actor, &desk, &[handing]).await;
        let placed = |problems: samverk_foundation::Problems| {
            let placed = problems.0.into_iter().map(|problem| match problem.code {
                "colleague_unknown" => problem.at_field("person"),
                _ => problem,
            });
            placed.collect::<samverk_foundation::Problems>()
        };
        handed.map_err(placed)?;
    }
    let desk = own_answer(&tx, &call).await?;
    if desk
        .handed(section)
        .is_some_and(|one| one.done_at.is_some())
        != sent.done
    {
        mark_section(&tx, &call.actor, &desk, section, sent.done).await?;
    }
    let now = own_answer(&tx, &call).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&now, &asked), tag(&now, &asked)))
}

async fn list_colleagues(call: Call, _: NoQuery) -> Result<Page<ColleagueView>, Refusal> {
    let tx = call.read().await?;
    let desk = own_answer(&tx, &call).await?;
    if !desk.is_full {
        return Err(Problem::forbidden().into());
    }
    let people = colleagues(&tx, &desk).await?;
    Ok(Page::of(people, call.paging, |(id, name)| {
        Linked::part(ColleagueView {
            id: id.0.to_string(),
            name,
        })
    }))
}
