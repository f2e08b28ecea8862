//! An agenda is made of what stands on each, what waits, and what somebody adds.

use crate::world::World;
use samverk_county::COUNCIL;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    an_agenda_is_filled_on_the_meetings_page,
    a_cancelled_meeting_lets_its_matters_wait,
    what_is_wrong_with_a_meeting_is_told_at_its_field,
    others_read_what_is_shown_and_no_more,
);

async fn an_agenda_is_filled_on_the_meetings_page(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    world.matter("vantar", &[("meeting", "")]).await;
    let new = [("title", "Nytt nät"), ("kind", "discussion")];
    world.submit("/moten/mote/dagordning", &new).await;
    let taken = [("matter", "vantar"), ("standing", "true")];
    let page = world
        .submit("/moten/mote/dagordning/vantande", &taken)
        .await;
    for title in ["Nytt nät", "Läget i portföljen", "vantar"] {
        assert!(page.contains(&format!(">{title}</a>")), "{title}: {page}");
    }
    assert!(
        page.contains("torsdag 2026-12-10 kl. 09:30–12:00"),
        "{page}"
    );
    // What always stands there is not put there twice.
    let again = [("standing", "true")];
    let page = world
        .submit("/moten/mote/dagordning/vantande", &again)
        .await;
    assert_eq!(page.matches(">Läget i portföljen</a>").count(), 1);
    let untitled = [("title", " "), ("kind", "discussion")];
    world.refused("/moten/mote/dagordning", &untitled).await;
}

async fn a_cancelled_meeting_lets_its_matters_wait(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    world.matter("arendet", &[]).await;
    world.step("cancelled", "1").await;
    world.another_meeting("nasta", "2027-01-14").await;
    let page = world.page("/moten/nasta").await;
    assert!(page.contains("value=\"arendet\""), "{page}");
    // Nothing is put on a meeting that is not held.
    let onto = [("title", "Sent"), ("kind", "decision")];
    let told = world.refused("/moten/mote/dagordning", &onto).await;
    assert!(told.contains("Välj ett annat möte"), "{told}");
}

async fn what_is_wrong_with_a_meeting_is_told_at_its_field(db: Db) {
    let world = World::of(&db).await;
    let right = [("title", "Möte"), ("date", "2026-12-10")];
    for (wrong, code) in [
        (
            [("begins", "9.30"), ("ends", "")].as_slice(),
            "problem-pattern-invalid",
        ),
        (
            [("begins", "10:00"), ("ends", "09:00")].as_slice(),
            "innan det börjar",
        ),
        (
            [("link", "exempel.se"), ("ends", "")].as_slice(),
            "problem-pattern-invalid",
        ),
        (
            [
                ("present.0.name", "Ordföranden"),
                ("present.0.part", "member"),
                ("present.1.name", "ordföranden "),
                ("present.1.part", "member"),
            ]
            .as_slice(),
            "två gånger",
        ),
    ] {
        let form = [right.as_slice(), wrong].concat();
        let told = world.refused("/moten/ny", &form).await;
        assert!(told.contains(code), "{code}: {told}");
    }
}

async fn others_read_what_is_shown_and_no_more(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    world
        .matter("arendet", &[("background", "Bara för oss")])
        .await;
    let stranger = world.county.stranger();
    let path = format!("{COUNCIL}/moten/mote");
    let page = world.house.page(&stranger, &path).await;
    assert!(
        page.contains("Rådhuset") && !page.contains("Bara för oss"),
        "{page}"
    );
    let list = format!("{COUNCIL}/moten?kolumner=title&kolumner=link&kolumner=notes");
    // What is printed is tried where it is made, in the program's own tests.
    for page in [path.clone(), list] {
        let (_, page) = world.house.get(&stranger, &page).await;
        assert!(!page.contains("video.exempel.se"), "{page}");
        assert!(!page.contains("Ingen har justerat det"), "{page}");
    }
    let hidden = [("title", "Dolt"), ("date", "2026-12-11"), ("key", "dolt")];
    world.submit("/moten/ny", &hidden).await;
    let (status, _) = world
        .house
        .get(&stranger, &format!("{COUNCIL}/moten/dolt"))
        .await;
    assert_eq!(status.as_u16(), 404);
    let (status, _) = world
        .house
        .get(&stranger, &format!("{COUNCIL}/arenden"))
        .await;
    assert!(matches!(status.as_u16(), 401 | 403 | 404), "{status}");
    let new = [("title", "Inte mitt"), ("kind", "decision")];
    let (status, _) = world
        .house
        .post(&stranger, &format!("{path}/dagordning"), &new)
        .await;
    assert!(matches!(status.as_u16(), 401 | 403), "{status}");
}
