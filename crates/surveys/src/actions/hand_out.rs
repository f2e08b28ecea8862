use super::held;
use crate::desk::AnswerDesk;
use crate::model::{Section, Whose};
use crate::store;
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{Actor, PersonId, Problem, Problems};
use samverk_identity::{active_grants_at, people_with_ids};
use serde_json::json;

/// Whom a section is handed to; nobody takes it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handing {
    pub section: FieldKey,
    pub to: Option<PersonId>,
}

/// Those who have a role at the party that answers, by name.
pub async fn colleagues(tx: &Tx, desk: &AnswerDesk) -> Result<Vec<(PersonId, String)>, Problem> {
    let Whose::Party(party) = desk.whose else {
        return Ok(Vec::new());
    };
    let grants = active_grants_at(tx, &[party]).await?;
    let ids: Vec<PersonId> = grants.into_iter().map(|(person, _)| person).collect();
    let people = people_with_ids(tx, &ids).await?.into_iter();
    Ok(people.map(|person| (person.id, person.name)).collect())
}

/// Hands sections to colleagues. Fails with `survey_closed`, `forbidden`, `answer_is_sent` or `colleague_unknown`.
pub async fn hand_out(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    handings: &[Handing],
) -> Result<(), Problems> {
    desk.at.require_open()?;
    if !desk.is_full {
        return Err(Problem::forbidden().into());
    }
    let known = colleagues(tx, desk).await?;
    let answer = held(tx, desk).await?;
    if !answer.is_open() {
        return Err(Problem::conflict("answer_is_sent").into());
    }
    let form = &desk.form()?.form;
    for handing in handings {
        desk.section(form, handing.section.as_str())?;
        let before = desk.handed(handing.section.as_str());
        if before.and_then(|one| one.person) == handing.to {
            continue;
        }
        let name = |id: PersonId| {
            let found = known.iter().find(|(known, _)| *known == id);
            let unknown = Problem::invalid("colleague_unknown");
            found
                .map(|(_, name)| name.clone())
                .ok_or_else(|| unknown.at_field(handing.section.as_str()))
        };
        let name = handing.to.map(name).transpose()?.unwrap_or_default();
        let after = Section {
            id: before.map_or_else(|| tx.new_id(), |one| one.id),
            answer: answer.id,
            section: handing.section.clone(),
            person: handing.to,
            name,
            done_at: None,
            done_by: String::new(),
            revision: before.map_or(1, |one| one.revision + 1),
        };
        store::put_section(tx, &after).await?;
        let told = |one: &Section| json!({ "section": one.section, "person": one.name });
        let event = desk.event("survey.section_handed");
        let event = event.change(before.map(told).as_ref(), Some(&told(&after)))?;
        tx.record(actor, event).await?;
    }
    Ok(())
}

/// Says that a section is done, or that it is not. Fails with `survey_closed`, `forbidden`, `answer_is_sent` or
/// `not_found`.
pub async fn mark_section(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    section: &str,
    is_done: bool,
) -> Result<(), Problems> {
    desk.at.require_open()?;
    if !desk.may_write(section) {
        return Err(Problem::forbidden().into());
    }
    let key = desk.section(&desk.form()?.form, section)?.key.clone();
    let answer = held(tx, desk).await?;
    if !answer.is_open() {
        return Err(Problem::conflict("answer_is_sent").into());
    }
    let before = desk.handed(section);
    if before.is_some_and(|one| one.done_at.is_some()) == is_done {
        return Ok(());
    }
    let by = actor.person().map_or("", |person| person.name.as_str());
    let after = Section {
        id: before.map_or_else(|| tx.new_id(), |one| one.id),
        answer: answer.id,
        section: key,
        person: before.and_then(|one| one.person),
        name: before.map_or_else(String::new, |one| one.name.clone()),
        done_at: is_done.then(|| tx.now()),
        done_by: if is_done {
            by.to_owned()
        } else {
            String::new()
        },
        revision: before.map_or(1, |one| one.revision + 1),
    };
    store::put_section(tx, &after).await?;
    let told = |one: &Section| json!({ "section": one.section, "done": one.done_at.is_some() });
    let event = desk.event("survey.section_marked");
    let event = event.change(before.map(told).as_ref(), Some(&told(&after)))?;
    tx.record(actor, event).await?;
    Ok(())
}
