//! What awaits the people of a party in its contracts: options, notices and ends whose day comes.

use crate::contract::{CONTRACT, WRITERS};
use crate::standing::Deadline;
use crate::store;
use chrono::Days;
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_parties::PartyWaiting;
use samverk_parties::model::Party;

const BUTTON: &str = "waiting-contract-button";

/// What lies further ahead awaits nobody yet.
const DAYS_AHEAD: u64 = 180;
/// The first of them; the rest stand in the list of contracts.
const MOST: u64 = 100;

/// With a fixed number of statements, for those who register the party's contracts, whoever did before.
pub async fn contracts_waiting(
    tx: &Tx,
    actor: &Actor,
    parties: &[Party],
) -> Result<Vec<PartyWaiting>, Problem> {
    let own: Vec<PartyId> = parties
        .iter()
        .map(|party| party.id)
        .filter(|party| actor.roles_at(*party).any(|role| WRITERS.contains(&role)))
        .collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let until = tx.today() + Days::new(DAYS_AHEAD);
    let ids = store::list_acting(tx, &own, until, MOST).await?;
    let mut found = CONTRACT.with_ids(tx, &ids).await?;
    found.sort_by_key(|one| (one.act_by, one.id));
    let waiting = found.into_iter().filter_map(|one| {
        let party = parties.iter().find(|party| party.id.0 == one.ground)?;
        let deadline = one.deadline()?;
        let (code, text) = match deadline {
            Deadline::CallOption { .. } => ("option", "waiting-contract-option"),
            Deadline::ConfirmReceipt { .. } => ("receipt", "waiting-contract-receipt"),
            Deadline::GiveNotice { .. } => ("notice", "waiting-contract-notice"),
            Deadline::Ends { .. } => ("end", "waiting-contract-end"),
        };
        Some(PartyWaiting {
            party: party.id,
            is_own: false,
            name: format!("contract-{code}:{}:{}", one.id, deadline.day()),
            text,
            called: [String::new(), String::new()],
            number: one.title.to_string(),
            href: format!("{}/avtal/{}", party.href(), one.key),
            button: BUTTON,
            due: Some(deadline.day()),
        })
    });
    Ok(waiting.collect())
}
