use crate::world::*;
use samverk_database::{Db, list_warnings};
use samverk_economy::store;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    document_003_says_what_does_not_add_up,
    the_example_is_canonical,
    importing_twice_changes_nothing,
    an_amount_that_the_computation_does_not_give_is_told_with_its_row,
    measures_survive_the_folder,
    without_inputs_an_adopted_distribution_is_computed_from_what_is_known,
);

async fn document_003_says_what_does_not_add_up(db: Db) {
    world(&db).await;
    let warnings = import_example(&db).await;
    let region = warnings
        .iter()
        .find(|w| w.code == "printed_share_not_followed")
        .unwrap();
    let value = |name: &str| {
        let (_, value) = region
            .values
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap();
        value.replace('\u{a0}', " ")
    };
    assert_eq!(value("printed"), "369 000 kr");
    assert_eq!(value("base"), "1 435 000 kr");
    assert_eq!(value("expected"), "430 500 kr");
    assert_eq!(value("implied"), "1 230 000 kr");
    assert_eq!(value("difference"), "205 000 kr");
    assert!(
        region
            .place
            .file
            .as_deref()
            .unwrap()
            .ends_with("printed.csv")
    );
    assert_eq!(region.place.row, Some(2));

    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let adopted = store::find_distribution(&tx, of, "2021")
        .await
        .unwrap()
        .unwrap();
    let result = &adopted.adopted.as_ref().unwrap().result;
    let amount = |party: &str| result.row(&key(party)).unwrap().amount;
    assert_eq!(amount("aneby-kommun"), kronor(82_859));
    assert_eq!(amount("jonkopings-kommun"), kronor(1_657_180));
    assert_eq!(amount("region-jonkopings-lan"), kronor(369_000));
    assert_eq!(amount("hoglandsforbundet"), kronor(0));
    assert_eq!(
        (result.distributed, result.difference),
        (kronor(4_730_000), kronor(0))
    );
    let kept = list_warnings(&tx, adopted.id.0).await.unwrap();
    assert_eq!(
        kept.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(),
        ["printed_share_not_followed"]
    );
}

async fn the_example_is_canonical(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let (exported, example) = (export(&db).await, example());
    for path in exported.paths() {
        let text = |folder: &samverk_exchange::Folder| {
            String::from_utf8_lossy(folder.get(path).unwrap_or_default()).into_owned()
        };
        assert_eq!(text(&exported), text(&example), "{path}");
    }
    assert_eq!(exported, example);
}

async fn importing_twice_changes_nothing(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let (events, folder) = (event_count(&db).await, export(&db).await);
    import_example(&db).await;
    let again = import(&db, &folder).await;
    assert!(again.problems.is_empty(), "{:#?}", again.problems);
    assert_eq!(
        (event_count(&db).await, export(&db).await),
        (events, folder)
    );
}

async fn an_amount_that_the_computation_does_not_give_is_told_with_its_row(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let folder = edited(&export(&db).await, "/2021/amounts.csv", "369000", "430500");
    let imported = import(&db, &folder).await;
    let problem = &imported.problems.0[0];
    assert_eq!(
        (problem.code, imported.problems.0.len()),
        ("amount_differs", 1)
    );
    assert!(
        problem
            .place
            .file
            .as_deref()
            .unwrap()
            .ends_with("amounts.csv")
    );
    let values: Vec<_> = problem
        .values
        .iter()
        .map(|(_, value)| value.replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        values,
        [
            "region-jonkopings-lan",
            "lopande",
            "430 500 kr",
            "369 000 kr"
        ]
    );
    assert!(problem.place.row.is_some());
}

async fn measures_survive_the_folder(db: Db) {
    world(&db).await;
    let mut folder = samverk_exchange::Folder::default();
    let path = format!("collaborations/{COUNCIL}/measures.csv");
    let text = "measure,name,unit,party,year,value\n\
                anstallda,Anställda,personer,aneby-kommun,2020,612\n\
                anstallda,Anställda,personer,eksjo-kommun,2020,1510.5\n\
                roster,Röster,,aneby-kommun,,3\n";
    folder.insert(path.clone(), text);
    assert!(import(&db, &folder).await.problems.is_empty());
    assert_eq!(export(&db).await, folder);

    let fewer = edited(
        &folder,
        "measures.csv",
        "roster,Röster,,aneby-kommun,,3\n",
        "",
    );
    let imported = import(&db, &fewer).await;
    assert_eq!(codes(&imported.warnings), ["rows_missing"]);
    assert_eq!(export(&db).await, folder);
}

async fn without_inputs_an_adopted_distribution_is_computed_from_what_is_known(db: Db) {
    world(&db).await;
    let bare = without(
        &without(&example(), "distributions/2021/inputs.toml"),
        "amounts.csv",
    );
    let imported = import(&db, &bare).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    // The amounts are the same; the inputs say that they are of the present edition.
    let inputs = "distributions/2021/inputs.toml";
    let (kept, known) = (export(&db).await, example());
    assert_eq!(without(&kept, inputs), without(&known, inputs));
}
