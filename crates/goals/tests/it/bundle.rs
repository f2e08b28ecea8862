use crate::world::*;
use samverk_database::{Db, Tx, list_warnings};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::Problem;
use samverk_goals::{bundle, load_register};
use std::path::Path;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_examples_come_back,
    measurements_come_back_in_their_order,
    unknown_references_are_told_with_row_and_column,
    every_wrong_cell_is_told_at_once,
    rows_of_a_goal_must_agree,
    rows_that_the_folder_lacks_are_kept_with_a_warning,
    targets_may_come_alone,
    a_share_that_its_parts_do_not_give_is_warned_of,
    a_jump_in_the_file_is_warned_of_each_time,
    a_superseded_version_comes_in_as_such,
    a_draft_of_what_is_in_force_says_what_to_do,
);

/// Reads and applies the domain's files and those it leans on.
async fn apply(tx: &Tx, folder: Folder) -> Intake {
    let mut intake = Intake::new(folder);
    let parties = samverk_parties::bundle::read(&mut intake);
    let goals = bundle::read(&mut intake);
    samverk_parties::bundle::apply(tx, &SYSTEM, &parties, &mut intake)
        .await
        .unwrap();
    bundle::apply(tx, &SYSTEM, &goals, &mut intake)
        .await
        .unwrap();
    intake
}

async fn events(tx: &Tx) -> usize {
    let filter = samverk_database::EventFilter {
        limit: 100_000,
        ..Default::default()
    };
    samverk_database::list_events(tx, &filter)
        .await
        .unwrap()
        .len()
}

async fn register(tx: &Tx) {
    samverk_parties::load_register(tx).await.unwrap();
    load_register(tx).await.unwrap();
}

fn ours(path: &str) -> bool {
    path.contains("/plans/") || path.starts_with("catalogues/")
}

/// A document or table as values, whatever its quotes.
fn values(path: &str, bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    if path.ends_with(".toml") {
        let value: toml::Table = toml::from_str(text).unwrap();
        return format!("{value:?}");
    }
    let heading = text.lines().next().unwrap().to_owned();
    let columns: Vec<&'static str> = heading
        .split(',')
        .map(|name| &*name.to_owned().leak())
        .collect();
    let table = samverk_sheets::read_table(bytes, path, &columns).unwrap();
    let row = |row: samverk_sheets::Row<'_>| {
        columns
            .iter()
            .map(|column| row.text(column))
            .collect::<Vec<_>>()
    };
    format!(
        "{columns:?} {:?}",
        table.rows().map(row).collect::<Vec<_>>()
    )
}

async fn the_examples_come_back(db: Db) {
    for name in ["jonkoping", "varmdo", "jamtland"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../examples")
            .join(name);
        let folder = Folder::read(&root).unwrap();
        let tx = db.begin("import").await.unwrap();
        register(&tx).await;
        let intake = apply(&tx, folder.clone()).await;
        let wrong: Vec<_> = intake.problems.0.iter().map(ToString::to_string).collect();
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(intake.warnings, []);
        let written = bundle::write(&tx, None).await.unwrap();

        let wanted: Vec<_> = folder.paths().filter(|path| ours(path)).collect();
        assert_eq!(written.paths().collect::<Vec<_>>(), wanted, "{name}");
        for path in wanted {
            let (old, new) = (folder.get(path).unwrap(), written.get(path).unwrap());
            assert_eq!(values(path, old), values(path, new), "{name}/{path}");
        }
        let before = events(&tx).await;
        apply(&tx, folder.clone()).await;
        assert_eq!(
            events(&tx).await,
            before,
            "the second import of {name} records nothing"
        );
        drop(tx);

        let tx = db.begin("import of the export").await.unwrap();
        register(&tx).await;
        let mut again = folder.clone();
        again.extend(written.clone());
        apply(&tx, again).await;
        assert_eq!(bundle::write(&tx, None).await.unwrap(), written, "{name}");
    }
}

const COLLABORATION: &str = "key = \"radet\"\nname = \"Rådet\"\npurpose = \"Att prova\"\n\
    legal_form = \"network\"\nreach = \"regional\"\npublished = true\n";
const PLAN: &str =
    "key = \"p\"\ntitle = \"Plan\"\nperiod_from = 2025-01-01\nperiod_to = 2026-12-31\n";
const VERSION: &str =
    "number = 1\nstatus = \"draft\"\n\n[[focus_area]]\nkey = \"a\"\nname = \"A\"\n";
const GOALS: &str = "key,focus_area,year,text,catalogue_goals,owner,without_indicator\n\
    m,a,2025,Ett,,Rådet,\nm,a,2026,Två,utveckling-i-en-digital-tid:M1,Rådet,\n";
const INDICATORS: &str = "key,goal,name,unit,direction,numerator,numerator_source,denominator,\
    denominator_source,base_value,base_date\ni,m,Andel,%,up,,,,,,\n";

fn folder(files: &[(&str, &str)]) -> Folder {
    let mut folder = Folder::default();
    let base = "collaborations/radet/plans/p";
    folder.insert("collaborations/radet/collaboration.toml", COLLABORATION);
    folder.insert(format!("{base}/plan.toml"), PLAN);
    folder.insert(format!("{base}/versions/1/version.toml"), VERSION);
    folder.insert(format!("{base}/versions/1/goals.csv"), GOALS);
    folder.insert(format!("{base}/indicators.csv"), INDICATORS);
    for (path, text) in files {
        folder.insert(format!("{base}/{path}"), *text);
    }
    folder
}

type Told = (&'static str, String, Option<usize>, Option<String>);

fn told(problems: &[Problem]) -> Vec<Told> {
    let told = |problem: &Problem| {
        let file = problem.place.file.clone().unwrap_or_default();
        let file = file.rsplit('/').next().unwrap_or_default().to_owned();
        (
            problem.code,
            file,
            problem.place.row,
            problem.place.column.clone(),
        )
    };
    problems.iter().map(told).collect()
}

fn at(code: &'static str, file: &str, row: usize, column: &str) -> Told {
    (code, file.to_owned(), Some(row), Some(column.to_owned()))
}

async fn measurements_come_back_in_their_order(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let text = "indicator,date,value,numerator,denominator,note\ni,2026-02-01,50,1,2,\n\
        i,2025-02-01,\"25,5\",,,Från enkäten\ni,2026-02-01,60,,,Rättelse\n";
    let intake = apply(&tx, folder(&[("measurements.csv", text)])).await;
    assert_eq!(told(&intake.problems.0), []);
    let written = bundle::write(&tx, None).await.unwrap();
    let written = written
        .get("collaborations/radet/plans/p/measurements.csv")
        .unwrap();
    assert_eq!(
        std::str::from_utf8(written).unwrap(),
        text.replace("\"25,5\"", "25.5")
    );
}

async fn unknown_references_are_told_with_row_and_column(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let goals = GOALS
        .replace(":M1", ":M99")
        .replace("m,a,2025", "m,b,2025")
        .replace("m,a,", "m,b,");
    let intake = apply(&tx, folder(&[("versions/1/goals.csv", &goals)])).await;
    assert_eq!(
        told(&intake.problems.0),
        [
            at("focus_area_unknown", "goals.csv", 2, "focus_area"),
            at("catalogue_goal_unknown", "goals.csv", 3, "catalogue_goals"),
        ]
    );
    let files = [
        ("targets.csv", "indicator,year,value\nx,2026,1\n"),
        (
            "activities.csv",
            "key,series,name,focus_area,goal,status,responsible,from,to,note\n\
            k,,Namn,,x,planned,,,,\n",
        ),
    ];
    let intake = apply(&tx, folder(&files)).await;
    assert_eq!(
        told(&intake.problems.0),
        [
            at("indicator_unknown", "targets.csv", 2, "indicator"),
            at("goal_unknown", "activities.csv", 2, "goal"),
        ]
    );
}

async fn every_wrong_cell_is_told_at_once(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let measurements = "indicator,date,value,numerator,denominator,note\ni,igår,många,,,\n";
    let targets = "indicator,year,value\ni,26,1\n";
    let files = [("measurements.csv", measurements), ("targets.csv", targets)];
    let intake = apply(&tx, folder(&files)).await;
    assert_eq!(
        told(&intake.problems.0),
        [
            at("year_invalid", "targets.csv", 2, "year"),
            at("date_invalid", "measurements.csv", 2, "date"),
            at("number_invalid", "measurements.csv", 2, "value"),
        ]
    );
}

async fn rows_of_a_goal_must_agree(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let goals = GOALS.replace(
        "m,a,2026,Två,utveckling-i-en-digital-tid:M1,Rådet",
        "m,a,2026,Två,,Någon",
    );
    let intake = apply(&tx, folder(&[("versions/1/goals.csv", &goals)])).await;
    assert_eq!(
        told(&intake.problems.0),
        [at("goal_rows_differ", "goals.csv", 3, "owner")]
    );
}

async fn rows_that_the_folder_lacks_are_kept_with_a_warning(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    apply(
        &tx,
        folder(&[("targets.csv", "indicator,year,value\ni,2025,1\ni,2026,2\n")]),
    )
    .await;
    let before = bundle::write(&tx, None).await.unwrap();
    let short = GOALS.lines().take(2).collect::<Vec<_>>().join("\n");
    let files = [
        ("versions/1/goals.csv", short.as_str()),
        ("targets.csv", "indicator,year,value\ni,2025,1\n"),
    ];
    let intake = apply(&tx, folder(&files)).await;
    let codes: Vec<_> = told(&intake.warnings)
        .into_iter()
        .map(|(code, file, _, _)| (code, file))
        .collect();
    assert_eq!(
        codes,
        [
            ("rows_missing", "goals.csv".to_owned()),
            ("rows_missing", "targets.csv".to_owned())
        ]
    );
    assert_eq!(bundle::write(&tx, None).await.unwrap(), before);
    let plan = samverk_goals::PlanScope::find(&tx, &SYSTEM, "radet", "p")
        .await
        .unwrap()
        .plan;
    assert_eq!(list_warnings(&tx, plan.id.0).await.unwrap().len(), 2);
}

async fn targets_may_come_alone(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let both = INDICATORS.to_owned() + "j,m,Antal,st,up,,,,,,\n";
    let targets = "indicator,year,value\ni,2026,2\ni,2025,1\nj,2026,5\n";
    let files = [("indicators.csv", both.as_str()), ("targets.csv", targets)];
    let intake = apply(&tx, folder(&files)).await;
    assert_eq!(
        (told(&intake.problems.0), told(&intake.warnings)),
        (vec![], vec![])
    );
    // The same folder without the indicators' file.
    let folder_with = |targets: &str| {
        let whole = folder(&[("targets.csv", targets)]);
        let mut alone = Folder::default();
        let paths = whole
            .paths()
            .filter(|path| !path.ends_with("indicators.csv"));
        paths.for_each(|path| alone.insert_bytes(path, whole.get(path).unwrap()));
        alone
    };
    let alone = "indicator,year,value\ni,2027,3\ni,2025,1.5\n";
    let intake = apply(&tx, folder_with(alone)).await;
    assert_eq!(told(&intake.problems.0), []);
    let warning = &intake.warnings[0];
    assert_eq!(warning.code, "rows_missing");
    assert_eq!(warning.values[1], ("names", "i 2026, j 2026".to_owned()));
    let written = bundle::write(&tx, None).await.unwrap();
    let written = written
        .get("collaborations/radet/plans/p/targets.csv")
        .unwrap();
    assert_eq!(
        std::str::from_utf8(written).unwrap(),
        "indicator,year,value\ni,2025,1.5\ni,2026,2\ni,2027,3\nj,2026,5\n"
    );
    let twice = "indicator,year,value\ni,2028,3\ni,2028,4\ni,2029,9999999999999\n";
    let intake = apply(&tx, folder_with(twice)).await;
    assert_eq!(
        told(&intake.problems.0),
        [
            at("figure_too_large", "targets.csv", 4, "value"),
            at("target_year_repeated", "targets.csv", 3, "year"),
        ]
    );
}

async fn a_share_that_its_parts_do_not_give_is_warned_of(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let text = "indicator,date,value,numerator,denominator,note\ni,2026-02-01,33,1,3,\n\
        i,2026-03-01,40,1,3,\n";
    let intake = apply(&tx, folder(&[("measurements.csv", text)])).await;
    let warned = at("measurement_share_differs", "measurements.csv", 3, "value");
    assert_eq!(told(&intake.warnings), [warned]);
}

async fn a_jump_in_the_file_is_warned_of_each_time(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let text = "indicator,date,value,numerator,denominator,note\ni,2026-03-01,300,,,\n\
        i,2026-02-01,28,,,\n";
    for _ in 0..2 {
        let intake = apply(&tx, folder(&[("measurements.csv", text)])).await;
        assert_eq!(told(&intake.problems.0), []);
        let warned = at("measurement_jump", "measurements.csv", 2, "value");
        assert_eq!(told(&intake.warnings), [warned]);
    }
}

async fn a_superseded_version_comes_in_as_such(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let old = VERSION.replace(
        "\"draft\"",
        "\"superseded\"\ndecision = { body = \"Rådet\" }",
    );
    let new = old
        .replace("superseded", "adopted")
        .replace("number = 1", "number = 2");
    let files = [
        ("versions/1/version.toml", old.as_str()),
        ("versions/2/version.toml", new.as_str()),
        ("versions/2/goals.csv", GOALS),
    ];
    let intake = apply(&tx, folder(&files)).await;
    assert_eq!(told(&intake.problems.0), []);
    let at = samverk_goals::PlanScope::find(&tx, &SYSTEM, "radet", "p")
        .await
        .unwrap();
    let statuses: Vec<_> = at
        .versions
        .iter()
        .map(|version| version.status.code())
        .collect();
    assert_eq!(statuses, ["superseded", "adopted"]);
    let both = [
        (
            "versions/1/version.toml",
            old.replace("superseded", "adopted"),
        ),
        ("versions/2/version.toml", new.clone()),
    ];
    let both: Vec<_> = both
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let intake = apply(&tx, folder(&both)).await;
    assert!(
        told(&intake.problems.0)
            .iter()
            .any(|(code, ..)| *code == "two_versions_adopted")
    );
}

async fn a_draft_of_what_is_in_force_says_what_to_do(db: Db) {
    let tx = db.begin("import").await.unwrap();
    load_register(&tx).await.unwrap();
    let adopted = VERSION.replace(
        "\"draft\"",
        "\"adopted\"\ndecision = { body = \"Rådet\", date = 2025-02-03 }",
    );
    let files = |version| {
        [
            ("versions/1/version.toml", version),
            ("versions/1/goals.csv", GOALS),
        ]
    };
    let intake = apply(&tx, folder(&files(&adopted))).await;
    assert_eq!(told(&intake.problems.0), []);
    let intake = apply(&tx, folder(&files(VERSION))).await;
    let problems = intake.problems.0;
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["version_withdrawn_elsewhere"]);
    let file = problems[0].place.file.as_deref().unwrap_or_default();
    assert!(file.ends_with("versions/1/version.toml"), "{file}");
}
