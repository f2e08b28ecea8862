//! Much too much input: it is told in time, and nobody else waits for it.

use crate::api_client::Client;
use crate::things::things;
use crate::world::{Answer, House};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_app::modules::migrations;
use samverk_database::Db;
use std::pin::pin;
use std::time::{Duration, Instant};

samverk_testing::db_tests!(&migrations();
    megabytes_of_faulty_rows_hold_nobody_up,
    a_field_of_two_million_characters_is_refused,
    a_name_as_long_as_a_text_is_refused_of_every_thing,
);

async fn a_name_as_long_as_a_text_is_refused_of_every_thing(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let mut named = 0;
    for thing in things() {
        thing.make(&client).await;
        let called = ["name", "title"]
            .into_iter()
            .find(|name| thing.body[name].is_string());
        let Some(called) = called else {
            continue;
        };
        named += 1;
        let read = client.get(&thing.path).await;
        for (letters, status) in [(501, 422), (500, 200)] {
            let mut changed = thing.body.clone();
            changed[called] = "å".repeat(letters).into();
            let tag = read.header(header::ETAG);
            let answer = client.put(&thing.path, tag, &changed).await;
            assert_eq!(answer.status, status, "{}: {}", thing.path, answer.body);
            if status == 422 {
                let place = &answer.body["errors"][0]["pointer"];
                let told = (answer.code(), place.as_str().unwrap());
                assert_eq!(told, ("text_too_long", format!("/{called}").as_str()));
            }
        }
    }
    assert!(named > 10, "{named}");
}

/// What the work gives, and the longest time that it kept others from being served.
async fn with_longest_pause<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let mut work = pin!(work);
    let (mut longest, mut last) = (Duration::ZERO, Instant::now());
    loop {
        tokio::select! {
            done = &mut work => return (done, longest.max(last.elapsed())),
            () = tokio::time::sleep(Duration::from_millis(10)) => {
                longest = longest.max(last.elapsed());
                last = Instant::now();
            }
        }
    }
}

async fn upload(house: &House, path: &str, cookie: &str, file: &[u8]) -> Answer {
    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
            .to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    house.send(request.body(Body::from(body)).unwrap()).await
}

async fn megabytes_of_faulty_rows_hold_nobody_up(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let row = "Ingen Kommun,tjugo,många\n";
    let rows = 4 * 1024 * 1024 / row.len();
    let file = format!("party,year,population\n{}", row.repeat(rows));
    let sent = upload(&house, "/aktorer/folkmangd", &cookie, file.as_bytes());
    let (answer, pause) = with_longest_pause(sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pause < Duration::from_secs(2), "{pause:?}");
    let more = format!("… och {} till som inte visas", 3 * rows - 100);
    assert!(answer.text.contains(&more), "{more}");
    assert!(answer.text.matches("<li>").count() < 200);
}

async fn a_field_of_two_million_characters_is_refused(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let long = "a".repeat(2_000_000);
    for path in ["/logga-in", "/samverkan/digitaliseringsradet/behov/ny"] {
        let form = format!("email={long}&text={long}&password=x");
        let (answer, pause) = with_longest_pause(house.post(path, &cookie, &form)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.text.contains("högst 20"), "{path}");
        assert!(answer.text.len() < 100_000, "{path}");
        assert!(pause < Duration::from_secs(2), "{path}: {pause:?}");
    }
    let many = "lines.1.amount=1&".repeat(60_000);
    let answer = house.post("/logga-in", "", &many).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = "1".repeat(1_000_000);
    let answer = house
        .post("/logga-in", "", &format!("email={long}&password=x"))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}
