//! Described kinds in files, and many of them: tables that go round, lists read by page, statements that go
//! by an index.

use crate::examples::same;
use crate::kinds_place::{Place, api, has_ground, laid_before, pages};
use crate::text_round_trip::{exported, goes_round};
use crate::things::in_new;
use axum::http::header;
use samverk_app::bundle::Outcome;
use samverk_app::modules::{kinds, migrations};
use samverk_database::Db;
use samverk_fields::{FieldKey, FieldKind, Record, cell_columns, from_json, to_cells};
use samverk_foundation::{Actor, Key, swedish_order};
use samverk_kept::{AnyKind, Exchange, Lines, example, statements, table_text};
use samverk_sheets::write_csv;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

samverk_testing::db_tests!(&migrations();
    a_table_goes_out_and_in_unchanged,
    a_wrong_cell_is_told_by_row_and_column,
    a_long_list_is_read_by_page,
    every_question_to_the_database_goes_by_an_index,
);

const MANY: usize = 450;

fn table(kind: &dyn AnyKind, rows: &[(String, Record)]) -> String {
    if let Exchange::Lines(_) = kind.facts().exchange {
        let keyed = rows.iter();
        let keyed = keyed.map(|(key, record)| (Key::parse(key).unwrap(), record.clone()));
        let keyed: Vec<(Key, Record)> = keyed.collect();
        let keyed = keyed.iter().map(|(key, record)| (key, record));
        return table_text(kind, keyed).unwrap_or_default();
    }
    let mut columns = vec!["key"];
    columns.extend(cell_columns(kind.form()));
    let row = |(key, record): &(String, Record)| {
        let cells = to_cells(kind.form(), record);
        std::iter::once(key.clone()).chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    write_csv(&columns, &rows)
}

/// The example under each of these keys.
fn alike(kind: &dyn AnyKind, keys: &[&str]) -> Vec<(String, Record)> {
    let record = from_json(kind.form(), &example(kind)).unwrap();
    let row = |key: &&str| ((*key).to_owned(), record.clone());
    keys.iter().map(row).collect()
}

fn file(kind: &dyn AnyKind) -> Option<String> {
    match kind.facts().exchange {
        Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => {
            let path = format!("{}/{file}", in_new(kind.facts().ground.folder));
            // What hangs on the installation lies in the folder itself.
            Some(path.trim_start_matches('/').to_owned())
        }
        Exchange::Document { .. } | Exchange::Nowhere => None,
    }
}

async fn a_table_goes_out_and_in_unchanged(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        for key in ["zz", "aa"] {
            let path = format!("{}/{key}", api(kind));
            place.client.put(&path, "", &example(kind)).await.told(201);
        }
    }
    let whole = exported(&place.house).await;
    for kind in kinds() {
        let Some(file) = file(kind) else { continue };
        let keys = [laid_before(kind), vec!["zz", "aa"]].concat();
        let rows = alike(kind, &keys);
        let written = String::from_utf8_lossy(whole.get(&file).unwrap());
        assert_eq!(written, table(kind, &rows), "{file}");
    }
    let again = place.house.import(whole.clone(), true).await;
    assert!(matches!(again, Outcome::Saved(_)), "{again:?}");
    same(&whole, &exported(&place.house).await);
    goes_round(&place.house).await;
    // What has been removed leaves a gap in the order, which is no change of the others.
    let mut still = Vec::new();
    for kind in kinds() {
        let [first, other] = ["zz", "aa"].map(|key| format!("{}/{key}", api(kind)));
        let gone = tag(&place, &first).await;
        place.client.delete(&first, &gone).await.told(204);
        still.push(other);
    }
    let mut before = Vec::new();
    for other in &still {
        before.push(tag(&place, other).await);
    }
    let again = place.house.import(exported(&place.house).await, true).await;
    assert!(matches!(again, Outcome::Saved(_)), "{again:?}");
    for (other, before) in still.iter().zip(before) {
        assert_eq!(tag(&place, other).await, before, "{other}");
    }
}

async fn tag(place: &Place, path: &str) -> String {
    place.client.get(path).await.header(header::ETAG).to_owned()
}

async fn a_wrong_cell_is_told_by_row_and_column(db: Db) {
    let place = Place::of(db, true).await;
    let whole = exported(&place.house).await;
    let mut lacking = whole.clone();
    let mut expected = BTreeSet::new();
    let mut twice = whole;
    let mut repeated = BTreeMap::new();
    for kind in kinds() {
        let Some(file) = file(kind) else { continue };
        let lines = match kind.facts().exchange {
            Exchange::Lines(lines) => Some(lines),
            _ => None,
        };
        let required = kind.form().questions().filter(|one| one.is_required());
        // What has no row has no line either.
        let is_line = |field: &FieldKey| lines.is_some_and(|one| one.field == field.as_str());
        let required = required.filter(|one| !is_line(&one.key));
        let required: Vec<FieldKey> = required.map(|one| one.key.clone()).collect();
        // The first row is whole, every other lacks a field.
        let keys = (0..=required.len()).map(|n| format!("ett-{n:02}"));
        let keys: Vec<String> = keys.collect();
        let mut rows = alike(kind, &keys.iter().map(String::as_str).collect::<Vec<_>>());
        for ((field, row), number) in required.into_iter().zip(&mut rows[1..]).zip(3..) {
            expected.insert((file.clone(), number, field.to_string()));
            row.1.set(field, samverk_fields::Value::Nothing);
        }
        lacking.insert(&file, table(kind, &rows));
        twice.insert(&file, table(kind, &alike(kind, &["ett", "ett"])));
        repeated.insert(file, lines.is_some());
    }
    let Outcome::Refused(problems) = place.house.import(lacking, true).await else {
        panic!("what lacks a field must be refused");
    };
    let lacked = problems.iter().filter(|one| one.code == "value_missing");
    let told = lacked.map(|one| {
        let at = &one.place;
        (
            at.file.clone().unwrap_or_default(),
            at.row.unwrap_or_default(),
            at.column.clone().unwrap_or_default(),
        )
    });
    assert_eq!(told.collect::<BTreeSet<_>>(), expected);
    let Outcome::Refused(problems) = place.house.import(twice, true).await else {
        panic!("a key twice must be refused");
    };
    for (file, is_lines) in repeated {
        let mut here = problems
            .iter()
            .filter(|one| one.place.file.as_deref() == Some(&*file));
        assert!(
            here.any(|one| one.place.row == Some(3) && (is_lines || one.code == "key_repeated")),
            "{file}"
        );
    }
    for kind in kinds().into_iter().filter(|kind| file(*kind).is_some()) {
        let all = place.client.get(&api(kind)).await.body;
        let before = laid_before(kind).len();
        assert_eq!(
            all["_meta"]["totalRecords"], before,
            "nothing is half saved"
        );
    }
}

async fn a_long_list_is_read_by_page(db: Db) {
    let place = Place::of(db, true).await;
    let whole = exported(&place.house).await;
    for kind in kinds() {
        let Some(file) = file(kind) else { continue };
        let path = format!("{}/n-0", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
        let list = pages(kind);
        let counted = async |path: &str| {
            let before = place.house.db.query_count();
            let text = place.get(path).await;
            (place.house.db.query_count() - before, text)
        };
        let (few, _) = counted(&list).await;
        let rows: Vec<_> = (0..MANY)
            .map(|n| {
                let record = from_json(kind.form(), &varied(kind, n)).unwrap();
                (format!("n-{n}"), record)
            })
            .collect();
        let mut folder = whole.clone();
        folder.insert(&file, table(kind, &rows));
        let before = place.house.db.query_count();
        let outcome = place.house.import(folder, true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let imported = place.house.db.query_count() - before;
        let (many, text) = counted(&list).await;
        assert_eq!(
            few, many,
            "{list}: as many statements for {MANY} rows as for one"
        );
        assert!(
            imported < 440,
            "{file}: {imported} statements for an import of {MANY} rows"
        );
        let before = laid_before(kind).len();
        let last = place
            .client
            .get(&format!("{}?limit=100&offset=400", api(kind)))
            .await;
        let meta = &last.body["_meta"];
        assert_eq!(
            (&meta["count"], &meta["totalRecords"]),
            (&json!(50 + before), &json!(MANY + before))
        );
        assert!(
            text.contains(&format!("({})", MANY + before)),
            "{list} says how many there are"
        );
        let seen = walk(&place, &list, &list).await.len();
        assert_eq!(seen, MANY, "{list}");
        let gone = format!("{list}?efter=finns-inte");
        let gone = place.house.get(&gone, &place.cookie).await;
        assert_eq!(gone.status.as_u16(), 303, "{list}");
        assert_eq!(gone.location, format!("{list}?notis=kept-went-on"));
        sorted_both_ways(&place, kind, &list).await;
    }
}

/// The example, with something else in each field by which the list is sorted.
fn varied(kind: &dyn AnyKind, n: usize) -> Value {
    let mut said = example(kind);
    for field in kind.facts().list.sorted {
        said[field.camel()] = sorted_value(kind, field, n);
    }
    said
}

fn sorted_value(kind: &dyn AnyKind, field: &FieldKey, n: usize) -> Value {
    const WORDS: [&str; 6] = ["Ö", "a", "Å", "É", "Ä", "f"];
    let question = kind.form().find(field.as_str());
    let may_be_empty = question.is_some_and(|one| !one.is_required());
    match question.map(|one| &one.kind) {
        Some(FieldKind::Line | FieldKind::Prose { .. }) => WORDS[n % WORDS.len()].into(),
        Some(FieldKind::Choice(choices)) => {
            let codes = choices.codes();
            codes[n % codes.len()].into()
        }
        Some(FieldKind::Amount) => format!("{}.00", n % 5 + 1).into(),
        Some(FieldKind::Date) if may_be_empty && n.is_multiple_of(3) => Value::Null,
        Some(FieldKind::Date) => format!("2027-01-{:02}", n % 28 + 1).into(),
        _ => (n % 5 + 1).into(),
    }
}

/// How a value stands in an order that goes up: nothing first, texts as Swedish sorts them, choices as the form has them.
fn standing(kind: &dyn AnyKind, field: &FieldKey, value: &Value) -> (u64, String) {
    if let Some(FieldKind::Choice(choices)) = kind.form().find(field.as_str()).map(|one| &one.kind)
    {
        let place = (choices.codes().iter()).position(|code| Some(*code) == value.as_str());
        return (place.unwrap() as u64, String::new());
    }
    (
        value.as_u64().unwrap_or_default(),
        value.as_str().map(swedish_order).unwrap_or_default(),
    )
}

/// The numbers of the things in the list that the address begins, page by page.
async fn walk(place: &Place, list: &str, first: &str) -> Vec<usize> {
    let mut seen = Vec::new();
    let mut next = Some(place.get(first).await);
    while let Some(text) = next {
        let rows = text
            .split("/redigera\"")
            .map(|before| before.rsplit("/n-").next());
        let rows = rows.filter_map(|number| number?.parse().ok());
        seen.extend::<Vec<usize>>(rows.collect());
        let links = text.split("href=\"").skip(1);
        let links = links.filter_map(|rest| rest.split('"').next());
        let more = links.map(|href| href.replace("&#38;", "&"));
        let mut more = more.filter(|href| href.contains("efter="));
        next = match more.find(|href| href.starts_with(list) && !href.contains("markera=")) {
            Some(href) => Some(place.get(&href).await),
            None => None,
        };
    }
    seen
}

async fn sorted_both_ways(place: &Place, kind: &dyn AnyKind, list: &str) {
    for field in kind.facts().list.sorted {
        for way in ["", "-"] {
            let asked = format!("{list}?ordning={way}{}", field.as_str());
            let seen = walk(place, list, &asked).await;
            assert_eq!(seen.len(), MANY, "{asked}");
            let values = seen.iter().map(|n| sorted_value(kind, field, *n));
            let mut standings: Vec<_> = values.map(|value| standing(kind, field, &value)).collect();
            if way == "-" {
                standings.reverse();
            }
            // What follows from the rest is not what the row said.
            let follows = kind.facts().keeping.elsewhere.contains(field);
            assert!(follows || standings.is_sorted(), "{asked}: {standings:?}");
        }
        let heading = place
            .get(&format!("{list}?ordning={field}&kolumner={field}"))
            .await;
        assert!(heading.contains("aria-sort=\"ascending\""), "{list}");
    }
    let unknown = format!("{list}?ordning=finns-inte");
    let unknown = place.house.get(&unknown, &place.cookie).await;
    assert_eq!(unknown.status.as_u16(), 422, "{list}");
}

async fn every_question_to_the_database_goes_by_an_index(db: Db) {
    let place = Place::of(db, true).await;
    let tx = place.house.db.read().await.unwrap();
    let parts = [
        ("collaboration", "zz-ny"),
        ("plan", "zz"),
        ("party", "habo-kommun"),
    ];
    let parts = parts.map(|(name, part)| (name.to_owned(), part.to_owned()));
    let backend = tx.connection().get_database_backend();
    if tx.is_postgres() {
        let off = Statement::from_string(backend, "SET LOCAL enable_seqscan = off");
        tx.connection().execute_raw(off).await.unwrap();
    }
    for kind in kinds() {
        let ground = kind.facts().ground;
        let actor = Actor::System("test");
        let at = (ground.find)(&tx, &actor, &parts).await.unwrap();
        let outside = (ground.by_id)(&tx, at.id()).await.unwrap().unwrap();
        let asked = [at, outside].into_iter();
        let asked = asked.flat_map(|at| statements(kind, at.as_ref()).unwrap());
        for asked in asked {
            let mut asked = backend.build(&asked);
            let explain = match tx.is_postgres() {
                true => "EXPLAIN",
                false => "EXPLAIN QUERY PLAN",
            };
            asked.sql = format!("{explain} {}", asked.sql);
            let rows = tx.connection().query_all_raw(asked.clone()).await.unwrap();
            let column = if tx.is_postgres() {
                "QUERY PLAN"
            } else {
                "detail"
            };
            let plan: Vec<String> = rows
                .iter()
                .map(|row| row.try_get("", column).unwrap())
                .collect();
            let plan = plan.join("\n");
            // Where there is one ground only, its whole list lies in the index.
            let plan = match has_ground(kind) {
                true => plan,
                false => plan.replace(&format!("SCAN {} USING", kind.facts().table()), "USING"),
            };
            assert!(
                !plan.contains("SCAN") && !plan.contains("Seq Scan"),
                "{}\n{plan}",
                asked.sql
            );
            assert!(!plan.contains("TEMP B-TREE"), "{}\n{plan}", asked.sql);
        }
    }
}
