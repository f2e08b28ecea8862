//! Many rows behind list, API and forms: as many statements as for few. With `SAMVERK_MANY=1000000` and
//! `--nocapture` it tells how long each takes (`docs/speed.md`).

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

samverk_testing::db_tests!(MIGRATIONS;
    many_are_asked_for_with_as_many_statements_as_few,
    an_import_takes_one_statement_for_many_rows,
);

/// More than a page of the list has.
const FEW: usize = 250;

const PAGE: &str = "/tomter/tomten/trad";
const API: &str = "/gardens/tomten/trees";

fn many() -> usize {
    let told = std::env::var("SAMVERK_MANY").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(3_000)
}

/// Adds trees with the numbers from the first up to the last, which is not among them.
async fn fill(db: &Db, from: usize, to: usize) {
    let last = to - 1;
    let tx = db.begin("fill").await.unwrap();
    let rows = match tx.is_postgres() {
        true => format!(
            "SELECT gen_random_uuid(), '{{id}}'::uuid, 'k-' || n, 1, n, 'Träd ' || n FROM generate_series({from}, {last}) n"
        ),
        false => format!(
            "WITH RECURSIVE s(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM s WHERE n < {last})
            SELECT randomblob(16), x'{{id}}', 'k-' || n, 1, n, 'Träd ' || n FROM s"
        ),
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

/// The number of statements of each request, when there are so many.
async fn statements(db: &Db, count: usize) -> Vec<(&'static str, u64)> {
    let (site, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    let (middle, last) = (count / 2, count - 1);
    let mut told = Vec::new();
    let mut tell = |what, before, start: Instant| {
        let statements = db.query_count() - before;
        println!("{count}: {what}: {:?}, {statements}", start.elapsed());
        told.push((what, statements));
    };
    for (what, path) in [
        ("list, first page", PAGE.to_owned()),
        (
            "list, page in the middle",
            format!("{PAGE}?efter=k-{middle}"),
        ),
        ("page of one", format!("{PAGE}/k-{last}")),
        ("form of one", format!("{PAGE}/k-{last}/redigera")),
        ("order by hand", format!("{PAGE}/ordna?efter=k-{middle}")),
    ] {
        let (before, start) = (db.query_count(), Instant::now());
        let answer = site.get(&path).await;
        tell(what, before, start);
        assert_eq!(answer.status.as_u16(), 200, "{path}");
    }
    for (what, path) in [
        ("API, first page", format!("{API}?limit=100")),
        (
            "API, last page",
            format!("{API}?limit=100&offset={}", count - 100),
        ),
        ("API, one", format!("{API}/k-{last}")),
    ] {
        let (before, start) = (db.query_count(), Instant::now());
        client.get(&path).await.told(200);
        tell(what, before, start);
    }
    let (before, start) = (db.query_count(), Instant::now());
    let new = format!("{API}/ny-{count}");
    let added = client.put(&new, "", &json!({ "name": "Ny" })).await;
    added.told(201);
    tell("API, added", before, start);
    told
}

async fn many_are_asked_for_with_as_many_statements_as_few(db: Db) {
    fill(&db, 0, FEW).await;
    let few = statements(&db, FEW).await;
    fill(&db, FEW, many()).await;
    assert_eq!(statements(&db, many()).await, few);
}

async fn an_import_takes_one_statement_for_many_rows(db: Db) {
    let rows = many() / 10;
    let mut table = String::from("key,name\n");
    for number in 0..rows {
        writeln!(table, "r-{number},Träd {number}").unwrap();
    }
    let path = "gardens/tomten-tva/trees.csv";
    let mut folder = Folder::default();
    folder.insert_bytes(path, table.as_bytes());
    let mut intake = Intake::new(folder);
    let (before, start) = (db.query_count(), Instant::now());
    let read = read_table(&mut intake, &TREE, path).unwrap();
    let tx = db.begin("import").await.unwrap();
    let at = garden("tomten-tva");
    let applied = apply(&tx, &Actor::System("test"), &at, &TREE, &read, &mut intake);
    applied.await.unwrap();
    tx.commit().await.unwrap();
    assert!(intake.problems.is_empty());
    let statements = db.query_count() - before;
    println!("import of {rows}: {:?}, {statements}", start.elapsed());
    let most = 100 + u64::try_from(rows).unwrap() / 50;
    assert!(
        statements <= most,
        "{statements} statements for {rows} rows"
    );
}
