//! What a body decides of an initiative is decided at its gate, and nowhere else.

use crate::world::World;
use samverk_county::{COUNCIL, SYSTEM, day};
use samverk_database::Db;
use samverk_development::initiatives::{InProcess, Outcome};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_decision_passes_the_gate,
    a_gate_that_lacks_something_holds_the_decision_back,
    what_is_quashed_takes_the_initiative_back,
    a_decision_on_a_gate_that_is_passed_is_refused,
    what_is_at_a_gate_is_suggested_for_the_agenda,
    the_phase_of_the_gate_is_chosen_by_name,
);

const IT: (&str, &str) = ("concerns", "initiative:plattform");

/// The shipped process, and an initiative in it whose first gate lacks nothing when it is `answered`.
async fn initiative(world: &World<'_>, answered: bool) {
    let from = [("from", "samverk:fran-ide-till-nytta"), ("name", "")];
    world.submit("/processer/utga-fran", &from).await;
    let new = [
        ("key", "plattform"),
        ("title", "Gemensam plattform"),
        ("process", "fran-ide-till-nytta"),
    ];
    world.submit("/initiativ/ny", &new).await;
    if answered {
        let path = "/initiativ/plattform/fas/ide/krav";
        let page = world.page(path).await;
        let (_, after) = page.split_once("name=\"revision\" value=\"").unwrap();
        let answers = [
            ("revision", after.split_once('"').unwrap().0),
            ("answers.0.check", "gemensamt"),
            ("answers.0.holds", "yes"),
            ("answers.0.evidence", "Enkäten 2026"),
        ];
        world.submit(path, &answers).await;
    }
}

async fn loaded(db: &Db, world: &World<'_>) -> InProcess {
    let tx = db.read().await.unwrap();
    let scope = world.county.scope(&tx, &SYSTEM).await;
    let key = scope.collaboration.key.to_string();
    InProcess::find(&tx, &SYSTEM, &key, "plattform")
        .await
        .unwrap()
}

fn phase(at: &InProcess) -> String {
    at.standing().unwrap().phase.key.to_string()
}

async fn a_decision_passes_the_gate(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, true).await;
    world.meeting("council", "2026-11-20").await;
    let asked = [
        IT,
        ("outcome", "go_with_conditions"),
        ("conditions.0.text", "Två parter till är med"),
        ("conditions.0.due", "2027-03-31"),
    ];
    world.matter("plattformen", &asked).await;
    world.decide("plattformen", "decided", "1").await;
    let at = loaded(&db, &world).await;
    assert_ne!(phase(&at), "ide");
    let gate = at.gates.values().next().unwrap();
    let decision = gate.says.last().unwrap();
    assert_eq!(decision.outcome, Outcome::GoWithConditions);
    assert_eq!(
        (
            decision.body.as_str(),
            decision.date,
            decision.paragraph.as_str()
        ),
        ("Rådet", day("2026-11-20"), "§ 1")
    );
    assert_eq!(decision.conditions[0].text, "Två parter till är med");
    assert_eq!(decision.conditions[0].due, Some(day("2027-03-31")));
    let minutes = world.page("/moten/mote").await;
    for told in [
        "Gå vidare med villkor",
        "Två parter till är med (2027-03-31)",
    ] {
        assert!(minutes.contains(told), "{told}: {minutes}");
    }
}

async fn a_gate_that_lacks_something_holds_the_decision_back(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, false).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("plattformen", &[IT]).await;
    let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/plattformen/beslut", &step).await;
    assert!(told.contains("gå vidare, avvakta eller avbryta"), "{told}");
    world.matter("framat", &[IT, ("outcome", "go")]).await;
    let told = world.refused("/arenden/framat/beslut", &step).await;
    assert!(told.contains("Fler än en part kan ha nytta"), "{told}");
    // Nothing of it is left: the matter is open, and the gate undecided.
    assert!(world.page("/arenden/framat").await.contains("Väntar"));
    assert!(loaded(&db, &world).await.gates.is_empty());
    // Stopping needs no answers, and says why.
    world.matter("stopp", &[IT, ("outcome", "stop")]).await;
    world.decide("stopp", "decided", "1").await;
    let at = loaded(&db, &world).await;
    let decision = at
        .gates
        .values()
        .next()
        .unwrap()
        .says
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (decision.outcome, decision.reason.as_str()),
        (Outcome::Stop, "Rådet antar förslaget.")
    );
    let loose = [
        ("key", "los"),
        ("title", "Lös"),
        ("kind", "decision"),
        ("outcome", "go"),
    ];
    let loose = [&loose[..], &[("meeting", "mote"), ("proposal", "Gå")]].concat();
    world.submit("/arenden/ny", &loose).await;
    let told = world.refused("/arenden/los/beslut", &step).await;
    assert!(told.contains("Välj initiativet"), "{told}");
}

async fn what_is_quashed_takes_the_initiative_back(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, true).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("plattformen", &[IT, ("outcome", "go")]).await;
    world.decide("plattformen", "decided", "1").await;
    assert_ne!(phase(&loaded(&db, &world).await), "ide");
    world.decide("plattformen", "quashed", "2").await;
    let at = loaded(&db, &world).await;
    assert_eq!(phase(&at), "ide");
    // The decision is still there, with why it no longer holds.
    let gate = at.gates.values().next().unwrap();
    let withdrawn = gate.says.decisions[0].withdrawn.as_ref().unwrap();
    assert_eq!(
        (withdrawn.date, withdrawn.reason.as_str()),
        (day("2026-11-22"), "Enligt rådet.")
    );
    assert!(gate.says.last().is_none());
    let page = world.page("/initiativ/plattform/fas/ide").await;
    assert!(page.contains("Upphävt 2026-11-22: Enligt rådet."), "{page}");
}

async fn a_decision_on_a_gate_that_is_passed_is_refused(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, true).await;
    world.meeting("council", "2026-11-20").await;
    let at_idea = [IT, ("outcome", "go"), ("phase", "ide")];
    world.matter("forst", &at_idea).await;
    world.matter("sedan", &at_idea).await;
    world.decide("forst", "decided", "1").await;
    let step = [("to", "decided"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/sedan/beslut", &step).await;
    assert!(told.contains("ersatt av ett senare beslut"), "{told}");
}

async fn what_is_at_a_gate_is_suggested_for_the_agenda(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, false).await;
    world.meeting("council", "2026-11-20").await;
    let code = "value=\"initiative:plattform\"";
    assert!(
        !world.page("/moten/mote").await.contains(code),
        "it lacks an answer"
    );
    crate::world::plan(&db, &world.county).await;
    let page = world.page("/moten/mote").await;
    assert!(
        page.contains("value=\"plan_version:planen-v1\"") && page.contains("Anta Planen"),
        "{page}"
    );
    let taken = [("suggested", "plan_version:planen-v1")];
    let page = world
        .submit("/moten/mote/dagordning/vantande", &taken)
        .await;
    assert!(page.contains(">Anta Planen (v. 1)</a>"), "{page}");
    assert!(
        !page.contains("value=\"plan_version:planen-v1\""),
        "it waits no longer: {page}"
    );
    let (status, _) = world
        .house
        .post(
            &world.coordinator,
            &format!("{COUNCIL}/moten/mote/dagordning/vantande"),
            &taken,
        )
        .await;
    assert_eq!(status.as_u16(), 404);
}

async fn the_phase_of_the_gate_is_chosen_by_name(db: Db) {
    let world = World::of(&db).await;
    initiative(&world, false).await;
    let form = world.page("/arenden/ny").await;
    let (_, select) = form.split_once("name=\"phase\"").unwrap();
    let (select, _) = select.split_once("</select>").unwrap();
    assert!(
        select.contains("value=\"ide\"") && select.contains("Idé (Från idé till nytta)"),
        "{select}"
    );
}
