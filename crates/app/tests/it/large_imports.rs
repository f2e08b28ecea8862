//! A large import asks the database little more than a small one: rows go many in a statement.

use crate::world::{House, example};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use std::fmt::Write;

samverk_testing::db_tests!(&migrations();
    ten_thousand_rows_are_some_hundred_statements,
);

const OF_EACH: usize = 1_700;
const TABLES: usize = 6;
const AT: &str = "collaborations/e-forvaltning-i-varmdo";

/// The rows of the example, if it has the table, and many more.
fn grow(folder: &mut Folder, table: &str, columns: &str, row: impl Fn(usize) -> String) {
    let path = format!("{AT}/{table}");
    let present = folder.get(&path).unwrap_or_default();
    let mut text = String::from_utf8(present.to_vec()).unwrap();
    if text.is_empty() {
        text = format!("{columns}\n");
    }
    for number in 0..OF_EACH {
        writeln!(text, "{}", row(number)).unwrap();
    }
    folder.insert(path, text);
}

fn large() -> Folder {
    let mut folder = example("varmdo");
    grow(&mut folder, "needs.csv", "key,kind,area,text", |n| {
        format!("behov-{n},need,Arkiv,Behov nummer {n}")
    });
    grow(
        &mut folder,
        "measures.csv",
        "measure,name,unit,party,year,value",
        |n| format!("matt-{n},Mått {n},st,varmdo-kommun,2013,{n}"),
    );
    let plan = "plans/2010-2015";
    grow(&mut folder, &format!("{plan}/activities.csv"), "", |n| {
        format!("insats-{n},Fler,Insats {n},e-tjanster,,planned,,,,")
    });
    grow(&mut folder, &format!("{plan}/indicators.csv"), "", |n| {
        format!("indikator-{n},ansokningar,Indikator {n},st,up,,,,,,")
    });
    grow(&mut folder, &format!("{plan}/targets.csv"), "", |n| {
        format!("indikator-{n},2013,{n}")
    });
    let columns = "indicator,date,value,numerator,denominator,note";
    let first = chrono::NaiveDate::from_ymd_opt(2010, 1, 1).unwrap();
    grow(
        &mut folder,
        &format!("{plan}/measurements.csv"),
        columns,
        |n| {
            let date = first + chrono::Days::new(n.try_into().unwrap());
            format!("andel-ansokningar-via-e-tjanst,{date},50,,,")
        },
    );
    folder
}

async fn ten_thousand_rows_are_some_hundred_statements(db: Db) {
    let house = House::empty(db).await;
    let before = house.db.query_count();
    let outcome = house.import(large(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let asked = usize::try_from(house.db.query_count() - before).unwrap();
    let rows = OF_EACH * TABLES;
    assert!(rows > 10_000);
    let most = 100 + rows / 50;
    assert!(
        asked <= most,
        "{asked} statements for {rows} rows, not {most}"
    );

    let before = house.db.query_count();
    let outcome = house.import(large(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let asked = house.db.query_count() - before;
    assert!(
        asked <= 100,
        "{asked} statements to see that nothing changed"
    );
}
