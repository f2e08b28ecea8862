use crate::world::{MIGRATIONS, SURVEY, World, hidden};
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_form_is_built_and_opened,
    a_form_without_questions_is_not_opened,
    a_question_that_governs_another_is_not_removed,
    a_circle_is_refused_at_its_question,
    keys_are_set_once,
    the_preview_is_the_real_form,
    a_ready_survey_has_the_eight_areas,
    members_see_nothing_of_what_is_being_built,
);

async fn a_form_is_built_and_opened(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let page = world
        .house
        .page(&world.coordinator, &format!("{SURVEY}/formular"))
        .await;
    for words in [
        "Hur många servrar har ni?",
        "Heltal",
        "Egen, Leverantör, Tillsammans",
        "måste besvaras",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("Visas när ”Hur sköts driften?” är Egen"));
    world.open().await;
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("Svara senast 2026-11-30."), "{page}");
    assert!(page.contains("0 av 3 har svarat."));
    let page = world
        .house
        .page(&world.coordinator, &format!("{SURVEY}/formular"))
        .await;
    assert!(page.contains("Version 1 är skickad"));
    assert!(
        !page.contains("/formular/fragor/"),
        "what is sent is not changed in place"
    );
}

async fn a_form_without_questions_is_not_opened(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let house = &world.house;
    for section in ["mer", "bas"] {
        let path = format!("{SURVEY}/formular/ta-bort/{section}");
        let revision = hidden(&house.page(&world.coordinator, &path).await, "revision");
        house
            .submit(&world.coordinator, &path, &[("revision", &revision)])
            .await;
    }
    let (status, told) = world.decide("open").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Enkäten har inga frågor"), "{told}");
}

async fn a_question_that_governs_another_is_not_removed(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/ta-bort/hur_skots_driften");
    let revision = hidden(
        &world.house.page(&world.coordinator, &path).await,
        "revision",
    );
    let (status, told) = world
        .house
        .post(&world.coordinator, &path, &[("revision", &revision)])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("”Varför?” visas efter svaret på den här frågan"),
        "{told}"
    );
}

async fn a_circle_is_refused_at_its_question(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/fragor/hur_skots_driften");
    let typed = [("shown", "said:varfor")];
    let sent = world.fill(&world.coordinator, &path, &typed).await;
    let (status, told) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("leder tillbaka till frågan själv"), "{told}");
    assert!(told.contains("href=\"#input-shown\""), "{told}");
    let typed = [("shown", "said:finns_inte")];
    let sent = world.fill(&world.coordinator, &path, &typed).await;
    let (_, told) = world.send(&world.coordinator, &path, &sent).await;
    assert!(
        told.contains("Villkoret nämner frågan ”finns_inte”"),
        "{told}"
    );
}

async fn keys_are_set_once(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/fragor/beratta");
    let sent = world
        .fill(&world.coordinator, &path, &[("label_sv", "Beskriv läget")])
        .await;
    let (status, _) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(
        world
            .house
            .page(&world.coordinator, &path)
            .await
            .contains("Beskriv läget")
    );
    // A new question called as the old one was gets another key.
    world.add("mer", "line", &[("label_sv", "Berätta")]).await;
    let page = world
        .house
        .page(&world.coordinator, &format!("{SURVEY}/formular"))
        .await;
    assert!(page.contains("fraga-beratta\"") && page.contains("fraga-beratta_2\""));
}

async fn the_preview_is_the_real_form(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/prova?avsnitt=bas");
    let tried = world.house.page(&world.coordinator, &path).await;
    let (status, told) = world
        .house
        .post(
            &world.coordinator,
            &path,
            &[("hur_manga_servrar_har_ni", "många")],
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("många"));
    world.open().await;
    let own = format!("{SURVEY}/svar/aneby-kommun/avsnitt/bas");
    let real = world
        .house
        .page(&world.county.representative(0), &own)
        .await;
    for field in ["hur_manga_servrar_har_ni", "hur_skots_driften", "beratta"] {
        let drawn = |page: &str| {
            let (_, rest) = page.split_once(&format!("id=\"field-{field}\"")).unwrap();
            rest.split_once("id=\"field-")
                .map_or("", |(field, _)| field)
                .replace(char::is_whitespace, "")
        };
        assert_eq!(drawn(&tried), drawn(&real), "{field}");
    }
}

async fn a_ready_survey_has_the_eight_areas(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let house = &world.house;
    let new = [("title", "Förstudie"), ("respondents", "parties")];
    house
        .submit(&world.coordinator, "/samverkan/radet/enkater/ny", &new)
        .await;
    let form = "/samverkan/radet/enkater/forstudie/formular";
    let (status, _) = house
        .post(
            &world.coordinator,
            &format!("{form}/borja"),
            &[("from", "present-and-needs")],
        )
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = house.page(&world.coordinator, form).await;
    for area in [
        "Beskrivning av organisationen",
        "Pågående samarbeten och samverkan",
        "Befintlig e-strategi och handlingsplaner för e-utveckling",
        "Utmaningar",
        "Möjligheter",
        "Egna projekt som kan vara intressanta för samverkan",
        "Behov av samverkan",
        "Förebilder inom samverkan",
    ] {
        assert!(page.contains(area), "{area}");
    }
    let other = [("from", "survey:forstudie")];
    let path = "/samverkan/radet/enkater/lagesbild/formular/borja";
    let (status, _) = house.post(&world.coordinator, path, &other).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "questions of another survey");
}

async fn members_see_nothing_of_what_is_being_built(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let member = world.county.representative(0);
    let (status, _) = world.house.get(&member, SURVEY).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = world
        .house
        .get(&member, &format!("{SURVEY}/svar/aneby-kommun"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    world.open().await;
    let page = world.house.page(&member, SURVEY).await;
    assert!(page.contains("Svara för Aneby kommun"));
    let (status, _) = world
        .house
        .get(&member, &format!("{SURVEY}/formular"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let stranger = world.county.stranger();
    let (status, _) = world.house.get(&stranger, SURVEY).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
