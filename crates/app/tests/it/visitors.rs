//! Whose address counts when sign-in attempts are limited.

use crate::world::House;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use axum::middleware::from_fn_with_state;
use samverk_app::modules::migrations;
use samverk_app::proxies::{TrustedProxies, note_visitor};
use samverk_database::Db;
use std::net::SocketAddr;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    a_forged_header_opens_no_closed_door,
    one_visitor_behind_a_proxy_closes_the_door_for_nobody_else,
);

/// The status of a sign-in with a wrong password, from `peer`, which tells that it asks for `visitor`.
async fn attempt(house: &House, proxies: &str, peer: &str, visitor: &str, number: u8) -> u16 {
    let proxies = TrustedProxies::parse(proxies).unwrap();
    let router = house
        .router()
        .layer(from_fn_with_state(proxies, note_visitor));
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    let request = Request::post("/logga-in")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", visitor)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(peer));
    let form = format!("email=okand{number}%40exempel.se&password=fel+losenord");
    let request = request.body(Body::from(form)).unwrap();
    router.oneshot(request).await.unwrap().status().as_u16()
}

async fn a_forged_header_opens_no_closed_door(db: Db) {
    let house = House::empty(db).await;
    for number in 0..20 {
        let forged = format!("192.0.2.{number}");
        let status = attempt(&house, "10.0.0.7", "198.51.100.9", &forged, number).await;
        assert_eq!(status, 422);
    }
    let another = attempt(&house, "10.0.0.7", "198.51.100.9", "192.0.2.99", 20).await;
    assert_eq!(another, 429);
}

async fn one_visitor_behind_a_proxy_closes_the_door_for_nobody_else(db: Db) {
    let house = House::empty(db).await;
    for number in 0..20 {
        let status = attempt(&house, "10.0.0.7", "10.0.0.7", "192.0.2.1", number).await;
        assert_eq!(status, 422);
    }
    let same = attempt(&house, "10.0.0.7", "10.0.0.7", "192.0.2.1", 20).await;
    let other = attempt(&house, "10.0.0.7", "10.0.0.7", "192.0.2.2", 21).await;
    assert_eq!((same, other), (429, 422));
}
