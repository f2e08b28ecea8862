//! Budgets, models, distributions and scenarios as other systems meet them.

use crate::site::words;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::{Actor, CollaborationId, PersonId, Role, TokenAccess};
pub use samverk_testing::api::Client;
use serde_json::{Value, json};

fn client(db: &Db, actor: Actor) -> Client {
    let council = format!("/collaborations/{COUNCIL}");
    let api = (&samverk_economy::module(), samverk_economy::api());
    Client::new(db, actor, api, &words(), &council)
}

pub fn without_token(db: &Db) -> Client {
    client(db, Actor::Public)
}

/// With a token of somebody who has the role in the council.
pub fn with_role(db: &Db, world: &World, role: Role) -> Client {
    with_token(db, world, role, None)
}

pub fn with_token(db: &Db, world: &World, role: Role, only: Option<CollaborationId>) -> Client {
    let Actor::Person(mut person) = person(&[(world.council, role)], &[]) else {
        panic!("somebody")
    };
    // Each role is somebody of their own.
    person.id = PersonId(uuid::Uuid::from_u128(role as u128 + 1));
    person.token = Some(TokenAccess {
        collaboration: only,
        ..TokenAccess::of([samverk_economy::READ, samverk_economy::WRITE])
    });
    client(db, Actor::Person(person))
}

pub fn budget(amount: &str) -> Value {
    json!({
        "title": "Budget 2022",
        "parts": [{ "key": "drift", "name": "Drift", "kind": "running" }],
        "lines": [
            { "part": "drift", "name": "Samordnare", "kind": "cost", "amount": amount },
            { "name": "Kvar", "kind": "unspent", "amount": "100000" },
        ],
        "confirmWarnings": true,
    })
}

/// The region pays thirty percent, the municipalities the rest by inhabitants.
pub fn model() -> Value {
    json!({
        "name": "Modell 2022",
        "rules": [
            {
                "key": "regionen",
                "name": "Regionen",
                "takers": ["region-jonkopings-lan"],
                "base": ["drift"],
                "function": { "kind": "percentage", "percent": "30" },
            },
            {
                "key": "kommunerna",
                "name": "Kommunerna",
                "takers": "municipality",
                "base": "rest",
                "measure": { "kind": "population", "year": -2 },
            },
        ],
    })
}

pub fn distribution() -> Value {
    json!({
        "title": "Fördelning 2022",
        "year": 2022,
        "model": "2022",
        "shared": true,
        "confirmWarnings": true,
    })
}

pub fn decision() -> Value {
    json!({ "body": "Styrgruppen", "date": "2021-11-20", "paragraph": "§ 7", "confirmWarnings": true })
}

/// A year of its own: budget, model and a draft distribution.
pub async fn write_a_year(client: &Client) {
    client
        .put("/budgets/2022", "", &budget("1000000"))
        .await
        .told(201);
    client
        .put("/distribution-models/2022", "", &model())
        .await
        .told(201);
    client
        .put("/distributions/2022", "", &distribution())
        .await
        .told(201);
}
