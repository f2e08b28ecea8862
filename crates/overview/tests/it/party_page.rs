use crate::browser::{english, get, page, section};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_identity::model::Grant;
use samverk_identity::{Invitation, invite};
use samverk_parties::actions::save_mandates;
use samverk_parties::model::{Mandate, MandateRole};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    everybody_sees_what_is_published_and_how_it_changed,
    a_partys_people_see_what_awaits_them,
    others_do_not_see_what_awaits_a_party,
    goals_that_were_never_measured_come_first,
    a_mandate_that_ends_soon_is_told,
    what_is_not_published_is_not_there_for_outsiders,
    every_table_can_be_had_as_a_file,
    the_page_speaks_english_too,
    the_page_asks_the_same_number_of_questions,
);

async fn everybody_sees_what_is_published_and_how_it_changed(db: Db) {
    world(&db).await;
    decide_again(&db, 2022, 100_000, true).await;
    decide_again(&db, 2023, 900_000, false).await;
    let html = page(&db, &Actor::Public, JONKOPING).await;
    let money = section(&html, "money");
    assert!(
        money.contains("1 657 180 kr") && money.contains("1 757 180 kr"),
        "{money}"
    );
    assert!(
        money.contains("100 000 kr") && money.contains("6,03 %"),
        "{money}"
    );
    assert!(
        !money.contains("2 557 180 kr"),
        "2023 is not published: {money}"
    );
    let why = format!("/samverkan/{COUNCIL}/fordelning/2021/jonkopings-kommun");
    assert!(
        money.contains(&why) && money.contains("38,00 % av 4 361 000 kr"),
        "{money}"
    );
    assert!(money.contains("<svg"), "two years are drawn");
    assert!(html.contains("100 000 kr mer än 2021"));
    assert!(section(&html, "seats").contains(COUNCIL));
    assert!(section(&html, "mandates").contains("rådsmedlem"));
    assert!(!html.contains("awaiting-heading") && !html.contains("people-heading"));
}

async fn a_partys_people_see_what_awaits_them(db: Db) {
    world(&db).await;
    decide_again(&db, 2023, 900_000, false).await;
    let jonkoping = party(&db, "jonkopings-kommun").await;
    let somebody = at(&db, "jonkopings-kommun", Role::PartyAdministrator).await;
    let tx = db.begin("invite").await.unwrap();
    let invitation = Invitation {
        name: "Inbjuden Exempel".to_owned(),
        email: "inbjuden@exempel.se".to_owned(),
        grant: Grant::at_party(jonkoping.id, Role::Representative).unwrap(),
        place: jonkoping.name.clone(),
    };
    assert!(
        invite(&tx, &somebody, &invitation)
            .await
            .unwrap()
            .link
            .is_some()
    );
    tx.commit().await.unwrap();

    let html = page(&db, &somebody, JONKOPING).await;
    assert!(
        section(&html, "money").contains("2 557 180 kr"),
        "their own draft year"
    );
    let awaits = section(&html, "awaiting");
    assert!(
        awaits.contains("Inbjuden Exempel har inte svarat"),
        "{awaits}"
    );
    let form = format!("/samverkan/{COUNCIL}/bedom");
    assert!(!awaits.contains(&form), "who may not record it: {awaits}");
    let representative = at(&db, "jonkopings-kommun", Role::Representative).await;
    let theirs = page(&db, &representative, JONKOPING).await;
    assert!(section(&theirs, "awaiting").contains(&form), "{theirs}");
    assert!(
        !awaits.contains("30 % av löpande verksamhet"),
        "a draft of a year that is over waits for nobody: {awaits}"
    );
    let people = section(&html, "people");
    assert!(people.contains("Inbjuden Exempel") && people.contains("Representant"));
    assert!(people.contains(&format!("{JONKOPING}/personer/bjud-in")));

    record_view(&db, &jonkoping, 2).await;
    let html = page(&db, &somebody, JONKOPING).await;
    assert!(!section(&html, "awaiting").contains("hur långt samverkan har kommit"));
    assert!(
        section(&html, "seats").contains("2 "),
        "{}",
        section(&html, "seats")
    );
}

async fn others_do_not_see_what_awaits_a_party(db: Db) {
    world(&db).await;
    let neighbour = at(&db, "aneby-kommun", Role::PartyAdministrator).await;
    for actor in [neighbour, coordinator(&db).await, Actor::Public] {
        let html = page(&db, &actor, JONKOPING).await;
        assert!(!html.contains("awaiting-heading") && !html.contains("people-heading"));
    }
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let html = page(&db, &reader, JONKOPING).await;
    assert!(html.contains("awaiting-heading"));
    assert!(
        !html.contains("personer/bjud-in"),
        "a reader invites nobody"
    );
}

async fn goals_that_were_never_measured_come_first(db: Db) {
    world(&db).await;
    let somebody = at(&db, "varmdo-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/aktorer/varmdo-kommun").await;
    let goals = section(&html, "goals");
    assert!(
        goals.contains("data-color=\"danger\"") && goals.contains("Aldrig"),
        "{goals}"
    );
    assert!(goals.contains("/planer/2010-2015#mal-"), "{goals}");
    let awaits = section(&html, "awaiting");
    assert!(awaits.contains("som aldrig har mätts"), "{awaits}");
    assert!(
        awaits.contains("/planer/2010-2015/indikatorer/"),
        "{awaits}"
    );
}

async fn set_mandates(db: &Db, to: &[Option<&str>]) {
    let chair = party(db, "jonkopings-kommun").await;
    let mandate = |to: &Option<&str>| Mandate {
        role: MandateRole::Chair,
        title: "ordförande".to_owned(),
        party: Some(chair.clone()),
        from: Some("2020-01-01".parse().unwrap()),
        to: to.map(|day| day.parse().unwrap()),
    };
    let mandates: Vec<Mandate> = to.iter().map(mandate).collect();
    let tx = db.begin("mandates").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let seen = here.collaboration.revision;
    let saved = save_mandates(&tx, &SYSTEM, &here, None, &mandates, seen).await;
    assert!(saved.unwrap());
    tx.commit().await.unwrap();
}

/// Today is 2026-11-22.
async fn a_mandate_that_ends_soon_is_told(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let told = "vem som ska ha uppdraget ordförande";
    for (to, is_told) in [
        (&[Some("2026-12-31")][..], true),
        (&[Some("2026-11-01")][..], true),
        (&[Some("2027-12-31")][..], false),
        (&[Some("2026-12-31"), None][..], false),
    ] {
        set_mandates(&db, to).await;
        let html = page(&db, &somebody, JONKOPING).await;
        assert_eq!(section(&html, "awaiting").contains(told), is_told, "{to:?}");
    }
}

async fn what_is_not_published_is_not_there_for_outsiders(db: Db) {
    world(&db).await;
    let tx = db.begin("hide").await.unwrap();
    let mut council = scope(&tx, COUNCIL).await.collaboration;
    let seen = council.revision;
    council.published = false;
    council.revision += 1;
    let hide = samverk_parties::store::update_collaboration(&tx, &council, seen);
    hide.await.unwrap();
    tx.commit().await.unwrap();
    let html = page(&db, &Actor::Public, JONKOPING).await;
    assert!(
        !html.contains(COUNCIL) && !html.contains("1 657 180"),
        "{html}"
    );
    let member = at(&db, "aneby-kommun", Role::Reader).await;
    let html = page(&db, &member, JONKOPING).await;
    assert!(html.contains(COUNCIL) && html.contains("1 657 180"));
}

async fn every_table_can_be_had_as_a_file(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    for (table, words) in [
        ("vantar", "Bedöm hur långt ni"),
        ("betalar", "1657180"),
        ("grupper", "Medlem"),
        ("uppdrag", "rådsmedlem"),
        ("folkmangd", "2024"),
    ] {
        let path = format!("{JONKOPING}?tabell={table}&format=csv");
        let (status, text) = get(&db, &somebody, &path).await;
        assert_eq!(status, StatusCode::OK, "{table}");
        assert!(
            text.starts_with('\u{feff}') && text.contains(words),
            "{table}: {text}"
        );
        let path = format!("{JONKOPING}?tabell={table}&format=xlsx");
        assert!(
            get(&db, &somebody, &path).await.1.starts_with("PK"),
            "{table}"
        );
    }
    let path = format!("{JONKOPING}?tabell=vantar&format=csv");
    let (_, text) = get(&db, &Actor::Public, &path).await;
    assert!(text.contains("<h1"), "there is no such file for the public");
}

async fn the_page_speaks_english_too(db: Db) {
    world(&db).await;
    let somebody = at(&db, "varmdo-kommun", Role::PartyAdministrator).await;
    let html = english(&db, &somebody, "/aktorer/varmdo-kommun").await;
    assert!(html.contains("Awaits you") && html.contains("which has never been measured"));
    english(&db, &somebody, "/").await;
}

async fn the_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::PartyAdministrator).await;
    let asks = async || {
        let before = db.query_count();
        page(&db, &somebody, JONKOPING).await;
        db.query_count() - before
    };
    let first = asks().await;
    for number in 0..12 {
        add_group(&db, &format!("Ny grupp {number}")).await;
        decide_again(&db, 2030 + number, 1_000, true).await;
    }
    assert_eq!(asks().await, first);
    assert!(first <= 30, "{first} questions");
}
