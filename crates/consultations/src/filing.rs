//! A party's case has what was sent in it: the answer as a document, and a way back to the consultation.

use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::AnswerState;
use crate::desk::AnswerDesk;
use crate::store;
use askama::Template;
use samverk_cases::model::Case;
use samverk_cases::{RegistryDesk, store as cases};
use samverk_database::{Tx, enqueue_job};
use samverk_foundation::{Actor, CollaborationId, Key, Problem};
use samverk_kept::{Kept, Stored};
use samverk_parties::store::find_collaborations;
use samverk_web::{PanelFuture, Thing, Ui};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kind of job that lays a sent answer in its case.
pub const FILE_ANSWER: &str = "file_answer";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FilingOrder {
    answer: Uuid,
    /// How the answer stood: sent anew it is another document.
    revision: i64,
}

/// A sent answer, and the case that it is to lie in.
pub struct Filing {
    pub desk: AnswerDesk,
    pub registry: RegistryDesk,
    pub case: Case,
    /// The same for the same sending.
    pub token: Uuid,
}

/// Orders that what has been sent is laid in the party's own case, when it is registered here.
pub(crate) async fn order_filing(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let answer = ConsultationAnswer::read(&one.record);
    let sent = answer.filter(|answer| answer.state == AnswerState::Dispatched);
    let is_here = sent.is_some_and(|answer| answer.party.is_some() && answer.registry.is_some());
    if !is_here {
        return Ok(());
    }
    let order = FilingOrder {
        answer: one.id,
        revision: one.revision,
    };
    enqueue_job(tx, FILE_ANSWER, &order).await
}

/// What is ordered; nothing when it has been taken back, or there is no such case.
pub async fn filing(
    tx: &Tx,
    actor: &Actor,
    order: &FilingOrder,
) -> Result<Option<Filing>, Problem> {
    let found = CONSULTATION_ANSWER
        .named_with_ids(tx, &[order.answer])
        .await?;
    let Some(answer) = found.into_iter().next() else {
        return Ok(None);
    };
    let party = answer.party.as_ref().map(|party| party.to.key.clone());
    let (Some(party), Some(registry)) = (party, &answer.registry) else {
        return Ok(None);
    };
    if answer.state != AnswerState::Dispatched {
        return Ok(None);
    }
    let registry = RegistryDesk::find(tx, actor, party.as_str(), registry.as_str()).await?;
    let key = Key::from_name(&answer.number);
    let case = cases::find_case(tx, registry.registry.id, key.as_str()).await?;
    let Some(case) = case else { return Ok(None) };
    let Some(desk) = desk_of(tx, actor, &answer).await? else {
        return Ok(None);
    };
    let token = order.answer.as_u128() ^ u128::from(order.revision.unsigned_abs());
    Ok(Some(Filing {
        desk,
        registry,
        case,
        token: Uuid::from_u128(token),
    }))
}

async fn desk_of(
    tx: &Tx,
    actor: &Actor,
    answer: &HeldAnswer,
) -> Result<Option<AnswerDesk>, Problem> {
    let found = find_collaborations(tx, &[CollaborationId(answer.ground)]).await?;
    let Some(collaboration) = found.into_iter().next() else {
        return Ok(None);
    };
    let (collaboration, key) = (collaboration.key.as_str(), answer.key.as_str());
    match AnswerDesk::find(tx, actor, collaboration, key).await {
        Ok(desk) => Ok(Some(desk)),
        Err(problem) if problem.code == "not_found" => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "case_consultation_panel.html")]
struct ConsultationPanel<'u> {
    ui: &'u Ui,
    /// The title of each consultation, how far the answer has come, and where it is.
    answers: Vec<(String, String, String)>,
}

/// Which answer a case is about, for those who may read it.
pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match (thing.kind, thing.owner) {
            ("case", Some(party)) => shown(tx, ui, (party.0, &thing.name)).await,
            _ => Ok(None),
        }
    })
}

async fn shown(tx: &Tx, ui: &Ui, (party, number): (Uuid, &str)) -> Result<Option<String>, Problem> {
    let mut answers = Vec::new();
    for answer in store::answers_with_number(tx, party, number).await? {
        if let Some(desk) = desk_of(tx, &ui.actor, &answer).await? {
            let state = ui.kind_name("consultation-answer-state-", answer.state.code());
            let title = desk.consultation.title.to_string();
            answers.push((title, state, desk.href("")));
        }
    }
    if answers.is_empty() {
        return Ok(None);
    }
    ui.fragment(&ConsultationPanel { ui, answers }).map(Some)
}
