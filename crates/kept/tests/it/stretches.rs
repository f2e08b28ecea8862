//! Files with more rows than are saved at a time: one transaction, one report, one order.

use crate::deep_kinds::TREE;
use crate::one_of::MEMO;
use crate::sample::{MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, list_events};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::Actor;
use samverk_kept::{AnyKind, Exchange, Ground, apply, read_table, table_of};
use std::fmt::Write;

samverk_testing::db_tests!(MIGRATIONS;
    what_is_wrong_in_any_stretch_is_in_one_report,
    a_long_table_comes_in_again_in_another_order,
    a_key_in_two_stretches_is_told,
);

const ROWS: usize = 2_500;

/// Reads a table in and commits it when nothing is wrong.
async fn import(db: &Db, kind: &'static dyn AnyKind, table: &str) -> Intake {
    let at = garden("tomten");
    let Exchange::Table(file) = kind.facts().exchange else {
        panic!("a table");
    };
    let mut folder = Folder::default();
    folder.insert(at.file(file), table);
    let mut intake = Intake::new(folder);
    let rows = read_table(&mut intake, kind, &at.file(file)).unwrap();
    let tx = db.begin("import").await.unwrap();
    let actor = Actor::System("test");
    apply(&tx, &actor, &at, kind, &rows, &mut intake)
        .await
        .unwrap();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    intake
}

async fn table(db: &Db, kind: &'static dyn AnyKind) -> Option<String> {
    let tx = db.read().await.unwrap();
    table_of(&tx, kind, garden("tomten").id()).await.unwrap()
}

async fn events(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 100_000,
        ..EventFilter::default()
    };
    list_events(&tx, &filter).await.unwrap().len()
}

/// A table of memos, in which every tenth refers to nothing and every hundredth has no name.
fn memos(is_wrong: bool) -> String {
    let mut table = String::from("key,name,about\n");
    for number in 0..ROWS {
        let wrong = |every: usize| is_wrong && number % every == every - 1;
        let name = if wrong(100) { "" } else { "Minne" };
        let flower = if wrong(10) { "finns-inte" } else { "ros" };
        writeln!(table, "m-{number},{name},flower:{flower}").unwrap();
    }
    table
}

async fn what_is_wrong_in_any_stretch_is_in_one_report(db: Db) {
    let intake = import(&db, &MEMO, &memos(true)).await;
    let problems = &intake.problems;
    // Those without a name are not looked up.
    assert_eq!(problems.count(), ROWS / 10);
    assert_eq!(problems.0.len(), 101);
    let last = problems.0.last().unwrap();
    assert_eq!(last.code, "problems_more");
    let told: Vec<_> = problems
        .0
        .iter()
        .map(|one| (one.code, one.place.row))
        .collect();
    // The cells of all stretches come first, then what nothing is called.
    assert_eq!(told[0], ("value_missing", Some(101)));
    assert_eq!(told[24], ("value_missing", Some(ROWS + 1)));
    assert_eq!(told[25], ("choice_invalid", Some(11)));
    assert_eq!((table(&db, &MEMO).await, events(&db).await), (None, 0));
    let intake = import(&db, &MEMO, &memos(false)).await;
    assert!(intake.problems.is_empty(), "{:?}", intake.problems);
    assert_eq!(events(&db).await, ROWS);
    let intake = import(&db, &MEMO, &memos(false)).await;
    assert!(intake.problems.is_empty() && intake.warnings.is_empty());
    assert_eq!(events(&db).await, ROWS, "nothing has changed");
}

fn trees(numbers: impl Iterator<Item = usize>) -> String {
    let mut table = String::from("key,name\n");
    for number in numbers {
        writeln!(table, "t-{number},Träd {number}").unwrap();
    }
    table
}

async fn a_long_table_comes_in_again_in_another_order(db: Db) {
    import(&db, &TREE, &trees(0..ROWS)).await;
    assert_eq!(table(&db, &TREE).await, Some(trees(0..ROWS)));
    import(&db, &TREE, &trees((0..ROWS).rev())).await;
    assert_eq!(table(&db, &TREE).await, Some(trees((0..ROWS).rev())));
    // What is left out stays where it is, and what is new comes last.
    let some = trees((1_200..ROWS + 2).rev());
    let intake = import(&db, &TREE, &some).await;
    let warning = &intake.warnings[0];
    assert_eq!(warning.code, "rows_missing");
    assert!(warning.values.contains(&("count", "1200".to_owned())));
    let all = (0..ROWS).rev().chain([ROWS + 1, ROWS]);
    assert_eq!(table(&db, &TREE).await, Some(trees(all)));
}

async fn a_key_in_two_stretches_is_told(db: Db) {
    let mut twice = trees(0..ROWS);
    twice.push_str("t-3,Ett annat\n");
    let intake = import(&db, &TREE, &twice).await;
    let told = &intake.problems.0[0];
    assert_eq!(
        (told.code, told.place.row),
        ("key_repeated", Some(ROWS + 2))
    );
    assert_eq!(intake.problems.count(), 1);
}
