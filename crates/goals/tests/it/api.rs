//! Plans, goals, indicators and activities as other systems meet them.

use crate::pages::{PLAN as PAGES, get, publish, words};
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::{Actor, Role, TokenAccess};
use samverk_goals::actions::{adopt_plan, new_version};
use samverk_goals::load_plan_view;
use samverk_testing::api::{Answer, Client};
use serde_json::{Value, json};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_plan_is_written_and_adopted,
    an_indicator_is_measured_and_its_goal_stands,
    what_was_read_can_be_sent_back,
    only_what_is_published_is_for_all,
    activities_are_found_changed_and_removed,
    outsiders_find_the_activities_of_the_version_they_read,
    a_strategy_is_added_once,
    focus_areas_and_goals_are_put_in_order,
    what_is_wrong_has_its_place,
);

const PLAN: &str = "/collaborations/radet/plans/2025-2027";

fn client(db: &Db, actor: Actor) -> Client {
    let api = (&samverk_goals::module(), samverk_goals::api());
    Client::new(db, actor, api, &words(), "")
}

/// With a token of somebody who coordinates the council and administrates.
fn coordinator(db: &Db, world: &World) -> Client {
    let Actor::Person(mut person) = person(&[(world.council, Role::Coordinator)], &[]) else {
        panic!("somebody")
    };
    person.administrator = true;
    person.token = Some(TokenAccess::of([samverk_goals::READ, samverk_goals::WRITE]));
    client(db, Actor::Person(person))
}

fn without_token(db: &Db) -> Client {
    client(db, Actor::Public)
}

fn told(answer: &Answer, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
}

async fn a_plan_is_written_and_adopted(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let plan = "/collaborations/radet/plans/2028-2030";
    let facts = json!({ "title": "Nästa plan", "from": "2028-01-01", "to": "2030-12-31" });
    told(&client.put(plan, "", &facts).await, 201);
    told(&client.put(plan, "", &facts).await, 428);

    let version = format!("{plan}/plan-versions/1");
    let area = json!({ "name": "Data", "catalogueGoals": ["utveckling-i-en-digital-tid:M11"] });
    let added = client
        .post(&format!("{version}/focus-areas"), "", &area)
        .await;
    told(&added, 201);
    assert!(
        added.location.ends_with("/focus-areas/data"),
        "{}",
        added.location
    );
    let goal = json!({ "focusArea": "data", "years": [{ "year": 2028, "text": "Data delas" }] });
    let added = client
        .post(&format!("{version}/effect-goals"), "", &goal)
        .await;
    told(&added, 201);
    let path = format!("{version}/effect-goals/data-delas");
    let mut changed = added.body.clone();
    changed["owner"] = json!("aneby-kommun");
    told(&client.put(&path, "", &changed).await, 428);
    let saved = client.put(&path, &added.tag, &changed).await;
    told(&saved, 200);
    told(&client.put(&path, &added.tag, &changed).await, 412);
    let listed = client
        .get(&format!("{version}/effect-goals?focusArea=data"))
        .await;
    assert_eq!(listed.body["effectGoals"][0]["owner"], "aneby-kommun");

    let read = client.get(&version).await;
    let mut adopted = read.body.clone();
    adopted["status"] = json!("adopted");
    let refused = client.put(&version, &read.tag, &adopted).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (422, "version_decision_missing")
    );
    adopted["decision"] = json!({ "body": "Rådet", "date": "2026-11-20", "paragraph": "§ 3" });
    let done = client.put(&version, &read.tag, &adopted).await;
    told(&done, 200);
    let mut after = done.body.clone();
    after["summary"] = json!("Ändrad efteråt");
    let locked = client.put(&version, &done.tag, &after).await;
    assert_eq!(
        (locked.status.as_u16(), locked.code()),
        (409, "version_locked")
    );
    let tag = client.get(&path).await.tag;
    assert_eq!(client.delete(&path, &tag).await.code(), "version_locked");

    let versions = format!("{plan}/plan-versions");
    let next = client.post(&versions, "", &json!({ "label": "2.0" })).await;
    told(&next, 201);
    assert_eq!(next.body["number"], 2);
    assert_eq!(
        client.post(&versions, "", &json!({})).await.code(),
        "draft_already_open"
    );
    told(
        &client.delete(&format!("{versions}/2"), &next.tag).await,
        204,
    );
    let kept = client.get(plan).await;
    let refused = client.delete(plan, &kept.tag).await;
    assert_eq!(refused.code(), "plan_was_adopted");
}

fn indicator() -> Value {
    json!({
        "goal": "alla-kan", "name": "Andel som kan", "unit": "%", "direction": "up",
        "baseValue": "20", "targets": [{ "year": 2027, "value": "80" }],
    })
}

async fn an_indicator_is_measured_and_its_goal_stands(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let standings = format!("{PLAN}/standings");
    let before = client.get(&standings).await;
    assert_eq!(before.body["standings"][0]["state"], "no-indicator");
    let path = format!("{PLAN}/indicators/andel");
    let added = client.put(&path, "", &indicator()).await;
    told(&added, 201);
    assert_eq!(added.body["targets"][0]["value"], "80");

    let measurements = format!("{path}/measurements");
    let measured = json!({ "date": "2026-06-01", "value": "62.50" });
    let first = client.post(&measurements, "", &measured).await;
    told(&first, 201);
    let again = client.post(&measurements, "", &measured).await;
    told(&again, 200);
    assert_eq!(again.body["id"], first.body["id"]);
    let here = first
        .location
        .strip_prefix("http://localhost/api/v1")
        .unwrap();
    assert_eq!(client.get(here).await.body["value"], "62.5");
    let jump = client
        .post(
            &measurements,
            "",
            &json!({ "date": "2026-07-01", "value": "6000" }),
        )
        .await;
    assert_eq!(
        (jump.status.as_u16(), jump.code()),
        (422, "measurement_jump")
    );
    let future = client
        .post(
            &measurements,
            "",
            &json!({ "date": "2099-01-01", "value": "1" }),
        )
        .await;
    assert_eq!(future.code(), "measurement_in_future");

    let after = client.get(&format!("{standings}?red=false")).await;
    let standing = &after.body["standings"][0];
    assert_eq!(standing["state"], "on-path", "{standing}");
    assert_eq!(
        (&standing["lastValue"], &standing["indicator"]),
        (&json!("62.5"), &json!("andel"))
    );
    let kept = client.get(&path).await;
    let refused = client.delete(&path, &kept.tag).await;
    assert_eq!(refused.code(), "indicator_has_measurements");
}

async fn what_was_read_can_be_sent_back(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    client
        .put(&format!("{PLAN}/indicators/andel"), "", &indicator())
        .await;
    let activity = json!({ "name": "Utbildning", "status": "ongoing", "from": "2026-04-01" });
    client
        .put(&format!("{PLAN}/activities/utbildning"), "", &activity)
        .await;
    let before = event_count(&db).await;
    for path in [
        PLAN.to_owned(),
        format!("{PLAN}/plan-versions/1"),
        format!("{PLAN}/plan-versions/1/focus-areas/kompetens"),
        format!("{PLAN}/plan-versions/1/effect-goals/alla-kan"),
        format!("{PLAN}/indicators/andel"),
        format!("{PLAN}/activities/utbildning"),
        "/catalogues/utveckling-i-en-digital-tid".to_owned(),
    ] {
        let read = client.get(&path).await;
        told(&read, 200);
        let saved = client.put(&path, &read.tag, &read.body).await;
        told(&saved, 200);
        assert_eq!((&saved.tag, &saved.body), (&read.tag, &read.body), "{path}");
    }
    assert_eq!(event_count(&db).await, before, "nothing was changed");
}

async fn only_what_is_published_is_for_all(db: Db) {
    let world = world(&db).await;
    let (public, own) = (without_token(&db), coordinator(&db, &world));
    own.put(&format!("{PLAN}/indicators/andel"), "", &indicator())
        .await;
    let parts = [
        "",
        "/plan-versions",
        "/plan-versions/1/focus-areas",
        "/plan-versions/1/effect-goals/alla-kan",
        "/indicators",
        "/standings",
        "/activities",
    ];
    for part in parts {
        told(&public.get(&format!("{PLAN}{part}")).await, 404);
        told(&own.get(&format!("{PLAN}{part}")).await, 200);
        let other = format!("/collaborations/grannen/plans/2025-2027{part}");
        told(&own.get(&other).await, 404);
    }
    let listed = public.get("/collaborations/radet/plans").await;
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    publish(&db).await;
    for part in parts {
        told(&public.get(&format!("{PLAN}{part}")).await, 200);
    }
    told(&public.put(PLAN, "*", &json!({})).await, 401);
}

async fn activities_are_found_changed_and_removed(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let path = format!("{PLAN}/activities/kurs");
    let activity = json!({
        "name": "Kurs", "status": "planned", "focusArea": "kompetens",
        "responsible": "aneby-kommun", "from": "2026-04-01", "to": "2026-12-31",
    });
    told(&client.put(&path, "", &activity).await, 201);
    for (query, count) in [
        ("status=planned", 1),
        ("status=done", 0),
        ("responsible=aneby-kommun&focusArea=kompetens", 1),
        ("focusArea=annat", 0),
    ] {
        let listed = client.get(&format!("{PLAN}/activities?{query}")).await;
        assert_eq!(listed.body["_meta"]["totalRecords"], count, "{query}");
    }
    let kept = client.get(&path).await;
    let mut backwards = activity.clone();
    backwards["to"] = json!("2026-01-01");
    let refused = client.put(&path, &kept.tag, &backwards).await;
    assert_eq!(refused.code(), "activity_period_backwards");
    told(&client.delete(&path, "\"old\"").await, 412);
    told(&client.delete(&path, &kept.tag).await, 204);
    told(&client.get(&path).await, 404);
}

/// What belongs to a part that only the members' draft has is theirs at every exit.
async fn outsiders_find_the_activities_of_the_version_they_read(db: Db) {
    let world = world(&db).await;
    publish(&db).await;
    let (public, own) = (without_token(&db), coordinator(&db, &world));
    let tx = db.begin("draft").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let adoption = adoption(at.versions[0].revision);
    adopt_plan(&tx, &SYSTEM, &at, 1, adoption).await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    new_version(&tx, &SYSTEM, &at, "").await.unwrap();
    tx.commit().await.unwrap();
    let area = json!({ "name": "Hemligt" });
    let areas = format!("{PLAN}/plan-versions/2/focus-areas");
    told(&own.post(&areas, "", &area).await, 201);
    for (key, area) in [
        ("oppen", Some("kompetens")),
        ("fri", None),
        ("dold", Some("hemligt")),
    ] {
        let body =
            json!({ "name": format!("Insats {key}"), "status": "planned", "focusArea": area });
        told(
            &own.put(&format!("{PLAN}/activities/{key}"), "", &body)
                .await,
            201,
        );
    }
    for (client, count, status) in [(&own, 3, 200), (&public, 2, 404)] {
        let all = client.get(&format!("{PLAN}/activities")).await;
        assert_eq!(all.body["_meta"]["totalRecords"], count, "{}", all.body);
        let filtered = client
            .get(&format!("{PLAN}/activities?status=planned&limit=1"))
            .await;
        assert_eq!(filtered.body["_meta"]["totalRecords"], count);
        told(
            &client.get(&format!("{PLAN}/activities/dold")).await,
            status,
        );
    }
    for rest in [
        "/delar/insatser",
        "/hela",
        "/insatser",
        "/tidplan",
        "/insatser?tabell=insatser&format=csv",
    ] {
        let path = format!("{PAGES}{rest}");
        let (_, page) = get(&db, &Actor::Public, &path).await;
        assert!(
            page.contains("Insats oppen") && !page.contains("Insats dold"),
            "{path}: {page}"
        );
        let (_, page) = get(&db, &SYSTEM, &path).await;
        assert!(page.contains("Insats dold"), "{path}: {page}");
    }
    // What is printed of a version is about that version.
    let tx = db.read().await.unwrap();
    for (actor, count) in [(Actor::Public, 2), (SYSTEM, 3)] {
        let scope = samverk_parties::Scope::find(&tx, &actor, "radet")
            .await
            .unwrap();
        let view = load_plan_view(&tx, &scope, "2025-2027", Some(1))
            .await
            .unwrap();
        assert_eq!(view.activities.len(), count);
    }
    let found = samverk_goals::module().search[0](&tx, Some(world.council))
        .await
        .unwrap();
    let hidden = found.iter().find(|one| one.title == "Insats dold").unwrap();
    assert_eq!(hidden.visible, samverk_web::Visibility::Members);
    let open = found
        .iter()
        .find(|one| one.title == "Insats oppen")
        .unwrap();
    assert_eq!(open.visible, samverk_web::Visibility::Public);
    assert_eq!(open.url, format!("{PAGES}/insatser/oppen"));
    drop(tx);
    for (activity, status) in [("oppen", 200), ("dold", 404)] {
        let path = format!("{PAGES}/insatser/{activity}");
        let (told, page) = crate::pages::get(&db, &Actor::Public, &path).await;
        assert_eq!(told.as_u16(), status, "{page}");
        assert!(!page.contains("/redigera"), "{page}");
    }
}

async fn a_strategy_is_added_once(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let strategy = json!({
        "key": "lanets-agenda", "name": "Länets agenda",
        "goals": [{ "code": "A1", "name": "Data delas" }],
    });
    told(&client.post("/catalogues", "", &strategy).await, 201);
    let twice = client.post("/catalogues", "", &strategy).await;
    assert_eq!(
        (twice.status.as_u16(), twice.code()),
        (409, "already_exists")
    );
    let path = "/catalogues/lanets-agenda";
    let mut read = client.get(path).await;
    read.body["successor"] = json!("finns-inte");
    let refused = client.put(path, &read.tag, &read.body).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (422, "catalogue_unknown")
    );
    read.body["successor"] = json!("utveckling-i-en-digital-tid");
    let saved = client.put(path, &read.tag, &read.body).await;
    told(&saved, 200);
    let next = &saved.body["_links"]["successor-version"]["href"];
    let next = next.as_str().unwrap_or_default();
    assert!(next.ends_with("/catalogues/utveckling-i-en-digital-tid"));
    // What a plan's text names stays, and so does what another strategy leads to.
    let area = json!({ "name": "Data", "catalogueGoals": ["lanets-agenda:A1"] });
    let areas = format!("{PLAN}/plan-versions/1/focus-areas");
    told(&client.post(&areas, "", &area).await, 201);
    let stays = client.delete(path, &saved.tag).await;
    assert_eq!((stays.status.as_u16(), stays.code()), (409, "still_in_use"));
    let ships = client.get("/catalogues/utveckling-i-en-digital-tid").await;
    let ships = client.delete("/catalogues/utveckling-i-en-digital-tid", &ships.tag);
    assert_eq!(ships.await.code(), "ships_with_samverk");
}

async fn what_is_wrong_has_its_place(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let goals = format!("{PLAN}/plan-versions/1/effect-goals");
    let wrong = json!({ "focusArea": "kompetens", "years": [{ "year": 2026, "text": " " }] });
    let refused = client.post(&goals, "", &wrong).await;
    told(&refused, 422);
    assert_eq!(
        refused.body["errors"][0]["pointer"], "/years/0/text",
        "{}",
        refused.body
    );
    let unknown = json!({
        "focusArea": "kompetens",
        "years": [{ "year": 2026, "text": "A", "catalogueGoals": ["utveckling-i-en-digital-tid:M99"] }],
    });
    let refused = client.post(&goals, "", &unknown).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (422, "catalogue_goal_unknown")
    );
    let none = json!({ "focusArea": "kompetens", "years": [] });
    assert_eq!(
        client.post(&goals, "", &none).await.code(),
        "goal_without_year"
    );
    for (path, code) in [
        ("plan-versions/9", "not_found"),
        ("plan-versions/x", "not_found"),
        ("indicators/finns-inte/measurements", "not_found"),
        ("activities?status=nagot", "parameter_invalid"),
    ] {
        assert_eq!(
            client.get(&format!("{PLAN}/{path}")).await.code(),
            code,
            "{path}"
        );
    }
    let figure = json!({ "goal": "alla-kan", "name": "A", "direction": "up", "baseValue": "1,5" });
    let refused = client
        .put(&format!("{PLAN}/indicators/a"), "", &figure)
        .await;
    assert_eq!(
        refused.body["errors"][0]["pointer"], "/baseValue",
        "{}",
        refused.body
    );
}

async fn focus_areas_and_goals_are_put_in_order(db: Db) {
    let world = world(&db).await;
    let client = coordinator(&db, &world);
    let plan = "/collaborations/radet/plans/2031-2033";
    let facts = json!({ "title": "Ordningen", "from": "2031-01-01", "to": "2033-12-31" });
    told(&client.put(plan, "", &facts).await, 201);
    let areas = format!("{plan}/plan-versions/1/focus-areas");
    for (name, position) in [("Data", None), ("Kompetens", None), ("Ledning", Some(1))] {
        let area = json!({ "name": name, "position": position });
        told(&client.post(&areas, "", &area).await, 201);
    }
    let order = |list: Answer, field: &str| -> Vec<(String, u64)> {
        let all = list.body[field].as_array().unwrap().iter();
        all.map(|one| {
            let key = one["key"].as_str().unwrap().to_owned();
            (key, one["position"].as_u64().unwrap())
        })
        .collect()
    };
    let placed = |keys: &[&str]| -> Vec<(String, u64)> {
        keys.iter().map(|key| (*key).to_owned()).zip(1..).collect()
    };
    let listed = order(client.get(&areas).await, "focusAreas");
    assert_eq!(listed, placed(&["ledning", "data", "kompetens"]));
    let path = format!("{areas}/kompetens");
    let read = client.get(&path).await;
    let mut first = read.body.clone();
    first["position"] = json!(1);
    let moved = client.put(&path, &read.tag, &first).await;
    told(&moved, 200);
    assert_eq!(moved.body["position"], 1);
    told(&client.put(&path, &read.tag, &first).await, 412);
    let listed = order(client.get(&areas).await, "focusAreas");
    assert_eq!(listed, placed(&["kompetens", "ledning", "data"]));
    first["position"] = json!(0);
    assert_eq!(
        client.put(&path, &moved.tag, &first).await.code(),
        "body_invalid"
    );

    let goals = format!("{plan}/plan-versions/1/effect-goals");
    for text in ["Alfa", "Beta"] {
        let years = json!([{ "year": 2031, "text": text }]);
        let goal = json!({ "focusArea": "data", "years": years });
        told(&client.post(&goals, "", &goal).await, 201);
    }
    let path = format!("{goals}/beta");
    let read = client.get(&path).await;
    let mut first = read.body.clone();
    first["position"] = json!(1);
    told(&client.put(&path, &read.tag, &first).await, 200);
    let listed = order(client.get(&goals).await, "effectGoals");
    assert_eq!(listed, placed(&["beta", "alfa"]));
}
