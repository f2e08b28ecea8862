//! A decision is the adoption: nothing more needs to be done, and nothing less undoes it.

use crate::world::{World, budget, plan, version};
use samverk_county::SYSTEM;
use samverk_database::Db;
use samverk_economy::store::find_budget;
use samverk_goals::model::VersionStatus;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_decision_adopts_what_it_concerns,
    a_decision_on_what_is_adopted_is_refused_with_what_to_do,
    what_is_annulled_is_no_longer_adopted,
    what_is_deferred_has_no_effect_and_waits_again,
    a_budget_is_adopted_and_quashed,
    nothing_is_decided_before_the_meeting,
);

const PLAN: (&str, &str) = ("concerns", "plan_version:planen-v1");

async fn a_decision_adopts_what_it_concerns(db: Db) {
    let world = World::of(&db).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("planen", &[PLAN]).await;
    world.decide("planen", "decided", "1").await;
    let adopted = version(&db, &world.county).await;
    assert_eq!(adopted.status, VersionStatus::Adopted);
    let decision = adopted.decision.unwrap();
    assert_eq!(decision.body, "Rådet");
    assert_eq!(decision.date, Some(samverk_county::day("2026-11-20")));
    assert_eq!(decision.paragraph, "§ 1");
    let page = world.page("/moten/mote").await;
    assert!(
        page.contains("§ 1 ") && page.contains("Rådet antar förslaget."),
        "{page}"
    );
    let plan = world.page("/planer/planen").await;
    assert!(plan.contains("2026-11-20"), "{plan}");
}

async fn a_decision_on_what_is_adopted_is_refused_with_what_to_do(db: Db) {
    let world = World::of(&db).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("forst", &[PLAN]).await;
    world.matter("sedan", &[PLAN]).await;
    world.decide("forst", "decided", "1").await;
    let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/sedan/beslut", &step).await;
    assert!(told.contains("redan antagen"), "{told}");
    // Nothing is half saved: the matter is open and has no paragraph.
    let page = world.page("/arenden/sedan").await;
    assert!(!page.contains("§ 2") && page.contains("Väntar"), "{page}");
    // It is noted instead, and gets the next number.
    world.decide("sedan", "noted", "1").await;
    assert!(world.page("/moten/mote").await.contains("§ 2 "));
}

async fn what_is_annulled_is_no_longer_adopted(db: Db) {
    let world = World::of(&db).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("planen", &[PLAN]).await;
    world.decide("planen", "decided", "1").await;
    let without_reason = [("to", "annulled"), ("reason", ""), ("revision", "2")];
    world
        .refused("/arenden/planen/beslut", &without_reason)
        .await;
    // The body may be called something else by then.
    let renamed = [
        ("name", "Rådets möten"),
        ("minutes_form", "council"),
        ("presence_by", "meeting"),
        ("body", "Digitaliseringsrådet"),
        ("minutes_place", "Rådhuset i Aneby"),
        ("revision", "1"),
    ];
    world.submit("/motesserier/serien/redigera", &renamed).await;
    world.decide("planen", "annulled", "2").await;
    let draft = version(&db, &world.county).await;
    assert_eq!((draft.status, draft.decision), (VersionStatus::Draft, None));
    let history = world.page("/arenden/planen").await;
    assert!(
        history.contains("Enligt rådet."),
        "the reason is told: {history}"
    );
}

async fn what_is_deferred_has_no_effect_and_waits_again(db: Db) {
    let world = World::of(&db).await;
    plan(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("planen", &[PLAN]).await;
    world.decide("planen", "deferred", "1").await;
    assert_eq!(
        version(&db, &world.county).await.status,
        VersionStatus::Draft
    );
    world.another_meeting("nasta", "2026-11-22").await;
    let page = world.page("/moten/nasta").await;
    assert!(page.contains("value=\"planen-2\""), "it waits: {page}");
    let taken = [("matter", "planen-2")];
    world
        .submit("/moten/nasta/dagordning/vantande", &taken)
        .await;
    world.decide("planen-2", "decided", "2").await;
    let adopted = version(&db, &world.county).await.decision.unwrap();
    assert_eq!(adopted.paragraph, "§ 2");
}

async fn a_budget_is_adopted_and_quashed(db: Db) {
    let world = World::of(&db).await;
    budget(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("pengar", &[("concerns", "budget:2027")]).await;
    world.decide("pengar", "decided", "1").await;
    let is_adopted = async || {
        let tx = db.read().await.unwrap();
        let scope = world.county.scope(&tx, &SYSTEM).await;
        let found = find_budget(&tx, scope.collaboration.id, 2027).await;
        found.unwrap().unwrap().state.is_adopted()
    };
    assert!(is_adopted().await);
    world.decide("pengar", "quashed", "2").await;
    assert!(!is_adopted().await);
}

async fn nothing_is_decided_before_the_meeting(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-20").await;
    world.matter("framtiden", &[]).await;
    world.matter("vantar", &[("meeting", "")]).await;
    let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/framtiden/beslut", &step).await;
    assert!(told.contains("2026-12-20"), "{told}");
    let told = world.refused("/arenden/vantar/beslut", &step).await;
    assert!(told.contains("inte på något möte"), "{told}");
}
