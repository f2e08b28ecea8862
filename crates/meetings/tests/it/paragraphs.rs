//! One paragraph may be approved at once, and is then announced before the rest.

use crate::world::World;
use samverk_county::{COUNCIL, day};
use samverk_database::Db;
use samverk_meetings::waiting;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_paragraph_that_is_approved_at_once_is_announced_before_the_rest,
    an_announcement_tells_when_the_appeal_time_is_over,
);

async fn held(world: &World<'_>) {
    world.meeting("formal", "2026-11-20").await;
    world.matter("bratt", &[("at_once", "true")]).await;
    world.matter("senare", &[]).await;
    world.decide("bratt", "decided", "1").await;
    world.decide("senare", "decided", "1").await;
    world.step("held", "1").await;
}

async fn a_paragraph_that_is_approved_at_once_is_announced_before_the_rest(db: Db) {
    let world = World::of(&db).await;
    held(&world).await;
    let codes = async || {
        let tx = db.read().await.unwrap();
        let found = waiting(&tx, &[world.county.council]).await.unwrap();
        let told = found.into_iter().map(|one| (one.code, one.due));
        told.collect::<Vec<_>>()
    };
    let announce = ("paragraph-announce", Some(day("2026-11-23")));
    assert!(codes().await.contains(&announce));
    // Others read it then, and nothing of what is not approved.
    let stranger = world.county.stranger();
    let path = format!("{COUNCIL}/moten/mote");
    let public = world.house.page(&stranger, &path).await;
    assert_eq!(
        public.matches("Rådet antar förslaget.").count(),
        1,
        "{public}"
    );
    let slow = [("matter", "senare")];
    let told = world.refused("/moten/mote/anslag", &slow).await;
    assert!(told.contains("inte justerat"), "{told}");
    let page = world
        .submit("/moten/mote/anslag", &[("matter", "bratt")])
        .await;
    for told in [
        "Anslag: Rådet 2026-11-20",
        "§ 1 (omedelbart justerad)",
        "överklagas till och med 2026-12-14",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!codes().await.contains(&announce));
    let again = [("matter", "bratt")];
    let told = world.refused("/moten/mote/anslag", &again).await;
    assert!(told.contains("redan anslagen"), "{told}");
    // The minutes are announced for themselves.
    world.step("approved", "2").await;
    world.submit("/moten/mote/anslag", &[]).await;
    let public = world
        .house
        .page(&stranger, &format!("{COUNCIL}/anslag"))
        .await;
    assert!(public.contains("/anslag/radet-2026-11-20-2"), "{public}");
}

async fn an_announcement_tells_when_the_appeal_time_is_over(db: Db) {
    let world = World::of(&db).await;
    let old = [
        ("key", "gammalt"),
        ("body", "Rådet"),
        ("meeting_date", "2026-03-12"),
        ("approved_on", "2026-03-19"),
        ("minutes_place", "Rådhuset"),
        ("up_on", "2026-03-20"),
        ("down_on", "2026-04-11"),
    ];
    world.submit("/anslag/ny", &old).await;
    let page = world.page("/anslag/gammalt").await;
    assert!(page.contains("gick ut 2026-04-10"), "{page}");
}
