//! An adoption that was recorded by mistake is taken back, and what was in force is in force again.

use crate::pages::{PLAN, get, opened, post};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, find_adopted, list_object_events};
use samverk_foundation::{Actor, Role};
use samverk_goals::actions::*;
use samverk_goals::model::VersionStatus::{self, Adopted, Draft, Superseded};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_mistaken_adoption_is_taken_back,
    a_mistaken_first_adoption_leaves_nothing_in_force,
    of_several_former_versions_the_last_adopted_holds,
    only_what_is_in_force_is_withdrawn_and_only_by_those_who_adopt,
    the_public_meets_what_is_in_force_beside_a_published_draft,
    whoever_adopts_reads_what_is_missing,
);

async fn statuses(db: &Db) -> Vec<VersionStatus> {
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    at.versions.iter().map(|version| version.status).collect()
}

/// A new version with a goal of its own.
async fn start_version(db: &Db, text: &str) {
    let tx = db.begin("next").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let next = new_version(&tx, &SYSTEM, &at, "").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    save_goal(&tx, &SYSTEM, &at, next.number, None, goal(text, 1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_mistaken_adoption_is_taken_back(db: Db) {
    let world = world(&db).await;
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    adopt(&db, 1).await.unwrap();
    start_version(&db, "Antaget av misstag").await;
    adopt(&db, 2).await.unwrap();
    let (_, public) = get(&db, &Actor::Public, PLAN).await;
    assert!(public.contains("Antaget av misstag"), "{public}");

    let (_, page) = get(&db, &coordinator, PLAN).await;
    let form = format!("{PLAN}/versioner/2/aterta");
    let button = page.find(&format!("href=\"{form}\"")).unwrap();
    let others = page.find(&format!("{PLAN}/redigera")).unwrap();
    assert!(others < button, "what takes something away stands last");
    let (_, asked) = get(&db, &coordinator, &form).await;
    for said in [
        "Version 1, Rådet 2025-02-03 § 12",
        "Vad var fel med antagandet?",
    ] {
        assert!(asked.contains(said), "{said}: {asked}");
    }
    let revision = opened(&db, &coordinator, &form).await;
    let silent = [("revision", revision.as_str()), ("reason", " ")];
    let (status, refused) = post(&db, &coordinator, &form, &silent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("Skriv vad som var fel"), "{refused}");
    let told = [("revision", revision.as_str()), ("reason", "Fel protokoll")];
    let (status, to) = post(&db, &coordinator, &form, &told).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");

    assert_eq!(statuses(&db).await, [Adopted, Draft]);
    let (_, public) = get(&db, &Actor::Public, PLAN).await;
    assert!(public.contains("Alla kan") && !public.contains("Antaget av misstag"));
    let hidden = get(&db, &Actor::Public, &format!("{PLAN}/versioner/2")).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    let (_, page) = get(&db, &coordinator, PLAN).await;
    for said in ["Antagandet av en version återtogs", "Fel protokoll"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (status, _) = post(&db, &coordinator, &form, &told).await;
    assert_eq!(status, StatusCode::CONFLICT, "it is done once");

    // The text can be mended and adopted again, and is kept anew.
    adopt(&db, 2).await.unwrap();
    assert_eq!(statuses(&db).await, [Superseded, Adopted]);
    let tx = db.read().await.unwrap();
    let id = plan(&tx, &SYSTEM).await.versions[1].id;
    assert_eq!(find_adopted(&tx, &[id]).await.unwrap()[&id].number, 2);
}

async fn a_mistaken_first_adoption_leaves_nothing_in_force(db: Db) {
    world(&db).await;
    adopt(&db, 1).await.unwrap();
    let tx = db.begin("withdraw").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let asked = (1, at.versions[0].revision);
    withdraw_plan_adoption(&tx, &SYSTEM, &at, asked, "Fel plan")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        get(&db, &Actor::Public, PLAN).await.0,
        StatusCode::NOT_FOUND
    );
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let (version, id) = (&at.versions[0], at.versions[0].id);
    assert_eq!((version.status, version.published), (Draft, false));
    assert_eq!(version.decision, None);
    assert!(find_adopted(&tx, &[id]).await.unwrap().is_empty());
    let events = list_object_events(&tx, at.plan.id.0, 10).await.unwrap();
    let told = events
        .iter()
        .find(|event| event.kind == "plan.adoption_withdrawn")
        .unwrap();
    let (before, after) = (told.before.as_ref().unwrap(), told.after.as_ref().unwrap());
    assert_eq!(before["decision"]["paragraph"], "§ 12");
    assert_eq!(after["reason"], "Fel plan");
}

async fn of_several_former_versions_the_last_adopted_holds(db: Db) {
    world(&db).await;
    for number in 1..=3 {
        adopt(&db, number).await.unwrap();
        if number < 3 {
            start_version(&db, &format!("Mål i version {}", number + 1)).await;
        }
    }
    for expected in [[Superseded, Adopted, Draft], [Adopted, Draft, Draft]] {
        let tx = db.begin("withdraw").await.unwrap();
        let at = plan(&tx, &SYSTEM).await;
        let version = at.in_force().unwrap();
        let asked = (version.number, version.revision);
        withdraw_plan_adoption(&tx, &SYSTEM, &at, asked, "Misstag")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(statuses(&db).await, expected);
    }
}

async fn only_what_is_in_force_is_withdrawn_and_only_by_those_who_adopt(db: Db) {
    let world = world(&db).await;
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    let representative = person(&[], &[(world.party, Role::Representative)]);
    let form = |number: i64| format!("{PLAN}/versioner/{number}/aterta");
    let draft = get(&db, &coordinator, &form(1)).await;
    assert_eq!(draft.0, StatusCode::CONFLICT);
    adopt(&db, 1).await.unwrap();
    start_version(&db, "Nästa").await;
    adopt(&db, 2).await.unwrap();
    let superseded = get(&db, &coordinator, &form(1)).await;
    assert_eq!(superseded.0, StatusCode::CONFLICT);
    assert_eq!(
        get(&db, &representative, &form(2)).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        get(&db, &coordinator, &form(9)).await.0,
        StatusCode::NOT_FOUND
    );
    let (_, page) = get(&db, &representative, PLAN).await;
    assert!(!page.contains("/aterta"), "{page}");
    let (_, page) = get(&db, &coordinator, &format!("{PLAN}/versioner/1")).await;
    assert!(!page.contains("/aterta"), "{page}");
    let tx = db.begin("late").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let late = withdraw_plan_adoption(&tx, &SYSTEM, &at, (2, 1), "Misstag").await;
    assert_eq!(late.unwrap_err().code, "changed_meanwhile");
}

async fn the_public_meets_what_is_in_force_beside_a_published_draft(db: Db) {
    let world = world(&db).await;
    let reader = person(&[], &[(world.party, Role::Reader)]);
    adopt(&db, 1).await.unwrap();
    start_version(&db, "Bara ett förslag").await;
    let tx = db.begin("show").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[1].revision;
    publish_version(&tx, &SYSTEM, &at, 2, seen, (String::new(), true))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for path in [PLAN.to_owned(), "/samverkan/radet/mal".to_owned()] {
        let (_, page) = get(&db, &Actor::Public, &path).await;
        assert!(page.contains("Alla kan"), "{path}: {page}");
        assert!(!page.contains("Bara ett förslag"), "{path}: {page}");
    }
    let (_, page) = get(&db, &Actor::Public, &format!("{PLAN}/versioner/2")).await;
    assert!(page.contains("Bara ett förslag"), "it can be read: {page}");
    let (_, page) = get(&db, &reader, PLAN).await;
    assert!(
        page.contains("Bara ett förslag"),
        "members work on it: {page}"
    );
    let (_, page) = get(&db, &reader, "/samverkan/radet/mal").await;
    assert!(!page.contains("Bara ett förslag"), "goals in force: {page}");
}

async fn whoever_adopts_reads_what_is_missing(db: Db) {
    world(&db).await;
    let form = format!("{PLAN}/versioner/1/anta");
    let (_, page) = get(&db, &SYSTEM, &form).await;
    assert!(page.contains("varken indikator eller skäl"), "{page}");
    assert!(!page.contains("ingen ansvarig"), "{page}");
    let tx = db.begin("empty").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let mut version = at.versions[0].clone();
    version.content.goals[0].owner = String::new();
    version.content.goals[0].without_indicator = "Går inte att mäta".into();
    let mut other = version.content.focus_areas[0].clone();
    other.key = key("tomt");
    other.name = "Tomt område".into();
    version.content.focus_areas.push(other);
    samverk_goals::store::update_version(&tx, &version, version.revision)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (_, page) = get(&db, &SYSTEM, &form).await;
    for said in [
        "Ett effektmål har ingen ansvarig",
        "Tomt område",
        "/mal/alla-kan",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("varken indikator"), "{page}");
    let tx = db.begin("hollow").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let mut version = at.versions[0].clone();
    let seen = version.revision;
    version.content.goals.clear();
    samverk_goals::store::update_version(&tx, &version, seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let revision = opened(&db, &SYSTEM, &form).await;
    let decided = [
        ("body", "Rådet"),
        ("date", "2025-02-03"),
        ("revision", revision.as_str()),
    ];
    let (status, page) = post(&db, &SYSTEM, &form, &decided).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Planen har inga effektmål"), "{page}");
}
