//! The first page of whoever is signed in.

use crate::browser::{english, page};
use crate::world::*;
use chrono::Datelike;
use samverk_database::Db;
use samverk_database::{Event, ObjectRef};
use samverk_development::{RISK, Risk, RiskKind};
use samverk_economy::actions::{Confirmation, SaveBudget, save_budget, send_budget_for_comment};
use samverk_economy::records::{BudgetRecord, DistributionRecord, PrivateDraft};
use samverk_economy::{BudgetId, DistributionId};
use samverk_fields::{Rows, Scale};
use samverk_foundation::{Actor, Key, PersonId, Role};
use samverk_goals::actions::{new_version, send_for_comment};
use samverk_goals::model::ActivityStatus;
use samverk_goals::{ACTIVITY, Activity, PlanScope};
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_talk::Draft;
use samverk_talk::actions::answer_draft;
use samverk_talk::model::AnswerDraft;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_stranger_is_asked_for_a_municipality,
    a_representative_sees_what_awaits_the_party,
    a_reader_is_told_of_it_and_asked_to_do_nothing,
    a_coordinator_sees_what_is_missing_from_whom,
    the_first_page_asks_the_same_number_of_questions,
    news_are_of_own_collaborations_and_of_what_every_member_reads,
    what_ends_within_two_months_comes_up,
    a_draft_out_for_comment_waits_until_the_party_has_answered,
    a_budget_out_for_comment_waits_until_the_party_has_answered_or_the_day_is_over,
    what_an_economist_has_begun_and_next_years_budget_wait_for_the_economist,
    what_is_long_past_waits_no_longer,
    a_risk_waits_for_its_review_until_it_has_another_day,
);

async fn a_stranger_is_asked_for_a_municipality(db: Db) {
    world(&db).await;
    let html = page(&db, &Actor::Public, "/").await;
    assert!(html.contains("Hitta din kommun eller region"), "{html}");
    assert!(
        html.contains(COUNCIL) && !html.contains("Mitt arbete"),
        "{html}"
    );
}

async fn a_representative_sees_what_awaits_the_party(db: Db) {
    world(&db).await;
    decide_again(&db, 2023, 900_000, false).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/").await;
    assert!(
        html.contains("Bedöm hur långt ni tycker att samverkan har kommit"),
        "{html}"
    );
    let form = format!("href=\"/samverkan/{COUNCIL}/bedom?aktor=jonkopings-kommun\"");
    assert!(html.contains(&form), "one button leads to the form: {html}");
    assert!(
        html.contains("/aktorer/jonkopings-kommun"),
        "the own party: {html}"
    );
    assert!(
        !html.contains("Det här väntar du på"),
        "they run nothing: {html}"
    );
    assert!(
        !html.contains("Aneby"),
        "others' matters are not theirs: {html}"
    );
    assert!(html.contains("Nytt där du är med"), "{html}");
    let told = english(&db, &somebody, "/").await;
    assert!(told.contains("Awaits you"), "{told}");
    // Somebody of another party that takes part in nothing sees none of it.
    let elsewhere = at(&db, "umea-kommun", Role::Representative).await;
    let html = page(&db, &elsewhere, "/").await;
    assert!(html.contains("Ingenting väntar på dig"), "{html}");
    assert!(!html.contains(COUNCIL), "{html}");
}

async fn a_reader_is_told_of_it_and_asked_to_do_nothing(db: Db) {
    world(&db).await;
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let html = page(&db, &reader, "/").await;
    assert!(html.contains("väntar på dina aktörer"), "{html}");
    assert!(!html.contains("/bedom?aktor="), "no form is theirs: {html}");
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/").await;
    assert!(!html.contains("väntar på dina aktörer"), "{html}");
}

async fn a_coordinator_sees_what_is_missing_from_whom(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Det här väntar du på"), "{html}");
    assert!(
        html.contains("Aneby kommun, Eksjö kommun"),
        "by name, as Swedish sorts them: {html}"
    );
    assert!(
        html.contains(&format!("/samverkan/{COUNCIL}/aktorer")),
        "{html}"
    );
    assert!(
        !html.contains("e-forvaltning-i-varmdo"),
        "others run that: {html}"
    );
}

async fn the_first_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let asked = async |actor: &Actor| {
        let before = db.query_count();
        page(&db, actor, "/").await;
        db.query_count() - before
    };
    let one = asked(&runner).await;
    let both = both(&db).await;
    assert_eq!(asked(&both).await, one, "for two collaborations as for one");
    assert!(one <= 42, "{one}");
}

async fn news_are_of_own_collaborations_and_of_what_every_member_reads(db: Db) {
    world(&db).await;
    let tx = db.begin("events").await.unwrap();
    for (key, kind, name) in [
        (COUNCIL, "budget", "Rådets budget"),
        (COUNCIL, "scenario", "Någons eget försök"),
        ("e-forvaltning-i-varmdo", "budget", "Värmdös budget"),
    ] {
        let code = if kind == "budget" {
            "budget.saved"
        } else {
            "scenario.saved"
        };
        let here = scope(&tx, key).await.collaboration.id;
        let object = ObjectRef::new(kind, tx.new_id(), name);
        let event = Event::new(code, object).in_collaboration(here);
        tx.record(&SYSTEM, event).await.unwrap();
    }
    tx.commit().await.unwrap();
    let reader = at(&db, "jonkopings-kommun", Role::Reader).await;
    let html = page(&db, &reader, "/").await;
    assert!(html.contains("Rådets budget"), "{html}");
    assert!(
        !html.contains("Någons eget försök"),
        "others may not read it: {html}"
    );
    assert!(
        !html.contains("Värmdös budget"),
        "they take no part there: {html}"
    );
}

async fn what_ends_within_two_months_comes_up(db: Db) {
    world(&db).await;
    let tx = db.begin("activities").await.unwrap();
    let at_plan = PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023")
        .await
        .unwrap();
    let all = ACTIVITY.whole(&tx, at_plan.plan.id.0).await.unwrap();
    let today = tx.today();
    for (name, days, status) in [
        ("Snart klar", 20, ActivityStatus::Ongoing),
        ("Redan klar", 20, ActivityStatus::Done),
        ("Långt bort", 90, ActivityStatus::Ongoing),
    ] {
        let activity = Activity {
            name: name.into(),
            status,
            from: None,
            to: Some(today + chrono::TimeDelta::days(days)),
            ..all[0].value.clone()
        };
        let key = samverk_foundation::Key::from_name(name);
        let saved = ACTIVITY.save(&tx, &SYSTEM, &at_plan, key, &activity, Seen::New);
        saved.await.unwrap();
    }
    tx.commit().await.unwrap();
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    let coming = html.split("upcoming-heading\">").nth(2).unwrap();
    let coming = coming.split("</section>").next().unwrap();
    assert!(
        coming.contains("Snart klar") && coming.contains("/insatser/snart-klar"),
        "{coming}"
    );
    for name in ["Redan klar", "Avbruten", "Långt bort"] {
        assert!(!coming.contains(name), "{coming}");
    }
}

/// A new version of the council's plan, out for comment until a day.
async fn send_out(db: &Db, until: chrono::NaiveDate) {
    let tx = db.begin("send_out").await.unwrap();
    let find = async || PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023").await;
    let at = find().await.unwrap();
    let new = new_version(&tx, &SYSTEM, &at, "").await.unwrap();
    let at = find().await.unwrap();
    let sent = send_for_comment(&tx, &SYSTEM, &at, (new.number, new.revision), until).await;
    sent.unwrap();
    tx.commit().await.unwrap();
}

async fn a_draft_out_for_comment_waits_until_the_party_has_answered(db: Db) {
    world(&db).await;
    let today = db.read().await.unwrap().today();
    let until = today + chrono::TimeDelta::days(5);
    send_out(&db, until).await;
    let somebody = at(&db, "aneby-kommun", Role::Representative).await;
    let runner = coordinator(&db).await;
    let html = page(&db, &somebody, "/").await;
    let form = "/versioner/2/synpunkter/aneby-kommun\"";
    assert!(
        html.contains(&format!("Lämna synpunkter senast {until}")),
        "{html}"
    );
    assert!(html.contains(form), "one button leads to the form: {html}");
    let missing = |html: &str| {
        let (_, rest) = html.split_once("Synpunkter på ").unwrap();
        let row = rest.split("</tr>").next().unwrap();
        row.contains("Aneby kommun")
    };
    let html = page(&db, &runner, "/").await;
    assert!(
        html.contains("Gå igenom synpunkterna på") && missing(&html),
        "{html}"
    );

    let tx = db.begin("answer").await.unwrap();
    let here = PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023").await;
    let none = AnswerDraft {
        has_none: true,
        ..AnswerDraft::default()
    };
    let here = here.unwrap();
    let draft = Draft::of_version(&tx, &here, here.version(2).unwrap());
    let answered = answer_draft(&tx, &SYSTEM, &draft, "aneby-kommun", none).await;
    answered.unwrap();
    tx.commit().await.unwrap();
    let html = page(&db, &somebody, "/").await;
    assert!(!html.contains("Lämna synpunkter"), "{html}");
    let html = page(&db, &runner, "/").await;
    assert!(!missing(&html), "{html}");

    let tx = db.begin("past").await.unwrap();
    let here = PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023").await;
    let mut version = here.unwrap().versions[1].clone();
    let seen = version.revision;
    version.revision += 1;
    version.comments_until = Some(today - chrono::TimeDelta::days(1));
    let saved = samverk_goals::store::update_version(&tx, &version, seen).await;
    saved.unwrap();
    tx.commit().await.unwrap();
    let other = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &other, "/").await;
    assert!(
        !html.contains("Lämna synpunkter"),
        "the last day has passed: {html}"
    );
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Gå igenom synpunkterna på"), "{html}");
}

/// Next year's budget of the council, out for comment until a day.
async fn send_budget(db: &Db, until: chrono::NaiveDate) -> BudgetRecord {
    let tx = db.begin("send_budget").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let found = samverk_economy::store::find_budget(&tx, here.collaboration.id, 2021).await;
    let next = found.unwrap().unwrap().year_after();
    let input = SaveBudget {
        title: next.title.clone(),
        published: false,
        budget: next.budget,
        source: String::new(),
        note: String::new(),
        revision: None,
    };
    let saved = save_budget(&tx, &SYSTEM, &here, input, Confirmation::Given).await;
    let saved = saved.unwrap().value;
    let which = (saved.year(), saved.revision);
    let sent = send_budget_for_comment(&tx, &SYSTEM, &here, which, until).await;
    tx.commit().await.unwrap();
    sent.unwrap()
}

async fn a_budget_out_for_comment_waits_until_the_party_has_answered_or_the_day_is_over(db: Db) {
    world(&db).await;
    let today = db.read().await.unwrap().today();
    let out = send_budget(&db, today).await;
    let somebody = at(&db, "aneby-kommun", Role::Representative).await;
    let other = at(&db, "jonkopings-kommun", Role::Representative).await;
    let runner = coordinator(&db).await;
    let asked = format!("Lämna synpunkter senast {today} på {}", out.title);
    let form = "/budget/2022/synpunkter/aneby-kommun\"";
    let html = page(&db, &somebody, "/").await;
    assert!(html.contains(&asked) && html.contains(form), "{html}");
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Gå igenom synpunkterna på"), "{html}");
    assert!(
        html.contains("Synpunkter på Budget"),
        "what is missing from whom: {html}"
    );

    let tx = db.begin("answer").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let draft = Draft::of_budget(&tx, &here, &out);
    let none = AnswerDraft {
        has_none: true,
        ..AnswerDraft::default()
    };
    let answered = answer_draft(&tx, &SYSTEM, &draft, "aneby-kommun", none).await;
    answered.unwrap();
    tx.commit().await.unwrap();
    assert!(!page(&db, &somebody, "/").await.contains(&asked));
    assert!(page(&db, &other, "/").await.contains(&asked));

    let tx = db.begin("past").await.unwrap();
    let past = BudgetRecord {
        comments_until: Some(today - chrono::TimeDelta::days(1)),
        revision: out.revision + 1,
        ..out.clone()
    };
    let of = here.collaboration.id;
    let saved = samverk_economy::store::update_budget(&tx, of, &past, out.revision).await;
    saved.unwrap();
    tx.commit().await.unwrap();
    let html = page(&db, &other, "/").await;
    assert!(
        !html.contains("Lämna synpunkter"),
        "the last day has passed: {html}"
    );
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Gå igenom synpunkterna på"), "{html}");
}

async fn what_an_economist_has_begun_and_next_years_budget_wait_for_the_economist(db: Db) {
    world(&db).await;
    let tx = db.begin("draft").await.unwrap();
    let here = scope(&tx, COUNCIL).await.collaboration.id;
    let economist = person(&[(here, Role::Economist)], &[]);
    let found = samverk_economy::store::find_distribution(&tx, here, "2021").await;
    let first: DistributionRecord = found.unwrap().unwrap();
    let draft = DistributionRecord {
        id: DistributionId(tx.new_id()),
        key: key("forsok"),
        title: "Mitt försök".into(),
        published: false,
        printed: None,
        adopted: None,
        private: Some(PrivateDraft {
            maker: economist.person().unwrap().id,
            named: Default::default(),
        }),
        ..first
    };
    let inserted = samverk_economy::store::insert_distribution(&tx, here, &draft).await;
    inserted.unwrap();
    let year = tx.today().year();
    let found = samverk_economy::store::find_budget(&tx, here, 2021).await;
    let mut budget = found.unwrap().unwrap();
    budget.id = BudgetId(tx.new_id());
    budget.budget.year = year;
    let inserted = samverk_economy::store::insert_budget(&tx, here, &budget).await;
    inserted.unwrap();
    tx.commit().await.unwrap();
    let html = page(&db, &economist, "/").await;
    let next = format!("Börja på budgeten för {}", year + 1);
    let share = "Dela utkastet Mitt försök med medlemmarna";
    assert!(
        html.contains(share) && html.contains("/fordelning/forsok"),
        "{html}"
    );
    assert!(
        html.contains(&next) && html.contains("/budget/ny"),
        "it is late in the year: {html}"
    );
    let mut other = economist.clone();
    if let Actor::Person(person) = &mut other {
        person.id = PersonId(uuid::Uuid::from_u128(77));
    }
    let html = page(&db, &other, "/").await;
    assert!(
        !html.contains("Mitt försök") && html.contains(&next),
        "{html}"
    );
    let mut representative = at(&db, "aneby-kommun", Role::Representative).await;
    if let Actor::Person(person) = &mut representative {
        person.id = PersonId(uuid::Uuid::from_u128(78));
    }
    let html = page(&db, &representative, "/").await;
    assert!(
        !html.contains("Mitt försök") && !html.contains(&next),
        "{html}"
    );

    let tx = db.begin("next").await.unwrap();
    budget.id = BudgetId(tx.new_id());
    budget.budget.year = year + 1;
    let inserted = samverk_economy::store::insert_budget(&tx, here, &budget).await;
    inserted.unwrap();
    tx.commit().await.unwrap();
    assert!(
        !page(&db, &economist, "/").await.contains(&next),
        "it is begun"
    );
}

async fn what_is_long_past_waits_no_longer(db: Db) {
    world(&db).await;
    let today = db.read().await.unwrap().today();
    send_out(&db, today).await;
    let tx = db.begin("without_day").await.unwrap();
    let here = PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023").await;
    let mut version = here.unwrap().versions[1].clone();
    let seen = version.revision;
    version.revision += 1;
    version.comments_until = None;
    let saved = samverk_goals::store::update_version(&tx, &version, seen).await;
    saved.unwrap();
    tx.commit().await.unwrap();
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let runner = coordinator(&db).await;
    for who in [&somebody, &runner] {
        let html = page(&db, who, "/").await;
        assert!(!html.contains("synpunkter"), "a plan of 2021–2023: {html}");
        assert!(!html.contains("utkastet"), "a distribution of 2021: {html}");
    }
}

async fn both(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let ids = [COUNCIL, "e-forvaltning-i-varmdo"];
    let mut roles = Vec::new();
    for key in ids {
        roles.push((scope(&tx, key).await.collaboration.id, Role::Coordinator));
    }
    person(&roles, &[])
}

async fn a_risk_waits_for_its_review_until_it_has_another_day(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let keep = async |title: &str, day: &str, seen: Seen| {
        let tx = db.begin("risk").await.unwrap();
        let scope = Scope::find(&tx, &runner, COUNCIL).await.unwrap();
        let risk = Risk {
            kind: RiskKind::Risk,
            title: title.into(),
            likelihood: Scale(2),
            consequence: Scale(4),
            response: "".into(),
            owner: "".into(),
            next_review: Some(day.parse().unwrap()),
            earlier_ratings: Rows(Vec::new()),
        };
        let named = Key::from_name(title);
        RISK.save(&tx, &runner, &scope, named, &risk, seen)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    keep("Leverantören slutar", "2026-01-31", Seen::New).await;
    keep("Långt fram", "2099-01-31", Seen::New).await;
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Se över risken eller möjligheten ”Leverantören slutar”"));
    assert!(html.contains(&format!(
        "/samverkan/{COUNCIL}/risker/leverantoren-slutar/redigera"
    )));
    assert!(!html.contains("Långt fram"), "{html}");
    let member = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &member, "/").await;
    assert!(
        !html.contains("Se över risken"),
        "they do not run it: {html}"
    );
    keep("Leverantören slutar", "2099-01-31", Seen::Revision(1)).await;
    let html = page(&db, &runner, "/").await;
    assert!(!html.contains("Se över risken"), "it is done: {html}");
}
