//! People and the audit log over the API: who may read them, and what stands there.

use crate::api_client::{Answer, Client};
use crate::world::House;
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    an_administrator_reads_everybody_and_every_change,
    people_of_a_place_are_read_there,
    others_are_told_what_is_missing,
    the_log_is_searched_and_paged,
);

const COUNCIL: &str = "/collaborations/digitaliseringsradet";

fn list<'a>(answer: &'a Answer, name: &str) -> &'a [Value] {
    assert_eq!(answer.status.as_u16(), 200, "{:#}", answer.body);
    answer.body[name].as_array().unwrap()
}

fn named<'a>(people: &'a [Value], name: &str) -> &'a Value {
    let found = people.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name} in {people:#?}"))
}

async fn an_administrator_reads_everybody_and_every_change(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let answer = client.get("/people").await;
    let people = list(&answer, "people");
    assert_eq!(people.len(), 7);
    let coordinator = named(people, "Samordnare Exempel");
    assert_eq!(coordinator["email"], "samordnare@exempel.se");
    let roles = coordinator["roles"].as_array().unwrap();
    let role = json!({
        "role": "coordinator", "collaboration": "digitaliseringsradet", "party": null,
        "fromProvider": false,
    });
    assert!(roles.contains(&role), "{roles:?}");
    let administrator = named(people, "Administratör Exempel");
    assert_eq!(administrator["roles"][0]["role"], "administrator");
    let events = client.get("/events?limit=1").await;
    let newest = &list(&events, "events")[0];
    assert!(!newest["what"].as_str().unwrap().contains('⟦'), "{newest}");
    assert!(events.body["_meta"]["totalRecords"].as_u64().unwrap() > 10);
}

async fn people_of_a_place_are_read_there(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let council = client.get(&format!("{COUNCIL}/people")).await;
    named(list(&council, "people"), "Samordnare Exempel");
    let party = client.get("/parties/jonkopings-kommun/people").await;
    for somebody in list(&party, "people") {
        assert_eq!(somebody["roles"][0]["party"], "jonkopings-kommun");
    }
    for nowhere in ["/collaborations/nej/people", "/parties/nej/people"] {
        assert_eq!(client.get(nowhere).await.code(), "not_found", "{nowhere}");
    }
}

async fn others_are_told_what_is_missing(db: Db) {
    let house = House::furnished(db).await;
    let public = Client::public(&house);
    let other = Client::with_token(&house, &[samverk_parties::READ], None);
    let (people, events) = (format!("{COUNCIL}/people"), format!("{COUNCIL}/events"));
    for path in ["/people", "/events", people.as_str(), events.as_str()] {
        let refused = public.get(path).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (401, "token_needed")
        );
        let refused = other.get(path).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (403, "token_scope_missing")
        );
    }
}

async fn the_log_is_searched_and_paged(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let log = format!("{COUNCIL}/events");
    let all = client.get(&format!("{log}?limit=100")).await;
    let all = list(&all, "events");
    assert!(
        all.iter()
            .all(|one| one["collaboration"] == "digitaliseringsradet")
    );
    let second = client.get(&format!("{log}?limit=1&offset=1")).await;
    assert_eq!(list(&second, "events")[0], all[1]);
    let kind = all[0]["objectKind"].as_str().unwrap();
    let these = client.get(&format!("{log}?objectKind={kind}")).await;
    assert!(
        list(&these, "events")
            .iter()
            .all(|one| one["objectKind"] == kind)
    );
    let none = client.get(&format!("{log}?to=2001-01-01")).await;
    assert!(list(&none, "events").is_empty());
    let unknown = client.get(&format!("{log}?party=finns-inte")).await;
    assert_eq!(
        (unknown.status.as_u16(), unknown.code()),
        (400, "parameter_invalid")
    );
}
