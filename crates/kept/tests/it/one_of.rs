//! A reference to one of several kinds: memos that concern a tree, a secret or a flower.

use crate::deep_kinds::Tree;
use crate::deep_kinds::{TREE, api, somebody, visitor};
use crate::life_kinds::{PERMIT, Permit};
use crate::sample::{FLOWER, Flower, GARDEN, MIGRATIONS, garden};
use crate::veiled::workbook;
use samverk_database::{Db, EventFilter, Migration, list_events};
use samverk_exchange::{Folder, Intake};
use samverk_fields::{OneOf, Referable, Title};
use samverk_foundation::{Actor, Problem, Role};
use samverk_kept::{
    AnyKind, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Target,
    Writers, apply, by_id, by_key, check_keeping, find_references, offered, read_table, table_of,
    text_keys, unwritten,
};
use samverk_testing::api::Client;
use samverk_web::Referred;
use serde_json::{Value, json};

samverk_testing::db_tests!(MIGRATIONS;
    one_of_several_kinds_goes_every_way_and_back,
    what_is_named_wrongly_is_told_at_its_place,
    what_is_referred_to_is_not_removed,
    what_a_reader_may_not_know_of_is_hidden_and_not_lost,
    the_history_names_what_is_referred_to,
);

impl Referable for Tree {
    const KIND: &'static str = "tree";
}

impl Referable for Permit {
    const KIND: &'static str = "permit";
}

/// What is noted of something.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("memo")]
pub struct Memo {
    /// What it is called.
    #[kept(example = "Minnesanteckning")]
    pub name: Title,
    /// What it concerns.
    pub about: Option<OneOf<(Tree, Permit, Flower)>>,
}

static TREES: Target = Target {
    kind: Tree::KIND,
    by_key: |tx, at, keys| by_key(&TREE, tx, at, keys),
    by_id: |tx, ids| by_id(&TREE, tx, ids),
    offered: |tx, at| offered(&TREE, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("choice_invalid").with("value", key),
    href: None,
    // Only some know of trees.
    hides: true,
};

static PERMITS: Target = Target {
    kind: Permit::KIND,
    by_key: |tx, at, keys| by_key(&PERMIT, tx, at, keys),
    by_id: |tx, ids| by_id(&PERMIT, tx, ids),
    offered: |tx, at| offered(&PERMIT, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("choice_invalid").with("value", key),
    href: None,
    // Drafts are their makers' alone.
    hides: true,
};

pub static MEMO: Kind<Memo> = Kind {
    ground: &GARDEN,
    readers: Readers::Members,
    writers: Writers::of(
        "memo.save",
        &[Role::Administrator, Role::Coordinator, Role::Representative],
    ),
    name: |memo| memo.name.to_string(),
    targets: &[&TREES, &PERMITS, &FLOWER],
    rules: Rules::NONE,
    list: List {
        order: Order::By(&[Memo::NAME]),
        columns: &[Memo::NAME, Memo::ABOUT],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("minnen"),
    api: api("memos", "minne"),
    exchange: Exchange::Table("memos.csv"),
    search: Some(Search {
        title: Memo::NAME,
        words: &[],
        rows: None,
    }),
    keeping: Keeping::PLAIN,
};

/// A column for each kind; foreign keys watch those that have a table.
pub const MEMO_TABLE: Migration = Migration {
    version: 996,
    name: "memo",
    sql: "CREATE TABLE memo (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, name TEXT NOT NULL,
        about_tree_id {id} REFERENCES tree(id),
        about_permit_id {id} REFERENCES permit(id),
        about_flower_id {id},
        UNIQUE (garden_id, key)
    ) {strict};
    CREATE INDEX memo_about_tree ON memo (about_tree_id);
    CREATE INDEX memo_about_permit ON memo (about_permit_id);",
};

static KINDS: &[&dyn AnyKind] = &[&TREE, &PERMIT, &MEMO];

const ALL: &str = "/gardens/tomten-samverkan/memos";
const PAGES: &str = "/tomter/tomten-samverkan/minnen";

fn memo(about: impl Into<Value>) -> Value {
    json!({ "name": "Minne", "about": about.into() })
}

/// A garden with a tree and a permit, and a memo about each and about a flower.
async fn kept(db: &Db) -> Client {
    let (_, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    let place = "/gardens/tomten-samverkan";
    for (path, thing) in [
        ("trees/ask", json!({ "name": "Asken" })),
        (
            "permits/lov",
            json!({ "name": "Lovet", "standing": "draft" }),
        ),
    ] {
        let path = format!("{place}/{path}");
        client.put(&path, "", &thing).await.told(201);
    }
    for about in ["tree:ask", "permit:lov", "flower:ros"] {
        let path = format!("{ALL}/om-{}", about.replace(':', "-"));
        client.put(&path, "", &memo(about)).await.told(201);
    }
    client
}

async fn one_of_several_kinds_goes_every_way_and_back(db: Db) {
    let client = kept(&db).await;
    let (site, _) = visitor(&db, &somebody(Role::Administrator), KINDS);
    for about in ["tree:ask", "permit:lov", "flower:ros"] {
        let key = format!("om-{}", about.replace(':', "-"));
        let read = client.get(&format!("{ALL}/{key}")).await.told(200).body;
        assert_eq!(read["about"], about);
        let edit = format!("{PAGES}/{key}/redigera");
        let form = site.get(&edit).await.text;
        assert!(
            form.contains(&format!("value=\"{about}\" selected")),
            "{form}"
        );
        assert_eq!(form.matches("<optgroup").count(), 3);
    }
    let list = site.get(PAGES).await.text;
    for part in ["Asken", "En ros", "/blommor/ros"] {
        assert!(list.contains(part), "{part} in {list}");
    }
    let sent = [("name", "Nytt"), ("about", "flower:lilja")];
    let (status, told) = site.post(&format!("{PAGES}/ny"), &sent).await.told();
    assert_eq!(status.as_u16(), 303, "{told}");
    let read = client.get(&format!("{ALL}/nytt")).await.told(200).body;
    assert_eq!(read["about"], "flower:lilja");
    let (path, nothing) = (format!("{ALL}/inget"), memo(Value::Null));
    let read = client.put(&path, "", &nothing).await.told(201).body;
    assert_eq!(read["about"], Value::Null);
    let keeper = somebody(Role::Administrator);
    let mut at = garden("tomten-samverkan");
    at.roles = keeper.all_roles();
    let tx = db.begin("table").await.unwrap();
    let written = table_of(&tx, &MEMO, samverk_kept::Ground::id(&at)).await;
    let written = written.unwrap().unwrap();
    assert!(written.contains("om-tree-ask,Minne,tree:ask"), "{written}");
    let mut folder = Folder::default();
    folder.insert("gardens/tomten-samverkan/memos.csv", written.clone());
    let mut intake = Intake::new(folder);
    let rows = read_table(&mut intake, &MEMO, "gardens/tomten-samverkan/memos.csv").unwrap();
    apply(&tx, &keeper, &at, &MEMO, &rows, &mut intake)
        .await
        .unwrap();
    assert!(intake.problems.is_empty(), "{:?}", intake.problems);
    let again = table_of(&tx, &MEMO, samverk_kept::Ground::id(&at)).await;
    assert_eq!(again.unwrap().unwrap(), written);
    let keys = text_keys(&MEMO).required;
    for kind in ["tree", "permit", "flower"] {
        assert!(keys.contains(&format!("memo-about-{kind}")), "{keys:?}");
    }
    assert_eq!(check_keeping(&MEMO), Vec::<String>::new());
}

async fn what_is_named_wrongly_is_told_at_its_place(db: Db) {
    let client = kept(&db).await;
    let (site, _) = visitor(&db, &somebody(Role::Administrator), KINDS);
    // A kind that it cannot concern, no kind, nothing of that key, another garden's.
    let elsewhere = "/gardens/tomten/trees/annan-ask";
    client
        .put(elsewhere, "", &json!({ "name": "Annan" }))
        .await
        .told(201);
    for (about, code, in_table) in [
        ("memo:om-tree-ask", "body_invalid", "value_unknown"),
        ("ask", "body_invalid", "value_unknown"),
        ("tree:finns-inte", "choice_invalid", "choice_invalid"),
        ("tree:annan-ask", "choice_invalid", "choice_invalid"),
        ("permit:ask", "choice_invalid", "choice_invalid"),
    ] {
        let refused = client.put(&format!("{ALL}/ny-sak"), "", &memo(about)).await;
        assert_eq!(refused.told(422).errors(), [(code, "/about")], "{about}");
        let sent = [("name", "Nytt"), ("about", about)];
        let refused = site.post(&format!("{PAGES}/ny"), &sent).await;
        assert_eq!(refused.status.as_u16(), 422, "{about}");
        assert!(refused.text.contains("href=\"#input-about\""), "{about}");
        let mut folder = Folder::default();
        let table = format!("key,name,about\na,A,flower:ros\nb,B,{about}\n");
        folder.insert("gardens/tomten-samverkan/memos.csv", table);
        let mut intake = Intake::new(folder);
        let path = "gardens/tomten-samverkan/memos.csv";
        let rows = read_table(&mut intake, &MEMO, path).unwrap();
        let tx = db.begin("import").await.unwrap();
        let (system, at) = (Actor::System("test"), garden("tomten-samverkan"));
        apply(&tx, &system, &at, &MEMO, &rows, &mut intake)
            .await
            .unwrap();
        let told = &intake.problems.0[0];
        let place = (told.place.row, told.place.column.as_deref());
        assert_eq!((told.code, place), (in_table, (Some(3), Some("about"))));
    }
}

async fn what_is_referred_to_is_not_removed(db: Db) {
    let client = kept(&db).await;
    let path = "/gardens/tomten-samverkan/trees/ask";
    let tag = client.get(path).await.tag;
    let refused = client.delete(path, &tag).await.told(409);
    assert_eq!(refused.code(), "still_in_use");
    let memo = format!("{ALL}/om-tree-ask");
    let of_memo = client.get(&memo).await.tag;
    client.delete(&memo, &of_memo).await.told(204);
    client.delete(path, &tag).await.told(204);
}

async fn what_a_reader_may_not_know_of_is_hidden_and_not_lost(db: Db) {
    let keeper = kept(&db).await;
    let path = format!("{ALL}/om-tree-ask");
    // Only administrators and coordinators know of trees, and the permit is a draft of another's.
    let (site, client) = visitor(&db, &somebody(Role::Representative), KINDS);
    let list = site.get(PAGES).await.text;
    let csv = site
        .get(&format!("{PAGES}?format=csv&tabell=memo-tab"))
        .await;
    let page = site.get(&format!("{PAGES}/om-tree-ask")).await.text;
    let book = format!("{PAGES}?format=xlsx&tabell=memo-tab");
    let book = workbook(&site, &book, "Minne").await;
    for text in [&list, &csv.text, &page, &book] {
        assert!(!text.contains("Asken") && !text.contains("tree:"), "{text}");
        assert!(!text.contains("Lovet"), "{text}");
    }
    assert!(list.contains("En ros"), "{list}");
    assert!(page.contains("history__list"), "{page}");
    let read = client.get(&path).await.told(200);
    assert_eq!(read.body["about"], Value::Null);
    // Whoever saves it does not lose it, nor names it blindly.
    let mut body = read.body.clone();
    body["name"] = json!("Nytt namn");
    let saved = client.put(&path, &read.tag, &body).await.told(200);
    assert_eq!(saved.body["about"], Value::Null);
    let form = site
        .get(&format!("{PAGES}/om-tree-ask/redigera"))
        .await
        .text;
    assert!(!form.contains("name=\"about\""), "{form}");
    let stands = keeper.get(&path).await.body;
    assert_eq!(
        (&stands["name"], &stands["about"]),
        (&json!("Nytt namn"), &json!("tree:ask"))
    );
    let tag = client.get(&path).await.tag;
    let refused = client.put(&path, &tag, &memo("flower:ros")).await.told(422);
    assert_eq!(refused.errors()[0].0, "field_veiled");
    let refused = client
        .put(&format!("{ALL}/ny"), "", &memo("tree:ask"))
        .await;
    refused.told(422);
}

async fn the_history_names_what_is_referred_to(db: Db) {
    kept(&db).await;
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        object_kind: Some("memo"),
        limit: 10,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let at = garden("tomten-samverkan");
    for (at, expected) in [
        (
            Some(&at as &dyn samverk_kept::Ground),
            ["Asken", "En ros"].as_slice(),
        ),
        (None, &["En ros"]),
    ] {
        let found = find_references(&tx, &[&MEMO], at, &events).await.unwrap();
        let mut named: Vec<&str> = Vec::new();
        for told in found.values() {
            match told {
                Referred::Named(name) => named.push(name),
                other => assert_eq!(*other, Referred::Hidden),
            }
        }
        named.sort_unstable();
        assert_eq!((found.len(), named.as_slice()), (3, expected));
    }
    let (site, _) = visitor(&db, &somebody(Role::Administrator), KINDS);
    let page = site.get(&format!("{PAGES}/om-tree-ask")).await.text;
    let history = page.split("history__list").nth(1).unwrap();
    assert!(history.contains("Asken"), "{history}");
}
