//! The REST API changed by other systems: conditions, refusals, whole lists.

use crate::api_client::{Client, at};
use crate::world::House;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    a_write_over_something_needs_to_have_seen_it,
    what_was_read_can_be_changed_and_sent_back,
    every_refusal_is_a_problem_document,
    a_list_is_replaced_whole,
    an_assessment_is_added_once,
    a_figure_that_looks_wrong_is_confirmed,
);

const COUNCIL: &str = "/collaborations/digitaliseringsradet";

async fn a_write_over_something_needs_to_have_seen_it(db: Db) {
    let house = House::empty(db).await;
    let client = Client::administrator(&house);
    let network = json!({ "kind": "network", "name": "Nätet" });
    let created = client.put("/parties/natet", "", &network).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.body);
    assert_eq!(
        created.header(header::LOCATION),
        "http://localhost/api/v1/parties/natet"
    );
    let tag = created.header(header::ETAG).to_owned();

    let renamed = json!({ "kind": "network", "name": "Nätverket" });
    let blind = client.put("/parties/natet", "", &renamed).await;
    assert_eq!(
        (blind.status, blind.code()),
        (StatusCode::PRECONDITION_REQUIRED, "precondition_required")
    );
    let seen = client.put("/parties/natet", &tag, &renamed).await;
    assert_eq!(
        (seen.status, &seen.body["name"]),
        (StatusCode::OK, &json!("Nätverket"))
    );
    let late = client.put("/parties/natet", &tag, &network).await;
    assert_eq!(
        (late.status, late.code()),
        (StatusCode::PRECONDITION_FAILED, "changed_meanwhile")
    );
    assert_eq!(client.get("/parties/natet").await.body["name"], "Nätverket");

    let blind = client
        .write(Method::DELETE, "/parties/natet", "", &json!({}))
        .await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let tag = seen.header(header::ETAG).to_owned();
    let gone = client
        .write(Method::DELETE, "/parties/natet", &tag, &json!({}))
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.body);
    assert_eq!(
        client.get("/parties/natet").await.status,
        StatusCode::NOT_FOUND
    );
    let again = client.put("/parties/natet", &tag, &network).await;
    assert_eq!(again.status, StatusCode::PRECONDITION_FAILED);
}

/// GET, change a word, PUT: for one object of every kind that the example has.
async fn what_was_read_can_be_changed_and_sent_back(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let changes = [
        ("/parties/habo-kommun", "note"),
        ("/ladders/samverkanstrappan", "source"),
        (COUNCIL, "source"),
        (
            "/collaborations/digitaliseringsradet/groups/arkitektgruppen",
            "note",
        ),
        (
            "/collaborations/digitaliseringsradet/relations/iot-pilot",
            "note",
        ),
        (
            "/collaborations/digitaliseringsradet/printed-tables/2021",
            "source",
        ),
        (
            "/collaborations/digitaliseringsradet/scenarios/folkmangd-2020",
            "note",
        ),
    ];
    for (path, field) in changes {
        let read = client.get(path).await;
        assert_eq!(read.status, StatusCode::OK, "{path}");
        let same = client
            .put(path, read.header(header::ETAG), &read.body)
            .await;
        assert_eq!(
            (same.status, &same.body),
            (StatusCode::OK, &read.body),
            "{path}"
        );
        assert_eq!(
            same.header(header::ETAG),
            read.header(header::ETAG),
            "nothing changed"
        );

        let mut changed = read.body.clone();
        changed[field] = json!("Ändrat av ett program.");
        let saved = client.put(path, read.header(header::ETAG), &changed).await;
        assert_eq!(
            (saved.status, &saved.body),
            (StatusCode::OK, &changed),
            "{path}"
        );
        assert_ne!(saved.header(header::ETAG), read.header(header::ETAG));
        assert_eq!(client.get(path).await.body, changed);
    }
}

async fn every_refusal_is_a_problem_document(db: Db) {
    let house = House::empty(db).await;
    let client = Client::administrator(&house);
    let party = "/parties/ny-part";
    let sent = |kind: &'static str, body: String| {
        let request = Request::put(at(party)).header(header::CONTENT_TYPE, kind);
        client.send(request.body(Body::from(body)).unwrap())
    };
    let refusals = [
        (client.get("/nothing").await, 404, "not_found"),
        (client.get("/parties/nobody/").await, 404, "not_found"),
        (client.get("").await, 404, "not_found"),
        (client.get("/").await, 404, "not_found"),
        (client.get("/parties/Nobody%00").await, 404, "not_found"),
        (
            client.get("/parties?limit=1000").await,
            400,
            "parameter_invalid",
        ),
        (
            client.get("/parties?kind=planet").await,
            400,
            "parameter_invalid",
        ),
        (
            client.get("/parties?colour=red").await,
            400,
            "parameter_invalid",
        ),
        (
            client.get("/parties?search=%00").await,
            400,
            "parameter_invalid",
        ),
        (client.get("/api-info?x=1").await, 400, "parameter_invalid"),
        (
            client.write(Method::PATCH, party, "", &json!({})).await,
            405,
            "method_not_allowed",
        ),
        (
            client.write(Method::POST, "/parties", "", &json!({})).await,
            405,
            "method_not_allowed",
        ),
        (
            sent("text/plain", "{}".to_owned()).await,
            415,
            "content_type_unsupported",
        ),
        (
            sent("application/json", "{".to_owned()).await,
            400,
            "json_malformed",
        ),
        (
            sent("application/json", String::new()).await,
            400,
            "json_malformed",
        ),
        (
            sent("application/json", " ".repeat(3_000_000)).await,
            413,
            "body_too_large",
        ),
        (
            client
                .put(party, "", &json!({ "kind": "planet", "name": "X" }))
                .await,
            422,
            "body_invalid",
        ),
        (
            client
                .put(party, "", &json!({ "kind": "other", "name": " " }))
                .await,
            422,
            "body_invalid",
        ),
        (
            client
                .put(party, "", &json!({ "kind": "other", "name": "X", "x": 1 }))
                .await,
            422,
            "body_invalid",
        ),
        (
            client
                .put(party, "", &json!({ "kind": "other", "name": "X\0" }))
                .await,
            422,
            "body_invalid",
        ),
        (
            client
                .put(
                    party,
                    "",
                    &json!({ "kind": "municipality", "name": "X", "municipalityCode": "68" }),
                )
                .await,
            422,
            "party_code_invalid",
        ),
        (
            client
                .put(
                    party,
                    "",
                    &json!({ "kind": "municipality", "name": "X", "municipalityCode": "0680" }),
                )
                .await,
            409,
            "party_code_taken",
        ),
        (
            client
                .put("/parties/ny", "", &json!({ "kind": "other", "name": "X" }))
                .await,
            422,
            "key_reserved",
        ),
    ];
    for (answer, status, code) in &refusals {
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (*status, *code), "{}", answer.body);
        assert_eq!(answer.body["status"], *status);
        assert_eq!(
            answer.body["type"],
            format!("http://localhost/api#problem-{code}")
        );
        let instance = answer.body["instance"].as_str().unwrap();
        assert!(instance.starts_with("/api/v1"), "{instance}");
        for text in ["title", "detail"] {
            let text = answer.body[text].as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('⟦'), "{text}");
        }
    }
    let allowed = client.write(Method::PATCH, party, "", &json!({})).await;
    assert!(allowed.header(header::ALLOW).contains("PUT"));
    let wrong = client
        .put(
            party,
            "",
            &json!({ "kind": "municipality", "name": "X", "municipalityCode": "68" }),
        )
        .await;
    assert_eq!(wrong.body["errors"][0]["pointer"], "/municipalityCode");
    let wrong = client.get("/parties?limit=0").await;
    assert_eq!(wrong.body["errors"][0]["parameter"], "limit");
    let english = Request::get(at("/nothing")).header(header::ACCEPT_LANGUAGE, "en");
    let english = client.send(english.body(Body::empty()).unwrap()).await;
    assert_eq!(english.body["title"], "Does not exist");
    let options = Request::options(at("/parties"))
        .body(Body::empty())
        .unwrap();
    let options = client.send(options).await;
    assert_eq!(
        (options.status, options.header(header::ALLOW)),
        (StatusCode::NO_CONTENT, "GET, HEAD, OPTIONS")
    );
    let head = client
        .send(Request::head(at("/parties")).body(Body::empty()).unwrap())
        .await;
    assert_eq!((head.status, head.body), (StatusCode::OK, Value::Null));
}

async fn a_list_is_replaced_whole(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let path = format!("{COUNCIL}/members");
    let read = client.get(&format!("{path}?limit=100")).await;
    let tag = read.header(header::ETAG).to_owned();
    let count = read.body["_meta"]["totalRecords"].as_u64().unwrap();
    assert_eq!(
        client
            .get(&format!("{path}?limit=2"))
            .await
            .header(header::ETAG),
        tag
    );

    let mut list = read.body.clone();
    let members = list["members"].as_array_mut().unwrap();
    members[0]["party"] = json!("ingen-alls");
    members[1]["from"] = json!("2026-02-31");
    let refused = client.put(&path, &tag, &list).await;
    assert_eq!(
        refused.body["errors"][0]["pointer"], "/members/1/from",
        "{}",
        refused.body
    );
    list["members"][1]["from"] = json!("2026-01-01");
    list["members"][1]["to"] = json!("2025-01-01");
    let refused = client.put(&path, &tag, &list).await;
    assert_eq!(
        (refused.code(), &refused.body["errors"][0]["pointer"]),
        ("party_unknown", &json!("/members/0/party"))
    );
    list["members"].as_array_mut().unwrap().remove(0);
    let refused = client.put(&path, &tag, &list).await;
    assert_eq!(
        (refused.code(), &refused.body["errors"][0]["pointer"]),
        ("dates_reversed", &json!("/members/0/to"))
    );
    list["members"][0]["to"] = json!("2027-01-01");
    let saved = client.put(&path, &tag, &list).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(saved.body["_meta"]["totalRecords"], count - 1);
    assert_eq!(saved.body["members"][0]["from"], "2026-01-01");
    assert_eq!(
        client.put(&path, &tag, &list).await.status,
        StatusCode::PRECONDITION_FAILED
    );
}

async fn an_assessment_is_added_once(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let path = format!("{COUNCIL}/assessments");
    let view = json!({ "group": "arkitektgruppen", "ladder": "samverkanstrappan", "level": 2, "date": "2026-11-22" });
    let added = client.write(Method::POST, &path, "", &view).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
    let own = added
        .header(header::LOCATION)
        .strip_prefix("http://localhost/api/v1")
        .unwrap();
    assert_eq!(client.get(own).await.body, added.body);
    let again = client.write(Method::POST, &path, "", &view).await;
    assert_eq!(
        (again.status, &again.body["id"]),
        (StatusCode::OK, &added.body["id"])
    );
    let wrong = json!({ "group": "arkitektgruppen", "party": "habo-kommun", "ladder": "samverkanstrappan", "level": 2 });
    assert_eq!(
        client.write(Method::POST, &path, "", &wrong).await.code(),
        "body_invalid"
    );
    let wrong = json!({ "ladder": "samverkanstrappan", "level": 99 });
    let refused = client.write(Method::POST, &path, "", &wrong).await;
    assert_eq!(
        (refused.code(), &refused.body["errors"][0]["pointer"]),
        ("level_unknown", &json!("/level"))
    );
}

async fn a_figure_that_looks_wrong_is_confirmed(db: Db) {
    let house = House::empty(db).await;
    let client = Client::administrator(&house);
    let path = "/parties/habo-kommun/populations/2024";
    let read = client.get(path).await;
    assert_eq!(read.body["population"], 13_456);
    let tag = read.header(header::ETAG);
    let refused = client
        .put(path, tag, &json!({ "population": 134_560 }))
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (422, "population_jump")
    );
    assert_eq!(client.get(path).await.body["population"], 13_456);
    let confirmed = json!({ "population": 134_560, "confirmWarnings": true });
    assert_eq!(
        client.put(path, tag, &confirmed).await.status,
        StatusCode::OK
    );
    let nothing = client
        .put("/parties/habo-kommun/populations/2024", tag, &confirmed)
        .await;
    assert_eq!(nothing.status, StatusCode::PRECONDITION_FAILED);
}
