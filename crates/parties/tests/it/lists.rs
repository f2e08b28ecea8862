//! The lists of groups and of ladders: the general list, with what the domain tells in columns of its own.

use crate::browser::Browser;
use crate::pages::with_examples;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    groups_tell_how_far_they_have_come,
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
