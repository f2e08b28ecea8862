use crate::browser::Browser;
use crate::world::*;
use samverk_database::{Db, list_warnings};
use samverk_exchange::Folder;
use samverk_foundation::Actor;
use std::path::Path;
samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_examples_come_back,
    a_member_twice_is_refused,
    unknown_references_are_told_with_row_and_column,
    every_wrong_cell_is_told_at_once,
    a_wrong_organisation_number_is_told,
    two_municipalities_swapped_give_one_warning_that_is_kept,
    a_jump_is_warned_of_with_its_row,
    files_from_spreadsheet_programs_are_read,
    a_file_in_latin_1_is_told_with_its_row,
    newlines_in_cells_come_back,
    rows_that_the_folder_lacks_are_kept_with_a_warning,
    a_history_with_the_same_view_twice_is_neither_lost_nor_doubled,
    groups_may_stand_before_their_parent,
    what_a_ladders_own_rules_find_wrong_has_its_row,
);

async fn an_example_comes_back(db: &Db, other: &Db, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let folder = Folder::read(&root).unwrap();
    let warnings = import(db, folder.clone()).await.unwrap();
    assert_eq!(warnings, []);
    let events = event_count(db).await;
    let first = export(db).await;

    import(db, folder).await.unwrap();
    assert_eq!(
        event_count(db).await,
        events,
        "the second import records nothing"
    );
    assert_eq!(export(db).await, first);

    import(other, first.clone()).await.unwrap();
    assert_eq!(
        export(other).await,
        first,
        "an empty installation gives the same folder"
    );
}

async fn the_examples_come_back(db: Db) {
    register(&db).await;
    let (other, _folder) = sqlite().await;
    for name in ["jonkoping", "varmdo", "jamtland"] {
        an_example_comes_back(&db, &other, name).await;
    }
}

const COLLABORATION: &str = "key = \"radet\"\nname = \"Rådet\"\npurpose = \"Att prova\"\n\
    legal_form = \"network\"\nreach = \"regional\"\npublished = true\n";

fn with(file: &str, text: &str) -> Folder {
    folder(&[
        ("collaborations/radet/collaboration.toml", COLLABORATION),
        (&format!("collaborations/radet/{file}"), text),
    ])
}

async fn refused(db: &Db, folder: Folder) -> Vec<(String, Option<usize>, Option<String>)> {
    let problems = import(db, folder).await.unwrap_err();
    let owned = |(code, row, column): (&str, Option<usize>, Option<&str>)| {
        (code.to_owned(), row, column.map(str::to_owned))
    };
    told(&problems).into_iter().map(owned).collect()
}

fn at(code: &str, row: usize, column: &str) -> (String, Option<usize>, Option<String>) {
    (code.to_owned(), Some(row), Some(column.to_owned()))
}

async fn a_member_twice_is_refused(db: Db) {
    register(&db).await;
    let members = "group,party,standing,from,to,note\n,aneby-kommun,member,,,\n\
        ,eksjo-kommun,member,,,\n,aneby-kommun,non_voting,,,\n";
    let problems = refused(&db, with("members.csv", members)).await;
    assert_eq!(problems, [at("member_repeated", 4, "party")]);
}

async fn unknown_references_are_told_with_row_and_column(db: Db) {
    register(&db).await;
    let members = "group,party,standing,from,to,note\n,anneby-kommun,member,,,\n\
        arkiv,eksjo-kommun,member,,,\n";
    let problems = refused(&db, with("members.csv", members)).await;
    assert_eq!(
        problems,
        [
            at("group_unknown", 3, "group"),
            at("party_unknown", 2, "party")
        ]
    );

    let assessments = "group,party,other_party,ladder,level,wanted_level,note,date,on_behalf_of\n\
        ,aneby-kommun,eksjo-kommun,samverkanstrappan,7,,,,\n,,,trappan,1,,,,\n\
        ,aneby-kommun,,samtrappan,1,,,,\n";
    let problems = refused(&db, with("assessments.csv", assessments)).await;
    let expected = [
        at("subject_unclear", 4, "group"),
        at("level_unknown", 2, "level"),
        at("ladder_unknown", 3, "ladder"),
    ];
    assert_eq!(problems, expected);
}

async fn every_wrong_cell_is_told_at_once(db: Db) {
    register(&db).await;
    let groups = "key,name,kind,organiser,parent,reach,legal_form,host,purpose,cooperation,cost,financed_by,note\n\
        Arkiv,,inne,,,regional,,,,,\"1,234\",,\n";
    let problems = refused(&db, with("groups.csv", groups)).await;
    let expected = [
        at("key_invalid", 2, "key"),
        at("value_missing", 2, "name"),
        at("value_unknown", 2, "kind"),
        at("amount_invalid", 2, "cost"),
    ];
    assert_eq!(problems, expected);
}

async fn a_wrong_organisation_number_is_told(db: Db) {
    register(&db).await;
    let parties = "key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n\
        a,company,A,,,,556036-0793,\nb,company,B,,,,556036-0794,\n";
    let problems = import(&db, folder(&[("parties.csv", parties)]))
        .await
        .unwrap_err();
    assert_eq!(
        told(&problems),
        [(
            "organisation_number_invalid",
            Some(3),
            Some("organisation_number")
        )]
    );
    assert!(
        problems[0]
            .values
            .contains(&("reason", "check_digit".to_owned()))
    );
}

async fn two_municipalities_swapped_give_one_warning_that_is_kept(db: Db) {
    register(&db).await;
    let population = "party,year,population\naneby-kommun,2025,145000\n\
        eksjo-kommun,2025,17500\njonkopings-kommun,2025,6700\n";
    let warnings = import(&db, folder(&[("population.csv", population)]))
        .await
        .unwrap();
    assert_eq!(
        told(&warnings),
        [("population_swapped", Some(2), Some("population"))]
    );
    let names: Vec<_> = warnings[0]
        .values
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    assert!(
        names.contains(&"Aneby kommun") && names.contains(&"Jönköpings kommun"),
        "{names:?}"
    );

    let tx = db.read().await.unwrap();
    for (key, count) in [
        ("aneby-kommun", 1),
        ("jonkopings-kommun", 1),
        ("eksjo-kommun", 0),
    ] {
        let kept = list_warnings(&tx, party(&tx, key).await.id.0)
            .await
            .unwrap();
        assert_eq!(kept.len(), count, "{key}");
    }
    drop(tx);

    let mended = "party,year,population\naneby-kommun,2025,6700\njonkopings-kommun,2025,145000\n";
    assert_eq!(
        import(&db, folder(&[("population.csv", mended)]))
            .await
            .unwrap(),
        []
    );
    let tx = db.read().await.unwrap();
    let kept = list_warnings(&tx, party(&tx, "aneby-kommun").await.id.0)
        .await
        .unwrap();
    assert_eq!(kept, []);
}

async fn a_jump_is_warned_of_with_its_row(db: Db) {
    register(&db).await;
    let population = "party,year,population\naneby-kommun,2025,6700\neksjo-kommun,2025,25000\n";
    let warnings = import(&db, folder(&[("population.csv", population)]))
        .await
        .unwrap();
    assert_eq!(
        told(&warnings),
        [("population_jump", Some(3), Some("population"))]
    );
    let again = import(&db, folder(&[("population.csv", population)]))
        .await
        .unwrap();
    assert_eq!(again, [], "what already stands is not new");
}

async fn files_from_spreadsheet_programs_are_read(db: Db) {
    register(&db).await;
    let population = "\u{feff}year;population;party\r\n2025;6 700;aneby-kommun\r\n";
    import(&db, folder(&[("population.csv", population)]))
        .await
        .unwrap();
    let exported = export(&db).await;
    let text = std::str::from_utf8(exported.get("population.csv").unwrap()).unwrap();
    assert_eq!(text, "party,year,population\naneby-kommun,2025,6700\n");
}

async fn a_file_in_latin_1_is_told_with_its_row(db: Db) {
    register(&db).await;
    let mut folder = Folder::default();
    let text = b"key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n\
        a,company,A,,,,,\nb,company,B\xf6n,,,,,\n";
    folder.insert_bytes("parties.csv", text);
    let problems = import(&db, folder).await.unwrap_err();
    assert_eq!(
        (problems[0].code, problems[0].place.row),
        ("file_not_utf8", Some(3))
    );
}

async fn newlines_in_cells_come_back(db: Db) {
    register(&db).await;
    let relations = "key,party,others,topics,reach,certainty,note\na,aneby-kommun,eksjo-kommun,Drift,\
        regional,stated,\"Drift, och; mer\nrad \"\"två\"\"\"\n";
    import(&db, with("relations.csv", relations)).await.unwrap();
    let exported = export(&db).await;
    let text = exported.get("collaborations/radet/relations.csv").unwrap();
    assert_eq!(std::str::from_utf8(text).unwrap(), relations);
}

async fn rows_that_the_folder_lacks_are_kept_with_a_warning(db: Db) {
    register(&db).await;
    let all =
        "group,party,standing,from,to,note\n,aneby-kommun,member,,,\n,eksjo-kommun,member,,,\n";
    let one = "group,party,standing,from,to,note\n,eksjo-kommun,non_voting,,,\n";
    import(&db, with("members.csv", all)).await.unwrap();
    let warnings = import(&db, with("members.csv", one)).await.unwrap();
    assert_eq!(warnings[0].code, "rows_missing");
    let exported = export(&db).await;
    let text =
        std::str::from_utf8(exported.get("collaborations/radet/members.csv").unwrap()).unwrap();
    let expected =
        "group,party,standing,from,to,note\n,eksjo-kommun,non_voting,,,\n,aneby-kommun,member,,,\n";
    assert_eq!(text, expected);

    let at = "/samverkan/radet";
    let browser = Browser::new(&db, administrator());
    let told = "Medlemmar (Aneby kommun): 1 rad som finns här saknas i filen";
    assert!(browser.page(at).await.contains(told), "kept with the data");
    let relations = "key,party,others,topics,reach,certainty,note\na,aneby-kommun,eksjo-kommun,Drift,\
        regional,stated,\n";
    import(&db, with("relations.csv", relations)).await.unwrap();
    assert!(
        browser.page(at).await.contains(told),
        "another file says nothing of it"
    );
    let outsider = Browser::new(&db, Actor::Public);
    assert!(!outsider.page(at).await.contains(told));

    let tx = db.read().await.unwrap();
    let revision = scope(&tx, &SYSTEM, "radet").await.collaboration.revision;
    drop(tx);
    let revision = revision.to_string();
    let list = [("members.0.party", "Eksjö kommun"), ("revision", &revision)];
    browser
        .submit(&format!("{at}/medlemmar/redigera"), &list)
        .await;
    assert!(
        !browser.page(at).await.contains("saknas i filen"),
        "somebody has been through the list"
    );
}

async fn a_history_with_the_same_view_twice_is_neither_lost_nor_doubled(db: Db) {
    register(&db).await;
    let rows = "group,party,other_party,ladder,level,wanted_level,note,date,on_behalf_of\n\
        ,,,samtrappan,1,,,,\n,,,samtrappan,2,,,,\n,,,samtrappan,1,,,,\n";
    let folder = with("assessments.csv", rows);
    import(&db, folder.clone()).await.unwrap();
    import(&db, folder).await.unwrap();
    let exported = export(&db).await;
    let text = exported
        .get("collaborations/radet/assessments.csv")
        .unwrap();
    assert_eq!(std::str::from_utf8(text).unwrap(), rows);
}

async fn groups_may_stand_before_their_parent(db: Db) {
    register(&db).await;
    let groups = "key,name,kind,organiser,parent,reach,legal_form,host,purpose,cooperation,cost,financed_by,note\n\
        a,A,inside,,b,regional,,,,,,,\nb,B,inside,,,regional,,,,,1234.50,,\n";
    import(&db, with("groups.csv", groups)).await.unwrap();
    let exported = export(&db).await;
    let text = exported.get("collaborations/radet/groups.csv").unwrap();
    assert_eq!(std::str::from_utf8(text).unwrap(), groups);

    let circle = groups.replace("b,B,inside,,,", "b,B,inside,,a,");
    let problems = refused(&db, with("groups.csv", &circle)).await;
    assert_eq!(
        problems,
        [
            at("group_own_parent", 2, "parent"),
            at("group_own_parent", 3, "parent")
        ]
    );
}

async fn what_a_ladders_own_rules_find_wrong_has_its_row(db: Db) {
    let mut folder = Folder::default();
    let ladder = "key = \"stege\"\nname = \"Stege\"\n\n[[level]]\nnumber = 2\nname = \"Samtal\"\n\n\
        [[level]]\nnumber = 1\nname = \"Avtal\"\n";
    folder.insert("ladders/stege.toml", ladder);
    let wrong = import(&db, folder).await.unwrap_err();
    let places = wrong.iter().map(|problem| {
        let place = &problem.place;
        (
            problem.code,
            place.row,
            place.column.as_deref(),
            place.field.as_deref(),
        )
    });
    let places: Vec<_> = places.collect();
    assert_eq!(
        places,
        [("levels_not_rising", Some(4), Some("level"), None)]
    );
}
