//! Figures for a monitoring system, in the text format of OpenMetrics, on a port of their own.

use crate::connections::Open;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, serve};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use samverk_database::{Db, unfinished_jobs};
use samverk_foundation::Problem;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;

/// A request as it is measured.
pub struct Request<'a> {
    pub method: &'static str,
    /// The route's template; empty when there was none.
    pub route: &'a str,
    pub status: u16,
    pub took: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: String,
}

pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Routed, Histogram, fn() -> Histogram>,
    sign_ins_failed: Counter,
    connections: Gauge,
    statements: Counter,
    jobs_waiting: Gauge,
}

/// In seconds: most pages take a few milliseconds, a PDF up to seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 5.0, 30.0];

fn histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("samverk");
        let requests = Family::default();
        let durations = Family::new_with_constructor(histogram as fn() -> Histogram);
        let (sign_ins_failed, statements) = (Counter::default(), Counter::default());
        let (connections, jobs_waiting) = (Gauge::default(), Gauge::default());
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version that runs", version);
        let about = "Requests by method, route and class of status";
        registry.register("requests", about, requests.clone());
        let about = "Seconds until an answer begins, by route";
        registry.register("request_duration_seconds", about, durations.clone());
        let about = "Sign-ins with a password that were refused";
        registry.register("sign_ins_failed", about, sign_ins_failed.clone());
        registry.register("connections", "Open connections", connections.clone());
        let about = "Statements sent to the database";
        registry.register("database_statements", about, statements.clone());
        let about = "Jobs that are not done, such as mail to send";
        registry.register("jobs_waiting", about, jobs_waiting.clone());
        Self {
            registry,
            requests,
            durations,
            sign_ins_failed,
            connections,
            statements,
            jobs_waiting,
        }
    }

    pub fn note(&self, request: &Request<'_>) {
        let route = request.route.to_owned();
        let answered = Answered {
            method: request.method,
            route: route.clone(),
            status: class(request.status),
        };
        self.requests.get_or_create(&answered).inc();
        let seconds = request.took.as_secs_f64();
        self.durations
            .get_or_create(&Routed { route })
            .observe(seconds);
        let is_refused = matches!(request.status, 400..500);
        if (request.method, request.route) == ("POST", "/logga-in") && is_refused {
            self.sign_ins_failed.inc();
        }
    }

    /// Everything as text. What others count is asked of them now.
    async fn written(&self, db: &Db, open: &Open) -> Result<String, Problem> {
        let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
        self.connections.set(count(open.count() as u64));
        self.statements
            .inner()
            .store(db.query_count(), Ordering::Relaxed);
        let tx = db.read().await?;
        self.jobs_waiting.set(count(unfinished_jobs(&tx).await?));
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(Problem::internal)?;
        Ok(text)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

fn class(status: u16) -> &'static str {
    match status {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}

#[derive(Clone)]
struct Told {
    metrics: Arc<Metrics>,
    db: Db,
    open: Arc<Open>,
}

/// Answers `/metrics`, and nothing else, until the process ends.
pub async fn tell(listener: TcpListener, metrics: Arc<Metrics>, db: Db, open: Arc<Open>) {
    let told = Told { metrics, db, open };
    let router = Router::new()
        .route("/metrics", get(answer))
        .with_state(told);
    if let Err(error) = serve(listener, router).await {
        tracing::error!(%error, "the metrics are told no more");
    }
}

async fn answer(State(told): State<Told>) -> Response {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match told.metrics.written(&told.db, &told.open).await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(problem) => {
            tracing::error!(%problem, "the metrics cannot be told");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
