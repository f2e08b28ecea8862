//! How many saved forms a second, beside raw durable commits on the same disk.

use crate::report::{Promise, Report};
use crate::server::Server;
use crate::visitor::Visitor;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::time::Instant;

const ROUNDS: usize = 5;
const WRITES: usize = 200;

pub fn measure(server: &Server, place: &Path, compare: bool, report: &mut Report) {
    let visitor = Visitor::signed_in(&server.address, "samordnare@exempel.se");
    let (mut saved, mut raw) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        if compare {
            raw.push(raw_commits(&place.join(format!("raw-{round}.sqlite"))));
        }
        saved.push(visitor.rate(WRITES, |visitor, turn| {
            save_need(visitor, round * WRITES + turn)
        }));
    }
    report.add(
        "saved forms, one after the other",
        "per second",
        Promise::None,
        &saved,
    );
    if compare {
        report.add("raw durable commits", "per second", Promise::None, &raw);
        let ratios: Vec<f64> = saved
            .iter()
            .zip(&raw)
            .map(|(saved, raw)| saved / raw)
            .collect();
        report.add(
            "saved forms per raw commit",
            "share",
            Promise::AtLeast(0.5),
            &ratios,
        );
    }
}

fn save_need(visitor: &Visitor, number: usize) {
    let key = format!("behov-{number}");
    let form = [
        ("key", key.as_str()),
        ("kind", "need"),
        ("area", "Drift"),
        ("text", "Gemensam upphandling av drift"),
    ];
    visitor.post("/samverkan/digitaliseringsradet/behov/ny", &form);
}

/// One row per transaction, with the settings of the installation.
fn raw_commits(file: &Path) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool.connect_with(options).await.unwrap();
        let table = "CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT)";
        sqlx::query(table).execute(&pool).await.unwrap();
        let begin = Instant::now();
        for _ in 0..WRITES {
            let insert = sqlx::query("INSERT INTO raw (text) VALUES ($1)");
            insert.bind("x".repeat(300)).execute(&pool).await.unwrap();
        }
        let rate = WRITES as f64 / begin.elapsed().as_secs_f64();
        pool.close().await;
        rate
    })
}
