use super::take_step::{save_answer, take_step};
use crate::answer::{ConsultationAnswer, HeldAnswer};
use crate::choices::AnswerState;
use crate::desk::AnswerDesk;
use samverk_cases::RegistryDesk;
use samverk_cases::actions::register_case;
use samverk_cases::model::{Begun, CaseContent};
use samverk_database::Tx;
use samverk_fields::{Line, Title};
use samverk_foundation::{Actor, Problem, Problems};

/// Registers the party's own case in one of its registries and opens the answer with its number, all or nothing.
///
/// Fails with `forbidden`, `not_found`, or with what speaks against the case or the step.
pub async fn open_case(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    registry: &str,
    seen: i64,
) -> Result<HeldAnswer, Problems> {
    desk.require_answering(actor)?;
    let party = desk.party().ok_or_else(Problem::not_found)?;
    let registry = RegistryDesk::find_to_read(tx, actor, party.key.as_str(), registry).await?;
    // The last that is taken is the number: others wait for it from here on.
    if desk.answer.state != AnswerState::Offered {
        return Err(Problem::conflict("move_impossible").into());
    }
    let case = register_case(tx, actor, &registry, content(desk)).await?;
    let said = ConsultationAnswer {
        number: Line::from(case.number),
        registry: Some(registry.registry.key.clone()),
        ..desk.answer.value.clone()
    };
    let saved = save_answer(tx, actor, desk, &said, seen).await?;
    take_step(tx, actor, desk, (&saved, AnswerState::Opened), "").await
}

/// What came in, as the registry knows it.
fn content(desk: &AnswerDesk) -> CaseContent {
    let consultation = &desk.consultation;
    let subject = format!("Remiss: {}", *consultation.title);
    let sender = match consultation.sender.is_empty() {
        true => desk.scope.collaboration.name.clone(),
        false => consultation.sender.to_string(),
    };
    CaseContent {
        subject: Title::from(subject.as_str()),
        public_subject: Line::from(subject),
        begun: Begun::Incoming,
        counterpart: Line::from(sender),
        received_on: consultation
            .received_on
            .filter(|day| *day <= desk.scope.today),
        officer: Line::from(""),
        deadline: desk.due(),
        statutory: false,
        classification: Line::from(""),
        secrecy_provision: Line::from(""),
        secrecy_on: None,
        secrecy_authority: Line::from(""),
    }
}
