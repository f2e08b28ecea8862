use crate::world::*;
use samverk_database::Db;
use samverk_fields::Rows;
use samverk_foundation::{Actor, Role};
use samverk_kept::{Installation, Seen};
use samverk_parties::GroupId;
use samverk_parties::actions::*;
use samverk_parties::ladders::{HeldLadder, LADDER, Ladder, Level, find_ladder};
use samverk_parties::model::*;
use samverk_parties::{Scope, store};
samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_group_of_another_collaboration_is_not_found,
    a_representative_speaks_for_the_own_party_only,
    a_save_over_a_newer_one_is_refused,
    what_is_not_published_does_not_exist_for_outsiders,
    a_group_that_is_leaned_on_is_not_removed,
    a_level_in_use_stays_on_its_ladder,
);

fn a_group() -> SaveGroup {
    SaveGroup {
        name: "Arkivgruppen".to_owned(),
        kind: GroupKind::Inside,
        organiser: String::new(),
        parent: None,
        reach: Reach::Regional,
        legal_form: None,
        host: None,
        purpose: String::new(),
        cooperation: String::new(),
        cost: None,
        financed_by: String::new(),
        note: String::new(),
        position: None,
        revision: 0,
    }
}

fn an_assessment(ladder: &HeldLadder, subject: Subject, level: i64) -> RecordAssessment<'_> {
    let (wanted_level, date, on_behalf_of) = (None, None, None);
    RecordAssessment {
        subject,
        ladder,
        level,
        wanted_level,
        note: String::new(),
        date,
        on_behalf_of,
    }
}

fn member(party: Party) -> Member {
    Member {
        party,
        standing: Standing::Member,
        from: None,
        to: None,
        note: String::new(),
    }
}

async fn a_group_of_another_collaboration_is_not_found(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    open(&tx, "ena").await;
    open(&tx, "andra").await;
    let ena = scope(&tx, &SYSTEM, "ena").await;
    let andra = scope(&tx, &SYSTEM, "andra").await;
    let group = save_group(&tx, &SYSTEM, &ena, key("arkiv"), a_group())
        .await
        .unwrap();

    assert!(
        store::find_group(&tx, andra.collaboration.id, "arkiv")
            .await
            .unwrap()
            .is_none()
    );
    let removed = remove_group(&tx, &SYSTEM, &andra, "arkiv", 1)
        .await
        .unwrap_err();
    assert_eq!(removed.code, "not_found");

    let ladder = find_ladder(&tx, "samtrappan").await.unwrap().unwrap();
    let foreign = an_assessment(&ladder, Subject::Group(group.id), 1);
    let problem = record_assessment(&tx, &SYSTEM, &andra, foreign)
        .await
        .unwrap_err();
    assert_eq!(problem.code, "group_unknown");

    let below = SaveGroup {
        parent: Some(group.id),
        ..a_group()
    };
    let problem = save_group(&tx, &SYSTEM, &andra, key("under"), below)
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.place.field.as_deref()),
        ("group_unknown", Some("parent"))
    );
}

async fn a_representative_speaks_for_the_own_party_only(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    open(&tx, "radet").await;
    let (aneby, eksjo) = (
        party(&tx, "aneby-kommun").await,
        party(&tx, "eksjo-kommun").await,
    );
    let all = [member(aneby.clone()), member(eksjo.clone())];
    let as_system = scope(&tx, &SYSTEM, "radet").await;
    save_members(&tx, &SYSTEM, &as_system, None, &all, 1)
        .await
        .unwrap();

    let actor = person(&[], &[(aneby.id, Role::Representative)]);
    let own = scope(&tx, &actor, "radet").await;
    let ladder = find_ladder(&tx, "samtrappan").await.unwrap().unwrap();
    let view = |party| RecordAssessment {
        on_behalf_of: party,
        ..an_assessment(&ladder, Subject::Pair(aneby.id, eksjo.id), 2)
    };
    assert!(
        record_assessment(&tx, &actor, &own, view(Some(aneby.id)))
            .await
            .unwrap()
    );
    for other in [Some(eksjo.id), None] {
        let problem = record_assessment(&tx, &actor, &own, view(other))
            .await
            .unwrap_err();
        assert_eq!(problem.code, "forbidden");
    }
    assert!(
        !record_assessment(&tx, &actor, &own, view(Some(aneby.id)))
            .await
            .unwrap()
    );
    let problem = save_members(&tx, &actor, &own, None, &[], 2)
        .await
        .unwrap_err();
    assert_eq!(problem.0[0].code, "forbidden");
    let stranger = scope(&tx, &Actor::Public, "radet").await;
    let problem = save_members(&tx, &Actor::Public, &stranger, None, &[], 2)
        .await
        .unwrap_err();
    assert_eq!(problem.0[0].code, "sign_in_needed");
}

async fn a_save_over_a_newer_one_is_refused(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    open(&tx, "radet").await;
    let scope = scope(&tx, &SYSTEM, "radet").await;
    let group = save_group(&tx, &SYSTEM, &scope, key("arkiv"), a_group())
        .await
        .unwrap();
    assert_eq!(group.revision, 1);
    let again = save_group(&tx, &SYSTEM, &scope, key("arkiv"), a_group())
        .await
        .unwrap();
    assert_eq!(again.revision, 1, "what already stands is not saved again");

    let renamed = |name: &str| SaveGroup {
        name: name.to_owned(),
        revision: 1,
        ..a_group()
    };
    save_group(&tx, &SYSTEM, &scope, key("arkiv"), renamed("Ett"))
        .await
        .unwrap();
    let problem = save_group(&tx, &SYSTEM, &scope, key("arkiv"), renamed("Två"))
        .await
        .unwrap_err();
    assert_eq!(problem.code, "changed_meanwhile");

    let list = [member(party(&tx, "aneby-kommun").await)];
    assert!(
        save_members(&tx, &SYSTEM, &scope, None, &list, 1)
            .await
            .unwrap()
    );
    assert!(
        !save_members(&tx, &SYSTEM, &scope, None, &list, 1)
            .await
            .unwrap()
    );
    let problem = save_members(&tx, &SYSTEM, &scope, None, &[], 1)
        .await
        .unwrap_err();
    assert_eq!(problem.0[0].code, "changed_meanwhile");
}

async fn what_is_not_published_does_not_exist_for_outsiders(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    let opened = open(&tx, "radet").await;
    let hidden = SaveCollaboration {
        name: opened.name,
        purpose: opened.purpose,
        legal_form: opened.legal_form,
        host: None,
        reach: opened.reach,
        parent: None,
        published: false,
        source: String::new(),
        revision: 1,
    };
    save_collaboration(&tx, &SYSTEM, "radet", hidden)
        .await
        .unwrap();
    let problem = Scope::find(&tx, &Actor::Public, "radet").await.unwrap_err();
    assert_eq!(problem.code, "not_found");
    let coordinator = person(&[(opened.id, Role::Coordinator)], &[]);
    assert!(Scope::find(&tx, &coordinator, "radet").await.is_ok());
}

async fn a_group_that_is_leaned_on_is_not_removed(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    open(&tx, "radet").await;
    let scope = scope(&tx, &SYSTEM, "radet").await;
    let above = save_group(&tx, &SYSTEM, &scope, key("over"), a_group())
        .await
        .unwrap();
    let below = SaveGroup {
        parent: Some(above.id),
        ..a_group()
    };
    let below = save_group(&tx, &SYSTEM, &scope, key("under"), below)
        .await
        .unwrap();
    let list = [member(party(&tx, "aneby-kommun").await)];
    save_members(&tx, &SYSTEM, &scope, Some(&below), &list, 1)
        .await
        .unwrap();

    let circle = SaveGroup {
        parent: Some(below.id),
        revision: 1,
        ..a_group()
    };
    let problem = save_group(&tx, &SYSTEM, &scope, key("over"), circle)
        .await
        .unwrap_err();
    assert_eq!(problem.code, "group_own_parent");
    let problem = remove_group(&tx, &SYSTEM, &scope, "over", 1)
        .await
        .unwrap_err();
    assert_eq!(problem.code, "group_in_use");

    // The list of members counted a save of the one; the attempt, not undone here, of the other.
    remove_group(&tx, &SYSTEM, &scope, "under", 2)
        .await
        .unwrap();
    remove_group(&tx, &SYSTEM, &scope, "over", 2).await.unwrap();
    let left: Vec<GroupId> = store::list_groups(&tx, scope.collaboration.id)
        .await
        .unwrap()
        .iter()
        .map(|g| g.id)
        .collect();
    assert!(left.is_empty());
}

async fn a_level_in_use_stays_on_its_ladder(db: Db) {
    register(&db).await;
    let tx = db.begin("test").await.unwrap();
    open(&tx, "radet").await;
    let scope = scope(&tx, &SYSTEM, "radet").await;
    let ladder = find_ladder(&tx, "samtrappan").await.unwrap().unwrap();
    let view = an_assessment(&ladder, Subject::Whole, 5);
    record_assessment(&tx, &SYSTEM, &scope, view).await.unwrap();
    let at = Installation::seen_by(&SYSTEM);
    let save = async |levels: &[Level]| {
        let shorter = Ladder {
            levels: Rows(levels.to_vec()),
            ..ladder.value.clone()
        };
        let seen = Seen::Revision(1);
        LADDER
            .save(&tx, &SYSTEM, &at, key("samtrappan"), &shorter, seen)
            .await
    };
    let problems = save(&ladder.levels[..4]).await.unwrap_err();
    assert_eq!(problems.0[0].code, "level_in_use");
    assert_eq!(save(&ladder.levels[1..]).await.unwrap().revision, 2);
}
