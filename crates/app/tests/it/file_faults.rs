//! Bad files, and what fails around them: told in words, and nothing half is kept.

use crate::file_forms::{COUNCIL, Says, body, content_type, last_file, request, scanner};
use crate::world::House;
use axum::body::Body;
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_files::{Address, Bucket, FileSettings, Files, Scanner, Storage, inspect, tidy_files};
use sea_orm::{ConnectionTrait, Statement};
use std::path::Path;
use std::time::Duration;

samverk_testing::db_tests!(&migrations();
    a_file_of_two_gigabytes_is_refused_before_it_is_read,
    a_file_that_does_not_tell_its_length_is_stopped_at_the_limit,
    a_form_that_never_gets_anywhere_is_stopped,
    nothing_is_left_of_a_file_when_the_form_goes_wrong_after_it,
    what_waits_for_a_scanner_is_asked_for_once,
    an_empty_file_and_no_file_are_told_apart,
    a_program_that_is_called_a_document_is_told_by_what_it_is,
    harmful_names_become_plain_ones,
    a_virus_is_told_to_whoever_sent_it_and_never_handed_out,
    a_scanner_that_is_away_slow_or_stopped_leaves_the_file_not_scanned,
    an_s3_server_that_is_away_is_told_and_nothing_is_kept,
);

const PDF: &[u8] = b"%PDF-1.7\nprotokoll\n";

async fn lying(files: &Files) -> usize {
    files.storage.list().count().await
}

async fn a_file_of_two_gigabytes_is_refused_before_it_is_read(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let never = futures_util::stream::pending::<Result<axum::body::Bytes, std::io::Error>>();
    let asked = request(&place, &cookie).header(header::CONTENT_LENGTH, "2147483648");
    let asked = asked.body(Body::from_stream(never)).unwrap();
    let answer = house.send(asked).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("större än 1 MB"), "{}", answer.text);
    assert_eq!(lying(house.files()).await, 0);
}

async fn a_file_that_does_not_tell_its_length_is_stopped_at_the_limit(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let begin = body(&[], "stor.txt", &[b'a'; 1000]);
    let begin = futures_util::stream::iter([Ok::<_, std::io::Error>(begin[..800].to_vec())]);
    // It never ends: whoever read on would never answer.
    let more = futures_util::stream::repeat_with(|| Ok(vec![b'a'; 64 * 1024]));
    let asked = request(&place, &cookie);
    let asked = asked.body(Body::from_stream(begin.chain(more))).unwrap();
    let answer = house.send(asked).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(lying(house.files()).await, 0);
}

async fn a_form_that_never_gets_anywhere_is_stopped(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("representant").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let file = String::from_utf8(body(&[], "en.txt", b"En rad.")).unwrap();
    let file = file.trim_end_matches("--\r\n");
    let boundary = content_type().split_once("boundary=").unwrap().1.to_owned();
    let part = "Content-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n\r\n";
    let field = "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    for (what, begin, more) in [
        ("no boundary", String::new(), "x".repeat(64 * 1024)),
        (
            "an endless header",
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\""),
            "a".repeat(64 * 1024),
        ),
        (
            "headers without end",
            format!("--{boundary}\r\n"),
            "X-A: b\r\n".repeat(8 * 1024),
        ),
        (
            "a second file",
            format!("{file}\r\n{part}"),
            "b".repeat(64 * 1024),
        ),
        (
            "fields without end",
            format!("--{boundary}"),
            format!("{field}--{boundary}"),
        ),
    ] {
        let begin = futures_util::stream::iter([Ok::<_, std::io::Error>(begin)]);
        let more = futures_util::stream::repeat_with(move || Ok(more.clone()));
        let asked = request(&place, &cookie);
        let asked = asked.body(Body::from_stream(begin.chain(more))).unwrap();
        let answer = house.send(asked).await;
        assert_eq!(
            answer.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{what}: {}",
            answer.text
        );
        assert_eq!(lying(house.files()).await, 0, "{what}");
    }
    // What is large and comes in one piece is read all the same.
    let large = vec![b'a'; 900 * 1024];
    house.lay(&cookie, "stor.txt", &large).await;
}

async fn nothing_is_left_of_a_file_when_the_form_goes_wrong_after_it(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let whole = body(&[], "en.txt", b"En rad.");
    let end = b"--\r\n".len();
    let mut odd = whole[..whole.len() - end].to_vec();
    odd.extend_from_slice(b"\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n\xff\xfe");
    let broken_off = whole[..whole.len() - end].to_vec();
    for sent in [odd, broken_off] {
        let asked = request(&place, &cookie).body(Body::from(sent)).unwrap();
        let answer = house.send(asked).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
        assert_eq!(lying(house.files()).await, 0);
    }
}

async fn what_waits_for_a_scanner_is_asked_for_once(db: Db) {
    let house = House::with_council(db).await;
    let nobody = Address::parse("/nonexistent/clamd.ctl").unwrap();
    let files = Files {
        scanner: Some(Scanner::at(nobody)),
        ..house.files().clone()
    };
    let house = house.with_files(files);
    let cookie = house.sign_in("samordnare").await;
    house.lay(&cookie, "kvar.txt", b"En rad.").await;
    let link = house.lay(&cookie, "borta.txt", b"En till.").await;
    let remove = format!("{}/ta-bort", link.rsplitn(3, '/').last().unwrap());
    let removed = house.post(&remove, &cookie, "revision=1").await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
    tidy_files(house.state(), house.files()).await.unwrap();
    assert_eq!(scans(&house).await, 2, "those of the uploads, and no more");
    let tx = house.db.begin("given_up").await.unwrap();
    let emptied = "DELETE FROM job WHERE kind = 'scan_file'";
    tx.connection().execute_unprepared(emptied).await.unwrap();
    tx.commit().await.unwrap();
    tidy_files(house.state(), house.files()).await.unwrap();
    tidy_files(house.state(), house.files()).await.unwrap();
    assert_eq!(scans(&house).await, 1, "of what is there");
}

async fn scans(house: &House) -> i64 {
    let tx = house.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) FROM job WHERE kind = 'scan_file'";
    let backend = tx.connection().get_database_backend();
    let asked = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

async fn an_empty_file_and_no_file_are_told_apart(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    for (called, sentence) in [("tom.pdf", "Filen är tom"), ("", "Välj den fil")] {
        let fields = [("title", "Det jag skrev")];
        let answer = house
            .send_file(&place, &cookie, (&fields, called, b""))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(sentence), "{}", answer.text);
        assert!(
            answer.text.contains("Det jag skrev"),
            "what was typed is kept"
        );
    }
    let broken = request(&place, &cookie).body(Body::from("inget formulär"));
    let answer = house.send(broken.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(house.files()).await, 0);
    assert!(content_type().starts_with("multipart"));
}

async fn a_program_that_is_called_a_document_is_told_by_what_it_is(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let program = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";
    let answer = house
        .send_file(&place, &cookie, (&[], "faktura.pdf", program))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("portable-executable"),
        "{}",
        answer.text
    );
    assert_eq!(lying(house.files()).await, 0, "nothing of it is kept");
}

async fn harmful_names_become_plain_ones(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let long = format!("{}.txt", "å".repeat(2_000));
    for (called, expected) in [
        ("../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\\\CON", "_CON"),
        ("a\u{202e}txt.exe", "atxt.exe"),
        (long.as_str(), "%C3%A5.txt"),
    ] {
        let link = house.lay(&cookie, called, b"text").await;
        assert!(link.ends_with(expected), "{called:?}: {link}");
        let (bytes, headers) = house.file(&link, &cookie).await;
        assert_eq!(bytes, b"text");
        let said = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(!said.contains("..") && !said.contains('/'), "{said}");
    }
}

fn in_folder(folder: &Path, socket: Option<&Path>) -> Files {
    let at = |path: &Path| Scanner::at(Address::parse(path.to_str().unwrap()).unwrap());
    Files {
        storage: Storage::in_folder(&folder.join("files")).unwrap(),
        scanner: socket.map(|path| at(path).waiting(Duration::from_millis(500))),
        bytes_max: 8 * 1024 * 1024,
    }
}

async fn a_virus_is_told_to_whoever_sent_it_and_never_handed_out(db: Db) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let daemon = scanner(&socket, Says::Line("stream: Prov.Virus FOUND\0"));
    let house = House::with_council(db).await;
    let house = house.with_files(in_folder(folder.path(), Some(&socket)));
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let sent = house
        .send_file(&place, &cookie, (&[], "smitta.txt", b"smitta"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let told = house.get(&sent.location, &cookie).await.text;
    assert!(
        told.contains("Filen innehåller virus") && told.contains("Prov.Virus"),
        "{told}"
    );
    let file = sent.location.split('?').next().unwrap();
    let fetched = house.get(&format!("{file}/1/smitta.txt"), &cookie).await;
    assert_eq!(fetched.status, StatusCode::CONFLICT);
    assert!(
        house
            .get(COUNCIL, &cookie)
            .await
            .text
            .contains("Virus hittades i en fil")
    );
    assert_eq!(lying(house.files()).await, 0, "its bytes are not kept");
    assert!(inspect(&house.db, house.files()).await.unwrap().is_well());
    daemon.abort();
}

async fn a_scanner_that_is_away_slow_or_stopped_leaves_the_file_not_scanned(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let house = house.with_files(in_folder(folder.path(), Some(&socket)));
    let large = vec![b'a'; 6 * 1024 * 1024];
    for (says, sentence) in [
        (None, "Virusskyddet svarade inte."),
        (Some(Says::BreaksOff), "Virusskyddet svarade inte."),
        (Some(Says::Nothing), "svarade inte i tid"),
        (
            Some(Says::Line("INSTREAM size limit exceeded. ERROR\0")),
            "större än virusskyddet",
        ),
        (Some(Says::Line("stream: OK\0")), "Inget virus hittat"),
    ] {
        let daemon = says.map(|says| scanner(&socket, says));
        let link = house.lay(&cookie, "text.txt", &large).await;
        let page = house
            .get(link.rsplitn(3, '/').last().unwrap(), &cookie)
            .await
            .text;
        assert!(page.contains(sentence), "{sentence}: {page}");
        assert_eq!(house.file(&link, &cookie).await.0.len(), large.len());
        if let Some(daemon) = daemon {
            daemon.abort();
            std::fs::remove_file(&socket).unwrap();
        }
    }
    // Those that were given no verdict are tried again, and one that is too large is not.
    let daemon = scanner(&socket, Says::Line("stream: OK\0"));
    house.work().await;
    tidy_files(house.state(), house.files()).await.unwrap();
    house.work().await;
    let page = house.get(COUNCIL, &cookie).await.text;
    assert_eq!(page.matches("Inget virus hittat").count(), 4, "{page}");
    assert_eq!(page.matches("Inte virusgranskad").count(), 1);
    daemon.abort();
    assert_eq!(lying(house.files()).await, 5);
}

async fn an_s3_server_that_is_away_is_told_and_nothing_is_kept(db: Db) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let bucket = Bucket {
        name: "filer".to_owned(),
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        region: "us-east-1".to_owned(),
        prefix: "samverk".to_owned(),
        access_key: "prov".to_owned(),
        secret_key: "prov".to_owned(),
    };
    let settings = FileSettings {
        bucket: Some(bucket),
        ..FileSettings::default()
    };
    let files = Files::open(&settings, Path::new("unused")).unwrap();
    let house = House::with_council(db).await.with_files(files);
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let answer = house
        .send_file(&place, &cookie, (&[], "plan.pdf", PDF))
        .await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        answer.text.contains("filer lagras svarar inte"),
        "{}",
        answer.text
    );
    let page = house.get(COUNCIL, &cookie).await.text;
    assert!(page.contains("Här finns inga filer än"));
    // What came before is told of, and cannot be had for a while.
    let folder = tempfile::tempdir().unwrap();
    let house = house.with_files(in_folder(folder.path(), None));
    let link = house.lay(&cookie, "plan.pdf", PDF).await;
    assert_eq!(link, last_file(&house.get(COUNCIL, &cookie).await.text));
    let house = house.with_files(Files::open(&settings, Path::new("unused")).unwrap());
    let fetched = house.get(&link, &cookie).await;
    assert_eq!(fetched.status, StatusCode::SERVICE_UNAVAILABLE);
}
