//! What forms and pages offer is what can be done.

use crate::world::{World, budget};
use samverk_county::COUNCIL;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    what_is_decided_is_not_offered_to_be_changed,
    forms_offer_meetings_that_are_open_and_members,
    steps_that_would_be_refused_tell_what_lacks,
    nothing_is_decided_before_the_day,
    a_decision_says_what_it_adopts,
    an_announcement_is_looked_at_before_it_is_put_up,
    a_council_of_parties_announces_nothing,
);

async fn what_is_decided_is_not_offered_to_be_changed(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("arendet", &[]).await;
    let change = format!("{COUNCIL}/arenden/arendet/redigera\"");
    let remove = format!("{COUNCIL}/arenden/arendet/ta-bort\"");
    for page in ["/arenden", "/arenden/arendet"] {
        let page = world.page(page).await;
        assert!(page.contains(&change) && page.contains(&remove), "{page}");
    }
    world.decide("arendet", "decided", "1").await;
    for page in ["/arenden", "/arenden/arendet", "/moten/mote"] {
        let page = world.page(page).await;
        assert!(!page.contains(&change) && !page.contains(&remove), "{page}");
    }
    let page = world.page("/arenden/arendet").await;
    assert!(page.contains("är beslutat och ändras inte"), "{page}");
}

async fn forms_offer_meetings_that_are_open_and_members(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-11-20").await;
    world.another_meeting("nasta", "2026-12-10").await;
    world.matter("gammalt", &[]).await;
    world.decide("gammalt", "decided", "1").await;
    world.step("held", "1").await;
    world.step("approved", "2").await;
    let county = &world.county;
    county
        .outsider(&db, "utanfor-kommun", "Utanför kommun")
        .await;
    let new = world.page("/arenden/ny").await;
    assert!(new.contains("<option value=\"nasta\""), "{new}");
    assert!(!new.contains("<option value=\"mote\""), "{new}");
    for form in ["/arenden/ny", "/atgarder/ny"] {
        let form = world.page(form).await;
        assert!(form.contains("Aneby kommun"), "{form}");
        assert!(!form.contains("Utanför kommun"), "{form}");
    }
    // What stands is still chosen, though it is offered no more.
    let point = [("title", "Skicka"), ("party", "utanfor-kommun")];
    world.submit("/atgarder/ny", &point).await;
    let form = world.page("/atgarder/skicka/redigera").await;
    assert!(
        form.contains("<option value=\"utanfor-kommun\" selected"),
        "{form}"
    );
}

async fn steps_that_would_be_refused_tell_what_lacks(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-11-20").await;
    world.matter("arendet", &[]).await;
    let page = world.page("/moten/mote/beslut").await;
    assert!(page.contains("Ändra läge för möte"), "{page}");
    assert!(page.contains("value=\"held\""), "{page}");
    // Nobody is called.
    assert!(!page.contains("value=\"invited\""), "{page}");
    world.step("held", "1").await;
    let page = world.page("/moten/mote/beslut").await;
    assert!(page.contains("”arendet” är inte avgjort"), "{page}");
    world.decide("arendet", "decided", "1").await;
    let page = world.page("/moten/mote/beslut").await;
    assert!(!page.contains("är inte avgjort"), "{page}");
    assert!(page.contains("value=\"approved\""), "{page}");
}

async fn nothing_is_decided_before_the_day(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    world.matter("arendet", &[]).await;
    let decide = "arenden/arendet/beslut";
    let page = world.page("/moten/mote").await;
    assert!(!page.contains(decide), "{page}");
    let page = world.page("/arenden/arendet/beslut").await;
    assert_eq!(page.matches("Mötet är 2026-12-10.").count(), 1, "{page}");
    assert!(!page.contains("name=\"to\""), "{page}");
    let step = [("to", "noted"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/arenden/arendet/beslut", &step).await;
    assert!(told.contains("Mötet är 2026-12-10."), "{told}");
}

async fn a_decision_says_what_it_adopts(db: Db) {
    let world = World::of(&db).await;
    budget(&db, &world.county).await;
    world.meeting("council", "2026-11-20").await;
    world
        .matter("budgeten", &[("concerns", "budget:2027")])
        .await;
    let page = world.page("/arenden/budgeten/beslut").await;
    assert!(page.contains("Fatta beslut om ärende"), "{page}");
    assert!(
        page.contains("Väljer du Beslutat antas Budget 2027"),
        "{page}"
    );
    world.decide("budgeten", "decided", "1").await;
    let page = world.page("/arenden/budgeten/beslut").await;
    assert!(page.contains("Upphävs beslutet"), "{page}");
    assert!(page.contains("Ändra läge för ärende"), "{page}");
    world.matter("utan", &[("proposal", "")]).await;
    let page = world.page("/arenden/utan/beslut").await;
    assert!(!page.contains("value=\"decided\""), "{page}");
    assert!(page.contains("value=\"noted\""), "{page}");
}

async fn an_announcement_is_looked_at_before_it_is_put_up(db: Db) {
    let world = World::of(&db).await;
    world.meeting("formal", "2026-11-12").await;
    world.step("held", "1").await;
    world.step("approved", "2").await;
    let meeting = world.page("/moten/mote").await;
    let link = format!("href=\"{COUNCIL}/moten/mote/anslag\"");
    assert!(meeting.contains(&link), "{meeting}");
    let page = world.page("/moten/mote/anslag").await;
    for fact in [
        "Rådet",
        "2026-11-12",
        "2026-11-22",
        "2026-12-14",
        "2026-12-15",
        "Rådhuset i Aneby",
    ] {
        assert!(page.contains(fact), "{fact}: {page}");
    }
    let put_up = format!("{COUNCIL}/anslag/radet-2026-11-12");
    let (status, _) = world.house.get(&world.coordinator, &put_up).await;
    assert_eq!(status.as_u16(), 404, "looking puts nothing up");
    let member = world.county.representative(0);
    let path = format!("{COUNCIL}/moten/mote/anslag");
    let (status, _) = world.house.get(&member, &path).await;
    assert_eq!(status.as_u16(), 403);
    world.submit("/moten/mote/anslag", &[]).await;
    let again = world.page("/moten/mote/anslag").await;
    assert!(again.contains("redan anslagen"), "{again}");
}

/// It decides nothing that the Local Government Act lets anybody appeal against.
async fn a_council_of_parties_announces_nothing(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-11-12").await;
    world.matter("genast", &[("at_once", "true")]).await;
    world.decide("genast", "decided", "1").await;
    world.step("held", "1").await;
    let link = format!("{COUNCIL}/moten/mote/anslag");
    let held = world.page("/moten/mote").await;
    assert!(
        !held.contains(&link) && !held.contains("justeras senast"),
        "{held}"
    );
    world.step("approved", "2").await;
    let approved = world.page("/moten/mote").await;
    assert!(
        !approved.contains(&link) && !approved.contains("anslås senast"),
        "{approved}"
    );
    let waits = {
        let tx = db.read().await.unwrap();
        samverk_meetings::waiting(&tx, &[world.county.council])
            .await
            .unwrap()
    };
    assert!(waits.is_empty(), "{waits:?}");
}
