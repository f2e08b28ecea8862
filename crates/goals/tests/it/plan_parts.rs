//! A plan has a page for each of its parts, and all of it on one page.

use crate::pages::{PLAN, get, publish};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_goals::actions::*;
use samverk_goals::model::TitledText;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_front_answers_how_it_is_going_and_leads_to_the_parts,
    a_part_has_a_page_of_its_own_between_its_neighbours,
    the_whole_is_one_click_away,
    a_part_that_is_not_there_is_not_found,
    the_goal_of_the_year_stands_on_the_time_plan_and_what_is_late_is_marked,
);

const CHAPTER: &str = "Så arbetar rådet tillsammans.";
const PURPOSE: &str = "Att lära";

async fn with_texts(db: &Db) {
    world(db).await;
    let tx = db.begin("texts").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let text = |title: &str, text: &str| TitledText {
        title: title.into(),
        text: text.into(),
    };
    let texts = TextsDraft {
        summary: "Kort sagt".into(),
        vision: "Ett öppet län".into(),
        sections: vec![text("Arbetssätt", CHAPTER), text("Organisation", "Grupper")],
        appendices: vec![text("Ordlista", "Ord")],
        seen: at.versions[0].revision,
        ..TextsDraft::default()
    };
    save_texts(&tx, &SYSTEM, &at, 1, texts).await.unwrap();
    tx.commit().await.unwrap();
    publish(db).await;
}

async fn read(db: &Db, rest: &str) -> String {
    let (status, page) = get(db, &Actor::Public, &format!("{PLAN}{rest}")).await;
    assert_eq!(status, StatusCode::OK, "{rest}: {page}");
    page
}

async fn the_front_answers_how_it_is_going_and_leads_to_the_parts(db: Db) {
    with_texts(&db).await;
    let page = read(&db, "").await;
    let at = |words: &str| {
        page.find(words)
            .unwrap_or_else(|| panic!("{words}: {page}"))
    };
    let how = at("1 av 1");
    assert!(how < at("Kort sagt"), "the answer comes first: {page}");
    for part in [
        "vision",
        "kapitel-1",
        "omrade-kompetens",
        "insatser",
        "bilaga-1",
    ] {
        at(&format!("href=\"{PLAN}/delar/{part}\""));
    }
    at(&format!("{PLAN}/delar/omrade-kompetens#mal-alla-kan"));
    at("Alla kan");
    assert!(!page.contains(CHAPTER) && !page.contains(PURPOSE), "{page}");
    let older = read(&db, "/versioner/1").await;
    let part = format!("href=\"{PLAN}/versioner/1/delar/kapitel-1\"");
    assert!(
        older.contains(&part),
        "a version leads to its own parts: {older}"
    );
}

async fn a_part_has_a_page_of_its_own_between_its_neighbours(db: Db) {
    with_texts(&db).await;
    let page = read(&db, "/delar/kapitel-2").await;
    assert!(
        page.contains("Grupper") && !page.contains(CHAPTER),
        "{page}"
    );
    for (rel, part) in [("prev", "kapitel-1"), ("next", "omrade-kompetens")] {
        let link = format!("rel=\"{rel}\" href=\"{PLAN}/delar/{part}\"");
        assert!(page.contains(&link), "{link}: {page}");
    }
    let here = format!("href=\"{PLAN}/delar/kapitel-2\" aria-current=\"page\"");
    assert!(page.contains(&here), "{page}");
    let area = read(&db, "/delar/omrade-kompetens").await;
    assert!(
        area.contains(PURPOSE) && area.contains("id=\"mal-alla-kan\""),
        "{area}"
    );
    let (status, _) = get(
        &db,
        &Actor::Public,
        &format!("{PLAN}/delar/uppfoljning?tabell=indikatorer&format=csv"),
    )
    .await;
    assert_eq!(status, StatusCode::OK);
}

async fn the_whole_is_one_click_away(db: Db) {
    with_texts(&db).await;
    let front = read(&db, "").await;
    assert!(front.contains(&format!("href=\"{PLAN}/hela\"")), "{front}");
    let page = read(&db, "/hela").await;
    let places = [
        "Ett öppet län",
        CHAPTER,
        PURPOSE,
        "id=\"uppfoljning\"",
        "Ordlista",
    ];
    let places = places.map(|words| {
        page.rfind(words)
            .unwrap_or_else(|| panic!("{words}: {page}"))
    });
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("href=\"#kapitel-2\"") && page.contains("id=\"kapitel-2\""));
}

async fn a_part_that_is_not_there_is_not_found(db: Db) {
    with_texts(&db).await;
    for rest in [
        "/delar/kapitel-3",
        "/delar/omrade-annat",
        "/versioner/2/delar/kapitel-1",
        "/versioner/9/hela",
    ] {
        let (status, _) = get(&db, &Actor::Public, &format!("{PLAN}{rest}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{rest}");
    }
}

async fn the_goal_of_the_year_stands_on_the_time_plan_and_what_is_late_is_marked(db: Db) {
    with_texts(&db).await;
    let tx = db.begin("years").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let mut draft = goal("Några kan", at.versions[0].revision);
    let mut now = draft.years[0].clone();
    now.year = 2026;
    now.text = "Alla kan i år".into();
    draft.years.push(now);
    save_goal(&tx, &SYSTEM, &at, 1, Some("alla-kan"), draft)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let add = async |name: &str, status: &str, to: &str| {
        let form = [
            ("name", name),
            ("status", status),
            ("goal", "alla-kan"),
            ("from", "2025-01-01"),
            ("to", to),
        ];
        let path = format!("{PLAN}/insatser/ny");
        let (status, to) = crate::pages::post(&db, &SYSTEM, &path, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    };
    add("Utbildning", "ongoing", "2025-02-01").await;
    add("Avslutad", "done", "2025-02-01").await;
    add("Kommande", "planned", "2099-02-01").await;
    let page = read(&db, "/tidplan").await;
    assert!(
        page.contains("Alla kan i år") && !page.contains("Några kan"),
        "{page}"
    );
    assert!(page.contains("En insats är försenad"), "{page}");
    // In the picture and in the table.
    assert!(page.matches("Pågår, försenad").count() >= 2, "{page}");
    assert!(!page.contains("Klar, försenad") && !page.contains("Planerad, försenad"));
}
