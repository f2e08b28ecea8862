//! What is waited for: answers of parties in open consultations, each until its own last day.

use crate::answer::{ANSWERED_BY, CONSULTATION_ANSWER, HeldAnswer};
use crate::choices::{AnswerState, ConsultationState};
use crate::consultation::{CONSULTATION, HeldConsultation};
use crate::model::due;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::model::Member;
use samverk_parties::store::list_members_in;
use samverk_parties::{DoneBy, Waiting, WaitingFor, WaitingFuture};
use uuid::Uuid;

/// Of those who have answered, or said that they do not, nothing is waited for.
pub fn waiting<'a>(tx: &'a Tx, collaborations: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(all(tx, collaborations))
}

async fn all(tx: &Tx, collaborations: &[CollaborationId]) -> Result<Vec<Waiting>, Problem> {
    let grounds: Vec<Uuid> = collaborations.iter().map(|id| id.0).collect();
    let mut consultations = CONSULTATION.whole_on(tx, &grounds).await?;
    consultations.retain(|one| one.state == ConsultationState::Open);
    if consultations.is_empty() {
        return Ok(Vec::new());
    }
    let answers = CONSULTATION_ANSWER.whole_on(tx, &grounds).await?;
    let mut members = list_members_in(tx, collaborations).await?;
    members.retain(|(_, member)| member.holds_on(tx.today()));
    let mut waiting = Vec::new();
    for one in &consultations {
        let here = members.iter().filter(|(of, _)| of.0 == one.ground);
        let own: Vec<&HeldAnswer> = answers
            .iter()
            .filter(|answer| answer.of() == Some(one.id))
            .collect();
        waiting.extend(here.filter_map(|(of, member)| of_member(*of, one, member, &own)));
    }
    Ok(waiting)
}

/// Who joined after it was offered is asked on the consultation's own page.
fn of_member(
    collaboration: CollaborationId,
    consultation: &HeldConsultation,
    member: &Member,
    answers: &[&HeldAnswer],
) -> Option<Waiting> {
    let mut own = answers.iter().filter(|one| one.is_of(member.party.id));
    let answer = own.next();
    let state = answer.map_or(AnswerState::Offered, |one| one.state);
    let code = match state {
        AnswerState::Offered => "consultation-open",
        AnswerState::Opened => "consultation-write",
        AnswerState::Drafted => "consultation-decide",
        AnswerState::Decided => "consultation-dispatch",
        // The sender is told that there is no answer.
        AnswerState::Declined if answer.is_some_and(|one| one.dispatched_on.is_none()) => {
            "consultation-decline"
        }
        AnswerState::Dispatched | AnswerState::Declined => return None,
    };
    let others = format!("/remisser/{}", consultation.key);
    let rest = match answer {
        Some(answer) => format!("/remissvar/{}", answer.key),
        None => others.clone(),
    };
    Some(Waiting {
        collaboration,
        whose: WaitingFor::Party(member.party.id),
        code,
        name: consultation.title.to_string(),
        of: consultation.id,
        rest,
        done_by: Some(DoneBy {
            roles: ANSWERED_BY,
            others,
        }),
        due: due(
            consultation.last_day,
            answer.and_then(|one| one.extended_until),
        ),
    })
}
