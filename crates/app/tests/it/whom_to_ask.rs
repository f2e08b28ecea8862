//! Whoever is missing a right is told which roles have it and whom to turn to, on pages and in the API.

use crate::api_client::{Client, all_scopes};
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_foundation::{Actor, Person, PersonId, Role, TokenAccess};
use samverk_parties::store::find_collaboration;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    a_collaborations_contact_is_told_to_those_who_may_know_it,
    a_partys_matter_leads_to_its_administrators,
    the_installations_matter_leads_to_its_address,
    the_api_names_roles_and_contacts,
);

const COUNCIL: &str = "digitaliseringsradet";
const EDIT: &str = "/samverkan/digitaliseringsradet/redigera";
const ADDRESS: &str = "radet@exempel.se";

async fn give_contact(house: &House, public: bool) {
    let path = format!("/collaborations/{COUNCIL}");
    let client = Client::administrator(house);
    let stands = client.get(&path).await;
    let mut body = stands.body.clone();
    for name in ["key", "_links"] {
        body.as_object_mut().unwrap().remove(name);
    }
    body["contactRole"] = json!("Kansliet");
    body["contactAddress"] = json!(ADDRESS);
    body["contactPublished"] = json!(public);
    client
        .put(&path, stands.header("etag"), &body)
        .await
        .told(200);
}

async fn refused(house: &House, who: &str, path: &str) -> String {
    let cookie = house.sign_in(who).await;
    let answer = house.get(path, &cookie).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    let names = ["Samordnare Exempel", "Administratör Exempel"];
    assert!(
        !names
            .iter()
            .filter(|name| !name.to_lowercase().starts_with(who))
            .any(|name| answer.text.contains(name))
    );
    answer.text
}

async fn a_collaborations_contact_is_told_to_those_who_may_know_it(db: Db) {
    let house = House::with_council(db).await;
    let page = refused(&house, "representant", EDIT).await;
    let roles = "Det kan göras av den som är samordnare eller administratör för installationen.";
    assert!(page.contains(roles), "{page}");
    let asked = "<li>Den som är samordnare i Digitaliseringsrådet i Jönköpings län</li>";
    assert!(page.contains(asked), "{page}");
    assert!(page.contains("href=\"mailto:api@exempel.se\""), "{page}");

    give_contact(&house, false).await;
    let page = refused(&house, "representant", EDIT).await;
    let link = format!("<a class=\"ds-link\" href=\"mailto:{ADDRESS}\">{ADDRESS}</a>");
    let asked = format!("<li>Kansliet, Digitaliseringsrådet i Jönköpings län: {link}</li>");
    assert!(page.contains(&asked), "{page}");
    assert!(!page.contains("api@exempel.se"), "the nearest is enough");
}

async fn a_partys_matter_leads_to_its_administrators(db: Db) {
    let house = House::with_council(db).await;
    let path = "/aktorer/jonkopings-kommun/personer/bjud-in";
    let page = refused(&house, "lasare", path).await;
    assert!(page.contains("administratör för aktören"), "{page}");
    assert!(page.contains("<li>Den som är administratör för "), "{page}");
}

async fn the_installations_matter_leads_to_its_address(db: Db) {
    let house = House::with_council(db).await;
    let page = refused(&house, "samordnare", "/personer").await;
    assert!(
        page.contains("den som är administratör för installationen."),
        "{page}"
    );
    let asked =
        "Den som sköter installationen: <a class=\"ds-link\" href=\"mailto:api@exempel.se\">";
    assert!(page.contains(asked), "{page}");
}

fn with_roles(
    house: &House,
    collaboration_roles: Vec<(samverk_foundation::CollaborationId, Role)>,
) -> Client {
    Client::acting(
        house,
        Actor::Person(Person {
            id: PersonId(house.db.clock().new_id()),
            name: "Bo Exempel".to_owned(),
            email: "bo@exempel.se".to_owned(),
            session: None,
            token: Some(TokenAccess::of(all_scopes())),
            administrator: false,
            opener: false,
            collaboration_roles,
            party_roles: Vec::new(),
        }),
    )
}

async fn the_api_names_roles_and_contacts(db: Db) {
    let house = House::with_council(db).await;
    give_contact(&house, false).await;
    let tx = house.db.read().await.unwrap();
    let council = find_collaboration(&tx, COUNCIL).await.unwrap().unwrap().id;
    drop(tx);
    let path = format!("/collaborations/{COUNCIL}/members");
    let refused = async |client: Client| {
        let tag = client.get(&path).await.header("etag").to_owned();
        let answer = client
            .put(&path, &tag, &json!({ "members": [] }))
            .await
            .told(403);
        assert_eq!(answer.code(), "forbidden");
        answer.body
    };
    let economist = refused(with_roles(&house, vec![(council, Role::Economist)])).await;
    assert_eq!(economist["roles"], json!(["coordinator", "administrator"]));
    let name = "Kansliet, Digitaliseringsrådet i Jönköpings län";
    assert_eq!(
        economist["contacts"],
        json!([{ "name": name, "address": ADDRESS }])
    );
    let detail = economist["detail"].as_str().unwrap();
    assert!(
        detail.contains("samordnare eller administratör"),
        "{detail}"
    );

    let elsewhere = vec![(
        samverk_foundation::CollaborationId(house.db.clock().new_id()),
        Role::Coordinator,
    )];
    let stranger = refused(with_roles(&house, elsewhere)).await;
    assert!(!stranger.to_string().contains(ADDRESS), "{stranger}");
    let addresses = stranger["contacts"].as_array().unwrap().iter();
    let addresses: Vec<&Value> = addresses.map(|one| &one["address"]).collect();
    assert_eq!(addresses, [&Value::Null, &json!("api@exempel.se")]);
}
