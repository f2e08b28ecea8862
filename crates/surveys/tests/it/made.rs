use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_need_is_made_of_an_answer_and_both_know_it,
    three_hundred_parties_cost_as_many_statements_as_three,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";

async fn a_need_is_made_of_an_answer_and_both_know_it(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    let typed = [
        ("hur_skots_driften", "egen"),
        ("beratta", "Vi saknar jour på nätterna"),
    ];
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    world.step(&one, OWN, "submit", "").await;
    let sent = format!("{OWN}/inlamnat/1");
    let page = world.house.page(&world.coordinator, &sent).await;
    assert!(page.contains("/inlamnat/1/need/beratta"), "{page}");
    let page = world.house.page(&one, &sent).await;
    assert!(!page.contains("/need/"), "the party sees its answer only");
    let path = format!("{sent}/need/beratta");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(
        page.contains("Vi saknar jour på nätterna</textarea>"),
        "{page}"
    );
    let sent_form = world
        .fill(&world.coordinator, &path, &[("kind", "need")])
        .await;
    let (status, told) = world.send(&world.coordinator, &path, &sent_form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&world.coordinator, &sent).await;
    assert!(page.contains("Behov: Vi saknar jour på nätterna"), "{page}");
    let need = "/samverkan/radet/behov/vi-saknar-jour-pa-natterna";
    let page = world.house.page(&world.coordinator, need).await;
    assert!(page.contains("Aneby kommun, Lägesbild"), "{page}");
    let other = world.county.representative(1);
    let page = world.house.page(&other, need).await;
    assert!(
        !page.contains("Aneby kommun, Lägesbild"),
        "whose answer it was is not for all"
    );
    let (status, _) = world.house.get(&one, &path).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn three_hundred_parties_cost_as_many_statements_as_three(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let typed = [("hur_skots_driften", "egen")];
    let one = world.county.representative(0);
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    world.step(&one, OWN, "submit", "").await;
    let results = format!("{SURVEY}/resultat");
    let statements = async || {
        let mut all = Vec::new();
        for path in [SURVEY, results.as_str()] {
            let before = db.query_count();
            world.house.page(&world.coordinator, path).await;
            all.push(db.query_count() - before);
        }
        let before = db.query_count();
        let tx = db.read().await.unwrap();
        samverk_surveys::waiting(&tx, &[world.county.council])
            .await
            .unwrap();
        all.push(db.query_count() - before);
        all
    };
    let few = statements().await;
    world.grow(300, "hur_skots_driften").await;
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("298 av 300 har svarat."), "{}", &page[..4000]);
    assert_eq!(statements().await, few);
}
