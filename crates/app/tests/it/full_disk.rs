//! A disk that is full or fails, and then is mended: whatever was answered "saved" is there.

use crate::served::Served;
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::fs::{File, remove_file};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const NEEDS: &str = "/samverkan/digitaliseringsradet/behov";

fn need(number: usize) -> String {
    let text = "Ett+behov+som+tar+plats.+".repeat(60);
    format!("key=prov-{number}&kind=need&area=Drift&text={text}&revision=0")
}

async fn run(db: &Db, sql: &str) {
    let tx = db.begin("inject").await.unwrap();
    tx.connection().execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn texts(db: &Db, sql: &str) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let asked = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = tx.connection().query_all_raw(asked).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

/// The house, what was acknowledged in it, and the number of the next need.
struct Saver {
    house: House,
    cookie: String,
    saved: Vec<String>,
    next: usize,
}

impl Saver {
    async fn new(db: Db) -> Self {
        let house = House::furnished(db).await;
        let cookie = house.sign_in("samordnare").await;
        Self {
            house,
            cookie,
            saved: Vec::new(),
            next: 0,
        }
    }

    async fn save(&mut self) -> StatusCode {
        let number = self.next;
        self.next += 1;
        let form = need(number);
        let path = format!("{NEEDS}/ny");
        let answer = self.house.post(&path, &self.cookie, &form).await;
        if answer.status == StatusCode::SEE_OTHER {
            self.saved.push(format!("prov-{number}"));
        }
        answer.status
    }

    /// A hundred more, then everything is looked for from a connection of its own.
    async fn finds_a_hundred_more(mut self) {
        for _ in 0..100 {
            assert_eq!(self.save().await, StatusCode::SEE_OTHER);
        }
        let files = texts(&self.house.db, "SELECT file FROM pragma_database_list").await;
        let address = format!("sqlite:{}", files[0]);
        let other = Db::connect(&address, samverk_testing::test_clock()).await;
        let kept = "SELECT key FROM need WHERE key LIKE 'prov-%' ORDER BY id";
        let mut kept = texts(&other.unwrap(), kept).await;
        kept.sort();
        self.saved.sort();
        assert_eq!(kept, self.saved);
        let cookie = self.house.sign_in("samordnare").await;
        let page = self.house.get(&format!("{NEEDS}/ny"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "the new sign-in holds");
    }
}

/// `RAISE(ROLLBACK)` ends the transaction inside SQLite, as a failing disk does.
async fn an_error_at_each_statement(db: Db) {
    let mut saver = Saver::new(db.clone()).await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' \
         AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' \
         AND name NOT LIKE 'search\\_text%' ESCAPE '\\'";
    let mut failed = 0;
    for table in texts(&db, tables).await {
        for moment in ["INSERT", "UPDATE"] {
            run(&db, "DROP TRIGGER IF EXISTS temp.injected").await;
            let trigger = format!(
                "CREATE TEMP TRIGGER injected BEFORE {moment} ON main.{table} \
                 BEGIN SELECT RAISE(ROLLBACK, 'injected'); END"
            );
            run(&db, &trigger).await;
            if saver.save().await != StatusCode::SEE_OTHER {
                failed += 1;
            }
            assert_eq!(saver.save().await, StatusCode::SEE_OTHER, "{table}");
        }
    }
    assert!(failed >= 3, "only {failed} statements failed");
    saver.finds_a_hundred_more().await;
}

#[tokio::test]
async fn an_error_at_any_statement_of_a_save_loses_nothing_later() {
    samverk_testing::on_sqlite(&migrations(), an_error_at_each_statement).await;
}

/// No process may write beyond the first byte of a file: SQLite is told of a failed write.
#[test]
fn a_disk_that_fails_and_is_mended_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let served = Served::start(&place.path().join("data"), "trap '' XFSZ");
    let limit = |most: &str| {
        let (id, most) = (served.id().to_string(), format!("--fsize={most}:"));
        let done = Command::new("prlimit").args(["--pid", &id, &most]).status();
        assert!(done.unwrap().success());
    };
    fails_and_is_mended(&served, &|| limit("1"), &|| limit("unlimited"));
}

/// A small disk of its own, which only those may make who may mount; others skip it.
#[test]
fn a_disk_that_is_full_and_is_freed_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let may = Command::new("unshare")
        .args(["--mount", "mount", "-t", "tmpfs", "none"])
        .arg(&data)
        .output();
    if !may.is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: no disk can be mounted here");
        return;
    }
    let inside = format!(
        "exec unshare --mount sh -c 'mount -t tmpfs -o size=32m none \"$1\" && exec \"$0\" serve' \"$0\" '{}'",
        data.display()
    );
    let served = Served::start(&data, &inside);
    let filler = format!("/proc/{}/root{}/filler", served.id(), data.display());
    fails_and_is_mended(&served, &|| fill(Path::new(&filler)), &|| {
        remove_file(&filler).unwrap();
    });
}

fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        let piece = vec![0; size];
        while file.write_all(&piece).is_ok() {}
    }
}

fn fails_and_is_mended(served: &Served, fail: &dyn Fn(), mend: &dyn Fn()) {
    let cookie = served.sign_in("samordnare");
    let mut saved = Vec::new();
    let mut save = |number: usize| {
        let reply = served.post(&format!("{NEEDS}/ny"), &cookie, &need(number));
        if reply.status == 303 {
            saved.push(format!("prov-{number}"));
        }
        reply.status
    };
    assert_eq!(save(0), 303);
    fail();
    let refused = (1..2_000).find(|number| save(*number) != 303).unwrap();
    assert_eq!(save(refused), 503);
    // A save that did not fit leaves room in the log for a few small writes, such as those of the health.
    let is_told = (0..40).any(|_| {
        std::thread::sleep(Duration::from_millis(1_100));
        let begin = Instant::now();
        let told = served.get("/health/ready", "").status == 503;
        assert!(
            begin.elapsed() < Duration::from_secs(3),
            "it is told in time"
        );
        told
    });
    assert!(is_told);
    assert_eq!(served.get(NEEDS, "").status, 200, "reading goes on");
    mend();
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(served.get("/health/ready", "").status, 200);
    for number in 2_000..2_100 {
        assert_eq!(save(number), 303);
    }
    let cookie = served.sign_in("samordnare");
    assert_eq!(served.get(&format!("{NEEDS}/ny"), &cookie).status, 200);
    let out = tempfile::tempdir().unwrap();
    assert!(served.export(&out.path().join("out")));
    let file = "out/collaborations/digitaliseringsradet/needs.csv";
    let rows = std::fs::read_to_string(out.path().join(file)).unwrap();
    let mut kept: Vec<&str> = rows
        .lines()
        .filter_map(|line| line.split([',', ';']).next())
        .filter(|key| key.starts_with("prov-"))
        .collect();
    kept.sort_unstable();
    saved.sort();
    assert_eq!(kept, saved);
}
