//! Bad folders: every error with its place, all at once, and nothing saved.

use crate::world::{House, example};
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::Problem;

samverk_testing::db_tests!(&migrations();
    percentages_that_give_99_9,
    a_member_twice,
    an_unknown_party,
    a_negative_amount,
    a_printed_total_that_its_rows_do_not_give,
    two_municipalities_swapped,
    a_missing_data_year,
    step_tables_with_a_gap_or_an_overlap,
    latin_1_is_told_and_a_byte_order_mark_is_read,
    semicolons_and_newlines_in_cells_are_read,
    everything_wrong_is_told_at_once,
    a_misspelt_file_name_is_told,
);

const HOME: &str = "collaborations/digitaliseringsradet";

/// The Jönköping example with one text exchanged in one file.
fn changed(file: &str, from: &str, to: &str) -> Folder {
    let mut folder = example("jonkoping");
    change(&mut folder, file, from, to);
    folder
}

fn change(folder: &mut Folder, file: &str, from: &str, to: &str) {
    let path = if folder.get(file).is_some() {
        file.to_owned()
    } else {
        format!("{HOME}/{file}")
    };
    let text = String::from_utf8(folder.get(&path).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
    folder.insert(path, text.replacen(from, to, 1));
}

async fn refused(db: Db, folder: Folder) -> Vec<Problem> {
    let house = House::empty(db).await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let Outcome::Refused(problems) = house.import(folder, true).await else {
        panic!("the folder should be refused");
    };
    let after = bundle::export(&house.db, &[]).await.unwrap();
    assert_eq!(before, after, "nothing may be saved");
    problems
}

/// The problem with a code, which must name its file.
fn find<'p>(problems: &'p [Problem], code: &str) -> &'p Problem {
    let found = problems.iter().find(|problem| problem.code == code);
    let problem = found.unwrap_or_else(|| panic!("no {code} among {problems:#?}"));
    assert!(problem.place.file.is_some(), "{problem} names no file");
    problem
}

async fn unconfirmed(db: Db, folder: Folder) -> Vec<Problem> {
    let house = House::empty(db).await;
    match house.import(folder, false).await {
        Outcome::Unconfirmed(warnings) => warnings,
        other => panic!("expected warnings, got {other:?}"),
    }
}

async fn percentages_that_give_99_9(db: Db) {
    let folder = changed("models/2021-antagen.toml", "38.0", "37.9");
    let problems = refused(db, folder).await;
    let told: Vec<String> = problems.iter().map(samverk_app::commands::told).collect();
    assert!(told.iter().any(|line| line.contains("99,9")), "{told:#?}");
}

async fn a_member_twice(db: Db) {
    let folder = changed("members.csv", ",eksjo-kommun,", ",aneby-kommun,");
    let problems = refused(db, folder).await;
    let problem = find(&problems, "member_repeated");
    assert!(problem.place.row.is_some(), "{problem} names no row");
}

async fn an_unknown_party(db: Db) {
    let folder = changed("members.csv", ",eksjo-kommun,", ",eksyo-kommun,");
    let problems = refused(db, folder).await;
    let problem = find(&problems, "party_unknown");
    assert_eq!(problem.place.column.as_deref(), Some("party"));
}

async fn a_negative_amount(db: Db) {
    let folder = changed("budgets/2021/lines.csv", "800000", "-800000");
    let problems = refused(db, folder).await;
    assert!(
        problems
            .iter()
            .any(|problem| problem.code.contains("negative")),
        "{problems:#?}"
    );
}

async fn a_printed_total_that_its_rows_do_not_give(db: Db) {
    let folder = changed("distributions/2021/printed.csv", "82859", "82860");
    let warnings = unconfirmed(db, folder).await;
    let told: Vec<String> = warnings.iter().map(samverk_app::commands::told).collect();
    let told = told.join("\n").replace('\u{a0}', " ");
    assert!(
        told.contains("4 730 001") || told.contains("82 860"),
        "{told}"
    );
}

async fn two_municipalities_swapped(db: Db) {
    let mut folder = example("varmdo");
    let rows = "party,year,population\naneby-kommun,2025,17801\neksjo-kommun,2025,6790\n";
    folder.insert("population.csv", rows);
    let warnings = unconfirmed(db, folder).await;
    assert!(
        warnings
            .iter()
            .any(|warning| warning.code == "population_swapped"),
        "{warnings:#?}"
    );
}

async fn a_missing_data_year(db: Db) {
    let mut folder = example("jonkoping");
    folder.insert(
        format!("{HOME}/models/folkmangd.toml"),
        include_str!("bad/missing_year.toml").to_owned(),
    );
    change_distribution(&mut folder, "folkmangd");
    let problems = refused(db, folder).await;
    let told: Vec<String> = problems.iter().map(samverk_app::commands::told).collect();
    assert!(told.iter().any(|line| line.contains("1999")), "{told:#?}");
}

fn change_distribution(folder: &mut Folder, model: &str) {
    let file = "distributions/2021-30-procent/distribution.toml";
    let from = "model = \"2021-trettio-procent\"";
    change(folder, file, from, &format!("model = \"{model}\""));
}

async fn step_tables_with_a_gap_or_an_overlap(db: Db) {
    let mut folder = example("jonkoping");
    for (name, text) in [
        ("lucka", include_str!("bad/step_gap.toml")),
        ("overlapp", include_str!("bad/step_overlap.toml")),
    ] {
        folder.insert(format!("{HOME}/models/{name}.toml"), text.to_owned());
    }
    let problems = refused(db, folder).await;
    assert!(
        problems.iter().any(|problem| problem.code.contains("gap")),
        "{problems:#?}"
    );
    assert!(
        problems
            .iter()
            .any(|problem| problem.code.contains("overlap")),
        "{problems:#?}"
    );
}

async fn latin_1_is_told_and_a_byte_order_mark_is_read(db: Db) {
    let mut folder = example("jonkoping");
    folder.insert_bytes("parties.csv", b"key,kind,name\nx,other,M\xe5l\n");
    let groups = format!("{HOME}/groups.csv");
    let with_mark = [b"\xef\xbb\xbf".as_slice(), folder.get(&groups).unwrap()].concat();
    folder.insert_bytes(&groups, &with_mark);
    let problems = refused(db, folder).await;
    assert_eq!(find(&problems, "file_not_utf8").place.row, Some(2));
    let about_groups = |p: &&Problem| p.place.file.as_deref() == Some(groups.as_str());
    let encoding: Vec<_> = problems
        .iter()
        .filter(about_groups)
        .filter(|p| p.code == "file_not_utf8")
        .collect();
    assert!(encoding.is_empty(), "{encoding:#?}");
}

async fn semicolons_and_newlines_in_cells_are_read(db: Db) {
    let mut folder = example("varmdo");
    let needs = "key;kind;area;text\nett;need;Drift;\"Första raden\nandra; raden\"\n";
    folder.insert("collaborations/e-forvaltning-i-varmdo/needs.csv", needs);
    let house = House::empty(db).await;
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let exported = bundle::export(&house.db, &[]).await.unwrap();
    let needs = exported
        .get("collaborations/e-forvaltning-i-varmdo/needs.csv")
        .unwrap();
    let expected = "ett,need,Första raden andra; raden,Drift,\"Första raden\nandra; raden\",,,,open,,,,,,,,,,\n";
    let needs = String::from_utf8_lossy(needs);
    assert_eq!(needs.split_once('\n').unwrap().1, expected);
}

async fn everything_wrong_is_told_at_once(db: Db) {
    let mut folder = changed("members.csv", ",eksjo-kommun,", ",eksyo-kommun,");
    change(
        &mut folder,
        "budgets/2021/lines.csv",
        "800000",
        "åttahundra",
    );
    change(&mut folder, "models/2021-antagen.toml", "38.0", "37.9");
    change(&mut folder, "groups.csv", "national", "riksomfattande");
    let problems = refused(db, folder).await;
    let files: std::collections::BTreeSet<_> = problems
        .iter()
        .filter_map(|problem| problem.place.file.clone())
        .collect();
    for file in [
        "members.csv",
        "lines.csv",
        "2021-antagen.toml",
        "groups.csv",
    ] {
        assert!(
            files.iter().any(|path| path.ends_with(file)),
            "{file} not in {files:#?}"
        );
    }
}

async fn a_misspelt_file_name_is_told(db: Db) {
    let mut folder = example("varmdo");
    folder.insert("partys.csv", "key\n");
    let problems = refused(db, folder).await;
    assert_eq!(
        find(&problems, "file_unknown").place.file.as_deref(),
        Some("partys.csv")
    );
}
