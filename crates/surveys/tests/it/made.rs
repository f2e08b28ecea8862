use crate::world::{MIGRATIONS, World};
use axum::http::StatusCode;
use samverk_county::SYSTEM;
use samverk_database::{Db, Tx};
use samverk_exchange::{Folder, Intake};
use samverk_kept::{Installation, load_shipped};
use samverk_parties::ladders::LADDER;
use samverk_parties::store::list_assessments;
use sea_orm::ConnectionTrait;

samverk_testing::db_tests!(MIGRATIONS;
    a_need_is_made_of_an_answer_and_both_know_it,
    an_assessment_is_made_of_an_answer_and_keeps_the_link,
    what_was_made_goes_with_the_folder,
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

async fn an_assessment_is_made_of_an_answer_and_keeps_the_link(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let tx = db.begin("ladders").await.unwrap();
    let installation = Installation::seen_by(&SYSTEM);
    load_shipped(&tx, &SYSTEM, &installation, &LADDER)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.open().await;
    let one = world.county.representative(0);
    let typed = [
        ("hur_skots_driften", "egen"),
        ("hur_manga_servrar_har_ni", "2"),
    ];
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    world.step(&one, OWN, "submit", "").await;
    let sent = format!("{OWN}/inlamnat/1");
    let path = format!("{sent}/assessment/hur_manga_servrar_har_ni");
    let (status, _) = world.house.get(&one, &path).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = world.house.page(&world.coordinator, &sent).await;
    assert!(page.contains("Gör en bedömning av svaret"), "{page}");
    // What was answered with the number of a level is that level.
    let form = world.fill(&world.coordinator, &path, &[]).await;
    let level = form
        .iter()
        .find(|(name, _)| name == "level")
        .unwrap()
        .1
        .clone();
    assert!(level.ends_with(":2"), "{form:?}");
    let (ladder, _) = level.rsplit_once(':').unwrap();
    let other = [("wanted_level", "ingen:3")];
    let wrong = world.fill(&world.coordinator, &path, &other).await;
    let (status, _) = world.send(&world.coordinator, &path, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let wanted = format!("{ladder}:3");
    let form = world
        .fill(&world.coordinator, &path, &[("wanted_level", &wanted)])
        .await;
    let (status, told) = world.send(&world.coordinator, &path, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&world.coordinator, &sent).await;
    assert!(page.contains("Bedömning: 2 "), "{page}");
    let tx = db.read().await.unwrap();
    let history = list_assessments(&tx, world.county.council).await.unwrap();
    let made = history.last().unwrap();
    assert_eq!((made.level, made.wanted_level), (2, Some(3)));
    assert_eq!(made.on_behalf_of, Some(world.county.parties[0]));
    assert!(
        made.date.is_some() && made.note.contains("servrar"),
        "{made:?}"
    );
}

async fn written(tx: &Tx) -> Folder {
    samverk_surveys::bundle::write(tx, None).await.unwrap()
}

/// Where the links are lost, the folder brings them back as they were; and where they stand it adds none.
async fn what_was_made_goes_with_the_folder(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let tx = db.begin("ladders").await.unwrap();
    let installation = Installation::seen_by(&SYSTEM);
    load_shipped(&tx, &SYSTEM, &installation, &LADDER)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.open().await;
    let one = world.county.representative(0);
    let typed = [
        ("hur_skots_driften", "egen"),
        ("hur_manga_servrar_har_ni", "2"),
        ("beratta", "Vi saknar jour"),
    ];
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    world.step(&one, OWN, "submit", "").await;
    for (made, typed) in [
        ("need/beratta", vec![("kind", "need")]),
        ("assessment/hur_manga_servrar_har_ni", vec![]),
        (
            "assessment/hur_manga_servrar_har_ni",
            vec![("note", "Nu igen")],
        ),
    ] {
        let path = format!("{OWN}/inlamnat/1/{made}");
        let form = world.fill(&world.coordinator, &path, &typed).await;
        let (status, told) = world.send(&world.coordinator, &path, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let tx = db.begin("bring_back").await.unwrap();
    let before = written(&tx).await;
    let path = "collaborations/radet/survey_links.csv";
    let links = String::from_utf8(before.get(path).unwrap().to_vec()).unwrap();
    for thing in ["need,vi-saknar-jour,", "assessment,.:", ":1,", ":2,"] {
        assert!(links.contains(thing), "{thing}: {links}");
    }
    for is_lost in [true, false] {
        if is_lost {
            let rows = "DELETE FROM survey_link";
            tx.connection().execute_unprepared(rows).await.unwrap();
            assert!(written(&tx).await.get(path).is_none());
        }
        let mut intake = Intake::new(before.clone());
        let bundle = samverk_surveys::bundle::read(&mut intake);
        samverk_surveys::bundle::apply(&tx, &SYSTEM, &bundle, &mut intake)
            .await
            .unwrap();
        assert!(intake.problems.is_empty(), "{:?}", intake.problems);
        assert_eq!(written(&tx).await, before);
    }
    let mut wrong = before.clone();
    wrong.insert(path, links.replace("vi-saknar-jour", "borta"));
    let mut intake = Intake::new(wrong);
    let bundle = samverk_surveys::bundle::read(&mut intake);
    samverk_surveys::bundle::apply(&tx, &SYSTEM, &bundle, &mut intake)
        .await
        .unwrap();
    let problem = &intake.problems.0[0];
    assert_eq!(problem.code, "survey_link_without_thing");
    assert_eq!(problem.place.field.as_deref(), Some("thing"));
}
