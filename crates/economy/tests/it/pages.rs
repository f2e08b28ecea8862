use crate::world::*;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_web::{AppState, Settings, TextSource, Texts};
use std::collections::HashMap;
use std::sync::Arc;
use tower::ServiceExt;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_page_says_who_pays_what_and_why,
    the_public_sees_only_what_is_published,
    what_belongs_to_another_collaboration_is_not_found,
    every_page_has_its_words,
    a_coordinator_builds_document_003_by_hand,
    wrong_percentages_come_back_at_their_field,
    a_page_asks_the_same_number_of_questions,
    html_in_a_name_is_only_text,
    tables_can_be_downloaded,
);

fn texts() -> Texts {
    let modules = [samverk_web::module(), samverk_economy::module()];
    let sources: Vec<TextSource> = modules
        .iter()
        .flat_map(|module| module.texts.clone())
        .collect();
    Texts::new(&sources).unwrap()
}

fn site(db: &Db, actor: &Actor) -> Router {
    let module = samverk_economy::module();
    let settings = Settings {
        base_url: String::new(),
        demo: false,
    };
    let tabs = module.tabs.clone();
    let state = AppState::new(
        db.clone(),
        texts(),
        settings,
        HashMap::new(),
        tabs,
        Vec::new(),
    );
    let render = axum::middleware::from_fn_with_state(state.clone(), samverk_web::render_problems);
    let actor = axum::Extension(Arc::new(actor.clone()));
    module.router().layer(render).layer(actor).with_state(state)
}

async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    let path = format!("/samverkan/{COUNCIL}{path}");
    answer(db, actor, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(db: &Db, actor: &Actor, path: &str, form: &[(&str, &str)]) -> (StatusCode, String) {
    let encode = |text: &str| {
        text.bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect::<String>()
    };
    let pairs: Vec<_> = form
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    let request = Request::post(format!("/samverkan/{COUNCIL}{path}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(pairs.join("&")))
        .unwrap();
    answer(db, actor, request).await
}

async fn answer(db: &Db, actor: &Actor, request: Request<Body>) -> (StatusCode, String) {
    let response = site(db, actor).oneshot(request).await.unwrap();
    let status = response.status();
    let location = response.headers().get("location").cloned();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
    (
        status,
        location.map_or(text, |to| to.to_str().unwrap().to_owned()),
    )
}

/// Who runs the council.
async fn coordinator(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    person(&[(scope.collaboration.id, Role::Coordinator)], &[])
}

async fn page(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, html) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {html}");
    html
}

async fn the_page_says_who_pays_what_and_why(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let html = page(&db, &Actor::Public, "/fordelning/2021").await;
    for expected in [
        "4 730 000 kr",
        "1 657 180 kr",
        "82 859 kr",
        "369 000 kr",
        "1,90 % av 4 361 000 kr",
        "430 500 kr",
        "1 230 000 kr",
        "205 000 kr",
        "Alla 14 rader stämmer",
        "Region Jönköpings län betalar 369 000 kr",
        "Kommunerna delar på det som återstår",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    let aneby = page(&db, &Actor::Public, "/fordelning/2021/aneby-kommun").await;
    assert!(
        aneby.contains("4 361 000 kr × 1,90 % = 82 859 kr"),
        "{aneby}"
    );
    let stated = page(&db, &Actor::Public, "/fordelning/2021-30-procent").await;
    for expected in [
        "430 500 kr",
        "0 av 14 rader",
        "14 av 14 rader skiljer sig",
        "61 500 kr",
    ] {
        assert!(stated.contains(expected), "{expected} in {stated}");
    }
    let budget = page(&db, &Actor::Public, "/budget/2021").await;
    assert!(
        budget.contains("1 435 000 kr") && budget.contains("−3 655 000 kr"),
        "{budget}"
    );
}

async fn the_public_sees_only_what_is_published(db: Db) {
    let world = world(&db).await;
    let folder = edited(
        &example(),
        "budget.toml",
        "published = true",
        "published = false",
    );
    let folder = edited(
        &folder,
        "/2021/distribution.toml",
        "published = true",
        "published = false",
    );
    assert!(import(&db, &folder).await.problems.is_empty());
    let reader = person(&[], &[(world.aneby, Role::Reader)]);
    for path in [
        "/budget/2021",
        "/fordelning/2021",
        "/fordelning/2021/aneby-kommun",
        "/modeller/2021-antagen",
    ] {
        assert_eq!(
            get(&db, &Actor::Public, path).await.0,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        page(&db, &reader, path).await;
    }
    let list = page(&db, &Actor::Public, "/fordelning").await;
    assert!(
        list.contains("2021-30-procent") && !list.contains("fordelning/2021\""),
        "{list}"
    );
    page(&db, &Actor::Public, "/modeller/2021-trettio-procent").await;
    let (status, _) = get(&db, &reader, "/fordelning/2021-30-procent/redigera").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn what_belongs_to_another_collaboration_is_not_found(db: Db) {
    world(&db).await;
    import_example(&db).await;
    for path in [
        "budget/2021",
        "fordelning/2021",
        "modeller/2021-antagen",
        "fordelning/2021/anta",
    ] {
        let request = Request::get(format!("/samverkan/grannen/{path}")).body(Body::empty());
        let (status, _) = answer(&db, &coordinator(&db).await, request.unwrap()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn every_page_has_its_words(db: Db) {
    world(&db).await;
    import_example(&db).await;
    build_by_hand(&db).await;
    let mut paths: Vec<String> = [
        "/budget",
        "/budget/ny",
        "/budget/2021",
        "/budget/2023",
        "/budget/2023/redigera",
        "/budget/2023/rader",
        "/budget/2023/anta",
        "/budget/2023/ta-bort",
        "/matt",
        "/matt/ny",
        "/matt/anstallda",
        "/matt/anstallda/redigera",
        "/matt/anstallda/ta-bort",
        "/modeller",
        "/modeller/ny",
        "/modeller/2021-antagen",
        "/modeller/modell-2023",
        "/modeller/modell-2023/redigera",
        "/modeller/modell-2023/kopiera",
        "/modeller/modell-2023/ta-bort",
        "/modeller/modell-2023/ny-regel",
        "/modeller/modell-2023/regler/regionen",
        "/modeller/modell-2023/regler/regionen/ta-bort",
        "/fordelning",
        "/fordelning/ny",
        "/fordelning/2021",
        "/fordelning/2021/region-jonkopings-lan",
        "/fordelning/2021-30-procent",
        "/fordelning/fordelning-2023/redigera",
        "/fordelning/fordelning-2023/anta",
        "/fordelning/fordelning-2023/ta-bort",
        "/fordelning/fordelning-2023/tryckt-tabell",
    ]
    .map(str::to_owned)
    .to_vec();
    for kind in [
        "share",
        "percentage",
        "fixed",
        "fixed_per_party",
        "rate",
        "base_plus_variable",
        "steps",
        "pass_through",
    ] {
        paths.push(format!("/modeller/modell-2023/ny-regel/{kind}"));
    }
    for path in &paths {
        let html = page(&db, &coordinator(&db).await, path).await;
        assert!(
            !html.contains('⟦'),
            "{path}: {:?}",
            html.split('⟦').nth(1).map(|s| &s[..40.min(s.len())])
        );
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
    }
}

async fn submit(db: &Db, path: &str, form: &[(&str, &str)]) -> String {
    let (status, to) = post(db, &coordinator(db).await, path, form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {to}");
    to
}

/// A budget, a measure, a model with two rules and a distribution, all in the browser.
async fn build_by_hand(db: &Db) {
    submit(
        db,
        "/budget/ny",
        &[
            ("year", "2023"),
            ("title", "Budget 2023"),
            ("parts.0.name", "Löpande verksamhet"),
            ("parts.0.kind", "running"),
            ("parts.1.name", "Kompetens"),
            ("parts.1.kind", "focus_area"),
        ],
    )
    .await;
    submit(
        db,
        "/budget/2023/rader",
        &[
            ("revision", "1"),
            ("lines.0.part", "lopande-verksamhet"),
            ("lines.0.name", "Samordnare"),
            ("lines.0.kind", "cost"),
            ("lines.0.amount", "1 000 000"),
            ("lines.1.part", "kompetens"),
            ("lines.1.name", "Utbildning"),
            ("lines.1.kind", "cost"),
            ("lines.1.amount", "300 000"),
            ("lines.2.name", "Ej upparbetat"),
            ("lines.2.kind", "unspent"),
            ("lines.2.amount", "100 000"),
        ],
    )
    .await;
    submit(
        db,
        "/matt/ny",
        &[
            ("name", "Anställda"),
            ("unit", "personer"),
            ("values.0.party", "aneby-kommun"),
            ("values.0.year", "2022"),
            ("values.0.value", "612"),
        ],
    )
    .await;
    submit(
        db,
        "/modeller/ny",
        &[
            ("name", "Modell 2023"),
            ("purpose", "cost"),
            ("unit", "krona"),
            ("method", "largest_remainder"),
        ],
    )
    .await;
    submit(
        db,
        "/modeller/modell-2023/ny-regel/percentage",
        &[
            ("name", "Regionen"),
            ("takers", "listed"),
            ("parties", "region-jonkopings-lan"),
            ("base", "parts"),
            ("parts", "lopande-verksamhet"),
            ("percent", "30"),
            ("revision", "1"),
        ],
    )
    .await;
    submit(
        db,
        "/modeller/modell-2023/ny-regel/share",
        &[
            ("name", "Kommunerna"),
            ("takers", "municipality"),
            ("base", "rest"),
            ("measures.0.measure", "population"),
            ("measures.0.year", "-1"),
            ("revision", "2"),
        ],
    )
    .await;
    submit(
        db,
        "/fordelning/ny",
        &[
            ("title", "Fördelning 2023"),
            ("year", "2023"),
            ("model", "modell-2023"),
        ],
    )
    .await;
}

async fn a_coordinator_builds_document_003_by_hand(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let html = page(&db, &coordinator(&db).await, "/fordelning/fordelning-2023").await;
    assert!(
        html.contains("1 200 000 kr") && html.contains("30,00 % av 1 000 000 kr"),
        "{html}"
    );
    assert!(
        html.contains("efter folkmängd 31 december året före budgetåret"),
        "{html}"
    );
    let adopt = [
        ("body", "Rådet"),
        ("date", "2022-11-25"),
        ("paragraph", "§ 3"),
        ("revision", "1"),
    ];
    submit(&db, "/fordelning/fordelning-2023/anta", &adopt).await;
    let (status, html) = post(
        &db,
        &coordinator(&db).await,
        "/fordelning/fordelning-2023/anta",
        &adopt,
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let html = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    assert!(
        html.contains("låst") && !html.contains("/ny-regel"),
        "{html}"
    );
    assert_eq!(
        get(&db, &Actor::Public, "/fordelning/fordelning-2023")
            .await
            .0,
        StatusCode::NOT_FOUND
    );
    submit(
        &db,
        "/fordelning/fordelning-2023/visning",
        &[("what", "publish")],
    )
    .await;
    page(&db, &Actor::Public, "/fordelning/fordelning-2023").await;
}

async fn wrong_percentages_come_back_at_their_field(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let (status, html) = post(
        &db,
        &coordinator(&db).await,
        "/modeller/modell-2023/regler/kommunerna?form=share",
        &[
            ("name", "Kommunerna"),
            ("takers", "listed"),
            ("parties", "aneby-kommun"),
            ("parties", "eksjo-kommun"),
            ("base", "rest"),
            ("measures.0.measure", "percentages"),
            ("shares.0.party", "aneby-kommun"),
            ("shares.0.share_1", "60"),
            ("shares.1.party", "eksjo-kommun"),
            ("shares.1.share_1", "39,9"),
            ("revision", "3"),
        ],
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("href=\"#field-shares\""), "{html}");
    assert!(
        html.contains("Andelarna blir 99,90 %") && html.contains("value=\"39,9\""),
        "{html}"
    );
}

async fn a_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let mut counts = Vec::new();
    for _ in 0..2 {
        let before = db.query_count();
        page(&db, &Actor::Public, "/fordelning/2021").await;
        counts.push(db.query_count() - before);
        build_by_hand_once(&db, counts.len()).await;
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 20, "{counts:?}");
}

async fn build_by_hand_once(db: &Db, time: usize) {
    if time == 1 {
        build_by_hand(db).await;
    }
}

async fn html_in_a_name_is_only_text(db: Db) {
    world(&db).await;
    submit(
        &db,
        "/budget/ny",
        &[
            ("year", "2023"),
            ("title", "<script>alert(1)</script>"),
            ("parts.0.name", "<b>Del</b>"),
            ("parts.0.kind", "running"),
        ],
    )
    .await;
    let html = page(&db, &coordinator(&db).await, "/budget/2023").await;
    assert!(
        !html.contains("<script>") && !html.contains("<b>Del"),
        "{html}"
    );
}

async fn tables_can_be_downloaded(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let csv = page(
        &db,
        &Actor::Public,
        "/fordelning/2021?tabell=fordelning&format=csv",
    )
    .await;
    assert!(
        csv.contains("Aneby kommun") && csv.contains("82859"),
        "{csv}"
    );
    for path in [
        "/modeller?tabell=modeller",
        "/fordelning/2021/region-jonkopings-lan?tabell=delar",
        "/budget/2021?tabell=delar",
    ] {
        let csv = page(&db, &Actor::Public, &format!("{path}&format=csv")).await;
        assert!(csv.starts_with('\u{feff}'), "{path}: {csv}");
    }
    let xlsx = page(
        &db,
        &Actor::Public,
        "/budget/2021?tabell=budget&format=xlsx",
    )
    .await;
    assert!(xlsx.starts_with("PK"));
}
