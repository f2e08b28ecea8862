//! The map, the ladder as a picture, and where the parties see things differently.

use crate::browser::Browser;
use crate::pages::with_examples;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_example_shows_who_works_with_whom_about_what,
    the_map_shows_what_was_asked_for,
    groups_tie_their_members,
    the_ladder_shows_how_groups_have_moved,
    each_party_has_its_view_and_the_difference_is_told,
    the_list_of_differences_is_for_those_who_record,
    the_map_of_all_shows_what_is_published,
    the_pages_of_the_map_ask_the_same_number_of_times_whatever_the_size,
);

const JAMTLAND: &str = "/samverkan/e-och-it-i-jamtland";

/// Table 3.5 of document 004: who, with whom, about what.
const TABLE: [(&str, &str, &str); 13] = [
    (
        "Jämtlands räddningstjänstförbund",
        "Härjedalens kommun, Åre kommun, Östersunds kommun",
        "Drift, Molntjänster",
    ),
    (
        "E-hälsa i Jämtlands län",
        "Alla medlemmar utom Jämtlands räddningstjänstförbund",
        "E-hälsa",
    ),
    (
        "Region Jämtland Härjedalen",
        "Alla medlemmar",
        "E-hälsa, E-skola, Drift, Molntjänster",
    ),
    (
        "Krokoms kommun",
        "Alla medlemmar utom Jämtlands räddningstjänstförbund",
        "E-hälsa, E-skola, Drift, Upphandling, Systemförvaltning",
    ),
    (
        "Bergs kommun",
        "E-hälsa i Jämtlands län, E-skola i Jämtlands län, Bräcke kommun",
        "E-hälsa, E-skola, Drift, Systemförvaltning, Gemensam e-tjänsteplattform",
    ),
    (
        "Strömsunds kommun",
        "Alla medlemmar utom Jämtlands räddningstjänstförbund, och Sollefteå kommun",
        "E-hälsa, E-skola, Drift, Upphandling, Systemförvaltning",
    ),
    (
        "Jämtlands gymnasieförbund",
        "Bräcke kommun, Krokoms kommun, Ragunda kommun, Östersunds kommun",
        "E-skola",
    ),
    (
        "E-skola i Jämtlands län",
        "Alla medlemmar utom Jämtlands räddningstjänstförbund",
        "E-hälsa, E-skola, Systemförvaltning",
    ),
    (
        "Härjedalens kommun",
        "Alla medlemmar",
        "E-hälsa, E-skola, Drift, Upphandling, Systemförvaltning",
    ),
    (
        "Ragunda kommun",
        "Alla medlemmar utom Jämtlands räddningstjänstförbund",
        "E-hälsa, E-skola, Drift, Systemförvaltning",
    ),
    (
        "Åre kommun",
        "E-hälsa i Jämtlands län, E-skola i Jämtlands län, Bergs kommun",
        "E-hälsa, E-skola, Drift, Systemförvaltning, Gemensam e-tjänsteplattform",
    ),
    (
        "Östersunds kommun",
        "Alla medlemmar",
        "E-hälsa, E-skola, Drift, Upphandling, Systemförvaltning, Gemensam e-tjänsteplattform",
    ),
    (
        "Bräcke kommun",
        "Alla medlemmar utom Åre kommun, Jämtlands räddningstjänstförbund",
        "E-hälsa, E-skola, Drift, Systemförvaltning",
    ),
];

async fn the_example_shows_who_works_with_whom_about_what(db: Db) {
    with_examples(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let page = public.page(&format!("{JAMTLAND}/karta")).await;
    let rows: Vec<&str> = page.split("<tr").collect();
    for (party, others, topics) in TABLE {
        let says = |row: &&&str| {
            let has = |words: &str| row.contains(words);
            has(party) && has(others) && has(&format!("<td>{topics}</td>"))
        };
        assert!(rows.iter().any(|row| says(&row)), "{party}");
    }
    for words in [
        "id=\"chart-karta-nat-title\"",
        "id=\"chart-karta-matris-title\"",
        "Bergs kommun och Bräcke kommun: ",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let path = format!("{JAMTLAND}/karta?tabell=vem-med-vem&format=csv");
    let file = public.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.text.starts_with('\u{feff}'));
    for (party, _, topics) in TABLE {
        let mut lines = file.text.lines();
        assert!(
            lines.any(|line| line.contains(party) && line.contains(topics)),
            "{party}"
        );
    }
}

async fn the_map_shows_what_was_asked_for(db: Db) {
    with_examples(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let file = async |query: &str| {
        let path = format!("{JAMTLAND}/karta?tabell=par&format=csv&{query}");
        let answer = public.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        answer
            .text
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let all = file("").await;
    let cards = file("amne=Virtuella%20h%C3%A4lsorum").await;
    assert_eq!(cards.len(), 2, "{cards:?}");
    assert!(
        cards
            .iter()
            .all(|row| row.contains("Virtuella hälsorum") && !row.contains("Drift"))
    );
    let own = file("part=jamtlands-raddningstjanstforbund").await;
    assert!(own.len() < all.len());
    assert!(
        own.iter()
            .all(|row| row.contains("Jämtlands räddningstjänstförbund"))
    );
    assert!(file("rackvidd=national").await.is_empty());
    assert_eq!(
        file("rackvidd=finns-inte&amne=finns+inte&niva=x:1").await,
        all
    );
    let empty = public
        .page(&format!("{JAMTLAND}/karta?rackvidd=national"))
        .await;
    assert!(
        empty.contains("Inga relationer eller gemensamma grupper") && empty.contains("Visa allt")
    );
    let chosen = public
        .page(&format!("{JAMTLAND}/karta?amne=E-skola&part=are-kommun"))
        .await;
    assert!(
        chosen.contains("format=csv&amp;amne=E%2Dskola&amp;part=are%2Dkommun")
            || chosen.contains("format=csv&#38;amne=E%2Dskola&#38;part=are%2Dkommun"),
        "{chosen}"
    );
}

async fn groups_tie_their_members(db: Db) {
    with_examples(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let at = "/samverkan/digitaliseringsradet";
    let page = public.page(&format!("{at}/karta")).await;
    assert!(page.contains("FREDA") && page.contains("Gemensamma grupper"));
    let path = format!("{at}/karta?tabell=par&format=csv&niva=samverkanstrappan:4");
    let on_level = public.get(&path).await.text;
    assert!(
        on_level.contains("4 Samhandling") && !on_level.contains("Sambruk"),
        "{on_level}"
    );
}

/// Two dated assessments of a group and a wish.
async fn with_history(db: &Db) {
    with_examples(db).await;
    let rows = "group,party,other_party,ladder,level,wanted_level,note,date,on_behalf_of\n\
        forstudien,,,samtrappan,1,,,2025-01-15,\n\
        forstudien,,,samtrappan,3,5,,2026-03-01,\n\
        e-halsa-styrgrupp,,,samtrappan,4,,,2025-02-01,\n\
        e-halsa-styrgrupp,,,samtrappan,2,3,,2026-02-01,\n";
    let folder = folder(&[
        (
            "collaborations/e-och-it-i-jamtland/collaboration.toml",
            include_str!(
                "../../../../examples/jamtland/collaborations/e-och-it-i-jamtland/collaboration.toml"
            ),
        ),
        ("collaborations/e-och-it-i-jamtland/assessments.csv", rows),
    ]);
    import(db, folder).await.unwrap();
}

async fn the_ladder_shows_how_groups_have_moved(db: Db) {
    with_history(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let now = public.page(&format!("{JAMTLAND}/trappa")).await;
    for words in [
        "id=\"chart-trappa-samtrappan-1-title\"",
        "Länets samverkan inom e och IT",
        "Grupper som inte är bedömda",
        "href=\"#steg-samtrappan-5\"",
        "id=\"steg-samtrappan-5\"",
    ] {
        assert!(now.contains(words), "{words}");
    }
    assert!(!now.contains("Förändring"));
    let rows = async |query: &str| {
        let path = format!("{JAMTLAND}/trappa?tabell=trappa-samtrappan&format=csv&{query}");
        public.get(&path).await.text
    };
    let moved = rows("fran=2025-06-01").await;
    assert!(
        moved.contains("Förstudien") && moved.contains("upp 2 steg"),
        "{moved}"
    );
    assert!(
        moved.contains("ned 2 steg") && moved.contains("samma steg"),
        "{moved}"
    );
    let earlier = rows("fran=2025-01-01&till=2025-12-31").await;
    assert!(
        earlier.contains("ny på trappan") && !earlier.contains("upp 2"),
        "{earlier}"
    );
    let page = public
        .page(&format!(
            "{JAMTLAND}/trappa?fran=2025-06-01&till=2026-11-01&slag=inside"
        ))
        .await;
    assert!(page.contains("Nivå 2025-06-01") && page.contains("Nivå 2026-11-01"));
    let wrong = public
        .page(&format!(
            "{JAMTLAND}/trappa?fran=2026-06-01&till=2025-06-01"
        ))
        .await;
    assert!(wrong.contains("ligger före startdatumet"), "{wrong}");
    let strange = public.page(&format!("{JAMTLAND}/trappa?fran=igar")).await;
    assert!(strange.contains("role=\"alert\""));
}

async fn each_party_has_its_view_and_the_difference_is_told(db: Db) {
    with_examples(&db).await;
    let tx = db.read().await.unwrap();
    let (berg, are) = (
        party(&tx, "bergs-kommun").await,
        party(&tx, "are-kommun").await,
    );
    drop(tx);
    let of = |id| Browser::new(&db, person(&[], &[(id, Role::Representative)]));
    let (berg, are) = (of(berg.id), of(are.id));
    for (browser, voice, level) in [(&berg, "bergs-kommun", 1), (&are, "are-kommun", 4)] {
        let level = level.to_string();
        let view = [("level", level.as_str()), ("on_behalf_of", voice)];
        for path in ["/bedom", "/grupper/forstudien/bedom"] {
            browser.submit(&format!("{JAMTLAND}{path}"), &view).await;
        }
        let pair = [
            &view[..],
            &[("party", "bergs-kommun"), ("other_party", "are-kommun")],
        ]
        .concat();
        browser
            .submit(&format!("{JAMTLAND}/relationer/bedom"), &pair)
            .await;
    }
    let foreign = [("level", "1"), ("on_behalf_of", "are-kommun")];
    let refused = berg.post(&format!("{JAMTLAND}/bedom"), &foreign).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);

    let public = Browser::new(&db, Actor::Public);
    for path in ["", "/grupper/forstudien"] {
        let page = public.page(&format!("{JAMTLAND}{path}")).await;
        let page = page.replace('\u{a0}', " ");
        assert!(page.contains("Skillnaden är 3 steg"), "{path}: {page}");
        assert!(page.contains("enligt Bergs kommun") && page.contains("enligt Åre kommun"));
        assert!(page.contains("3 steg över") && page.contains("lägst"));
        assert!(!page.contains("/olika-bilder"), "{path}");
    }
    let relations = public.page(&format!("{JAMTLAND}/relationer")).await;
    assert!(relations.contains("Skillnad") && relations.contains("3 steg"));

    let coordinator = Browser::new(&db, administrator());
    let list = coordinator.page(&format!("{JAMTLAND}/olika-bilder")).await;
    for words in [
        "Samverkan som helhet",
        "Förstudien",
        "Bergs kommun och Åre kommun",
    ] {
        assert!(list.contains(words), "{words}");
    }
    let front = coordinator.page(JAMTLAND).await;
    assert!(front.contains("Aktörerna bedömer 3 saker olika."));
    let path = format!("{JAMTLAND}/olika-bilder?tabell=olika-bilder&format=csv");
    let file = coordinator.get(&path).await.text;
    assert_eq!(file.lines().count(), 4, "{file}");

    let agreed = [("level", "4"), ("on_behalf_of", "bergs-kommun")];
    berg.submit(&format!("{JAMTLAND}/bedom"), &agreed).await;
    let front = coordinator.page(JAMTLAND).await;
    assert!(front.contains("Aktörerna bedömer 2 saker olika."));
    assert!(!front.contains("Skillnaden är"));
}

async fn the_list_of_differences_is_for_those_who_record(db: Db) {
    with_examples(&db).await;
    let tx = db.read().await.unwrap();
    let berg = party(&tx, "bergs-kommun").await;
    drop(tx);
    let path = format!("{JAMTLAND}/olika-bilder");
    for (role, status) in [
        (Role::Representative, StatusCode::OK),
        (Role::Reader, StatusCode::FORBIDDEN),
    ] {
        let browser = Browser::new(&db, person(&[], &[(berg.id, role)]));
        assert_eq!(browser.get(&path).await.status, status, "{role:?}");
    }
    let answer = Browser::new(&db, Actor::Public).get(&path).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location.starts_with("/logga-in"));
    let hidden = "/samverkan/finns-inte/olika-bilder";
    let answer = Browser::new(&db, administrator()).get(hidden).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

async fn the_map_of_all_shows_what_is_published(db: Db) {
    with_examples(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let page = public.page("/karta").await;
    assert!(
        page.contains("Publicerade samarbeten: 2") && page.contains("Habo kommun"),
        "{page}"
    );
    assert!(page.contains("/samverkan/e-och-it-i-jamtland/karta"));
    let only = public
        .get("/karta?tabell=aktorer-i-samverkan&format=csv&slag=region")
        .await;
    assert!(only.text.contains("Region Jämtland Härjedalen") && !only.text.contains("Habo"));
    let tx = db.begin("hide").await.unwrap();
    let scope = scope(&tx, &SYSTEM, "e-och-it-i-jamtland").await;
    let hidden = samverk_parties::model::Collaboration {
        published: false,
        ..scope.collaboration.clone()
    };
    let seen = scope.collaboration.revision;
    samverk_parties::store::update_collaboration(&tx, &hidden, seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for browser in [public, Browser::new(&db, administrator())] {
        let page = browser.page("/karta").await;
        assert!(page.contains("Publicerade samarbeten: 1") && !page.contains("Bräcke kommun"));
    }
}

async fn the_pages_of_the_map_ask_the_same_number_of_times_whatever_the_size(db: Db) {
    with_examples(&db).await;
    let administrator = Browser::new(&db, administrator());
    let asked = async |path: &str| {
        let before = db.query_count();
        administrator.page(path).await;
        db.query_count() - before
    };
    for rest in ["/karta", "/trappa", "/olika-bilder"] {
        let large = asked(&format!("/samverkan/digitaliseringsradet{rest}")).await;
        let other = asked(&format!("{JAMTLAND}{rest}")).await;
        assert_eq!(large, other, "{rest}");
        // One of them is the menu's.
        assert!(large <= 11, "{rest}: {large}");
    }
    let two = asked("/karta").await;
    let tx = db.begin("more").await.unwrap();
    for number in 0..5 {
        open(&tx, &format!("ny-{number}")).await;
    }
    tx.commit().await.unwrap();
    assert_eq!(asked("/karta").await, two);
}
