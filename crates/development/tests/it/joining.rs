//! Parties that have a need too.

use crate::world::{add_need, house};
use axum::http::StatusCode;
use samverk_county::{COUNCIL, county};
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_representative_joins_for_the_own_party_changes_the_note_and_takes_it_back,
    a_representative_raises_a_need_that_the_own_party_need_not_join,
    nobody_joins_for_somebody_elses_party,
    the_coordinator_joins_on_behalf_of_any_member,
    whoever_sees_the_need_reads_who_has_it_too,
);

async fn a_representative_joins_for_the_own_party_changes_the_note_and_takes_it_back(db: Db) {
    let county = county(&db).await;
    let (representative, house) = (county.representative(1), house(&db));
    let need = add_need(&house, &county.coordinator(), "Nätet räcker inte").await;
    let page = house.page(&representative, &need).await;
    assert!(page.contains("Vi har det också"));

    let join = format!("{need}/instamma");
    let form = house.page(&representative, &join).await;
    assert!(form.contains("Eksjö kommun har behovet också"));
    let said = [
        ("part", "eksjo-kommun"),
        ("note", "Mest i skolan"),
        ("revision", "0"),
    ];
    let page = house.submit(&representative, &join, &said).await;
    for words in ["Mest i skolan", "En aktör har behovet också."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Vi har det också"), "once is enough");
    let list = house
        .page(
            &representative,
            &format!("{COUNCIL}/behov?kolumner=title.joined"),
        )
        .await;
    assert!(list.contains("Aktörer som instämmer"));

    let change = format!("{join}?part=eksjo-kommun");
    let form = house.page(&representative, &change).await;
    assert!(form.contains("Mest i skolan"));
    let said = [
        ("part", "eksjo-kommun"),
        ("note", "Även i vården"),
        ("before", "Mest i skolan"),
        ("revision", "2"),
    ];
    let page = house.submit(&representative, &join, &said).await;
    let (told, history) = page.split_once("history-heading").unwrap();
    assert!(told.contains("Även i vården") && !told.contains("Mest i skolan"));
    assert!(history.contains("Mest i skolan"), "what was said before");

    let back = format!("{need}/ta-tillbaka");
    let said = [("part", "eksjo-kommun"), ("before", "Mest i skolan")];
    let (status, told) = house.post(&representative, &back, &said).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let said = [("part", "eksjo-kommun"), ("before", "Även i vården")];
    let page = house.submit(&representative, &back, &said).await;
    assert!(page.contains("Ingen aktör har instämt än.") && page.contains("Vi har det också"));
}

async fn nobody_joins_for_somebody_elses_party(db: Db) {
    let county = county(&db).await;
    let (representative, house) = (county.representative(1), house(&db));
    let need = add_need(&house, &county.coordinator(), "Nätet räcker inte").await;
    let said = [("part", "habo-kommun"), ("note", ""), ("revision", "0")];
    let join = format!("{need}/instamma");
    let (status, _) = house.post(&representative, &join, &said).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = house.post(&county.economist(), &join, &said).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = house.page(&representative, &need).await;
    assert!(page.contains("Ingen aktör har instämt än."));
}

async fn the_coordinator_joins_on_behalf_of_any_member(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let join = format!("{need}/instamma");
    let said = [
        ("part", "habo-kommun"),
        ("note", "Gäller oss"),
        ("revision", "0"),
    ];
    let page = house.submit(&coordinator, &join, &said).await;
    assert!(page.contains("Habo kommun") && page.contains("Gäller oss"));
    let again = [
        ("part", "habo-kommun"),
        ("note", "Något annat"),
        ("revision", "0"),
    ];
    let (status, told) = house.post(&coordinator, &join, &again).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");

    let history = page.split_once("history-heading").unwrap().1;
    assert!(
        history.contains("Habo kommun"),
        "on whose behalf: {history}"
    );
}

async fn whoever_sees_the_need_reads_who_has_it_too(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let said = [
        ("part", "habo-kommun"),
        ("note", "Gäller oss"),
        ("revision", "0"),
    ];
    house
        .submit(&coordinator, &format!("{need}/instamma"), &said)
        .await;
    let page = house.page(&county.stranger(), &need).await;
    for words in ["En aktör har behovet också.", "Habo kommun", "Gäller oss"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Vi har det också"));
    let (status, _) = house
        .get(&county.stranger(), &format!("{need}/instamma"))
        .await;
    assert!(
        status.is_client_error() || status.is_redirection(),
        "{status}"
    );
}

async fn a_representative_raises_a_need_that_the_own_party_need_not_join(db: Db) {
    let county = county(&db).await;
    let (representative, house) = (county.representative(1), house(&db));
    let list = house
        .page(&representative, &format!("{COUNCIL}/behov"))
        .await;
    assert!(list.contains("/behov/ta-upp"));
    let raise = format!("{COUNCIL}/behov/ta-upp");
    let form = house.page(&representative, &raise).await;
    assert!(form.contains("Eksjö kommun tar upp ett behov"));
    let (status, _) = house
        .post(&representative, &raise, &[("part", "eksjo-kommun")])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = [
        ("part", "eksjo-kommun"),
        ("kind", "need"),
        ("text", "Nätet räcker inte till proven"),
        ("urgency", "urgent"),
    ];
    let page = house.submit(&representative, &raise, &said).await;
    for words in [
        "Nätet räcker inte till proven",
        "Eksjö kommun",
        "Brådskande",
        "Behovet är öppet",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Vi har det också"), "it is their own");
    let page = house
        .page(
            &county.representative(0),
            &format!("{COUNCIL}/behov/natet-racker-inte-till-proven"),
        )
        .await;
    assert!(page.contains("Vi har det också"));
    let other = [
        ("part", "habo-kommun"),
        ("kind", "need"),
        ("text", "Vi med"),
    ];
    let (status, _) = house.post(&representative, &raise, &other).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "nobody raises for others");
}
