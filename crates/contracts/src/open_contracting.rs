//! Contracts as Open Contracting records (OCDS 1.1): what a reader sees of a party's contracts, for others' programs.

use crate::contract::{CONTRACT, Contract, HeldContract};
use crate::standing::standing;
use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::Owner;
use samverk_parties::model::Party;
use samverk_parties::store::find_party;
use samverk_planner::ends;
use samverk_planner::months::after;
use samverk_web::{AppState, PageResult, Policy, Route, Ui};
use serde_json::{Value, json};

/// Ends further ahead are not told.
const MONTHS_AHEAD: u16 = 600;

const PATH: &str = "/aktorer/{party}/avtal/open-contracting.json";

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, Policy::Public, show)]
}

async fn show(State(state): State<AppState>, ui: Ui, Path(party): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    Ok(Answer(package(&tx, &ui.actor, &party, &state.settings.base_url).await?).into_response())
}

/// All that the actor sees of the party's contracts, one release each. Fails with `not_found`.
pub(crate) async fn package(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    base: &str,
) -> Result<Value, Problem> {
    let found = find_party(tx, party).await?;
    let owner = Owner::known_to(tx, actor, found.ok_or_else(Problem::not_found)?).await?;
    let contracts = CONTRACT.all(tx, &owner).await?;
    let releases: Vec<Value> = contracts
        .iter()
        .map(|one| release(&owner.party, one, (tx.now(), tx.today())))
        .collect();
    Ok(json!({
        "uri": format!("{base}/aktorer/{}/avtal/open-contracting.json", owner.party.key),
        "version": "1.1",
        "publishedDate": moment(tx.now()),
        "publisher": { "name": owner.party.name },
        "releases": releases,
    }))
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A day as OCDS writes it: its beginning, or its last second.
fn begins(day: NaiveDate) -> String {
    format!("{day}T00:00:00Z")
}

fn ends_with(day: NaiveDate) -> String {
    format!("{day}T23:59:59Z")
}

fn release(party: &Party, one: &HeldContract, (now, today): (DateTime<Utc>, NaiveDate)) -> Value {
    let id = one.id.to_string();
    let supplier = one.supplier.to.key.to_string();
    let supplier_name = one
        .supplier
        .to
        .known
        .as_ref()
        .map(|known| known.name.clone());
    let mut buyer = json!({ "id": party.key, "name": party.name, "roles": ["buyer"] });
    if let Some(number) = &party.organisation_number {
        // The scheme of Swedish organisation numbers in org-id.guide.
        buyer["identifier"] = json!({ "scheme": "SE-ON", "id": number, "legalName": party.name });
    }
    json!({
        "ocid": format!("samverk-{id}"),
        "id": format!("{id}-{}", one.revision),
        "date": moment(now),
        "tag": ["contract"],
        "initiationType": "tender",
        "language": "sv",
        "parties": [
            buyer,
            { "id": supplier, "name": supplier_name, "roles": ["supplier"] },
        ],
        "buyer": { "id": party.key, "name": party.name },
        "awards": [{
            "id": format!("{id}-award"),
            "title": one.title.to_string(),
            "suppliers": [{ "id": supplier, "name": supplier_name }],
        }],
        "contracts": [contract(&one.value, &id, today)],
    })
}

fn contract(one: &Contract, id: &str, today: NaiveDate) -> Value {
    let stands = standing(one, today);
    let mut period = serde_json::Map::new();
    if let Some(day) = one.start {
        period.insert("startDate".to_owned(), begins(day).into());
    }
    if let Some(day) = stands.end {
        period.insert("endDate".to_owned(), ends_with(day).into());
        // The last day with all options that can still be called.
        let planned = one.planned((0, 0), None);
        let latest = planned.and_then(|planned| {
            let all = ends(&planned, today, after(today, MONTHS_AHEAD));
            all.iter().map(|end| end.days.last).max()
        });
        let latest = latest.filter(|latest| *latest > day);
        if let Some(latest) = latest {
            period.insert("maxExtentDate".to_owned(), ends_with(latest).into());
        }
    }
    let mut told = json!({
        "id": id,
        "awardID": format!("{id}-award"),
        "title": one.title.to_string(),
        "status": match stands.end.is_some_and(|end| end < today) {
            true => "terminated",
            false => "active",
        },
    });
    if !period.is_empty() {
        told["period"] = period.into();
    }
    if let Some(area) = &one.area.to.known {
        told["description"] = area.name.clone().into();
    }
    told
}
