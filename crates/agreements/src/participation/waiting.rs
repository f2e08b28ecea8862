//! Of whom an answer is waited for: the members that have not answered an open question.

use super::answer::PARTICIPATION;
use super::question::{PARTICIPATION_QUESTION, QuestionState};
use super::view::is_of;
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::model::Member;
use samverk_parties::{DoneBy, Waiting, WaitingFor};
use uuid::Uuid;

pub(crate) async fn waiting(
    tx: &Tx,
    collaborations: &[CollaborationId],
    members: &[(CollaborationId, Member)],
) -> Result<Vec<Waiting>, Problem> {
    let grounds: Vec<Uuid> = collaborations.iter().map(|id| id.0).collect();
    let mut questions = PARTICIPATION_QUESTION.whole_on(tx, &grounds).await?;
    questions.retain(|one| one.status == QuestionState::Open);
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let answers = PARTICIPATION.whole_on(tx, &grounds).await?;
    let mut all = Vec::new();
    for question in &questions {
        let about = question.initiative.as_ref().and_then(One::id);
        let has_answered = |member: &Member| {
            let mut own = answers
                .iter()
                .filter(|one| one.ground == question.ground && is_of(one, member.party.id));
            own.any(|one| one.initiative.as_ref().and_then(One::id) == about)
        };
        let here = members.iter().filter(|(of, _)| of.0 == question.ground);
        for (of, member) in here.filter(|(_, member)| !has_answered(member)) {
            all.push(Waiting {
                collaboration: *of,
                whose: WaitingFor::Party(member.party.id),
                code: "participation-answer",
                name: question.title.to_string(),
                of: question.id,
                rest: format!("/deltagande/{}/svar/{}", question.key, member.party.key),
                done_by: Some(DoneBy {
                    roles: crate::policy::ANSWERED_BY,
                    others: format!("/deltagande/{}", question.key),
                }),
                due: question.answer_by,
            });
        }
    }
    Ok(all)
}
