//! An adoption that was recorded by mistake is taken back, and what was in force is in force again.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, list_object_events};
use samverk_economy::actions::*;
use samverk_economy::in_force::in_force;
use samverk_economy::store;
use samverk_foundation::{Actor, Decision};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_budget_adopted_by_mistake_falls_back_to_what_was_adopted_before,
    a_budget_that_was_adopted_once_is_a_draft_for_the_members,
    a_distribution_adopted_by_mistake_gives_way_to_the_former,
    a_draft_has_no_adoption_to_withdraw,
);

const DRAFT: &str = "2021-30-procent";

fn decision(day_of: &str) -> Decision {
    Decision::new("Rådet", day(day_of), "§ 3").unwrap()
}

/// Answers the question of the page.
async fn withdraw(db: &Db, path: &str) -> (StatusCode, String) {
    let coordinator = coordinator(db).await;
    let form = format!("{path}/aterta");
    let asked = page(db, &coordinator, &form).await;
    let revision = asked.split("name=\"revision\" value=\"").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    let silent = post(db, &coordinator, &form, &[("revision", revision)]).await;
    assert_eq!(silent.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.1);
    let answer = [("revision", revision), ("reason", "Fel protokoll")];
    post(db, &coordinator, &form, &answer).await
}

async fn a_budget_adopted_by_mistake_falls_back_to_what_was_adopted_before(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let before = page(&db, &Actor::Public, "/budget/2021").await;
    let tx = db.begin("revise").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let found = store::find_budget(&tx, scope.collaboration.id, 2021).await;
    let seen = found.unwrap().unwrap().revision;
    let open = reopen_budget(&tx, &SYSTEM, &scope, (2021, seen), "En post fattas")
        .await
        .unwrap();
    let mut changed = open.budget.clone();
    changed.lines[0].amount = kronor(900_123);
    let input = SaveBudget {
        title: "Reviderad budget".into(),
        published: true,
        budget: changed,
        source: open.source,
        note: open.note,
        revision: Some(open.revision),
    };
    let saved = save_budget(&tx, &SYSTEM, &scope, input, Confirmation::Given).await;
    let seen = saved.unwrap().value.revision;
    adopt_budget(&tx, &SYSTEM, &scope, 2021, decision("2021-02-01"), seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let public = page(&db, &Actor::Public, "/budget/2021").await;
    assert!(public.contains("Reviderad budget"), "{public}");

    let (status, to) = withdraw(&db, "/budget/2021").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert_eq!(page(&db, &Actor::Public, "/budget/2021").await, before);
    let own = page(&db, &coordinator(&db).await, "/budget/2021").await;
    for said in [
        "Reviderad budget",
        "Budgetens antagande återtogs",
        "Fel protokoll",
    ] {
        assert!(own.contains(said), "{said}: {own}");
    }
}

async fn a_budget_that_was_adopted_once_is_a_draft_for_the_members(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let (status, to) = withdraw(&db, "/budget/2021").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let hidden = get(&db, &Actor::Public, "/budget/2021").await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    let own = page(&db, &coordinator(&db).await, "/budget/2021").await;
    assert!(
        !own.contains("/aterta"),
        "there is nothing more to withdraw: {own}"
    );
    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let found = store::find_budget(&tx, scope.collaboration.id, 2021).await;
    let budget = found.unwrap().unwrap();
    let events = list_object_events(&tx, budget.id.0, 5).await.unwrap();
    let told = &events[0];
    assert_eq!(told.kind, "budget.adoption_withdrawn");
    assert_eq!(told.after.as_ref().unwrap()["reason"], "Fel protokoll");
}

async fn a_distribution_adopted_by_mistake_gives_way_to_the_former(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let path = format!("/fordelning/{DRAFT}");
    let tx = db.begin("adopt").await.unwrap();
    let at = scope(&tx, &SYSTEM).await;
    let of = at.collaboration.id;
    let found = store::find_distribution(&tx, of, DRAFT).await;
    let adopt = AdoptDistribution {
        decision: decision("2021-03-01"),
        input: None,
        seen: found.unwrap().unwrap().revision,
    };
    adopt_distribution(&tx, &SYSTEM, &at, DRAFT, adopt, Confirmation::Given)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let superseded = get(&db, &coordinator(&db).await, "/fordelning/2021/aterta").await;
    assert_eq!(superseded.0, StatusCode::CONFLICT, "only what is in force");

    let (status, to) = withdraw(&db, &path).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let tx = db.begin("after").await.unwrap();
    let at = scope(&tx, &SYSTEM).await;
    let all = store::list_distributions(&tx, of).await.unwrap();
    let keys: Vec<_> = in_force(&all).iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["2021"]);
    let own = all.iter().find(|one| one.key.as_str() == DRAFT).unwrap();
    assert!(own.adopted.is_none() && !own.published);
    let counted = store::list_outcomes(&tx, &[of]).await.unwrap();
    let counted = counted.iter().filter(|one| one.adopted.is_some());
    let counted: Vec<_> = counted.map(|one| one.key.as_str()).collect();
    assert!(
        counted.contains(&"2021") && !counted.contains(&DRAFT),
        "{counted:?}"
    );
    // Its model is no longer locked by it.
    let model = store::find_model(&tx, of, own.model.as_str()).await;
    let model = model.unwrap().unwrap();
    let mut changed = model.model.clone();
    changed.note = "Ändrad igen".into();
    save_model(&tx, &SYSTEM, &at, changed, Some(model.revision))
        .await
        .unwrap();
    drop(tx);
    let hidden = get(&db, &Actor::Public, &path).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    let own = page(&db, &coordinator(&db).await, &path).await;
    assert!(own.contains("Fördelningens antagande återtogs"), "{own}");
    let former = page(&db, &coordinator(&db).await, "/fordelning/2021").await;
    assert!(former.contains("Fördelningen gäller igen"), "{former}");
}

async fn a_draft_has_no_adoption_to_withdraw(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let coordinator = coordinator(&db).await;
    let path = format!("/fordelning/{DRAFT}/aterta");
    assert_eq!(get(&db, &coordinator, &path).await.0, StatusCode::CONFLICT);
    assert_eq!(
        get(&db, &coordinator, "/budget/1999/aterta").await.0,
        StatusCode::NOT_FOUND
    );
    let reader = person(&[], &[]);
    let refused = get(&db, &reader, "/budget/2021/aterta").await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
}
