//! What those outside read of a meeting that is shown to everybody, whichever way they ask: who was there and what was
//! noted when the minutes are approved, and never who approves them or where the video meeting is.

use crate::world::World;
use samverk_county::COUNCIL;
use samverk_database::Db;
use samverk_foundation::{Actor, Person, TokenAccess};
use samverk_testing::api::Client;
use samverk_testing::site;
use samverk_web::Module;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    others_read_who_was_there_once_it_is_approved,
);

const PRESENT: &str = "Ordföranden, Aneby";
const NOTED: &str = "Det blev en lång diskussion";
const ADJUSTER: &str = "Justeraren";
const LINK: &str = "video.exempel.se";

/// Everything that somebody gets of the meeting: its page, the list with those columns, the list as a file, the history
/// of both, and the API.
async fn told(world: &World<'_>, db: &Db, actor: &Actor) -> String {
    let columns = "kolumner=title&kolumner=present&kolumner=notes&kolumner=adjusters&kolumner=link";
    let mut all = String::new();
    for path in [
        "/moten/mote".to_owned(),
        format!("/moten?{columns}"),
        format!("/moten?{columns}&format=csv&tabell=held"),
        format!("/moten?{columns}&format=csv&tabell=approved"),
        "/moten/mote?format=csv&tabell=narvaro".to_owned(),
    ] {
        let (_, text) = world.house.get(actor, &format!("{COUNCIL}{path}")).await;
        all.push_str(&text);
    }
    let client = client(db, actor);
    for path in [
        "/collaborations/radet/meetings",
        "/collaborations/radet/meetings/mote",
    ] {
        let read = client.get(path).await.told(200);
        all.push_str(&read.body.to_string());
    }
    all
}

/// A program with a token of the person's, or without any.
fn client(db: &Db, actor: &Actor) -> Client {
    let module = samverk_meetings::module();
    let modules: Vec<Module> = vec![
        samverk_web::module(),
        samverk_kept::module(),
        samverk_parties::module(),
        samverk_meetings::module(),
    ];
    let actor = match actor {
        Actor::Person(person) => Actor::Person(Person {
            token: Some(TokenAccess::of(samverk_parties::COLLABORATION.scopes)),
            ..person.clone()
        }),
        other => other.clone(),
    };
    let api = (&module, samverk_meetings::api());
    Client::new(db, actor, api, &site::words(&modules), "")
}

async fn held(world: &World<'_>) {
    world.meeting("formal", "2026-11-12").await;
    let meeting = [
        ("title", "Rådets möte"),
        ("series", "serien"),
        ("date", "2026-11-12"),
        ("begins", "09:30"),
        ("link", "https://video.exempel.se/radet"),
        ("published", "true"),
        ("notes", NOTED),
        ("present.0.party", "aneby-kommun"),
        ("present.0.name", PRESENT),
        ("present.0.part", "member"),
        ("adjusters.0.name", ADJUSTER),
        ("adjusters.0.signed_on", "2026-11-19"),
        ("revision", "1"),
    ];
    world.submit("/moten/mote/redigera", &meeting).await;
    world.step("held", "2").await;
}

async fn others_read_who_was_there_once_it_is_approved(db: Db) {
    let world = World::of(&db).await;
    held(&world).await;
    let outsiders = [Actor::Public, world.county.stranger()];
    for actor in &outsiders {
        let told = told(&world, &db, actor).await;
        assert!(told.contains("Rådets möte"), "{told}");
        for hidden in [PRESENT, NOTED, ADJUSTER, LINK] {
            assert!(!told.contains(hidden), "{hidden}: {told}");
        }
    }
    let own = told(&world, &db, &world.coordinator).await;
    for known in [PRESENT, NOTED, ADJUSTER, LINK] {
        assert!(own.contains(known), "{known}: {own}");
    }
    world.step("approved", "3").await;
    for actor in &outsiders {
        let told = told(&world, &db, actor).await;
        for known in [PRESENT, NOTED] {
            assert!(told.contains(known), "{known}: {told}");
        }
        for hidden in [ADJUSTER, LINK] {
            assert!(!told.contains(hidden), "{hidden}: {told}");
        }
    }
}
