//! A million rows behind list, API and forms, measured by hand (`docs/speed.md`):
//! `cargo test -p samverk-kept --test it -- --ignored --nocapture million`.

use crate::deep_kinds::{KINDS, TREE, somebody, visitor};
use crate::sample::{MIGRATIONS, garden};
use samverk_database::Db;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Role};
use samverk_kept::{Ground, apply, read_table};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::fmt::Write;
use std::time::Instant;

const PAGE: &str = "/tomter/tomten/trad";
const API: &str = "/gardens/tomten/trees";

#[tokio::test]
#[ignore = "measured by hand"]
async fn million_sqlite() {
    samverk_testing::on_sqlite(MIGRATIONS, measured).await;
}

#[tokio::test]
#[ignore = "measured by hand"]
async fn million_postgres() {
    samverk_testing::on_postgres(MIGRATIONS, measured).await;
}

async fn filled(db: &Db) {
    let tx = db.begin("fill").await.unwrap();
    let rows = match tx.is_postgres() {
        true => {
            "SELECT gen_random_uuid(), '{id}'::uuid, 'k-' || n, 1, n, 'Träd ' || n FROM generate_series(0, 999999) n"
        }
        false => {
            "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 999999)
            SELECT randomblob(16), x'{id}', 'k-' || n, 1, n, 'Träd ' || n FROM s"
        }
    };
    let id = garden("tomten").id().simple().to_string();
    let rows = rows.replace("{id}", &id);
    let insert = format!("INSERT INTO tree (id, garden_id, key, revision, position, name) {rows}");
    tx.connection().execute_unprepared(&insert).await.unwrap();
    tx.commit().await.unwrap();
    let tx = db.begin("analyse").await.unwrap();
    tx.connection().execute_unprepared("ANALYZE").await.unwrap();
    tx.commit().await.unwrap();
}

async fn measured(db: Db) {
    let start = Instant::now();
    import(&db, 100_000).await;
    println!("import of 100 000 rows: {:?}", start.elapsed());
    filled(&db).await;
    let (site, client) = visitor(&db, &somebody(Role::Administrator), KINDS);
    for (what, path) in [
        ("list, first page", PAGE.to_owned()),
        ("list, page in the middle", format!("{PAGE}?efter=k-500000")),
        ("page of one", format!("{PAGE}/k-999999")),
        ("form of one", format!("{PAGE}/k-999999/redigera")),
        ("order by hand", format!("{PAGE}/ordna?efter=k-500000")),
    ] {
        let (before, start) = (db.query_count(), Instant::now());
        let answer = site.get(&path).await;
        let told = (start.elapsed(), db.query_count() - before);
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        println!("{what}: {told:?}");
    }
    for (what, path) in [
        ("API, first page", format!("{API}?limit=100")),
        ("API, last page", format!("{API}?limit=100&offset=999900")),
        ("API, one", format!("{API}/k-999999")),
    ] {
        let (before, start) = (db.query_count(), Instant::now());
        client.get(&path).await.told(200);
        println!(
            "{what}: {:?}, {} statements",
            start.elapsed(),
            db.query_count() - before
        );
    }
    let (before, start) = (db.query_count(), Instant::now());
    client
        .put(&format!("{API}/ny-rad"), "", &json!({ "name": "Ny" }))
        .await
        .told(201);
    println!(
        "API, added: {:?}, {} statements",
        start.elapsed(),
        db.query_count() - before
    );
}

async fn import(db: &Db, rows: usize) {
    let mut table = String::from("key,name\n");
    for number in 0..rows {
        writeln!(table, "r-{number},Träd {number}").unwrap();
    }
    let mut folder = Folder::default();
    folder.insert_bytes("gardens/tomten-tva/trees.csv", table.as_bytes());
    let mut intake = Intake::new(folder);
    let path = "gardens/tomten-tva/trees.csv";
    let read = read_table(&mut intake, &TREE, path).unwrap();
    let before = db.query_count();
    let tx = db.begin("import").await.unwrap();
    let at = garden("tomten-tva");
    apply(&tx, &Actor::System("test"), &at, &TREE, &read, &mut intake)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(intake.problems.is_empty());
    println!("statements of the import: {}", db.query_count() - before);
}
