//! The yardstick: the same server library with a handler that only returns a page of some size.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;

/// `bare PORT BYTES`
pub fn serve(arguments: &mut impl Iterator<Item = String>) {
    let mut number = || arguments.next().unwrap().parse::<usize>().unwrap();
    let (port, bytes) = (number(), number());
    let page: &'static str = "x".repeat(bytes).leak();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port as u16)).await.unwrap();
        let app = Router::new().route("/", get(move || async move { Html(page) }));
        axum::serve(listener, app).await.unwrap();
    });
}
