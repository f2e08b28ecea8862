//! Gates, rankings and the results of business cases over the API.

use crate::api_client::{Answer, Client};
use crate::world::House;
use axum::http::{Method, header};
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    rankings_are_read_and_made,
    assessors_are_asked_and_conditions_followed,
    a_business_case_is_read_with_its_result,
    a_business_case_is_refused_with_its_place,
);

const COUNCIL: &str = "/collaborations/digitala-radet-i-exempellanet";

async fn post(client: &Client, path: &str, tag: &str, body: &Value) -> Answer {
    client.write(Method::POST, path, tag, body).await
}

fn field(answer: &Answer) -> String {
    answer.body["errors"][0]["field"].to_string()
}

async fn rankings_are_read_and_made(db: Db) {
    let house = House::in_demo(db).await;
    let client = Client::administrator(&house);
    let all = format!("{COUNCIL}/processes/nationellt-initiativ/rankings");
    let first = client.get(&format!("{all}/1")).await.told(200);
    assert_eq!(first.body["places"][0]["value"], "21/5");
    for path in [&all, &format!("{all}/1")] {
        Client::public(&house).get(path).await.told(401);
    }
    client.get(&format!("{all}/2")).await.told(404);
    let new = json!({
        "phase": "urval",
        "weights": [{ "criterion": "nytta", "weight": 80 }],
        "note": "Nyttan först.",
    });
    let made = post(&client, &all, "", &new).await.told(201);
    assert!(made.header(header::LOCATION).ends_with("/rankings/2"));
    let weights = made.body["weights"].as_array().unwrap();
    let weight = |name: &str| {
        let found = weights.iter().find(|one| one["criterion"] == name);
        found.unwrap()["weight"].clone()
    };
    assert_eq!(
        (weight("nytta"), weight("angelagenhet")),
        (json!(80), json!(40))
    );
    let listed = client.get(&all).await.told(200);
    assert_eq!(listed.body["rankings"][0]["number"], 2);
    for (weights, code) in [
        (
            json!([{ "criterion": "nytta", "weight": 0 }]),
            "weight_outside",
        ),
        (
            json!([{ "criterion": "kostnad", "weight": 5 }]),
            "criterion_unknown",
        ),
    ] {
        let refused = json!({ "phase": "urval", "weights": weights });
        let refused = post(&client, &all, "", &refused).await.told(422);
        let text = refused.body.to_string();
        assert!(text.contains(code), "{text}");
    }
    assert_eq!(client.get(&all).await.body["_meta"]["totalRecords"], 2);
}

async fn assessors_are_asked_and_conditions_followed(db: Db) {
    let house = House::in_demo(db).await;
    let client = Client::administrator(&house);
    let gate = format!("{COUNCIL}/initiatives/nationell-digital-post/gates/urval");
    let seen = client.get(&gate).await.told(200);
    let assessors = format!("{gate}/assessors");
    let asked = |party: &str| {
        let one =
            json!({ "assessor": "Digitaliseringschefen", "party": party, "due": "2027-01-15" });
        json!({ "assessors": [one] })
    };
    post(&client, &assessors, "", &asked("skissby-kommun"))
        .await
        .told(428);
    let tag = seen.header(header::ETAG).to_owned();
    let unknown = post(&client, &assessors, &tag, &asked("okand"))
        .await
        .told(422);
    assert!(unknown.body.to_string().contains("party_unknown"));
    let after = post(&client, &assessors, &tag, &asked("skissby-kommun"))
        .await
        .told(200);
    let names = |answer: &Answer| {
        let all = answer.body["scorings"].as_array().unwrap().clone();
        all.into_iter()
            .map(|one| one["assessor"].clone())
            .collect::<Vec<_>>()
    };
    // Whoever has answered stays, whether named or not.
    let answered = names(&seen);
    assert!(!answered.is_empty());
    assert!(answered.iter().all(|name| names(&after).contains(name)));
    assert!(names(&after).contains(&json!("Digitaliseringschefen")));
    post(&client, &assessors, &tag, &asked("skissby-kommun"))
        .await
        .told(412);

    let gate = format!("{COUNCIL}/initiatives/nationell-adresstjanst/gates/urval");
    let tag = client.get(&gate).await.header(header::ETAG).to_owned();
    let follow = |met: &str| json!({ "conditions": [{ "met": met, "note": "Utrett." }] });
    let conditions = format!("{gate}/conditions");
    let future = post(&client, &conditions, &tag, &follow("2199-01-01"))
        .await
        .told(422);
    assert!(future.body.to_string().contains("condition_met_in_future"));
    let met = post(&client, &conditions, &tag, &follow("2026-07-01"))
        .await
        .told(200);
    assert_eq!(
        met.body["decisions"][0]["conditions"][0]["met"],
        "2026-07-01"
    );
    let none = format!("{COUNCIL}/initiatives/nationell-adresstjanst/gates/behov/conditions");
    let tag = client
        .get(none.trim_end_matches("/conditions"))
        .await
        .header(header::ETAG)
        .to_owned();
    post(&client, &none, &tag, &follow("2026-07-01"))
        .await
        .told(404);
}

async fn a_business_case_is_read_with_its_result(db: Db) {
    let house = House::in_demo(db).await;
    let client = Client::administrator(&house);
    let case = format!("{COUNCIL}/business-cases/gemensam-e-tjansteplattform");
    let result = client.get(&format!("{case}/results")).await.told(200).body;
    // The page and the PDF say 3 029 644 kr and 2,1 years.
    let proposed = &result["alternatives"][0];
    let value = proposed["netPresentValue"].as_str().unwrap();
    assert!(
        value.starts_with("3029643") || value.starts_with("3029644"),
        "{value}"
    );
    assert!(proposed["payback"].as_str().unwrap().starts_with("2."));
    assert_eq!(result["years"].as_array().unwrap().len(), 7);
    assert_eq!(result["sharing"], "now");
    let holders = result["holders"].as_array().unwrap();
    let ore = |amount: &Value| {
        let text = amount.as_str().unwrap();
        text.parse::<rust_decimal::Decimal>().unwrap()
    };
    let turns = result["switchingValues"].as_array().unwrap();
    assert!(!turns.is_empty() && turns[0]["line"].is_string());
    assert!(ore(&result["worst"]) < ore(&result["best"]));
    let party = client
        .get(&format!("{case}/parties/skissby-kommun"))
        .await
        .told(200)
        .body;
    assert_eq!(party["party"], "skissby-kommun");
    assert!(party["sizes"].as_array().unwrap().len() > 2);
    let own = holders
        .iter()
        .find(|one| one["party"] == "skissby-kommun")
        .unwrap();
    assert_eq!(own["netPresentValue"], party["netPresentValue"]);
    client.get(&format!("{case}/parties/okand")).await.told(404);
    for rest in ["results", "parties/skissby-kommun"] {
        Client::public(&house)
            .get(&format!("{case}/{rest}"))
            .await
            .told(401);
    }
}

/// The case as it stands, without what only reading tells.
async fn content(client: &Client, case: &str) -> (Value, String) {
    let answer = client.get(case).await.told(200);
    let tag = answer.header(header::ETAG).to_owned();
    (answer.body, tag)
}

async fn a_business_case_is_refused_with_its_place(db: Db) {
    let house = House::in_demo(db).await;
    let client = Client::administrator(&house);
    let case = format!("{COUNCIL}/business-cases/gemensam-e-tjansteplattform");
    let (before, tag) = content(&client, &case).await;
    type Change = fn(&mut Value);
    let changes: [(&str, &str, Change); 3] = [
        ("case_without_years", "years", |case| {
            case["years"] = json!(0)
        }),
        ("discount_rate_impossible", "rate", |case| {
            case["discountSteps"][0]["rate"] = json!("-100");
        }),
        ("discount_year_missing", "discountSteps", |case| {
            case["discountSteps"][0]["fromYear"] = json!(2031);
        }),
    ];
    for (code, place, change) in changes {
        let mut wrong = before.clone();
        change(&mut wrong);
        let refused = client.put(&case, &tag, &wrong).await.told(422);
        let text = refused.body.to_string();
        assert!(text.contains(code) && text.contains(place), "{text}");
    }
    assert_eq!(content(&client, &case).await.0, before);
    let same = client.put(&case, &tag, &before).await;
    assert_eq!(same.status.as_u16(), 200, "{} {}", field(&same), same.body);
}
