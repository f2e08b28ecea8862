//! Order by hand on pages: without script, and two people do not overwrite each other.

use crate::deep_kinds::{KINDS, somebody, visitor};
use crate::sample::MIGRATIONS;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::Role;
use samverk_testing::api::Client;
use samverk_testing::site::Site;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_list_is_put_in_order_up_down_and_by_number,
    the_second_who_orders_is_told,
    the_log_tells_a_move_with_its_places,
    ordering_takes_as_many_statements_for_many,
);

const PAGE: &str = "/tomter/tomten/trad/ordna";

async fn trees(db: &Db, number: usize) -> (Site, Client) {
    let (site, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    for n in 0..number {
        let path = format!("/gardens/tomten/trees/b-{n}");
        client
            .put(&path, "", &json!({ "name": format!("Träd {n}") }))
            .await
            .told(201);
    }
    (site, client)
}

async fn order(client: &Client) -> String {
    let list = client.get("/gardens/tomten/trees?limit=100").await.body;
    let items = list["trees"].as_array().unwrap().iter();
    let keys = items.map(|one| one["key"].as_str().unwrap().to_owned());
    let keys: Vec<String> = keys.collect();
    keys.join(" ").replace("b-", "")
}

fn seen(page: &str) -> String {
    let rest = page.split("name=\"seen\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn moved(site: &Site, seen: &str, thing: &str, to: &str, place: &str) -> u16 {
    let sent = [
        ("seen", seen),
        ("thing", thing),
        ("to", to),
        ("place", place),
    ];
    site.post(PAGE, &sent).await.status.as_u16()
}

async fn a_list_is_put_in_order_up_down_and_by_number(db: Db) {
    let (site, client) = trees(&db, 4).await;
    assert_eq!(order(&client).await, "0 1 2 3");
    let list = site.get("/tomter/tomten/trad").await.text;
    assert!(list.contains(&format!("href=\"{PAGE}\"")), "{list}");
    for (thing, to, place, expected) in [
        ("b-1", "up", "", "1 0 2 3"),
        ("b-1", "up", "", "1 0 2 3"),
        ("b-1", "down", "", "0 1 2 3"),
        ("b-3", "place", "1", "3 0 1 2"),
        ("b-3", "place", "4", "0 1 2 3"),
    ] {
        let tag = seen(&site.get(PAGE).await.text);
        assert_eq!(moved(&site, &tag, thing, to, place).await, 303);
        assert_eq!(order(&client).await, expected, "{thing} {to} {place}");
    }
    let tag = seen(&site.get(PAGE).await.text);
    for place in ["x", "0", "-1", "5", "99", ""] {
        assert_eq!(moved(&site, &tag, "b-3", "place", place).await, 422);
    }
    let sent = [("seen", &*tag), ("thing", "b-3"), ("place", "99")];
    let wrong = site.post(PAGE, &sent).await.text;
    assert!(wrong.contains("id=\"wrong-b-3\""), "{wrong}");
    assert!(wrong.contains("value=\"99\" aria-describedby=\"name-b-3 wrong-b-3\" aria-invalid"));
    assert_eq!(moved(&site, &tag, "finns-inte", "up", "").await, 404);
    let (reader, _) = visitor(&db, &somebody(Role::Representative), KINDS);
    assert_eq!(reader.get(PAGE).await.status.as_u16(), 403);
}

async fn the_second_who_orders_is_told(db: Db) {
    let (site, client) = trees(&db, 3).await;
    let tag = seen(&site.get(PAGE).await.text);
    assert_eq!(moved(&site, &tag, "b-0", "down", "").await, 303);
    let late = site
        .post(PAGE, &[("seen", &tag), ("thing", "b-2"), ("to", "up")])
        .await;
    assert_eq!(late.status.as_u16(), 409);
    assert!(late.text.contains("inget flyttades"), "{}", late.text);
    assert_eq!(order(&client).await, "1 0 2");
    // Of two at once only one is let through.
    let tag = seen(&site.get(PAGE).await.text);
    let (one, other) = tokio::join!(
        moved(&site, &tag, "b-0", "up", ""),
        moved(&site, &tag, "b-0", "down", ""),
    );
    let mut told = [one, other];
    told.sort_unstable();
    assert_eq!(told, [303, 409]);
    // Whoever changes a row that has been moved is told too.
    client
        .put(
            "/gardens/tomten/trees/b-0",
            "\"gammal\"",
            &json!({ "name": "X" }),
        )
        .await
        .told(412);
}

async fn ordering_takes_as_many_statements_for_many(db: Db) {
    let (site, _) = trees(&db, 3).await;
    let count = async |site: &Site, thing: &str| {
        let tag = seen(&site.get(PAGE).await.text);
        let before = db.query_count();
        assert_eq!(moved(site, &tag, thing, "place", "1").await, 303);
        db.query_count() - before
    };
    let few = count(&site, "b-2").await;
    let (site, client) = trees_more(&db).await;
    assert_eq!(count(&site, "b-1").await, few);
    // What stands on the next page too goes from page to page.
    let page = site.get(PAGE).await.text;
    assert!(page.contains("ordna?efter=b-"), "{page}");
    assert!(order(&client).await.starts_with("1 2 0 3"));
}

async fn trees_more(db: &Db) -> (Site, Client) {
    let (site, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    for n in 3..120 {
        let path = format!("/gardens/tomten/trees/b-{n}");
        client
            .put(&path, "", &json!({ "name": format!("Träd {n}") }))
            .await
            .told(201);
    }
    (site, client)
}

async fn the_log_tells_a_move_with_its_places(db: Db) {
    let (site, _) = trees_more(&db).await;
    let page = site.get(PAGE).await.text;
    let rest = page.split("/ordna?efter=").nth(1).unwrap();
    let after = rest.split('"').next().unwrap();
    let next = format!("{PAGE}?efter={after}");
    let page = site.get(&next).await.text;
    assert!(
        page.contains("<ol class=\"kept-order\" start=\"91\""),
        "{page}"
    );
    let tag = seen(&page);
    assert!(page.contains(&format!("name=\"efter\" value=\"{after}\"")));
    let sent = [
        ("seen", &*tag),
        ("efter", after),
        ("thing", "b-100"),
        ("place", "117"),
    ];
    assert_eq!(site.post(&next, &sent).await.status.as_u16(), 303);
    let tx = db.read().await.unwrap();
    let latest = EventFilter {
        limit: 1,
        ..EventFilter::default()
    };
    let event = list_events(&tx, &latest).await.unwrap().remove(0);
    assert_eq!(event.kind, "tree.moved");
    let place = |told: &Option<serde_json::Value>| told.as_ref().unwrap()["place"].clone();
    assert_eq!([place(&event.before), place(&event.after)], [98, 117]);
}
