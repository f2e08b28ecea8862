use crate::site::{coordinator, page};
use crate::world::*;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::Problem;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    percentages_that_sum_to_99_9,
    a_step_table_with_a_gap_or_an_overlap,
    a_missing_data_year,
    a_member_twice,
    an_unknown_party,
    a_negative_amount,
    a_printed_total_that_its_rows_do_not_give,
    two_municipalities_swapped,
    a_budget_that_grows_is_told_once_and_not_for_every_party,
    everything_wrong_is_told_at_once,
    a_jump_from_last_year,
    another_spelling_of_the_name,
);

/// The example with one thing changed; the codes of what is wrong, with the file it is in.
async fn refused(db: &Db, file: &str, from: &str, to: &str) -> Vec<Problem> {
    world(db).await;
    let before = event_count(db).await;
    let folder = bare_example();
    let imported = import(db, &edited(&folder, file, from, to)).await;
    assert!(!imported.problems.is_empty(), "nothing was refused");
    assert_eq!(event_count(db).await, before, "nothing is saved");
    imported.problems.0
}

fn has(problems: &[Problem], code: &str, file: &str) -> bool {
    let at = |problem: &Problem| {
        problem
            .place
            .file
            .as_deref()
            .is_some_and(|at| at.ends_with(file))
    };
    problems
        .iter()
        .any(|problem| problem.code == code && at(problem))
}

const MODEL: &str = "/models/2021-antagen.toml";

async fn percentages_that_sum_to_99_9(db: Db) {
    let problems = refused(&db, MODEL, "\"1.90\"", "\"1.80\"").await;
    assert!(has(&problems, "percent_sum_wrong", MODEL), "{problems:#?}");
    let values = &problems[0].values;
    assert!(
        values.iter().any(|(_, value)| value.starts_with("99,90")),
        "{values:?}"
    );
}

async fn a_step_table_with_a_gap_or_an_overlap(db: Db) {
    let fixed = "[rules.function]\nkind = \"fixed\"\namount = 369000";
    let steps = |second: i32| {
        format!(
            "[rules.measure]\nkind = \"population\"\nyear = 2020\n[rules.function]\nkind = \"steps\"\ngives = \"amount\"\n\
             steps = [{{ from = 0, below = 100, value = 1 }}, {{ from = {second}, value = 2 }}]"
        )
    };
    let gap = refused(&db, MODEL, fixed, &steps(110)).await;
    assert!(has(&gap, "step_gap", MODEL), "{gap:#?}");
    let folder = edited(&example(), MODEL, fixed, &steps(90));
    let overlap = import(&db, &folder).await.problems.0;
    assert!(has(&overlap, "step_overlap", MODEL), "{overlap:#?}");
}

async fn a_missing_data_year(db: Db) {
    let fixed = "kind = \"percentages\"";
    let population = "kind = \"population\"\nyear = 2010\n#";
    world(&db).await;
    let shares = bare_example();
    let path = shares
        .paths()
        .find(|path| path.ends_with(MODEL))
        .unwrap()
        .to_owned();
    let text = String::from_utf8(shares.get(&path).unwrap().to_vec()).unwrap();
    let (head, _) = text.split_once("[rules.measure.shares]").unwrap();
    let mut folder = shares.clone();
    folder.insert(path, head.replace(fixed, population));
    let problems = import(&db, &folder).await.problems.0;
    let file = "/2021/distribution.toml";
    assert!(
        has(&problems, "measure_year_missing", file),
        "{problems:#?}"
    );
    assert_eq!(problems.len(), 13, "one for each municipality");
}

async fn a_member_twice(db: Db) {
    world(&db).await;
    let tx = db.begin("twice").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let mut members = scope.members.clone();
    members.push(members[0].clone());
    let of = scope.collaboration.id;
    samverk_parties::store::replace_members(&tx, of, None, &members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let bare = without(&without(&example(), "inputs.toml"), "amounts.csv");
    let problems = import(&db, &bare).await.problems.0;
    assert!(
        has(&problems, "member_twice", "distribution.toml"),
        "{problems:#?}"
    );
}

async fn an_unknown_party(db: Db) {
    let problems = refused(
        &db,
        MODEL,
        "\"region-jonkopings-lan\"",
        "\"region-lappland\"",
    )
    .await;
    assert!(has(&problems, "party_unknown", MODEL), "{problems:#?}");
    let printed = "/2021/printed.csv";
    let folder = edited(&example(), printed, "aneby-kommun", "ankeborg");
    let problems = import(&db, &folder).await.problems.0;
    assert!(has(&problems, "party_unknown", printed), "{problems:#?}");
    assert_eq!(problems[0].place.row, Some(3));
}

async fn a_negative_amount(db: Db) {
    let problems = refused(&db, "lines.csv", "cost,185000", "cost,-185000").await;
    assert!(
        has(&problems, "amount_negative", "lines.csv"),
        "{problems:#?}"
    );
    assert_eq!(
        (problems[0].place.row, problems[0].place.column.as_deref()),
        (Some(3), Some("amount"))
    );
}

async fn a_printed_total_that_its_rows_do_not_give(db: Db) {
    world(&db).await;
    let folder = edited(&example(), "budget.toml", "4730000", "4740000");
    let imported = import(&db, &folder).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    assert!(codes(&imported.warnings).contains(&"budget_total_differs"));
}

/// The council's files once more for the next year, with something changed in model and lines.
fn next_year(
    model_change: impl Fn(&str) -> String,
    line_change: impl Fn(&str) -> String,
) -> Folder {
    let text = |name: &str| {
        let folder = example();
        let path = folder.paths().find(|path| path.ends_with(name)).unwrap();
        String::from_utf8(folder.get(path).unwrap().to_vec()).unwrap()
    };
    let base = format!("collaborations/{COUNCIL}");
    let mut next = Folder::default();
    let model = text(MODEL).replace("2021-antagen", "2022-nasta");
    next.insert(
        format!("{base}/models/2022-nasta.toml"),
        model_change(&model),
    );
    next.insert(
        format!("{base}/budgets/2022/budget.toml"),
        text("budget.toml").replace("2021", "2022"),
    );
    next.insert(
        format!("{base}/budgets/2022/lines.csv"),
        line_change(&text("lines.csv")),
    );
    next.insert(
        format!("{base}/distributions/2022/distribution.toml"),
        "key = \"2022\"\ntitle = \"2022\"\nyear = 2022\nmodel = \"2022-nasta\"\n",
    );
    next
}

async fn two_municipalities_swapped(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let swap = |model: &str| {
        model
            .replace("eksjo-kommun = \"4.80\"", "eksjo-kommun = \"X\"")
            .replace("gislaveds-kommun = \"8.50\"", "gislaveds-kommun = \"4.80\"")
            .replace("\"X\"", "\"8.50\"")
    };
    let imported = import(&db, &next_year(swap, str::to_owned)).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let jumps: Vec<_> = imported
        .warnings
        .iter()
        .filter(|warning| warning.code == "amount_jump")
        .map(|warning| warning.values[0].1.as_str())
        .collect();
    assert_eq!(jumps, ["Eksjö kommun", "Gislaveds kommun"]);
}

async fn a_budget_that_grows_is_told_once_and_not_for_every_party(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let grown = |lines: &str| lines.replacen("cost,800000", "cost,3800000", 1);
    let imported = import(&db, &next_year(str::to_owned, grown)).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let codes = codes(&imported.warnings);
    assert!(!codes.contains(&"amount_jump"), "{codes:?}");
    let together = imported
        .warnings
        .iter()
        .find(|one| one.code == "amounts_jump");
    let value = |name: &str| {
        let values = &together.expect("they are told together").values;
        let found = values.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| value.replace('\u{a0}', " "))
            .unwrap_or_default()
    };
    assert_eq!(
        (value("count"), value("rows")),
        ("13".to_owned(), "14".to_owned())
    );
    assert_eq!(value("last"), "4 730 000 kr");
    assert_eq!(value("now"), "7 730 000 kr");
    assert_eq!(value("percent"), "63,42 %");
    let path = "/fordelning/2022";
    let concerned = page(&db, &coordinator(&db).await, path).await;
    assert!(concerned.contains("13 av 14 belopp"), "{concerned}");
}

async fn everything_wrong_is_told_at_once(db: Db) {
    world(&db).await;
    let folder = edited(&example(), "lines.csv", "cost,185000", "cost,mycket");
    let folder = edited(&folder, MODEL, "\"1.90\"", "\"1.80\"");
    let folder = edited(&folder, "/2021/printed.csv", "82859", "x");
    let problems = import(&db, &folder).await.problems.0;
    assert!(
        has(&problems, "amount_invalid", "lines.csv"),
        "{problems:#?}"
    );
    assert!(
        has(&problems, "amount_invalid", "printed.csv"),
        "{problems:#?}"
    );
    assert!(has(&problems, "percent_sum_wrong", MODEL), "{problems:#?}");
}

async fn a_jump_from_last_year(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let base = format!("collaborations/{COUNCIL}/budgets/2022");
    let mut next = Folder::default();
    next.insert(
        format!("{base}/budget.toml"),
        "year = 2022\ntitle = \"Budget\"\n\n[[part]]\nkey = \"lopande\"\nname = \"Löpande verksamhet\"\nkind = \"running\"\n",
    );
    next.insert(
        format!("{base}/lines.csv"),
        "part,name,kind,amount,note\nlopande,Projektstyrningsverktyg,cost,331000,\n",
    );
    let imported = import(&db, &next).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let line = imported
        .warnings
        .iter()
        .find(|warning| warning.place.row == Some(2))
        .unwrap();
    assert_eq!(line.code, "budget_jump");
}

async fn another_spelling_of_the_name(db: Db) {
    let file = "/2021/distribution.toml";
    let problems = refused(&db, file, "key = \"2021\"", "key = \"2012\"").await;
    assert!(has(&problems, "key_not_file_name", file), "{problems:#?}");
}
