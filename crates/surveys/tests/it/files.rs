//! Questions that are answered with files.

use crate::world::{MIGRATIONS, SURVEY, World, client};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_foundation::Role::Representative;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_file_is_attached_shown_and_counted,
    nobody_else_sees_a_file_before_the_answer_counts,
    what_is_no_file_of_the_answer_is_refused,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";
const FILES: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun/filer/bifoga_ert_avtal";

async fn asking(db: &Db) -> World<'_> {
    let world = World::with_survey(db, &[]).await;
    let asked = [("label_sv", "Bifoga ert avtal"), ("files_most", "1")];
    world.add("bas", "file", &asked).await;
    world.open().await;
    world
}

/// What a browser sends when a file was chosen.
async fn send(world: &World<'_>, actor: &Actor, name: &str, text: &str) -> (StatusCode, String) {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{text}\r\n--x--\r\n"
    );
    let request = Request::post(FILES)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    world.site(actor).send(request).await.told()
}

async fn a_file_is_attached_shown_and_counted(db: Db) {
    let world = asking(&db).await;
    let one = world.county.representative(0);
    let section = world
        .site(&one)
        .get(&format!("{OWN}/avsnitt/bas"))
        .await
        .told()
        .1;
    assert!(section.contains("/filer/bifoga_ert_avtal"), "{section}");
    assert!(
        !section.contains("type=\"file\""),
        "the section is a form without files"
    );
    let (status, told) = send(&world, &one, "", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let (status, told) = send(&world, &one, "avtal.txt", "Avtal om drift").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.site(&one).get(FILES).await.told().1;
    assert!(
        page.contains("avtal.txt") && page.contains("Inte virusgranskad"),
        "{page}"
    );
    assert!(!page.contains("type=\"file\""), "there is room for one");
    let typed = [("hur_skots_driften", "egen")];
    world
        .answer(&one, &format!("{OWN}/avsnitt/bas"), &typed)
        .await;
    let (status, told) = world.step(&one, OWN, "submit", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let runs = world.site(&world.coordinator);
    let sent = runs.get(&format!("{OWN}/inlamnat/1")).await.told().1;
    assert!(
        sent.contains("avtal.txt") && sent.contains("Inte virusgranskad"),
        "{sent}"
    );
    let (_, link) = sent.split_once("href=\"/filer/").unwrap();
    let file = format!("/filer/{}", link.split_once('"').unwrap().0);
    let (status, page) = runs.get(&file).await.told();
    assert_eq!(status, StatusCode::OK, "{page}");
    let results = runs.get(&format!("{SURVEY}/resultat")).await.told().1;
    let (_, table) = results.split_once("id=\"bifoga_ert_avtal\"").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    assert!(table.contains("Bifogat") && table.contains('1'), "{table}");
    // Sent in, it stays as it is.
    let id = file.trim_start_matches("/filer/");
    let removal = format!("{FILES}/ta-bort");
    let (status, _) = world
        .site(&one)
        .post(&removal, &[("file", id)])
        .await
        .told();
    assert_eq!(status, StatusCode::CONFLICT);
    world.step(&one, OWN, "reopen", "").await;
    let (status, _) = world
        .site(&one)
        .post(&removal, &[("file", id)])
        .await
        .told();
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = world.site(&one).get(FILES).await.told().1;
    assert!(
        !page.contains("avtal.txt") && page.contains("type=\"file\""),
        "{page}"
    );
}

async fn nobody_else_sees_a_file_before_the_answer_counts(db: Db) {
    let world = asking(&db).await;
    let one = world.county.representative(0);
    send(&world, &one, "avtal.txt", "Avtal om drift").await;
    let page = world.site(&one).get(FILES).await.told().1;
    let (_, link) = page.split_once("href=\"/filer/").unwrap();
    let file = format!("/filer/{}", link.split_once('"').unwrap().0);
    for actor in [
        &world.coordinator,
        &world.county.representative(1),
        &world.county.stranger(),
    ] {
        let (status, _) = world.site(actor).get(&file).await.told();
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, _) = send(&world, actor, "annat.txt", "Annat").await;
        assert!(status.is_client_error(), "{status}");
    }
    let colleague = world.colleague("Anna", 0, Representative).await;
    let (status, _) = world.site(&colleague).get(&file).await.told();
    assert_eq!(status, StatusCode::OK);
}

async fn what_is_no_file_of_the_answer_is_refused(db: Db) {
    let world = asking(&db).await;
    let own = client(&db, &world.county.representative(0));
    let path = "/survey-answers/aneby-kommun/responses/bifoga_ert_avtal";
    let seen = own.get(path).await;
    let made_up = json!({ "value": {
        "id": "019aa4a0-1f00-7000-8000-000000000002",
        "name": "avtal.pdf",
        "mediaType": "application/pdf",
        "bytes": 12,
        "checksum": "00",
    } });
    let refused = own.put(path, &seen.tag, &made_up).await.told(422);
    assert_eq!(refused.code(), "survey_file_unknown", "{}", refused.body);
}
