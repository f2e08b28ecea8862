use crate::world::{MIGRATIONS, SURVEY, World, hidden};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Role::Representative;

samverk_testing::db_tests!(MIGRATIONS;
    other_words_are_the_same_version,
    an_added_question_leaves_answers_and_is_told,
    those_who_answered_are_told_by_letter,
    a_removed_and_a_retyped_question_are_a_new_version,
    nothing_changed_is_not_sent,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";

/// A survey that a party has answered, and a change that has begun.
async fn answered(db: &Db) -> World<'_> {
    let world = World::with_survey(db, &[]).await;
    world.open().await;
    let one = world.county.representative(0);
    let typed = [
        ("hur_manga_servrar_har_ni", "12"),
        ("hur_skots_driften", "leverantor"),
        ("beratta", "Vi växer"),
    ];
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    world.step(&one, OWN, "submit", "").await;
    let begin = format!("{SURVEY}/formular/borja");
    let (status, told) = world
        .house
        .post(&world.coordinator, &begin, &[("from", "")])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    world
}

/// Sends what was changed; the page that asked before.
async fn send(world: &World<'_>) -> String {
    let path = format!("{SURVEY}/formular/skicka");
    let page = world.house.page(&world.coordinator, &path).await;
    let revision = hidden(&page, "revision");
    world
        .house
        .submit(&world.coordinator, &path, &[("revision", &revision)])
        .await;
    page
}

async fn change(world: &World<'_>, question: &str, typed: &[(&str, &str)]) {
    let path = format!("{SURVEY}/formular/fragor/{question}");
    let sent = world.fill(&world.coordinator, &path, typed).await;
    let (status, told) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

async fn remove(world: &World<'_>, question: &str) {
    let path = format!("{SURVEY}/formular/ta-bort/{question}");
    let revision = hidden(
        &world.house.page(&world.coordinator, &path).await,
        "revision",
    );
    world
        .house
        .submit(&world.coordinator, &path, &[("revision", &revision)])
        .await;
}

async fn other_words_are_the_same_version(db: Db) {
    let world = answered(&db).await;
    change(&world, "beratta", &[("label_sv", "Beskriv läget")]).await;
    let asked = send(&world).await;
    assert!(
        asked.contains("Versionen är densamma") && asked.contains("Andra ord"),
        "{asked}"
    );
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("Version 1.1"), "{page}");
    let one = world.county.representative(0);
    let sent = world.house.page(&one, &format!("{OWN}/inlamnat/1")).await;
    assert!(
        sent.contains("Berätta") && !sent.contains("Beskriv läget"),
        "in the words of that day"
    );
    let page = world.house.page(&one, OWN).await;
    assert!(!page.contains("nyare version"));
}

async fn an_added_question_leaves_answers_and_is_told(db: Db) {
    let world = answered(&db).await;
    world
        .add("mer", "line", &[("label_sv", "Något mer?")])
        .await;
    let asked = send(&world).await;
    assert!(
        asked.contains("Svar som är lämnade gäller") && asked.contains("de 1 som"),
        "{asked}"
    );
    let one = world.county.representative(0);
    let page = world.house.page(&one, OWN).await;
    assert!(
        page.contains("Sedan ni lämnade in") && page.contains("Något mer?"),
        "{page}"
    );
    let overview = world.house.page(&world.coordinator, SURVEY).await;
    assert!(overview.contains("1 av 3 har svarat."), "{overview}");
}

async fn those_who_answered_are_told_by_letter(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = world.colleague("Anna", 0, Representative).await;
    let bo = world.colleague("Bosse", 0, Representative).await;
    world.colleague("Cilla", 0, Representative).await;
    let bas = format!("{OWN}/avsnitt/bas");
    world
        .answer(&ann, &bas, &[("hur_skots_driften", "egen")])
        .await;
    world.answer(&bo, &bas, &[("beratta", "Vi växer")]).await;
    world.step(&bo, OWN, "submit", "").await;
    let letters = async || {
        let tx = db.read().await.unwrap();
        samverk_database::unfinished_jobs(&tx).await.unwrap()
    };
    let before = letters().await;
    let begin = format!("{SURVEY}/formular/borja");
    world
        .house
        .post(&world.coordinator, &begin, &[("from", "")])
        .await;
    change(&world, "beratta", &[("label_sv", "Beskriv läget")]).await;
    send(&world).await;
    assert_eq!(letters().await, before, "of other words nobody is told");
    world
        .house
        .post(&world.coordinator, &begin, &[("from", "")])
        .await;
    world
        .add("mer", "line", &[("label_sv", "Något mer?")])
        .await;
    send(&world).await;
    assert_eq!(
        letters().await,
        before + 2,
        "those who answered, and nobody else"
    );
}

async fn a_removed_and_a_retyped_question_are_a_new_version(db: Db) {
    let world = answered(&db).await;
    remove(&world, "beratta").await;
    remove(&world, "hur_manga_servrar_har_ni").await;
    world
        .add("bas", "amount", &[("label_sv", "Vad kostar det?")])
        .await;
    let asked = send(&world).await;
    assert!(
        asked.contains("blir en ny version") && asked.contains("Borttagen"),
        "{asked}"
    );
    let one = world.county.representative(0);
    // The old answer is read as it was.
    let sent = world.house.page(&one, &format!("{OWN}/inlamnat/1")).await;
    assert!(
        sent.contains("Vi växer") && sent.contains("Version 1"),
        "{sent}"
    );
    let path = format!("{OWN}/version");
    let page = world.house.page(&one, &path).await;
    let (kept, rest) = page.split_once("Följer inte med").unwrap();
    let (dropped, new) = rest.split_once("Nya frågor").unwrap();
    assert!(
        kept.contains("Leverantör") && dropped.contains("Vi växer"),
        "{page}"
    );
    assert!(new.contains("Vad kostar det?"), "{page}");
    let revision = hidden(&page, "revision");
    let page = world
        .house
        .submit(&one, &path, &[("revision", &revision)])
        .await;
    assert!(page.contains("Påbörjat"), "{page}");
    let section = world.house.page(&one, &format!("{OWN}/avsnitt/bas")).await;
    assert!(
        section.contains("Vad kostar det?") && !section.contains("Berätta"),
        "{section}"
    );
    let results = world
        .house
        .page(&world.coordinator, &format!("{SURVEY}/resultat"))
        .await;
    assert!(results.contains("0 svar."), "{results}");
}

async fn nothing_changed_is_not_sent(db: Db) {
    let world = answered(&db).await;
    let path = format!("{SURVEY}/formular/skicka");
    let page = world.house.page(&world.coordinator, &path).await;
    assert!(page.contains("Inget skiljer sig"));
    let revision = hidden(&page, "revision");
    let (status, told) = world
        .house
        .post(&world.coordinator, &path, &[("revision", &revision)])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Inget är ändrat sedan formuläret skickades"),
        "{told}"
    );
}
