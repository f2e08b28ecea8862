use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Role::Representative;
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(MIGRATIONS;
    persons_answer_one_by_one_and_fewer_than_five_are_not_shown,
    each_person_is_waited_for_once,
);

async fn answer(world: &World<'_>, actor: &samverk_foundation::Actor, said: &str) {
    let own = format!("{SURVEY}/svar/mig");
    world
        .answer(
            actor,
            &format!("{own}/avsnitt/bas"),
            &[("hur_skots_driften", said)],
        )
        .await;
    let (status, told) = world.step(actor, &own, "submit", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

async fn persons_answer_one_by_one_and_fewer_than_five_are_not_shown(db: Db) {
    let world = World::with_survey(&db, &[("respondents", "people")]).await;
    world.open().await;
    for (name, party) in [("Anna", 0), ("Bosse", 0), ("Cilla", 0), ("David", 1)] {
        let person = world.colleague(name, party, Representative).await;
        answer(&world, &person, "egen").await;
    }
    let path = format!("{SURVEY}/resultat");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(
        page.contains("Resultatet visas när enkäten är stängd."),
        "{page}"
    );
    world.decide("closed").await;
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(page.contains("Färre än 5 svar visas inte."), "{page}");
    assert!(!page.contains("Leverantör"));
    world.decide("open").await;
    let last = world.colleague("Eva", 1, Representative).await;
    answer(&world, &last, "leverantor").await;
    world.decide("closed").await;
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(
        page.contains("5 svar.") && page.contains("80,00 %"),
        "{page}"
    );
    assert!(
        !page.contains("Svaren sida vid sida"),
        "nobody's answer by name"
    );
    let (status, _) = world
        .house
        .get(&world.coordinator, &format!("{SURVEY}/svar/aneby-kommun"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn each_person_is_waited_for_once(db: Db) {
    let world = World::with_survey(&db, &[("respondents", "people")]).await;
    world.open().await;
    let ann = world.colleague("Anna", 0, Representative).await;
    let bo = world.colleague("Bosse", 1, Representative).await;
    answer(&world, &ann, "egen").await;
    let tx = db.read().await.unwrap();
    let waiting = samverk_surveys::waiting(&tx, &[world.county.council])
        .await
        .unwrap();
    let whose: Vec<WaitingFor> = waiting.iter().map(|one| one.whose).collect();
    assert_eq!(whose, [WaitingFor::Person(bo.person().unwrap().id)]);
}
