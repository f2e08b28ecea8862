//! What stands when an answer is settled: the answer, what it says of each point, and what it was asked.

use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer};
use crate::choices::{AnswerState, ConsultationState};
use crate::consultation::{CONSULTATION, Consultation};
use crate::point::{CONSULTATION_POINT, ConsultationPoint};
use crate::section::ConsultationSection;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{FieldKey, One};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Kept, Stored};
use uuid::Uuid;

/// What stands when an answer is settled: all but where the sender is told of it.
pub(crate) fn changed_when_settled(
    one: &ConsultationAnswer,
    before: Option<&ConsultationAnswer>,
) -> Vec<FieldKey> {
    type Answer = ConsultationAnswer;
    let Some(before) = before.filter(|before| before.state.is_settled()) else {
        return Vec::new();
    };
    let party = |one: &Answer| one.party.as_ref().and_then(One::id);
    let matter = |one: &Answer| one.matter.as_ref().and_then(One::id);
    let told_before = before.dispatched_on.is_some() && before.state == AnswerState::Declined;
    let same = [
        (one.of() == before.of(), Answer::CONSULTATION),
        (party(one) == party(before), Answer::PARTY),
        (
            one.organisation == before.organisation,
            Answer::ORGANISATION,
        ),
        (one.number == before.number, Answer::NUMBER),
        (one.registry == before.registry, Answer::REGISTRY),
        (one.signatories == before.signatories, Answer::SIGNATORIES),
        (one.dated == before.dated, Answer::DATED),
        (one.background == before.background, Answer::BACKGROUND),
        (one.summary == before.summary, Answer::SUMMARY),
        (one.general == before.general, Answer::GENERAL),
        (matter(one) == matter(before), Answer::MATTER),
        (one.body == before.body, Answer::BODY),
        (one.decided_on == before.decided_on, Answer::DECIDED_ON),
        (one.paragraph == before.paragraph, Answer::PARAGRAPH),
        (one.declined_by == before.declined_by, Answer::DECLINED_BY),
        (
            one.decline_reason == before.decline_reason,
            Answer::DECLINE_REASON,
        ),
        (
            !told_before || one.dispatched_on == before.dispatched_on,
            Answer::DISPATCHED_ON,
        ),
    ];
    let changed = same.into_iter().filter(|(is_same, _)| !is_same);
    changed.map(|(_, field)| field).collect()
}

/// What was decided on is not removed. Fails with `consultation_answer_settled`.
pub(crate) async fn keep_answer(_: &Tx, one: &Stored) -> Result<(), Problem> {
    let answer = ConsultationAnswer::read(&one.record);
    match answer.is_some_and(|answer| answer.state.is_settled()) {
        true => Err(Problem::conflict("consultation_answer_settled")),
        false => Ok(()),
    }
}

/// Nor is what it says of a point. Fails with `consultation_section_settled`.
pub(crate) async fn keep_section(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let section = ConsultationSection::read(&one.record);
    let of: Vec<Uuid> = section
        .and_then(|one| one.of_answer())
        .into_iter()
        .collect();
    let answer = CONSULTATION_ANSWER.with_ids(tx, &of).await?.pop();
    match answer.is_some_and(|answer| answer.state.is_settled()) {
        true => Err(Problem::conflict("consultation_section_settled")),
        false => Ok(()),
    }
}

/// Somebody has decided on an answer in it: what was asked stands.
async fn is_settled(tx: &Tx, consultation: Uuid) -> Result<bool, Problem> {
    let answers = store::answers_of(tx, consultation).await?;
    Ok(answers.iter().any(|one| one.state.is_settled()))
}

/// Whether what was said is said otherwise.
fn is_another(before: &str, one: &str) -> bool {
    !before.is_empty() && before != one
}

/// Fails with `consultation_settled`.
pub(crate) async fn change_consultation(
    tx: &Tx,
    id: Uuid,
    one: &Consultation,
) -> Result<Problems, Problem> {
    let mut problems = Problems::default();
    let before = CONSULTATION.with_ids(tx, &[id]).await?.pop();
    let Some(before) = before else {
        return Ok(problems);
    };
    let changed = [
        (is_another(&before.title, &one.title), Consultation::TITLE),
        (before.direction != one.direction, Consultation::DIRECTION),
        (
            is_another(&before.sender, &one.sender),
            Consultation::SENDER,
        ),
        (
            is_another(&before.sender_number, &one.sender_number),
            Consultation::SENDER_NUMBER,
        ),
    ];
    if changed.iter().any(|(changed, _)| *changed) && is_settled(tx, id).await? {
        for (_, field) in changed.into_iter().filter(|(changed, _)| *changed) {
            problems.push(Problem::invalid("consultation_settled").at_field(field.as_str()));
        }
    }
    Ok(problems)
}

/// What was answered stays where and what it was, and nothing but what became of it is told when the consultation is
/// closed. Fails with `consultation_point_moved`, `consultation_point_settled` and `consultation_closed`.
pub(crate) async fn change_point(
    tx: &Tx,
    id: Uuid,
    one: &ConsultationPoint,
) -> Result<Problems, Problem> {
    type Point = ConsultationPoint;
    let mut problems = Problems::default();
    let before = CONSULTATION_POINT.with_ids(tx, &[id]).await?.pop();
    let Some((before, of)) = before.and_then(|before| Some((before.value.clone(), before.of()?)))
    else {
        return Ok(problems);
    };
    let mut add = |code, at: FieldKey| problems.push(Problem::invalid(code).at_field(at.as_str()));
    if one.of() != Some(of) && store::is_answered(tx, id).await? {
        add("consultation_point_moved", Point::CONSULTATION);
    }
    let asked = [
        (before.title != one.title, Point::TITLE),
        (before.text != one.text, Point::TEXT),
    ];
    let joint = [
        (before.stance != one.stance, Point::STANCE),
        (before.reason != one.reason, Point::REASON),
    ];
    let changed = |all: [(bool, FieldKey); 2]| {
        let changed = all.into_iter().filter(|(changed, _)| *changed);
        changed.map(|(_, field)| field).collect::<Vec<_>>()
    };
    let (asked, joint) = (changed(asked), changed(joint));
    if asked.is_empty() && joint.is_empty() {
        return Ok(problems);
    }
    let consultation = CONSULTATION.with_ids(tx, &[of]).await?.pop();
    let is_closed = consultation.is_some_and(|one| one.state == ConsultationState::Closed);
    if is_closed {
        for field in asked.into_iter().chain(joint) {
            add("consultation_closed", field);
        }
    } else if !asked.is_empty() && is_settled(tx, of).await? {
        for field in asked {
            add("consultation_point_settled", field);
        }
    }
    Ok(problems)
}
