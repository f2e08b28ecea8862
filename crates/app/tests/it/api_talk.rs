//! Comments over the API: whom one mentions is told as on the pages, and only those who may read it.

use crate::api_client::Client;
use crate::file_forms::COUNCIL;
use crate::world::House;
use axum::http::Method;
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    who_is_mentioned_is_said_both_ways,
    nobody_is_mentioned_who_may_not_read_it,
);

/// Where what is said of the council is sent, and its page.
async fn place(house: &House, cookie: &str) -> (String, String) {
    let page = house.place_for_files(COUNCIL, cookie).await;
    let (_, thing) = page.split_once("/filer/ny/").unwrap();
    (
        format!("/things/{thing}/comments"),
        format!("/kommentarer/{thing}"),
    )
}

async fn post(client: &Client, path: &str, body: Value) -> crate::api_client::Answer {
    client.write(Method::POST, path, "", &body).await
}

async fn who_is_mentioned_is_said_both_ways(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let cookie = house.sign_in("samordnare").await;
    let (all, pages) = place(&house, &cookie).await;
    let said = json!({
        "text": "Se hit, @Samordnare Exempel!",
        "audience": "members",
        "mentions": ["Ekonom Exempel"],
    });
    let made = post(&client, &all, said).await.told(201);
    let named = made.body["mentions"].as_array().unwrap();
    for name in ["Ekonom Exempel", "Samordnare Exempel"] {
        assert!(named.contains(&json!(name)), "{named:?}");
    }
    assert_eq!(named.len(), 2);
    let page = house.get(&pages, &cookie).await.text;
    let told = page.split("Nämner ").nth(1).unwrap();
    let told = told.split('<').next().unwrap();
    assert!(told.contains("Ekonom Exempel") && told.contains("Samordnare Exempel"));
    // Who is mentioned on the page is read over the API, and may be mentioned in an answer.
    let form = "text=Tack+%40Ekonom+Exempel&audience=members";
    house.post(&pages, &cookie, form).await;
    let listed = client.get(&all).await.told(200).body;
    let on_page = &listed["comments"][1];
    assert_eq!(on_page["mentions"], json!(["Ekonom Exempel"]));
    let answer = json!({
        "text": "Varsågod",
        "answers": on_page["id"],
        "mentions": on_page["mentions"],
    });
    let made = post(&client, &all, answer).await.told(201);
    assert_eq!(made.body["mentions"], on_page["mentions"]);
}

async fn nobody_is_mentioned_who_may_not_read_it(db: Db) {
    let house = House::with_council(db).await;
    let client = Client::administrator(&house);
    let cookie = house.sign_in("samordnare").await;
    let (all, _) = place(&house, &cookie).await;
    for (audience, mention, text, place) in [
        ("members", "Ingen Alls", "Hej", "/mentions"),
        ("owner", "Representant Exempel", "Hej", "/mentions"),
        ("owner", "", "Hej @Representant Exempel", "/text"),
    ] {
        let mut said = json!({ "text": text, "audience": audience });
        if !mention.is_empty() {
            said["mentions"] = json!([mention]);
        }
        let told = post(&client, &all, said).await.told(422);
        assert_eq!(told.code(), "mention_not_seen", "{mention}");
        assert_eq!(told.body["errors"][0]["pointer"], place);
    }
    let names: Vec<String> = (0..21).map(|number| format!("Person {number}")).collect();
    let said = json!({ "text": "Hej", "audience": "members", "mentions": names });
    assert_eq!(
        post(&client, &all, said).await.told(422).code(),
        "mention_not_seen"
    );
    assert_eq!(client.get(&all).await.body["_meta"]["totalRecords"], 0);
}
