use crate::world::{MIGRATIONS, SURVEY, World, hidden};
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_form_is_built_and_opened,
    a_form_without_questions_is_not_opened,
    a_question_that_governs_another_is_not_removed,
    a_circle_is_refused_at_its_question,
    conditions_are_joined_and_read_as_a_sentence,
    a_condition_on_a_question_that_was_removed_is_refused,
    what_is_refused_is_not_offered,
    keys_are_set_once,
    a_question_is_shown_after_a_number,
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

async fn a_question_is_shown_after_a_number(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/fragor/varfor");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(
        page.contains("”Hur många servrar har ni?” är minst ett tal"),
        "{page}"
    );
    let between = "between:hur_manga_servrar_har_ni";
    let typed = |to: &'static str| {
        [
            ("shown", between),
            ("shown_number", "10"),
            ("shown_number_to", to),
        ]
    };
    for to in ["", "9", "många"] {
        let sent = world.fill(&world.coordinator, &path, &typed(to)).await;
        let (status, told) = world.send(&world.coordinator, &path, &sent).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(told.contains("href=\"#input-shown_number_to\""), "{told}");
    }
    let sent = world.fill(&world.coordinator, &path, &typed("20,5")).await;
    let (status, told) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    // What was said stands in the fields again, and is sent back unchanged.
    let again = world.fill(&world.coordinator, &path, &[]).await;
    let is = |name: &str, value: &str| again.contains(&(name.to_owned(), value.to_owned()));
    assert!(
        is("shown", between) && is("shown_number", "10"),
        "{again:?}"
    );
    assert!(is("shown_number_to", "20,5"), "{again:?}");
    world.open().await;
    let one = world.county.representative(0);
    let own = format!("{SURVEY}/svar/aneby-kommun");
    for (servers, is_asked) in [("9", false), ("10", true), ("20", true), ("21", false)] {
        let typed = [
            ("hur_manga_servrar_har_ni", servers),
            ("hur_skots_driften", "leverantor"),
        ];
        world
            .answer(&one, &format!("{own}/avsnitt/bas"), &typed)
            .await;
        let page = world.house.page(&one, &format!("{own}/avsnitt/mer")).await;
        assert_eq!(
            page.contains("id=\"input-varfor\""),
            is_asked,
            "{servers}: {page}"
        );
    }
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

async fn conditions_are_joined_and_read_as_a_sentence(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let path = format!("{SURVEY}/formular/fragor/varfor");
    let form = format!("{SURVEY}/formular");
    let coordinator = &world.coordinator;
    let typed = [("shown_second", "said:beratta"), ("shown_joined", "all")];
    let sent = world.fill(coordinator, &path, &typed).await;
    let (status, told) = world.send(coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(coordinator, &form).await;
    let sentence = "Visas när ”Hur sköts driften?” är Egen och ”Berätta” är besvarad";
    assert!(page.contains(sentence), "{page}");
    // What was chosen stands in the form, and one of them is enough.
    let sent = world
        .fill(coordinator, &path, &[("shown_joined", "any")])
        .await;
    world.send(coordinator, &path, &sent).await;
    let page = world.house.page(coordinator, &form).await;
    let sentence = "Visas när ”Hur sköts driften?” är Egen eller ”Berätta” är besvarad";
    assert!(page.contains(sentence), "{page}");
    // Also round about: through another question.
    let circle = format!("{SURVEY}/formular/fragor/beratta");
    let sent = world
        .fill(coordinator, &circle, &[("shown", "said:varfor")])
        .await;
    let (status, told) = world.send(coordinator, &circle, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("leder tillbaka till frågan själv"), "{told}");
    world.open().await;
    let one = world.county.representative(0);
    let own = format!("{SURVEY}/svar/aneby-kommun/avsnitt");
    world
        .answer(&one, &format!("{own}/bas"), &[("beratta", "Vi växer")])
        .await;
    let page = world.house.page(&one, &format!("{own}/mer")).await;
    assert!(page.contains("Varför?"), "{page}");
}

async fn a_condition_on_a_question_that_was_removed_is_refused(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let coordinator = &world.coordinator;
    // The page is opened while the question stands, and sent when a colleague has removed it.
    let path = format!("{SURVEY}/formular/fragor/varfor");
    let mut sent = world
        .fill(coordinator, &path, &[("shown", "said:beratta")])
        .await;
    let removal = format!("{SURVEY}/formular/ta-bort/beratta");
    let revision = hidden(&world.house.page(coordinator, &removal).await, "revision");
    world
        .house
        .submit(coordinator, &removal, &[("revision", &revision)])
        .await;
    let (status, told) = world.send(coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let now = hidden(&world.house.page(coordinator, &path).await, "revision");
    sent.retain(|(name, _)| name != "revision");
    sent.push(("revision".to_owned(), now));
    let (status, told) = world.send(coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Villkoret nämner frågan ”beratta”"), "{told}");
}

async fn what_is_refused_is_not_offered(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let remove = "/enkater/lagesbild/ta-bort";
    let coordinator = &world.coordinator;
    world.open().await;
    assert!(world.house.page(coordinator, SURVEY).await.contains(remove));
    let one = world.county.representative(0);
    let section = format!("{SURVEY}/svar/aneby-kommun/avsnitt/bas");
    world
        .answer(&one, &section, &[("beratta", "Vi växer")])
        .await;
    let page = world.house.page(coordinator, SURVEY).await;
    assert!(!page.contains(remove), "{page}");
    assert!(
        page.contains("Enkäten har svar och går därför inte att ta bort."),
        "{page}"
    );
    assert!(page.contains("/enkater/lagesbild/redigera"));
    world.decide("closed").await;
    let page = world.house.page(coordinator, SURVEY).await;
    assert!(page.contains("En stängd enkät ligger fast."), "{page}");
    assert!(!page.contains("/enkater/lagesbild/redigera") && !page.contains(remove));
    let page = world.house.page(&one, SURVEY).await;
    assert!(!page.contains("ligger fast"), "{page}");
}
