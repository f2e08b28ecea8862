use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Role::Representative;
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(MIGRATIONS;
    persons_answer_one_by_one_and_fewer_than_five_are_not_shown,
    each_person_is_waited_for_once,
    what_few_answered_is_told_nowhere,
    what_one_more_answered_is_told_by_no_later_closing,
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
    assert!(page.contains("5 svar.") && page.contains("80 %"), "{page}");
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

/// One question is shown to one person only: neither the page nor any file tells what was said there, and how many
/// answered at a party with few is not what the total minus the others is.
async fn what_few_answered_is_told_nowhere(db: Db) {
    let world = World::with_survey(&db, &[("respondents", "people")]).await;
    world.open().await;
    for (number, name) in ["Anna", "Bosse", "Cilla", "David", "Eva", "Frida"]
        .into_iter()
        .enumerate()
    {
        let person = world
            .colleague(name, usize::from(number == 0), Representative)
            .await;
        let said = if number == 0 { "egen" } else { "leverantor" };
        let own = format!("{SURVEY}/svar/mig");
        world
            .answer(
                &person,
                &format!("{own}/avsnitt/bas"),
                &[("hur_skots_driften", said)],
            )
            .await;
        if number == 0 {
            let more = format!("{own}/avsnitt/mer");
            world
                .answer(&person, &more, &[("varfor", "Hemligt skäl")])
                .await;
        }
        world.step(&person, &own, "submit", "").await;
    }
    world.decide("closed").await;
    let results = format!("{SURVEY}/resultat");
    let page = world.house.page(&world.coordinator, &results).await;
    assert!(page.contains("6 svar."), "{page}");
    let (_, by_party) = page.split_once("id=\"per-part\"").unwrap();
    let (by_party, _) = by_party.split_once("</table>").unwrap();
    assert!(
        by_party.matches("Färre än 5 svar visas inte.").count() >= 2,
        "{by_party}"
    );
    let page = world
        .house
        .page(&world.coordinator, &format!("{results}?avsnitt=mer"))
        .await;
    assert!(
        page.contains("Färre än 5 svar visas inte.") && !page.contains("Hemligt"),
        "{page}"
    );
    let file = format!("{results}?tabell=svar&format=csv");
    let (_, csv) = world.house.get(&world.coordinator, &file).await;
    assert!(
        csv.contains("leverantor") && !csv.contains("Hemligt"),
        "{csv}"
    );
}

/// Closed with six answers, opened for one more and closed again, nothing is shown that was not: what one person said
/// is not what is shown now less what was shown before. With five more all are counted.
async fn what_one_more_answered_is_told_by_no_later_closing(db: Db) {
    let world = World::with_survey(&db, &[("respondents", "people")]).await;
    world.open().await;
    let anna = world.colleague("Anna", 0, Representative).await;
    answer(&world, &anna, "leverantor").await;
    for name in ["Bosse", "Cilla", "David", "Eva", "Frida"] {
        let person = world.colleague(name, 0, Representative).await;
        answer(&world, &person, "leverantor").await;
    }
    world.decide("closed").await;
    let shown = |page: String| page.split_once("<main").unwrap().1.to_owned();
    let results = format!("{SURVEY}/resultat");
    let file = format!("{results}?tabell=svar&format=csv");
    let first = world.house.page(&world.coordinator, &results).await;
    let (_, first_file) = world.house.get(&world.coordinator, &file).await;
    assert!(first.contains("6 svar.") && !shown(first.clone()).contains("sedan dess"));

    world.decide("open").await;
    let seventh = world.colleague("Gun", 1, Representative).await;
    answer(&world, &seventh, "egen").await;
    // One who is counted answers anew.
    let own = format!("{SURVEY}/svar/mig");
    world.step(&anna, &own, "reopen", "").await;
    answer(&world, &anna, "tillsammans").await;
    world.decide("closed").await;
    let second = world.house.page(&world.coordinator, &results).await;
    assert!(
        second.contains("6 svar.") && second.contains("minst 5 till har svarat"),
        "{second}"
    );
    let tables = |page: &str| -> Vec<String> {
        let tables = page.split("<table").skip(1);
        tables
            .map(|table| table.split_once("</table>").unwrap().0.to_owned())
            .collect()
    };
    assert_eq!(tables(&second), tables(&first));
    let (_, second_file) = world.house.get(&world.coordinator, &file).await;
    assert_eq!(second_file, first_file);

    world.decide("open").await;
    for name in ["Hans", "Inga", "Jan", "Karin"] {
        let person = world.colleague(name, 1, Representative).await;
        answer(&world, &person, "egen").await;
    }
    world.decide("closed").await;
    let third = world.house.page(&world.coordinator, &results).await;
    assert!(third.contains("11 svar."), "{third}");
    let (_, file) = world.house.get(&world.coordinator, &file).await;
    assert_eq!(file.matches(";egen;").count(), 5, "{file}");
    assert!(
        !file.contains("tillsammans"),
        "what is counted stays as it was: {file}"
    );
}
