//! What a kind asks of its ground: choices, who reads which, and where its form stands.

use crate::beds::{BED, Bed, FROM, visitors};
use crate::sample::{MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, list_events};
use samverk_fields::columns;
use samverk_foundation::{Actor, Role, Roles};
use samverk_kept::{AnyKind, Ground, Kept, example, table_of};
use serde_json::{Value, json};

samverk_testing::db_tests!(MIGRATIONS;
    what_the_ground_has_is_chosen_by_name,
    a_reader_finds_only_what_the_condition_holds_of,
    what_is_added_is_told_from_what_is_changed,
);

const PLACE: &str = "/gardens/tomten-oppen/beds";
const PAGES: &str = "/tomter/tomten-oppen/rabatter";

fn bed(plot: Option<&str>) -> Value {
    let mut bed = example(&BED);
    bed["plot"] = json!(plot);
    bed
}

async fn what_the_ground_has_is_chosen_by_name(db: Db) {
    let (site, client) = visitors(&db, &Actor::System("test"));
    let form = site.get(&format!("{PAGES}/ny")).await.text;
    for part in [
        "<option value=\"norr\">Åt norr",
        "<option value=\"Ada Exempel\">",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let sent = [
        ("name", "Ärter"),
        ("growth", "grown"),
        ("plot", "norr"),
        ("keeper", "Ada Exempel"),
        ("from", "2026-05-01"),
    ];
    let (status, told) = site.post(&format!("{PAGES}/ny"), &sent).await.told();
    assert_eq!(status.as_u16(), 303, "{told}");
    let read = client.get(&format!("{PLACE}/arter")).await.told(200).body;
    assert_eq!(
        (&read["keeper"], &read["plot"]),
        (&json!("ada"), &json!("norr"))
    );
    assert_eq!(read["from"], "2026-05-01");
    // The form stands where a page would, and says the names.
    let edit = site.get(&format!("{PAGES}/arter")).await.text;
    for part in [
        "value=\"Ada Exempel\"",
        "value=\"norr\" selected",
        "rabatter/arter/ta-bort",
    ] {
        assert!(edit.contains(part), "{part} in {edit}");
    }
    assert!(
        site.get(PAGES)
            .await
            .text
            .contains(&format!("href=\"{PAGES}/arter\""))
    );
    // So does the log.
    let tx = db.read().await.unwrap();
    let latest = EventFilter {
        limit: 1,
        ..EventFilter::default()
    };
    let event = list_events(&tx, &latest).await.unwrap().remove(0);
    let named = json!({ "plot": "Åt norr", "keeper": "Ada Exempel" });
    assert_eq!(event.after.unwrap()["named"], named);
    drop(tx);
    // Whoever writes the name to the API means the same.
    let mut named = bed(None);
    named["keeper"] = json!("Ada Exempel");
    let saved = client.put(&format!("{PLACE}/namngiven"), "", &named).await;
    assert_eq!(saved.told(201).body["keeper"], "ada");
    let removal = site.get(&format!("{PAGES}/arter/ta-bort")).await.text;
    assert!(
        removal.contains("Åt norr") && removal.contains("Ada Exempel"),
        "{removal}"
    );
    let unknown = client
        .put(&format!("{PLACE}/x"), "", &bed(Some("vaster")))
        .await;
    assert_eq!(unknown.told(422).errors(), [("choice_invalid", "/plot")]);
    let column = columns(Bed::form())
        .into_iter()
        .find(|one| one.field == FROM);
    assert_eq!(column.unwrap().name, "from_date");
}

async fn a_reader_finds_only_what_the_condition_holds_of(db: Db) {
    let (site, keeper) = visitors(&db, &Actor::System("test"));
    let (outside, stranger) = visitors(&db, &Actor::Public);
    for (key, plot) in [
        ("norra", Some("norr")),
        ("sodra", Some("soder")),
        ("ingen", None),
    ] {
        let mut bed = bed(plot);
        bed["name"] = json!(format!("Den {key}"));
        keeper
            .put(&format!("{PLACE}/{key}"), "", &bed)
            .await
            .told(201);
    }
    for (client, count) in [(&keeper, 3), (&stranger, 2)] {
        let all = client.get(PLACE).await.told(200).body;
        assert_eq!(all["_meta"]["totalRecords"], count, "{all}");
        let told = all.to_string().contains("norra");
        assert_eq!(told, count == 3, "{all}");
    }
    stranger.get(&format!("{PLACE}/norra")).await.told(404);
    stranger.get(&format!("{PLACE}/sodra")).await.told(200);
    for (site, is_told) in [(&site, true), (&outside, false)] {
        for rest in ["", "?format=csv&tabell=bed-tab"] {
            let text = site.get(&format!("{PAGES}{rest}")).await.text;
            assert_eq!(text.contains("Den norra"), is_told, "{rest}");
            assert!(
                text.contains("Den sodra") || text.contains("Den ingen"),
                "{rest}: {text}"
            );
        }
    }
    // Typed callers read the same; the program itself reads all.
    let tx = db.read().await.unwrap();
    let mut at = garden("tomten-oppen");
    assert_eq!(BED.all(&tx, &at).await.unwrap().len(), 3);
    at.roles = Roles::of(&[Role::Public]);
    assert_eq!(BED.all(&tx, &at).await.unwrap().len(), 2);
    assert!(BED.find(&tx, &at, "norra").await.unwrap().is_none());
    assert_eq!(BED.list(&tx, &at, 0, 10).await.unwrap().len(), 2);
    let whole = table_of(&tx, &BED, at.id()).await.unwrap().unwrap();
    assert_eq!(whole.lines().count(), 4, "{whole}");
    let at: std::sync::Arc<dyn Ground> = std::sync::Arc::new(at);
    let found = samverk_kept::entries(&tx, &BED, &at).await.unwrap();
    assert_eq!(found.len(), 3, "members find all");
    drop(tx);
    // Who writes does not take the key of what somebody else does not see.
    let again = keeper.put(&format!("{PLACE}/norra"), "", &bed(None)).await;
    assert_eq!(again.code(), "precondition_required");
}

async fn what_is_added_is_told_from_what_is_changed(db: Db) {
    let (_, client) = visitors(&db, &Actor::System("test"));
    let path = format!("{PLACE}/arter");
    client.put(&path, "", &bed(None)).await.told(201);
    let kept = client.get(&path).await;
    client
        .put(&path, &kept.tag, &bed(Some("norr")))
        .await
        .told(200);
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        object_kind: Some(BED.facts().code),
        limit: 9,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["bed.saved", "bed.added"]);
}
