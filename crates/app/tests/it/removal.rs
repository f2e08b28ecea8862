//! What one domain would remove and another leans on.

use crate::world::{House, example};
use axum::http::StatusCode;
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::{Actor, Role};
use samverk_identity::model::{AddressRule, Grant};
use samverk_identity::{give_role, people_in_collaboration};
use samverk_parties::Scope;
use samverk_parties::actions::save_members;

samverk_testing::db_tests!(&migrations();
    a_party_that_only_a_measure_names_stays,
    a_party_or_collaboration_where_somebody_has_a_role_stays,
    a_collaboration_with_a_plan_stays,
);

async fn refused(house: &House, cookie: &str, path: &str, words: &str) {
    let page = house.get(path, cookie).await.text;
    let shown = page.split("name=\"revision\" value=\"").nth(1);
    let revision = shown.and_then(|rest| rest.split('"').next()).unwrap();
    let form = format!("revision={revision}");
    let answer = house.post(path, cookie, &form).await;
    assert_eq!(
        answer.status,
        StatusCode::CONFLICT,
        "{path}: {}",
        answer.text
    );
    assert!(answer.text.contains(words), "{path}: {}", answer.text);
}

async fn add_party(house: &House, cookie: &str) {
    let answer = house
        .post("/aktorer/ny", cookie, "name=Arkivbolaget&kind=company")
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn a_party_that_only_a_measure_names_stays(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    add_party(&house, &cookie).await;
    let at = "collaborations/digitaliseringsradet";
    let mut folder = Folder::default();
    folder.insert("bundle.toml", "format = 1\ntitle = \"Anställda\"\n");
    folder.insert(
        format!("{at}/members.csv"),
        "group,party,standing,from,to,note\n,arkivbolaget,member,,,\n",
    );
    folder.insert(
        format!("{at}/measures.csv"),
        "measure,name,unit,party,year,value\nanstallda,Anställda,personer,arkivbolaget,2021,12\n",
    );
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    leave(&house, "arkivbolaget").await;
    let path = "/aktorer/arkivbolaget/ta-bort";
    refused(&house, &cookie, path, "Aktören används").await;
}

/// The party is a member no more.
async fn leave(house: &House, key: &str) {
    let tx = house.db.begin("leave").await.unwrap();
    let actor = Actor::System("test");
    let scope = Scope::find(&tx, &actor, "digitaliseringsradet")
        .await
        .unwrap();
    let mut members = scope.members.clone();
    members.retain(|member| member.party.key.as_str() != key);
    let revision = scope.collaboration.revision;
    save_members(&tx, &actor, &scope, None, &members, revision)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_party_or_collaboration_where_somebody_has_a_role_stays(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    add_party(&house, &cookie).await;
    hide(&house, "jonkoping", "digitaliseringsradet").await;
    let path = "/samverkan/digitaliseringsradet/ta-bort";
    refused(&house, &cookie, path, "Någon har en roll").await;

    let tx = house.db.begin("give_role").await.unwrap();
    let found = samverk_parties::store::find_collaboration(&tx, "digitaliseringsradet").await;
    let id = found.unwrap().unwrap().id;
    let people = people_in_collaboration(&tx, id, &[], &AddressRule::All, true).await;
    let person = people.unwrap()[0].id;
    let found = samverk_parties::store::find_party(&tx, "arkivbolaget").await;
    let party = found.unwrap().unwrap();
    let grant = Grant::at_party(party.id, Role::Reader).unwrap();
    let actor = Actor::System("test");
    give_role(&tx, &actor, person, &grant, &party.name)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    refused(
        &house,
        &cookie,
        "/aktorer/arkivbolaget/ta-bort",
        "Någon har en roll",
    )
    .await;
}

async fn a_collaboration_with_a_plan_stays(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let path = "/samverkan/e-forvaltning-i-varmdo/ta-bort";
    refused(&house, &cookie, path, "Samverkan är publicerad").await;
    hide(&house, "varmdo", "e-forvaltning-i-varmdo").await;
    refused(&house, &cookie, path, "Samverkan har planer").await;
    let answer = house
        .get("/samverkan/e-forvaltning-i-varmdo/grupper", &cookie)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "nothing of it is gone");
}

/// Takes the collaboration away from the public, by an import of its document.
async fn hide(house: &House, example_name: &str, key: &str) {
    let path = format!("collaborations/{key}/collaboration.toml");
    let original = example(example_name);
    let text = String::from_utf8(original.get(&path).unwrap().to_vec()).unwrap();
    let mut folder = Folder::default();
    folder.insert("bundle.toml", "format = 1\ntitle = \"Dold\"\n");
    folder.insert(path, text.replace("published = true", "published = false"));
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
}
