//! The first page of whoever is signed in.

use crate::browser::{english, page};
use crate::world::*;
use samverk_database::Db;
use samverk_database::{Event, ObjectRef};
use samverk_foundation::{Actor, Role};
use samverk_goals::model::ActivityStatus;
use samverk_goals::{ACTIVITY, Activity, PlanScope};
use samverk_kept::Seen;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_stranger_is_asked_for_a_municipality,
    a_representative_sees_what_awaits_the_party,
    a_coordinator_sees_what_is_missing_from_whom,
    the_first_page_asks_the_same_number_of_questions,
    news_are_of_own_collaborations_and_of_what_every_member_reads,
    what_ends_within_two_months_comes_up,
);

async fn a_stranger_is_asked_for_a_municipality(db: Db) {
    world(&db).await;
    let html = page(&db, &Actor::Public, "/").await;
    assert!(html.contains("Hitta din kommun eller region"), "{html}");
    assert!(
        html.contains(COUNCIL) && !html.contains("Mitt arbete"),
        "{html}"
    );
}

async fn a_representative_sees_what_awaits_the_party(db: Db) {
    world(&db).await;
    decide_again(&db, 2023, 900_000, false).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/").await;
    assert!(
        html.contains("Bedöm hur långt ni tycker att samverkan har kommit"),
        "{html}"
    );
    let form = format!("href=\"/samverkan/{COUNCIL}/bedom\"");
    assert!(html.contains(&form), "one button leads to the form: {html}");
    assert!(
        html.contains("/aktorer/jonkopings-kommun"),
        "the own party: {html}"
    );
    assert!(
        !html.contains("Det här väntar du på"),
        "they run nothing: {html}"
    );
    assert!(
        !html.contains("Aneby"),
        "others' matters are not theirs: {html}"
    );
    assert!(html.contains("Nytt där du är med"), "{html}");
    let told = english(&db, &somebody, "/").await;
    assert!(told.contains("Awaits you"), "{told}");
    // Somebody of another party that takes part in nothing sees none of it.
    let elsewhere = at(&db, "umea-kommun", Role::Representative).await;
    let html = page(&db, &elsewhere, "/").await;
    assert!(html.contains("Ingenting väntar på dig"), "{html}");
    assert!(!html.contains(COUNCIL), "{html}");
}

async fn a_coordinator_sees_what_is_missing_from_whom(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Det här väntar du på"), "{html}");
    assert!(
        html.contains("Aneby kommun, Eksjö kommun"),
        "by name, as Swedish sorts them: {html}"
    );
    assert!(
        html.contains(&format!("/samverkan/{COUNCIL}/aktorer")),
        "{html}"
    );
    assert!(
        !html.contains("e-forvaltning-i-varmdo"),
        "others run that: {html}"
    );
}

async fn the_first_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let asked = async |actor: &Actor| {
        let before = db.query_count();
        page(&db, actor, "/").await;
        db.query_count() - before
    };
    let one = asked(&runner).await;
    let both = both(&db).await;
    assert_eq!(asked(&both).await, one, "for two collaborations as for one");
    assert!(one <= 20, "{one}");
}

async fn news_are_of_own_collaborations_and_of_what_every_member_reads(db: Db) {
    world(&db).await;
    let tx = db.begin("events").await.unwrap();
    for (key, kind, name) in [
        (COUNCIL, "budget", "Rådets budget"),
        (COUNCIL, "scenario", "Någons eget försök"),
        ("e-forvaltning-i-varmdo", "budget", "Värmdös budget"),
    ] {
        let code = if kind == "budget" {
            "budget.saved"
        } else {
            "scenario.saved"
        };
        let here = scope(&tx, key).await.collaboration.id;
        let object = ObjectRef::new(kind, tx.new_id(), name);
        let event = Event::new(code, object).in_collaboration(here);
        tx.record(&SYSTEM, event).await.unwrap();
    }
    tx.commit().await.unwrap();
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let html = page(&db, &reader, "/").await;
    assert!(html.contains("Rådets budget"), "{html}");
    assert!(
        !html.contains("Någons eget försök"),
        "others may not read it: {html}"
    );
    assert!(
        !html.contains("Värmdös budget"),
        "they take no part there: {html}"
    );
}

async fn what_ends_within_two_months_comes_up(db: Db) {
    world(&db).await;
    let tx = db.begin("activities").await.unwrap();
    let at_plan = PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023")
        .await
        .unwrap();
    let all = ACTIVITY.whole(&tx, at_plan.plan.id.0).await.unwrap();
    let today = tx.today();
    for (name, days, status) in [
        ("Snart klar", 20, ActivityStatus::Ongoing),
        ("Redan klar", 20, ActivityStatus::Done),
        ("Långt bort", 90, ActivityStatus::Ongoing),
    ] {
        let activity = Activity {
            name: name.into(),
            status,
            from: None,
            to: Some(today + chrono::TimeDelta::days(days)),
            ..all[0].value.clone()
        };
        let key = samverk_foundation::Key::from_name(name);
        let saved = ACTIVITY.save(&tx, &SYSTEM, &at_plan, key, &activity, Seen::New);
        saved.await.unwrap();
    }
    tx.commit().await.unwrap();
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    let coming = html.split("upcoming-heading\">").nth(2).unwrap();
    let coming = coming.split("</section>").next().unwrap();
    assert!(
        coming.contains("Snart klar") && coming.contains("/insatser/snart-klar"),
        "{coming}"
    );
    for name in ["Redan klar", "Avbruten", "Långt bort"] {
        assert!(!coming.contains(name), "{coming}");
    }
}

async fn both(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let ids = [COUNCIL, "e-forvaltning-i-varmdo"];
    let mut roles = Vec::new();
    for key in ids {
        roles.push((scope(&tx, key).await.collaboration.id, Role::Coordinator));
    }
    person(&roles, &[])
}
