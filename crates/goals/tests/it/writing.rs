//! A coordinator writes a plan in the browser.

use crate::pages::{PLAN, get, opened, post};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_goals::actions::*;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_coordinator_writes_a_plan_in_the_browser,
    markup_in_texts_is_shown_as_text,
    what_is_wrong_comes_back_with_what_was_typed,
);

async fn a_coordinator_writes_a_plan_in_the_browser(db: Db) {
    let world = world(&db).await;
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    let form = [
        ("title", "Ny plan"),
        ("from", "2028-01-01"),
        ("to", "2029-12-31"),
    ];
    let (status, to) = post(&db, &coordinator, "/samverkan/radet/planer/ny", &form).await;
    assert_eq!(
        (status, to.as_str()),
        (
            StatusCode::SEE_OTHER,
            "/samverkan/radet/planer/ny-plan?notis=saved"
        )
    );
    let version = "/samverkan/radet/planer/ny-plan/versioner/1";
    let seen = opened(&db, &coordinator, &format!("{version}/text")).await;
    let form = [
        ("summary", "Kort sagt"),
        ("revision", seen.as_str()),
        ("sections.0.order", "2"),
        ("sections.0.title", "Sedan"),
        ("sections.0.text", "B"),
        ("sections.1.order", "1"),
        ("sections.1.title", "Först"),
        ("sections.1.text", "A"),
    ];
    assert_eq!(
        post(&db, &coordinator, &format!("{version}/text"), &form)
            .await
            .0,
        StatusCode::SEE_OTHER
    );
    let form = [
        ("name", "Data"),
        ("revision", "2"),
        ("catalogue_goals", "utveckling-i-en-digital-tid:M11"),
        ("catalogue_goals", "utveckling-i-en-digital-tid:M2"),
    ];
    let added = post(
        &db,
        &coordinator,
        &format!("{version}/fokusomraden/ny"),
        &form,
    )
    .await;
    assert_eq!(added.0, StatusCode::SEE_OTHER, "{}", added.1);
    let form = [
        ("focus_area", "data"),
        ("revision", "3"),
        ("years.0.year", "2028"),
        ("years.0.text", "Allt delas"),
        ("years.0.catalogue_goals", "M11"),
        ("years.1.year", "2029"),
    ];
    let added = post(&db, &coordinator, &format!("{version}/mal/ny"), &form).await;
    assert_eq!(added.0, StatusCode::SEE_OTHER, "{}", added.1);
    let (_, page) = get(&db, &coordinator, "/samverkan/radet/planer/ny-plan/hela").await;
    for words in [
        "Kort sagt",
        "Allt delas",
        "M2 (namnet är inte känt)",
        "(M11)",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.find("Först") < page.find("Sedan"));
    let form = [
        ("body", "Rådet"),
        ("date", "2026-11-20"),
        ("published", "true"),
        ("revision", "4"),
    ];
    let adopted = post(&db, &coordinator, &format!("{version}/anta"), &form).await;
    assert_eq!(adopted.0, StatusCode::SEE_OTHER, "{}", adopted.1);
    let twice = post(&db, &coordinator, &format!("{version}/anta"), &form).await;
    assert_eq!(twice.0, StatusCode::CONFLICT);
    let (_, page) = get(&db, &Actor::Public, "/samverkan/radet/planer/ny-plan").await;
    assert!(
        page.contains("Rådet <span class=\"unbroken\">2026-11-20"),
        "{page}"
    );
}

async fn markup_in_texts_is_shown_as_text(db: Db) {
    world(&db).await;
    let nasty = "<script>alert(1)</script>";
    let tx = db.begin("nasty").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let texts = TextsDraft {
        summary: nasty.into(),
        vision: nasty.into(),
        seen: 3,
        ..TextsDraft::default()
    };
    save_texts(&tx, &SYSTEM, &at, 1, texts).await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    save_goal(&tx, &SYSTEM, &at, 1, Some("alla-kan"), goal(nasty, 4))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for path in [
        "",
        "/hela",
        "/delar/vision",
        "/delar/omrade-kompetens",
        "/jamfor",
        "/versioner/1/text",
        "/versioner/1/mal/alla-kan",
        "/indikatorer/ny",
    ] {
        let (status, page) = get(&db, &SYSTEM, &format!("{PLAN}{path}")).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!page.contains("<script>"), "{path}: {page}");
    }
}

async fn what_is_wrong_comes_back_with_what_was_typed(db: Db) {
    world(&db).await;
    let form = [
        ("focus_area", "kompetens"),
        ("revision", "3"),
        ("owner", "Någon"),
        ("years.0.year", "2025"),
        ("years.0.text", "Nytt"),
        ("years.0.catalogue_goals", "M99"),
    ];
    let (status, page) = post(&db, &SYSTEM, &format!("{PLAN}/versioner/1/mal/ny"), &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("M99")
            && page.contains("Någon")
            && page.contains("#cell-years-0-catalogue_goals"),
        "{page}"
    );
    let form = [
        ("date", "2026-03-01"),
        ("value", "50"),
        ("numerator", "1"),
        ("denominator", "4"),
    ];
    let add = [
        ("goal", "alla-kan"),
        ("name", "Andel"),
        ("unit", "%"),
        ("direction", "up"),
    ];
    post(&db, &SYSTEM, &format!("{PLAN}/indikatorer/ny"), &add).await;
    let (status, page) = post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/andel/matning"),
        &form,
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("ger 25 %"), "{page}");
}
