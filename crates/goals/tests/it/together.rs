//! Two people who write in the same plan at the same time: the second is told, and nothing is lost.

use crate::pages::{PLAN, get, opened, post, revision_in};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, list_object_events};
use samverk_foundation::{Actor, Role};
use samverk_goals::actions::save_goal;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    whoever_saves_second_reads_what_stands_and_decides,
    different_goals_are_saved_side_by_side,
    a_goal_and_the_texts_around_it_are_saved_side_by_side,
    a_new_goal_above_does_not_move_the_one_being_edited,
);

async fn two_people(db: &Db) -> [Actor; 2] {
    let world = world(db).await;
    [(); 2].map(|()| person(&[(world.council, Role::Coordinator)], &[]))
}

fn form<'a>(text: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("focus_area", "kompetens"),
        ("years.0.year", "2025"),
        ("years.0.text", text),
        ("revision", revision),
    ]
}

async fn goal_texts(db: &Db) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let goals = at.versions[0].content.goals.iter();
    goals.map(|goal| goal.title().to_owned()).collect()
}

async fn add(db: &Db, text: &str, position: Option<usize>) {
    let tx = db.begin("add").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let mut draft = goal(text, at.versions[0].revision);
    draft.position = position;
    save_goal(&tx, &SYSTEM, &at, 1, None, draft).await.unwrap();
    tx.commit().await.unwrap();
}

async fn whoever_saves_second_reads_what_stands_and_decides(db: Db) {
    let [first, second] = two_people(&db).await;
    let path = format!("{PLAN}/versioner/1/mal/alla-kan");
    let (of_first, of_second) = (
        opened(&db, &first, &path).await,
        opened(&db, &second, &path).await,
    );
    let saved = post(&db, &first, &path, &form("Alla får", &of_first)).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.1);

    let (status, page) = post(&db, &second, &path, &form("Alla vill", &of_second)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (above, form_again) = page.split_once("<form class=\"form\"").unwrap();
    assert!(
        above.contains("Någon annan ändrade detta") && above.contains("Så står det nu"),
        "{page}"
    );
    assert!(above.contains("2025 · Alla får"), "what stands: {above}");
    assert!(
        form_again.contains("Alla vill"),
        "what was typed: {form_again}"
    );
    assert_eq!(goal_texts(&db).await[0], "Alla får", "nothing is lost");

    let read = revision_in(&page);
    let saved = post(&db, &second, &path, &form("Alla får och vill", &read)).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.1);
    assert_eq!(goal_texts(&db).await[0], "Alla får och vill");
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let events = list_object_events(&tx, at.plan.id.0, 10).await.unwrap();
    let saved = events
        .iter()
        .filter(|event| event.kind == "plan.goal_saved");
    let people = saved.map(|event| event.person).take(2).collect::<Vec<_>>();
    let id = |actor: &Actor| actor.person().map(|person| person.id);
    assert_eq!(people, [id(&second), id(&first)]);
}

async fn different_goals_are_saved_side_by_side(db: Db) {
    let [first, second] = two_people(&db).await;
    add(&db, "Data delas", None).await;
    let one = format!("{PLAN}/versioner/1/mal/alla-kan");
    let other = format!("{PLAN}/versioner/1/mal/data-delas");
    let (of_first, of_second) = (
        opened(&db, &first, &one).await,
        opened(&db, &second, &other).await,
    );
    for (who, path, text, seen) in [
        (&first, &one, "Alla får", of_first),
        (&second, &other, "Data öppnas", of_second),
    ] {
        let (status, page) = post(&db, who, path, &form(text, &seen)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }
    assert_eq!(goal_texts(&db).await, ["Alla får", "Data öppnas"]);
}

async fn a_goal_and_the_texts_around_it_are_saved_side_by_side(db: Db) {
    let [first, second] = two_people(&db).await;
    let goal = format!("{PLAN}/versioner/1/mal/alla-kan");
    let texts = format!("{PLAN}/versioner/1/text");
    let (of_first, of_second) = (
        opened(&db, &first, &goal).await,
        opened(&db, &second, &texts).await,
    );
    let saved = post(&db, &first, &goal, &form("Alla får", &of_first)).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.1);
    let summary = [("summary", "Kort sagt"), ("revision", of_second.as_str())];
    let saved = post(&db, &second, &texts, &summary).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.1);
    assert_eq!(goal_texts(&db).await, ["Alla får"]);
    let late = [("summary", "Längre"), ("revision", of_second.as_str())];
    let (status, page) = post(&db, &first, &texts, &late).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Kort sagt") && page.contains("Längre"),
        "{page}"
    );
}

async fn a_new_goal_above_does_not_move_the_one_being_edited(db: Db) {
    let [first, _] = two_people(&db).await;
    let path = format!("{PLAN}/versioner/1/mal/alla-kan");
    let seen = opened(&db, &first, &path).await;
    add(&db, "Data delas", Some(1)).await;
    let mut typed = form("Alla får", &seen);
    typed.push(("position", "1"));
    let saved = post(&db, &first, &path, &typed).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.1);
    assert_eq!(goal_texts(&db).await, ["Data delas", "Alla får"]);
    let (_, page) = get(&db, &first, &path).await;
    assert!(page.contains("name=\"position\" value=\"2\""), "{page}");
}
