//! However much is said, it is read page by page, in the same number of questions.

use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Role;
use samverk_talk::store::list_all_comments;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    many_comments_are_read_page_by_page,
    every_question_that_waits_can_be_read,
    many_answers_are_read_page_by_page,
    the_way_to_a_comment_leads_to_it_however_much_is_said,
    of_many_changes_the_latest_are_shown,
    a_page_asks_the_same_number_of_questions,
);

async fn many_comments_are_read_page_by_page(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let mut ids = Vec::new();
    for number in 1..=45 {
        let text = format!("Nummer {number}.");
        ids.push(say(&db, &world, &member, &[("text", text.as_str()), TO_ALL]).await);
    }
    let latest = page(&db, &member, &world.talk("")).await;
    assert!(
        latest.find("Nummer 26.") < latest.find("Nummer 45."),
        "newest last"
    );
    assert!(!latest.contains("Nummer 25."), "{latest}");
    let earlier = world.talk(&format!("?fore={}", ids[25]));
    assert!(latest.contains(&earlier), "{latest}");
    let earlier = page(&db, &member, &earlier).await;
    assert!(
        earlier.contains("Nummer 6.") && earlier.contains("Nummer 25."),
        "{earlier}"
    );
    let first = page(&db, &member, &world.talk(&format!("?fore={}", ids[5]))).await;
    assert!(
        first.contains("Nummer 1.") && earlier_link(&world, &first).is_none(),
        "{first}"
    );
}

async fn every_question_that_waits_can_be_read(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    for number in 1..=75 {
        let text = format!("Fråga {number}.");
        let form = [("text", text.as_str()), TO_ALL, ("question", "true")];
        say(&db, &world, &member, &form).await;
    }
    let mut read = String::new();
    let mut next = Some(String::new());
    while let Some(query) = next.take() {
        let html = page(&db, &member, &world.talk(&query)).await;
        next = earlier_link(&world, &html);
        read.push_str(&html);
    }
    for number in 1..=75 {
        let times = read.matches(&format!("Fråga {number}.")).count();
        assert_eq!(times, 1, "{number}");
    }
}

async fn many_answers_are_read_page_by_page(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let ids = [
        say(&db, &world, &member, &[("text", "Ena"), TO_ALL]).await,
        say(&db, &world, &member, &[("text", "Andra"), TO_ALL]).await,
    ];
    for number in 1..=25 {
        for id in &ids {
            let text = format!("Svar {number}.");
            let path = world.talk(&format!("/{id}/svara"));
            post(&db, &member, &path, &[("text", text.as_str())]).await;
        }
    }
    let html = page(&db, &member, &world.talk("")).await;
    assert_eq!(html.matches("Svar 25.").count(), 2, "{html}");
    assert_eq!(html.matches("Svar 6.").count(), 2);
    assert_eq!(html.matches("Svar 5.").count(), 0);
    let earlier = html.split(&format!("?svar={}", ids[0])).nth(1).unwrap();
    let rest = earlier.split('"').next().unwrap().replace("&#38;", "&");
    let earlier = world.talk(&format!("?svar={}{rest}", ids[0]));
    let html = page(&db, &member, &earlier).await;
    assert_eq!(html.matches("Svar 5.").count(), 1, "{html}");
    assert!(
        html.contains("Svar 1.") && !html.contains("Svar 6."),
        "{html}"
    );
    let stranger = coordinator(&db, "Cia Öst", world.neighbour).await;
    let (status, _) = get(&db, &stranger, &earlier).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn the_way_to_a_comment_leads_to_it_however_much_is_said(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let first = say(&db, &world, &member, &[("text", "Det första"), TO_ALL]).await;
    for number in 1..=25 {
        let text = format!("Svar {number}.");
        let path = world.talk(&format!("/{first}/svara"));
        post(&db, &member, &path, &[("text", text.as_str())]).await;
        let text = format!("Annat {number}.");
        say(&db, &world, &member, &[("text", &text), TO_ALL]).await;
    }
    let html = page(&db, &member, &world.talk("")).await;
    assert!(!html.contains("Det första"), "it lies deeper: {html}");
    let tx = db.read().await.unwrap();
    let all = list_all_comments(&tx).await.unwrap();
    drop(tx);
    let wanted = |text: &str| all.iter().find(|one| one.text == text).unwrap();
    for text in ["Det första", "Svar 1.", "Svar 25.", "Annat 1.", "Annat 25."] {
        let one = wanted(text);
        let href = one.href();
        let (path, place) = href.split_once('#').unwrap();
        let html = page(&db, &member, path).await;
        assert_eq!(place, format!("kommentar-{}", one.id));
        assert!(html.contains(&format!("id=\"{place}\"")), "{text}: {html}");
        assert!(html.contains("Allt som är sagt"), "{html}");
    }
    let stranger = coordinator(&db, "Cia Öst", world.neighbour).await;
    let hidden = wanted("Svar 1.").href();
    assert_eq!(get(&db, &stranger, &hidden).await.0, StatusCode::NOT_FOUND);
    let gone = world.talk("?visa=01890000-0000-7000-8000-000000000000");
    assert_eq!(get(&db, &member, &gone).await.0, StatusCode::NOT_FOUND);
}

async fn of_many_changes_the_latest_are_shown(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(&db, &world, &member, &[("text", "Text 0."), TO_ALL]).await;
    let path = world.talk(&format!("/{id}/redigera"));
    for number in 1..=25 {
        let (text, revision) = (format!("Text {number}."), number.to_string());
        let form = [("text", text.as_str()), ("revision", revision.as_str())];
        let (status, told) = post(&db, &member, &path, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let html = page(&db, &member, &world.talk("")).await;
    assert!(
        html.contains("Text 25.") && html.contains("Text 5."),
        "{html}"
    );
    assert!(!html.contains("Text 4."), "{html}");
}

async fn a_page_asks_the_same_number_of_questions(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    say(&db, &world, &member, &[("text", "En"), TO_ALL]).await;
    let asked = async || {
        let before = db.query_count();
        page(&db, &member, "/samverkan/radet/behov/kunna").await;
        db.query_count() - before
    };
    let one = asked().await;
    for number in 0..12 {
        let question = ("question", if number % 2 == 0 { "true" } else { "" });
        let id = say(&db, &world, &member, &[("text", "Mer"), TO_ALL, question]).await;
        let path = world.talk(&format!("/{id}/svara"));
        post(&db, &member, &path, &[("text", "Svar")]).await;
    }
    assert_eq!(asked().await, one);
}

/// What the page's link to earlier comments asks.
fn earlier_link(world: &World, html: &str) -> Option<String> {
    let link = format!("href=\"{}?fore=", world.talk(""));
    let id = html.split(&link).nth(1)?.split('"').next()?;
    Some(format!("?fore={id}"))
}
