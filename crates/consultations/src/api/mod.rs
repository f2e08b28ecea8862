//! What a party does in a consultation, over the API: the same actions as the pages, for whoever answers for the party.

mod proposals;
mod steps;
mod views;

use crate::answer::{CONSULTATION_ANSWER, HeldAnswer};
use crate::desk::AnswerDesk;
use samverk_database::Tx;
use samverk_kept::AnyKind as _;
use samverk_rest::{Call, Refusal, Resource, Tag};

pub(crate) fn resources() -> Vec<Resource> {
    vec![steps::resource(), proposals::resource()]
}

fn resource(name: &'static str, about: [&'static str; 2]) -> Resource {
    let [read, write] = CONSULTATION_ANSWER.facts().ground.scopes;
    Resource::new(name, about, read, write)
}

/// The answer that the address names.
async fn desk(tx: &Tx, call: &Call) -> Result<AnswerDesk, Refusal> {
    let (collaboration, answer) = (call.part("collaboration"), call.part("statement"));
    Ok(AnswerDesk::find(tx, &call.actor, collaboration, answer).await?)
}

/// The same as whoever reads the answer as a kept thing gets.
fn tag(answer: &HeldAnswer) -> Tag {
    Tag::of(&(answer.id, answer.revision))
}
