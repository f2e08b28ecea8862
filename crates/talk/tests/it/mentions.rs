use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, list_object_events};
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    whoever_may_read_it_can_be_named,
    nobody_is_named_who_may_not_read_it,
);

fn id_of(actor: &Actor) -> String {
    actor.person().unwrap().id.to_string()
}

async fn whoever_may_read_it_can_be_named(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let bo = at_party(&db, "Bo Ås", world.granne, Role::Reader).await;
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    // Without script: one step more, with what was typed and a list of names.
    let form = [
        ("text", "Se hit"),
        ("audience", "members"),
        ("namna", "true"),
    ];
    let (status, html) = post(&db, &member, &world.talk(""), &form).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("Se hit") && html.contains("Bo Ås"), "{html}");
    let id = id_of(&cia);
    let form = [
        ("text", "Se hit, @Bo Ås"),
        ("audience", "members"),
        ("mention", id.as_str()),
    ];
    say(&db, &world, &member, &form).await;
    let html = page(&db, &member, &world.talk("")).await;
    assert!(html.contains("Nämner Bo Ås, Cia Öst"), "{html}");
    // The log has whom, and not a word of what was said.
    let tx = db.read().await.unwrap();
    let events = list_object_events(&tx, world.need, 1).await.unwrap();
    let told = format!("{:?}", events[0].after);
    assert_eq!(events[0].kind, "comment.added");
    assert!(
        told.contains(&id_of(&bo)) && told.contains(&id_of(&cia)),
        "{told}"
    );
    assert!(!told.contains("Se hit"), "{told}");
}

async fn nobody_is_named_who_may_not_read_it(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let bo = at_party(&db, "Bo Ås", world.granne, Role::Reader).await;
    let stranger = coordinator(&db, "Dan Sköld", world.neighbour).await;
    let within = format!("party:{}", world.aneby);
    let cases = [
        ("members", id_of(&stranger), "Hej"),
        ("members", String::new(), "Hej @Dan Sköld"),
        ("members", String::new(), "Hej @Ingen Alls"),
        ("members", "nej".to_owned(), "Hej"),
        (within.as_str(), id_of(&bo), "Hej"),
        (within.as_str(), String::new(), "Hej @Bo Ås"),
        ("owner", id_of(&bo), "Hej"),
    ];
    for (audience, mention, text) in &cases {
        let mut form = vec![("text", *text), ("audience", *audience)];
        if !mention.is_empty() {
            form.push(("mention", mention.as_str()));
        }
        let (status, told) = post(&db, &member, &world.talk(""), &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}: {told}");
        assert!(told.contains("kan inte läsa kommentaren"), "{told}");
        assert!(told.contains(text), "what was typed stays: {told}");
    }
    let form = [
        ("text", "Skriv till anna@exempel.se"),
        ("audience", "members"),
    ];
    say(&db, &world, &member, &form).await;
}
