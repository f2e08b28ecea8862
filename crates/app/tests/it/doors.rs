//! What the server asks of a request before any page or operation sees it.

use crate::world::House;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use samverk_app::loopback::only_this_computer;
use samverk_app::modules::{migrations, texts};
use samverk_app::proxies::{TrustedProxies, note_asked_at};
use samverk_app::router;
use samverk_database::Db;
use samverk_web::Settings;
use serde_json::Value;
use std::net::SocketAddr;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    nobody_rewrites_the_links,
    the_demo_answers_only_this_computer,
    a_packed_body_is_refused_as_such,
    a_slash_at_the_end_leads_to_the_page,
);

/// Where the API says that it lies, when somebody asks with `Forwarded`.
async fn own_link(router: Router, peer: &str) -> String {
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    let request = Request::get("/api/v1/parties?limit=1")
        .header(header::HOST, "10.0.0.3:8080")
        .header(header::FORWARDED, "host=ond.exempel;proto=https")
        .extension(ConnectInfo(peer));
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await;
    let bytes = to_bytes(answer.unwrap().into_body(), usize::MAX).await;
    let body: Value = serde_json::from_slice(&bytes.unwrap()).unwrap();
    body["_links"]["self"]["href"].as_str().unwrap().to_owned()
}

async fn nobody_rewrites_the_links(db: Db) {
    let house = House::empty(db).await;
    let fixed = own_link(house.router(), "10.0.0.7").await;
    assert_eq!(fixed, "http://localhost/api/v1/parties?limit=1");
    let proxies = TrustedProxies::parse("10.0.0.7").unwrap();
    let noting = from_fn_with_state(proxies, note_asked_at);
    let open = house.router().layer(noting);
    let stranger = own_link(open.clone(), "198.51.100.9").await;
    assert_eq!(stranger, "http://10.0.0.3:8080/api/v1/parties?limit=1");
    let proxy = own_link(open, "10.0.0.7").await;
    assert_eq!(proxy, "https://ond.exempel/api/v1/parties?limit=1");
}

async fn the_demo_answers_only_this_computer(db: Db) {
    let house = House::empty(db.clone()).await;
    let state = router::state(db, texts().unwrap(), Settings::default());
    let demo = house
        .router()
        .layer(from_fn_with_state(state, only_this_computer));
    for (host, expected) in [
        ("localhost:8080", StatusCode::OK),
        ("[::1]:8080", StatusCode::OK),
        ("samverk.exempel.se", StatusCode::MISDIRECTED_REQUEST),
        ("localhost.exempel.se:8080", StatusCode::MISDIRECTED_REQUEST),
    ] {
        for path in ["/logga-in", "/api/v1/parties", "/nothing-here/"] {
            let request = Request::get(path).header(header::HOST, host);
            let answer = demo.clone().oneshot(request.body(Body::empty()).unwrap());
            let answer = answer.await.unwrap();
            let is_foreign = answer.status() == StatusCode::MISDIRECTED_REQUEST;
            assert_eq!(is_foreign, expected != StatusCode::OK, "{host} {path}");
            let text = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            let text = String::from_utf8_lossy(&text).into_owned();
            let tells = text.starts_with("Demoläget svarar bara på den egna datorns adress.");
            assert_eq!(tells, is_foreign, "{host} {path}: {text}");
        }
    }
    let nameless = Request::get("/logga-in").body(Body::empty()).unwrap();
    let answer = demo.oneshot(nameless).await.unwrap();
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
}

async fn a_packed_body_is_refused_as_such(db: Db) {
    let house = House::empty(db).await;
    let send = |path: &str, method: &str, kind: &str, packing: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_ENCODING, packing);
        house.send(request.body(Body::from("\u{1f}x")).unwrap())
    };
    let group = "/api/v1/collaborations/x/groups/y";
    for packing in ["gzip", "br", "GZIP"] {
        let answer = send(group, "PUT", "application/json", packing).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(answer.text.contains("content_encoding_unsupported"));
        assert!(answer.text.contains("Innehållet är packat"));
    }
    let form = "application/x-www-form-urlencoded";
    let answer = send("/logga-in", "POST", form, "gzip").await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(answer.text.contains("Innehållet är packat"));
    let plain = send("/logga-in", "POST", form, "identity").await;
    assert_eq!(plain.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_slash_at_the_end_leads_to_the_page(db: Db) {
    let house = House::furnished(db).await;
    for (asked, page) in [
        ("/samverkan/", "/samverkan"),
        ("/sok/?q=e-arkiv", "/sok?q=e-arkiv"),
        (
            "/samverkan/digitaliseringsradet/grupper/",
            "/samverkan/digitaliseringsradet/grupper",
        ),
        (
            "/samverkan/digitaliseringsradet/planer/2021-2023/plan.pdf/",
            "/samverkan/digitaliseringsradet/planer/2021-2023/plan.pdf",
        ),
    ] {
        let answer = house.get(asked, "").await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{asked}");
        assert_eq!(answer.location, page);
        assert_eq!(house.get(page, "").await.status, StatusCode::OK, "{page}");
    }
    for nothing in [
        "/finns-inte/",
        "//exempel.se/",
        "//samverkan/",
        "/samverkan//",
    ] {
        let answer = house.get(nothing, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let posted = house.post("/samverkan/", "", "x=1").await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
}
