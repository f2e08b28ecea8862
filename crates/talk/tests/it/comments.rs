use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, Event, EventFilter, ObjectRef, list_events, list_object_events};
use samverk_foundation::{Actor, Role};
use samverk_identity::model::Grant;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    what_members_say_is_theirs_alone,
    a_party_talks_alone,
    what_is_said_to_the_owner_is_heard_there_and_answered,
    an_open_question_stands_first_until_it_is_settled,
    a_changed_comment_keeps_what_stood,
    a_removed_comment_leaves_a_trace_and_no_words,
    of_two_who_change_the_same_the_second_is_told,
    an_answer_to_what_was_just_removed_is_kept_for_its_writer,
    what_is_written_of_a_thing_that_is_gone_is_given_back,
    long_and_odd_texts_are_refused_at_the_field,
    markup_is_shown_as_it_was_written,
    what_was_said_in_a_removed_collaboration_is_let_go,
);

async fn what_members_say_is_theirs_alone(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(
        &db,
        &world,
        &member,
        &[("text", "Hemligt för andra"), TO_ALL],
    )
    .await;
    let other = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    let need = "/samverkan/radet/behov/kunna";
    for reader in [&member, &other] {
        let html = page(&db, reader, need).await;
        assert!(
            html.contains("Hemligt för andra") && html.contains("Anna Ek"),
            "{html}"
        );
        assert!(html.contains(&format!("id=\"kommentar-{id}\"")), "{html}");
    }
    let html = page(&db, &Actor::Public, need).await;
    assert!(
        !html.contains("kommentar") && !html.contains("Kommentar"),
        "{html}"
    );
    let stranger = coordinator(&db, "Cia Öst", world.neighbour).await;
    let html = page(&db, &stranger, need).await;
    assert!(!html.contains("Kommentar"), "{html}");
    let form = [
        ("text", "Hej"),
        TO_ALL,
        ("revision", "1"),
        ("answered", "true"),
    ];
    for rest in ["", "/svara", "/redigera", "/ta-bort", "/besvarad"] {
        let rest = match rest {
            "" => String::new(),
            rest => format!("/{id}{rest}"),
        };
        let path = world.talk(&rest);
        let (status, told) = post(&db, &stranger, &path, &form).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {told}");
        assert!(!told.contains("Hemligt"), "{told}");
        let (status, _) = post(&db, &Actor::Public, &path, &form).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        if rest.ends_with("/besvarad") {
            continue;
        }
        let (status, _) = get(&db, &stranger, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    // The member is no writer of the other's: seen, but not theirs to change.
    let path = world.talk(&format!("/{id}/redigera"));
    let (status, _) = post(&db, &other, &path, &form).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn a_party_talks_alone(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let within = format!("party:{}", world.aneby);
    let form = [("text", "Vi säger nej"), ("audience", within.as_str())];
    let id = say(&db, &world, &member, &form).await;
    let colleague = at_party(&db, "Åsa Ek", world.aneby, Role::Reader).await;
    let html = page(&db, &colleague, &world.talk("")).await;
    assert!(
        html.contains("Vi säger nej") && html.contains("Bara Aneby kommun läser"),
        "{html}"
    );
    let other = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    let runner = coordinator(&db, "Cia Öst", world.council).await;
    for outsider in [&other, &runner] {
        let html = page(&db, outsider, &world.talk("")).await;
        assert!(
            !html.contains("Vi säger nej") && html.contains("Ingen har skrivit"),
            "{html}"
        );
        let path = world.talk(&format!("/{id}/svara"));
        let (status, _) = post(&db, outsider, &path, &[("text", "Jo")]).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let (status, _) = post(&db, &other, &world.talk(""), &form).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not theirs to speak in"
    );
    // Whoever acts for a party that is no member speaks among the members' people only.
    let utanfor = municipality_outside(&db).await;
    let grants = [
        Grant::at_party(world.aneby, Role::Representative).unwrap(),
        Grant::at_party(utanfor, Role::Representative).unwrap(),
    ];
    let both = person(&db, "Dag Ö", &grants).await;
    let html = page(&db, &both, &world.talk("")).await;
    assert!(html.contains(&within), "{html}");
    let without = format!("party:{utanfor}");
    assert!(!html.contains(&without), "{html}");
    let form = [("text", "Vi utanför"), ("audience", without.as_str())];
    let (status, _) = post(&db, &both, &world.talk(""), &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    // Neither the thing's history nor the log of the collaboration knows of it; the words are nowhere.
    let tx = db.read().await.unwrap();
    let of_thing = list_object_events(&tx, world.need, 50).await.unwrap();
    assert!(
        of_thing
            .iter()
            .all(|event| !event.kind.starts_with("comment.")),
        "{of_thing:?}"
    );
    let filter = EventFilter {
        limit: 1_000,
        ..EventFilter::default()
    };
    let all = list_events(&tx, &filter).await.unwrap();
    let own = all
        .iter()
        .find(|event| event.kind == "comment.added")
        .unwrap();
    assert_eq!((own.collaboration, own.object_id.to_string()), (None, id));
    assert!(!format!("{all:?}").contains("Vi säger nej"));
}

async fn what_is_said_to_the_owner_is_heard_there_and_answered(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let form = [
        ("text", "Stämmer det?"),
        ("audience", "owner"),
        ("question", "true"),
    ];
    let id = say(&db, &world, &member, &form).await;
    let runner = coordinator(&db, "Cia Öst", world.council).await;
    let path = world.talk(&format!("/{id}/svara"));
    let (status, told) = post(&db, &runner, &path, &[("text", "Ja, det gör det")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &member, &world.talk("")).await;
    assert!(html.contains("Ja, det gör det"), "{html}");
    let colleague = at_party(&db, "Åsa Ek", world.aneby, Role::Representative).await;
    let html = page(&db, &colleague, &world.talk("")).await;
    assert!(
        !html.contains("Stämmer det") && !html.contains("det gör det"),
        "{html}"
    );
}

async fn an_open_question_stands_first_until_it_is_settled(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let first = [("text", "Vanlig kommentar"), TO_ALL];
    say(&db, &world, &member, &first).await;
    let question = [("text", "När börjar vi?"), TO_ALL, ("question", "true")];
    let id = say(&db, &world, &member, &question).await;
    let is_first = |html: &str| html.find("När börjar vi?") < html.find("Vanlig kommentar");
    let html = page(&db, &member, &world.talk("")).await;
    assert!(is_first(&html) && html.contains("Väntar på svar"), "{html}");
    let settle = world.talk(&format!("/{id}/besvarad"));
    let form = [("revision", "1"), ("answered", "true")];
    let other = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    let (status, _) = post(&db, &other, &settle, &form).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let runner = coordinator(&db, "Cia Öst", world.council).await;
    let (status, told) = post(&db, &runner, &settle, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &member, &world.talk("")).await;
    assert!(!is_first(&html) && html.contains("Besvarad"), "{html}");
}

async fn a_changed_comment_keeps_what_stood(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(&db, &world, &member, &[("text", "Först så"), TO_ALL]).await;
    let path = world.talk(&format!("/{id}/redigera"));
    let html = page(&db, &member, &path).await;
    assert!(html.contains("Först så"), "{html}");
    let form = [("text", "Sedan så"), ("revision", "1")];
    let (status, told) = post(&db, &member, &path, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &member, &world.talk("")).await;
    assert!(
        html.contains("Ändrad ") && html.contains("Sedan så"),
        "{html}"
    );
    assert!(html.contains("Först så"), "its history is read: {html}");
}

async fn a_removed_comment_leaves_a_trace_and_no_words(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(&db, &world, &member, &[("text", "Ångrat ord"), TO_ALL]).await;
    let path = world.talk(&format!("/{id}/ta-bort"));
    let other = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    let (status, _) = post(&db, &other, &path, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let runner = coordinator(&db, "Cia Öst", world.council).await;
    page(&db, &runner, &path).await;
    let (status, told) = post(&db, &runner, &path, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let html = page(&db, &member, &world.talk("")).await;
    assert!(
        html.contains("Borttagen av Cia Öst") && !html.contains("Ångrat ord"),
        "{html}"
    );
    let (status, _) = post(&db, &member, &path, &[("revision", "2")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

async fn of_two_who_change_the_same_the_second_is_told(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(&db, &world, &member, &[("text", "Grunden"), TO_ALL]).await;
    let path = world.talk(&format!("/{id}/redigera"));
    for (text, expected) in [("Ena fliken", 303), ("Andra fliken", 409)] {
        let form = [("text", text), ("revision", "1")];
        let (status, told) = post(&db, &member, &path, &form).await;
        assert_eq!(status.as_u16(), expected, "{told}");
        assert!(expected == 303 || told.contains("Andra fliken"), "{told}");
    }
}

async fn an_answer_to_what_was_just_removed_is_kept_for_its_writer(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let id = say(&db, &world, &member, &[("text", "Snart borta"), TO_ALL]).await;
    let remove = world.talk(&format!("/{id}/ta-bort"));
    post(&db, &member, &remove, &[("revision", "1")]).await;
    let other = at_party(&db, "Bo Ås", world.granne, Role::Representative).await;
    let path = world.talk(&format!("/{id}/svara"));
    let (status, told) = post(&db, &other, &path, &[("text", "Mitt långa svar")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Mitt långa svar") && told.contains("togs bort medan"),
        "{told}"
    );
    let (status, _) = get(&db, &other, &path).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

async fn what_is_written_of_a_thing_that_is_gone_is_given_back(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let runner = coordinator(&db, "Cia Öst", world.council).await;
    let before = say(&db, &world, &member, &[("text", "Sagt i tid"), TO_ALL]).await;
    let path = world.talk(&format!("/{before}/svara"));
    post(&db, &runner, &path, &[("text", "Svarat i tid")]).await;
    let remove = "/samverkan/radet/behov/kunna/ta-bort";
    let (status, told) = post(&db, &runner, remove, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let form = [("text", "Skrev just <b>detta</b>"), TO_ALL];
    let (status, told) = post(&db, &member, &world.talk(""), &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(told.contains("Skrev just &#60;b&#62;detta"), "{told}");
    // What was said before is not kept for nobody to read.
    samverk_talk::actions::forget_lost_comments(&db)
        .await
        .unwrap();
    let tx = db.read().await.unwrap();
    let left = samverk_talk::store::list_all_comments(&tx).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
    drop(tx);
    let unknown = "/kommentarer/ingenting/00000000-0000-0000-0000-000000000000";
    let (status, _) = get(&db, &member, unknown).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = get(&db, &member, "/kommentarer/need/nej").await;
    assert!(status.is_client_error(), "{status}");
}

async fn long_and_odd_texts_are_refused_at_the_field(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    let long = "å".repeat(10_001);
    for text in [
        "",
        "  \u{200b} ",
        long.as_str(),
        "a\u{7}b",
        "vänd\u{202e}om",
    ] {
        let (status, told) = post(&db, &member, &world.talk(""), &[("text", text), TO_ALL]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    }
    let right_to_left = [("text", "שלום \u{200f}och hej"), TO_ALL];
    say(&db, &world, &member, &right_to_left).await;
    let wide = "å".repeat(10_000);
    say(&db, &world, &member, &[("text", wide.as_str()), TO_ALL]).await;
    for audience in ["", "alla", "party:nej"] {
        let form = [("text", "Hej"), ("audience", audience)];
        let (status, told) = post(&db, &member, &world.talk(""), &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(told.contains("Hej"), "what was typed stays: {told}");
    }
}

async fn markup_is_shown_as_it_was_written(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "<i>Anna</i>", world.aneby, Role::Reader).await;
    say(
        &db,
        &world,
        &member,
        &[("text", "<script>alert(1)</script>"), TO_ALL],
    )
    .await;
    let html = page(&db, &member, &world.talk("")).await;
    assert!(
        !html.contains("<script>alert") && !html.contains("<i>Anna"),
        "{html}"
    );
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{html}"
    );
}

async fn what_was_said_in_a_removed_collaboration_is_let_go(db: Db) {
    let world = world(&db).await;
    let member = at_party(&db, "Anna Ek", world.aneby, Role::Reader).await;
    say(&db, &world, &member, &[("text", "Om behovet"), TO_ALL]).await;
    let left = async || {
        let forgotten = samverk_talk::actions::forget_lost_comments(&db).await;
        forgotten.unwrap();
        let tx = db.read().await.unwrap();
        let all = samverk_talk::store::list_all_comments(&tx).await;
        all.unwrap().len()
    };
    assert_eq!(left().await, 1);
    let tx = db.begin("removed").await.unwrap();
    let council = ObjectRef::new("collaboration", world.council.0, "Rådet");
    let removed = Event::new("collaboration.removed", council);
    tx.record(&SYSTEM, removed).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(left().await, 0);
}
