use crate::world::{MIGRATIONS, SURVEY, World};
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    blank_unknown_irrelevant_and_zero_are_told_apart,
    a_party_compares_itself_with_those_that_let_it,
    the_file_has_the_same_columns_over_versions,
);

fn own(party: &str) -> String {
    format!("{SURVEY}/svar/{party}")
}

async fn answer(world: &World<'_>, party: usize, key: &str, typed: &[(&str, &str)]) {
    let actor = world.county.representative(party);
    world
        .answer(&actor, &format!("{}/avsnitt/bas", own(key)), typed)
        .await;
    let (status, told) = world.step(&actor, &own(key), "submit", "").await;
    assert!(status.is_redirection(), "{told}");
}

/// The cells of a table's rows.
fn row(page: &str, table: &str, label: &str) -> Vec<String> {
    let (_, rest) = page.split_once(&format!("id=\"{table}\"")).unwrap();
    let (body, _) = rest.split_once("</table>").unwrap();
    let mut rows = body.split("<tr").skip(1);
    let row = rows
        .find(|row| row.contains(label))
        .unwrap_or_else(|| panic!("{label}: {body}"));
    let text = |cell: &str| {
        let mut text = String::new();
        let mut inside = true;
        for character in cell.chars() {
            match character {
                '<' => inside = true,
                '>' => inside = false,
                other if !inside => text.push(other),
                _ => {}
            }
        }
        text.trim().to_owned()
    };
    row.split("<t").skip(1).map(text).collect()
}

async fn blank_unknown_irrelevant_and_zero_are_told_apart(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let drift = ("hur_skots_driften", "egen");
    answer(
        &world,
        0,
        "aneby-kommun",
        &[drift, ("hur_manga_servrar_har_ni", "0")],
    )
    .await;
    answer(
        &world,
        1,
        "eksjo-kommun",
        &[drift, ("hur_manga_servrar_har_ni.passed", "unknown")],
    )
    .await;
    answer(
        &world,
        2,
        "habo-kommun",
        &[("hur_skots_driften.passed", "irrelevant")],
    )
    .await;
    let page = world
        .house
        .page(&world.coordinator, &format!("{SURVEY}/resultat"))
        .await;
    let servers = "hur_manga_servrar_har_ni";
    for (label, count) in [
        ("Noll", "1"),
        ("Vet inte", "1"),
        ("Inte aktuellt för oss", "0"),
        ("Inget svar", "1"),
    ] {
        assert!(
            row(&page, servers, label).contains(&count.to_owned()),
            "{label}"
        );
    }
    let picked = row(&page, "hur_skots_driften", "Egen");
    assert!(
        picked.contains(&"2".to_owned()) && picked.contains(&"100 %".to_owned()),
        "{picked:?}"
    );
    assert!(
        page.contains("<svg") && page.contains("Eksjö kommun"),
        "a picture, and side by side"
    );
}

async fn a_party_compares_itself_with_those_that_let_it(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let drift = ("hur_skots_driften", "egen");
    answer(&world, 0, "aneby-kommun", &[drift]).await;
    answer(&world, 1, "eksjo-kommun", &[drift]).await;
    let (aneby, path) = (world.county.representative(0), format!("{SURVEY}/resultat"));
    let page = world.house.page(&aneby, &path).await;
    assert!(
        page.contains("Ni ser 1 av 2 svar") && !page.contains("Eksjö kommun"),
        "{page}"
    );
    let eksjo = world.county.representative(1);
    let choice = format!("{}/jamforelse", own("eksjo-kommun"));
    world
        .house
        .submit(&eksjo, &choice, &[("comparable", "true")])
        .await;
    let page = world.house.page(&aneby, &path).await;
    assert!(page.contains("Eksjö kommun"), "{page}");
    world
        .house
        .submit(&eksjo, &choice, &[("comparable", "false")])
        .await;
    assert!(
        !world
            .house
            .page(&aneby, &path)
            .await
            .contains("Eksjö kommun")
    );
    let all = world.house.page(&world.coordinator, &path).await;
    assert!(all.contains("Eksjö kommun") && all.contains("Aneby kommun"));
}

async fn the_file_has_the_same_columns_over_versions(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let typed = [("hur_skots_driften", "egen"), ("beratta", "Vi växer")];
    answer(&world, 0, "aneby-kommun", &typed).await;
    let begin = format!("{SURVEY}/formular/borja");
    world
        .house
        .post(&world.coordinator, &begin, &[("from", "")])
        .await;
    let removal = format!("{SURVEY}/formular/ta-bort/beratta");
    let page = world.house.page(&world.coordinator, &removal).await;
    let revision = crate::world::hidden(&page, "revision");
    world
        .house
        .submit(&world.coordinator, &removal, &[("revision", &revision)])
        .await;
    world.add("bas", "line", &[("label_sv", "Kontakt")]).await;
    let send = format!("{SURVEY}/formular/skicka");
    let page = world.house.page(&world.coordinator, &send).await;
    let revision = crate::world::hidden(&page, "revision");
    world
        .house
        .submit(&world.coordinator, &send, &[("revision", &revision)])
        .await;
    answer(
        &world,
        1,
        "eksjo-kommun",
        &[("hur_skots_driften.passed", "unknown")],
    )
    .await;

    let file = format!("{SURVEY}/resultat?tabell=svar&format=csv");
    let (_, csv) = world.house.get(&world.coordinator, &file).await;
    let mut lines = csv.lines();
    let heading = lines.next().unwrap().trim_start_matches('\u{feff}');
    let columns: Vec<&str> = heading.split(';').collect();
    let asked = [
        "hur_manga_servrar_har_ni",
        "hur_skots_driften",
        "beratta",
        "varfor",
        "kontakt",
    ];
    assert_eq!(columns[3..], asked, "{csv}");
    assert!(
        csv.contains("Aneby kommun;1.0;2026-11-22;;egen;Vi växer;;"),
        "{csv}"
    );
    assert!(
        csv.contains("Eksjö kommun;2.0;2026-11-22;;[Vet inte];;;"),
        "{csv}"
    );
    let file = format!("{SURVEY}/resultat?tabell=kodbok&format=csv");
    let (_, csv) = world.house.get(&world.coordinator, &file).await;
    assert!(csv.contains("beratta;1.0;Berätta;"), "{csv}");
    assert!(csv.contains("hur_skots_driften;1.0–2.0;"), "{csv}");
    assert!(csv.contains("egen = Egen"), "{csv}");
}
