//! What awaits somebody at their parties: receipts to read in, lists to review, and what has been approved.

use crate::deliveries::{DELIVERY, DeliveryState};
use crate::disposals::{DISPOSAL, DisposalState};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_parties::PartyWaiting;
use samverk_parties::model::Party;
use uuid::Uuid;

const BUTTON: &str = "waiting-archive-button";

/// With a fixed number of statements.
pub async fn archive_waiting(
    tx: &Tx,
    actor: &Actor,
    parties: &[Party],
) -> Result<Vec<PartyWaiting>, Problem> {
    let Some(person) = actor.person().map(|one| one.id) else {
        return Ok(Vec::new());
    };
    let with = |action: Action| -> Vec<Uuid> {
        let own = parties.iter().map(|party| party.id);
        own.filter(|party| actor.roles_at(*party).any(action.by()))
            .map(|party| party.0)
            .collect()
    };
    let (deliver, dispose, review) = (
        with(Action::Deliver),
        with(Action::Dispose),
        with(Action::Review),
    );
    if review.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    let at = |party: Uuid, rest: String| {
        let party = parties.iter().find(|one| one.id.0 == party);
        party.map(|party| format!("{}{rest}", party.href()))
    };
    for one in DELIVERY.whole_on(tx, &deliver).await? {
        let href = at(one.ground, format!("/leveranser/{}", one.key));
        if let (DeliveryState::Packed, Some(href)) = (one.status, href) {
            let what = ("delivery-receipt", "waiting-delivery-receipt");
            all.push(waiting((one.id, one.ground), what, (&one.title, href)));
        }
    }
    let disposals = DISPOSAL.whole_on(tx, &review).await?;
    let ids: Vec<Uuid> = disposals.iter().map(|one| one.id).collect();
    let proposers = store::list_proposers(tx, &ids).await?;
    for one in disposals {
        let is_own = proposers.get(&one.id) == Some(&Some(person));
        let what = match one.status {
            DisposalState::Proposed if !is_own => ("disposal-review", "waiting-disposal-review"),
            DisposalState::Approved if dispose.contains(&one.ground) => {
                ("disposal-carry-out", "waiting-disposal-carry-out")
            }
            _ => continue,
        };
        let href = at(one.ground, format!("/gallringar/{}", one.key));
        let told = href.map(|href| waiting((one.id, one.ground), what, (&one.title, href)));
        all.extend(told);
    }
    Ok(all)
}

fn waiting(
    (id, party): (Uuid, Uuid),
    (name, text): (&str, &'static str),
    (title, href): (&str, String),
) -> PartyWaiting {
    PartyWaiting {
        party: PartyId(party),
        is_own: false,
        name: format!("{name}:{id}"),
        text,
        called: [String::new(), String::new()],
        number: title.to_owned(),
        href,
        button: BUTTON,
        due: None,
    }
}
