use crate::world::*;
use samverk_database::{Db, Tx};
use samverk_economy::actions::*;
use samverk_economy::records::DistributionRecord;
use samverk_economy::{gather_input, store};
use samverk_engine::compute;
use samverk_foundation::{Actor, Decision, ProblemKind, Role};
use samverk_parties::Scope;
use samverk_parties::model::Figure;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_distribution_is_adopted_once,
    two_who_adopt_at_once_do_not_both_succeed,
    an_adopted_result_can_be_computed_again_when_everything_has_changed,
    a_model_that_an_adopted_distribution_uses_is_locked,
    warnings_must_be_confirmed_once,
    the_economist_prepares_and_the_coordinator_adopts,
    a_budget_can_be_opened_again,
    drafts_can_be_removed_and_nothing_in_use,
    last_years_amounts_come_from_the_adopted_distribution,
    nobody_has_decided_tomorrow,
);

async fn nobody_has_decided_tomorrow(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let adopt = AdoptDistribution {
        decision: Decision::new("Rådet", day("2030-01-01"), "").unwrap(),
        ..adoption(draft(&tx, &scope).await.revision)
    };
    let early = adopt_distribution(&tx, &SYSTEM, &scope, DRAFT, adopt, Confirmation::Given).await;
    let problems = early.unwrap_err();
    assert_eq!(problems.0[0].code, "decision_in_future");
    assert_eq!(problems.0[0].place.field.as_deref(), Some("date"));
}

fn decision() -> Decision {
    Decision::new("Rådet", day("2020-11-27"), "§ 12").unwrap()
}

fn adoption(seen: i64) -> AdoptDistribution {
    AdoptDistribution {
        decision: decision(),
        input: None,
        seen,
    }
}

const DRAFT: &str = "2021-30-procent";

async fn draft(tx: &Tx, scope: &Scope) -> DistributionRecord {
    store::find_distribution(tx, scope.collaboration.id, DRAFT)
        .await
        .unwrap()
        .unwrap()
}

async fn a_distribution_is_adopted_once(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let seen = draft(&tx, &scope).await.revision;
    let given = Confirmation::Given;
    adopt_distribution(&tx, &SYSTEM, &scope, DRAFT, adoption(seen), given)
        .await
        .unwrap();
    let again = adopt_distribution(&tx, &SYSTEM, &scope, DRAFT, adoption(seen), given).await;
    let problem = &again.unwrap_err().0[0];
    assert_eq!(
        (problem.code, problem.kind.status()),
        ("distribution_already_adopted", 409)
    );
    let record = draft(&tx, &scope).await;
    let change = SaveDistribution {
        sharing: Sharing::AsItStands,
        key: record.key.clone(),
        title: "Annan".into(),
        year: record.year,
        model: record.model.clone(),
        published: true,
        note: String::new(),
        printed: None,
        input: None,
        revision: Some(record.revision),
    };
    let locked = save_distribution(&tx, &SYSTEM, &scope, change, given)
        .await
        .unwrap_err();
    assert_eq!(codes(&locked.0), ["distribution_locked"]);
}

async fn two_who_adopt_at_once_do_not_both_succeed(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let adopt = || async {
        let tx = db
            .begin("adopt")
            .await
            .map_err(samverk_foundation::Problems::from)?;
        let scope = scope(&tx, &SYSTEM).await;
        let seen = draft(&tx, &scope).await.revision;
        tokio::task::yield_now().await;
        let given = Confirmation::Given;
        adopt_distribution(&tx, &SYSTEM, &scope, DRAFT, adoption(seen), given).await?;
        tx.commit()
            .await
            .map_err(samverk_foundation::Problems::from)
    };
    let (first, second) = tokio::join!(adopt(), adopt());
    let refused = [first, second]
        .into_iter()
        .filter_map(Result::err)
        .collect::<Vec<_>>();
    assert_eq!(refused.len(), 1);
    assert_eq!(codes(&refused[0].0), ["distribution_already_adopted"]);
}

async fn an_adopted_result_can_be_computed_again_when_everything_has_changed(db: Db) {
    let world = world(&db).await;
    import_example(&db).await;
    let tx = db.begin("change").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let budget = store::find_budget(&tx, of, 2021).await.unwrap().unwrap();
    let budget = reopen_budget(
        &tx,
        &SYSTEM,
        &scope,
        (2021, budget.revision),
        "En post fattas",
    )
    .await
    .unwrap();
    let mut changed = budget.budget.clone();
    changed.lines[0].amount = kronor(900_000);
    let input = SaveBudget {
        title: budget.title,
        published: true,
        budget: changed,
        source: budget.source,
        note: budget.note,
        revision: Some(budget.revision),
    };
    save_budget(&tx, &SYSTEM, &scope, input, Confirmation::Given)
        .await
        .unwrap();
    let figure = Figure {
        party: world.aneby,
        year: 2020,
        population: 1,
    };
    samverk_parties::store::put_populations(&tx, &[figure])
        .await
        .unwrap();
    let fewer = &scope.members[1..];
    samverk_parties::store::replace_members(&tx, of, None, fewer)
        .await
        .unwrap();
    let record = store::find_distribution(&tx, of, "2021")
        .await
        .unwrap()
        .unwrap();
    let adopted = record.adopted.unwrap();
    assert_eq!(compute(&adopted.input).unwrap(), adopted.result);
    let now = gather_input(&tx, &scope, 2021, &record.model)
        .await
        .unwrap();
    assert_ne!(compute(&now).unwrap(), adopted.result);
}

async fn a_model_that_an_adopted_distribution_uses_is_locked(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("model").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let record = store::find_model(&tx, of, "2021-antagen")
        .await
        .unwrap()
        .unwrap();
    let mut changed = record.model.clone();
    changed.note = "Ändrad".into();
    let seen = Some(record.revision);
    let refused = save_model(&tx, &SYSTEM, &scope, changed.clone(), seen)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused.0), ["model_locked"]);
    changed.key = key("2022");
    save_model(&tx, &SYSTEM, &scope, changed, None)
        .await
        .unwrap();
}

async fn warnings_must_be_confirmed_once(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("printed").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let record = store::find_distribution(&tx, of, "2021")
        .await
        .unwrap()
        .unwrap();
    let mut printed = record.printed.clone().unwrap();
    printed.table.rows[1].amount = Some(kronor(1));
    let attach = async |confirmation, seen| {
        let printed = (Some(printed.clone()), seen);
        attach_printed_table(&tx, &SYSTEM, &scope, "2021", printed, confirmation).await
    };
    let refused = attach(Confirmation::Missing, record.revision)
        .await
        .unwrap_err();
    assert_eq!(refused.0.last().unwrap().code, "warnings_unconfirmed");
    assert!(codes(&refused.0).contains(&"printed_row_differs"));
    let saved = attach(Confirmation::Given, record.revision).await.unwrap();
    attach(Confirmation::Missing, saved.value.revision)
        .await
        .unwrap();
}

async fn the_economist_prepares_and_the_coordinator_adopts(db: Db) {
    let world = world(&db).await;
    import_example(&db).await;
    let economist = person(&[(world.council, Role::Economist)], &[]);
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    let reader = person(&[], &[(world.aneby, Role::Reader)]);
    let given = Confirmation::Given;
    let attempt = async |actor: &Actor| {
        let tx = db.begin("adopt").await.unwrap();
        let scope = scope(&tx, actor).await;
        let seen = draft(&tx, &scope).await.revision;
        let done = adopt_distribution(&tx, actor, &scope, DRAFT, adoption(seen), given).await;
        done.map(drop).map_err(|problems| problems.0[0].kind)
    };
    assert_eq!(attempt(&economist).await, Err(ProblemKind::Forbidden));
    assert_eq!(attempt(&reader).await, Err(ProblemKind::Forbidden));
    assert_eq!(
        attempt(&Actor::Public).await,
        Err(ProblemKind::SignInNeeded)
    );
    assert_eq!(attempt(&coordinator).await, Ok(()));

    let tx = db.begin("prepare").await.unwrap();
    let scope = scope(&tx, &economist).await;
    let model = store::find_model(&tx, scope.collaboration.id, "2021-trettio-procent").await;
    let model = model.unwrap().unwrap();
    let mut changed = model.model.clone();
    changed.note = "Förberedd".into();
    save_model(&tx, &economist, &scope, changed, Some(model.revision))
        .await
        .unwrap();
}

async fn a_budget_can_be_opened_again(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("budget").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let budget = store::find_budget(&tx, scope.collaboration.id, 2021)
        .await
        .unwrap()
        .unwrap();
    let again = adopt_budget(&tx, &SYSTEM, &scope, 2021, decision(), budget.revision).await;
    assert_eq!(again.unwrap_err().code, "budget_already_adopted");
    let open = reopen_budget(
        &tx,
        &SYSTEM,
        &scope,
        (2021, budget.revision),
        "En post fattas",
    )
    .await
    .unwrap();
    let removed = remove_budget(&tx, &SYSTEM, &scope, 2021, open.revision).await;
    assert_eq!(removed.unwrap_err().code, "budget_was_adopted");
    let to_come = Decision::new("Rådet", day("2030-01-01"), "").unwrap();
    let early = adopt_budget(&tx, &SYSTEM, &scope, 2021, to_come.clone(), open.revision).await;
    assert_eq!(early.unwrap_err().code, "decision_in_future");
    let adopted = adopt_budget(&tx, &SYSTEM, &scope, 2021, decision(), open.revision).await;
    assert_eq!(adopted.unwrap().state.decision(), Some(&decision()));
}

async fn drafts_can_be_removed_and_nothing_in_use(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("remove").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let model = store::find_model(&tx, of, "2021-trettio-procent")
        .await
        .unwrap()
        .unwrap();
    let name = model.model.key.as_str();
    let used = remove_model(&tx, &SYSTEM, &scope, name, model.revision)
        .await
        .unwrap_err();
    assert_eq!(used.code, "model_in_use");
    let adopted = remove_distribution(&tx, &SYSTEM, &scope, "2021", 1)
        .await
        .unwrap_err();
    assert_eq!(adopted.code, "distribution_locked");
    let seen = draft(&tx, &scope).await.revision;
    remove_distribution(&tx, &SYSTEM, &scope, DRAFT, seen)
        .await
        .unwrap();
    remove_model(&tx, &SYSTEM, &scope, name, model.revision)
        .await
        .unwrap();
    let locked = remove_budget(&tx, &SYSTEM, &scope, 2021, 1)
        .await
        .unwrap_err();
    assert_eq!(locked.code, "budget_locked");
}

async fn last_years_amounts_come_from_the_adopted_distribution(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("next").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let budget = store::find_budget(&tx, of, 2021).await.unwrap().unwrap();
    let mut next = budget.budget.clone();
    next.year = 2022;
    let input = SaveBudget {
        title: "Budget 2022".into(),
        published: false,
        budget: next,
        source: String::new(),
        note: String::new(),
        revision: None,
    };
    save_budget(&tx, &SYSTEM, &scope, input, Confirmation::Given)
        .await
        .unwrap();
    let input = gather_input(&tx, &scope, 2022, &key("2021-antagen"))
        .await
        .unwrap();
    assert_eq!(
        input.last_year.get(&key("aneby-kommun")),
        Some(&kronor(82_859))
    );
    assert_eq!(input.last_year.0.len(), 15);
    assert!(
        input.measures.is_empty(),
        "fixed percentages read no tables"
    );
}
