use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use samverk_county::day;
use samverk_database::Db;
use samverk_foundation::Role::Representative;

samverk_testing::db_tests!(MIGRATIONS;
    a_party_answers_jointly_and_somebody_else_approves,
    reopening_clears_the_approval,
    a_party_does_not_answer_twice,
    what_is_required_is_told_with_its_section,
    unknown_settles_a_question,
    more_questions_are_shown_after_an_answer,
    a_closed_survey_takes_no_answers,
    nobody_answers_for_another_party,
    an_earlier_answer_stands_beside,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";

async fn answered(world: &World<'_>, actor: &samverk_foundation::Actor) {
    let typed = [
        ("hur_manga_servrar_har_ni", "12"),
        ("hur_skots_driften", "leverantor"),
    ];
    world
        .answer(actor, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
}

async fn a_party_answers_jointly_and_somebody_else_approves(db: Db) {
    let world = World::with_survey(&db, &[("approval", "true")]).await;
    world.open().await;
    let one = world.colleague("Anna", 0, Representative).await;
    let other = world.colleague("Bosse", 0, Representative).await;
    answered(&world, &one).await;
    let page = world.house.page(&other, OWN).await;
    assert!(
        page.contains("2 av 3"),
        "a colleague sees the same answer: {page}"
    );
    let (status, told) = world.step(&one, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, told) = world.step(&one, OWN, "approve", "").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Du lämnade in svaret själv"), "{told}");
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(
        page.contains("0 av 3 har svarat."),
        "it counts when it is approved"
    );
    let (status, told) = world.step(&other, OWN, "return", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Skriv vad som behöver ändras"));
    world
        .step(&other, OWN, "return", "Räkna servrarna igen")
        .await;
    let page = world.house.page(&one, OWN).await;
    assert!(page.contains("Tillbakaskickat") && page.contains("Räkna servrarna igen"));
    world.step(&one, OWN, "submit", "").await;
    let (status, _) = world.step(&other, OWN, "approve", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("1 av 3 har svarat."));
    let sent = world
        .house
        .page(&world.coordinator, &format!("{OWN}/inlamnat/2"))
        .await;
    assert!(sent.contains("12") && sent.contains("Leverantör"));
}

async fn reopening_clears_the_approval(db: Db) {
    let world = World::with_survey(&db, &[("approval", "true")]).await;
    world.open().await;
    let one = world.colleague("Anna", 0, Representative).await;
    let other = world.colleague("Bosse", 0, Representative).await;
    answered(&world, &one).await;
    world.step(&one, OWN, "submit", "").await;
    world.step(&other, OWN, "approve", "").await;
    let (status, _) = world.step(&one, OWN, "reopen", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = world.house.page(&one, OWN).await;
    assert!(!page.contains("godkände svaret"), "{page}");
    assert!(page.contains("Påbörjat"));
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("0 av 3 har svarat."));
    // What was sent in stands as it was.
    let page = world.house.page(&one, &format!("{OWN}/inlamnat/1")).await;
    assert!(page.contains("Leverantör"));
}

async fn a_party_does_not_answer_twice(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.colleague("Anna", 0, Representative).await;
    let other = world.colleague("Bosse", 0, Representative).await;
    answered(&world, &one).await;
    world.step(&one, OWN, "submit", "").await;
    let (status, told) = world.step(&other, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Någon hos er har redan lämnat in svaret"),
        "{told}"
    );
    let (status, told) = world.house.get(&other, &format!("{OWN}/avsnitt/bas")).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
}

async fn what_is_required_is_told_with_its_section(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    let path = format!("{OWN}/avsnitt/bas");
    world.answer(&one, &path, &[("beratta", "Vi växer")]).await;
    let (status, told) = world.step(&one, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Bas: Hur sköts driften?"), "{told}");
    assert!(told.contains("/avsnitt/bas#field-hur_skots_driften"));
}

async fn unknown_settles_a_question(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    let path = format!("{OWN}/avsnitt/bas");
    let typed = [
        ("hur_skots_driften.passed", "unknown"),
        ("hur_manga_servrar_har_ni", "0"),
    ];
    world.answer(&one, &path, &typed).await;
    let (status, told) = world.step(&one, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&one, &format!("{OWN}/inlamnat/1")).await;
    for said in [
        "<span class=\"standing__text\">0</span>",
        "Vet inte",
        "Inget svar",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    world.step(&one, OWN, "reopen", "").await;
    let typed = [("hur_skots_driften", "egen")];
    let sent = world.fill(&one, &path, &typed).await;
    let (status, told) = world.send(&one, &path, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("både svarat och sagt varför"), "{told}");
}

async fn more_questions_are_shown_after_an_answer(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    let more = format!("{OWN}/avsnitt/mer");
    assert!(!world.house.page(&one, &more).await.contains("Varför?"));
    world
        .answer(
            &one,
            &format!("{OWN}/avsnitt/bas"),
            &[("hur_skots_driften", "egen")],
        )
        .await;
    assert!(world.house.page(&one, &more).await.contains("Varför?"));
    world.answer(&one, &more, &[("varfor", "Billigast")]).await;
    // What is not shown is kept in the draft, and not sent in.
    world
        .answer(
            &one,
            &format!("{OWN}/avsnitt/bas"),
            &[("hur_skots_driften", "leverantor")],
        )
        .await;
    world.step(&one, OWN, "submit", "").await;
    let page = world.house.page(&one, &format!("{OWN}/inlamnat/1")).await;
    assert!(!page.contains("Billigast"), "{page}");
}

async fn a_closed_survey_takes_no_answers(db: Db) {
    // The clock of the tests stands at 2026-11-22.
    assert_eq!(db.clock().now().date_naive(), day("2026-11-22"));
    let world = World::with_survey(&db, &[("closes", "2026-11-22")]).await;
    world.open().await;
    let one = world.county.representative(0);
    answered(&world, &one).await;
    let path = format!("{SURVEY}/redigera");
    let sent = world
        .fill(&world.coordinator, &path, &[("closes", "2026-11-21")])
        .await;
    let (status, told) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, told) = world.step(&one, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Det går inte att svara på enkäten nu"),
        "{told}"
    );
    let (status, _) = world.house.get(&one, &format!("{OWN}/avsnitt/bas")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let page = world.house.page(&one, OWN).await;
    assert!(page.contains("Sista svarsdag var 2026-11-21."));
}

async fn nobody_answers_for_another_party(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let other = world.county.representative(1);
    for path in [
        OWN.to_owned(),
        format!("{OWN}/avsnitt/bas"),
        format!("{OWN}/dela-ut"),
    ] {
        let (status, _) = world.house.get(&other, &path).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    let (status, _) = world.house.get(&world.coordinator, OWN).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a draft is the party's own");
    let (status, _) = world
        .house
        .get(&other, &format!("{SURVEY}/svar/ingen"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn an_earlier_answer_stands_beside(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    answered(&world, &one).await;
    world.step(&one, OWN, "submit", "").await;
    let next = [
        ("title", "Lägesbild 2027"),
        ("respondents", "parties"),
        ("follows", "lagesbild"),
    ];
    let house = &world.house;
    house
        .submit(&world.coordinator, "/samverkan/radet/enkater/ny", &next)
        .await;
    let again = "/samverkan/radet/enkater/lagesbild-2027";
    let begin = [("from", "survey:lagesbild")];
    house
        .post(
            &world.coordinator,
            &format!("{again}/formular/borja"),
            &begin,
        )
        .await;
    let revision = [("to", "open"), ("revision", "1")];
    let (status, told) = house
        .post(&world.coordinator, &format!("{again}/beslut"), &revision)
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let path = format!("{again}/svar/aneby-kommun/avsnitt/bas");
    let page = house.page(&one, &path).await;
    assert!(
        page.contains("Lägesbild: 12. Stämmer fortfarande."),
        "{page}"
    );
    let still = [
        ("hur_manga_servrar_har_ni.still", "true"),
        ("hur_skots_driften", "egen"),
    ];
    world.answer(&one, &path, &still).await;
    let page = house.page(&one, &path).await;
    assert!(
        page.contains("value=\"12\"") && !page.contains("Lägesbild: 12."),
        "{page}"
    );
}
