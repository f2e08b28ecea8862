//! What serves the strategies, the activities over time, and how the goals stand.

use crate::pages::{PLAN, get, post, publish};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_fields::{KindCode, Line, Lines, One, Prose, Reference, Rows, Year};
use samverk_foundation::Actor;
use samverk_foundation::Key;
use samverk_goals::actions::*;
use samverk_goals::catalogues::{CATALOGUE, Catalogue, CatalogueGoal, list_catalogues};
use samverk_goals::model::{ActivityStatus, GoalRef};
use samverk_goals::{ACTIVITY, Activity, INDICATOR, Indicator, Target};
use samverk_kept::{Installation, Seen};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_strategy_shows_what_serves_it_and_what_nothing_serves,
    what_serves_a_goal_serves_its_successor_and_says_so,
    the_time_plan_shows_open_dates_as_open,
    the_time_plan_is_narrowed_by_status_responsible_and_area,
    the_board_shows_red_goals_first,
    the_pages_are_only_about_what_the_reader_may_see,
    the_new_pages_ask_the_same_number_of_questions,
);

const COVERAGE: &str = "/samverkan/radet/planer/2025-2027/tackning";
const SCHEDULE: &str = "/samverkan/radet/planer/2025-2027/tidplan";
const BOARD: &str = "/samverkan/radet/mal";
const SKR: &str = "utveckling-i-en-digital-tid";

async fn page(db: &Db, path: &str) -> String {
    let (status, page) = get(db, &SYSTEM, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {page}");
    assert!(!page.contains('⟦'), "{path} lacks words");
    assert_eq!(page.matches("<h1").count(), 1, "{path}");
    page
}

/// The part of a page between two words.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page
        .split_once(from)
        .unwrap_or_else(|| panic!("{from}: {page}"));
    rest.split(to).next().unwrap()
}

async fn a_strategy_shows_what_serves_it_and_what_nothing_serves(db: Db) {
    world(&db).await;
    let tx = db.begin("goal").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let mut draft = goal("Alla delar data", 3);
    draft.years[0].catalogue_goals = vec![GoalRef::parse(&format!("{SKR}:M3")).unwrap()];
    save_goal(&tx, &SYSTEM, &at, 1, None, draft).await.unwrap();
    tx.commit().await.unwrap();

    let shown = page(&db, COVERAGE).await;
    assert!(shown.contains("<svg"), "{shown}");
    assert!(shown.contains("1 av 16 mål i strategin stöds"), "{shown}");
    let unserved = between(&shown, "Mål som inget stöder", "Strategins mål och planens");
    assert!(
        unserved.contains("M4 ") && !unserved.contains("M3 "),
        "{unserved}"
    );
    let matrix = between(&shown, "id=\"tackning\"", "stod-rubrik\">Vad");
    assert!(
        matrix.contains(&format!(
            "?katalog={SKR}&#38;mal=M3&#38;omrade=kompetens#stod-rubrik"
        )),
        "the count leads on: {matrix}"
    );
    let narrowed = page(
        &db,
        &format!("{COVERAGE}?katalog={SKR}&mal=M3&omrade=kompetens"),
    )
    .await;
    let details = between(&narrowed, "id=\"stod\"", "</table>");
    assert!(
        details.contains("#mal-alla-delar-data") && details.contains("Fokusområdet självt"),
        "{details}"
    );
    let other = page(
        &db,
        &format!("{COVERAGE}?katalog=nationell-digitaliseringsstrategi-2017"),
    )
    .await;
    assert!(
        other.contains("0 av 5 mål") && other.contains("Inget i planen stöder"),
        "{other}"
    );

    let csv = page_text(
        &db,
        &format!("{COVERAGE}?katalog={SKR}&tabell=tackning&format=csv"),
    )
    .await;
    let line = csv.lines().find(|line| line.starts_with("M3 ")).unwrap();
    assert!(line.contains(";Stöds;2;2"), "{csv}");
    let unknown = get(&db, &SYSTEM, &format!("{COVERAGE}?katalog=finns-inte")).await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
    let file = get(&db, &SYSTEM, &format!("{COVERAGE}?tabell=stod&format=xlsx")).await;
    assert_eq!(file.0, StatusCode::OK);
}

async fn page_text(db: &Db, path: &str) -> String {
    let (status, text) = get(db, &SYSTEM, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    text
}

/// `ny-utgava` follows SKR's strategy; M3 became N1 there.
async fn succeed(db: &Db) {
    let tx = db.begin("succeed").await.unwrap();
    let known = list_catalogues(&tx).await.unwrap();
    let old = known.iter().find(|one| one.key.as_str() == SKR).unwrap();
    let goal = |code: &str| CatalogueGoal {
        code: code.into(),
        name: format!("Nytt {code}").into(),
        ..CatalogueGoal::default()
    };
    let at = Installation::seen_by(&SYSTEM);
    let new = Catalogue {
        name: "Ny utgåva".into(),
        goals: Rows(vec![goal("N1"), goal("N2")]),
        ..old.value.clone()
    };
    CATALOGUE
        .save(&tx, &SYSTEM, &at, key("ny-utgava"), &new, Seen::New)
        .await
        .unwrap();
    let next = Reference::to(KindCode::of("catalogue"), key("ny-utgava"));
    let mut changed = Catalogue {
        successor: Some(One::to(next)),
        ..old.value.clone()
    };
    let mut goals = changed.goals.0.iter_mut();
    let m3 = goals.find(|goal| goal.code.to_string() == "M3").unwrap();
    m3.successors = Lines(vec!["N1".into()]);
    let seen = Seen::Revision(old.revision);
    CATALOGUE
        .save(&tx, &SYSTEM, &at, old.key.clone(), &changed, seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn what_serves_a_goal_serves_its_successor_and_says_so(db: Db) {
    world(&db).await;
    succeed(&db).await;
    let shown = page(&db, &format!("{COVERAGE}?katalog=ny-utgava")).await;
    assert!(shown.contains("1 av 2 mål i strategin stöds"), "{shown}");
    let through = between(
        &shown,
        "Räknas genom en tidigare strategi",
        "Strategins mål och planens",
    );
    assert!(through.contains("N1 Nytt N1: planen anger M3"), "{through}");
    assert!(shown.contains("Stöds genom tidigare strategi"));
    let unserved = between(&shown, "Mål som inget stöder", "Räknas genom");
    assert!(
        unserved.contains("N2") && !unserved.contains("N1"),
        "{unserved}"
    );

    let old = page(&db, &format!("{COVERAGE}?katalog={SKR}")).await;
    assert!(
        old.contains("?katalog=ny-utgava"),
        "the way to the successor: {old}"
    );
    let strategy = page(&db, "/strategier/ny-utgava").await;
    assert!(
        strategy.contains("#omrade-kompetens") && strategy.contains("genom M3"),
        "{strategy}"
    );
    assert!(strategy.contains("1 av 2 mål stöds"), "{strategy}");
}

fn activity(name: &str) -> Activity {
    Activity {
        series: "Tidplan april–december".into(),
        name: name.into(),
        focus_area: None,
        goal: None,
        status: ActivityStatus::Planned,
        responsible: Line::default(),
        from: None,
        to: None,
        note: Prose::default(),
    }
}

async fn add(db: &Db, activities: Vec<Activity>) {
    let tx = db.begin("activities").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    for activity in activities {
        let key = Key::from_name(&activity.name);
        ACTIVITY
            .save(&tx, &SYSTEM, &at, key, &activity, Seen::New)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn the_time_plan_shows_open_dates_as_open(db: Db) {
    world(&db).await;
    assert!(page(&db, SCHEDULE).await.contains("Inga insatser att visa"));
    let half = Activity {
        from: Some(day("2026-04-01")),
        status: ActivityStatus::Ongoing,
        goal: Some(key("alla-kan")),
        responsible: "aneby-kommun".into(),
        ..activity("Halvöppen")
    };
    add(&db, vec![activity("Helöppen"), half]).await;
    let shown = page(&db, SCHEDULE).await;
    let picture = between(&shown, "<svg", "</svg>");
    for words in ["Helöppen", "datum inte bestämt", "Halvöppen", "Pågår"] {
        assert!(picture.contains(words), "{words}: {picture}");
    }
    assert!(shown.contains("2 av dem saknar start"), "{shown}");
    let list = between(&shown, "id=\"tidplan\"", "</table>");
    assert_eq!(list.matches("Inte bestämt").count(), 3, "{list}");
    for words in [
        "2026-04-01",
        "Aneby kommun",
        "#mal-alla-kan",
        "/insatser/halvoppen",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
}

async fn the_time_plan_is_narrowed_by_status_responsible_and_area(db: Db) {
    world(&db).await;
    let ongoing = Activity {
        status: ActivityStatus::Ongoing,
        responsible: "Råd & co".into(),
        focus_area: Some(key("kompetens")),
        ..activity("Utbildning")
    };
    add(&db, vec![activity("Kartläggning"), ongoing]).await;
    for (query, wanted) in [
        ("status=ongoing", "Utbildning"),
        ("ansvarig=R%C3%A5d+%26+co", "Utbildning"),
        ("omrade=kompetens", "Utbildning"),
        ("status=planned", "Kartläggning"),
        ("ansvarig=-", "Kartläggning"),
        ("omrade=-", "Kartläggning"),
    ] {
        let csv = page_text(
            &db,
            &format!("{SCHEDULE}?{query}&tabell=tidplan&format=csv"),
        )
        .await;
        assert_eq!(csv.lines().count(), 2, "{query}: {csv}");
        assert!(csv.contains(wanted), "{query}: {csv}");
        let query = query.replace("ansvarig", "responsible");
        let query = query.replace("omrade", "focus_area");
        let shown = page(&db, &format!("{PLAN}/insatser?{query}")).await;
        assert!(shown.contains(&format!("{wanted}</a>")), "{query}: {shown}");
    }
    let narrowed = page(&db, &format!("{SCHEDULE}?ansvarig=R%C3%A5d+%26+co")).await;
    assert!(
        narrowed.contains("format=csv&#38;ansvarig=R%C3%A5d%20%26%20co"),
        "the file holds what is shown: {narrowed}"
    );
    let none = page(&db, &format!("{SCHEDULE}?status=done")).await;
    assert!(none.contains("Visa alla insatser"), "{none}");
}

async fn indicator(db: &Db, goal: &str, value: Option<&str>) {
    let tx = db.begin("indicator").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let target = Target {
        year: Year(2027),
        value: 80.into(),
    };
    let one = Indicator {
        targets: Rows(vec![target]),
        ..measuring(goal, &format!("Andel {goal}"))
    };
    let named = key(&format!("andel-{goal}"));
    let made = INDICATOR
        .save(&tx, &SYSTEM, &at, named, &one, Seen::New)
        .await
        .unwrap();
    if let Some(value) = value {
        let draft = MeasurementDraft {
            date: day("2026-06-01"),
            value: value.parse().unwrap(),
            numerator: None,
            denominator: None,
            note: String::new(),
            on_behalf_of: None,
            confirmed: true,
        };
        record_measurement(&tx, &SYSTEM, &at, &made, draft)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn the_board_shows_red_goals_first(db: Db) {
    world(&db).await;
    let tx = db.begin("goals").await.unwrap();
    for (text, reason, seen) in [
        ("Nått mål", "", 3),
        ("Omätbart mål", "Går inte", 4),
        ("Omätt mål", "", 5),
    ] {
        let at = plan(&tx, &SYSTEM).await;
        let draft = GoalDraft {
            without_indicator: reason.into(),
            ..goal(text, seen)
        };
        save_goal(&tx, &SYSTEM, &at, 1, None, draft).await.unwrap();
    }
    tx.commit().await.unwrap();
    indicator(&db, "natt-mal", Some("85")).await;
    indicator(&db, "omatt-mal", None).await;

    let shown = page(&db, BOARD).await;
    assert!(
        shown.contains("2 av 4 effektmål ligger efter planen eller saknar mätning"),
        "{shown}"
    );
    let rows = between(&shown, "lage-kompetens\">", "</section>");
    let place = |words: &str| {
        rows.find(words)
            .unwrap_or_else(|| panic!("{words}: {rows}"))
    };
    let order = ["Omätt mål", "Alla kan", "Omätbart mål", "Nått mål"].map(place);
    assert!(order.is_sorted(), "{order:?}");
    for words in [
        "Aneby kommun",
        "85 %",
        "2026-06-01",
        "Går inte",
        "data-state=\"reached\"",
    ] {
        assert!(rows.contains(words), "{words}: {rows}");
    }
    let red = page(&db, &format!("{BOARD}?lage=rott")).await;
    assert!(
        !red.contains("Nått mål</a>") && red.contains("Omätt mål</a>"),
        "{red}"
    );
    let csv = page_text(&db, &format!("{BOARD}?lage=reached&tabell=mal&format=csv")).await;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("85 %"), "{csv}");
    let unknown = get(&db, &SYSTEM, &format!("{BOARD}?plan=finns-inte")).await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
}

async fn the_pages_are_only_about_what_the_reader_may_see(db: Db) {
    world(&db).await;
    let public = Actor::Public;
    for path in [COVERAGE, SCHEDULE] {
        assert_eq!(
            get(&db, &public, path).await.0,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let (status, board) = get(&db, &public, BOARD).await;
    assert_eq!(status, StatusCode::OK);
    assert!(board.contains("Det finns ingen plan att visa") && !board.contains("Alla kan"));
    publish(&db).await;
    for path in [COVERAGE, SCHEDULE, BOARD] {
        let (status, page) = get(&db, &public, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!page.contains("/insatser/ny"), "{path}");
    }
    for path in ["tackning", "tidplan"] {
        let other = format!("/samverkan/grannen/planer/2025-2027/{path}");
        assert_eq!(get(&db, &SYSTEM, &other).await.0, StatusCode::NOT_FOUND);
    }
    let other = get(&db, &SYSTEM, "/samverkan/grannen/mal?plan=2025-2027").await;
    assert_eq!(other.0, StatusCode::NOT_FOUND);
}

async fn the_new_pages_ask_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let count = async |path: &str| {
        let before = db.query_count();
        page(&db, path).await;
        db.query_count() - before
    };
    let mut small = Vec::new();
    for path in [COVERAGE, SCHEDULE, BOARD] {
        small.push(count(path).await);
    }
    let names = ["Ett", "Två", "Tre", "Fyra"];
    add(&db, names.iter().map(|name| activity(name)).collect()).await;
    for (name, seen) in names.iter().zip(3..) {
        let tx = db.begin("goal").await.unwrap();
        let at = plan(&tx, &SYSTEM).await;
        let made = save_goal(&tx, &SYSTEM, &at, 1, None, goal(name, seen))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        indicator(&db, made.as_str(), Some("50")).await;
    }
    let form = [
        ("title", "En till"),
        ("from", "2030-01-01"),
        ("to", "2031-12-31"),
    ];
    post(&db, &SYSTEM, "/samverkan/radet/planer/ny", &form).await;
    let large = [
        COVERAGE.to_owned(),
        SCHEDULE.to_owned(),
        format!("{BOARD}?plan=2025-2027"),
    ];
    for (path, small) in large.iter().zip(small) {
        assert_eq!(count(path).await, small, "{path}");
    }
}
