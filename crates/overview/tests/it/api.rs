//! Overviews as other systems read them.

use crate::browser::words;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::{Actor, Role, TokenAccess, TokenScope};
use samverk_identity::PEOPLE_READ;
use samverk_overview::READ;
use samverk_testing::api::Client;
use serde_json::{Value, json};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    everybody_reads_what_is_published,
    what_awaits_a_party_its_own_people_read,
    the_coordinator_reads_across_the_parties,
    an_overview_asks_the_same_number_of_questions,
);

const OVERVIEW: &str = "/overviews/jonkopings-kommun";
const ACROSS: &str = "/collaborations/digitaliseringsradet/overviews";

fn client(db: &Db, actor: Actor) -> Client {
    let api = (&samverk_overview::module(), samverk_overview::api());
    Client::new(db, actor, api, &words(), "")
}

fn with_token(db: &Db, actor: Actor, scopes: &[TokenScope]) -> Client {
    let Actor::Person(mut person) = actor else {
        panic!("somebody")
    };
    person.token = Some(TokenAccess::of(scopes.iter().copied()));
    client(db, Actor::Person(person))
}

fn row<'a>(rows: &'a Value, name: &str, value: impl Into<Value>) -> &'a Value {
    let value = value.into();
    let mut all = rows.as_array().unwrap().iter();
    let found = all.find(|one| one[name] == value);
    found.unwrap_or_else(|| panic!("{name} {value} in {rows:#}"))
}

async fn everybody_reads_what_is_published(db: Db) {
    world(&db).await;
    decide_again(&db, 2022, 100_000, true).await;
    decide_again(&db, 2023, 900_000, false).await;
    let told = client(&db, Actor::Public).get(OVERVIEW).await.told(200);
    assert_eq!(told.body["awaitingItems"], Value::Null);
    let amounts = &told.body["amounts"];
    let years = amounts.as_array().unwrap().iter().map(|one| &one["year"]);
    assert_eq!(years.collect::<Vec<_>>(), [2022, 2021]);
    let of_2022 = row(amounts, "year", 2022);
    assert_eq!(of_2022["collaboration"], COUNCIL);
    assert_eq!(of_2022["amount"], "1757180");
    assert_eq!(of_2022["before"], "1657180");
    assert_eq!(of_2022["change"], "100000");
    let reason = row(amounts, "year", 2021)["reason"].as_str().unwrap();
    assert!(reason.starts_with("38,00"), "{reason}");
    let member = row(&told.body["memberships"], "group", Value::Null);
    assert_eq!(member["standing"], "member");
    assert!(!told.body["mandates"].as_array().unwrap().is_empty());
    client(&db, Actor::Public)
        .get("/overviews/ingen")
        .await
        .told(404);
}

async fn what_awaits_a_party_its_own_people_read(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::PartyAdministrator).await;
    let scopes = [READ];
    let told = with_token(&db, somebody.clone(), &scopes)
        .get(OVERVIEW)
        .await;
    let without_people = told.told(200).body["awaitingItems"].clone();
    let view = row(&without_people, "page", "/samverkan/digitaliseringsradet");
    assert!(view["what"].as_str().unwrap().contains("Bedöm"), "{view}");
    // Nobody has a role at the party in this house, which only those who read people are told.
    let scopes = [READ, PEOPLE_READ];
    let told = with_token(&db, somebody.clone(), &scopes)
        .get(OVERVIEW)
        .await;
    let with_people = told.told(200).body["awaitingItems"].clone();
    let count = |items: &Value| items.as_array().unwrap().len();
    assert_eq!(count(&with_people), count(&without_people) + 1);

    let elsewhere = at(&db, "aneby-kommun", Role::PartyAdministrator).await;
    for other in [elsewhere, coordinator(&db).await] {
        let told = with_token(&db, other, &[READ, PEOPLE_READ])
            .get(OVERVIEW)
            .await;
        assert_eq!(told.told(200).body["awaitingItems"], Value::Null);
    }
    let refused = with_token(&db, somebody, &[samverk_parties::READ])
        .get(OVERVIEW)
        .await
        .told(403);
    assert_eq!(refused.code(), "token_scope_missing");
}

async fn the_coordinator_reads_across_the_parties(db: Db) {
    world(&db).await;
    decide_again(&db, 2022, 100_000, true).await;
    let aneby = party(&db, "aneby-kommun").await;
    record_view(&db, &aneby, 2).await;
    let coordinator = coordinator(&db).await;
    let client_of_all = with_token(&db, coordinator.clone(), &[READ, PEOPLE_READ]);
    let told = client_of_all
        .get(&format!("{ACROSS}?limit=100"))
        .await
        .told(200);
    let rows = &told.body["overviews"];
    let jonkoping = row(rows, "party", "jonkopings-kommun");
    assert_eq!(
        (
            &jonkoping["year"],
            &jonkoping["amount"],
            &jonkoping["change"]
        ),
        (&json!(2022), &json!("1757180"), &json!("100000"))
    );
    assert_eq!(jonkoping["ownView"], false);
    let aneby = row(rows, "party", "aneby-kommun");
    assert_eq!(aneby["ownView"], true);
    let missing = |row: &Value| row["missingItems"].as_array().unwrap().len();
    // Both lack their views of two groups, and people; Jönköping its view of the whole too.
    assert_eq!((missing(jonkoping), missing(aneby)), (4, 3));

    let few = with_token(&db, coordinator, &[READ]);
    let told = few.get(&format!("{ACROSS}?limit=100")).await.told(200);
    let of = |party| missing(row(&told.body["overviews"], "party", party));
    assert_eq!((of("jonkopings-kommun"), of("aneby-kommun")), (3, 2));

    let representative = at(&db, "jonkopings-kommun", Role::Representative).await;
    let refused = with_token(&db, representative, &[READ, PEOPLE_READ]);
    refused.get(ACROSS).await.told(403);
    client(&db, Actor::Public).get(ACROSS).await.told(401);
}

async fn an_overview_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let reader = client(&db, Actor::Public);
    let asks = async || {
        let before = db.query_count();
        reader.get(OVERVIEW).await.told(200);
        db.query_count() - before
    };
    let few = asks().await;
    for number in 0..5 {
        add_group(&db, &format!("Grupp {number}")).await;
        decide_again(&db, 2022 + number, 1000, true).await;
    }
    assert_eq!(asks().await, few);
}
