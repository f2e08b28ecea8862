//! `samverk-bench registry BINARY`: a registry that grows tenfold from step to step, with ten events for each case. What its
//! pages cost the server, and how many cases a second are registered beside raw durable commits of the same database.

use crate::report::{Promise, Report, median};
use crate::server::{Installation, Server};
use crate::visitor::Visitor;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, raw_sql};
use std::path::Path;
use std::time::Instant;

const STEPS: [i64; 3] = [10_000, 100_000, 1_000_000];
const REGISTRY: &str = "/aktorer/provkopings-kommun/diarier/kommunstyrelsen";
const REGISTRAR: &str = "partsadministrator@exempel.se";
const ROUNDS: usize = 5;
const REQUESTS: usize = 100;
const MILLISECONDS_MAX: f64 = 10.0;
const VISITORS: usize = 8;
const WRITES: usize = 400;

/// Each with the address below the registry's page.
const PAGES: [(&str, &str); 7] = [
    ("list", ""),
    ("open cases", "?lage=open"),
    ("my cases", "?mina=true"),
    ("search for a common word", "?sok=bygglov"),
    ("search for a rare word", "?sok=s%C3%A4llsamt"),
    ("search for a number", "?sok=1995%2F77"),
    ("a case", "/arenden/ks-1995-00077"),
];

pub fn measure(binary: &Path) {
    let place = tempfile::tempdir().unwrap();
    let mut report = Report::default();
    measure_one(binary, &place.path().join("sqlite"), None, &mut report);
    if let Ok(address) = std::env::var("SAMVERK_TEST_POSTGRES") {
        let address = format!("{address}/postgres");
        let data = place.path().join("postgresql");
        measure_one(binary, &data, Some(&address), &mut report);
    }
    report.print();
}

fn measure_one(binary: &Path, data: &Path, address: Option<&str>, report: &mut Report) {
    report.begin(if address.is_some() {
        "PostgreSQL"
    } else {
        "SQLite"
    });
    let installation = Installation::new(binary, data, address);
    let server = Server::start(&installation);
    server.wait_until_quiet();
    drop(server);
    let database = Database::open(data, address);
    let mut last = 0;
    for step in STEPS {
        database.fill(last + 1, step);
        last = step;
        let server = Server::start(&installation);
        server.wait_until_quiet();
        pages(&server, step, report);
        let memory = server.memory_megabytes();
        let name = format!("{step} cases: memory after all pages");
        report.add(&name, "MB", Promise::None, &[memory]);
        registrations(&server, &database, step, report);
    }
}

fn pages(server: &Server, step: i64, report: &mut Report) {
    let visitor = Visitor::signed_in(&server.address, REGISTRAR);
    for (name, rest) in PAGES {
        let path = format!("{REGISTRY}{rest}");
        visitor.get(&path, "");
        let (mut processor, mut clock) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (before, begin) = (server.processor_milliseconds(), Instant::now());
            for _ in 0..REQUESTS {
                visitor.get(&path, "");
            }
            clock.push(begin.elapsed().as_secs_f64() * 1e3 / REQUESTS as f64);
            processor.push((server.processor_milliseconds() - before) / REQUESTS as f64);
        }
        let name = format!("{step} cases: {name}");
        report.add(
            &name,
            "ms CPU",
            Promise::AtMost(MILLISECONDS_MAX),
            &processor,
        );
        clock.sort_by(f64::total_cmp);
        // With what the database of its own process takes.
        report.add(
            &format!("{name}, by the clock"),
            "ms",
            Promise::None,
            &[median(&clock)],
        );
    }
}

fn registrations(server: &Server, database: &Database, step: i64, report: &mut Report) {
    let people: Vec<Visitor> = (0..VISITORS)
        .map(|_| Visitor::signed_in(&server.address, REGISTRAR))
        .collect();
    let (mut alone, mut together, mut raw, mut processor) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        raw.push(database.raw_commits(VISITORS));
        alone.push(rate(&people[..1]));
        let before = server.processor_milliseconds();
        together.push(rate(&people));
        processor.push((server.processor_milliseconds() - before) / WRITES as f64);
    }
    let named = |what: &str| format!("{step} cases: {what}");
    let unit = "per second";
    let most = Promise::AtMost(MILLISECONDS_MAX);
    report.add(&named("registering a case"), "ms CPU", most, &processor);
    report.add(
        &named("registered, one person"),
        unit,
        Promise::None,
        &alone,
    );
    report.add(
        &named("registered, eight people"),
        unit,
        Promise::None,
        &together,
    );
    report.add(&named("raw durable commits"), unit, Promise::None, &raw);
    let pairs = together.iter().zip(&raw);
    let ratios: Vec<f64> = pairs.map(|(saved, raw)| saved / raw).collect();
    let share = named("registered by eight people per raw commit");
    report.add(&share, "share", Promise::AtLeast(0.5), &ratios);
}

/// Registered cases a second.
fn rate(people: &[Visitor]) -> f64 {
    let form = [
        ("subject", "Ansökan om bygglov för tillbyggnad"),
        ("public_subject", "Ansökan om bygglov"),
        ("begun", "incoming"),
        ("counterpart", "Påhittade bolaget"),
        ("received_on", "2026-11-20"),
    ];
    let each = WRITES / people.len();
    let begin = Instant::now();
    std::thread::scope(|threads| {
        for person in people {
            let path = format!("{REGISTRY}/arenden/ny");
            threads.spawn(move || (0..each).for_each(|_| person.post(&path, &form)));
        }
    });
    (each * people.len()) as f64 / begin.elapsed().as_secs_f64()
}

/// The installation's database, written to without the program.
struct Database {
    runtime: tokio::runtime::Runtime,
    pool: Pool,
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    async fn run(&self, statement: &str) {
        let statement = raw_sql(AssertSqlSafe(statement.to_owned()));
        match self {
            Self::Sqlite(pool) => statement.execute(pool).await.map(drop),
            Self::Postgres(pool) => statement.execute(pool).await.map(drop),
        }
        .unwrap();
    }
}

impl Database {
    fn open(data: &Path, address: Option<&str>) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let pool = runtime.block_on(async {
            match address {
                Some(address) => {
                    let pool = PgPoolOptions::new().max_connections(8).connect(address);
                    Pool::Postgres(pool.await.unwrap())
                }
                None => {
                    let file = SqliteConnectOptions::new().filename(data.join("samverk.sqlite"));
                    let pool = SqlitePoolOptions::new().max_connections(8);
                    Pool::Sqlite(pool.connect_with(file).await.unwrap())
                }
            }
        });
        Self { runtime, pool }
    }

    fn run(&self, statement: &str) {
        self.runtime.block_on(self.pool.run(statement));
    }

    /// Cases from one to another, with their words and ten events each: 4 % open, every five-hundredth the registrar's.
    fn fill(&self, from: i64, to: i64) {
        for first in (from..=to).step_by(100_000) {
            let last = to.min(first + 99_999);
            self.run(&self.in_dialect(CASES, (first, last)));
            self.run(&self.in_dialect(WORDS, (first, last)));
            self.run(&self.in_dialect(EVENTS, (first, last)));
        }
        let made = "DELETE FROM registry_year WHERE year BETWEEN 1985 AND 2009";
        self.run(made);
        self.run(&self.in_dialect(YEARS, (1, to)));
        self.run("ANALYZE");
    }

    fn in_dialect(&self, statement: &str, (first, last): (i64, i64)) -> String {
        let own: &[(&str, &str)] = match matches!(self.pool, Pool::Postgres(_)) {
            true => &[
                (
                    "{numbers}",
                    "(SELECT i::bigint AS i FROM generate_series({first}, {last}) AS i) AS numbers",
                ),
                (
                    "{id}",
                    "(lpad(to_hex(1000000000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid",
                ),
                (
                    "{event_id}",
                    "(lpad(to_hex(1000000000000 + i), 12, '0') || '70008001' || lpad(to_hex(i * 10 + event), 12, '0'))::uuid",
                ),
                ("{sequence}", "lpad(((i - 1) / 25 + 1)::text, 5, '0')"),
                ("{date}", "(({year}) || '-03-01')::date"),
                ("{time}", "(({year}) || '-03-01T12:00:00Z')::timestamptz"),
                ("{no}", "FALSE"),
            ],
            false => &[
                (
                    "{numbers}",
                    "(WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) SELECT i FROM n) AS numbers",
                ),
                (
                    "{id}",
                    "unhex(printf('%012x70008000%012x', 1000000000000 + i, i))",
                ),
                (
                    "{event_id}",
                    "unhex(printf('%012x70008001%012x', 1000000000000 + i, i * 10 + event))",
                ),
                ("{sequence}", "printf('%05d', (i - 1) / 25 + 1)"),
                ("{date}", "({year}) || '-03-01'"),
                ("{time}", "({year}) || '-03-01T12:00:00+00:00'"),
                ("{no}", "0"),
            ],
        };
        let (first, last) = (first.to_string(), last.to_string());
        let shared = [
            ("{home}", HOME),
            ("{year_text}", "CAST({year} AS TEXT)"),
            ("{sequence_text}", "CAST((i - 1) / 25 + 1 AS TEXT)"),
            ("{thousand_million}", "CAST(1000000000 AS BIGINT)"),
            ("{year}", "1985 + i % 25"),
            ("{first}", &first),
            ("{last}", &last),
        ];
        let all = own.iter().chain(&shared);
        all.fold(statement.to_owned(), |told, (name, meant)| {
            told.replace(name, meant)
        })
    }

    /// One row per transaction, each on disk before the next, by so many at once.
    fn raw_commits(&self, writers: usize) -> f64 {
        self.run("CREATE TABLE IF NOT EXISTS raw_commit (text TEXT NOT NULL)");
        let begin = Instant::now();
        self.runtime.block_on(async {
            let write = |pool: Pool| async move {
                for _ in 0..WRITES / writers {
                    pool.run(RAW).await;
                }
            };
            let all: Vec<_> = (0..writers)
                .map(|_| tokio::spawn(write(self.pool.clone())))
                .collect();
            for one in all {
                one.await.unwrap();
            }
        });
        WRITES as f64 / begin.elapsed().as_secs_f64()
    }
}

const RAW: &str = "INSERT INTO raw_commit (text) VALUES ('Ansökan om bygglov för tillbyggnad, Påhittade bolaget')";

/// The registry of the examples, and who looks after it.
const HOME: &str = "(SELECT registry.id AS registry, registry.party_id AS party, code, person.id AS officer
    FROM registry JOIN person ON person.email = 'partsadministrator@exempel.se' WHERE registry.key = 'kommunstyrelsen') AS home";

const CASES: &str = "INSERT INTO registered_case (id, registry_id, party_id, key, number, year, sequence, place, registered_on, subject,
        public_subject, begun, counterpart, statutory, classification, is_secret, secrecy_provision, secrecy_authority, officer_id, status,
        void_reason, revision)
    SELECT {id}, registry, party, lower(code) || '-' || ({year}) || '-' || {sequence}, code || ' ' || ({year}) || '/' || {sequence}, {year},
        (i - 1) / 25 + 1, ({year}) * {thousand_million} + (i - 1) / 25 + 1, {date}, 'Ansökan om bygglov ' || i, 'Ansökan om bygglov', 'incoming',
        'Påhittade bolaget', {no}, '', {no}, '', '', CASE WHEN i % 500 = 0 THEN officer END, CASE WHEN i % 25 = 0 THEN 'open' ELSE 'closed' END,
        '', 1
    FROM {numbers}, {home}";

/// As [`samverk_cases`] takes them from the number, the subject and the sender; one case in a thousand has a rare word.
const WORDS: &str = "INSERT INTO case_word (registry_id, word, case_id)
    SELECT registry, word, {id} FROM {numbers}, {home}, (SELECT 'ks' AS word UNION ALL SELECT 'ansökan' UNION ALL SELECT 'om'
        UNION ALL SELECT 'bygglov' UNION ALL SELECT 'påhittade' UNION ALL SELECT 'bolaget') AS words
    UNION SELECT registry, {year_text}, {id} FROM {numbers}, {home}
    UNION SELECT registry, {sequence}, {id} FROM {numbers}, {home}
    UNION SELECT registry, {sequence_text}, {id} FROM {numbers}, {home}
    UNION SELECT registry, 'sällsamt', {id} FROM {numbers}, {home} WHERE i % 1000 = 0";

const EVENTS: &str = "INSERT INTO case_event (id, case_id, at, actor_name, what, changes)
    SELECT {event_id}, {id}, {time}, 'Registrator Exempel', CASE event WHEN 0 THEN 'case.registered' ELSE 'case.changed' END, '{}'
    FROM {numbers}, (SELECT 0 AS event UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
        UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS events";

const YEARS: &str = "INSERT INTO registry_year (registry_id, year, last)
    SELECT registry, {year}, max((i - 1) / 25 + 1) FROM {numbers}, {home} GROUP BY registry, {year}";
