use crate::browser::{english, get, page, section, submit};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_identity::model::Grant;
use samverk_identity::{Invitation, invite};
use samverk_parties::actions::save_mandates;
use samverk_parties::model::{Mandate, MandateRole, Member};
use samverk_parties::store::replace_members;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    everybody_sees_what_is_published_and_how_it_changed,
    a_partys_people_see_what_awaits_them,
    others_do_not_see_what_awaits_a_party,
    goals_that_were_never_measured_come_first,
    a_mandate_that_ends_soon_is_told,
    what_awaits_stands_late_first_and_undated_last,
    a_mandate_that_is_over_is_not_among_those_that_run,
    what_is_not_published_is_not_there_for_outsiders,
    every_table_can_be_had_as_a_file,
    the_page_speaks_english_too,
    the_page_asks_the_same_number_of_questions,
    a_task_to_assess_leads_to_the_form_of_its_group_and_goes_when_done,
    the_answer_comes_first_and_the_codes_last,
    a_partys_people_have_a_menu_and_visitors_none,
    what_is_over_is_not_told_as_present,
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

/// Today is 2026-11-22.
async fn what_awaits_stands_late_first_and_undated_last(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    set_mandates(&db, &[Some("2026-11-01")]).await;
    let path = format!("{JONKOPING}?tabell=vantar&format=csv");
    let (_, csv) = get(&db, &somebody, &path).await;
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert!(rows[0].contains("2026-11-01"), "{csv}");
    assert!(rows[1].contains("Bedöm hur långt ni"), "{csv}");
    for path in [JONKOPING, "/"] {
        let html = page(&db, &somebody, path).await;
        let place = |words: &str| {
            html.find(words)
                .unwrap_or_else(|| panic!("{words}: {html}"))
        };
        assert!(
            place("ha uppdraget ordförande") < place("Bedöm hur långt ni"),
            "{path}"
        );
    }
}

/// Today is 2026-11-22.
async fn a_mandate_that_is_over_is_not_among_those_that_run(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let days = [Some("2026-11-21"), Some("2026-11-22"), Some("2027-12-31")];
    set_mandates(&db, &days).await;
    let html = page(&db, &somebody, JONKOPING).await;
    let mandates = section(&html, "mandates");
    assert!(!mandates.contains("2026-11-21"), "{mandates}");
    assert!(mandates.contains("2026-11-22") && mandates.contains("2027-12-31"));
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
    assert!(first <= 38, "{first} questions");
}

async fn a_task_to_assess_leads_to_the_form_of_its_group_and_goes_when_done(db: Db) {
    world(&db).await;
    for name in ["Styrgruppen", "Arkivrådet"] {
        add_group(&db, name).await;
    }
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let of = |group: &str| {
        let page = format!("/samverkan/{COUNCIL}/grupper/{group}/bedom");
        (
            page.clone(),
            format!("href=\"{page}?aktor=jonkopings-kommun\""),
        )
    };
    let ((form, link), (_, other)) = (of("styrgruppen"), of("arkivradet"));
    for path in [JONKOPING, "/"] {
        let html = page(&db, &somebody, path).await;
        assert!(
            html.contains(&link) && html.contains(&other),
            "{path}: {html}"
        );
        assert!(html.contains("tycker att Styrgruppen har kommit"), "{html}");
    }
    let asked = page(&db, &somebody, &format!("{form}?aktor=jonkopings-kommun")).await;
    assert!(asked.contains("Bedöm Styrgruppen"), "{asked}");
    let sent = [("level", "2"), ("aktor", "jonkopings-kommun")];
    submit(&db, &somebody, &form, &sent).await;
    for path in [JONKOPING, "/"] {
        let html = page(&db, &somebody, path).await;
        assert!(
            !html.contains(&link) && html.contains(&other),
            "{path}: {html}"
        );
    }
    // Another member's own view is still missing.
    let html = page(&db, &coordinator(&db).await, "/").await;
    let missing = html
        .split_once("syn på hur långt Styrgruppen har kommit")
        .unwrap()
        .1;
    let row = missing.split("</tr>").next().unwrap();
    assert!(
        row.contains("Aneby kommun") && !row.contains("Jönköpings kommun"),
        "{row}"
    );
    // Who may only read is led to the group.
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let html = page(&db, &reader, JONKOPING).await;
    let link = format!("href=\"/samverkan/{COUNCIL}/grupper/arkivradet\"");
    assert!(section(&html, "awaiting").contains(&link), "{html}");
}

async fn the_answer_comes_first_and_the_codes_last(db: Db) {
    world(&db).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &somebody, JONKOPING).await;
    let place = |id: &str| {
        let found = html.find(&format!("id=\"{id}-heading\""));
        found.unwrap_or_else(|| panic!("{id}: {html}"))
    };
    let order = [
        "awaiting", "money", "seats", "goals", "mandates", "people", "facts",
    ]
    .map(place);
    assert!(order.is_sorted(), "{order:?}");
    let facts = section(&html, "facts");
    for words in ["<dt>Län</dt>", "Jönköpings län", "0680", "<details"] {
        assert!(facts.contains(words), "{words}: {facts}");
    }
    assert!(facts.contains("/aktorer/region-jonkopings-lan"), "{facts}");
    let public = page(&db, &Actor::Public, JONKOPING).await;
    assert!(!public.contains("awaiting-heading"));
    assert!(public.find("money-heading") < public.find("facts-heading"));
    // The same figures stand once: a bar in each row, no picture beside.
    assert!(
        section(&public, "money").contains("class=\"cell-bar\""),
        "{public}"
    );
    assert!(!public.contains("<figure"), "{public}");
    let gotland = page(&db, &Actor::Public, "/aktorer/region-gotland").await;
    assert!(
        section(&gotland, "facts").contains("<dd>Gotlands län</dd>"),
        "{gotland}"
    );
}

async fn a_partys_people_have_a_menu_and_visitors_none(db: Db) {
    world(&db).await;
    let menu = |html: &str| {
        let (_, rest) = html.split_once("id=\"place-menu\"")?;
        Some(rest.split("</nav>").next().unwrap().to_owned())
    };
    let own = at(&db, "jonkopings-kommun", Role::PartyAdministrator).await;
    let shown = menu(&page(&db, &own, JONKOPING).await).unwrap();
    for place in ["", "/personer", "/redigera"] {
        assert!(
            shown.contains(&format!("href=\"{JONKOPING}{place}\"")),
            "{shown}"
        );
    }
    assert!(shown.contains("aria-current=\"page\">Översikt"), "{shown}");
    let editing = page(&db, &own, &format!("{JONKOPING}/redigera")).await;
    assert!(
        menu(&editing)
            .unwrap()
            .contains("aria-current=\"page\">Ändra"),
        "{editing}"
    );
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let shown = menu(&page(&db, &reader, JONKOPING).await).unwrap();
    assert!(
        shown.contains("/personer\"") && !shown.contains("/redigera\""),
        "{shown}"
    );
    for who in [
        at(&db, "aneby-kommun", Role::PartyAdministrator).await,
        Actor::Public,
    ] {
        assert_eq!(menu(&page(&db, &who, JONKOPING).await), None);
    }
}

/// Today is 2026-11-22.
async fn what_is_over_is_not_told_as_present(db: Db) {
    world(&db).await;
    add_group(&db, "Styrgruppen").await;
    let tx = db.begin("leave").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let left = |member: &Member| Member {
        to: (member.party.key.as_str() == "aneby-kommun").then(|| "2026-11-21".parse().unwrap()),
        ..member.clone()
    };
    let members: Vec<Member> = here.members.iter().map(left).collect();
    let id = here.collaboration.id;
    replace_members(&tx, id, None, &members).await.unwrap();
    tx.commit().await.unwrap();
    let runner = coordinator(&db).await;
    let across = page(&db, &runner, &format!("/samverkan/{COUNCIL}/aktorer")).await;
    assert!(
        across.contains("Eksjö kommun") && !across.contains("Aneby kommun"),
        "{across}"
    );
    let work = page(&db, &runner, "/").await;
    assert!(
        work.contains("Eksjö kommun") && !work.contains("Aneby kommun"),
        "{work}"
    );
    let front = page(&db, &runner, &format!("/samverkan/{COUNCIL}")).await;
    let members = section(&front, "members");
    assert!(
        members.contains("Medlemmar (14)") && !members.contains("Aneby kommun"),
        "{members}"
    );
    // It still sits in the group, but has nowhere to say how far that has come.
    let somebody = at(&db, "aneby-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/aktorer/aneby-kommun").await;
    let awaits = section(&html, "awaiting");
    assert!(!awaits.contains("har kommit"), "{awaits}");
    assert!(section(&html, "seats").contains("Styrgruppen"), "{html}");
}
