//! A kind that lies in a table of another name, belongs to itself, has lists of its own that it takes along, and
//! is searched by a part of its name.

use crate::deep_kinds::{somebody, visitor};
use crate::sample::{FLOWER, Flower, GARDEN, MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, Migration, list_events, problem};
use samverk_exchange::{Folder, Intake};
use samverk_fields::{FieldKey, Line, One, Referable, Title};
use samverk_foundation::{Actor, Problem, Role};
use samverk_kept::{
    AnyKind, Api, Exchange, Ground, Keeping, Kept, Kind, List, Order, Pages, Part, Readers,
    Removal, Rules, Seen, Target, Writers, apply, by_id, by_key, count_save, offered, read_table,
    spell_search_texts, table_of, unwritten,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

samverk_testing::db_tests!(MIGRATIONS;
    a_thing_belongs_to_another_of_its_kind_and_never_to_itself,
    a_file_names_what_it_adds_further_down,
    what_is_its_own_goes_with_it_and_is_told,
    a_list_is_searched_by_a_part_of_the_name,
    what_cannot_be_removed_is_told_before_one_confirms,
);

/// Gardeners who work together.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("crew")]
pub struct Crew {
    /// What they are called.
    #[kept(example = "Häcklaget")]
    pub name: Title,
    /// The crew that they belong to.
    pub parent: Option<One<Crew>>,
    /// What they grow.
    #[kept(example = "ros")]
    pub flower: Option<One<Flower>>,
    /// Where they are found.
    pub place: Line,
}

impl Referable for Crew {
    const KIND: &'static str = "crew";
}

pub static CREW_TARGET: Target = Target {
    kind: Crew::KIND,
    by_key: |tx, at, keys| by_key(&CREW, tx, at, keys),
    by_id: |tx, ids| by_id(&CREW, tx, ids),
    offered: |tx, at| offered(&CREW, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("choice_invalid").with("value", key),
    href: None,
    hides: false,
};

/// The tools of a crew, which are kept by hand.
const TOOLS: Part = Part {
    name: "tools",
    take_away: |tx, crew| {
        Box::pin(async move {
            let backend = tx.connection().get_database_backend();
            let ask = |sql: &str| {
                let sql = sql.replace("{id}", if tx.is_postgres() { "$1" } else { "?" });
                Statement::from_sql_and_values(backend, sql, [crew.id.into()])
            };
            let read = ask("SELECT name FROM crew_tool WHERE crew_id = {id} ORDER BY name");
            let rows = tx.connection().query_all_raw(read).await;
            let names = rows.map_err(problem)?.into_iter();
            let names = names.map(|row| row.try_get::<String>("", "name"));
            let names: Vec<String> = names.collect::<Result<_, _>>().map_err(problem)?;
            let gone = ask("DELETE FROM crew_tool WHERE crew_id = {id}");
            tx.connection().execute_raw(gone).await.map_err(problem)?;
            Ok(json!(names))
        })
    },
};

const SEARCHED: &[FieldKey] = &[Crew::NAME, Crew::PLACE];

pub static CREW: Kind<Crew> = Kind {
    ground: &GARDEN,
    readers: Readers::OfTheGround,
    writers: Writers::of("crew.save", &[Role::Administrator]),
    name: |crew| crew.name.to_string(),
    targets: &[&CREW_TARGET, &FLOWER],
    rules: Rules {
        removal: Removal {
            refuses: |_, crew| {
                let stays = crew.key.as_str() == "eviga";
                let refused = stays.then(|| Problem::conflict("already_settled"));
                Box::pin(async { refused.map_or(Ok(()), Err) })
            },
            codes: &["already_settled"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Crew::NAME, Crew::PARENT],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("lag"),
    api: Api {
        plural: "crews",
        about: ["Lag.", "Crews."],
        one: ["ett lag", "a crew"],
        example: "hacklaget",
        is_made_up: false,
        beside: &[],
        links: &[("parent", Crew::PARENT)],
    },
    exchange: Exchange::Table("crews.csv"),
    search: None,
    keeping: Keeping::PLAIN
        .in_table("work_crew")
        .with_parts(&[TOOLS])
        .searched_by(SEARCHED),
};

pub const TABLES: Migration = Migration {
    version: 995,
    name: "crew",
    sql: "CREATE TABLE work_crew (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, position {int} NOT NULL, name TEXT NOT NULL,
        parent_id {id} REFERENCES work_crew (id), flower_id {id}, place TEXT NOT NULL,
        search_text TEXT NOT NULL DEFAULT '',
        UNIQUE (garden_id, key)
    ) {strict};
    CREATE INDEX work_crew_in_order ON work_crew (garden_id, position, id);
    CREATE TABLE crew_tool (
        crew_id {id} NOT NULL REFERENCES work_crew (id), name TEXT NOT NULL
    ) {strict};",
};

const CREWS: &str = "/gardens/tomten-samverkan/crews";
const PAGES: &str = "/tomter/tomten-samverkan/lag";
const SYSTEM: Actor = Actor::System("test");

fn crew(name: &str, parent: Option<&str>) -> Value {
    json!({ "name": name, "parent": parent })
}

async fn import(db: &Db, rows: &[(&str, &str)]) -> (Vec<Problem>, u64) {
    let mut text = String::from("key,name,parent,flower,place\n");
    for (key, parent) in rows {
        text.push_str(&format!("{key},{key},{parent},,\n"));
    }
    let at = garden("tomten-samverkan");
    let mut folder = Folder::default();
    let path = at.file("crews.csv");
    folder.insert(&path, text);
    let mut intake = Intake::new(folder);
    let rows = read_table(&mut intake, &CREW, &path).unwrap();
    let tx = db.begin("import").await.unwrap();
    let before = db.query_count();
    apply(&tx, &SYSTEM, &at, &CREW, &rows, &mut intake)
        .await
        .unwrap();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    (intake.problems.0, db.query_count() - before)
}

async fn a_thing_belongs_to_another_of_its_kind_and_never_to_itself(db: Db) {
    let (site, client) = visitor(&db, &somebody(Role::Administrator), &[&CREW]);
    for (key, parent) in [
        ("alla", None),
        ("norra", Some("alla")),
        ("hack", Some("norra")),
    ] {
        let said = crew(key, parent);
        client
            .put(&format!("{CREWS}/{key}"), "", &said)
            .await
            .told(201);
    }
    let read = client.get(&format!("{CREWS}/hack")).await.told(200);
    assert_eq!(read.body["parent"], "norra");
    let above = &read.body["_links"]["parent"]["href"];
    assert!(
        above
            .as_str()
            .is_some_and(|href| href.ends_with("/crews/norra")),
        "{above}"
    );
    let list = site.get(PAGES).await.text;
    assert!(list.contains("norra"), "{list}");
    let form = site.get(&format!("{PAGES}/hack/redigera")).await.text;
    assert!(
        form.contains("<option value=\"norra\" selected>norra"),
        "{form}"
    );
    for (key, parent, code) in [
        ("alla", "hack", "inside_itself"),
        ("alla", "alla", "inside_itself"),
        ("alla", "finns-inte", "choice_invalid"),
        ("nytt", "nytt", "choice_invalid"),
    ] {
        let path = format!("{CREWS}/{key}");
        let tag = client.get(&path).await.tag;
        let refused = client.put(&path, &tag, &crew(key, Some(parent))).await;
        assert_eq!(refused.told(422).errors(), [(code, "/parent")], "{key}");
    }
    // The crew of another garden is none of this one's.
    let other = "/gardens/tomten-annan/crews/hack";
    let refused = client.put(other, "", &crew("hack", Some("norra"))).await;
    assert_eq!(refused.told(422).errors(), [("choice_invalid", "/parent")]);
    let sent = [("name", "alla"), ("parent", "hack"), ("revision", "1")];
    let told = site.post(&format!("{PAGES}/alla/redigera"), &sent).await;
    assert_eq!(told.status.as_u16(), 422);
    let tag = client.get(&format!("{CREWS}/norra")).await.tag;
    let used = client.delete(&format!("{CREWS}/norra"), &tag).await;
    assert_eq!(used.code(), "still_in_use");
    let tx = db.read().await.unwrap();
    let held = CREW.find(&tx, &garden("tomten-samverkan"), "hack").await;
    let held = held.unwrap().unwrap();
    let parent = held.parent.as_ref().and_then(One::id).unwrap();
    let named = CREW.with_ids(&tx, &[parent]).await.unwrap();
    assert_eq!(named[0].name.to_string(), "norra");
    assert_eq!(named[0].ground, held.ground);
    assert_eq!(CREW.whole(&tx, held.ground).await.unwrap().len(), 3);
}

async fn a_file_names_what_it_adds_further_down(db: Db) {
    let rows = [("c", "b"), ("b", "a"), ("a", ""), ("d", "")];
    let (problems, _) = import(&db, &rows).await;
    assert_eq!(problems, []);
    let at = garden("tomten-samverkan");
    let written = async || {
        let tx = db.read().await.unwrap();
        let text = table_of(&tx, &CREW, at.id()).await.unwrap().unwrap();
        let rows = text.lines().skip(1);
        let rows = rows.map(|row| row.trim_end_matches(','));
        rows.collect::<Vec<_>>().join(" ")
    };
    let stands = written().await;
    assert_eq!(stands, "c,c,b b,b,a a,a d,d", "in the order of the file");
    // Turned around at once, and what the file does not name stays as it is.
    assert_eq!(import(&db, &[("a", "c"), ("c", "")]).await.0.len(), 0);
    let (problems, _) = import(&db, &[("c", "b")]).await;
    let told = (problems[0].code, problems[0].place.row);
    assert_eq!(told, ("inside_itself", Some(2)));
    assert_eq!(problems[0].place.column.as_deref(), Some("parent"));
    let circle = [("x", "y"), ("y", "x"), ("z", "z"), ("d", "q"), ("e", "d")];
    let (problems, _) = import(&db, &circle).await;
    let mut told: Vec<_> = problems
        .iter()
        .map(|one| (one.place.row.unwrap(), one.code))
        .collect();
    told.sort_unstable();
    let circle = "inside_itself";
    let expected = [(2, circle), (3, circle), (4, circle), (5, "choice_invalid")];
    assert_eq!(told, expected);
    // What is refused itself is not named by others.
    let (problems, _) = import(&db, &[("under", "nya"), ("nya", "finns-inte")]).await;
    let codes: Vec<_> = problems.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["choice_invalid", "choice_invalid"]);
    let many: Vec<String> = (0..600).map(|number| format!("rad-{number}")).collect();
    let above = |number: usize| many.get(number + 1).map_or("", String::as_str);
    let rows: Vec<(&str, &str)> = (0..600)
        .map(|one| (many[one].as_str(), above(one)))
        .collect();
    let (problems, asked) = import(&db, &rows).await;
    assert_eq!(problems, []);
    assert!(asked < 30, "{asked} statements for 600 in a line");
}

async fn what_is_its_own_goes_with_it_and_is_told(db: Db) {
    let (site, client) = visitor(&db, &somebody(Role::Administrator), &[&CREW]);
    let path = format!("{CREWS}/hack");
    let made = client.put(&path, "", &crew("Häck", None)).await.told(201);
    let link = made.body["_links"]["tools"]["href"].as_str().unwrap();
    assert!(link.ends_with("/crews/hack/tools"), "{link}");
    let tx = db.begin("tools").await.unwrap();
    let at = garden("tomten-samverkan");
    let held = CREW.find(&tx, &at, "hack").await.unwrap().unwrap();
    let backend = tx.connection().get_database_backend();
    for tool in ["spade", "sax"] {
        let sql =
            format!("INSERT INTO crew_tool (crew_id, name) SELECT id, '{tool}' FROM work_crew");
        let insert = Statement::from_string(backend, sql);
        tx.connection().execute_raw(insert).await.unwrap();
    }
    let stale = count_save(&tx, &CREW, held.id, 7).await.unwrap_err();
    assert_eq!(stale.code, "changed_meanwhile");
    count_save(&tx, &CREW, held.id, 1).await.unwrap();
    tx.commit().await.unwrap();
    let page = format!("{PAGES}/hack/ta-bort");
    let done = site.post(&page, &[("revision", "2")]).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text);
    let eternal = format!("{CREWS}/eviga");
    let tag = client.put(&eternal, "", &crew("Eviga", None)).await.tag;
    let refused = client.delete(&eternal, &tag).await;
    assert_eq!(refused.code(), "already_settled");
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        object_kind: Some(CREW.facts().code),
        limit: 9,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let gone = events.iter().find(|event| event.kind == "crew.removed");
    let before = gone.unwrap().before.as_ref().unwrap();
    assert_eq!(before["tools"], json!(["sax", "spade"]));
    assert_eq!(before["name"], "Häck");
}

async fn what_cannot_be_removed_is_told_before_one_confirms(db: Db) {
    let (site, client) = visitor(&db, &somebody(Role::Administrator), &[&CREW]);
    for (key, name, parent) in [
        ("norra", "Norra laget", None),
        ("sodra", "Södra laget", None),
        ("hack", "Häcklaget", Some("norra")),
        ("rabatt", "Rabattlaget", Some("sodra")),
    ] {
        let path = format!("{CREWS}/{key}");
        client.put(&path, "", &crew(name, parent)).await.told(201);
    }
    let stands = async || {
        let read = client.get(CREWS).await.told(200);
        read.body["_meta"]["totalRecords"].as_u64().unwrap()
    };
    let picks = "norra:1 sodra:1 hack:1";
    let picked = format!("{PAGES}/valda");
    let asked = [("picked", picks), ("doing", "remove")];
    let page = site.post(&picked, &asked).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text);
    for name in ["Norra laget", "Södra laget"] {
        assert!(
            page.text.contains(&format!("<li>{name}: ")),
            "{}",
            page.text
        );
    }
    let left = "name=\"picked\" value=\"hack&#58;1\"";
    let left = page.text.contains(left) || page.text.contains("value=\"hack:1\"");
    assert!(left, "only the third is confirmed: {}", page.text);
    assert_eq!(stands().await, 4, "asking removes nothing");
    let confirmed = [
        ("picked", "hack:1"),
        ("doing", "remove"),
        ("confirmed", "true"),
    ];
    let done = site.post(&picked, &confirmed).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text);
    assert_eq!(stands().await, 3);
    // What one has confirmed is done whole or not at all.
    let both = [
        ("picked", "norra:1 sodra:1"),
        ("doing", "remove"),
        ("confirmed", "true"),
    ];
    let done = site.post(&picked, &both).await;
    assert_eq!(done.status.as_u16(), 409, "{}", done.text);
    assert_eq!(stands().await, 3, "{}", done.text);
}

async fn a_list_is_searched_by_a_part_of_the_name(db: Db) {
    let (_, client) = visitor(&db, &somebody(Role::Administrator), &[&CREW]);
    for (key, name) in [("a", "Rosélaget"), ("b", "100 %-laget"), ("c", "Ängslaget")] {
        let said = crew(name, None);
        client
            .put(&format!("{CREWS}/{key}"), "", &said)
            .await
            .told(201);
    }
    let found = async |typed: &str| {
        let read = client
            .get(&format!("{CREWS}?search={typed}"))
            .await
            .told(200);
        let total = read.body["_meta"]["totalRecords"].as_u64().unwrap();
        let keys = read.body["crews"].as_array().unwrap().iter();
        let keys: Vec<String> = keys
            .map(|one| one["key"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(total, keys.len() as u64);
        keys.concat()
    };
    for (typed, keys) in [
        ("", "abc"),
        ("LAGET", "abc"),
        ("rosel", "a"),
        ("%C3%A4ngs", "c"),
        ("ang", ""),
        ("%25", "b"),
        ("_", ""),
    ] {
        assert_eq!(found(typed).await, keys, "{typed}");
    }
    let twice = client.get(&format!("{CREWS}?search=a&search=b")).await;
    twice.told(400);
    // What stood before lists were searched is found after the next start.
    let tx = db.begin("older").await.unwrap();
    let backend = tx.connection().get_database_backend();
    let older = Statement::from_string(backend, "UPDATE work_crew SET search_text = ''");
    tx.connection().execute_raw(older).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found("rosel").await, "");
    spell_search_texts(&db, &[&CREW]).await.unwrap();
    assert_eq!(found("rosel").await, "a");
    let at = garden("tomten-samverkan");
    let tx = db.begin("typed").await.unwrap();
    let held = CREW.find(&tx, &at, "a").await.unwrap().unwrap();
    let renamed = Crew {
        name: "Tulpanlaget".into(),
        ..held.value.clone()
    };
    let seen = Seen::Revision(held.revision);
    CREW.save(&tx, &SYSTEM, &at, held.key, &renamed, seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found("tulp").await, "a");
}
