use crate::browser::Browser;
use crate::world::*;
use samverk_database::Db;
use samverk_database::{Tx, list_object_events};
use samverk_fields::{KindCode, Line, One, Prose, Referable, Reference, Rows};
use samverk_foundation::{Actor, Problems, Role};
use samverk_kept::{Installation, Seen};
use samverk_parties::actions::*;
use samverk_parties::ladders::{HeldLadder, LADDER, Ladder, Level, find_ladder};
use samverk_parties::model::*;
use samverk_parties::{GROUP, Group, HeldGroup, Scope};
samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_group_of_another_collaboration_is_not_found,
    a_representative_speaks_for_the_own_party_only,
    a_save_over_a_newer_one_is_refused,
    what_is_not_published_does_not_exist_for_outsiders,
    a_group_that_is_leaned_on_is_not_removed,
    a_level_in_use_stays_on_its_ladder,
);

/// A group with that name, under another.
fn a_group(name: &str, parent: Option<&HeldGroup>) -> Group {
    let above = |one: &HeldGroup| {
        One::to(Reference::to(
            KindCode::of(<Group as Referable>::KIND),
            one.key.clone(),
        ))
    };
    Group {
        name: name.into(),
        kind: GroupKind::Inside,
        organiser: Line::default(),
        parent: parent.map(above),
        reach: Reach::Regional,
        legal_form: None,
        host: None,
        purpose: Prose::default(),
        cooperation: Prose::default(),
        cost: None,
        financed_by: Line::default(),
        note: Prose::default(),
    }
}

async fn save_group(
    tx: &Tx,
    scope: &Scope,
    name: &str,
    group: &Group,
    seen: Seen,
) -> Result<HeldGroup, Problems> {
    GROUP.save(tx, &SYSTEM, scope, key(name), group, seen).await
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
    let group = a_group("Arkivgruppen", None);
    let group = save_group(&tx, &ena, "arkiv", &group, Seen::New).await;
    let group = group.unwrap();
    assert!(GROUP.find(&tx, &andra, "arkiv").await.unwrap().is_none());

    let ladder = find_ladder(&tx, "samtrappan").await.unwrap().unwrap();
    let foreign = an_assessment(&ladder, Subject::of_group(&group), 1);
    let problem = record_assessment(&tx, &SYSTEM, &andra, foreign)
        .await
        .unwrap_err();
    assert_eq!(problem.code, "group_unknown");

    let below = a_group("Under", Some(&group));
    let problems = save_group(&tx, &andra, "under", &below, Seen::New).await;
    let problem = &problems.unwrap_err().0[0];
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
        ladder: None,
        published: false,
        source: String::new(),
        contact: Contact::default(),
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
    let above = a_group("Över", None);
    let above = save_group(&tx, &scope, "over", &above, Seen::New).await;
    let above = above.unwrap();
    let below = a_group("Under", Some(&above));
    let below = save_group(&tx, &scope, "under", &below, Seen::New).await;
    let below = below.unwrap();
    let list = [member(party(&tx, "aneby-kommun").await)];
    save_members(&tx, &SYSTEM, &scope, Some(&below), &list, 1)
        .await
        .unwrap();

    let circle = a_group("Över", Some(&below));
    let problems = save_group(&tx, &scope, "over", &circle, Seen::Revision(1)).await;
    assert_eq!(problems.unwrap_err().0[0].code, "group_own_parent");
    tx.commit().await.unwrap();
    let browser = Browser::new(&db, administrator());
    let remove = async |name: &str, revision: &str| {
        let removal = format!("/samverkan/radet/grupper/{name}/ta-bort");
        browser.post(&removal, &[("revision", revision)]).await
    };
    let used = remove("over", "1").await;
    assert_eq!(used.status.as_u16(), 409);
    assert!(used.text.contains("Andra grupper eller en plan"));
    // The list of members counted a save.
    assert_eq!(remove("under", "2").await.status.as_u16(), 303);
    assert_eq!(remove("over", "1").await.status.as_u16(), 303);
    let tx = db.read().await.unwrap();
    assert_eq!(GROUP.all(&tx, &scope).await.unwrap().len(), 0);
    let events = list_object_events(&tx, below.id, 1).await.unwrap();
    let told = events[0].before.as_ref().unwrap();
    assert_eq!(told["members"][0]["party"], "aneby-kommun");
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
