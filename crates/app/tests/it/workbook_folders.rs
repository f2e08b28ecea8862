//! Folders whose tables lie in workbooks.

use crate::sheets::{MEMBERS, made, sheet, sheet_of};
use crate::world::{House, example};
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_sheets::{Sheet, write_xlsx};
use std::collections::BTreeMap;

samverk_testing::db_tests!(&migrations();
    a_folder_with_workbooks_gives_the_same_as_one_with_text_files,
    a_wrong_cell_in_a_workbook_of_a_folder_is_told_by_sheet,
);

/// The folder with its tables in workbooks: one beside `bundle.toml`, one in the collaboration's
/// folder, and one in its own folder for each table whose path is too long for a tab.
fn in_workbooks(folder: &Folder) -> Folder {
    let mut books: BTreeMap<String, Vec<Sheet>> = BTreeMap::new();
    let mut whole = Folder::default();
    for path in folder.paths() {
        let bytes = folder.get(path).unwrap();
        let Some(table) = path.strip_suffix(".csv") else {
            whole.insert_bytes(path, bytes);
            continue;
        };
        let steps: Vec<&str> = table.split('/').collect();
        let at_collaboration = steps.len().min(3) - 1;
        let name = steps[at_collaboration..].join(" ");
        let split = if name.len() <= 31 {
            at_collaboration
        } else {
            steps.len() - 1
        };
        let (place, name) = (steps[..split].join("/"), steps[split..].join(" "));
        books
            .entry(place)
            .or_default()
            .push(sheet_of(&name, path, bytes));
    }
    for (place, sheets) in books {
        let path = format!("{place}/tabeller.xlsx");
        whole.insert_bytes(
            path.trim_start_matches('/'),
            &write_xlsx(&sheets, made()).unwrap(),
        );
    }
    whole
}

async fn a_folder_with_workbooks_gives_the_same_as_one_with_text_files(db: Db) {
    let house = House::empty(db).await;
    let example = example("jonkoping");
    let workbooks = in_workbooks(&example);
    assert!(workbooks.paths().all(|path| !path.ends_with(".csv")));
    let outcome = house.import(workbooks, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), example);
}

async fn a_wrong_cell_in_a_workbook_of_a_folder_is_told_by_sheet(db: Db) {
    let house = House::empty(db).await;
    let mut folder = example("varmdo");
    let members = sheet(
        "members",
        MEMBERS,
        &[&["", "ingen-kommun", "member", "", "", ""]],
    );
    let place = "collaborations/e-forvaltning-i-varmdo";
    folder.insert_bytes(
        &format!("{place}/a.xlsx"),
        &write_xlsx(&[members], made()).unwrap(),
    );
    let Outcome::Refused(problems) = house.import(folder.clone(), true).await else {
        panic!("the table is there twice");
    };
    let twice = format!("table_twice other=\"{place}/members.csv\" @{place}/a.xlsx › members");
    assert_eq!(problems[0].to_string(), twice);

    let mut only = Folder::default();
    for path in folder.paths().filter(|path| !path.ends_with("members.csv")) {
        only.insert_bytes(path, folder.get(path).unwrap());
    }
    let Outcome::Refused(problems) = house.import(only, true).await else {
        panic!("nobody has that key");
    };
    let unknown =
        format!("party_unknown party=\"ingen-kommun\" @{place}/a.xlsx › members @party #2");
    assert!(
        problems
            .iter()
            .any(|problem| problem.to_string() == unknown),
        "{problems:?}"
    );
}
