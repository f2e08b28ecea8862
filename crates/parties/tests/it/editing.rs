use crate::browser::{Browser, check_html};
use crate::pages::{EDITING_PAGES, with_examples};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_coordinator_builds_a_collaboration_by_hand,
    what_is_wrong_is_told_beside_the_field_and_what_was_typed_is_kept,
    html_in_a_name_stays_text,
    outsiders_and_readers_change_nothing,
    a_population_file_is_confirmed_before_it_is_saved,
    two_views_that_differ_are_both_shown,
);

async fn a_coordinator_builds_a_collaboration_by_hand(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, administrator());
    let facts = [
        ("name", "Rådet i länet"),
        ("purpose", "Att utveckla tillsammans"),
        ("legal_form", "agreement"),
        ("host", "aneby-kommun"),
        ("reach", "regional"),
        ("published", "true"),
    ];
    let page = browser.submit("/samverkan/ny", &facts).await;
    assert!(page.contains("Lägg till flera medlemmar"), "{page}");
    let page = browser.page("/samverkan/radet-i-lanet").await;
    assert!(page.contains("Rådet i länet") && page.contains("Samverkansavtal"));

    let members = [
        ("members.0.party", "aneby kommun"),
        ("members.1.party", "Eksjö"),
        ("members.1.standing", "non_voting"),
        ("members.4.party", "jonkopings-kommun"),
        ("members.4.from", "2021-01-01"),
        ("revision", "1"),
    ];
    let at = "/samverkan/radet-i-lanet";
    let page = browser
        .submit(&format!("{at}/medlemmar/redigera"), &members)
        .await;
    for words in [
        "Aneby kommun",
        "Eksjö kommun",
        "Jönköpings kommun",
        "Utan rösträtt",
        "2021-01-01",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let mandates = [
        ("mandates.0.role", "coordinator"),
        ("mandates.0.title", "projektkoordinator"),
        ("revision", "2"),
    ];
    let page = browser
        .submit(&format!("{at}/uppdrag/redigera"), &mandates)
        .await;
    assert!(page.contains("projektkoordinator"));

    let group = [
        ("name", "Arkivgruppen"),
        ("kind", "surrounding"),
        ("reach", "national"),
        ("cost", "185 000"),
    ];
    let page = browser.submit(&format!("{at}/grupper/ny"), &group).await;
    assert!(page.contains("185\u{a0}000\u{a0}kr"));
    let level = [("level", "1"), ("wanted_level", "3"), ("note", "Prövas")];
    let page = browser
        .submit(&format!("{at}/grupper/arkivgruppen/bedom"), &level)
        .await;
    for words in [
        "1 Samtal",
        "3 Samverkan",
        "Prövas",
        "Vad behöver vi ha samsyn kring?",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let relation = [
        ("party", "aneby-kommun"),
        ("others.0.others", "Eksjö kommun"),
        ("topics", "Drift\r\nE-arkiv"),
        ("reach", "regional"),
        ("certainty", "unsure"),
    ];
    let page = browser
        .submit(&format!("{at}/relationer/ny"), &relation)
        .await;
    assert!(page.contains("Drift, E-arkiv") && page.contains("Osäkert"));
    let page = browser.page(at).await;
    assert!(
        page.contains("Medlemmarna ändrades"),
        "the history is shown"
    );
}

async fn what_is_wrong_is_told_beside_the_field_and_what_was_typed_is_kept(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, administrator());
    let members = [
        ("members.0.party", "Aneby kommun"),
        ("members.1.party", "Aneby kommun"),
        ("members.2.party", "Annebo kommun"),
        ("members.3.party", "Habo kommun"),
        ("members.3.from", "i går"),
        ("revision", "1"),
    ];
    let path = "/samverkan/digitaliseringsradet/medlemmar/redigera";
    let answer = browser.post(path, &members).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_html(path, &answer.text);
    for words in [
        "Rad 3, Aktör: Det finns ingen aktör ”Annebo kommun”",
        "Rad 4, Från: ”i går” är inget datum",
    ] {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    assert!(answer.text.contains("href=\"#cell-members-2-party\""));
    assert!(answer.text.contains("value=\"Annebo kommun\""));

    let answer = browser
        .post(path, &[members[0], members[1], members[5]])
        .await;
    assert!(
        answer
            .text
            .contains("Rad 2, Aktör: Aneby kommun står två gånger"),
        "{}",
        answer.text
    );

    let party = [
        ("name", "Bolaget"),
        ("kind", "company"),
        ("organisation_number", "556036-0794"),
    ];
    let answer = browser.post("/aktorer/ny", &party).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text
            .contains("Kontrollsiffran i ”556036-0794” stämmer inte")
    );

    let stale = [("members.0.party", "Aneby kommun"), ("revision", "0")];
    let answer = browser.post(path, &stale).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Någon annan ändrade"));
}

async fn html_in_a_name_stays_text(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, administrator());
    let evil = "<script>alert(1)</script>";
    let facts = [
        ("name", evil),
        ("key", "elak"),
        ("purpose", "\"><img src=x>"),
        ("legal_form", "network"),
        ("reach", "local"),
        ("published", "true"),
    ];
    browser.submit("/samverkan/ny", &facts).await;
    browser
        .submit(
            "/aktorer/ny",
            &[("name", evil), ("key", "elak"), ("kind", "other")],
        )
        .await;
    let members = [
        ("members.0.party", evil),
        ("members.0.note", evil),
        ("revision", "1"),
    ];
    browser
        .submit("/samverkan/elak/medlemmar/redigera", &members)
        .await;
    let group = [
        ("name", evil),
        ("key", "elak"),
        ("kind", "inside"),
        ("reach", "local"),
    ];
    browser.submit("/samverkan/elak/grupper/ny", &group).await;
    for path in [
        "/samverkan",
        "/samverkan/elak",
        "/samverkan/elak/medlemmar",
        "/samverkan/elak/medlemmar/redigera",
        "/samverkan/elak/grupper",
        "/samverkan/elak/grupper/elak",
        "/samverkan/elak/grupper/elak/redigera",
        "/aktorer?namn=%3Cscript%3E",
        "/aktorer/elak",
    ] {
        let page = browser.page(path).await;
        assert!(
            !page.contains("<script>") && !page.contains("<img src=x>"),
            "{path}"
        );
        assert!(
            page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
            "{path}"
        );
    }
}

async fn outsiders_and_readers_change_nothing(db: Db) {
    with_examples(&db).await;
    let tx = db.read().await.unwrap();
    let aneby = party(&tx, "aneby-kommun").await.id;
    drop(tx);
    let before = event_count(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let reader = Browser::new(&db, person(&[], &[(aneby, Role::Reader)]));
    for path in EDITING_PAGES
        .into_iter()
        .filter(|path| !path.contains("jamtland"))
    {
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        let (of_reader, of_public) = match path {
            "/aktorer/folkmangd" => (
                reader.upload(path, b"x").await,
                public.upload(path, b"x").await,
            ),
            _ => (
                reader.post(path, &[("revision", "1")]).await,
                public.post(path, &[]).await,
            ),
        };
        assert_eq!(of_reader.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(of_public.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(event_count(&db).await, before);
}

async fn a_population_file_is_confirmed_before_it_is_saved(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, administrator());
    let path = "/aktorer/folkmangd";
    let wrong = "party;year;population\r\nanneby-kommun;2025;7000\r\naneby-kommun;tjugo;-1\r\n";
    let answer = browser.upload(path, wrong.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_html(path, &answer.text);
    for words in [
        "Rad 3: ”tjugo” är inte ett årtal",
        "Rad 3: ”-1” kan inte vara en folkmängd",
    ] {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    let answer = browser
        .upload(path, b"party,year,population\naneby-kommun,2025,1\xe5\n")
        .await;
    assert!(answer.text.contains("UTF-8"), "{}", answer.text);

    let swapped = "party,year,population\naneby-kommun,2025,145000\njonkopings-kommun,2025,6700\n";
    let answer = browser.upload(path, swapped.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .text
            .contains("Aneby kommun och Jönköpings kommun ser ut att ha bytt siffror")
    );
    check_html(path, &answer.text);
    let page = browser.page("/aktorer/aneby-kommun").await;
    assert!(
        !page.contains("145\u{a0}000"),
        "nothing is saved before it is confirmed"
    );

    let confirm = [("figures", swapped)];
    browser
        .submit("/aktorer/folkmangd/bekrafta", &confirm)
        .await;
    let page = browser.page("/aktorer/aneby-kommun").await;
    assert!(page.contains("145\u{a0}000") && page.contains("ser ut att ha bytt siffror"));
}

async fn two_views_that_differ_are_both_shown(db: Db) {
    with_examples(&db).await;
    let tx = db.read().await.unwrap();
    let aneby = party(&tx, "aneby-kommun").await.id;
    let habo = party(&tx, "habo-kommun").await.id;
    drop(tx);
    let at = "/samverkan/digitaliseringsradet/relationer/bedom";
    for (party, key, level) in [(aneby, "aneby-kommun", "1"), (habo, "habo-kommun", "3")] {
        let browser = Browser::new(&db, person(&[], &[(party, Role::Representative)]));
        let fields = [
            ("party", "aneby-kommun"),
            ("other_party", "habo-kommun"),
            ("level", level),
            ("on_behalf_of", key),
        ];
        let page = browser.submit(at, &fields).await;
        assert!(page.contains("Hur långt aktörerna har kommit"));
        let for_another = [
            fields[0],
            fields[1],
            fields[2],
            ("on_behalf_of", "eksjo-kommun"),
        ];
        assert_eq!(
            browser.post(at, &for_another).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let page = Browser::new(&db, Actor::Public);
    let page = page
        .page("/samverkan/digitaliseringsradet/relationer")
        .await;
    for words in ["1 Samtal", "3 Samverkan", "Aktörerna bedömer olika"] {
        assert!(page.contains(words), "{words}");
    }
}
