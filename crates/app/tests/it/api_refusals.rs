//! What a client reads when its body or query is wrong: whole sentences in its own language, with
//! the place that they are about.

use crate::api_client::{Answer, Client, at};
use crate::world::House;
use axum::body::Body;
use axum::http::{Request, header};
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    a_wrong_body_is_told_in_the_language_of_the_client,
    a_wrong_query_is_told_in_the_language_of_the_client,
    a_mistake_deep_in_a_rule_is_found,
    what_is_no_json_has_its_place,
);

const COUNCIL: &str = "/collaborations/digitaliseringsradet";
const PARTY: &str = "/parties/ny-part";

async fn asked(client: &Client, method: &str, path: &str, body: &str, language: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(at(path))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, language);
    let body = Body::from(body.to_owned());
    client.send(request.body(body).unwrap()).await
}

/// Words of the library that reads JSON, and the marks that it puts around names.
const FOREIGN: [&str; 9] = [
    "invalid type",
    "expected",
    "missing field",
    "unknown field",
    "variant",
    "duplicate",
    "untagged",
    "`",
    "⟦",
];

/// In Swedish and in English: status, code, the place and a sentence that has these words in it.
async fn assert_told(
    client: &Client,
    (method, path, body): (&str, &str, &str),
    (status, code, place): (u16, &str, Value),
    words: [&str; 2],
) {
    let mut details = Vec::new();
    for (language, word) in ["sv", "en"].into_iter().zip(words) {
        let answer = asked(client, method, path, body, language).await;
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (status, code), "{path} {body}: {}", answer.body);
        assert_eq!(answer.header(header::CONTENT_LANGUAGE), language);
        let mut error = answer.body["errors"][0].clone();
        let detail = error["detail"].as_str().unwrap().to_owned();
        error.as_object_mut().unwrap().remove("detail");
        let mut expected = place.clone();
        expected["code"] = json!(code);
        assert_eq!(error, expected, "{path} {body}: {detail}");
        assert_eq!(answer.body["detail"], detail);
        assert!(detail.contains(word), "{path} {body}: {detail}");
        assert!(detail.ends_with('.'), "{detail}");
        let foreign = FOREIGN.iter().find(|foreign| detail.contains(*foreign));
        assert_eq!(foreign, None, "{detail}");
        details.push(detail);
    }
    assert_ne!(details[0], details[1]);
}

async fn a_wrong_body_is_told_in_the_language_of_the_client(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let budget = format!("{COUNCIL}/budgets/2031");
    let budget = budget.as_str();
    let scenario = format!("{COUNCIL}/scenarios/nytt");
    let assessments = format!("{COUNCIL}/assessments");
    let line = |fields: Value| json!({ "title": "X", "lines": [fields] });
    for (path, body, pointer, words) in [
        (
            PARTY,
            json!({ "kind": "other" }),
            "/name",
            ["Fältet /name saknas", "The field /name is missing"],
        ),
        (
            PARTY,
            json!({ "kind": "other", "name": 1 }),
            "/name",
            ["/name ska vara en text", "/name must be a text"],
        ),
        (
            PARTY,
            json!({ "kind": "other", "name": " " }),
            "/name",
            ["måste innehålla text", "must contain text"],
        ),
        (
            PARTY,
            json!({ "kind": "other", "name": "X\0" }),
            "/name",
            ["U+0000", "U+0000"],
        ),
        (
            PARTY,
            json!({ "kind": "other", "name": "X", "namn": "X" }),
            "/namn",
            ["Välj bland: kind, name,", "Choose among: kind, name,"],
        ),
        (
            PARTY,
            json!({ "kind": "planet", "name": "X" }),
            "/kind",
            ["något av: municipality,", "one of: municipality,"],
        ),
        (
            PARTY,
            json!("x"),
            "",
            [
                "Innehållet ska vara ett objekt",
                "The content must be an object",
            ],
        ),
        (
            "/parties/habo-kommun/populations/2031",
            json!({ "year": 2030, "population": 1 }),
            "/year",
            ["något annat än adressen", "something else than the address"],
        ),
        (
            budget,
            line(json!({ "name": "X", "kind": "cost" })),
            "/lines/0/amount",
            ["/lines/0/amount saknas", "/lines/0/amount is missing"],
        ),
        (
            budget,
            line(json!({ "name": "X", "kind": "cost", "amount": "1 kr" })),
            "/lines/0/amount",
            ["ett belopp i kronor", "an amount of kronor"],
        ),
        (
            budget,
            json!({ "title": "X", "published": "ja" }),
            "/published",
            ["true eller false", "true or false"],
        ),
        (
            budget,
            json!({ "title": "X", "lines": {} }),
            "/lines",
            ["en lista", "a list"],
        ),
        (
            &scenario,
            json!({ "title": "X", "basedOn": "2021" }),
            "/basedOn",
            ["på flera sätt", "in several ways"],
        ),
        (
            &scenario,
            json!({
                "title": "X",
                "basedOn": { "distribution": "2021" },
                "members": [{ "party": "Habo kommun" }],
            }),
            "/members/0/party",
            [
                "”Habo kommun” kan inte vara kortnamn (nyckel)",
                "“Habo kommun” cannot be a key",
            ],
        ),
        (
            &scenario,
            json!({
                "title": "X",
                "basedOn": { "distribution": "2021" },
                "members": [{ "party": "habo-kommun", "joined": 21 }],
            }),
            "/members/0/joined",
            ["från 1900 till 2999", "from 1900 to 2999"],
        ),
    ] {
        let wanted = (422, "body_invalid", json!({ "pointer": pointer }));
        assert_told(&client, ("PUT", path, &body.to_string()), wanted, words).await;
    }
    let assessed = |more: Value| {
        let mut body = json!({ "ladder": "samverkanstrappan", "level": 1 });
        let fields = body.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        body.to_string()
    };
    for (body, pointer, words) in [
        (
            assessed(json!({ "level": "1" })),
            "/level",
            ["ett heltal", "a whole number"],
        ),
        (
            assessed(json!({ "date": "22/11 2026" })),
            "/date",
            ["2026-11-22", "2026-11-22"],
        ),
        (
            assessed(json!({ "party": "habo-kommun" })),
            "/otherParty",
            ["/otherParty saknas", "/otherParty is missing"],
        ),
    ] {
        let wanted = (422, "body_invalid", json!({ "pointer": pointer }));
        assert_told(&client, ("POST", &assessments, &body), wanted, words).await;
    }
}

async fn a_wrong_query_is_told_in_the_language_of_the_client(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let below = |path: &str| format!("{COUNCIL}/{path}");
    for (path, parameter, words) in [
        (
            "/parties?limit=1000".to_owned(),
            "limit",
            ["från 1 till 100.", "from 1 to 100."],
        ),
        (
            "/parties?offset=x".to_owned(),
            "offset",
            ["Parametern offset", "The parameter offset"],
        ),
        (
            "/parties?limit=1&limit=2".to_owned(),
            "limit",
            ["mer än en gång", "more than once"],
        ),
        (
            "/parties?search=a&search=b".to_owned(),
            "search",
            ["mer än en gång", "more than once"],
        ),
        (
            "/parties?access_token=x".to_owned(),
            "access_token",
            [
                "bland: kind, search, limit, offset.",
                "among: kind, search, limit, offset.",
            ],
        ),
        (
            "/parties/habo-kommun?limit=1".to_owned(),
            "limit",
            ["finns inte här", "does not exist here"],
        ),
        (
            "/parties?kind=planet".to_owned(),
            "kind",
            ["något av: municipality,", "one of: municipality,"],
        ),
        (
            "/parties?search=%00".to_owned(),
            "search",
            ["U+0000", "U+0000"],
        ),
        (
            below("ties?level=2"),
            "ladder",
            [
                "Parametern ladder saknas",
                "The parameter ladder is missing",
            ],
        ),
        (
            below("scenarios/folkmangd-2020/comparisons?with=a,b,c,d"),
            "with",
            ["högst 3 delar", "at most 3 parts"],
        ),
        (
            below("distributions?year=i%20fjol"),
            "year",
            ["ett heltal", "a whole number"],
        ),
        (
            below("distributions?year=99999999999"),
            "year",
            ["för stort", "too large"],
        ),
        (
            below("assessments?present=ja"),
            "present",
            ["true eller false", "true or false"],
        ),
        (
            below("events?from=i%20g%C3%A5r"),
            "from",
            ["ett datum", "a date"],
        ),
        (below("events?person=1"), "person", ["ett id", "an id"]),
        (
            below("events?party=Habo%20kommun"),
            "party",
            ["kan inte vara kortnamn (nyckel)", "cannot be a key"],
        ),
        (
            below("events?party=finns-inte"),
            "party",
            [
                "nämner något som inte finns",
                "names something that does not exist",
            ],
        ),
    ] {
        let wanted = (400, "parameter_invalid", json!({ "parameter": parameter }));
        assert_told(&client, ("GET", &path, ""), wanted, words).await;
    }
}

/// The parts of a rule have a kind each, and what was wrong in one is told where it stands.
async fn a_mistake_deep_in_a_rule_is_found(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let path = format!("{COUNCIL}/distribution-models/ny-modell");
    let model = |rule: Value| {
        let mut whole = json!({ "name": "X", "rules": [{
            "key": "en",
            "name": "X",
            "takers": "all",
            "base": "total",
        }] });
        let fields = whole["rules"][0].as_object_mut().unwrap();
        fields.extend(rule.as_object().unwrap().clone());
        whole.to_string()
    };
    for (rule, pointer, words) in [
        (
            json!({ "takers": "planet" }),
            "/rules/0/takers",
            ["på flera sätt", "in several ways"],
        ),
        (
            json!({ "joinedFrom": 21 }),
            "/rules/0/joinedFrom",
            [
                "stämmer inte med beskrivningen",
                "does not match the description",
            ],
        ),
        (
            json!({ "function": {} }),
            "/rules/0/function/kind",
            ["saknas", "is missing"],
        ),
        (
            json!({ "function": { "kind": "guess" } }),
            "/rules/0/function/kind",
            ["något av: share,", "one of: share,"],
        ),
        (
            json!({ "function": { "kind": "percentage", "percent": "1,9" } }),
            "/rules/0/function",
            ["Något i fältet", "Something in the field"],
        ),
        (
            json!({ "function": { "kind": "percentage", "percent": 1.9 } }),
            "/rules/0/function/percent",
            ["ska vara en text", "must be a text"],
        ),
    ] {
        let wanted = (422, "body_invalid", json!({ "pointer": pointer }));
        assert_told(&client, ("PUT", &path, &model(rule)), wanted, words).await;
    }
}

async fn what_is_no_json_has_its_place(db: Db) {
    let house = House::empty(db).await;
    let client = Client::administrator(&house);
    let body = "{\n  \"name\": x }";
    let swedish = asked(&client, "PUT", PARTY, body, "sv").await;
    let english = asked(&client, "PUT", PARTY, body, "en").await;
    assert_eq!(
        (swedish.status.as_u16(), swedish.code()),
        (400, "json_malformed")
    );
    assert_eq!(
        [&swedish.body["detail"], &english.body["detail"]],
        [
            "Innehållet är inte JSON. Felet finns på rad 2, tecken 11.",
            "The content is not JSON. The mistake is on line 2, character 11.",
        ]
    );
}
