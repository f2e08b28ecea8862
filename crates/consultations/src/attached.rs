//! Files at an answer: its own people lay them there, until it is sent.

use crate::KINDS;
use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::AnswerState;
use crate::desk::{answers_for, find_answer, members_only};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_kept::{AnyKind, Kept};
use samverk_parties::Scope;
use samverk_web::{Thing, ThingKind, address_part};
use uuid::Uuid;

const AT: &str = "/samverkan/{collaboration}/remissvar/{thing}";

/// How the things of the domain are found.
pub(crate) fn things() -> Vec<ThingKind> {
    let is_answer = |kind: &&dyn AnyKind| kind.facts().code == ConsultationAnswer::CODE;
    let others: Vec<&'static dyn AnyKind> = KINDS
        .iter()
        .copied()
        .filter(|kind| !is_answer(kind))
        .collect();
    let answers = ThingKind::new(ConsultationAnswer::CODE, |tx, actor, id| {
        Box::pin(by_id(tx, actor, id))
    });
    let answers = answers.found_at(AT, |tx, actor, parts| {
        Box::pin(async move {
            let part = |name| address_part(&parts, name);
            let at = (part("collaboration"), part("thing"));
            let (scope, answer) = find_answer(tx, actor, at.0, at.1).await?;
            Ok(thing(actor, &scope, &answer))
        })
    });
    let mut all = samverk_kept::things(&others);
    all.push(answers);
    all
}

async fn by_id(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = CONSULTATION_ANSWER.named_with_ids(tx, &[id]).await?.pop();
    let answer = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, CollaborationId(answer.ground)).await?;
    let scope = members_only(scope)?;
    Ok(thing(actor, &scope, &answer))
}

/// The answer as what files, comments and followers hang on, as somebody sees it.
pub(crate) fn thing(actor: &Actor, scope: &Scope, answer: &HeldAnswer) -> Thing {
    let thing = CONSULTATION_ANSWER.thing(scope, answer);
    // What was decided goes with an excerpt: until it is sent, files are laid beside it.
    let is_sent = matches!(
        answer.state,
        AnswerState::Dispatched | AnswerState::Declined
    );
    Thing {
        takes_files: !is_sent && answers_for(actor, scope, answer),
        ..thing
    }
}
