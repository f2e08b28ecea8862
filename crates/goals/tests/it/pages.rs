use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_goals::INDICATOR;
use samverk_goals::actions::*;
use samverk_kept::Seen;
use samverk_testing::site::{self, Site};
use samverk_web::{Module, TextSource};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_public_sees_only_what_is_published,
    an_indicator_is_read_with_the_versions_that_have_its_goal,
    every_page_has_its_words,
    a_page_asks_the_same_number_of_questions,
    an_address_of_another_collaboration_is_404,
);

pub fn words() -> Vec<TextSource> {
    site::words(&[
        samverk_web::module(),
        samverk_kept::module(),
        samverk_parties::module(),
        samverk_goals::module(),
    ])
}

fn site(db: &Db, actor: &Actor) -> Site {
    let module = Module {
        told_forms: samverk_kept::told_forms(samverk_goals::KINDS),
        ..samverk_goals::module()
    };
    Site::new(db, actor, &[module], &words())
}

/// A page, or where it leads.
pub async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    site(db, actor).get(path).await.told()
}

pub async fn post(
    db: &Db,
    actor: &Actor,
    path: &str,
    form: &[(&str, &str)],
) -> (StatusCode, String) {
    site(db, actor).post(path, form).await.told()
}

/// What the hidden field of a form says of the state that was opened.
pub fn revision_in(page: &str) -> String {
    let start = "name=\"revision\" value=\"";
    let (_, rest) = page
        .split_once(start)
        .unwrap_or_else(|| panic!("no revision: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Opens a form.
pub async fn opened(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, page) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {page}");
    revision_in(&page)
}

pub const PLAN: &str = "/samverkan/radet/planer/2025-2027";

pub async fn publish(db: &Db) {
    let tx = db.begin("publish").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    publish_version(&tx, &SYSTEM, &at, 1, seen, (String::new(), true))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn the_public_sees_only_what_is_published(db: Db) {
    let world = world(&db).await;
    let public = Actor::Public;
    assert_eq!(get(&db, &public, PLAN).await.0, StatusCode::NOT_FOUND);
    let (_, list) = get(&db, &public, "/samverkan/radet/planer").await;
    assert!(!list.contains("/planer/2025-2027"), "{list}");
    let (_, strategy) = get(&db, &public, "/strategier/utveckling-i-en-digital-tid").await;
    assert!(
        !strategy.contains("#omrade-kompetens"),
        "drafts do not count as coverage"
    );
    let reader = person(&[], &[(world.party, Role::Reader)]);
    assert_eq!(get(&db, &reader, PLAN).await.0, StatusCode::OK);

    publish(&db).await;
    let (status, page) = get(&db, &public, PLAN).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Alla kan") && !page.contains("/redigera"),
        "{page}"
    );
    let (_, strategy) = get(&db, &public, "/strategier/utveckling-i-en-digital-tid").await;
    assert!(strategy.contains("#omrade-kompetens") && strategy.contains("Namnet är inte känt"));

    let tx = db.begin("next").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    adopt_plan(&tx, &SYSTEM, &at, 1, adoption(at.versions[0].revision))
        .await
        .unwrap();
    new_version(&tx, &SYSTEM, &plan(&tx, &SYSTEM).await, "Hemlig")
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    save_goal(&tx, &SYSTEM, &at, 2, None, goal("Bara i utkastet", 1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (_, page) = get(&db, &public, PLAN).await;
    assert!(
        !page.contains("Hemlig") && !page.contains("Bara i utkastet"),
        "{page}"
    );
    let hidden = get(&db, &public, &format!("{PLAN}/versioner/2")).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    let (_, page) = get(&db, &public, &format!("{PLAN}/jamfor")).await;
    assert!(
        page.contains("Det finns bara en version att visa"),
        "{page}"
    );
    let hidden = get(&db, &public, &format!("{PLAN}/jamfor?fran=1&till=2")).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    let (_, page) = get(&db, &reader, PLAN).await;
    assert!(page.contains("Bara i utkastet"));
}

async fn an_indicator_is_read_with_the_versions_that_have_its_goal(db: Db) {
    world(&db).await;
    publish(&db).await;
    let tx = db.begin("next").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let one = measuring("alla-kan", "Andel");
    INDICATOR
        .save(&tx, &SYSTEM, &at, key("andel"), &one, Seen::New)
        .await
        .unwrap();
    adopt_plan(&tx, &SYSTEM, &at, 1, adoption(at.versions[0].revision))
        .await
        .unwrap();
    new_version(&tx, &SYSTEM, &plan(&tx, &SYSTEM).await, "")
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    remove_goal(&tx, &SYSTEM, &at, 2, "alla-kan", 1)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let public = Actor::Public;
    let shows = async |number: i64, published: bool| {
        let tx = db.begin("show").await.unwrap();
        let at = plan(&tx, &SYSTEM).await;
        let seen = at.version(number).unwrap().revision;
        publish_version(&tx, &SYSTEM, &at, number, seen, (String::new(), published))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    shows(2, true).await;
    // The page of the version in force leads there; that of the later draft does not.
    let here = format!("{PLAN}/indikatorer/andel");
    let linked = format!("href=\"{here}\"");
    for (path, is_linked) in [
        (PLAN.to_owned(), true),
        (format!("{PLAN}/versioner/2"), false),
    ] {
        let (_, page) = get(&db, &public, &path).await;
        assert_eq!(page.contains(&linked), is_linked, "{path}: {page}");
    }
    let read = async || {
        let tx = db.read().await.unwrap();
        let at = plan(&tx, &public).await;
        let all = INDICATOR.all(&tx, &at).await.unwrap();
        (get(&db, &public, &here).await.0, all.len())
    };
    assert_eq!(read().await, (StatusCode::OK, 1));
    shows(1, false).await;
    assert_eq!(read().await, (StatusCode::NOT_FOUND, 0));
}

async fn every_page_has_its_words(db: Db) {
    world(&db).await;
    let form = [
        ("goal", "alla-kan"),
        ("name", "Andel"),
        ("unit", "%"),
        ("direction", "up"),
        ("targets.0.year", "2026"),
        ("targets.0.value", "80"),
    ];
    let (status, to) = post(&db, &SYSTEM, &format!("{PLAN}/indikatorer/ny"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let form = [
        ("date", "2026-03-01"),
        ("numerator", "1"),
        ("denominator", "4"),
    ];
    let (status, to) = post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/andel/matning"),
        &form,
    )
    .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let form = [
        ("name", "Utbildning"),
        ("status", "ongoing"),
        ("focus_area", "kompetens"),
    ];
    let (status, to) = post(&db, &SYSTEM, &format!("{PLAN}/insatser/ny"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    for path in [
        "/samverkan/radet/planer",
        "/samverkan/radet/planer/ny",
        PLAN,
        &format!("{PLAN}/hela"),
        &format!("{PLAN}/versioner/1/hela"),
        &format!("{PLAN}/delar/omrade-kompetens"),
        &format!("{PLAN}/versioner/1/delar/uppfoljning"),
        &format!("{PLAN}/redigera"),
        &format!("{PLAN}/ta-bort"),
        &format!("{PLAN}/jamfor"),
        &format!("{PLAN}/insatser?status=ongoing&focus_area=kompetens"),
        &format!("{PLAN}/insatser/ny"),
        &format!("{PLAN}/insatser/utbildning"),
        &format!("{PLAN}/insatser/utbildning/ta-bort"),
        &format!("{PLAN}/indikatorer?goal=alla-kan&ordning=-name"),
        &format!("{PLAN}/indikatorer/ny"),
        &format!("{PLAN}/indikatorer/andel"),
        &format!("{PLAN}/indikatorer/andel/redigera"),
        &format!("{PLAN}/indikatorer/andel/ta-bort"),
        &format!("{PLAN}/indikatorer/andel/matning"),
        &format!("{PLAN}/versioner/1"),
        &format!("{PLAN}/versioner/ny"),
        &format!("{PLAN}/versioner/1/text"),
        &format!("{PLAN}/versioner/1/fokusomraden/ny"),
        &format!("{PLAN}/versioner/1/fokusomraden/kompetens"),
        &format!("{PLAN}/versioner/1/fokusomraden/kompetens/ta-bort"),
        &format!("{PLAN}/versioner/1/mal/ny?omrade=kompetens"),
        &format!("{PLAN}/versioner/1/mal/alla-kan"),
        &format!("{PLAN}/versioner/1/mal/alla-kan/ta-bort"),
        &format!("{PLAN}/versioner/1/remiss"),
        &format!("{PLAN}/versioner/1/utkast"),
        &format!("{PLAN}/versioner/1/ta-bort"),
        &format!("{PLAN}/versioner/1/publicera"),
        &format!("{PLAN}/versioner/1/anta"),
        "/strategier",
        "/strategier/ny",
        "/strategier/utveckling-i-en-digital-tid",
        "/strategier/utveckling-i-en-digital-tid/redigera",
    ] {
        let (status, page) = get(&db, &SYSTEM, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        let missing = page
            .split_once('⟦')
            .map(|(_, rest)| rest.split('⟧').next().unwrap());
        assert_eq!(missing, None, "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
    }
    let (_, list) = get(&db, &SYSTEM, &format!("{PLAN}/indikatorer?ordning=name")).await;
    for told in [
        "25 %",
        "aria-sort=\"ascending\"",
        "/indikatorer/andel/redigera",
    ] {
        assert!(list.contains(told), "{told}: {list}");
    }
    let shares = "/strategier?tabell=strategier&format=csv";
    let (_, shares) = get(&db, &SYSTEM, shares).await;
    let told = "Antal mål;Mål som stöds";
    assert!(shares.lines().next().unwrap().ends_with(told), "{shares}");
    let served = |row: &&str| row.starts_with("Utveckling i en digital tid") && row.ends_with(";1");
    assert!(shares.lines().any(|row| served(&row)), "{shares}");
    let (_, page) = get(&db, &SYSTEM, &format!("{PLAN}/indikatorer/andel")).await;
    assert!(page.contains("<svg") && page.contains("25 %"), "{page}");
    for file in [
        "?tabell=effektmal&format=csv",
        "?tabell=insatser-1&format=csv",
        "?tabell=versioner&format=xlsx",
        "/insatser?tabell=insatser&format=xlsx",
        "/indikatorer?tabell=indikatorer&format=csv",
        "/indikatorer/andel?tabell=matningar&format=csv",
    ] {
        assert_eq!(
            get(&db, &SYSTEM, &format!("{PLAN}{file}")).await.0,
            StatusCode::OK,
            "{file}"
        );
    }
}

async fn a_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let before = db.query_count();
    get(&db, &SYSTEM, PLAN).await;
    let small = db.query_count() - before;
    let tx = db.begin("more").await.unwrap();
    for (name, seen) in [("Ett", 3), ("Två", 4), ("Tre", 5)] {
        let at = plan(&tx, &SYSTEM).await;
        let goal = save_goal(&tx, &SYSTEM, &at, 1, None, goal(name, seen))
            .await
            .unwrap();
        let at = plan(&tx, &SYSTEM).await;
        let indicator = measuring(goal.as_str(), name);
        let named = key(&format!("andel-{goal}"));
        INDICATOR
            .save(&tx, &SYSTEM, &at, named, &indicator, Seen::New)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let before = db.query_count();
    get(&db, &SYSTEM, PLAN).await;
    assert_eq!(db.query_count() - before, small);
}

async fn an_address_of_another_collaboration_is_404(db: Db) {
    world(&db).await;
    for rest in [
        "",
        "/versioner/1",
        "/insatser",
        "/jamfor",
        "/indikatorer/x",
        "/redigera",
    ] {
        let path = format!("/samverkan/grannen/planer/2025-2027{rest}");
        assert_eq!(
            get(&db, &SYSTEM, &path).await.0,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
