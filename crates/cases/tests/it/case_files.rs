//! What a document's file is, who is told of it, and who answers for it.

use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_database::{Db, EventFilter, list_events};

samverk_testing::db_tests!(MIGRATIONS;
    a_document_stays_the_version_that_it_was,
    the_log_of_the_house_tells_no_file_at_a_case,
    what_is_registered_is_not_taken_away,
    a_file_that_nobody_judged_waits_for_an_administrator,
    long_lists_of_documents_and_events_go_on,
);

const ONE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
const PDF: &[u8] = b"%PDF-1.7\n";

pub fn missive(file: &str) -> Vec<(&'static str, String)> {
    vec![
        ("title", "Missiv".to_owned()),
        ("public_title", "Missiv till remissen".to_owned()),
        ("direction", "incoming".to_owned()),
        ("dated_on", "2026-11-20".to_owned()),
        ("sort", "official".to_owned()),
        ("file", file.to_owned()),
    ]
}

pub fn form<'a>(said: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    said.iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect()
}

async fn a_document_stays_the_version_that_it_was(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let (house, registrar) = (&world.house, world.registrar());
    let new = format!("{ONE}/handlingar/ny");
    let choices = house.page(&registrar, &new).await;
    assert!(
        choices.contains(&format!("value=\"{file}/1\"")),
        "{choices}"
    );
    let page = house.submit(&registrar, &new, &form(&missive(&file))).await;
    assert!(page.contains("missiv.pdf, version 1"), "{page}");
    assert!(page.contains("Fil: missiv.pdf (1)"), "{page}");
    let later = format!("/filer/{file}/ny-version");
    let sent = ("missiv-2.pdf", b"%PDF-1.7\nmer" as &[u8]);
    let (status, told) = world.send_file(&registrar, &later, sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = house.page(&registrar, ONE).await;
    let table = page.split("documents-heading").nth(2).unwrap();
    let table = table.split("</table>").next().unwrap();
    assert!(
        table.contains("missiv.pdf, version 1") && !table.contains("missiv-2"),
        "{table}"
    );
    assert!(
        page.contains("En ny version av en fil lades till"),
        "{page}"
    );
    // Both are offered, and the one that stands is chosen.
    let edit = house.page(&registrar, &format!("{ONE}/handlingar/1")).await;
    assert!(
        edit.contains(&format!("value=\"{file}/1\" selected")),
        "{edit}"
    );
    let mut said = missive(&format!("{file}/2"));
    said.push(("revision", "1".to_owned()));
    let page = house
        .submit(&registrar, &format!("{ONE}/handlingar/1"), &form(&said))
        .await;
    assert!(
        page.contains("Fil: missiv.pdf (1) ändrades till missiv-2.pdf (2)"),
        "{page}"
    );
    let mut none = missive("");
    none.push(("revision", "2".to_owned()));
    let page = house
        .submit(&registrar, &format!("{ONE}/handlingar/1"), &form(&none))
        .await;
    assert!(page.contains("Fil: missiv-2.pdf (2) togs bort"), "{page}");
    for wrong in [
        format!("{file}/3"),
        format!("{file}/0"),
        "zebra/1".to_owned(),
    ] {
        let (status, told) = house.post(&registrar, &new, &form(&missive(&wrong))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(told.contains("ingen fil som ligger vid ärendet"), "{told}");
    }
}

async fn the_log_of_the_house_tells_no_file_at_a_case(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    let registrar = world.registrar();
    let ask = format!("/filer/ny/case/{}", case.id.0);
    let page = world.site(&registrar).get(&ask).await.text;
    assert!(!page.contains("name=\"public\""), "{page}");
    let file = world.lay(&case, ("giraffen.pdf", PDF)).await;
    let remove = format!("/filer/{file}/ta-bort");
    let (status, _) = world
        .house
        .post(&registrar, &remove, &[("revision", "1")])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let of_case: Vec<_> = events
        .iter()
        .filter(|one| one.object_id == case.id.0)
        .collect();
    let told: Vec<&str> = of_case.iter().map(|event| event.kind.as_str()).collect();
    assert!(
        told.contains(&"file.added") && told.contains(&"file.removed"),
        "{told:?}"
    );
    assert!(!format!("{of_case:?}").contains("giraff"), "{of_case:?}");
    drop(tx);
    let page = world.house.page(&registrar, ONE).await;
    assert!(
        page.contains("En fil togs bort. ") && page.contains("giraffen.pdf"),
        "{page}"
    );
}

async fn what_is_registered_is_not_taken_away(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let (house, registrar) = (&world.house, world.registrar());
    let new = format!("{ONE}/handlingar/ny");
    house.submit(&registrar, &new, &form(&missive(&file))).await;
    let remove = format!("/filer/{file}/ta-bort");
    let (status, told) = house.post(&registrar, &remove, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("registrerad som KS 2026/00001-1"), "{told}");
    let mut without = missive("");
    without.push(("revision", "1".to_owned()));
    house
        .submit(&registrar, &format!("{ONE}/handlingar/1"), &form(&without))
        .await;
    let (status, told) = house.post(&registrar, &remove, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}

async fn a_file_that_nobody_judged_waits_for_an_administrator(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    let file = world.lay(&case, ("missiv.pdf", PDF)).await;
    let (house, registrar) = (&world.house, world.registrar());
    let new = format!("{ONE}/handlingar/ny");
    let page = house.submit(&registrar, &new, &form(&missive(&file))).await;
    assert!(page.contains("Inte virusgranskad"), "{page}");
    let release = format!("{ONE}/handlingar/1/slapp");
    for (who, expected) in [
        (registrar.clone(), StatusCode::FORBIDDEN),
        (world.reader(), StatusCode::FORBIDDEN),
        (world.county.representative(1), StatusCode::FORBIDDEN),
    ] {
        let (status, _) = house.post(&who, &release, &[]).await;
        assert_eq!(status, expected);
    }
    let administrator = world.administrator();
    let edit = house
        .page(&administrator, &format!("{ONE}/handlingar/1"))
        .await;
    assert!(edit.contains(&release), "{edit}");
    let page = house.submit(&administrator, &release, &[]).await;
    assert!(
        page.contains("släppt") && page.contains("En fil släpptes utan virusskydd"),
        "{page}"
    );
    let (status, _) = house.post(&administrator, &release, &[]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    // A version that comes later waits again.
    let later = format!("/filer/{file}/ny-version");
    world
        .send_file(&registrar, &later, ("ny.pdf", b"%PDF-1.7\nmer"))
        .await;
    let mut said = missive(&format!("{file}/2"));
    said.push(("revision", "1".to_owned()));
    let page = house
        .submit(&registrar, &format!("{ONE}/handlingar/1"), &form(&said))
        .await;
    assert!(!page.contains(", släppt</span>"), "{page}");
}

async fn long_lists_of_documents_and_events_go_on(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Mycket")).await;
    let (house, registrar) = (&world.house, world.registrar());
    let new = format!("{ONE}/handlingar/ny");
    for _ in 0..3 {
        house.submit(&registrar, &new, &form(&missive(""))).await;
    }
    let before = db.query_count();
    house.page(&registrar, ONE).await;
    let few = db.query_count() - before;
    for _ in 0..60 {
        house.submit(&registrar, &new, &form(&missive(""))).await;
    }
    let before = db.query_count();
    let page = house.page(&registrar, ONE).await;
    assert_eq!(db.query_count() - before, few, "statements do not grow");
    assert!(page.contains("KS 2026/00001-50<") && !page.contains("KS 2026/00001-51<"));
    let next = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001?handlingar=50&#38;handelser=0");
    assert!(page.contains(&next), "{page}");
    let rest = house
        .page(&registrar, &format!("{ONE}?handlingar=50"))
        .await;
    assert!(rest.contains("KS 2026/00001-63<") && !rest.contains("KS 2026/00001-50<"));
    let older = house.page(&registrar, &format!("{ONE}?handelser=50")).await;
    assert!(older.contains("Registrerades."), "{older}");
    assert!(!page.contains("Registrerades."), "{page}");
    let (status, _) = house
        .get(&registrar, &format!("{ONE}?handlingar=zebra"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}
