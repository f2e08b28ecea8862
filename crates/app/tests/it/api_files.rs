//! Files over the API: the same files, rights and limits as on the pages.

use crate::api_client::{Answer, Client, all_scopes, at};
use crate::file_forms::{COUNCIL, Says, body, content_type, scanner};
use crate::world::House;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures_util::StreamExt;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_files::{Address, Bucket, FileSettings, Files, Scanner, inspect};
use samverk_foundation::TokenScope;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

samverk_testing::db_tests!(&migrations();
    a_file_is_added_listed_fetched_replaced_and_removed,
    the_pages_and_the_api_have_the_same_files,
    strangers_get_what_is_public_and_nothing_else,
    a_part_is_fetched_and_what_is_known_is_not_sent_again,
    what_is_too_large_is_stopped_before_it_is_read_on,
    what_is_wrong_with_a_file_is_told_by_its_code,
    a_virus_is_told_and_its_bytes_are_not_handed_out,
    files_lie_in_a_real_bucket,
);

const PDF: &[u8] = b"%PDF-1.7\nprotokoll\n";
const NEED: &str = "/collaborations/digitaliseringsradet/needs";

/// Where the files of the council lie.
async fn place(house: &House) -> String {
    let cookie = house.sign_in("samordnare").await;
    let page = house.place_for_files(COUNCIL, &cookie).await;
    let (_, thing) = page.split_once("/filer/ny/").unwrap();
    format!("/things/{thing}/files")
}

fn form(path: &str, (fields, called, bytes): (&[(&str, &str)], &str, &[u8])) -> Request<Body> {
    let request = Request::post(at(path)).header(header::CONTENT_TYPE, content_type());
    let body = Body::from(body(fields, called, bytes));
    request.body(body).unwrap()
}

fn way(answer: &Answer, relation: &str) -> String {
    let href = answer.body["_links"][relation]["href"].as_str().unwrap();
    href.split_once("/api/v1").unwrap().1.to_owned()
}

fn asked(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::get(at(path));
    let set = |request: axum::http::request::Builder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    let request = headers.iter().fold(request, set);
    request.body(Body::empty()).unwrap()
}

async fn a_file_is_added_listed_fetched_replaced_and_removed(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let all = place(&house).await;
    let sent = form(&all, (&[("title", "Protokoll")], "../p.pdf", PDF));
    let made = client.send(sent).await.told(201);
    assert_eq!(made.body["title"], "Protokoll");
    assert_eq!(made.body["public"], false);
    let latest = &made.body["latest"];
    assert_eq!(latest["fileName"], "p.pdf");
    assert_eq!(latest["mediaType"], "application/pdf");
    assert_eq!(latest["state"], "not_scanned", "nothing is clean by itself");
    assert_eq!(latest["stateReason"], "no_scanner");
    let one = way(&made, "self");
    assert!(made.header(header::LOCATION).ends_with(&one));
    let listed = client.get(&all).await.told(200);
    assert_eq!(listed.body["files"][0]["id"], made.body["id"]);
    let (head, bytes) = client.bytes(asked(&way(&made, "enclosure"), &[])).await;
    assert_eq!((head.status, bytes.as_slice()), (StatusCode::OK, PDF));
    assert_eq!(head.headers["content-type"], "application/pdf");
    assert!(head.headers.contains_key("traceparent") || head.headers.contains_key(header::ETAG));
    // A new version leaves the earlier one.
    let versions = way(&made, "version-history");
    let sent = form(&versions, (&[], "p.pdf", b"%PDF-1.7 ny"));
    let newer = client.send(sent).await.told(201);
    assert_eq!(newer.body["latest"]["version"], 2);
    let same = form(&versions, (&[], "p.pdf", b"%PDF-1.7 ny"));
    assert_eq!(client.send(same).await.told(422).code(), "file_unchanged");
    let known = client.get(&versions).await.told(200).body;
    assert_eq!(
        known["versions"][1]["sha256"],
        made.body["latest"]["sha256"]
    );
    // What is changed or removed is named by what was seen.
    let said = json!({ "title": "Årets protokoll", "public": true });
    let old = made.header(header::ETAG).to_owned();
    assert_eq!(
        client.put(&one, "", &said).await.told(428).code(),
        "precondition_required"
    );
    assert_eq!(
        client.put(&one, &old, &said).await.told(412).code(),
        "changed_meanwhile"
    );
    let tag = client.get(&one).await.header(header::ETAG).to_owned();
    let changed = client.put(&one, &tag, &said).await.told(200);
    assert_eq!(changed.body["title"], "Årets protokoll");
    assert_eq!(
        client.delete(&one, &tag).await.told(412).code(),
        "changed_meanwhile"
    );
    let tag = changed.header(header::ETAG).to_owned();
    client.delete(&one, &tag).await.told(204);
    client.get(&one).await.told(404);
}

async fn the_pages_and_the_api_have_the_same_files(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let all = place(&house).await;
    let cookie = house.sign_in("samordnare").await;
    house.lay(&cookie, "från-sidan.txt", b"En rad.").await;
    let listed = client.get(&all).await.told(200);
    let found = &listed.body["files"][0]["latest"];
    assert_eq!(found["fileName"], "från-sidan.txt");
    assert_eq!(found["addedBy"], "Samordnare Exempel");
    let sent = form(&all, (&[], "från-api.txt", b"En till."));
    client.send(sent).await.told(201);
    let page = house.get(COUNCIL, &cookie).await.text;
    assert!(page.contains("från-api.txt") && page.contains("Ada Exempel"));
    // Any kept thing has files: this one was just made over the API.
    let need = json!({ "kind": "need", "text": "Gemensam e-tjänst" });
    let need = client.put(&format!("{NEED}/zz"), "", &need).await.told(201);
    drop(need);
    let page = house
        .get(&format!("{COUNCIL}/behov/zz"), &cookie)
        .await
        .text;
    let thing = page.split("/filer/ny/").nth(1).unwrap();
    let thing = thing.split('"').next().unwrap();
    let sent = form(&format!("/things/{thing}/files"), (&[], "a.txt", b"a"));
    client.send(sent).await.told(201);
}

async fn strangers_get_what_is_public_and_nothing_else(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let stranger = Client::public(&house);
    let all = place(&house).await;
    let inner = form(&all, (&[], "inre.txt", b"inre"));
    let inner = client.send(inner).await.told(201);
    let outer = form(&all, (&[("public", "true")], "yttre.txt", b"yttre"));
    let outer = client.send(outer).await.told(201);
    let listed = stranger.get(&all).await.told(200).body;
    assert_eq!(listed["_meta"]["totalRecords"], 1);
    assert_eq!(
        listed["files"][0]["latest"]["addedBy"], "",
        "nobody is named"
    );
    for (file, status) in [(&inner, 404), (&outer, 200)] {
        stranger.get(&way(file, "self")).await.told(status);
        let contents = asked(&way(file, "enclosure"), &[]);
        assert_eq!(stranger.bytes(contents).await.0.status, status);
        stranger
            .get(&way(file, "version-history"))
            .await
            .told(status);
    }
    let sent = form(&all, (&[], "x.txt", b"x"));
    assert_eq!(stranger.send(sent).await.told(401).code(), "token_needed");
    // A token reads files only when it is made for that, and writes only then.
    let read = Client::with_token(&house, &[TokenScope::new("files:read")], None);
    read.get(&way(&inner, "self")).await.told(200);
    let sent = form(&all, (&[], "x.txt", b"x"));
    assert_eq!(
        read.send(sent).await.told(403).code(),
        "token_scope_missing"
    );
    let others = all_scopes().into_iter();
    let others: Vec<_> = others
        .filter(|scope| !scope.code().starts_with("files"))
        .collect();
    let other = Client::with_token(&house, &others, None);
    assert_eq!(
        other.get(&all).await.told(403).code(),
        "token_scope_missing"
    );
}

async fn a_part_is_fetched_and_what_is_known_is_not_sent_again(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let sent = form(&place(&house).await, (&[], "tal.txt", b"0123456789"));
    let made = client.send(sent).await.told(201);
    let contents = way(&made, "enclosure");
    let (head, bytes) = client
        .bytes(asked(&contents, &[("range", "bytes=2-4")]))
        .await;
    assert_eq!((head.status.as_u16(), bytes.as_slice()), (206, &b"234"[..]));
    assert_eq!(head.headers["content-range"], "bytes 2-4/10");
    let tag = head.headers[header::ETAG].to_str().unwrap();
    let (head, bytes) = client
        .bytes(asked(&contents, &[("if-none-match", tag)]))
        .await;
    assert_eq!((head.status.as_u16(), bytes.len()), (304, 0));
    let beyond = client
        .send(asked(&contents, &[("range", "bytes=10-")]))
        .await;
    let beyond = beyond.told(416);
    assert_eq!(beyond.code(), "range_not_satisfiable");
    assert_eq!(beyond.header(header::CONTENT_RANGE), "bytes */10");
    let other = contents.replace("/1/", "/2/");
    assert_eq!(client.send(asked(&other, &[])).await.status, 404);
}

async fn what_is_too_large_is_stopped_before_it_is_read_on(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let all = place(&house).await;
    let never = futures_util::stream::pending::<Result<axum::body::Bytes, std::io::Error>>();
    let request = Request::post(at(&all)).header(header::CONTENT_TYPE, content_type());
    let request = request.header(header::CONTENT_LENGTH, "2147483648");
    let request = request.body(Body::from_stream(never)).unwrap();
    let told = client.send(request).await.told(413);
    assert_eq!(told.code(), "file_upload_too_large");
    // It tells no length and never ends; what was drawn of it is counted.
    let begin = body(&[], "stor.txt", &[b'a'; 1000])[..800].to_vec();
    let begin = futures_util::stream::iter([Ok::<_, std::io::Error>(begin)]);
    let drawn = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&drawn);
    let more = futures_util::stream::repeat_with(move || {
        counted.fetch_add(64 * 1024, Ordering::Relaxed);
        Ok(vec![b'a'; 64 * 1024])
    });
    let request = Request::post(at(&all)).header(header::CONTENT_TYPE, content_type());
    let request = request.body(Body::from_stream(begin.chain(more))).unwrap();
    let told = client.send(request).await.told(413);
    assert_eq!(told.code(), "file_upload_too_large");
    assert!(drawn.load(Ordering::Relaxed) < 2 * 1024 * 1024, "{drawn:?}");
    assert_eq!(house.files().storage.list().count().await, 0);
    // More than the 2 MB that other requests may carry is taken in where it is allowed.
    let files = Files {
        bytes_max: 8 * 1024 * 1024,
        ..house.files().clone()
    };
    let house = house.with_files(files);
    let client = Client::administrator(&house);
    let large = vec![b'a'; 5 * 1024 * 1024];
    let made = client.send(form(&all, (&[], "stor.txt", &large))).await;
    assert_eq!(made.told(201).body["latest"]["size"], large.len());
}

async fn what_is_wrong_with_a_file_is_told_by_its_code(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let all = place(&house).await;
    let program = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";
    let long = "å".repeat(3_000);
    let long = [("title", long.as_str())];
    for (fields, called, bytes, code) in [
        (&[][..], "tom.pdf", &b""[..], "file_without_content"),
        (&[], "", b"", "file_not_chosen"),
        (&[], "faktura.pdf", program, "file_type_differs"),
        (&long, "a.txt", b"a", "text_too_long"),
    ] {
        let told = client.send(form(&all, (fields, called, bytes))).await;
        assert_eq!(told.told(422).code(), code);
    }
    let request = Request::post(at(&all)).header(header::CONTENT_TYPE, "application/json");
    let told = client.send(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(told.told(422).code(), "request_invalid");
    assert_eq!(house.files().storage.list().count().await, 0);
}

async fn a_virus_is_told_and_its_bytes_are_not_handed_out(db: Db) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let daemon = scanner(&socket, Says::Line("stream: Prov.Virus FOUND\0"));
    let house = House::with_council(db).await;
    let address = Address::parse(socket.to_str().unwrap()).unwrap();
    let files = Files {
        scanner: Some(Scanner::at(address)),
        ..house.files().clone()
    };
    let house = house.with_files(files);
    let client = Client::administrator(&house);
    let sent = form(&place(&house).await, (&[], "smitta.txt", b"smitta"));
    let made = client.send(sent).await.told(201);
    assert_eq!(made.body["latest"]["state"], "infected");
    assert_eq!(made.body["latest"]["stateReason"], "Prov.Virus");
    assert!(made.body["_links"].get("enclosure").is_none());
    let contents = format!("{}/versions/1/contents", way(&made, "self"));
    let told = client.send(asked(&contents, &[])).await.told(409);
    assert_eq!(told.code(), "file_infected");
    assert_eq!(house.files().storage.list().count().await, 0);
    daemon.abort();
}

/// `tools/with-s3` starts a server and says where it is.
async fn files_lie_in_a_real_bucket(db: Db) {
    let Ok(endpoint) = std::env::var("SAMVERK_TEST_S3_ENDPOINT") else {
        eprintln!("skipped: no S3 server is named in SAMVERK_TEST_S3_ENDPOINT");
        return;
    };
    let keys = std::env::var("SAMVERK_TEST_S3_KEYS").unwrap();
    let (access, secret) = keys.split_once(':').unwrap();
    let bucket = Bucket {
        name: "filer".to_owned(),
        endpoint: Some(endpoint),
        region: std::env::var("SAMVERK_TEST_S3_REGION").unwrap_or("us-east-1".to_owned()),
        prefix: db.clock().new_id().to_string(),
        access_key: access.to_owned(),
        secret_key: secret.to_owned(),
    };
    let settings = FileSettings {
        bucket: Some(bucket),
        ..FileSettings::default()
    };
    let files = Files::open(&settings, Path::new("unused")).unwrap();
    let house = House::with_council(db).await.with_files(files);
    let client = Client::administrator(&house);
    // More than one part of an upload.
    let large: Vec<u8> = (0..12_000_000_u32)
        .map(|n| n.to_le_bytes()[1] | 1)
        .collect();
    let sent = form(&place(&house).await, (&[], "stor.txt", &large));
    let made = client.send(sent).await.told(201);
    let contents = way(&made, "enclosure");
    let (_, bytes) = client.bytes(asked(&contents, &[])).await;
    assert!(bytes == large, "{} bytes came back", bytes.len());
    let part = asked(&contents, &[("range", "bytes=7000000-7000009")]);
    assert_eq!(client.bytes(part).await.1, large[7_000_000..7_000_010]);
    assert!(inspect(&house.db, house.files()).await.unwrap().is_well());
    let one = way(&made, "self");
    let tag = made.header(header::ETAG).to_owned();
    client.delete(&one, &tag).await.told(204);
    client.get(&one).await.told(404);
}
