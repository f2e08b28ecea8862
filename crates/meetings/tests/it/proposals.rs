//! Members propose what a meeting is to deal with; those who run the collaboration put it on an agenda.

use crate::world::World;
use samverk_county::COUNCIL;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_member_proposes_what_then_waits_for_a_meeting,
    a_series_says_for_what_presence_is_written,
    a_meeting_is_not_called_to_without_anybody,
);

async fn a_member_proposes_what_then_waits_for_a_meeting(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    let member = world.county.representative(1);
    let path = format!("{COUNCIL}/arenden/ny");
    let onto = [
        ("key", "nytt-nat"),
        ("title", "Nytt nät"),
        ("kind", "decision"),
        ("meeting", "mote"),
    ];
    let (status, told) = world.house.post(&member, &path, &onto).await;
    assert_eq!(status.as_u16(), 422, "{told}");
    assert!(told.contains("väntar på att samordnaren"), "{told}");
    world.house.submit(&member, &path, &onto[..3]).await;
    let page = world.page("/moten/mote").await;
    assert!(page.contains("value=\"nytt-nat\""), "{page}");
    // What is proposed is changed by those who run the collaboration only.
    let change = [("title", "Annat"), ("kind", "decision"), ("revision", "1")];
    let edit = format!("{COUNCIL}/arenden/nytt-nat/redigera");
    let (status, _) = world.house.post(&member, &edit, &change).await;
    assert_eq!(status.as_u16(), 403);
    let taken = [("matter", "nytt-nat")];
    let page = world
        .submit("/moten/mote/dagordning/vantande", &taken)
        .await;
    assert!(page.contains(">Nytt nät</a>"), "{page}");
}

async fn a_series_says_for_what_presence_is_written(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-11-20").await;
    let own = [
        ("presence.0.party", "aneby-kommun"),
        ("presence.0.how", "disqualified"),
    ];
    let mut matter = vec![
        ("key", "arendet"),
        ("title", "Ärendet"),
        ("kind", "decision"),
        ("meeting", "mote"),
    ];
    matter.extend(own);
    let told = world.refused("/arenden/ny", &matter).await;
    assert!(told.contains("närvaron för hela mötet"), "{told}");
    let series = |form, by, revision| {
        [
            ("name", "Rådets möten"),
            ("minutes_form", form),
            ("presence_by", by),
            ("body", "Rådet"),
            ("revision", revision),
        ]
    };
    let edit = "/motesserier/serien/redigera";
    let told = world.refused(edit, &series("formal", "meeting", "1")).await;
    assert!(told.contains("för varje ärende"), "{told}");
    world.submit(edit, &series("council", "matter", "1")).await;
    world.submit("/arenden/ny", &matter).await;
    let page = world.page("/moten/mote").await;
    assert!(page.contains("Jävig: Aneby kommun"), "{page}");
    // Whoever is disqualified has no vote in it.
    let vote = [("votes.0.party", "aneby-kommun"), ("votes.0.voice", "yes")];
    let form = [matter[1..].to_vec(), vote.to_vec(), vec![("revision", "1")]].concat();
    let told = world.refused("/arenden/arendet/redigera", &form).await;
    assert!(told.contains("jävig i ärendet"), "{told}");
    let vote = [
        ("votes.0.party", "eksjo-kommun"),
        ("votes.0.voice", "no"),
        ("revision", "1"),
    ];
    let form = [&matter[1..], &vote].concat();
    world.submit("/arenden/arendet/redigera", &form).await;
    let page = world.page("/moten/mote").await;
    assert!(
        page.contains("0 ja, 1 nej, 0 avstår") && page.contains("Nej: Eksjö kommun"),
        "{page}"
    );
}

async fn a_meeting_is_not_called_to_without_anybody(db: Db) {
    let world = World::of(&db).await;
    world.meeting("council", "2026-12-10").await;
    let step = [("to", "invited"), ("reason", ""), ("revision", "1")];
    let told = world.refused("/moten/mote/beslut", &step).await;
    assert!(told.contains("välj Kalla"), "{told}");
}
