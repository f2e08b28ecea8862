//! The lists of groups and of ladders: the general list, with what the domain tells in columns of its own.

use crate::browser::Browser;
use crate::pages::with_examples;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    groups_tell_how_far_they_have_come,
    groups_are_sorted_by_how_far_they_have_come,
    an_address_with_former_names_is_read,
    ladders_show_their_steps,
);

const GROUPS: &str = "/samverkan/digitaliseringsradet/grupper";

async fn groups_tell_how_far_they_have_come(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let file = format!("{GROUPS}?tabell=grupper-omkring&format=csv");
    let csv = browser.get(&file).await.text;
    let heading = csv.lines().next().unwrap();
    for column in ["Nivå nu", "Önskad nivå", "Aktörernas bedömningar"] {
        assert!(heading.contains(column), "{heading}");
    }
    let row = csv.lines().find(|row| row.starts_with("Inera")).unwrap();
    assert!(row.contains("Ambitionen är att gå till samsyn."), "{row}");
    let own = browser.page(&format!("{GROUPS}?kind=inside")).await;
    assert!(
        own.contains("Inte bedömd") && !own.contains("Inera"),
        "{own}"
    );
    let found = browser.page(&format!("{GROUPS}?sok=ARKITEKT")).await;
    assert!(
        found.contains("Arkitektgruppen") && !found.contains("/grupper/inera\""),
        "{found}"
    );
    let chosen = browser.page(&format!("{GROUPS}?kolumner=level")).await;
    assert!(
        chosen.contains("Nivå nu") && !chosen.contains("Önskad nivå</th>"),
        "{chosen}"
    );
    let names = async |order: &str| {
        let asked = format!("{GROUPS}?ordning={order}&tabell=grupper-omkring&format=csv");
        let csv = browser.get(&asked).await.text;
        let names = csv.lines().skip(1).filter_map(|row| row.split(';').next());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let (up, mut down) = (names("name").await, names("-name").await);
    down.reverse();
    assert!(up.len() > 5, "{up:?}");
    assert_eq!(up, down);
}

async fn ladders_show_their_steps(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let list = browser.page("/trappor").await;
    let step = "1 Samtal";
    assert!(list.contains(step), "{list}");
    assert!(
        list.contains("href=\"/trappor/samverkanstrappan\""),
        "{list}"
    );
    let found = browser.page("/trappor?sok=samtrappan").await;
    assert!(!found.contains("/trappor/samverkanstrappan\""), "{found}");
}

/// The cells of a column in the table of groups outside, as the address asks for them.
async fn column(browser: &Browser, asked: &str, name: &str) -> Vec<String> {
    let shown = "kolumner=level.wanted_level&tabell=grupper-omkring&format=csv";
    let file = format!("{GROUPS}?{asked}{shown}");
    let csv = browser.get(&file).await.text;
    let heading = csv.lines().next().unwrap().trim_start_matches('\u{feff}');
    let place = heading.split(';').position(|one| one == name).unwrap();
    let cells = csv.lines().skip(1).map(|row| row.split(';').nth(place));
    cells
        .map(|cell| cell.unwrap_or_default().to_owned())
        .collect()
}

async fn groups_are_sorted_by_how_far_they_have_come(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    for (field, name) in [("level", "Nivå nu"), ("wanted_level", "Önskad nivå")] {
        let usual = column(&browser, "", name).await;
        for way in ["", "-"] {
            let asked = format!("ordning={way}{field}&");
            let cells = column(&browser, &asked, name).await;
            let number = |cell: &String| {
                let number = cell.split_whitespace().next();
                number
                    .and_then(|number| number.parse::<i64>().ok())
                    .unwrap_or(-1)
            };
            let mut levels: Vec<i64> = cells.iter().map(number).collect();
            if way == "-" {
                levels.reverse();
            }
            assert!(levels.is_sorted(), "{asked}: {cells:?}");
            assert!(levels.first() != levels.last(), "{asked}: {cells:?}");
            assert_eq!(cells.len(), usual.len());
        }
    }
    let page = browser.page(&format!("{GROUPS}?ordning=-level")).await;
    assert!(page.contains("aria-sort=\"descending\""), "{page}");
    assert!(page.contains("ordning=wanted_level"), "{page}");
    // What nobody can sort by has no heading that leads anywhere.
    assert!(!page.contains("ordning=reservation"), "{page}");
}

async fn an_address_with_former_names_is_read(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, Actor::Public);
    let own = browser.page(&format!("{GROUPS}?slag=inside")).await;
    assert!(!own.contains("/grupper/inera\""), "{own}");
    let found = browser.page(&format!("{GROUPS}?namn=ARKITEKT")).await;
    assert!(
        found.contains("Arkitektgruppen") && !found.contains("/grupper/inera\""),
        "{found}"
    );
}
