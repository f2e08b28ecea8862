//! The collaboration's own tables of figures.

use crate::api::with_role;
use crate::world::*;
use samverk_database::{Db, Migration};
use samverk_economy::MEASURE;
use samverk_exchange::Folder;
use samverk_foundation::Role;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use serde_json::json;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    figures_are_kept_as_they_were_written,
    what_is_wrong_in_a_line_is_told_at_its_place,
);

mod before {
    use super::*;

    samverk_testing::db_tests!(EARLIER; tables_of_earlier_versions_are_carried_over);

    /// The step that made measures described ones.
    const DESCRIBED: i64 = 540;

    const ECONOMY: &[Migration] = {
        let (all, mut count) = (samverk_economy::MIGRATIONS, 0);
        while all[count].version < DESCRIBED {
            count += 1;
        }
        all.split_at(count).0
    };

    const EARLIER: &[&[Migration]] = &[
        samverk_database::MIGRATIONS,
        samverk_parties::MIGRATIONS,
        samverk_goals::MIGRATIONS,
        ECONOMY,
    ];

    async fn tables_of_earlier_versions_are_carried_over(db: Db) {
        let world = world(&db).await;
        let content = json!({
            "key": "anstallda", "name": "Anställda", "unit": "personer", "values": [
                { "party": "aneby-kommun", "year": 2020, "value": 612 },
                { "party": "eksjo-kommun", "value": "1510.50" },
            ],
        });
        let tx = db.begin("earlier").await.unwrap();
        let mut old = Query::insert();
        let columns = [
            "id",
            "collaboration_id",
            "key",
            "content",
            "position",
            "revision",
        ];
        old.into_table("custom_measure").columns(columns);
        old.values_panic([
            tx.new_id().into(),
            world.council.0.into(),
            "anstallda".into(),
            content.to_string().into(),
            0_i64.into(),
            3_i64.into(),
        ]);
        tx.connection().execute(&old).await.unwrap();
        tx.commit().await.unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        // Also a connection that was opened on the tables as they were knows the new columns.
        let tx = db.read().await.unwrap();
        let all = MEASURE.whole(&tx, world.council.0).await.unwrap();
        let [one] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!((one.key.as_str(), one.revision), ("anstallda", 3));
        let said = (one.name.to_string(), one.unit.to_string());
        assert_eq!(said, ("Anställda".to_owned(), "personer".to_owned()));
        let figures = one.values.iter().map(|row| {
            let year = row.year.map(|year| year.0);
            (row.party.to_string(), year, row.value.to_string())
        });
        let expected = [
            ("aneby-kommun".to_owned(), Some(2020), "612".to_owned()),
            ("eksjo-kommun".to_owned(), None, "1510.50".to_owned()),
        ];
        assert_eq!(figures.collect::<Vec<_>>(), expected);
    }
}

const FILE: &str = "collaborations/digitaliseringsradet/measures.csv";
const HEAD: &str = "measure,name,unit,party,year,value\n";

fn folder(lines: &str) -> Folder {
    let mut folder = Folder::default();
    folder.insert(FILE, format!("{HEAD}{lines}"));
    folder
}

async fn figures_are_kept_as_they_were_written(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    let table = json!({
        "name": "Anställda",
        "values": [{ "party": "aneby-kommun", "year": 2021, "value": "612.50" }],
    });
    let made = client
        .put("/measures/anstallda", "", &table)
        .await
        .told(201);
    assert_eq!(made.body["values"], table["values"]);
    let lines = "anstallda,Anställda,,aneby-kommun,2021,612.50\n";
    assert_eq!(export(&db).await, folder(lines));
    let read = client.get("/measures/anstallda").await.told(200);
    assert_eq!(read.body["values"], table["values"]);
    let reserved = client.put("/measures/population", "", &table).await;
    assert_eq!(reserved.told(422).code(), "measure_key_reserved");
}

async fn what_is_wrong_in_a_line_is_told_at_its_place(db: Db) {
    world(&db).await;
    let lines = "anstallda,Anställda,personer,aneby-kommun,2020,612\n\
                 roster,Röster,,aneby-kommun,,3\n\
                 anstallda,Antal,personer,eksjo-kommun,2020,100\n\
                 anstallda,Anställda,personer,aneby-kommun,2020,-1\n\
                 roster,Röster,,kalmar-kommun,,3\n\
                 population,Folkmängd,,aneby-kommun,,3\n";
    let problems = import(&db, &folder(lines)).await.problems.0.into_iter();
    let mut told: Vec<_> = problems
        .map(|problem| {
            let place = problem.place;
            assert_eq!(place.file.as_deref(), Some(FILE));
            (place.row, place.column.unwrap_or_default(), problem.code)
        })
        .collect();
    told.sort();
    let at = |row: usize, column: &str, code| (Some(row), column.to_owned(), code);
    let expected = [
        at(4, "name", "measure_name_differs"),
        at(5, "party", "measure_value_twice"),
        at(5, "value", "number_negative"),
        at(6, "party", "party_unknown"),
        at(7, "measure", "measure_key_reserved"),
    ];
    assert_eq!(told, expected);
}
