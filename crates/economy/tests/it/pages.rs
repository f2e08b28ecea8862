use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

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
        "Kommunerna delar på det som är kvar",
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
        "13 rader följer sina procenttal",
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
        let path = format!("/samverkan/grannen/{path}");
        let answer = site(&db, &coordinator(&db).await).get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
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
        "/budget/2021?tabell=budget",
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
