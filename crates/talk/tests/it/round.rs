use crate::world::*;
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::{Actor, Clock, Role, TestClock};
use samverk_talk::model::AnswerDraft;
use samverk_talk::{Draft, actions::answer_draft, remarks_in_print};
use samverk_testing::{postgres_with_clock, sqlite_with_clock};
use std::sync::Arc;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_round_goes_from_remarks_to_replies_and_print,
    a_party_that_has_nothing_to_say_says_so,
    after_the_last_day_it_is_closed_and_can_be_opened_again,
    a_party_answers_for_itself_only,
    strangers_know_nothing_of_a_round,
    of_two_who_answer_for_a_party_the_second_is_told,
    each_of_two_chapters_of_the_same_title_has_its_own_remark,
    what_was_said_of_a_part_that_is_gone_stays,
    a_plan_that_was_answered_is_not_removed,
);

fn remark<'f>(text: &'f str, revision: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("part-0", "whole"),
        ("text-0", ""),
        ("part-1", "area:kompetens"),
        ("text-1", text),
        ("part-2", "goal:alla-kan"),
        ("text-2", ""),
        ("revision", revision),
    ]
}

async fn today(db: &Db) -> chrono::NaiveDate {
    db.read().await.unwrap().today()
}

async fn a_round_goes_from_remarks_to_replies_and_print(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let html = page(&db, &anna, PLAN).await;
    assert!(html.contains(ROUND), "the plan leads there: {html}");
    let html = page(&db, &anna, ROUND).await;
    let form = format!("{ROUND}/aneby-kommun");
    assert!(
        html.contains(&form) && html.matches("Har inte svarat").count() == 2,
        "{html}"
    );
    let html = page(&db, &anna, &form).await;
    assert!(
        html.contains("Fokusområdet Kompetens") && html.contains("Effektmålet"),
        "{html}"
    );
    let (status, told) = post(&db, &anna, &form, &remark("För <tunt>", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, told) = post(&db, &anna, &form, &remark("För magert", "1")).await;
    assert_eq!(
        status,
        StatusCode::SEE_OTHER,
        "changed until the last day: {told}"
    );

    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let replies = format!("{form}/svar");
    let html = page(&db, &cia, &replies).await;
    assert!(html.contains("För magert"), "{html}");
    let mut reply = vec![
        ("part-0", "area:kompetens"),
        ("verdict-0", "not_taken"),
        ("reason-0", ""),
        ("revision", "2"),
    ];
    let (status, told) = post(&db, &cia, &replies, &reply).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    reply[2].1 = "Det ryms inte";
    let (status, told) = post(&db, &cia, &replies, &reply).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let bo = at_party(&db, "Bo Ås", world.granne, Role::Reader).await;
    let html = page(&db, &bo, ROUND).await;
    for told in [
        "För magert",
        "Aneby kommun",
        "Tas inte med",
        "Det ryms inte",
    ] {
        assert!(html.contains(told), "{told}: {html}");
    }
    let (status, csv) = get(&db, &bo, &format!("{ROUND}?tabell=synpunkter&format=csv")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(csv.contains("För magert"), "{csv}");
    // Who is not heard may say it in other words, and is then not answered yet.
    let (_, told) = post(&db, &anna, &form, &remark("Alldeles för magert", "3")).await;
    assert!(told.contains("synpunkter"), "{told}");
    let html = page(&db, &bo, ROUND).await;
    assert!(
        html.contains("Inte besvarad") && !html.contains("Det ryms inte"),
        "{html}"
    );
    let tx = db.read().await.unwrap();
    let ui = ui_of(&db, &bo);
    let at = plan(&tx).await;
    let (heading, text) = remarks_in_print(&tx, &ui, &at, 1).await.unwrap().unwrap();
    assert!(heading.starts_with("Synpunkter på"), "{heading}");
    assert!(
        text.contains("Alldeles för magert") && text.contains("Aneby kommun"),
        "{text}"
    );
}

async fn a_party_that_has_nothing_to_say_says_so(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await + TimeDelta::days(9)).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let (status, told) = post(&db, &anna, &form, &remark("", "0")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let mut both = remark("Något", "0");
    both.push(("has_none", "true"));
    let (status, told) = post(&db, &anna, &form, &both).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Något"), "what was typed stays: {told}");
    let mut none = remark("", "0");
    none.push(("has_none", "true"));
    let (status, told) = post(&db, &anna, &form, &none).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &anna, ROUND).await;
    assert!(html.contains("Har inga synpunkter"), "{html}");
}

async fn after_the_last_day_it_is_closed_and_can_be_opened_again(db: Db) {
    let world = world(&db).await;
    let today = today(&db).await;
    send_out(&db, today).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let tx = db.begin("past").await.unwrap();
    let mut version = plan(&tx).await.versions[0].clone();
    version.comments_until = Some(today - TimeDelta::days(1));
    let seen = version.revision;
    version.revision += 1;
    samverk_goals::store::update_version(&tx, &version, seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let form = format!("{ROUND}/aneby-kommun");
    let (status, told) = post(&db, &anna, &form, &remark("För sent", "0")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("För sent") && told.contains("Remissen är stängd"),
        "{told}"
    );
    let (status, _) = get(&db, &anna, &form).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let html = page(&db, &anna, ROUND).await;
    assert!(!html.contains(&form), "no button leads there: {html}");
    send_out(&db, today).await;
    let (status, told) = post(&db, &anna, &form, &remark("I tid", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

async fn a_party_answers_for_itself_only(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let reader = at_party(&db, "Eva Ek", world.aneby, Role::Reader).await;
    let others = format!("{ROUND}/granne-kommun");
    for (who, path) in [
        (&anna, &others),
        (&reader, &format!("{ROUND}/aneby-kommun")),
    ] {
        let (status, _) = post(&db, who, path, &remark("Hej", "0")).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        let (status, _) = get(&db, who, path).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = format!("{ROUND}/aneby-kommun/svar");
    let (status, _) = post(&db, &anna, &own, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let (status, told) = post(&db, &cia, &others, &remark("Sagt i telefon", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, _) = get(&db, &cia, &format!("{ROUND}/nagon-annan")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn strangers_know_nothing_of_a_round(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let stranger = coordinator(&db, "Dan Sköld", world.neighbour).await;
    for rest in ["", "/aneby-kommun", "/aneby-kommun/svar"] {
        let path = format!("{ROUND}{rest}");
        let (status, _) = get(&db, &stranger, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        if !rest.is_empty() {
            let (status, _) = post(&db, &stranger, &path, &remark("Hej", "0")).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            let (status, _) = post(&db, &Actor::Public, &path, &remark("Hej", "0")).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
}

async fn of_two_who_answer_for_a_party_the_second_is_told(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let draft = |text: &str| AnswerDraft {
        has_none: false,
        texts: vec![("whole".to_owned(), text.to_owned())],
        seen: 0,
    };
    let tx = db.begin("first").await.unwrap();
    let at = plan(&tx).await;
    let of = Draft::of_version(&tx, &at, at.version(1).unwrap());
    let party = "aneby-kommun";
    let first = answer_draft(&tx, &anna, &of, party, draft("Ena")).await;
    first.unwrap();
    tx.commit().await.unwrap();
    let tx = db.begin("second").await.unwrap();
    let second = answer_draft(&tx, &anna, &of, party, draft("Andra")).await;
    assert_eq!(second.unwrap_err().code, "already_exists");
}

/// The draft says something else, as if it had been taken back and rewritten meanwhile.
async fn rewrite(db: &Db, change: impl Fn(&mut samverk_goals::model::PlanContent)) {
    let tx = db.begin("rewrite").await.unwrap();
    let mut version = plan(&tx).await.versions[0].clone();
    change(&mut version.content);
    let seen = version.revision;
    version.revision += 1;
    let saved = samverk_goals::store::update_version(&tx, &version, seen).await;
    saved.unwrap();
    tx.commit().await.unwrap();
}

/// What a page's form holds, by name, in its own order.
fn held(html: &str) -> Vec<(String, String)> {
    let form = html
        .split("<form")
        .find(|form| form.contains("name=\"part-0\""));
    let form = form.unwrap().split("</form>").next().unwrap();
    let named = form.split("name=\"").skip(1);
    let held = named.filter_map(|rest| {
        let (name, rest) = rest.split_once('"')?;
        let value = match name.starts_with("text-") {
            true => rest.split_once('>')?.1.split("</textarea>").next()?,
            false => rest.split_once("value=\"")?.1.split('"').next()?,
        };
        (name != "has_none").then(|| (name.to_owned(), value.trim().to_owned()))
    });
    held.collect()
}

async fn each_of_two_chapters_of_the_same_title_has_its_own_remark(db: Db) {
    let world = world(&db).await;
    rewrite(&db, |content| {
        let section = |text: &str| samverk_goals::model::TitledText {
            title: "Tabell".to_owned(),
            text: text.to_owned(),
        };
        content.sections = vec![section("Ett"), section("Två")];
    })
    .await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let html = page(&db, &anna, &form).await;
    assert!(html.contains("Tabell (2)"), "they are told apart: {html}");
    let mut said = held(&html);
    for (place, text) in [("text-1", "Om den första"), ("text-2", "Om den andra")] {
        let field = said.iter_mut().find(|(name, _)| name == place);
        field.unwrap().1 = text.to_owned();
    }
    let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let (status, told) = post(&db, &anna, &form, &said).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &anna, ROUND).await;
    assert!(
        html.contains("Om den första") && html.contains("Om den andra"),
        "{html}"
    );
}

async fn what_was_said_of_a_part_that_is_gone_stays(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let (status, told) = post(&db, &anna, &form, &remark("För tunt", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let reply = [
        ("part-0", "area:kompetens"),
        ("verdict-0", "taken_in"),
        ("reason-0", "Området tas bort"),
        ("revision", "1"),
    ];
    let (status, told) = post(&db, &cia, &format!("{form}/svar"), &reply).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    rewrite(&db, |content| content.focus_areas.clear()).await;
    let html = page(&db, &anna, &form).await;
    assert!(
        html.contains("Fokusområdet Kompetens (finns inte kvar i utkastet)"),
        "{html}"
    );
    let mut said = held(&html);
    assert!(said.iter().any(|(_, text)| text == "För tunt"), "{said:?}");
    let whole = said.iter_mut().find(|(name, _)| name == "text-0");
    whole.unwrap().1 = "Bättre nu".to_owned();
    let all: Vec<(&str, &str)> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let (status, told) = post(&db, &anna, &form, &all).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    // Also for whoever had the form open before, which did not ask for it.
    let short = [
        ("part-0", "whole"),
        ("text-0", "Bäst nu"),
        ("revision", "3"),
    ];
    let (status, told) = post(&db, &anna, &form, &short).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &anna, ROUND).await;
    for told in ["Bäst nu", "För tunt", "Området tas bort"] {
        assert!(html.contains(told), "{told}: {html}");
    }
}

async fn a_plan_that_was_answered_is_not_removed(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    post(&db, &anna, &form, &remark("För tunt", "0")).await;
    let tx = db.begin("remove").await.unwrap();
    let at = plan(&tx).await;
    let removed = samverk_goals::actions::remove_plan(&tx, &SYSTEM, &at, at.plan.revision).await;
    assert_eq!(removed.unwrap_err().code, "version_has_answers");
}

/// The last day ends at midnight in Sweden, which is 22:00 UTC in summer.
async fn the_last_day_ends_at_midnight_in_sweden(db: Db, clock: Arc<TestClock>) {
    let world = world(&db).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    clock.advance(at("2027-06-30T21:30:00Z") - clock.now());
    send_out(&db, day("2027-06-30")).await;
    let (status, told) = post(&db, &anna, &form, &remark("I tid", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    clock.advance(TimeDelta::hours(1));
    let (status, told) = post(&db, &anna, &form, &remark("För sent", "1")).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let bo = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    send_out(&db, day("2027-07-01")).await;
    let other = format!("{ROUND}/granne-kommun");
    let (status, told) = post(&db, &bo, &other, &remark("Nästa dag", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &bo, ROUND).await;
    let days = ["2027-06-30", "2027-07-01"];
    assert!(days.iter().all(|day| html.contains(day)), "{html}");
}

#[tokio::test]
async fn the_last_day_on_sqlite() {
    sqlite_with_clock(MIGRATIONS, the_last_day_ends_at_midnight_in_sweden).await;
}

#[tokio::test]
async fn the_last_day_on_postgres() {
    postgres_with_clock(MIGRATIONS, the_last_day_ends_at_midnight_in_sweden).await;
}
