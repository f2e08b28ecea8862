//! A need is handed over, answered, closed and opened again.

use crate::world::{add_need, house};
use axum::http::StatusCode;
use samverk_county::county;
use samverk_database::Db;
use samverk_development::needs_waiting;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_need_is_handed_over_looked_after_and_answered,
    a_handover_says_to_whom_and_when_in_that_order,
    a_need_is_closed_with_a_reason_and_opened_again,
    only_those_who_run_the_collaboration_hand_over,
);

const HANDED: [(&str, &str); 5] = [
    ("handed_to_kind", "supplier"),
    ("handed_to", ""),
    ("handed_to_name", "Leverantören Exempel"),
    ("handed_over_on", "2020-01-10"),
    ("next_look", "2020-02-10"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], revision: &'a str) -> Vec<(&'a str, &'a str)> {
    [fields, &[("revision", revision)]].concat()
}

async fn a_need_is_handed_over_looked_after_and_answered(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let waiting = async || {
        let tx = db.read().await.unwrap();
        needs_waiting(&tx, &[county.council]).await.unwrap()
    };
    assert!(waiting().await.is_empty(), "a new need waits for nobody");

    let over = format!("{need}/lamna-over");
    house.page(&coordinator, &over).await;
    let page = house.submit(&coordinator, &over, &with(&HANDED, "1")).await;
    for words in [
        "Överlämnat",
        "Leverantören Exempel (leverantör) 2020-01-10",
        "Svaret skulle ha kommit 2020-02-10.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let asked = waiting().await;
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].name, "Nätet räcker inte");
    assert!(need.ends_with(asked[0].rest.trim_end_matches("/svar")));

    let answer = format!("{need}/svar");
    let later = [
        ("waits", "true"),
        ("next_look", "2090-01-01"),
        ("revision", "2"),
    ];
    let page = house.submit(&coordinator, &answer, &later).await;
    assert!(page.contains("efterfrågas 2090-01-01"), "{page}");
    assert!(waiting().await.is_empty(), "the day has not come");
    let said = [
        ("answered_on", "2020-03-01"),
        ("result", "declined"),
        ("reply", "Det ingår inte i avtalet."),
        ("next_look", "2020-02-10"),
        ("revision", "3"),
    ];
    let page = house.submit(&coordinator, &answer, &said).await;
    for words in ["Besvarat", "Åtgärdas inte", "Det ingår inte i avtalet."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(waiting().await.is_empty());
}

async fn a_handover_says_to_whom_and_when_in_that_order(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let over = format!("{need}/lamna-over");
    let nobody = [
        ("handed_to_kind", "agency"),
        ("handed_over_on", "2020-01-10"),
        ("next_look", "2020-01-09"),
        ("revision", "1"),
    ];
    let (status, page) = house.post(&coordinator, &over, &nobody).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Skriv till vem behovet lämnas över"));
    assert!(page.contains("ligger före överlämnandet"));
    let (status, _) = house.get(&coordinator, &format!("{need}/svar")).await;
    assert_eq!(
        status,
        StatusCode::CONFLICT,
        "nothing is answered that was not handed over"
    );
    house.submit(&coordinator, &over, &with(&HANDED, "1")).await;
    let early = [
        ("answered_on", "2019-12-31"),
        ("result", "accepted"),
        ("revision", "2"),
    ];
    let (status, page) = house
        .post(&coordinator, &format!("{need}/svar"), &early)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Svaret ligger före överlämnandet"));
}

async fn a_need_is_closed_with_a_reason_and_opened_again(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let decide = format!("{need}/beslut");
    let (status, _) = house
        .post(
            &coordinator,
            &decide,
            &[("to", "closed"), ("revision", "1")],
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "why is asked for");
    let close = [
        ("to", "closed"),
        ("reason", "Löst av fibern"),
        ("revision", "1"),
    ];
    house.submit(&coordinator, &decide, &close).await;
    let page = house.page(&county.stranger(), &need).await;
    assert!(page.contains("Avslutat: Löst av fibern"), "{page}");
    let (status, _) = house.get(&coordinator, &format!("{need}/lamna-over")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let open = [
        ("to", "open"),
        ("reason", "Fibern gick av"),
        ("revision", "2"),
    ];
    house.submit(&coordinator, &decide, &open).await;
    let page = house.page(&coordinator, &need).await;
    assert!(page.contains("Behovet är öppet"));
}

async fn only_those_who_run_the_collaboration_hand_over(db: Db) {
    let county = county(&db).await;
    let house = house(&db);
    let need = add_need(&house, &county.coordinator(), "Nätet räcker inte").await;
    for form in ["lamna-over", "sla-samman", "dela"] {
        let form = format!("{need}/{form}");
        let (status, _) = house.get(&county.representative(0), &form).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{form}");
    }
}
