//! What is waited for: answers of parties and people that have not answered, approvals, and sections handed out.

use crate::model::{Answer, AnswerState, Section, Whose};
use crate::{Audience, SURVEY, Survey, store};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem};
use samverk_identity::{active_grants_at, active_grants_in};
use samverk_kept::Held;
use samverk_parties::model::Member;
use samverk_parties::store::list_members_in;
use samverk_parties::{DoneBy, Waiting, WaitingFor, WaitingFuture};
use uuid::Uuid;

/// Of those who have answered nothing is waited for, so nobody is reminded in vain.
pub fn waiting<'a>(tx: &'a Tx, collaborations: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(all(tx, collaborations))
}

async fn all(tx: &Tx, collaborations: &[CollaborationId]) -> Result<Vec<Waiting>, Problem> {
    let grounds: Vec<Uuid> = collaborations.iter().map(|id| id.0).collect();
    let mut surveys = SURVEY.whole_on(tx, &grounds).await?;
    surveys.retain(|survey| survey.is_open_on(tx.today()));
    if surveys.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = surveys.iter().map(|survey| survey.id).collect();
    let answers = store::list_answers_of(tx, &ids).await?;
    let begun: Vec<Uuid> = answers.iter().map(|answer| answer.id).collect();
    let sections = store::list_sections_of(tx, &begun).await?;
    let mut members = list_members_in(tx, collaborations).await?;
    members.retain(|(_, member)| member.holds_on(tx.today()));
    let (at_parties, inside) = match surveys
        .iter()
        .any(|one| one.respondents == Audience::People)
    {
        true => {
            let parties: Vec<PartyId> = members.iter().map(|(_, one)| one.party.id).collect();
            (
                active_grants_at(tx, &parties).await?,
                active_grants_in(tx, collaborations).await?,
            )
        }
        false => (Vec::new(), Vec::new()),
    };
    let mut waiting = Vec::new();
    for survey in &surveys {
        let here = CollaborationId(survey.ground);
        let own: Vec<&Answer> = answers
            .iter()
            .filter(|one| one.survey == survey.id)
            .collect();
        let present = members
            .iter()
            .filter(|(of, _)| *of == here)
            .map(|(_, member)| member);
        match survey.respondents {
            Audience::Parties => {
                for member in present {
                    waiting.extend(of_party(survey, member, &own, &sections));
                }
            }
            Audience::People => {
                let parties: Vec<_> = present.map(|member| member.party.id).collect();
                let own_people = inside.iter().filter(|(_, place)| *place == here);
                let of_members = at_parties.iter().filter(|(_, id)| parties.contains(id));
                let of_members = of_members.map(|(person, _)| *person);
                let people = own_people.map(|(person, _)| *person).chain(of_members);
                let mut people: Vec<PersonId> = people.collect();
                people.sort_unstable();
                people.dedup();
                waiting.extend(
                    people
                        .into_iter()
                        .filter_map(|one| of_person(survey, one, &own)),
                );
            }
        }
    }
    Ok(waiting)
}

fn of_party(
    survey: &Held<Survey>,
    member: &Member,
    answers: &[&Answer],
    sections: &[Section],
) -> Vec<Waiting> {
    let party = &member.party;
    let answer = answers
        .iter()
        .find(|one| one.whose == Whose::Party(party.id));
    let wait = |whose, code, rest: &str| {
        let rest = format!("/enkater/{}/svar/{}{rest}", survey.key, party.key);
        let others = format!("/enkater/{}", survey.key);
        let roles = crate::desk::ANSWERED_BY;
        Waiting {
            done_by: Some(DoneBy { roles, others }),
            ..told(survey, whose, code, rest)
        }
    };
    let whole = WaitingFor::Party(party.id);
    match answer {
        None => vec![wait(whole, "survey-answer", "")],
        Some(answer) if answer.is_given(survey.approval) => Vec::new(),
        Some(answer) if answer.state == AnswerState::Submitted => {
            vec![wait(whole, "survey-approval", "")]
        }
        Some(answer) => {
            let handed = sections
                .iter()
                .filter(|one| one.answer == answer.id && one.done_at.is_none());
            let handed = handed.filter_map(|one| {
                let person = WaitingFor::Person(one.person?);
                let rest = format!("/avsnitt/{}", one.section);
                let own = wait(person, "survey-section", &rest);
                // Two sections of one answer are two things to do.
                Some(Waiting { of: one.id, ..own })
            });
            std::iter::once(wait(whole, "survey-answer", ""))
                .chain(handed)
                .collect()
        }
    }
}

fn of_person(survey: &Held<Survey>, person: PersonId, answers: &[&Answer]) -> Option<Waiting> {
    let own = answers
        .iter()
        .find(|one| one.whose == Whose::Person(person));
    if own.is_some_and(|answer| answer.is_given(survey.approval)) {
        return None;
    }
    let rest = format!("/enkater/{}/svar/{}", survey.key, crate::desk::MINE);
    Some(told(
        survey,
        WaitingFor::Person(person),
        "survey-answer",
        rest,
    ))
}

fn told(survey: &Held<Survey>, whose: WaitingFor, code: &'static str, rest: String) -> Waiting {
    Waiting {
        collaboration: CollaborationId(survey.ground),
        whose,
        code,
        name: survey.title.to_string(),
        of: survey.id,
        rest,
        done_by: None,
        due: survey.closes,
    }
}
