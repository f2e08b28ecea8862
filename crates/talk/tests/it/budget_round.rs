//! A budget out for comment is answered part by part and line by line, and what was said stands in the plan's print.

use crate::world::*;
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_economy::actions::*;
use samverk_economy::find_visible_budget;
use samverk_economy::records::BudgetRecord;
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind, PartKind};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Decision, Ore, Role};
use samverk_parties::Scope;
use samverk_talk::budget_remarks_in_print;
use serde_json::json;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_budget_is_answered_line_by_line_and_printed,
    a_budget_is_answered_over_the_api,
    a_party_that_has_nothing_to_say_of_a_budget_says_so,
    after_the_last_day_a_budget_is_not_answered,
    figures_stand_still_while_a_budget_is_out,
    strangers_know_nothing_of_what_is_said_of_a_budget,
    of_a_budget_that_was_never_out_nobody_is_told_to_be_late,
    each_round_is_its_own_and_a_folder_takes_them_back,
);

const BUDGET: &str = "/samverkan/radet/budget/2026";
const ROUND: &str = "/samverkan/radet/budget/2026/synpunkter";

fn line(name: &str, kronor: i64) -> BudgetLine {
    BudgetLine {
        part: Some(key("drift")),
        name: name.into(),
        kind: LineKind::Cost,
        amount: Ore::from_kronor(kronor),
        note: String::new(),
    }
}

fn input(last: i64, revision: Option<i64>) -> SaveBudget {
    let part = BudgetPart {
        key: key("drift"),
        name: "Drift".into(),
        kind: PartKind::Running,
        focus_area: None,
        printed_total: None,
    };
    SaveBudget {
        title: "Budget 2026".into(),
        published: false,
        budget: Budget {
            year: 2026,
            printed_total: None,
            parts: vec![part],
            lines: vec![line("Samordnare", 900_000), line("Resor", last)],
        },
        source: String::new(),
        note: String::new(),
        revision,
    }
}

async fn budget(db: &Db) -> (Scope, BudgetRecord) {
    let tx = db.read().await.unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let record = find_visible_budget(&tx, &scope, 2026).await.unwrap();
    (scope, record)
}

/// A budget of two lines that is out until a day.
async fn send(db: &Db, days: i64) {
    let tx = db.begin("send").await.unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let new = save_budget(
        &tx,
        &SYSTEM,
        &scope,
        input(40_000, None),
        Confirmation::Given,
    )
    .await;
    let seen = (2026, new.unwrap().value.revision);
    let until = tx.today() + TimeDelta::days(days);
    let sent = send_budget_for_comment(&tx, &SYSTEM, &scope, seen, until).await;
    sent.unwrap();
    tx.commit().await.unwrap();
}

fn answer<'f>(travel: &'f str, revision: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("part-0", "whole"),
        ("text-0", ""),
        ("part-1", "line:drift/Resor"),
        ("text-1", travel),
        ("revision", revision),
    ]
}

async fn a_budget_is_answered_line_by_line_and_printed(db: Db) {
    let world = world(&db).await;
    send(&db, 3).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let html = page(&db, &anna, BUDGET).await;
    assert!(
        html.contains(ROUND) && html.contains("på remiss till"),
        "{html}"
    );
    let form = format!("{ROUND}/aneby-kommun");
    let html = page(&db, &anna, &form).await;
    for part in [
        "Utkastet som helhet",
        "Budgetdelen Drift",
        "Raden Drift: Resor",
        "40 000 kr",
        "940 000 kr",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let (status, told) = post(&db, &anna, &form, &answer("För dyrt", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");

    let html = page(&db, &anna, ROUND).await;
    assert!(
        html.contains("Lämna synpunkter senast") && !html.contains(&format!("{form}/svar")),
        "{html}"
    );
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let html = page(&db, &cia, ROUND).await;
    assert!(
        html.contains("En synpunkt") && html.contains("Har inte svarat"),
        "{html}"
    );
    let waits = "Svara på synpunkterna från Aneby kommun";
    assert!(
        html.contains(waits) && html.contains("Medlemmarna lämnar synpunkter senast"),
        "{html}"
    );
    let reply = [
        ("part-0", "line:drift/Resor"),
        ("verdict-0", "partly"),
        ("reason-0", "Vi tar tåget"),
        ("revision", "1"),
    ];
    let replies = format!("{form}/svar");
    let (status, told) = post(&db, &cia, &replies, &reply).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &cia, ROUND).await;
    assert!(!html.contains(waits), "it has its reply: {html}");
    let bo = at_party(&db, "Bo Ås", world.granne, Role::Reader).await;
    let html = page(&db, &bo, ROUND).await;
    for said in ["För dyrt", "Vi tar tåget", "Tas med delvis"] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let history = page(&db, &cia, BUDGET).await;
    for told in [
        "Budgeten skickades på remiss",
        "Ett svar på budgetens remiss lämnades",
    ] {
        assert!(history.contains(told), "{told}: {history}");
    }
    let (scope, record) = budget(&db).await;
    let tx = db.read().await.unwrap();
    let ui = ui_of(&db, &cia);
    let printed = budget_remarks_in_print(&tx, &ui, &scope, &record).await;
    let (heading, text) = printed.unwrap().unwrap();
    assert_eq!(heading, "Synpunkter på Budget 2026");
    for said in [
        "Raden Drift: Resor – Aneby kommun",
        "För dyrt",
        "Vi tar tåget",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let stranger = scope.as_stranger();
    let hidden = budget_remarks_in_print(&tx, &ui, &stranger, &record).await;
    assert_eq!(hidden.unwrap(), None);
}

async fn a_budget_is_answered_over_the_api(db: Db) {
    let world = world(&db).await;
    send(&db, 3).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let api = client(
        &db,
        &anna,
        "/collaborations/radet/budgets/2026/draft-answers",
    );
    let before = api.get("/aneby-kommun").await.told(200);
    let said = json!({ "remarks": [{ "part": "line:drift/Resor", "text": "För dyrt" }] });
    let told = api.put("/aneby-kommun", &before.tag, &said).await.told(200);
    assert_eq!(told.body["remarks"][0]["name"], "Drift: Resor");
    let html = page(&db, &anna, ROUND).await;
    assert!(html.contains("För dyrt"), "{html}");
    let listed = api.get("").await.told(200).body;
    assert_eq!(listed["_meta"]["totalRecords"], 2, "{listed}");
}

async fn of_a_budget_that_was_never_out_nobody_is_told_to_be_late(db: Db) {
    let world = world(&db).await;
    let tx = db.begin("draft").await.unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let new = input(40_000, None);
    let saved = save_budget(&tx, &SYSTEM, &scope, new, Confirmation::Given).await;
    saved.unwrap();
    tx.commit().await.unwrap();
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let html = page(&db, &cia, ROUND).await;
    assert!(html.contains("Utkastet är inte på remiss"), "{html}");
    assert!(
        !html.contains("Har inte svarat") && !html.contains("inte längre"),
        "{html}"
    );
}

async fn a_party_that_has_nothing_to_say_of_a_budget_says_so(db: Db) {
    let world = world(&db).await;
    send(&db, 3).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let none = [("has_none", "true"), ("revision", "0")];
    let (status, told) = post(&db, &anna, &form, &none).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert!(
        page(&db, &anna, ROUND)
            .await
            .contains("Har inga synpunkter")
    );
    let other = format!("{ROUND}/granne-kommun");
    assert_eq!(get(&db, &anna, &other).await.0, StatusCode::FORBIDDEN);
    let tx = db.begin("remove").await.unwrap();
    let (scope, record) = budget(&db).await;
    let removed = remove_budget(&tx, &SYSTEM, &scope, 2026, record.revision).await;
    assert_eq!(removed.unwrap_err().code, "budget_has_answers");
}

async fn after_the_last_day_a_budget_is_not_answered(db: Db) {
    let world = world(&db).await;
    send(&db, 0).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    assert_eq!(
        get(&db, &anna, &form).await.0,
        StatusCode::OK,
        "today is the last day"
    );
    let tx = db.begin("past").await.unwrap();
    let (scope, record) = budget(&db).await;
    let seen = record.revision;
    let past = BudgetRecord {
        comments_until: Some(tx.today() - TimeDelta::days(1)),
        revision: seen + 1,
        ..record
    };
    let of = scope.collaboration.id;
    let saved = samverk_economy::store::update_budget(&tx, of, &past, seen).await;
    saved.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(get(&db, &anna, &form).await.0, StatusCode::CONFLICT);
    let late = post(&db, &anna, &form, &answer("För sent", "0")).await;
    assert_eq!(late.0, StatusCode::CONFLICT, "{}", late.1);
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let path = format!("{BUDGET}/remiss");
    let until = db.read().await.unwrap().today().to_string();
    let revision = (seen + 1).to_string();
    let longer = [("until", until.as_str()), ("revision", &revision)];
    let (status, told) = post(&db, &cia, &path, &longer).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, told) = post(&db, &anna, &form, &answer("I tid", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let gone = [("until", "2020-01-01"), ("revision", "9")];
    let (status, told) = post(&db, &cia, &path, &gone).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert!(told.contains("Dagen har redan varit"), "{told}");
}

async fn figures_stand_still_while_a_budget_is_out(db: Db) {
    world(&db).await;
    send(&db, 3).await;
    let (scope, record) = budget(&db).await;
    let tx = db.begin("change").await.unwrap();
    let seen = Some(record.revision);
    let other = save_budget(
        &tx,
        &SYSTEM,
        &scope,
        input(50_000, seen),
        Confirmation::Given,
    )
    .await;
    assert_eq!(other.unwrap_err().0[0].code, "budget_out_for_comment");
    let back = (2026, record.revision);
    let back = return_budget_to_draft(&tx, &SYSTEM, &scope, back)
        .await
        .unwrap();
    assert!(!back.takes_comments(tx.today()));
    let seen = Some(back.revision);
    let saved = save_budget(
        &tx,
        &SYSTEM,
        &scope,
        input(50_000, seen),
        Confirmation::Given,
    )
    .await;
    assert_eq!(saved.unwrap().value.comments_until, None);
}

async fn strangers_know_nothing_of_what_is_said_of_a_budget(db: Db) {
    let world = world(&db).await;
    send(&db, 3).await;
    let stranger = coordinator(&db, "Granne Ett", world.neighbour).await;
    for path in [ROUND.to_owned(), format!("{ROUND}/aneby-kommun")] {
        assert_eq!(
            get(&db, &stranger, &path).await.0,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        let (status, _) = get(&db, &Actor::Public, &path).await;
        assert_ne!(status, StatusCode::OK, "{path}");
    }
    let reader = at_party(&db, "Lisa Bo", world.aneby, Role::Reader).await;
    let form = format!("{ROUND}/aneby-kommun");
    assert_eq!(get(&db, &reader, &form).await.0, StatusCode::FORBIDDEN);
}

async fn bring_in(db: &Db, folder: &Folder) -> Vec<&'static str> {
    let mut intake = Intake::new(folder.clone());
    let economy = samverk_economy::bundle::read(&mut intake);
    let talk = samverk_talk::bundle::read(&mut intake);
    let tx = db.begin("import").await.unwrap();
    let things = samverk_web::Things::of(&[samverk_economy::module()]);
    let applied = samverk_economy::bundle::apply(&tx, &SYSTEM, &economy, &mut intake).await;
    applied.unwrap();
    let applied = samverk_talk::bundle::apply(&tx, &SYSTEM, &talk, &mut intake, &things).await;
    applied.unwrap();
    let codes = intake
        .problems
        .0
        .iter()
        .map(|problem| problem.code)
        .collect();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    codes
}

async fn whole(db: &Db) -> Folder {
    let tx = db.read().await.unwrap();
    let mut folder = samverk_economy::bundle::write(&tx, None).await.unwrap();
    folder.extend(samverk_talk::bundle::write(&tx, None, None).await.unwrap());
    folder
}

async fn each_round_is_its_own_and_a_folder_takes_them_back(db: Db) {
    let world = world(&db).await;
    send(&db, 3).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let form = format!("{ROUND}/aneby-kommun");
    let (status, told) = post(&db, &anna, &form, &answer("För dyrt", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let tx = db.begin("revise").await.unwrap();
    let (scope, record) = budget(&db).await;
    let decision = Decision::new("Rådet", day("2025-11-20"), "").unwrap();
    let adopted = adopt_budget(&tx, &SYSTEM, &scope, 2026, decision, record.revision).await;
    let adopted = adopted.unwrap();
    assert_eq!(
        adopted.comments_until, None,
        "what is decided is not commented on"
    );
    let seen = (2026, adopted.revision);
    let open = reopen_budget(&tx, &SYSTEM, &scope, seen, "Resorna blev dyrare").await;
    let seen = (2026, open.unwrap().revision);
    let until = tx.today() + TimeDelta::days(5);
    let sent = send_budget_for_comment(&tx, &SYSTEM, &scope, seen, until).await;
    assert_eq!(sent.unwrap().round, 2);
    tx.commit().await.unwrap();
    let html = page(&db, &anna, ROUND).await;
    assert!(!html.contains("För dyrt"), "another round begins: {html}");
    let (status, told) = post(&db, &anna, &form, &answer("Bättre nu", "0")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");

    let folder = whole(&db).await;
    let file = "collaborations/radet/budgets/2026/budget_remarks.csv";
    let text = String::from_utf8(folder.get(file).unwrap().to_vec()).unwrap();
    assert!(
        text.contains("1,aneby-kommun") && text.contains("2,aneby-kommun"),
        "{text}"
    );
    assert_eq!(bring_in(&db, &folder).await, Vec::<&str>::new());
    assert_eq!(whole(&db).await, folder, "nothing is changed");

    let changed = text.replace("Bättre nu", "Något annat");
    let mut other = folder.clone();
    other.insert(file.to_owned(), changed);
    assert_eq!(bring_in(&db, &other).await, ["remarks_differ"]);
}
