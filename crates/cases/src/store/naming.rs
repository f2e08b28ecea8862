//! Where cases name somebody. What they are about stays with those who may read them.

use super::cases::row as cases;
use super::events::row as events;
use super::requests::row as requests;
use super::signatures::row as signatures;
use samverk_database::{Naming, Tx, names, problem, rows_naming};
use samverk_foundation::Problem;
use samverk_identity::people_naming;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// So many of an officer's cases are told.
const FOUND: u64 = 1_000;

/// What is kept of cases that names somebody, by when the case was registered or the thing was done.
pub async fn cases_naming(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let counterparts = [cases::Column::Counterpart];
    let found = rows_naming::<cases::Entity>(tx, &counterparts, words).await?;
    let found = found.into_iter();
    let found = found.filter(|row| names(&row.counterpart, words));
    let mut named: Vec<(&'static str, Uuid)> =
        found.map(|row| ("case-counterpart", row.id)).collect();
    let asked = rows_naming::<requests::Entity>(tx, &[requests::Column::What], words).await?;
    let asked = asked.into_iter();
    let asked = asked.filter(|row| names(&row.what, words));
    named.extend(asked.map(|row| ("case-request-what", row.case_id)));
    let of_officers = officers_cases(tx, words).await?.into_iter();
    named.extend(of_officers.map(|case| ("case-officer", case)));
    let registered = registered_at(tx, &named).await?;
    let naming = |(field, case): &(&'static str, Uuid)| {
        let at = *registered.get(case)?;
        let href = None;
        Some(Naming { field, at, href })
    };
    let mut all: Vec<Naming> = named.iter().filter_map(naming).collect();
    let signed = [signatures::Column::Signer];
    let signed = rows_naming::<signatures::Entity>(tx, &signed, words).await?;
    let signed = signed.into_iter().filter(|row| names(&row.signer, words));
    all.extend(signed.map(|row| Naming {
        field: "case-signed",
        at: row.signed_at,
        href: None,
    }));
    let acted = rows_naming::<events::Entity>(tx, &[events::Column::ActorName], words).await?;
    let acted = acted.into_iter();
    let acted = acted.filter(|row| names(&row.actor_name, words));
    all.extend(acted.map(|row| Naming {
        field: "case-acted",
        at: row.at,
        href: None,
    }));
    Ok(all)
}

async fn officers_cases(tx: &Tx, words: &str) -> Result<Vec<Uuid>, Problem> {
    let people = people_naming(tx, words).await?;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let query = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::OfficerId.is_in(people.iter().map(|person| person.0)))
        .order_by_desc(cases::Column::Id)
        .limit(FOUND)
        .into_tuple();
    query.all(tx.connection()).await.map_err(problem)
}

async fn registered_at(
    tx: &Tx,
    named: &[(&'static str, Uuid)],
) -> Result<BTreeMap<Uuid, chrono::DateTime<chrono::Utc>>, Problem> {
    if named.is_empty() {
        return Ok(BTreeMap::new());
    }
    let query = events::Entity::find()
        .select_only()
        .columns([events::Column::CaseId, events::Column::At])
        .filter(events::Column::CaseId.is_in(named.iter().map(|(_, case)| *case)))
        .filter(events::Column::What.is_in(["case.registered", "case.imported"]))
        .into_tuple::<(Uuid, chrono::DateTime<chrono::Utc>)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().collect())
}
