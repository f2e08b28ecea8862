//! States: only a decision leads from one to another, drafts are their maker's, and what is adopted stands.

use crate::deep_kinds::{somebody, visitor};
use crate::life_kinds::{KINDS, PERMIT, ROLES};
use crate::sample::{MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::Role;
use samverk_kept::{Ground, entries, table_of};
use samverk_testing::api::Client;
use samverk_testing::site::Site;
use serde_json::{Value, json};
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    a_draft_is_its_makers_until_it_is_shared,
    only_some_take_it_from_state_to_state,
    what_is_adopted_is_never_changed,
);

const PATH: &str = "/gardens/tomten-samverkan/permits/zz";
const ALL: &str = "/gardens/tomten-samverkan/permits";
const PAGE: &str = "/tomter/tomten-samverkan/lov";

async fn drafted(db: &Db) -> (Site, Client) {
    let (site, client) = visitor(db, &somebody(Role::Representative), KINDS);
    let draft = json!({ "name": "Utkastet", "standing": "draft" });
    client.put(PATH, "", &draft).await.told(201);
    (site, client)
}

async fn decide(client: &Client, to: &str, reason: &str) -> (u16, Value) {
    let tag = client.get(PATH).await.tag;
    let body = json!({ "to": to, "reason": reason });
    let answer = client.post(&format!("{PATH}/decisions"), &tag, &body).await;
    (answer.status.as_u16(), answer.body)
}

async fn a_draft_is_its_makers_until_it_is_shared(db: Db) {
    let (site, client) = drafted(&db).await;
    client.get(PATH).await.told(200);
    assert!(site.get(PAGE).await.text.contains("Utkastet"));
    for role in ROLES
        .into_iter()
        .filter(|role| *role != Role::Representative)
    {
        let (site, other) = visitor(&db, &somebody(role), KINDS);
        other.get(PATH).await.told(404);
        let all = other.get(ALL).await.body;
        assert_eq!(all["_meta"]["totalRecords"], 0, "{role:?}");
        for rest in ["", "?format=csv&tabell=permit-tab"] {
            let text = site.get(&format!("{PAGE}{rest}")).await.text;
            assert!(!text.contains("Utkastet"), "{role:?} {rest}");
        }
        assert_eq!(site.get(&format!("{PAGE}/zz")).await.status.as_u16(), 404);
    }
    let tx = db.read().await.unwrap();
    let at: Arc<dyn Ground> = Arc::new(garden("tomten-samverkan"));
    assert!(entries(&tx, &PERMIT, &at).await.unwrap().is_empty());
    assert_eq!(table_of(&tx, &PERMIT, at.id()).await.unwrap(), None);
    let filter = EventFilter {
        limit: 9,
        ..EventFilter::default()
    };
    let told = list_events(&tx, &filter).await.unwrap();
    assert!(!format!("{told:?}").contains("Utkastet"), "{told:?}");
    drop(tx);
    assert_eq!(decide(&client, "shared", "").await.0, 200);
    let (_, other) = visitor(&db, &somebody(Role::Reader), KINDS);
    assert_eq!(other.get(PATH).await.told(200).body["standing"], "shared");
    let tx = db.read().await.unwrap();
    assert_eq!(entries(&tx, &PERMIT, &at).await.unwrap().len(), 1);
    let told = list_events(&tx, &filter).await.unwrap();
    let shared = told.first().unwrap();
    assert_eq!(
        (shared.kind.as_str(), shared.object_name.as_str()),
        ("permit.decided", "Utkastet")
    );
}

async fn only_some_take_it_from_state_to_state(db: Db) {
    let (_, maker) = drafted(&db).await;
    // It begins as a draft, and no save changes the state.
    let other = "/gardens/tomten-samverkan/permits/yy";
    let adopted = json!({ "name": "Genväg", "standing": "adopted" });
    let refused = maker.put(other, "", &adopted).await.told(422);
    assert_eq!(refused.errors()[0], ("state_by_decision", "/standing"));
    let tag = maker.get(PATH).await.tag;
    let refused = maker.put(PATH, &tag, &adopted).await.told(422);
    assert_eq!(refused.errors()[0].0, "state_by_decision");
    assert_eq!(
        decide(&maker, "adopted", "x").await.1["code"],
        "move_impossible"
    );
    assert_eq!(decide(&maker, "shared", "").await.0, 200);
    // Each is offered what they may, and refused the rest.
    for (role, to) in [
        (Role::Administrator, Some("draft")),
        (Role::Coordinator, Some("adopted")),
        (Role::Representative, None),
        (Role::Reader, None),
    ] {
        let (site, client) = visitor(&db, &somebody(role), KINDS);
        let body = client.get(PATH).await.body;
        let page = site.get(&format!("{PAGE}/zz")).await.text;
        let form = site.get(&format!("{PAGE}/zz/beslut")).await;
        assert_eq!(page.contains("/zz/beslut\""), to.is_some(), "{role:?}");
        assert_eq!(
            form.status.as_u16(),
            if to.is_some() { 200 } else { 403 },
            "{role:?}"
        );
        for state in ["draft", "shared", "adopted", "withdrawn"] {
            let is_open = to == Some(state);
            let link = &body["_links"][format!("decide-{state}")];
            assert_eq!(link.is_object(), is_open, "{role:?} {state} {body}");
            assert_eq!(
                form.text.contains(&format!("value=\"{state}\"")),
                is_open,
                "{role:?} {state}"
            );
        }
        if to != Some("adopted") {
            let (status, _) = decide(&client, "adopted", "x").await;
            assert_eq!(status, 403, "{role:?}");
        }
    }
    let (site, client) = visitor(&db, &somebody(Role::Coordinator), KINDS);
    let (status, body) = decide(&client, "adopted", " ").await;
    assert_eq!(
        (status, &body["errors"][0]["pointer"]),
        (422, &json!("/reason")),
        "{body}"
    );
    let form = format!("{PAGE}/zz/beslut");
    let refused = site
        .post(
            &form,
            &[("to", "adopted"), ("reason", ""), ("revision", "2")],
        )
        .await;
    assert_eq!(refused.status.as_u16(), 422);
    let late = site
        .post(
            &form,
            &[
                ("to", "adopted"),
                ("reason", "Enligt planen"),
                ("revision", "1"),
            ],
        )
        .await;
    assert_eq!(late.status.as_u16(), 409, "{}", late.text);
    let done = site
        .post(
            &form,
            &[
                ("to", "adopted"),
                ("reason", "Enligt planen"),
                ("revision", "2"),
            ],
        )
        .await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text);
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 1,
        ..EventFilter::default()
    };
    let told = list_events(&tx, &filter).await.unwrap();
    let told = told.first().unwrap();
    assert_eq!(
        (told.kind.as_str(), told.actor_name.as_str()),
        ("permit.decided", "Person coordinator")
    );
    let (before, after) = (told.before.as_ref().unwrap(), told.after.as_ref().unwrap());
    assert_eq!(
        (&before["standing"], &after["standing"]),
        (&json!("shared"), &json!("adopted"))
    );
    assert_eq!(after["reason"], "Enligt planen");
}

/// Whether the page and the list offer to change it, and to remove it.
async fn offers(site: &Site) -> [[bool; 2]; 2] {
    let one = site.get(&format!("{PAGE}/zz")).await.text;
    let list = site.get(PAGE).await.text;
    [one, list]
        .map(|page| ["redigera", "ta-bort"].map(|what| page.contains(&format!("/zz/{what}\""))))
}

async fn what_is_adopted_is_never_changed(db: Db) {
    let (_, maker) = drafted(&db).await;
    decide(&maker, "shared", "").await;
    let (site, coordinator) = visitor(&db, &somebody(Role::Coordinator), KINDS);
    assert_eq!(offers(&site).await, [[true; 2]; 2]);
    assert_eq!(decide(&coordinator, "adopted", "Ja").await.0, 200);
    assert_eq!(offers(&site).await, [[false; 2]; 2]);
    let read = coordinator.get(PATH).await;
    let mut body = read.body.clone();
    coordinator.put(PATH, &read.tag, &body).await.told(200);
    body["name"] = json!("Ett annat");
    let refused = coordinator.put(PATH, &read.tag, &body).await.told(409);
    assert_eq!(refused.code(), "already_settled");
    let refused = coordinator.delete(PATH, &read.tag).await.told(409);
    assert_eq!(refused.code(), "already_settled");
    let form = site
        .post(
            &format!("{PAGE}/zz/redigera"),
            &[("name", "Ett annat"), ("revision", "3")],
        )
        .await;
    assert_eq!(form.status.as_u16(), 409, "{}", form.text);
    let form = site
        .post(&format!("{PAGE}/zz/ta-bort"), &[("revision", "3")])
        .await;
    assert_eq!(form.status.as_u16(), 409, "{}", form.text);
    assert_eq!(coordinator.get(PATH).await.body["name"], "Utkastet");
    let (_, administrator) = visitor(&db, &somebody(Role::Administrator), KINDS);
    assert_eq!(decide(&administrator, "withdrawn", "Upphävt").await.0, 200);
}
