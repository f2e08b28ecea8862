//! What becomes of a saved what-if, and who may do what with it.

use crate::scenario_form::*;
use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_economy::records::ScenarioRecord;
use samverk_economy::store;
use samverk_engine::compute;
use samverk_foundation::{Actor, PersonId, Role};
use samverk_parties::model::Figure;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_draft_is_for_its_author_and_the_economy,
    a_representative_changes_only_their_own,
    a_scenario_stands_when_figures_change_until_it_is_computed_anew,
    an_adopted_scenario_is_a_distribution_with_its_inputs,
    a_scenario_can_be_changed_and_taken_away,
    a_refused_base_is_not_told_twice,
    another_collaborations_scenario_is_not_found,
);

fn somebody_else(like: &Actor) -> Actor {
    let mut person = like.person().unwrap().clone();
    person.id = PersonId(uuid::Uuid::from_u128(7));
    Actor::Person(person)
}

async fn a_draft_is_for_its_author_and_the_economy(db: Db) {
    let world = furnished(&db).await;
    let author = person(&[], &[(world.aneby, Role::Representative)]);
    let other = somebody_else(&author);
    let economist = somebody_else(&person(&[(world.council, Role::Economist)], &[]));
    let form = filled(&db, &author, NEW, "Anebys fråga").await;
    assert!(!form.iter().any(|(_, value)| value == "public"));
    let name = saved(&db, &author, &form).await;
    let path = format!("/scenarier/{name}");
    for (who, expected) in [
        (&author, StatusCode::OK),
        (&economist, StatusCode::OK),
        (&other, StatusCode::NOT_FOUND),
        (&Actor::Public, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(get(&db, who, &path).await.0, expected);
        let listed = page(&db, who, "/scenarier").await.contains("Anebys fråga");
        assert_eq!(listed, expected == StatusCode::OK);
    }
    let mut form = fields(&page(&db, &author, &format!("{path}/redigera")).await);
    set(&mut form, "shown", "members");
    let (status, to) = send(&db, &author, &format!("{path}/redigera"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert_eq!(get(&db, &other, &path).await.0, StatusCode::OK);
    assert_eq!(
        get(&db, &Actor::Public, &path).await.0,
        StatusCode::NOT_FOUND
    );
}

async fn a_representative_changes_only_their_own(db: Db) {
    let world = furnished(&db).await;
    let somebody = person(&[], &[(world.aneby, Role::Representative)]);
    let reader = person(&[], &[(world.aneby, Role::Reader)]);
    let path = "/scenarier/folkmangd-2020";
    assert_eq!(
        get(&db, &somebody, &format!("{path}/redigera")).await.0,
        StatusCode::FORBIDDEN
    );
    for action in ["ta-bort", "uppdatera"] {
        let (status, _) = post(
            &db,
            &somebody,
            &format!("{path}/{action}"),
            &[("revision", "1")],
        )
        .await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{action}");
    }
    assert_eq!(
        get(&db, &somebody, &format!("{path}/anta")).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        get(&db, &reader, "/scenarier/ny").await.0,
        StatusCode::FORBIDDEN
    );
    let mut form = filled(&db, &somebody, NEW, "För alla").await;
    set(&mut form, "shown", "public");
    assert_eq!(
        send(&db, &somebody, "/scenarier/ny", &form).await.0,
        StatusCode::FORBIDDEN
    );
}

async fn a_scenario_stands_when_figures_change_until_it_is_computed_anew(db: Db) {
    let world = furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let path = "/scenarier/folkmangd-2020";
    let before = scenario(&db, "folkmangd-2020").await.unwrap();
    let calm = page(&db, &coordinator, path).await;
    assert!(!calm.contains("Uppgifterna har ändrats"), "{calm}");
    let tx = db.begin("population").await.unwrap();
    let figure = Figure {
        party: world.aneby,
        year: 2020,
        population: 9_999,
    };
    samverk_parties::store::put_populations(&tx, &[figure])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let told = page(&db, &coordinator, path).await;
    assert!(
        told.contains("Folkmängd 31 december: 1 uppgifter är andra"),
        "{told}"
    );
    let unchanged = scenario(&db, "folkmangd-2020").await.unwrap();
    assert_eq!(compute(&unchanged.input), compute(&before.input));
    let revision = before.revision.to_string();
    submit(
        &db,
        &format!("{path}/uppdatera"),
        &[("revision", &revision)],
    )
    .await;
    let after = scenario(&db, "folkmangd-2020").await.unwrap();
    let aneby = |record: &ScenarioRecord| {
        compute(&record.input)
            .unwrap()
            .row(&key("aneby-kommun"))
            .unwrap()
            .amount
    };
    assert!(aneby(&after) > aneby(&before));
    let calm = page(&db, &coordinator, path).await;
    assert!(!calm.contains("Uppgifterna har ändrats"), "{calm}");
    let again = post(
        &db,
        &coordinator,
        &format!("{path}/uppdatera"),
        &[("revision", &revision)],
    )
    .await;
    assert!(
        again.0 == StatusCode::CONFLICT || again.0 == StatusCode::SEE_OTHER,
        "{again:?}"
    );
}

async fn an_adopted_scenario_is_a_distribution_with_its_inputs(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let form = page(&db, &coordinator, "/scenarier/folkmangd-2020/anta").await;
    assert!(
        form.contains("Folkmängd 31 december 2020 används"),
        "{form}"
    );
    let decision = [
        ("title", "Fördelning efter folkmängd"),
        ("body", "Rådet"),
        ("date", "2026-11-22"),
        ("paragraph", "§ 7"),
    ];
    let path = "/scenarier/folkmangd-2020/anta";
    let (_, missing) = post(&db, &coordinator, path, &decision[..1]).await;
    assert!(missing.contains("Beslutsdatum"), "{missing}");
    let mut confirmed = decision.to_vec();
    confirmed.push(("confirmed", "true"));
    let to = submit(&db, path, &confirmed).await;
    assert!(
        to.contains("/fordelning/fordelning-efter-folkmangd"),
        "{to}"
    );
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let found = store::find_distribution(&tx, of, "fordelning-efter-folkmangd")
        .await
        .unwrap();
    let adopted = found.unwrap().adopted.unwrap();
    let scenario = store::find_scenario(&tx, of, "folkmangd-2020")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(adopted.result.rows, compute(&scenario.input).unwrap().rows);
    assert_eq!(adopted.decision.paragraph, "§ 7");
    let model = store::find_model(&tx, of, adopted.input.model.key.as_str())
        .await
        .unwrap();
    assert_eq!(model.unwrap().model, adopted.input.model);
    drop(tx);
    let exported = export(&db).await;
    let again = import(&db, &exported).await;
    assert!(again.problems.is_empty(), "{:#?}", again.problems);
    assert_eq!(export(&db).await, exported);
}

async fn a_scenario_can_be_changed_and_taken_away(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let path = "/scenarier/regionen-430-500";
    let form = fields(&page(&db, &coordinator, &format!("{path}/redigera")).await);
    let events = event_count(&db).await;
    let (status, to) = send(&db, &coordinator, &format!("{path}/redigera"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert_eq!(event_count(&db).await, events, "nothing was changed");
    let mut changed = form.clone();
    set(&mut changed, "title", "Den andra läsningen");
    send(&db, &coordinator, &format!("{path}/redigera"), &changed).await;
    assert_eq!(event_count(&db).await, events + 1);
    let mut late = form.clone();
    set(&mut late, "title", "För sent");
    let (status, html) = send(&db, &coordinator, &format!("{path}/redigera"), &late).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let to = submit(&db, &format!("{path}/ta-bort"), &[("revision", "2")]).await;
    assert!(to.contains("/scenarier?notis=economy-removed"), "{to}");
    assert_eq!(scenario(&db, "regionen-430-500").await, None);
}

async fn a_refused_base_is_not_told_twice(db: Db) {
    world(&db).await;
    let folder = edited(&example(), "/2021/amounts.csv", "369000", "430500");
    let folder = without(&folder, "/2021/inputs.toml");
    let folder = edited(&folder, "models/2021-antagen.toml", "\"1.90\"", "\"1.80\"");
    let problems = import(&db, &folder).await.problems.0;
    assert!(
        !codes(&problems).contains(&"scenario_base_missing"),
        "{problems:#?}"
    );
    let alone = edited(
        &example(),
        "folkmangd-2020/scenario.toml",
        "distribution = \"2021\"",
        "distribution = \"finns-inte\"",
    );
    let problems = import(&db, &alone).await.problems.0;
    assert_eq!(codes(&problems), ["scenario_base_missing"]);
    assert!(
        problems[0]
            .place
            .file
            .as_deref()
            .unwrap()
            .ends_with("folkmangd-2020/scenario.toml")
    );
}

async fn another_collaborations_scenario_is_not_found(db: Db) {
    furnished(&db).await;
    let path = "/samverkan/grannen/scenarier/folkmangd-2020";
    let coordinator = coordinator(&db).await;
    let answer = site(&db, &coordinator).get(path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
