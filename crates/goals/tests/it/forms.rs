//! What the forms offer and how they are answered.

use crate::pages::{PLAN, get, opened, post, publish};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, list_object_events};
use samverk_foundation::{Actor, Role};
use samverk_goals::INDICATOR;
use samverk_goals::actions::*;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    an_owner_is_chosen_by_name_and_kept_by_key,
    a_budget_part_is_written_by_name,
    goals_with_what_measures_them_are_written_in_a_table,
    who_has_left_is_named_and_no_longer_offered,
    a_figure_that_looks_wrong_is_confirmed_in_the_form,
    a_measured_indicator_stays,
    who_speaks_for_several_says_for_whom,
    a_plan_that_was_only_a_draft_is_removed,
    the_history_of_an_activity_speaks_of_names,
    a_plan_that_was_shown_or_adopted_stays,
    only_who_may_write_plans_removes_them,
);

async fn an_owner_is_chosen_by_name_and_kept_by_key(db: Db) {
    world(&db).await;
    let path = format!("{PLAN}/versioner/1/mal/alla-kan");
    let (_, page) = get(&db, &SYSTEM, &path).await;
    assert!(
        page.contains(r#"<option value="Aneby kommun">"#)
            && page.contains(r#"value="Aneby kommun""#),
        "{page}"
    );
    for (written, kept) in [
        ("Någon annan", "Någon annan"),
        ("Aneby kommun", "aneby-kommun"),
    ] {
        let seen = opened(&db, &SYSTEM, &path).await;
        let form = [
            ("focus_area", "kompetens"),
            ("owner", written),
            ("revision", seen.as_str()),
            ("years.0.year", "2025"),
            ("years.0.text", "Alla kan"),
        ];
        let (status, page) = post(&db, &SYSTEM, &path, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let tx = db.read().await.unwrap();
        let at = plan(&tx, &SYSTEM).await;
        assert_eq!(at.versions[0].content.goals[0].owner, kept);
    }
    let (_, page) = get(&db, &SYSTEM, &format!("{PLAN}/insatser/ny")).await;
    assert!(page.contains(r#"<option value="Aneby kommun">"#), "{page}");
}

async fn who_has_left_is_named_and_no_longer_offered(db: Db) {
    let world = world(&db).await;
    let activity = [
        ("name", "Kurs"),
        ("responsible", "Aneby kommun"),
        ("status", "planned"),
    ];
    let new = format!("{PLAN}/insatser/ny");
    let (status, page) = post(&db, &SYSTEM, &new, &activity).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let goal = format!("{PLAN}/versioner/1/mal/alla-kan");
    let tx = db.begin("leave").await.unwrap();
    let mut members = plan(&tx, &SYSTEM).await.scope.members;
    members[0].to = tx.today().pred_opt();
    samverk_parties::store::replace_members(&tx, world.council, None, &members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let one = format!("{PLAN}/insatser/kurs/redigera");
    for (path, says) in [(&goal, true), (&one, true), (&new, false)] {
        let (_, page) = get(&db, &SYSTEM, path).await;
        assert!(
            !page.contains(r#"<option value="Aneby kommun">"#),
            "{path}: {page}"
        );
        assert_eq!(
            page.contains(r#"value="Aneby kommun""#),
            says,
            "{path}: {page}"
        );
    }
    let (_, list) = get(&db, &SYSTEM, &format!("{PLAN}/insatser")).await;
    assert!(
        list.contains("Aneby kommun"),
        "by name where it stands: {list}"
    );
}

async fn a_budget_part_is_written_by_name(db: Db) {
    world(&db).await;
    let path = format!("{PLAN}/versioner/1/fokusomraden/kompetens");
    let seen = opened(&db, &SYSTEM, &path).await;
    let form = [
        ("name", "Kompetens"),
        ("budget_part", "Digital kompetens"),
        ("revision", seen.as_str()),
    ];
    let (status, page) = post(&db, &SYSTEM, &path, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = get(&db, &SYSTEM, &path).await;
    assert!(
        page.contains(r#"value="digital-kompetens""#)
            && page.contains(r#"<option value="kompetens">"#),
        "{page}"
    );
}

async fn goals_with_what_measures_them_are_written_in_a_table(db: Db) {
    world(&db).await;
    let path = format!("{PLAN}/versioner/1/mal-i-tabell");
    let seen = opened(&db, &SYSTEM, &path).await;
    let wrong = [
        ("goals.0.focus_area", "Kompetens"),
        ("goals.0.text_2025", "Data delas"),
        ("goals.0.target_2025", "mycket"),
        ("goals.1.focus_area", "Trygghet"),
        ("goals.1.unit", "%"),
        ("revision", seen.as_str()),
    ];
    let events = event_count(&db).await;
    let (status, page) = post(&db, &SYSTEM, &path, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    for cell in ["0-target_2025", "1-text_2025", "1-indicator"] {
        assert!(
            page.contains(&format!("wrong-goals-{cell}")),
            "{cell}: {page}"
        );
    }
    assert_eq!(event_count(&db).await, events);
    let right = [
        ("goals.0.focus_area", "kompetens"),
        ("goals.0.text_2025", "Data delas"),
        ("goals.0.owner", "Aneby kommun"),
        ("goals.0.indicator", "Väntetid"),
        ("goals.0.unit", "dagar"),
        ("goals.0.base_value", "20"),
        ("goals.0.target_2025", "12,5"),
        ("goals.3.focus_area", "Trygghet"),
        ("goals.3.text_2025", "Alla kan lita på tjänsterna"),
        ("revision", seen.as_str()),
    ];
    let (status, page) = post(&db, &SYSTEM, &path, &right).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let content = &at.versions[0].content;
    let goals: Vec<_> = content
        .goals
        .iter()
        .map(|goal| {
            (
                goal.key.as_str(),
                goal.focus_area.as_str(),
                goal.owner.as_str(),
            )
        })
        .collect();
    let expected = [
        ("data-delas", "kompetens", "aneby-kommun"),
        ("alla-kan-lita-pa-tjansterna", "trygghet", ""),
    ];
    assert_eq!(goals[goals.len() - 2..], expected);
    assert_eq!(content.focus_areas.len(), 2, "{:?}", content.focus_areas);
    let made = INDICATOR.find(&tx, &at, "vantetid").await.unwrap().unwrap();
    assert_eq!(made.goal.as_str(), "data-delas");
    assert_eq!(
        made.direction.code(),
        "down",
        "it begins at 20 and is to be 12,5"
    );
    let late = [
        ("goals.0.focus_area", "Kompetens"),
        ("goals.0.text_2025", "Mer data delas"),
        ("revision", seen.as_str()),
    ];
    let (status, _) = post(&db, &SYSTEM, &path, &late).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

const INDICATOR_FORM: [(&str, &str); 4] = [
    ("goal", "alla-kan"),
    ("name", "Andel"),
    ("unit", "dagar"),
    ("direction", "up"),
];

async fn a_figure_that_looks_wrong_is_confirmed_in_the_form(db: Db) {
    world(&db).await;
    post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/ny"),
        &INDICATOR_FORM,
    )
    .await;
    let path = format!("{PLAN}/indikatorer/andel/matning");
    post(
        &db,
        &SYSTEM,
        &path,
        &[("date", "2026-03-01"), ("value", "2")],
    )
    .await;
    let slip = [("date", "2026-04-01"), ("value", "21")];
    let (status, page) = post(&db, &SYSTEM, &path, &slip).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("21 dagar") && page.contains("Ja, värdet stämmer"),
        "{page}"
    );
    let sure = [slip[0], slip[1], ("confirmed", "true")];
    let (status, page) = post(&db, &SYSTEM, &path, &sure).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = get(&db, &SYSTEM, &format!("{PLAN}/indikatorer/andel")).await;
    assert!(page.contains("mer än tio gångers skillnad"), "{page}");
}

async fn a_measured_indicator_stays(db: Db) {
    world(&db).await;
    post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/ny"),
        &INDICATOR_FORM,
    )
    .await;
    let one = format!("{PLAN}/indikatorer/andel");
    let removal = format!("{one}/ta-bort");
    let (_, page) = get(&db, &SYSTEM, &one).await;
    assert!(page.contains(&removal), "{page}");
    let made = [("date", "2026-03-01"), ("value", "2")];
    post(&db, &SYSTEM, &format!("{one}/matning"), &made).await;
    for path in [one.clone(), format!("{one}/redigera")] {
        let (_, page) = get(&db, &SYSTEM, &path).await;
        assert!(!page.contains(&removal), "{page}");
    }
    let (status, page) = post(&db, &SYSTEM, &removal, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Indikatorn har mätningar"), "{page}");
}

async fn who_speaks_for_several_says_for_whom(db: Db) {
    let world = world(&db).await;
    let tx = db.begin("second").await.unwrap();
    let second = second_member(&tx, &world).await;
    tx.commit().await.unwrap();
    post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/ny"),
        &INDICATOR_FORM,
    )
    .await;
    let roles = [
        (world.party, Role::Representative),
        (second, Role::Representative),
    ];
    let both = person(&[], &roles);
    let path = format!("{PLAN}/indikatorer/andel/matning");
    let form = [("date", "2026-03-01"), ("value", "2")];
    let (status, page) = post(&db, &both, &path, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("#input-on_behalf_of"), "{page}");
    let form = [form[0], form[1], ("on_behalf_of", "granne-kommun")];
    let (status, page) = post(&db, &both, &path, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let indicators = INDICATOR.whole(&tx, at.plan.id.0).await.unwrap();
    let events = list_object_events(&tx, indicators[0].id, 1).await.unwrap();
    assert_eq!(events[0].on_behalf_of, Some(second));
}

async fn a_plan_that_was_only_a_draft_is_removed(db: Db) {
    world(&db).await;
    post(
        &db,
        &SYSTEM,
        &format!("{PLAN}/indikatorer/ny"),
        &INDICATOR_FORM,
    )
    .await;
    let path = format!("{PLAN}/indikatorer/andel/matning");
    post(
        &db,
        &SYSTEM,
        &path,
        &[("date", "2026-03-01"), ("value", "2")],
    )
    .await;
    let activity = [("name", "Utbildning"), ("status", "ongoing")];
    post(&db, &SYSTEM, &format!("{PLAN}/insatser/ny"), &activity).await;
    let (_, page) = get(&db, &SYSTEM, &format!("{PLAN}/redigera")).await;
    assert!(page.contains("/ta-bort"), "{page}");
    let tx = db.read().await.unwrap();
    let before = plan(&tx, &SYSTEM).await.plan;
    drop(tx);

    let path = format!("{PLAN}/ta-bort");
    let stale = post(&db, &SYSTEM, &path, &[("revision", "7")]).await;
    assert_eq!(stale.0, StatusCode::CONFLICT);
    let removed = post(&db, &SYSTEM, &path, &[("revision", "1")]).await;
    assert_eq!(
        (removed.0, removed.1.as_str()),
        (
            StatusCode::SEE_OTHER,
            "/samverkan/radet/planer?notis=plan-removed"
        )
    );
    assert_eq!(get(&db, &SYSTEM, PLAN).await.0, StatusCode::NOT_FOUND);
    let tx = db.read().await.unwrap();
    let left = INDICATOR.whole(&tx, before.id.0).await.unwrap();
    assert!(left.is_empty());
    let events = list_object_events(&tx, before.id.0, 1).await.unwrap();
    assert_eq!(events[0].kind, "plan.removed");
    let held = events[0].before.as_ref().unwrap();
    assert_eq!(held["activities"][0]["name"], "Utbildning");
}

async fn a_plan_that_was_shown_or_adopted_stays(db: Db) {
    world(&db).await;
    publish(&db).await;
    let tx = db.begin("hide").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    publish_version(&tx, &SYSTEM, &at, 1, seen, (String::new(), false))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let path = format!("{PLAN}/ta-bort");
    let (status, page) = get(&db, &SYSTEM, &path).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Planen har varit öppen för alla"), "{page}");
    let refused = post(&db, &SYSTEM, &path, &[("revision", "1")]).await;
    assert_eq!(refused.0, StatusCode::CONFLICT);

    let tx = db.begin("adopt").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let decision = adoption(at.versions[0].revision);
    adopt_plan(&tx, &SYSTEM, &at, 1, decision).await.unwrap();
    tx.commit().await.unwrap();
    let (status, page) = get(&db, &SYSTEM, &path).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Planen har antagits"), "{page}");
    let (_, page) = get(&db, &SYSTEM, &format!("{PLAN}/redigera")).await;
    assert!(!page.contains("/ta-bort"), "{page}");
}

async fn only_who_may_write_plans_removes_them(db: Db) {
    let world = world(&db).await;
    let path = format!("{PLAN}/ta-bort");
    let representative = person(&[], &[(world.party, Role::Representative)]);
    assert_eq!(
        get(&db, &representative, &path).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        get(&db, &Actor::Public, &path).await.0,
        StatusCode::SEE_OTHER
    );
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    assert_eq!(get(&db, &coordinator, &path).await.0, StatusCode::OK);
}

async fn the_history_of_an_activity_speaks_of_names(db: Db) {
    world(&db).await;
    let list = format!("{PLAN}/insatser");
    let form = [
        ("name", "Utbildning"),
        ("status", "ongoing"),
        ("focus_area", "kompetens"),
        ("goal", "alla-kan"),
        ("responsible", "Aneby kommun"),
    ];
    let (status, page) = post(&db, &SYSTEM, &format!("{list}/ny"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let other = [("name", "Kartläggning"), ("status", "planned")];
    post(&db, &SYSTEM, &format!("{list}/ny"), &other).await;
    let (_, page) = get(&db, &SYSTEM, &format!("{list}/ordna")).await;
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap();
    let up = [("seen", seen), ("thing", "kartlaggning"), ("to", "up")];
    let (status, page) = post(&db, &SYSTEM, &format!("{list}/ordna"), &up).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, page) = get(&db, &SYSTEM, &list).await;
    let (_, history) = page.split_once("history__list").unwrap();
    let wanted = [
        "flyttades",
        "Plats i listan: ”2” blev ”1”",
        "lades till",
        "Insats: ”Utbildning”",
        "Fokusområde: ”Kompetens”",
        "Effektmål: ”Kompetens: Alla kan”",
        "Status: ”Pågår”",
        "Ansvarig: ”Aneby kommun”",
    ];
    let places = wanted.map(|words| history.find(words));
    let all_there = places.iter().all(Option::is_some);
    assert!(all_there && places.is_sorted(), "{places:?} {history}");
    assert!(
        !history.contains("aneby-kommun") && !history.contains("sparades"),
        "{history}"
    );
}
