//! Rows that lie in a table of their own: walks with their stops. Their list stands on the page of the garden.

use crate::deep_kinds::{api, visitor};
use crate::sample::{GARDEN, MIGRATIONS, administrator, garden};
use samverk_database::{Db, Migration, Tx};
use samverk_exchange::{Folder, Intake};
use samverk_fields::{Filled, Line, Rows, Title};
use samverk_foundation::{Actor, Problem, Role};
use samverk_kept::{
    AnyKind, Exchange, Ground, Keeping, Kept, Kind, List, Order, Pages, Readers, Row, Rules,
    Writers, apply_files, check_keeping, file_schemas, read_files, write_tables,
};
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    rows_apart_go_out_and_in_in_their_order,
    rows_apart_may_come_alone,
    what_is_wrong_in_them_is_told_at_their_rows,
    what_is_wrong_in_a_row_of_a_form_is_told_at_its_cell,
);

/// Where one stops.
#[derive(Clone, Debug, PartialEq, Row)]
#[kept("stop")]
pub struct Stop {
    /// The bed that one stops at.
    pub bed: Filled<Line>,
    /// How long.
    pub minutes: i64,
}

/// A walk through a garden.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("walk")]
pub struct Walk {
    /// What it is called.
    #[kept(example = "Rundan")]
    pub name: Title,
    /// Where one stops on the way.
    #[kept(apart = "stops.csv", example = r#"[{"bed":"Rosor","minutes":5}]"#)]
    pub stops: Rows<Stop>,
}

static WALK: Kind<Walk> = Kind {
    ground: &GARDEN,
    readers: Readers::OfTheGround,
    writers: Writers::of("walk.save", &[Role::Administrator]),
    name: |walk| walk.name.to_string(),
    targets: &[],
    rules: Rules::of(
        |walk, _, _| {
            let long = walk.stops.iter().position(|stop| stop.minutes > 60);
            let long = long.map(|row| {
                let problem = Problem::invalid("number_out_of_range");
                problem.at_field(&format!("stops.{row}.minutes"))
            });
            long.into_iter().collect()
        },
        &["number_out_of_range"],
    ),
    list: List {
        order: Order::ByHand,
        columns: &[Walk::NAME],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("rundor"),
    api: api("walks", "rundan"),
    exchange: Exchange::Table("walks.csv"),
    search: None,
    keeping: Keeping::PLAIN,
};

static KINDS: &[&dyn AnyKind] = &[&WALK];

pub const WALK_TABLE: Migration = Migration {
    version: 997,
    name: "walk",
    sql: "CREATE TABLE walk (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, position {int} NOT NULL, name TEXT NOT NULL,
        stops {json} NOT NULL, UNIQUE (garden_id, key)
    ) {strict};",
};

const WALKS: &str = "key,name\nlang,Den långa\nkort,Den korta\n";

/// Reads in what the garden's folder has of these.
async fn bring(tx: &Tx, walks: Option<&str>, stops: Option<&str>) -> Intake {
    let at = garden("tomten");
    let mut folder = Folder::default();
    for (file, text) in [("walks.csv", walks), ("stops.csv", stops)] {
        if let Some(text) = text {
            folder.insert(at.file(file), text);
        }
    }
    let mut intake = Intake::new(folder);
    let files = read_files(&mut intake, KINDS, &at.file(""));
    let actor = Actor::System("test");
    apply_files(tx, &actor, &at, &files, &mut intake)
        .await
        .unwrap();
    intake
}

async fn written(tx: &Tx, file: &str) -> String {
    let mut folder = Folder::default();
    write_tables(tx, KINDS, garden("tomten").id(), "", &mut folder)
        .await
        .unwrap();
    String::from_utf8(folder.get(file).unwrap_or_default().to_vec()).unwrap()
}

fn told(problems: &[Problem]) -> Vec<(&str, &str, Option<usize>, Option<&str>)> {
    let told = problems.iter().map(|problem| {
        let file = problem.place.file.as_deref().unwrap_or_default();
        let file = file.rsplit('/').next().unwrap_or_default();
        let column = problem.place.column.as_deref();
        (problem.code, file, problem.place.row, column)
    });
    told.collect()
}

async fn rows_apart_go_out_and_in_in_their_order(db: Db) {
    let tx = db.begin("import").await.unwrap();
    let stops = "walk,bed,minutes\nlang,Tulpaner,5\nkort,Rosor,3\nlang,Liljor,2\n";
    let intake = bring(&tx, Some(WALKS), Some(stops)).await;
    assert_eq!(
        (told(&intake.problems.0), told(&intake.warnings)),
        (vec![], vec![])
    );
    let ordered = "walk,bed,minutes\nlang,Liljor,2\nlang,Tulpaner,5\nkort,Rosor,3\n";
    for _ in 0..2 {
        assert_eq!(written(&tx, "walks.csv").await, WALKS);
        assert_eq!(written(&tx, "stops.csv").await, ordered);
        let intake = bring(&tx, Some(WALKS), Some(ordered)).await;
        assert_eq!(
            (told(&intake.problems.0), told(&intake.warnings)),
            (vec![], vec![])
        );
    }
    let all = WALK.whole(&tx, garden("tomten").id()).await.unwrap();
    assert!(
        all.iter().all(|walk| walk.revision == 1),
        "nothing has changed"
    );
    assert_eq!(check_keeping(&WALK), Vec::<String>::new());
    let schemas = file_schemas(KINDS, "");
    let files: Vec<&str> = schemas.iter().map(|schema| schema.file).collect();
    assert_eq!(files, ["walks.csv", "stops.csv"]);
    let needed = &schemas[1].schema["items"]["required"];
    assert_eq!(*needed, json!(["walk", "bed", "minutes"]));
}

async fn rows_apart_may_come_alone(db: Db) {
    let tx = db.begin("import").await.unwrap();
    let stops = "walk,bed,minutes\nlang,Liljor,2\nlang,Tulpaner,5\nkort,Rosor,3\n";
    bring(&tx, Some(WALKS), Some(stops)).await;
    // The walks alone say nothing of their stops.
    let intake = bring(&tx, Some(WALKS), None).await;
    assert_eq!(told(&intake.warnings), []);
    let alone = "walk,bed,minutes\nlang,Pioner,4\nlang,Liljor,9\n";
    let intake = bring(&tx, None, Some(alone)).await;
    assert_eq!(told(&intake.problems.0), []);
    let missing = &intake.warnings[0];
    assert_eq!(
        (missing.code, &missing.values[0]),
        ("rows_missing", &("count", "2".to_owned()))
    );
    assert_eq!(
        missing.values[1],
        ("names", "lang Tulpaner, kort Rosor".to_owned())
    );
    let all = "walk,bed,minutes\nlang,Liljor,9\nlang,Pioner,4\nlang,Tulpaner,5\nkort,Rosor,3\n";
    assert_eq!(written(&tx, "stops.csv").await, all);
    // What the table of the things leaves out may have other stops too.
    let one = "key,name\nlang,Den längre\n";
    let more = "walk,bed,minutes\nkort,Rosor,1\n";
    bring(&tx, Some(one), Some(more)).await;
    assert_eq!(
        written(&tx, "stops.csv").await,
        all.replace("Rosor,3", "Rosor,1")
    );
    assert_eq!(
        written(&tx, "walks.csv").await,
        WALKS.replace("långa", "längre")
    );
}

async fn what_is_wrong_in_them_is_told_at_their_rows(db: Db) {
    let tx = db.begin("import").await.unwrap();
    let stops = "walk,bed,minutes\nlang,Tulpaner,\nborta,Rosor,3\nkort,Liljor,3\nkort,Asp,61\n";
    let intake = bring(&tx, Some(WALKS), Some(stops)).await;
    assert_eq!(
        told(&intake.problems.0),
        [
            ("value_missing", "stops.csv", Some(2), Some("minutes")),
            ("row_of_unknown", "stops.csv", Some(3), Some("walk")),
            ("number_out_of_range", "stops.csv", Some(5), Some("minutes")),
        ]
    );
}

async fn what_is_wrong_in_a_row_of_a_form_is_told_at_its_cell(db: Db) {
    let (site, client) = visitor(&db, &administrator(), KINDS);
    let garden = "/tomter/tomten-oppen";
    let new = site.get(&format!("{garden}/rundor/ny")).await.text;
    assert!(new.contains(&format!("href=\"{garden}/rundor\"")), "{new}");
    let sent = [
        ("name", "Rundan"),
        ("stops.0.bed", "Rosor"),
        ("stops.0.minutes", "61"),
    ];
    let (status, page) = site
        .post(&format!("{garden}/rundor/ny"), &sent)
        .await
        .told();
    assert_eq!(status.as_u16(), 422, "{page}");
    assert!(page.contains("stops.0.minutes"), "{page}");
    let sent = [
        ("name", "Rundan"),
        ("stops.0.bed", "Rosor"),
        ("stops.0.minutes", "6"),
    ];
    let (status, to) = site
        .post(&format!("{garden}/rundor/ny"), &sent)
        .await
        .told();
    assert_eq!(status.as_u16(), 303, "{to}");
    assert!(to.starts_with(&format!("{garden}/rundor")), "{to}");
    let read = client
        .get("/gardens/tomten-oppen/walks/rundan")
        .await
        .told(200);
    assert_eq!(
        read.body["stops"],
        json!([{ "bed": "Rosor", "minutes": 6 }])
    );
    let page = site
        .get(&format!("{garden}/rundor/rundan/ta-bort"))
        .await
        .text;
    assert!(
        page.contains("Rosor"),
        "what is removed is told whole: {page}"
    );
}
