//! What can be removed can be removed from where people look for it.

use crate::api_client::Client;
use crate::things::things;
use crate::world::House;
use axum::http::Method;
use samverk_app::modules::{migrations, modules};
use samverk_database::Db;
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};

samverk_testing::db_tests!(&migrations();
    every_page_that_removes_has_a_link_to_it,
    what_is_not_removed_says_why_and_leads_nowhere,
);

/// Where to look: what the things below are, and the pages under them.
const ROOTS: [&str; 13] = [
    "/aktorer/zz-natet",
    "/trappor/zz",
    "/samverkan/zz-ny",
    "/samverkan/digitaliseringsradet",
    "/samverkan/digitaliseringsradet/planer/2021-2023",
    "/strategier/zz-strategi",
    "/filer",
    "/kommentarer",
    "/behovsomraden",
    "/leverantorer",
    "/produkter",
    "/anvandarforeningar",
    "/rattsliga-granser",
];

async fn every_page_that_removes_has_a_link_to_it(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    for thing in things() {
        thing.make(&client).await;
    }
    let versions = "/collaborations/digitaliseringsradet/plans/2021-2023/plan-versions";
    let label = json!({ "label": "Nästa" });
    let next = client.write(Method::POST, versions, "", &label).await;
    assert_eq!(next.status.as_u16(), 201, "{}", next.body);
    let registry = json!({
        "name": "Nämnden", "code": "NN", "shape": "code_year_number", "digits": 5, "publicity": "hidden",
    });
    let registries = "/parties/zz-natet/registries/zz";
    client.put(registries, "", &registry).await.told(201);
    let procedure = json!({ "name": "En egen process", "version": 1, "status": "draft" });
    let procedures = "/parties/zz-natet/procedures/zz";
    client.put(procedures, "", &procedure).await.told(201);
    let template = json!({
        "name": "En egen mall", "title": "En egen mall", "version": 1, "direction": "outgoing", "status": "draft",
    });
    let templates = "/parties/zz-natet/document-templates/zz";
    client.put(templates, "", &template).await.told(201);
    let at = |rest: &str| format!("/parties/zz-natet/{rest}/zz");
    let rule = json!({ "title": "Protokoll", "outcome": "preserve", "mandate": "Planen" });
    client
        .put(&at("retention-rules"), "", &rule)
        .await
        .told(201);
    let agreement = json!({ "archive": "E-arkivet", "creator": "Nämnden" });
    client
        .put(&at("delivery-agreements"), "", &agreement)
        .await
        .told(201);
    let other = json!({ "archive": "E-arkivet 2", "creator": "Nämnden" });
    client
        .put("/parties/zz-natet/delivery-agreements/zz-2", "", &other)
        .await
        .told(201);
    let delivery = json!({
        "title": "Leveransen", "agreement": "zz", "registry": "zz", "sort": "new", "status": "planned",
    });
    client.put(&at("deliveries"), "", &delivery).await.told(201);
    let disposal = json!({
        "title": "Gallringen", "registry": "zz", "mandate": "Beslutet", "status": "planned",
    });
    client.put(&at("disposals"), "", &disposal).await.told(201);
    let shared = [
        ("need-areas", json!({ "name": "Behovet" })),
        ("suppliers", json!({ "name": "Leverantören" })),
        ("products", json!({ "name": "Produkten" })),
        ("user-associations", json!({ "name": "Föreningen" })),
        (
            "legal-limits",
            json!({ "name": "Gränsen", "matter": "direct_award" }),
        ),
    ];
    for (plural, body) in shared {
        let path = format!("/{plural}/zz-2");
        client.put(&path, "", &body).await.told(201);
    }
    let system = json!({ "title": "Systemet", "area": "zz", "status": "in_use", "shown": "own" });
    client.put(&at("it-systems"), "", &system).await.told(201);
    let contract = json!({
        "title": "Avtalet", "area": "zz", "supplier": "zz", "term": "fixed", "priceReaders": "own", "shown": "own",
        "noticeAtMonthEnd": false, "isFramework": false,
    });
    client.put(&at("contracts"), "", &contract).await.told(201);
    // Those that ship, or that a plan names, are not removed.
    let own = json!({ "key": "zz-strategi", "name": "En egen strategi" });
    let added = client.write(Method::POST, "/catalogues", "", &own).await;
    assert_eq!(added.status.as_u16(), 201, "{}", added.body);
    let cookie = house.sign_in("administrator").await;
    house.lay(&cookie, "bilaga.txt", b"text").await;
    let page = house.get(ROOTS[3], &cookie).await.text;
    let talk = page.split("action=\"/kommentarer/").nth(1).unwrap();
    let talk = format!("/kommentarer/{}", talk.split('"').next().unwrap());
    let said = house
        .post(&talk, &cookie, "text=Hej&audience=members")
        .await;
    assert_eq!(said.status.as_u16(), 303, "{}", said.text);
    let linked = walk(&house, &cookie).await;
    let removals: Vec<&str> = modules()
        .iter()
        .flat_map(|module| &module.routes)
        .filter(|route| route.method == Method::GET && route.path.ends_with("/ta-bort"))
        .map(|route| route.path)
        .collect();
    assert!(removals.len() > 10, "{removals:?}");
    let missing: Vec<_> = removals
        .iter()
        .filter(|pattern| !linked.iter().any(|path| fits(pattern, path)))
        .collect();
    assert!(missing.is_empty(), "no link leads to {missing:?}");
}

/// Every address below the roots that a page there links to. Only what has been made for this is
/// followed below the council, which has many pages of its own.
async fn walk(house: &House, cookie: &str) -> BTreeSet<String> {
    let mut queue: VecDeque<String> = ROOTS.iter().map(|root| (*root).to_owned()).collect();
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    while let Some(path) = queue.pop_front() {
        let answer = house.get(&path, cookie).await;
        for link in links(&answer.text) {
            let is_below = ROOTS.iter().any(|root| link.starts_with(root));
            let is_page = !link.contains(['?', '#']) && !link.contains(".pdf");
            let is_ours = !link.starts_with(ROOTS[3])
                || link.matches('/').count() < 4
                || ["/zz", "/2099", "/2021-2023/versioner/2"]
                    .iter()
                    .any(|ours| link.contains(ours));
            if is_below && is_page && is_ours && seen.insert(link.clone()) {
                queue.push_back(link);
            }
        }
    }
    seen
}

fn links(html: &str) -> impl Iterator<Item = String> {
    let hrefs = html.split("href=\"").skip(1);
    hrefs
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (pattern.split('/'), path.split('/'));
    let same = |(wanted, given): (&str, &str)| wanted.starts_with('{') || wanted == given;
    pattern.clone().count() == path.clone().count() && pattern.zip(path).all(same)
}

/// A group with assessments, ladders that ship or are used, strategies that ship or that a plan names.
const STAYING: [(&str, &str); 4] = [
    (
        "/samverkan/digitaliseringsradet/grupper/arkitektgruppen",
        "Gruppen har bedömningar",
    ),
    ("/trappor/samverkanstrappan", "Trappan följer med Samverk"),
    (
        "/strategier/utveckling-i-en-digital-tid",
        "Det här följer med Samverk",
    ),
    (
        "/strategier/rus-jonkopings-lan-2020-2035",
        "Något annat hänvisar hit",
    ),
];

async fn what_is_not_removed_says_why_and_leads_nowhere(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    for (path, why) in STAYING {
        let answer = house.get(path, &cookie).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        assert!(answer.text.contains(why), "{path}: {}", answer.text);
        let removal = format!("{path}/ta-bort");
        assert!(links(&answer.text).all(|link| link != removal), "{path}");
    }
}
