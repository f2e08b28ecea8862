use crate::browser::Browser;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::Actor;
use std::path::Path;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    every_page_is_whole_for_everybody,
    a_group_of_another_collaboration_is_not_shown,
    a_page_asks_the_same_number_of_times_whatever_the_size,
    the_register_is_searched_and_paged,
    tables_can_be_downloaded,
);

pub async fn with_examples(db: &Db) {
    register(db).await;
    for name in ["jonkoping", "jamtland"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../examples")
            .join(name);
        import(db, Folder::read(&root).unwrap()).await.unwrap();
    }
}

const PUBLIC_PAGES: [&str; 21] = [
    "/samverkan",
    "/samverkan/digitaliseringsradet",
    "/samverkan/digitaliseringsradet/medlemmar",
    "/samverkan/digitaliseringsradet/grupper",
    "/samverkan/digitaliseringsradet/grupper?reach=national&kind=surrounding&sok=ine",
    "/samverkan/digitaliseringsradet/grupper/sambruk",
    "/samverkan/digitaliseringsradet/relationer",
    "/samverkan/digitaliseringsradet/karta",
    "/samverkan/digitaliseringsradet/trappa",
    "/samverkan/digitaliseringsradet/trappa?fran=2020-01-01&till=2026-01-01",
    "/samverkan/e-och-it-i-jamtland/karta",
    "/samverkan/e-och-it-i-jamtland/karta?amne=Drift&rackvidd=regional",
    "/samverkan/e-och-it-i-jamtland/trappa",
    "/karta",
    "/samverkan/e-och-it-i-jamtland/relationer",
    "/aktorer",
    "/aktorer?namn=jonkoping&sida=99",
    "/aktorer/jonkopings-kommun",
    "/aktorer/region-gotland",
    "/trappor",
    "/trappor/samverkanstrappan",
];

pub const EDITING_PAGES: [&str; 19] = [
    "/samverkan/ny",
    "/samverkan/digitaliseringsradet/redigera",
    "/samverkan/digitaliseringsradet/ta-bort",
    "/samverkan/digitaliseringsradet/bedom",
    "/samverkan/digitaliseringsradet/olika-bilder",
    "/samverkan/digitaliseringsradet/medlemmar/redigera",
    "/samverkan/digitaliseringsradet/uppdrag/redigera",
    "/samverkan/digitaliseringsradet/grupper/ny",
    "/samverkan/digitaliseringsradet/grupper/sambruk/redigera",
    "/samverkan/digitaliseringsradet/grupper/sambruk/medlemmar",
    "/samverkan/digitaliseringsradet/grupper/sambruk/uppdrag",
    "/samverkan/digitaliseringsradet/grupper/sambruk/ta-bort",
    "/samverkan/digitaliseringsradet/relationer/ny",
    "/samverkan/digitaliseringsradet/relationer/iot-pilot/redigera",
    "/samverkan/digitaliseringsradet/relationer/iot-pilot/ta-bort",
    "/samverkan/digitaliseringsradet/relationer/bedom",
    "/aktorer/folkmangd",
    "/aktorer/sambruk/ta-bort",
    "/trappor/samtrappan/redigera",
];

async fn every_page_is_whole_for_everybody(db: Db) {
    with_examples(&db).await;
    let public = Browser::new(&db, Actor::Public);
    let administrator = Browser::new(&db, administrator());
    for path in PUBLIC_PAGES {
        public.page(path).await;
        administrator.page(path).await;
    }
    for path in EDITING_PAGES {
        administrator.page(path).await;
        let answer = public.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(
            answer.location.starts_with("/logga-in"),
            "{path} → {}",
            answer.location
        );
    }
    let groups = public.page("/samverkan/digitaliseringsradet/grupper").await;
    for words in [
        "Egna grupper (4)",
        "Grupper omkring (20)",
        "4 Samhandling",
        "2 Samsyn",
    ] {
        assert!(groups.contains(words), "{words}");
    }
}

async fn a_group_of_another_collaboration_is_not_shown(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, administrator());
    for rest in ["", "/redigera", "/medlemmar", "/uppdrag", "/ta-bort"] {
        let path = format!("/samverkan/e-och-it-i-jamtland/grupper/sambruk{rest}");
        assert_eq!(
            browser.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for path in ["relationer/iot-pilot/redigera", "grupper/sambruk/bedom"] {
        let path = format!("/samverkan/e-och-it-i-jamtland/{path}");
        let answer = browser.post(&path, &[("level", "1")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn a_page_asks_the_same_number_of_times_whatever_the_size(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let asked = async |path: String| {
        let before = db.query_count();
        browser.page(&path).await;
        db.query_count() - before
    };
    for rest in ["", "/medlemmar", "/grupper", "/relationer"] {
        let large = asked(format!("/samverkan/digitaliseringsradet{rest}")).await;
        let other = asked(format!("/samverkan/e-och-it-i-jamtland{rest}")).await;
        // What refers to nothing asks once less.
        assert!(large.abs_diff(other) <= 1, "{rest}: {large} and {other}");
        assert!(large <= 12, "{rest}: {large}");
    }
}

async fn the_register_is_searched_and_paged(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let first = browser.page("/aktorer").await;
    assert!(first.contains("310 aktörer") && first.contains("Ale kommun"));
    assert!(first.contains("/aktorer?sida=2") && !first.contains("Övertorneå"));
    let last = browser.page("/aktorer?sida=7").await;
    assert!(last.contains("Övertorneå kommun") && !last.contains("/aktorer?sida=8"));
    let found = browser
        .page("/aktorer?namn=%C3%96ver&slag=municipality")
        .await;
    assert!(found.contains("2 aktörer") && found.contains("Överkalix kommun"));
    let gotland = browser.page("/aktorer/region-gotland").await;
    assert!(gotland.contains("Kommun och region"));
    let aneby = browser.page("/aktorer/aneby-kommun").await;
    assert!(aneby.contains(">Jönköpings län</a>"), "{aneby}");
}

async fn tables_can_be_downloaded(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let at = "/samverkan/digitaliseringsradet";
    for (path, words) in [
        (
            format!("{at}/grupper?tabell=grupper-omkring&format=csv"),
            "Arkitektgruppen",
        ),
        (
            format!("{at}/medlemmar?tabell=uppdrag&format=csv"),
            "rådsmedlem",
        ),
        (
            format!("{at}/relationer?tabell=relationer&format=csv"),
            "Sakernas internet",
        ),
        (
            format!("{at}?tabell=nivaer-samverkanstrappan&format=csv"),
            "Önskas",
        ),
        ("/aktorer?namn=aneby&format=csv".to_owned(), "Aneby kommun"),
        (
            "/aktorer/aneby-kommun?tabell=folkmangd&format=csv".to_owned(),
            "2024",
        ),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer.text.starts_with('\u{feff}') && answer.text.contains(words),
            "{path}"
        );
    }
}
