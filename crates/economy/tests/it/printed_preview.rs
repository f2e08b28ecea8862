//! A printed table is compared before it is saved, so that what is confirmed has been seen.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_comparison_is_shown_before_it_is_confirmed,
    a_table_with_shares_only_is_kept_as_it_is,
);

const PRINTED: &str = "/fordelning/fordelning-2023/tryckt-tabell";

fn table<'a>(confirmed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("source", "Avtalet"),
        ("printed.0.party", "region-jonkopings-lan"),
        ("printed.0.share", "30 %"),
        ("printed.0.amount", "299 000"),
        ("total", "299 000"),
        ("revision", "1"),
    ];
    form.extend(confirmed);
    form
}

async fn the_comparison_is_shown_before_it_is_confirmed(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let coordinator = coordinator(&db).await;
    let (status, html) = post(&db, &coordinator, PRINTED, &table(&[])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    let compared = html.find("id=\"printed-preview\"").expect(&html);
    let asked = html.find("name=\"confirmed\"").expect(&html);
    assert!(compared < asked, "{html}");
    let preview = &html[compared..asked];
    for said in [
        "Tabellen är inte sparad än.",
        "299 000 kr",
        "300 000 kr",
        "−1 000 kr",
    ] {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    let saved = page(&db, &coordinator, "/fordelning/fordelning-2023").await;
    assert!(!saved.contains("299 000"), "{saved}");
    let (status, to) = post(&db, &coordinator, PRINTED, &table(&[("confirmed", "true")])).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let saved = page(&db, &coordinator, "/fordelning/fordelning-2023").await;
    assert!(saved.contains("299 000 kr"), "{saved}");
}

/// The example's table without amounts: in the browser, out as files and in again.
async fn a_table_with_shares_only_is_kept_as_it_is(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let path = format!("collaborations/{COUNCIL}/distributions/2021/printed.csv");
    let mut folder = export(&db).await;
    let csv = String::from_utf8(folder.get(&path).unwrap().to_vec()).unwrap();
    let bare: Vec<String> = csv
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            0 => line.to_owned(),
            _ => format!("{},", line.rsplit_once(',').unwrap().0),
        })
        .collect();
    let bare = bare.join("\n") + "\n";
    folder.insert(path.clone(), bare.clone());
    let imported = import(&db, &folder).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    assert_eq!(export(&db).await, folder);
    let coordinator = coordinator(&db).await;
    let html = page(&db, &coordinator, "/fordelning/2021").await;
    // The region pays an amount that is not the share its row speaks of.
    let agree = html.contains("13 av 14 andelar stämmer");
    assert!(agree, "{html}");
    let recorded = event_count(&db).await;
    import(&db, &folder).await;
    assert_eq!(event_count(&db).await, recorded);
    let wrong = bare.replace("1,90", "2,90");
    folder.insert(path.clone(), wrong);
    let warned = import(&db, &folder).await.warnings;
    let found = warned.iter().any(|one| one.code == "printed_share_differs");
    assert!(found, "{warned:#?}");
    let nothing = bare.replace("\"1,90 %\",", ",");
    assert_ne!(nothing, bare);
    folder.insert(path.clone(), nothing);
    let refused = import(&db, &folder).await.problems;
    assert_eq!(refused.0[0].code, "printed_row_empty", "{refused:#?}");
}
