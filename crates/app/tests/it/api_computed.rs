//! What follows from other things, over the API: ties, disagreements, covered goals, the search.

use crate::api_client::{Answer, Client};
use crate::world::House;
use axum::http::Method;
use samverk_app::modules::migrations;
use samverk_app::start;
use samverk_database::Db;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    the_map_is_read_pair_by_pair,
    disagreements_are_read_by_those_who_record_views,
    goals_that_nothing_serves_are_told,
    what_became_of_each_need_is_told,
    the_search_is_the_same_as_on_the_page,
);

const COUNCIL: &str = "/collaborations/digitaliseringsradet";
const JAMTLAND: &str = "/collaborations/e-och-it-i-jamtland";

fn list<'a>(answer: &'a Answer, name: &str) -> &'a [Value] {
    assert_eq!(answer.status.as_u16(), 200, "{:#}", answer.body);
    answer.body[name].as_array().unwrap()
}

fn total(answer: &Answer) -> u64 {
    answer.body["_meta"]["totalRecords"].as_u64().unwrap()
}

async fn what_became_of_each_need_is_told(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let outcomes = format!("{JAMTLAND}/need-outcomes?limit=100");
    let answer = client.get(&outcomes).await;
    let told = list(&answer, "needOutcomes");
    let of = |need: &str| told.iter().find(|one| one["need"] == need).unwrap().clone();
    let met = "behov-spetskompetens";
    assert_eq!(of(met)["initiatives"], json!(["gemensam-namnd"]));
    let path = format!("{JAMTLAND}/needs/{met}");
    let need = client.get(&path).await;
    let tag = need.header(axum::http::header::ETAG).to_owned();
    let refused = client.delete(&path, &tag).await;
    assert_eq!(refused.code(), "need_in_initiative", "{}", refused.body);
    let decision = json!({ "to": "closed", "reason": "Löst av nämnden" });
    let decide = format!("{path}/decisions");
    let closed = client.write(Method::POST, &decide, &tag, &decision).await;
    assert!(closed.status.is_success(), "{}", closed.body);
    let answer = client.get(&outcomes).await;
    let told = list(&answer, "needOutcomes");
    let one = told.iter().find(|one| one["need"] == met).unwrap();
    assert_eq!(one["closingReason"], "Löst av nämnden");
    let public = Client::public(&house).get(&outcomes).await;
    assert_eq!(total(&public), total(&answer), "whoever sees the needs");
}

async fn the_map_is_read_pair_by_pair(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::public(&house);
    let all = client.get(&format!("{JAMTLAND}/ties?limit=100")).await;
    assert!(list(&all, "ties").len() > 20);
    let rescue = "jamtlands-raddningstjanstforbund";
    let own = client.get(&format!("{JAMTLAND}/ties?party={rescue}")).await;
    let own = list(&own, "ties");
    assert!(!own.is_empty());
    for tie in own {
        assert!(
            tie["party"] == rescue || tie["otherParty"] == rescue,
            "{tie}"
        );
    }
    let hosting = client
        .get(&format!("{JAMTLAND}/ties?topic=Drift&limit=100"))
        .await;
    let threads = list(&hosting, "ties")
        .iter()
        .flat_map(|tie| tie["threads"].as_array().unwrap());
    let topics: Vec<&Value> = threads.map(|thread| &thread["topic"]).collect();
    assert!(
        !topics.is_empty() && topics.iter().all(|topic| **topic == "Drift"),
        "{topics:?}"
    );
    for (query, parameter) in [
        ("party=finns-inte", "party"),
        ("level=2", "ladder"),
        ("ladder=finns-inte&level=2", "ladder"),
    ] {
        let refused = client.get(&format!("{JAMTLAND}/ties?{query}")).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (400, "parameter_invalid")
        );
        assert_eq!(refused.body["errors"][0]["parameter"], parameter, "{query}");
    }
}

async fn disagreements_are_read_by_those_who_record_views(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let path = format!("{COUNCIL}/disagreements");
    let before = total(&client.get(&path).await);
    for (party, level) in [("habo-kommun", 1), ("aneby-kommun", 3)] {
        let view = json!({
            "ladder": "samverkanstrappan", "level": level, "onBehalfOf": party,
            "group": null, "note": "Så ser vi det", "date": "2026-11-22",
        });
        let posted = client
            .write(Method::POST, &format!("{COUNCIL}/assessments"), "", &view)
            .await;
        assert_eq!(posted.status.as_u16(), 201, "{:#}", posted.body);
    }
    let answer = client.get(&path).await;
    assert_eq!(total(&answer), before + 1);
    let of_whole = list(&answer, "disagreements")
        .iter()
        .find(|one| one["group"].is_null());
    let of_whole = of_whole.unwrap();
    assert_eq!(of_whole["ladder"], "samverkanstrappan");
    let levels = of_whole["views"].as_array().unwrap().iter();
    let levels: Vec<i64> = levels.map(|view| view["level"].as_i64().unwrap()).collect();
    assert!(
        levels.is_sorted() && levels.contains(&1) && levels.contains(&3),
        "{levels:?}"
    );
    assert!(of_whole["steps"].as_i64().unwrap() >= 2);
    let public = Client::public(&house).get(&path).await;
    assert_eq!(public.status.as_u16(), 401);
}

async fn goals_that_nothing_serves_are_told(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::public(&house);
    let path = format!("{COUNCIL}/plans/2021-2023/covered-goals?limit=100&catalogue=");
    let catalogues = client.get("/catalogues?limit=100").await;
    let (mut served_somewhere, mut sum) = (false, 0);
    for catalogue in list(&catalogues, "catalogues") {
        let key = catalogue["key"].as_str().unwrap();
        let all = client.get(&format!("{path}{key}")).await;
        let served = client.get(&format!("{path}{key}&served=true")).await;
        let others = client.get(&format!("{path}{key}&served=false")).await;
        assert_eq!(total(&all), total(&served) + total(&others), "{key}");
        let has_services = |goal: &Value| !goal["services"].as_array().unwrap().is_empty();
        assert!(list(&served, "coveredGoals").iter().all(has_services));
        assert!(!list(&others, "coveredGoals").iter().any(has_services));
        served_somewhere |= total(&served) > 0;
        sum += total(&all);
    }
    assert!(served_somewhere);
    let unknown = client.get(&format!("{path}finns-inte")).await;
    assert_eq!(
        (unknown.status.as_u16(), unknown.code()),
        (400, "parameter_invalid")
    );
    let every = format!("{COUNCIL}/plans/2021-2023/covered-goals");
    assert_eq!(total(&client.get(&every).await), sum);
}

async fn the_search_is_the_same_as_on_the_page(db: Db) {
    let house = House::furnished(db).await;
    start::prepare_search(&house.db).await.unwrap();
    let client = Client::public(&house);
    let whole = client
        .get("/search-results?text=digitalisering&limit=100")
        .await;
    let whole_list = list(&whole, "searchResults");
    assert!(whole_list.len() > 20);
    let page = house.get("/sok?q=digitalisering", "").await;
    for hit in &whole_list[..20] {
        let href = format!("href=\"{}\"", hit["page"].as_str().unwrap());
        assert!(page.text.contains(&href.replace('&', "&#38;")), "{href}");
    }
    let stretch = client
        .get("/search-results?text=digitalisering&offset=7&limit=9")
        .await;
    assert_eq!(list(&stretch, "searchResults"), &whole_list[7..16]);
    let groups = client
        .get("/search-results?text=digitalisering&kind=group")
        .await;
    assert!(
        list(&groups, "searchResults")
            .iter()
            .all(|hit| hit["kind"] == "group")
    );
    for wrong in [
        "text=x&kind=finns-inte".to_owned(),
        format!("text={}", "%C3%A5".repeat(201)),
    ] {
        let refused = client.get(&format!("/search-results?{wrong}")).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (400, "parameter_invalid"),
            "{wrong}"
        );
    }
    let nothing = client.get("/search-results?kind=group").await;
    assert_eq!(total(&nothing), 0);
    let other = Client::with_token(&house, &[samverk_goals::READ], None);
    let refused = other.get("/search-results?text=x").await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (403, "token_scope_missing")
    );
}
