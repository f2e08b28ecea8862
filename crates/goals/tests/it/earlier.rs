//! What an earlier version of the program kept.

use crate::world::*;
use rust_decimal::Decimal;
use samverk_database::{Db, Migration};
use samverk_goals::INDICATOR;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Query, SimpleExpr};
use uuid::Uuid;

/// When targets had a table.
const BEFORE: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS.split_at(3).0,
    // What the test lays has columns that came later.
    samverk_goals::MIGRATIONS.split_at(4).1.split_at(1).0,
    samverk_goals::MIGRATIONS.split_at(7).1,
];

samverk_testing::db_tests!(BEFORE;
    targets_become_rows_of_their_indicators,
);

async fn targets_become_rows_of_their_indicators(db: Db) {
    world(&db).await;
    let tx = db.begin("earlier").await.unwrap();
    let plan = plan(&tx, &SYSTEM).await.plan.id.0;
    let [with, without] = [1, 2].map(Uuid::from_u128);
    let put = async |table: &'static str, row: Vec<(&'static str, SimpleExpr)>| {
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        let mut insert = Query::insert();
        insert
            .into_table(table)
            .columns(columns)
            .values_panic(values);
        tx.connection().execute(&insert).await.unwrap();
    };
    for (id, key, position) in [(with, "med", 0_i64), (without, "utan", 1)] {
        let mut row: Vec<(&str, SimpleExpr)> = vec![
            ("id", id.into()),
            ("plan_id", plan.into()),
            ("key", key.into()),
            ("goal_key", "alla-kan".into()),
            ("direction", "up".into()),
            ("position", position.into()),
            ("revision", 1_i64.into()),
        ];
        let texts = ["name", "unit", "numerator", "numerator_source"];
        let texts = texts
            .into_iter()
            .chain(["denominator", "denominator_source"]);
        row.extend(texts.map(|column| (column, column.into())));
        put("indicator", row).await;
    }
    for (year, value) in [(2027_i64, "80"), (2026, "-62.5")] {
        let row = vec![
            ("indicator_id", with.into()),
            ("year", year.into()),
            ("value", value.into()),
        ];
        put("indicator_target", row).await;
    }
    tx.commit().await.unwrap();

    db.migrate(MIGRATIONS).await.unwrap();
    // Also a connection that was opened on the tables as they were knows the new column.
    let tx = db.read().await.unwrap();
    let all = INDICATOR.whole(&tx, plan).await.unwrap();
    let aims = all.iter().map(|one| {
        let aims = one.targets.iter();
        aims.map(|aim| (aim.year.0, aim.value)).collect::<Vec<_>>()
    });
    let kept = [(2026, Decimal::new(-625, 1)), (2027, Decimal::from(80))];
    assert_eq!(aims.collect::<Vec<_>>(), [kept.to_vec(), Vec::new()]);
    assert_eq!(&**all[0].name, "name");
}
