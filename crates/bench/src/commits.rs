//! How many saved forms a second, beside raw durable commits on the same disk.

use crate::report::{Promise, Report};
use crate::server::Server;
use crate::visitor::Visitor;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const ROUNDS: usize = 5;
const WRITES: usize = 400;
/// Enough that one writes while the others' forms are read.
const VISITORS: usize = 8;
const NEEDS: &str = "/samverkan/digitaliseringsradet/behov";

pub fn measure(server: &Server, place: &Path, compare: bool, report: &mut Report) {
    let writers: Vec<Writer> = (0..VISITORS).map(|at| Writer::new(server, at)).collect();
    let (mut alone, mut together, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        if compare {
            raw.push(raw_commits(&place.join(format!("raw-{round}.sqlite"))));
        }
        alone.push(rate(&writers[..1]));
        together.push(rate(&writers));
    }
    let unit = "per second";
    report.add("saved forms, one person", unit, Promise::None, &alone);
    report.add("saved forms, eight people", unit, Promise::None, &together);
    if compare {
        report.add("raw durable commits", unit, Promise::None, &raw);
        let pairs = together.iter().zip(&raw);
        let ratios: Vec<f64> = pairs.map(|(saved, raw)| saved / raw).collect();
        let name = "saved forms of eight people per raw commit";
        report.add(name, "share", Promise::AtLeast(0.5), &ratios);
    }
}

/// Saved forms a second.
fn rate(writers: &[Writer]) -> f64 {
    let each = WRITES / writers.len();
    let begin = Instant::now();
    std::thread::scope(|threads| {
        for writer in writers {
            threads.spawn(move || (0..each).for_each(|_| writer.save()));
        }
    });
    (each * writers.len()) as f64 / begin.elapsed().as_secs_f64()
}

/// Somebody who changes a need of their own again and again.
struct Writer {
    visitor: Visitor,
    key: String,
    revision: AtomicUsize,
}

impl Writer {
    fn new(server: &Server, number: usize) -> Self {
        let visitor = Visitor::signed_in(&server.address, "samordnare@exempel.se");
        let key = format!("behov-{number}");
        visitor.post(&format!("{NEEDS}/ny"), &need(&key, "0", "Gemensam drift"));
        let revision = AtomicUsize::new(1);
        Self {
            visitor,
            key,
            revision,
        }
    }

    fn save(&self) {
        let seen = self.revision.fetch_add(1, Ordering::Relaxed).to_string();
        let path = format!("{NEEDS}/{}/redigera", self.key);
        let text = format!("Gemensam drift, {seen} deltagare");
        self.visitor.post(&path, &need(&self.key, &seen, &text));
    }
}

fn need<'f>(key: &'f str, revision: &'f str, text: &'f str) -> [(&'static str, &'f str); 5] {
    [
        ("key", key),
        ("kind", "need"),
        ("area", "Drift"),
        ("text", text),
        ("revision", revision),
    ]
}

/// One row per transaction, each on disk before the next.
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
