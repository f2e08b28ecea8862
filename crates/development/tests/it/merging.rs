//! Needs become one, stand by themselves again, and are split.

use crate::world::{add_need, house};
use axum::http::StatusCode;
use samverk_county::{COUNCIL, county};
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_need_that_is_merged_takes_its_joinings_along_and_leads_on,
    needs_never_become_one_in_a_circle,
    a_need_is_split_into_parts_that_whoever_joined_has_joined,
);

async fn a_need_that_is_merged_takes_its_joinings_along_and_leads_on(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let one = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let other = add_need(&house, &coordinator, "Långsam fiber").await;
    for (need, party) in [
        (&one, "habo-kommun"),
        (&one, "aneby-kommun"),
        (&other, "aneby-kommun"),
    ] {
        let said = [("part", party), ("note", "Hos oss"), ("revision", "0")];
        house
            .submit(&coordinator, &format!("{need}/instamma"), &said)
            .await;
    }
    let merge = format!("{one}/sla-samman");
    house.page(&coordinator, &merge).await;
    let said = [("merged_into", "langsam-fiber"), ("revision", "3")];
    let page = house.submit(&coordinator, &merge, &said).await;
    assert!(page.contains("Sammanslaget med") && page.contains(&other));
    let page = house.page(&coordinator, &other).await;
    assert!(
        page.contains("2 aktörer har behovet också."),
        "each party once: {page}"
    );
    assert!(page.contains("Hit hör också") && page.contains(&one));
    assert!(
        page.contains("något annat hänvisar till det") && !page.contains("/ta-bort\""),
        "it is not offered to remove what others went into"
    );
    assert!(
        page.contains("Ett annat behov gick upp i det här"),
        "both histories tell"
    );
    let said = [("part", "eksjo-kommun"), ("note", ""), ("revision", "0")];
    let (status, _) = house
        .post(&coordinator, &format!("{one}/instamma"), &said)
        .await;
    assert_eq!(status, StatusCode::CONFLICT, "it is joined where it went");

    let page = house
        .submit(&coordinator, &format!("{one}/skilj"), &[("revision", "4")])
        .await;
    assert!(page.contains("2 aktörer har behovet också.") && page.contains("Öppet"));
    let page = house.page(&coordinator, &other).await;
    assert!(page.contains("En aktör har behovet också."));
}

async fn needs_never_become_one_in_a_circle(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let one = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let other = add_need(&house, &coordinator, "Långsam fiber").await;
    let said = [("merged_into", "langsam-fiber"), ("revision", "1")];
    house
        .submit(&coordinator, &format!("{one}/sla-samman"), &said)
        .await;
    for into in ["natet-racker-inte", "langsam-fiber", "okand"] {
        let said = [("merged_into", into), ("revision", "1")];
        let (status, _) = house
            .post(&coordinator, &format!("{other}/sla-samman"), &said)
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{into}");
    }
}

async fn a_need_is_split_into_parts_that_whoever_joined_has_joined(db: Db) {
    let county = county(&db).await;
    let (coordinator, house) = (county.coordinator(), house(&db));
    let need = add_need(&house, &coordinator, "Nätet räcker inte").await;
    let said = [
        ("part", "habo-kommun"),
        ("note", "Mest i skolan"),
        ("revision", "0"),
    ];
    house
        .submit(&coordinator, &format!("{need}/instamma"), &said)
        .await;
    let split = format!("{need}/dela");
    house.page(&coordinator, &split).await;
    let one = [("parts.0.title", "Nätet i skolan"), ("revision", "2")];
    let (status, page) = house.post(&coordinator, &split, &one).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Dela i minst två delar"));
    let two = [
        ("parts.0.title", "Nätet i skolan"),
        ("parts.0.text", "Räcker inte till proven."),
        ("parts.1.title", "Nätet i vården"),
        ("revision", "2"),
    ];
    let page = house.submit(&coordinator, &split, &two).await;
    for words in ["Delat i", "Nätet i skolan", "Nätet i vården", "Avslutat"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let part = house
        .page(&coordinator, &format!("{COUNCIL}/behov/natet-i-skolan"))
        .await;
    for words in [
        "Var en del av",
        "Räcker inte till proven.",
        "Mest i skolan",
        "Habo kommun",
    ] {
        assert!(part.contains(words), "{words}: {part}");
    }
}
