//! A scanner that gets to know more looks again at what it found clean, and what it finds then is told.

use crate::file_forms::{COUNCIL, Says, scanner};
use crate::world::House;
use axum::http::StatusCode;
use futures_util::StreamExt;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_files::{Address, Files, Scanner, inspect, tidy_files};
use std::path::Path;
use std::time::Duration;

samverk_testing::db_tests!(&migrations();
    a_virus_that_is_known_later_is_told_and_its_file_is_not_handed_out,
    what_was_clean_stays_so_while_the_scanner_says_nothing_else,
);

const CLEAN: Says = Says::Line("stream: OK\0");
const KNOWN_LATER: Says = Says::Line("stream: Prov.Nytt FOUND\0");

async fn with_scanner(db: Db, socket: &Path) -> House {
    let house = House::with_council(db).await;
    let address = Address::parse(socket.to_str().unwrap()).unwrap();
    let files = Files {
        scanner: Some(Scanner::at(address).waiting(Duration::from_millis(500))),
        ..house.files().clone()
    };
    house.with_files(files)
}

/// The daily look.
async fn look_again(house: &House) {
    tidy_files(house.state(), house.files()).await.unwrap();
    house.work().await;
}

async fn next_letter(house: &House, who: &str) -> String {
    let cookie = house.sign_in(who).await;
    house.get("/mina-uppgifter/epost/nasta", &cookie).await.text
}

async fn a_virus_that_is_known_later_is_told_and_its_file_is_not_handed_out(db: Db) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let daemon = scanner(&socket, CLEAN);
    let house = with_scanner(db, &socket).await;
    let cookie = house.sign_in("representant").await;
    let link = house.lay(&cookie, "bilaga.txt", b"bilaga").await;
    let file = link.rsplitn(3, '/').last().unwrap();
    // The same signatures say nothing new.
    look_again(&house).await;
    look_again(&house).await;
    assert!(
        house
            .get(file, &cookie)
            .await
            .text
            .contains("Inget virus hittat")
    );
    daemon.abort();
    std::fs::remove_file(&socket).unwrap();
    let daemon = scanner(&socket, KNOWN_LATER);
    look_again(&house).await;
    let page = house.get(file, &cookie).await.text;
    assert!(page.contains("Prov.Nytt"), "{page}");
    assert_eq!(house.get(&link, &cookie).await.status, StatusCode::CONFLICT);
    assert_eq!(house.files().storage.list().count().await, 0);
    assert!(inspect(&house.db, house.files()).await.unwrap().is_well());
    let history = house.get(COUNCIL, &cookie).await.text;
    assert!(history.contains("Virus hittades i en fil"));
    for (who, times) in [("representant", 1), ("administrator", 1), ("samordnare", 0)] {
        let letter = next_letter(&house, who).await;
        let told = letter.matches("Virus har hittats i en fil vid").count();
        assert_eq!(told, times, "{who}: {letter}");
    }
    // Once is enough, also when the scanner is asked again.
    look_again(&house).await;
    let letter = next_letter(&house, "representant").await;
    assert_eq!(letter.matches("Virus har hittats").count(), 1, "{letter}");
    daemon.abort();
}

async fn what_was_clean_stays_so_while_the_scanner_says_nothing_else(db: Db) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let daemon = scanner(&socket, CLEAN);
    let house = with_scanner(db, &socket).await;
    let cookie = house.sign_in("samordnare").await;
    let link = house.lay(&cookie, "bilaga.txt", b"bilaga").await;
    daemon.abort();
    std::fs::remove_file(&socket).unwrap();
    for says in [None, Some(Says::BreaksOff), Some(Says::Nothing)] {
        let daemon = says.map(|says| scanner(&socket, says));
        look_again(&house).await;
        let page = house.get(COUNCIL, &cookie).await.text;
        assert!(page.contains("Inget virus hittat"), "{page}");
        assert_eq!(house.file(&link, &cookie).await.0, b"bilaga");
        if let Some(daemon) = daemon {
            daemon.abort();
            std::fs::remove_file(&socket).unwrap();
        }
    }
}
