use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Role::{PartyAdministrator, Reader, Representative};
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(MIGRATIONS;
    colleagues_on_different_questions_never_meet,
    colleagues_on_the_same_question_see_both_texts,
    a_section_is_handed_to_a_colleague_who_says_when_it_is_done,
    those_who_have_not_answered_are_waited_for,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";
const BASE: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun/avsnitt/bas";

async fn colleagues_on_different_questions_never_meet(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = world.colleague("Anna", 0, Representative).await;
    let bo = world.colleague("Bosse", 0, Representative).await;
    // Both open the same section before either has saved.
    let first = world
        .fill(&ann, BASE, &[("hur_manga_servrar_har_ni", "12")])
        .await;
    let second = world.fill(&bo, BASE, &[("beratta", "Vi växer")]).await;
    for (actor, sent) in [(&ann, first), (&bo, second)] {
        let (status, told) = world.send(actor, BASE, &sent).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let page = world.house.page(&ann, BASE).await;
    assert!(
        page.contains("value=\"12\"") && page.contains(">Vi växer</textarea>"),
        "{page}"
    );
}

async fn colleagues_on_the_same_question_see_both_texts(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = world.colleague("Anna", 0, Representative).await;
    let bo = world.colleague("Bosse", 0, PartyAdministrator).await;
    let first = world.fill(&ann, BASE, &[("beratta", "Annas text")]).await;
    let second = world.fill(&bo, BASE, &[("beratta", "Bosses text")]).await;
    let (status, _) = world.send(&ann, BASE, &first).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, told) = world.send(&bo, BASE, &second).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    for words in [
        "Annas text",
        "Bosses text",
        "Anna svarade på frågan",
        "2026-11-22",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let page = world.house.page(&ann, BASE).await;
    assert!(
        page.contains("Annas text"),
        "nothing is saved before it is read"
    );
    // Saving once more goes over what was shown.
    let (_, shown) = told.split_once("name=\"beratta.seen\" value=\"").unwrap();
    let seen = shown.split_once('"').unwrap().0.to_owned();
    let mut again: Vec<(String, String)> = second;
    again.retain(|(name, _)| name != "beratta.seen");
    again.push(("beratta.seen".to_owned(), seen));
    let (status, told) = world.send(&bo, BASE, &again).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert!(world.house.page(&ann, BASE).await.contains("Bosses text"));
}

async fn a_section_is_handed_to_a_colleague_who_says_when_it_is_done(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = world.colleague("Anna", 0, Representative).await;
    let reader = world.colleague("Cilla", 0, Reader).await;
    let stranger = world.colleague("David", 1, Reader).await;
    let (status, _) = world.house.get(&reader, BASE).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let id = |actor: &samverk_foundation::Actor| actor.person().unwrap().id.to_string();
    let path = format!("{OWN}/dela-ut");
    let (status, _) = world
        .house
        .post(&ann, &path, &[("bas", &id(&stranger))])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = world
        .house
        .submit(&ann, &path, &[("bas", &id(&reader))])
        .await;
    assert!(page.contains("Cilla"), "{page}");
    world
        .answer(&reader, BASE, &[("beratta", "Jag vet"), ("done", "true")])
        .await;
    let page = world.house.page(&ann, OWN).await;
    assert!(page.contains("Klart"), "{page}");
    let (status, _) = world
        .house
        .get(&reader, &format!("{OWN}/avsnitt/mer"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN, "only what was handed over");
    let (status, _) = world.step(&reader, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn those_who_have_not_answered_are_waited_for(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let here = [world.county.council];
    let waiting = async || {
        let tx = db.read().await.unwrap();
        samverk_surveys::waiting(&tx, &here).await.unwrap()
    };
    assert!(
        waiting().await.is_empty(),
        "nothing is waited for before it is sent"
    );
    world.open().await;
    assert_eq!(waiting().await.len(), 3);
    let ann = world.county.representative(0);
    world
        .answer(&ann, BASE, &[("hur_skots_driften", "egen")])
        .await;
    world.step(&ann, OWN, "submit", "").await;
    let left = waiting().await;
    let own = WaitingFor::Party(world.county.parties[0]);
    assert!(left.len() == 2 && left.iter().all(|one| one.whose != own));
    assert_eq!(left[0].rest, "/enkater/lagesbild/svar/eksjo-kommun");
    assert!(SURVEY.ends_with("/enkater/lagesbild"));
}
