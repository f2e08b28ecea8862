use crate::world::*;
use samverk_database::Db;
use samverk_foundation::{Decision, ProblemKind, Role};
use samverk_goals::actions::*;
use samverk_goals::model::VersionStatus;
use samverk_goals::{PlanScope, load_plan_view, load_register};
use samverk_parties::Scope;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_plan_goes_from_draft_to_superseded,
    an_adopted_text_is_locked,
    a_text_out_for_comment_stands_still,
    the_last_day_for_comments_can_be_moved,
    a_plan_adopted_twice_at_once_is_adopted_once,
    nobody_adopts_a_text_they_have_not_seen,
    saving_what_stands_records_nothing,
    two_people_do_not_overwrite_each_other,
    wrong_content_is_refused,
    only_the_coordinator_writes_and_adopts,
    a_key_of_another_collaboration_is_not_found,
    the_register_is_loaded_once,
    a_draft_can_be_discarded,
    nothing_empty_is_adopted_and_nothing_in_advance,
);

fn codes(result: Result<impl std::fmt::Debug, samverk_foundation::Problems>) -> Vec<&'static str> {
    result
        .unwrap_err()
        .0
        .iter()
        .map(|problem| problem.code)
        .collect()
}

async fn nothing_empty_is_adopted_and_nothing_in_advance(db: Db) {
    world(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    let to_come = AdoptPlan {
        decision: Decision::new("Rådet", day("2030-01-01"), "").unwrap(),
        ..adoption(seen)
    };
    let early = adopt_plan(&tx, &SYSTEM, &at, 1, to_come).await;
    assert_eq!(early.unwrap_err().code, "decision_in_future");
    let mut empty = at.versions[0].clone();
    empty.content.goals.clear();
    empty.content.focus_areas.clear();
    samverk_goals::store::update_version(&tx, &empty, seen)
        .await
        .unwrap();
    let hollow = adopt_plan(&tx, &SYSTEM, &at, 1, adoption(seen)).await;
    assert_eq!(hollow.unwrap_err().code, "plan_empty");
}

async fn a_plan_goes_from_draft_to_superseded(db: Db) {
    world(&db).await;
    let tx = db.begin("send").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    send_for_comment(
        &tx,
        &SYSTEM,
        &at,
        (1, at.versions[0].revision),
        day("2099-01-31"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    adopt(&db, 1).await.unwrap();

    let tx = db.begin("new").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let next = new_version(&tx, &SYSTEM, &at, "2.0").await.unwrap();
    assert_eq!(next.content, at.versions[0].content, "the text is copied");
    let at = plan(&tx, &SYSTEM).await;
    let twice = new_version(&tx, &SYSTEM, &at, "").await.unwrap_err();
    assert_eq!(twice.code, "draft_already_open");
    tx.commit().await.unwrap();
    adopt(&db, 2).await.unwrap();

    let tx = db.read().await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let statuses: Vec<_> = at.versions.iter().map(|version| version.status).collect();
    assert_eq!(
        statuses,
        [VersionStatus::Superseded, VersionStatus::Adopted]
    );
    let decision = at.versions[1].decision.clone().unwrap();
    assert_eq!(
        (decision.body.as_str(), decision.paragraph.as_str()),
        ("Rådet", "§ 12")
    );
}

async fn an_adopted_text_is_locked(db: Db) {
    world(&db).await;
    adopt(&db, 1).await.unwrap();
    let tx = db.begin("edit").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let revision = at.versions[0].revision;
    let refused = save_goal(&tx, &SYSTEM, &at, 1, None, goal("Nytt", revision)).await;
    assert_eq!(codes(refused), ["version_locked"]);
    let texts = TextsDraft {
        summary: "Nytt".into(),
        seen: revision,
        ..TextsDraft::default()
    };
    assert_eq!(
        codes(save_texts(&tx, &SYSTEM, &at, 1, texts).await),
        ["version_locked"]
    );
    let named = ("Nytt namn".to_owned(), true);
    let refused = publish_version(&tx, &SYSTEM, &at, 1, revision, named)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "version_locked");
    let gone = discard_version(&tx, &SYSTEM, &at, 1, 1).await.unwrap_err();
    assert_eq!(gone.code, "version_locked");
    let mut import = VersionDraft::of(&at.versions[0]);
    import.content.summary = "Nytt".into();
    assert_eq!(
        codes(put_version(&tx, &SYSTEM, &at, import).await),
        ["version_locked"]
    );
}

async fn the_last_day_for_comments_can_be_moved(db: Db) {
    world(&db).await;
    let tx = db.begin("send").await.unwrap();
    let seen = |at: &PlanScope| (1, at.versions[0].revision);
    let today = tx.today();
    let at = plan(&tx, &SYSTEM).await;
    let past = today.pred_opt().unwrap();
    let late = send_for_comment(&tx, &SYSTEM, &at, seen(&at), past).await;
    assert_eq!(late.unwrap_err().code, "comments_until_past");
    for until in [today, day("2099-12-31"), day("2099-12-31")] {
        let at = plan(&tx, &SYSTEM).await;
        let sent = send_for_comment(&tx, &SYSTEM, &at, seen(&at), until).await;
        sent.unwrap();
    }
    let at = plan(&tx, &SYSTEM).await;
    let version = &at.versions[0];
    assert!(version.takes_comments(today) && version.takes_comments(day("2099-12-31")));
    assert!(!version.takes_comments(day("2100-01-01")));
    tx.flush().await.unwrap();
    let events = samverk_database::list_object_events(&tx, at.plan.id.0, 10).await;
    let kinds: Vec<_> = events
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .collect();
    let moved = kinds
        .iter()
        .filter(|kind| *kind == "plan.comment_time_changed");
    assert_eq!(moved.count(), 1, "{kinds:?}");
    return_to_draft(&tx, &SYSTEM, &at, 1, version.revision)
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    assert_eq!(at.versions[0].comments_until, None);
}

async fn a_text_out_for_comment_stands_still(db: Db) {
    world(&db).await;
    let tx = db.begin("send").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    send_for_comment(
        &tx,
        &SYSTEM,
        &at,
        (1, at.versions[0].revision),
        day("2099-01-31"),
    )
    .await
    .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let revision = at.versions[0].revision;
    let refused = save_goal(&tx, &SYSTEM, &at, 1, None, goal("Nytt", revision)).await;
    assert_eq!(codes(refused), ["version_out_for_comment"]);
    return_to_draft(&tx, &SYSTEM, &at, 1, revision)
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let revision = at.versions[0].revision;
    save_goal(&tx, &SYSTEM, &at, 1, None, goal("Nytt", revision))
        .await
        .unwrap();
}

async fn a_plan_adopted_twice_at_once_is_adopted_once(db: Db) {
    world(&db).await;
    // Both people have the page open: the same version, the same revision.
    let one = async {
        let tx = db.begin("adopt").await?;
        let at = plan(&tx, &SYSTEM).await;
        adopt_plan(&tx, &SYSTEM, &at, 1, adoption(3)).await?;
        tx.commit().await
    };
    let other = async {
        let tx = db.begin("adopt").await?;
        let at = plan(&tx, &SYSTEM).await;
        adopt_plan(&tx, &SYSTEM, &at, 1, adoption(3)).await?;
        tx.commit().await
    };
    let (one, other) = tokio::join!(one, other);
    let refused = match (one, other) {
        (Ok(()), Err(refused)) | (Err(refused), Ok(())) => refused,
        both => panic!("exactly one adopts: {both:?}"),
    };
    assert_eq!(
        (refused.code, refused.kind),
        ("plan_already_adopted", ProblemKind::Conflict)
    );
    let tx = db.read().await.unwrap();
    let adopted = samverk_database::list_object_events(&tx, plan(&tx, &SYSTEM).await.plan.id.0, 50);
    let adopted = adopted
        .await
        .unwrap()
        .into_iter()
        .filter(|event| event.kind == "plan.adopted");
    assert_eq!(adopted.count(), 1);
}

async fn nobody_adopts_a_text_they_have_not_seen(db: Db) {
    world(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let late = adopt_plan(&tx, &SYSTEM, &at, 1, adoption(1))
        .await
        .unwrap_err();
    assert_eq!(late.code, "changed_meanwhile");
}

async fn saving_what_stands_records_nothing(db: Db) {
    world(&db).await;
    let before = event_count(&db).await;
    let tx = db.begin("save").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let revision = at.versions[0].revision;
    let same = goal("Alla kan", revision);
    save_goal(&tx, &SYSTEM, &at, 1, Some("alla-kan"), same)
        .await
        .unwrap();
    let facts = PlanFacts {
        title: at.plan.title.clone(),
        from: at.plan.from,
        to: at.plan.to,
        source: String::new(),
        seen: Some(at.plan.revision),
    };
    save_plan(&tx, &SYSTEM, &at, facts).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(event_count(&db).await, before);
}

async fn two_people_do_not_overwrite_each_other(db: Db) {
    world(&db).await;
    let tx = db.begin("save").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    save_goal(&tx, &SYSTEM, &at, 1, None, goal("Ett", seen))
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let late = save_goal(&tx, &SYSTEM, &at, 1, None, goal("Två", seen)).await;
    assert_eq!(codes(late), ["changed_meanwhile"]);
    let texts = plan(&tx, &SYSTEM).await.versions[0].content.goals.clone();
    let texts: Vec<_> = texts.iter().map(|goal| goal.title()).collect();
    assert_eq!(texts, ["Alla kan", "Ett"]);
}

async fn wrong_content_is_refused(db: Db) {
    world(&db).await;
    let tx = db.begin("save").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    let empty = GoalDraft {
        years: Vec::new(),
        ..goal("", seen)
    };
    assert_eq!(
        codes(save_goal(&tx, &SYSTEM, &at, 1, None, empty).await),
        ["goal_without_year"]
    );
    let mut twice = goal("Ett", seen);
    twice.years.push(twice.years[0].clone());
    assert_eq!(
        codes(save_goal(&tx, &SYSTEM, &at, 1, None, twice).await),
        ["goal_year_repeated"]
    );
    let lost = GoalDraft {
        focus_area: key("ingenstans"),
        ..goal("Ett", seen)
    };
    assert_eq!(
        codes(save_goal(&tx, &SYSTEM, &at, 1, None, lost).await),
        ["focus_area_unknown"]
    );
    let mut unknown = goal("Ett", seen);
    unknown.years[0].catalogue_goals = vec![
        "utveckling-i-en-digital-tid:M99"
            .to_owned()
            .try_into()
            .unwrap(),
    ];
    let refused = save_goal(&tx, &SYSTEM, &at, 1, None, unknown).await;
    assert_eq!(codes(refused), ["catalogue_goal_unknown"]);
    let refused = remove_focus_area(&tx, &SYSTEM, &at, 1, "kompetens", seen).await;
    assert_eq!(codes(refused), ["focus_area_has_goals"]);
}

async fn only_the_coordinator_writes_and_adopts(db: Db) {
    let world = world(&db).await;
    let tx = db.begin("save").await.unwrap();
    let representative = person(&[], &[(world.party, Role::Representative)]);
    let at = plan(&tx, &representative).await;
    let seen = at.versions[0].revision;
    let refused = save_goal(&tx, &representative, &at, 1, None, goal("Ett", seen)).await;
    assert_eq!(codes(refused), ["forbidden"]);
    let refused = adopt_plan(&tx, &representative, &at, 1, adoption(seen))
        .await
        .unwrap_err();
    assert_eq!(refused.code, "forbidden");
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    let at = plan(&tx, &coordinator).await;
    adopt_plan(&tx, &coordinator, &at, 1, adoption(seen))
        .await
        .unwrap();
}

async fn a_key_of_another_collaboration_is_not_found(db: Db) {
    world(&db).await;
    let tx = db.read().await.unwrap();
    let elsewhere = PlanScope::find(&tx, &SYSTEM, "grannen", "2025-2027")
        .await
        .unwrap_err();
    assert_eq!(elsewhere.kind, ProblemKind::NotFound);
    let neighbour = Scope::find(&tx, &SYSTEM, "grannen").await.unwrap();
    let elsewhere = load_plan_view(&tx, &neighbour, "2025-2027", None)
        .await
        .unwrap_err();
    assert_eq!(elsewhere.kind, ProblemKind::NotFound);
}

async fn the_register_is_loaded_once(db: Db) {
    world(&db).await;
    let tx = db.begin("register").await.unwrap();
    let before = db.query_count();
    load_register(&tx).await.unwrap();
    assert_eq!(db.query_count() - before, 1);
    let catalogues = samverk_goals::catalogues::list_catalogues(&tx)
        .await
        .unwrap();
    let strategy = catalogues
        .iter()
        .find(|one| one.key.as_str() == "utveckling-i-en-digital-tid");
    assert_eq!(strategy.unwrap().goals.len(), 16);
}

async fn a_draft_can_be_discarded(db: Db) {
    world(&db).await;
    let tx = db.begin("only").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let only = discard_version(&tx, &SYSTEM, &at, 1, 1).await.unwrap_err();
    assert_eq!(only.code, "version_is_the_only_one");
    drop(tx);
    adopt(&db, 1).await.unwrap();
    let tx = db.begin("discard").await.unwrap();
    new_version(&tx, &SYSTEM, &plan(&tx, &SYSTEM).await, "")
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    discard_version(&tx, &SYSTEM, &at, 2, 1).await.unwrap();
    assert_eq!(plan(&tx, &SYSTEM).await.versions.len(), 1);
}
