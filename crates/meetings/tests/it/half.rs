//! A decision, its effect and what is told of it stand or fall together, and what is overtaken is not decided on.

use crate::world::{World, budget, plan, version};
use samverk_county::SYSTEM;
use samverk_database::{Db, Tx};
use samverk_foundation::Key;
use samverk_goals::model::VersionStatus;
use samverk_kept::Decision;
use samverk_meetings::{MATTER, MatterState};
use sea_orm::{ConnectionTrait, Statement};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_process_that_dies_leaves_neither_decision_nor_effect,
    a_decision_on_what_is_superseded_is_refused,
);

async fn events(db: &Db) -> i64 {
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let asked = Statement::from_string(backend, "SELECT COUNT(*) FROM event");
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

/// The decision of the plan, in a transaction that is not ended.
async fn decided(db: &Db, world: &World<'_>) -> Tx {
    let tx = db.begin("decide").await.unwrap();
    let scope = world.county.scope(&tx, &SYSTEM).await;
    let key = Key::parse("planen").unwrap();
    let decision = Decision {
        to: "decided",
        reason: "",
    };
    let matter = MATTER.decide(&tx, &SYSTEM, &scope, &key, decision, 1).await;
    assert_eq!(matter.unwrap().state, MatterState::Decided);
    tx
}

async fn a_process_that_dies_leaves_neither_decision_nor_effect(db: Db) {
    let world = World::of(&db).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    let concerns = ("concerns", "plan_version:planen-v1");
    world.matter("planen", &[concerns]).await;
    let before = events(&db).await;
    // What a killed process leaves is a transaction that nobody ends.
    drop(decided(&db, &world).await);
    assert_eq!(events(&db).await, before);
    assert_eq!(
        version(&db, &world.county).await.status,
        VersionStatus::Draft
    );
    assert!(world.page("/arenden/planen").await.contains("Väntar"));
    let tx = decided(&db, &world).await;
    tx.commit().await.unwrap();
    // Of the events letters and notices are written, whenever the process is up again.
    assert!(events(&db).await >= before + 2);
    assert_eq!(
        version(&db, &world.county).await.status,
        VersionStatus::Adopted
    );
}

async fn a_decision_on_what_is_superseded_is_refused(db: Db) {
    let world = World::of(&db).await;
    budget(&db, &world.county).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    for (key, concerns) in [
        ("planen", "plan_version:planen-v1"),
        ("pengar", "budget:2027"),
    ] {
        world.matter(key, &[("concerns", concerns)]).await;
        let late = format!("{key}-igen");
        world.matter(&late, &[("concerns", concerns)]).await;
        world.decide(key, "decided", "1").await;
        let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
        let told = world
            .refused(&format!("/arenden/{late}/beslut"), &step)
            .await;
        assert!(told.contains("ersatt av ett senare beslut"), "{told}");
    }
    // The next version supersedes the first, which nobody can then decide on.
    let next = [("revision", "1")];
    let (status, told) = world
        .house
        .post(
            &world.coordinator,
            &format!("{}/planer/planen/versioner/ny", samverk_county::COUNCIL),
            &next,
        )
        .await;
    assert!(status.is_redirection(), "{status} {told}");
    world
        .matter("andra", &[("concerns", "plan_version:planen-v2")])
        .await;
    world.decide("andra", "decided", "1").await;
    assert_eq!(
        version(&db, &world.county).await.status,
        VersionStatus::Superseded
    );
    let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/planen-igen/beslut", &step).await;
    assert!(told.contains("ersatt av ett senare beslut"), "{told}");
    // Annulling what something newer has superseded takes nothing else back.
    world.decide("planen", "annulled", "2").await;
    assert_eq!(
        version(&db, &world.county).await.status,
        VersionStatus::Superseded
    );
}
