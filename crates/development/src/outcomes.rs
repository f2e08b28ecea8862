//! What became of each need, in the REST API: what its page tells. Only to read, for it follows from needs,
//! joinings, initiatives and the log.

use crate::api::OF_COLLABORATION;
use crate::joined::Joined;
use crate::needs::{HeldNeed, NEED, NeedStatus};
use crate::pages::keys_of;
use crate::store::{list_meeting, list_merged, list_reasons};
use samverk_foundation::Key;
use samverk_parties::{COLLABORATION, Scope};
use samverk_rest::{
    Call, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

pub(crate) fn outcomes() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Vad som har hänt med varje behov.",
        "What became of each need.",
    ];
    let list = Operation::list(
        "/collaborations/{collaboration}/need-outcomes",
        "listNeedOutcomes",
        list,
    );
    Resource::new("need-outcomes", about, read, write)
        .parameter(OF_COLLABORATION)
        .with(list.about(
            "Vad som har hänt med varje behov: vilka som har instämt, vilka initiativ det ingår i och varför det är avslutat.",
            "What became of each need: who has joined it, which initiatives it is part of and why it is closed.",
        ))
}

/// What became of a need. What is one with it counts here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NeedOutcome")]
pub struct OutcomeView {
    #[schemars(with = "KeySchema")]
    need: Key,
    status: NeedStatus,
    /// The parties that have it too, beside the one that raised it.
    #[schemars(with = "Vec<KeySchema>")]
    parties: Vec<Key>,
    /// The initiatives that it is part of.
    #[schemars(with = "Vec<KeySchema>")]
    initiatives: Vec<Key>,
    /// The need that it is one with.
    #[schemars(with = "Option<KeySchema>")]
    merged_into: Option<Key>,
    /// The needs that it was split into.
    #[schemars(with = "Vec<KeySchema>")]
    parts: Vec<Key>,
    /// Why it is closed.
    closing_reason: Option<String>,
}

impl Representation for OutcomeView {
    fn example() -> Self {
        Self {
            need: Key::from_name("utmaning-kompetens"),
            status: NeedStatus::Open,
            parties: vec![Key::from_name("are-kommun")],
            initiatives: vec![Key::from_name("gemensam-namnd")],
            merged_into: None,
            parts: Vec::new(),
            closing_reason: None,
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<OutcomeView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let of = scope.collaboration.id.0;
    let needs = NEED.all(&tx, &scope).await?;
    let joined = Joined::of(list_merged(&tx, of).await?);
    let meeting = list_meeting(&tx, of).await?;
    let closed = needs
        .iter()
        .filter(|one| one.status() == NeedStatus::Closed);
    let closed: Vec<Uuid> = closed.map(|one| one.id).collect();
    let mut reasons = list_reasons(&tx, &closed).await?;
    let members = keys_of(&scope);
    let is_part_of = |whole: &HeldNeed, part: &HeldNeed| {
        let from = part.split_from.as_ref();
        from.is_some_and(|from| from.to.key == whole.key)
    };
    let view = |need: &HeldNeed| {
        let met = joined.met_by(need.id, &meeting).into_iter();
        let parts = needs.iter().filter(|one| is_part_of(need, one));
        OutcomeView {
            need: need.key.clone(),
            status: need.status(),
            parties: joined.parties(need, &members).into_iter().collect(),
            initiatives: met.filter_map(|one| Key::parse(&one.key).ok()).collect(),
            merged_into: need.merged_into.as_ref().map(|one| one.to.key.clone()),
            parts: parts.map(|one| one.key.clone()).collect(),
            closing_reason: reasons.remove(&need.id),
        }
    };
    let views = needs.iter().map(view).collect();
    Ok(Page::of(views, call.paging, Linked::part))
}
