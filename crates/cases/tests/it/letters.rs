//! A saved e-mail message becomes documents of a case.

use crate::world::{MIGRATIONS, World, content};
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_message_and_its_attachments_become_documents_once,
    what_is_no_message_leaves_nothing,
    a_message_of_a_void_case_is_registered_in_the_right_one,
);

const ONE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
const OTHER: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00002";

/// With an attachment of a harmful name, one that is no document, and one without a byte.
const MESSAGE: &str = "From: avsandare@exempel.se\r\nTo: registrator@exempel.se\r\n\
    Subject: Remiss om cykling\r\nMessage-ID: <giraff@exempel.se>\r\n\
    Date: Fri, 20 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=noshorning\r\n\r\n\
    --noshorning\r\nContent-Type: text/plain\r\n\r\nHej!\r\n\
    --noshorning\r\nContent-Type: application/pdf\r\n\
    Content-Disposition: attachment; filename=\"../../etc/missiv.pdf\"\r\n\r\n%PDF-1.7\n\r\n\
    --noshorning\r\nContent-Type: application/pdf\r\n\
    Content-Disposition: attachment; filename=\"faktura.pdf\"\r\n\r\nMZ program\r\n\
    --noshorning\r\nContent-Type: text/plain\r\n\
    Content-Disposition: attachment; filename=\"tom.txt\"\r\n\r\n\r\n\
    --noshorning--\r\n";

async fn send(world: &World<'_>, to: &str, message: &str) -> (StatusCode, String) {
    let path = format!("{to}/epost");
    let mut body = String::new();
    for part in [
        "Content-Disposition: form-data; name=\"direction\"\r\n\r\nincoming",
        &format!(
            "Content-Disposition: form-data; name=\"file\"; filename=\"post.eml\"\r\n\r\n{message}"
        ),
    ] {
        body.push_str("--zebra\r\n");
        body.push_str(part);
        body.push_str("\r\n");
    }
    body.push_str("--zebra--\r\n");
    let request = axum::http::Request::post(path)
        .header("content-type", "multipart/form-data; boundary=zebra")
        .body(axum::body::Body::from(body))
        .unwrap();
    world.site(&world.registrar()).send(request).await.told()
}

async fn a_message_and_its_attachments_become_documents_once(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Remiss")).await;
    world.register(content("Annat")).await;
    let (status, told) = send(&world, ONE, MESSAGE).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert!(told.contains("letter-with-empty"), "{told}");
    let page = world.house.page(&world.registrar(), ONE).await;
    for known in [
        "Remiss om cykling",
        "post.eml, version 1",
        "missiv.pdf, version 1",
        "faktura.pdf.bin, version 1",
        "KS 2026/00001-3",
        "2026-11-20",
    ] {
        assert!(page.contains(known), "{known}: {page}");
    }
    assert!(
        !page.contains("etc/") && !page.contains("KS 2026/00001-4"),
        "{page}"
    );
    // Once within the party, whichever case.
    for to in [ONE, OTHER] {
        let again = MESSAGE.replace("Hej!", "Samma brev, sparat en gång till.");
        let (status, told) = send(&world, to, &again).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            told.contains("redan registrerat som KS 2026/00001-1"),
            "{told}"
        );
    }
    let other = world.house.page(&world.registrar(), OTHER).await;
    assert!(!other.contains("post.eml"), "{other}");
    let lying = std::fs::read_dir(world.files.1.path().join(samverk_files::FOLDER));
    assert!(lying.unwrap().count() > 0);
}

async fn what_is_no_message_leaves_nothing(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    for wrong in ["", "Bara text", "%PDF-1.7\n"] {
        let (status, told) = send(&world, ONE, wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    }
    let void = [("reason", "Fel."), ("revision", "1")];
    let registrar = world.registrar();
    world
        .house
        .submit(&registrar, &format!("{ONE}/makulera"), &void)
        .await;
    let (status, _) = send(&world, ONE, MESSAGE).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let tx = db.read().await.unwrap();
    let laid = samverk_files::laid_at(&tx, "case", case.id.0)
        .await
        .unwrap();
    assert_eq!(laid, []);
    let reader = world.reader();
    let (status, _) = world.house.get(&reader, &format!("{ONE}/epost")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn a_message_of_a_void_case_is_registered_in_the_right_one(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Fel ärende")).await;
    world.register(content("Rätt ärende")).await;
    let (status, told) = send(&world, ONE, MESSAGE).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let void = [("reason", "Fel ärende."), ("revision", "1")];
    let registrar = world.registrar();
    let house = &world.house;
    house
        .submit(&registrar, &format!("{ONE}/makulera"), &void)
        .await;
    let (status, told) = send(&world, OTHER, MESSAGE).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = world.house.page(&registrar, OTHER).await;
    assert!(page.contains("post.eml, version 1"), "{page}");
    let (status, told) = send(&world, OTHER, MESSAGE).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("KS 2026/00002-1"), "{told}");
}
