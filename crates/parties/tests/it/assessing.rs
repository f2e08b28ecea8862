//! How a party assesses: on one ladder, step by step; and who no longer takes part.

use crate::browser::Browser;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_representative_assesses_on_the_ladder_that_was_chosen,
    a_group_keeps_its_ladder_when_the_collaboration_changes,
    the_groups_are_assessed_all_at_once,
    what_is_wrong_in_an_assessment_is_told_beside_the_field,
    the_chosen_ladder_goes_out_and_in,
    a_chosen_ladder_is_not_removed,
    who_has_left_is_no_member,
    the_history_of_the_members_is_about_the_members,
);

const AT: &str = "/samverkan/radet";

fn settings<'a>(ladder: &'a str, revision: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("name", "Rådet"),
        ("purpose", "Att prova"),
        ("legal_form", "network"),
        ("reach", "regional"),
        ("published", "true"),
        ("ladder", ladder),
        ("revision", revision),
    ]
}

/// A council of two on Samtrappan with two groups.
async fn council(db: &Db) -> Browser {
    register(db).await;
    let runner = Browser::new(db, administrator());
    runner
        .submit("/samverkan/ny", &settings("samtrappan", ""))
        .await;
    let members = [
        ("members.0.party", "Aneby kommun"),
        ("members.1.party", "Habo kommun"),
        ("revision", "1"),
    ];
    runner
        .submit(&format!("{AT}/medlemmar/redigera"), &members)
        .await;
    for name in ["Arkivgruppen", "Driftgruppen"] {
        let group = [("name", name), ("kind", "inside"), ("reach", "regional")];
        runner.submit(&format!("{AT}/grupper/ny"), &group).await;
    }
    runner
}

async fn representative(db: &Db, of: &str) -> Browser {
    let tx = db.read().await.unwrap();
    let id = party(&tx, of).await.id;
    Browser::new(db, person(&[], &[(id, Role::Representative)]))
}

async fn a_representative_assesses_on_the_ladder_that_was_chosen(db: Db) {
    council(&db).await;
    let aneby = representative(&db, "aneby-kommun").await;
    let group = aneby.page(&format!("{AT}/grupper/arkivgruppen")).await;
    let form = format!("{AT}/grupper/arkivgruppen/bedom");
    assert!(group.contains(&format!("href=\"{form}\"")), "{group}");

    let page = aneby.page(&form).await;
    assert_eq!(page.matches("type=\"radio\"").count(), 5, "{page}");
    for words in [
        "som stämmer bäst enligt Aneby kommun",
        "3 Arena för samverkan",
        "Parterna samtalar om hur e-tjänster kan utvecklas.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Samverkanstrappan"), "{page}");
    assert!(
        !page.contains("Vems bedömning"),
        "there is one only: {page}"
    );

    let sent = [
        ("level", "2"),
        ("wanted_level", "4"),
        ("note", "Vi provar"),
        ("date", "2026-11-01"),
        ("aktor", "aneby-kommun"),
        ("trappa", "samtrappan"),
    ];
    let page = aneby.submit(&form, &sent).await;
    for words in [
        "2 Forum för samförstånd",
        "4 Inre marknadsplats",
        "Vi provar",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let again = aneby.page(&form).await;
    let last = "Förra gången, 2026-11-01: 2 Forum för samförstånd.";
    assert!(again.contains(last), "{again}");
    // Who runs the collaboration speaks for it, or for the party that a task names.
    let runner = Browser::new(&db, administrator());
    let page = runner.page(&form).await;
    assert!(
        page.contains("Vems bedömning") && !page.contains(last),
        "{page}"
    );
    let page = runner.page(&format!("{form}?aktor=habo-kommun")).await;
    assert!(page.contains("enligt Habo kommun"), "{page}");
    let stranger = Browser::new(&db, Actor::Public).get(&form).await;
    assert!(stranger.location.starts_with("/logga-in"));
}

async fn a_group_keeps_its_ladder_when_the_collaboration_changes(db: Db) {
    let runner = council(&db).await;
    let (archive, operations) = (
        format!("{AT}/grupper/arkivgruppen"),
        format!("{AT}/grupper/driftgruppen"),
    );
    let form = format!("{archive}/bedom");
    runner.submit(&form, &[("level", "3")]).await;
    let settings = settings("samverkanstrappan", "2");
    let page = runner.submit(&format!("{AT}/redigera"), &settings).await;
    assert!(page.contains("Samverkanstrappan"), "{page}");
    assert!(
        page.contains("Trappa:") && page.contains("Samtrappan"),
        "the history: {page}"
    );

    let other = runner.page(&format!("{operations}/bedom")).await;
    assert!(
        other.contains("2 Samsyn") && !other.contains("Samtrappan"),
        "{other}"
    );
    let kept = runner.page(&form).await;
    assert!(kept.contains("3 Arena för samverkan"), "{kept}");
    let instead = format!("href=\"{form}?trappa=samverkanstrappan\"");
    assert!(kept.contains(&instead), "{kept}");
    let moved = runner
        .page(&format!("{form}?trappa=samverkanstrappan"))
        .await;
    assert!(
        moved.contains("2 Samsyn") && !moved.contains("3 Arena"),
        "{moved}"
    );

    let sent = [("level", "2"), ("trappa", "samverkanstrappan")];
    let page = runner.submit(&form, &sent).await;
    for words in ["2 Samsyn", "3 Arena för samverkan"] {
        assert!(page.contains(words), "nothing is lost: {page}");
    }
    let now = runner.page(&form).await;
    assert!(
        now.contains("2 Samsyn") && !now.contains("3 Arena"),
        "{now}"
    );
}

async fn the_groups_are_assessed_all_at_once(db: Db) {
    let runner = council(&db).await;
    let form = format!("{AT}/grupper/bedom");
    let page = runner.page(&form).await;
    assert!(page.contains("Arkivgruppen") && page.contains("Driftgruppen"));
    let wrong = [
        ("groups.0.group", "arkivgruppen"),
        ("groups.0.level", "3"),
        ("groups.1.group", "driftgruppen"),
        ("groups.1.wanted_level", "4"),
        ("revision", "0"),
    ];
    let refused = runner.post(&form, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let place = "wrong-groups-1-level";
    assert!(refused.text.contains(place), "{}", refused.text);
    let right = [
        ("groups.0.group", "arkivgruppen"),
        ("groups.0.level", "3"),
        ("groups.0.wanted_level", "4"),
        ("groups.1.group", "driftgruppen"),
        ("date", "2026-11-01"),
        ("revision", "0"),
    ];
    runner.submit(&form, &right).await;
    let told = runner.page(&format!("{AT}/grupper/arkivgruppen")).await;
    let level = "3 Arena för samverkan";
    assert!(
        told.contains(level) && told.contains("2026-11-01"),
        "{told}"
    );
    let other = runner.page(&format!("{AT}/grupper/driftgruppen")).await;
    assert!(other.contains("Ingen har bedömt nivån än"), "{other}");
    // Somebody else has assessed since the page was opened.
    let late = runner.post(&form, &right).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let aneby = representative(&db, "aneby-kommun").await;
    let own = [
        ("groups.0.group", "driftgruppen"),
        ("groups.0.level", "2"),
        ("revision", "1"),
    ];
    aneby.submit(&form, &own).await;
    let told = runner.page(&format!("{AT}/grupper/driftgruppen")).await;
    assert!(told.contains("Aneby kommun"), "{told}");
    let stranger = Browser::new(&db, Actor::Public).get(&form).await;
    assert!(stranger.location.starts_with("/logga-in"));
}

async fn what_is_wrong_in_an_assessment_is_told_beside_the_field(db: Db) {
    council(&db).await;
    let aneby = representative(&db, "aneby-kommun").await;
    let form = format!("{AT}/bedom");
    let own = ("aktor", "aneby-kommun");
    for (sent, words, place) in [
        (vec![own, ("note", "Kvar")], "Välj", "#input-level-1"),
        (
            vec![own, ("level", "9"), ("note", "Kvar")],
            "Samtrappan har ingen nivå 9",
            "#input-level-1",
        ),
        (
            vec![own, ("level", "1"), ("wanted_level", "0"), ("note", "Kvar")],
            "Samtrappan har ingen nivå 0",
            "#input-wanted_level",
        ),
        (
            vec![own, ("level", "ett"), ("note", "Kvar")],
            "ett",
            "#input-level-1",
        ),
        (
            vec![own, ("level", "1"), ("date", "i går"), ("note", "Kvar")],
            "i går",
            "#input-date",
        ),
    ] {
        let answer = aneby.post(&form, &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent:?}");
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
        assert!(answer.text.contains(place), "{place}: {}", answer.text);
        assert!(
            answer.text.contains("Kvar"),
            "what was typed: {}",
            answer.text
        );
    }
    let strange = [own, ("level", "1"), ("trappa", "finns-inte")];
    let answer = aneby.post(&form, &strange).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let foreign = [("aktor", "habo-kommun"), ("level", "1")];
    let answer = aneby.post(&form, &foreign).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

async fn the_chosen_ladder_goes_out_and_in(db: Db) {
    council(&db).await;
    let written = export(&db).await;
    let path = "collaborations/radet/collaboration.toml";
    let document = text(&written, path);
    assert!(document.contains("ladder = \"samtrappan\""), "{document}");
    let (other, _folder) = sqlite().await;
    import(&other, written.clone()).await.unwrap();
    assert_eq!(text(&export(&other).await, path), document);

    let unknown = document.replace("samtrappan", "ingen-trappa");
    let wrong = folder(&[("bundle.toml", BUNDLE), (path, &unknown)]);
    let problems = import(&other, wrong).await.unwrap_err();
    assert_eq!(problems[0].code, "ladder_unknown");
    assert_eq!(problems[0].place.column.as_deref(), Some("ladder"));
}

fn text(folder: &Folder, path: &str) -> String {
    String::from_utf8(folder.get(path).unwrap().to_vec()).unwrap()
}

const BUNDLE: &str = "format = 1\ntitle = \"Prov\"\n";

async fn a_chosen_ladder_is_not_removed(db: Db) {
    let runner = council(&db).await;
    let ladder = [
        ("name", "Egen trappa"),
        ("levels.0.number", "1"),
        ("levels.0.name", "Samtal"),
    ];
    runner.submit("/trappor/ny", &ladder).await;
    let page = runner.page("/trappor/egen-trappa").await;
    assert!(page.contains("/trappor/egen-trappa/ta-bort"));
    let settings = settings("egen-trappa", "2");
    runner.submit(&format!("{AT}/redigera"), &settings).await;
    let page = runner.page("/trappor/egen-trappa").await;
    assert!(page.contains("eller en samverkan har valt den"), "{page}");
    let answer = runner.post("/trappor/egen-trappa/ta-bort", &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
}

async fn who_has_left_is_no_member(db: Db) {
    let runner = council(&db).await;
    let habo = representative(&db, "habo-kommun").await;
    let form = format!("{AT}/bedom");
    assert_eq!(habo.get(&form).await.status, StatusCode::OK);
    let members = [
        ("members.0.party", "Aneby kommun"),
        ("members.1.party", "Habo kommun"),
        ("members.1.to", "2026-11-21"),
        ("members.2.party", "Mullsjö kommun"),
        ("members.2.from", "2027-01-01"),
        ("revision", "2"),
    ];
    let page = runner
        .submit(&format!("{AT}/medlemmar/redigera"), &members)
        .await;
    let (now, former) = page.split_once("Tidigare medlemmar").unwrap();
    assert!(
        now.contains("Aneby kommun") && now.contains("Mullsjö kommun"),
        "{now}"
    );
    assert!(
        !now.contains("Habo kommun") && former.contains("Habo kommun"),
        "{page}"
    );
    let file = format!("{AT}/medlemmar?tabell=tidigare-medlemmar&format=csv");
    let file = runner.get(&file).await.text;
    assert!(
        file.contains("Habo kommun") && !file.contains("Aneby"),
        "{file}"
    );

    let front = runner.page(AT).await;
    assert!(front.contains("Medlemmar (1)"), "{front}");
    let cards = runner.page("/samverkan").await;
    assert!(cards.contains("1 medlem"), "{cards}");
    let pair = runner.page(&format!("{AT}/relationer/bedom")).await;
    assert!(!pair.contains("Habo kommun"), "{pair}");
    // Its people no longer have any part in it.
    let refused = habo.get(&form).await;
    assert_ne!(refused.status, StatusCode::OK, "{}", refused.text);
    let sent = [("level", "1"), ("aktor", "habo-kommun")];
    let refused = habo.post(&form, &sent).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    // Who will be a member prepares for it.
    let mullsjo = representative(&db, "mullsjo-kommun").await;
    assert!(mullsjo.page("/samverkan").await.contains("Rådet"));
    let last_day = [
        ("members.0.party", "Aneby kommun"),
        ("members.1.party", "Habo kommun"),
        ("members.1.to", "2026-11-22"),
        ("revision", "3"),
    ];
    let page = runner
        .submit(&format!("{AT}/medlemmar/redigera"), &last_day)
        .await;
    assert!(
        !page.contains("Tidigare medlemmar"),
        "the last day is a day: {page}"
    );
}

async fn the_history_of_the_members_is_about_the_members(db: Db) {
    let runner = council(&db).await;
    for level in ["1", "2", "3"] {
        runner
            .submit(&format!("{AT}/bedom"), &[("level", level)])
            .await;
    }
    let page = runner.page(&format!("{AT}/medlemmar")).await;
    assert!(page.contains("Medlemmarna ändrades"), "{page}");
    assert!(!page.contains("Samverkansnivån bedömdes"), "{page}");
    let front = runner.page(AT).await;
    assert!(front.contains("Samverkansnivån bedömdes"), "{front}");
}
