//! What files lie at here beside surveys: an answer, for those who give it, and for those who run the collaboration
//! once it counts.

use crate::desk::{AnswerDesk, MINE, SurveyDesk};
use crate::model::{Answer, Whose};
use crate::{SURVEY, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Problem, Role, Roles};
use samverk_parties::Scope;
use samverk_web::{AddressParts, Thing, ThingKind, address_part};
use uuid::Uuid;

pub(crate) const ANSWER: &str = "survey_answer";

pub(crate) fn things() -> Vec<ThingKind> {
    let answer = ThingKind::new(ANSWER, |tx, actor, id| Box::pin(by_id(tx, actor, id)));
    let address = "/samverkan/{collaboration}/enkater/{survey}/svar/{party}";
    vec![answer.found_at(address, |tx, actor, parts| {
        Box::pin(by_address(tx, actor, parts))
    })]
}

async fn by_id(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let answer = store::find_answer_by_id(tx, id).await?;
    let answer = answer.ok_or_else(Problem::not_found)?;
    let survey = SURVEY.with_ids(tx, &[answer.survey]).await?.pop();
    let survey = survey.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, CollaborationId(survey.ground)).await?;
    let collaboration = scope.collaboration.key.to_string();
    let at = SurveyDesk::find(tx, actor, &collaboration, survey.key.as_str()).await?;
    let key = match answer.whose {
        Whose::Party(id) => {
            let mut members = at.scope.members.iter().map(|member| &member.party);
            let party = members.find(|party| party.id == id);
            party.ok_or_else(Problem::not_found)?.key.to_string()
        }
        Whose::Person(_) => MINE.to_owned(),
    };
    thing(tx, actor, at, (&key, answer)).await
}

async fn by_address(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let part = |name| address_part(&parts, name);
    let at = SurveyDesk::find(tx, actor, part("collaboration"), part("survey")).await?;
    let key = part("party").to_owned();
    let mut members = at.scope.members.iter().map(|member| &member.party);
    let party = members.find(|party| party.key.as_str() == key);
    let whose = match (party, actor.person()) {
        (Some(party), _) => Whose::Party(party.id),
        (None, Some(person)) if key == MINE => Whose::Person(person.id),
        _ => return Err(Problem::not_found()),
    };
    let answer = store::find_answer(tx, at.survey.id, whose).await?;
    thing(
        tx,
        actor,
        at,
        (&key, answer.ok_or_else(Problem::not_found)?),
    )
    .await
}

/// Fails with `not_found` for everybody else, as nobody is to know what a party has begun.
async fn thing(
    tx: &Tx,
    actor: &Actor,
    at: SurveyDesk,
    (key, answer): (&str, Answer),
) -> Result<Thing, Problem> {
    let (may_build, approval) = (at.may_build(), at.survey.approval);
    let (href, place) = (at.answer_href(key, ""), at.scope.collaboration.name.clone());
    let (collaboration, name) = (at.scope.collaboration.id, at.survey.title.to_string());
    let roles_here = at.scope.roles.clone();
    let is_of_party = matches!(answer.whose, Whose::Party(_));
    let is_given = answer.is_given(approval);
    // What is no party's given answer lies in no folder.
    if matches!(actor, Actor::System("export")) && !(is_of_party && is_given) {
        return Err(Problem::not_found());
    }
    let is_persons = match answer.whose {
        Whose::Person(id) => actor.person().is_some_and(|person| person.id == id),
        Whose::Party(_) => true,
    };
    let desk = match AnswerDesk::find(tx, actor, at, key).await {
        Ok(desk) if is_persons => Some(desk),
        Err(problem) if !["forbidden", "sign_in_needed"].contains(&problem.code) => {
            return Err(problem);
        }
        _ => None,
    };
    let roles = match desk {
        // What is exported and tidied is so by nobody.
        _ if matches!(actor, Actor::System(_)) => roles_here,
        Some(desk) if desk.is_written() => Roles::of(&[Role::Representative]),
        Some(_) => Roles::of(&[Role::Reader]),
        None if may_build && is_of_party && is_given => Roles::of(&[Role::Reader]),
        None => return Err(Problem::not_found()),
    };
    Ok(Thing {
        kind: ANSWER,
        id: answer.id,
        name,
        href,
        place,
        // The log of a draft is the party's own: what it calls its files is not for all.
        collaboration: is_given.then_some(collaboration),
        owner: None,
        may_change: roles.contains(Role::Representative),
        takes_files: true,
        own_history: None,
        roles,
    })
}
