//! Every sort of field goes through form, JSON, table and workbook and back, and what is wrong is told
//! with its place in each.

use crate::sample::{ELSEWHERE, KINDS, MIGRATIONS, SAMPLE, Sample, client, garden, visitors};
use samverk_database::Db;
use samverk_exchange::{Folder, Intake};
use samverk_fields::{from_json, to_form};
use samverk_foundation::{Actor, Problem, interned};
use samverk_kept::{Kept, apply, example, read_table, table_of};
use samverk_sheets::{Cell, Column, Kind as ColumnKind, Sheet, write_xlsx};
use serde_json::{Value, json};
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    every_field_goes_through_every_way_and_back,
    a_reference_to_nothing_is_told_at_its_place,
    what_stands_elsewhere_is_as_nothing,
    strangers_find_neither_ground_nor_thing,
    a_list_in_the_order_of_a_field_is_read_by_page,
    what_a_struct_says_is_what_is_kept,
    many_are_written_by_name_and_all_are_ticked,
    a_page_tells_what_stands_beside_and_a_form_begins_with_something,
);

const SYSTEM: Actor = Actor::System("test");

fn pairs(body: &Value) -> Vec<(String, String)> {
    let record = from_json(Sample::form(), body).unwrap();
    to_form(Sample::form(), &record)
}

/// Reads a file into a garden; what is wrong with it.
async fn import(db: &Db, place: &str, name: &str, bytes: &[u8]) -> Vec<Problem> {
    let mut folder = Folder::default();
    folder.insert_bytes(&format!("gardens/{place}/{name}"), bytes);
    let mut intake = Intake::new(folder);
    let path = format!("gardens/{place}/samples.csv");
    let rows = read_table(&mut intake, &SAMPLE, &path).unwrap_or_default();
    let tx = db.begin("import").await.unwrap();
    apply(&tx, &SYSTEM, &garden(place), &SAMPLE, &rows, &mut intake)
        .await
        .unwrap();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    intake.problems.0
}

async fn table(db: &Db, place: &str) -> String {
    let tx = db.read().await.unwrap();
    let at = samverk_kept::Ground::id(&garden(place));
    table_of(&tx, &SAMPLE, at).await.unwrap().unwrap()
}

/// The table as a sheet of texts.
fn workbook(table: &str) -> Vec<u8> {
    let names = table.lines().next().unwrap().split(',');
    let names: Vec<&'static str> = names.map(interned).collect();
    let read = samverk_sheets::read_table(table.as_bytes(), "samples.csv", &names).unwrap();
    let cells = |name: &&str| read.rows().map(|row| row.get(name).to_owned()).collect();
    let cells: Vec<Vec<String>> = names.iter().map(cells).collect();
    let row = |row: usize| {
        cells
            .iter()
            .map(move |column| Cell::Text(column[row].clone()))
    };
    let columns = names
        .iter()
        .map(|name| Column::new(*name, ColumnKind::Text));
    let sheet = Sheet {
        name: "samples".to_owned(),
        title: String::new(),
        columns: columns.collect(),
        rows: (0..read.len())
            .map(|number| row(number).collect())
            .collect(),
        totals: None,
    };
    let moment = chrono::DateTime::from_timestamp(0, 0).unwrap();
    write_xlsx(&[sheet], moment).unwrap()
}

async fn every_field_goes_through_every_way_and_back(db: Db) {
    let (site, client) = visitors(&db);
    let said = example(&SAMPLE);
    for (name, value) in said.as_object().unwrap() {
        let may_be_empty = ["line", "otherColour"].contains(&name.as_str());
        assert!(may_be_empty || !value.is_null(), "the example says {name}");
    }
    // By JSON.
    let path = "/gardens/tomten/samples/prov";
    client.put(path, "", &said).await.told(201);
    let read = client.get(path).await.told(200).body;
    for (name, value) in said.as_object().unwrap() {
        assert_eq!(&read[name], value, "{name}");
    }
    // By a form, which then shows what it took and takes it again.
    let mut sent = pairs(&said);
    sent.push(("key".to_owned(), "blankett".to_owned()));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let (status, told) = site.post("/tomter/tomten/prover/ny", &sent).await.told();
    assert_eq!(status.as_u16(), 303, "{told}");
    let by_form = client.get("/gardens/tomten/samples/blankett").await.body;
    for (name, value) in said.as_object().unwrap() {
        assert_eq!(&by_form[name], value, "{name}");
    }
    let shown = site
        .get("/tomter/tomten/prover/blankett/redigera")
        .await
        .text;
    for part in ["En ros", "En lilja", "1 250,50", "2026-11-22", "en-nyckel"] {
        let is_shown = shown.replace('\u{a0}', " ").contains(part);
        assert!(is_shown || part.contains(','), "{part} in {shown}");
    }
    // By a table and by a workbook, which make the same table again.
    let written = table(&db, "tomten").await;
    assert_eq!(
        import(&db, "tomten-tva", "samples.csv", written.as_bytes()).await,
        []
    );
    assert_eq!(table(&db, "tomten-tva").await, written);
    let book = workbook(&written);
    assert_eq!(
        import(&db, "tomten-tretti", "samples.csv.xlsx", &book).await,
        []
    );
    let wrong = import(&db, "tomten", "samples.csv", written.as_bytes()).await;
    assert_eq!(wrong, [], "twice changes nothing");
    let list = site.get("/tomter/tomten/prover").await.text;
    for words in ["2027", "sample-colours-red", "sample-colours-deep-blue"] {
        assert!(list.contains(words), "{words} in {list}");
    }
    let told = list.replace("value=\"deep_blue\"", "");
    assert!(!told.contains("deep_blue"), "{list}");
    let removal = site.get("/tomter/tomten/prover/prov/ta-bort").await.text;
    assert!(removal.contains("2027"), "{removal}");
    for cell in ["−1</th>", "2</th><td>⟦sample-steps", "så; och så, a</td>"] {
        assert!(removal.contains(cell), "{cell} in {removal}");
    }
    let change = site.get("/tomter/tomten/prover/prov/redigera").await.text;
    assert!(change.contains("så; och så\na</textarea>"), "{change}");
    for part in ["12,50 %", "1 250,50", "En ros", "En lilja, En nejlika"] {
        let list = list.replace('\u{a0}', " ");
        assert!(list.contains(part), "{part} in {list}");
    }
}

async fn a_reference_to_nothing_is_told_at_its_place(db: Db) {
    let (site, client) = visitors(&db);
    let mut wrong = example(&SAMPLE);
    wrong["flower"] = json!("tistel");
    let told = client.put("/gardens/tomten/samples/prov", "", &wrong).await;
    let told = told.told(422);
    assert_eq!(told.errors(), [("choice_invalid", "/flower")]);
    wrong["flower"] = Value::Null;
    wrong["others"] = json!(["ros", "tistel"]);
    let told = client.put("/gardens/tomten/samples/prov", "", &wrong).await;
    assert_eq!(told.told(422).errors()[0].0, "choice_invalid");
    let sent = pairs(&wrong);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let answer = site.post("/tomter/tomten/prover/ny", &sent).await;
    assert_eq!(answer.status.as_u16(), 422);
    client
        .put("/gardens/tomten/samples/prov", "", &example(&SAMPLE))
        .await
        .told(201);
    let good = table(&db, "tomten").await;
    let wrong = good.replace(",ros,", ",tistel,");
    assert_ne!(good, wrong);
    for (name, bytes) in [
        ("samples.csv", wrong.clone().into_bytes()),
        ("samples.csv.xlsx", workbook(&wrong)),
    ] {
        let problems = import(&db, "tomten-tva", name, &bytes).await;
        let at = &problems[0].place;
        let told = (problems[0].code, at.row, at.column.as_deref());
        assert_eq!(told, ("choice_invalid", Some(2), Some("flower")), "{name}");
    }
}

/// A thing of another ground is referred to in no way.
async fn what_stands_elsewhere_is_as_nothing(db: Db) {
    let (site, client) = visitors(&db);
    let mut foreign = example(&SAMPLE);
    foreign["flower"] = json!(ELSEWHERE);
    let at_home = "/gardens/tomten-samverkan/samples/prov";
    client.put(at_home, "", &foreign).await.told(201);
    let told = client.put("/gardens/tomten/samples/prov", "", &foreign);
    let told = told.await.told(422);
    assert_eq!(told.errors(), [("choice_invalid", "/flower")]);
    let sent = pairs(&foreign);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let answer = site.post("/tomter/tomten/prover/ny", &sent).await;
    assert_eq!(answer.status.as_u16(), 422);
    let written = table(&db, "tomten-samverkan").await;
    assert!(written.contains(ELSEWHERE), "{written}");
    for (name, bytes) in [
        ("samples.csv", written.clone().into_bytes()),
        ("samples.csv.xlsx", workbook(&written)),
    ] {
        let problems = import(&db, "tomten", name, &bytes).await;
        let told = (problems[0].code, problems[0].place.column.as_deref());
        assert_eq!(told, ("choice_invalid", Some("flower")), "{name}");
    }
    let none = client.get("/gardens/tomten/samples").await.told(200).body;
    assert_eq!(none["_meta"]["totalRecords"], 0, "{none}");
}

async fn strangers_find_neither_ground_nor_thing(db: Db) {
    let (_, keeper) = visitors(&db);
    let path = "/gardens/tomten/samples/prov";
    keeper.put(path, "", &example(&SAMPLE)).await.told(201);
    let stranger = client(&db, Actor::Public);
    for path in [
        path,
        "/gardens/tomten/samples",
        "/gardens/finns-inte/samples",
    ] {
        stranger.get(path).await.told(401);
    }
    keeper.get("/gardens/finns-inte/samples").await.told(404);
    // A thing of one ground does not stand on another.
    keeper
        .get("/gardens/tomten-tva/samples/prov")
        .await
        .told(404);
    assert_eq!(KINDS.len(), 1);
}

async fn a_list_in_the_order_of_a_field_is_read_by_page(db: Db) {
    let (site, client) = visitors(&db);
    let first = example(&SAMPLE);
    let mut rows = String::new();
    client
        .put("/gardens/tomten/samples/prov-0", "", &first)
        .await
        .told(201);
    let one = table(&db, "tomten").await;
    let (heading, row) = one.split_once('\n').unwrap();
    rows.push_str(heading);
    rows.push('\n');
    for number in 0..500 {
        let row = row.replacen(
            "prov-0,Prov",
            &format!("prov-{number},Prov {:03}", 499 - number),
            1,
        );
        rows.push_str(&row);
    }
    assert_eq!(
        import(&db, "tomten", "samples.csv", rows.as_bytes()).await,
        []
    );
    let mut names = Vec::new();
    let mut next = Some("/tomter/tomten/prover".to_owned());
    while let Some(path) = next {
        let page = site.get(&path).await.text;
        let found = page.split("Prov ").skip(1).filter_map(|rest| rest.get(..3));
        let found = found.filter(|part| part.chars().all(|c| c.is_ascii_digit()));
        for name in found.map(str::to_owned) {
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
        let links = page
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next());
        // The link that picks every row of the page leads to the page itself.
        next = links
            .filter(|link| !link.contains("markera="))
            .find(|link| link.starts_with("/tomter/tomten/prover?efter="))
            .map(str::to_owned);
    }
    names.dedup();
    assert_eq!(names.len(), 500, "{names:?}");
    assert!(names.is_sorted(), "{names:?}");
    let red = client.get("/gardens/tomten/samples?colour=red").await.body;
    assert_eq!(red["_meta"]["totalRecords"], 0);
    let blue = client
        .get("/gardens/tomten/samples?colour=deep_blue&limit=1")
        .await
        .body;
    assert_eq!(blue["_meta"]["totalRecords"], 500);
    client
        .get("/gardens/tomten/samples?colour=green")
        .await
        .told(400);
    client
        .get("/gardens/tomten/samples?zebra=1")
        .await
        .told(400);
}

async fn what_a_struct_says_is_what_is_kept(db: Db) {
    let record = from_json(Sample::form(), &example(&SAMPLE)).unwrap();
    let sample = Sample::read(&record).unwrap();
    assert_eq!(sample.write(), record);
    let personal = Sample::form()
        .questions()
        .filter(|one| one.personal.is_some());
    let personal: Vec<&str> = personal.map(|one| one.key.as_str()).collect();
    assert_eq!(personal, ["colours"]);
    let texts = samverk_kept::text_keys(&SAMPLE).required;
    assert!(
        texts.contains(&"sample-colours-why".to_owned()),
        "{texts:?}"
    );
    let (at, key) = (garden("tomten"), samverk_foundation::Key::from_name("prov"));
    let tx = db.begin("save").await.unwrap();
    let seen = samverk_kept::Seen::New;
    let held = SAMPLE.save(&tx, &SYSTEM, &at, key, &sample, seen).await;
    let held = held.unwrap();
    let found = SAMPLE.find(&tx, &at, "prov").await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.revision, &found.value),
        (held.id, 1, &sample)
    );
    let flower = found.value.flower.unwrap().to.known.unwrap();
    assert_eq!(
        (flower.name.as_str(), flower.id),
        ("En ros", Uuid::from_u128(3))
    );
    assert_eq!(SAMPLE.list(&tx, &at, 0, 10).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
}

fn sent(more: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
    let mut pairs = pairs(&example(&SAMPLE));
    pairs.retain(|(name, _)| name != "others");
    pairs.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    pairs
}

async fn many_are_written_by_name_and_all_are_ticked(db: Db) {
    let (site, client) = visitors(&db);
    let add = async |more: &[(&'static str, &'static str)]| {
        let pairs = sent(more);
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        site.post("/tomter/tomten/prover/ny", &pairs).await
    };
    let named = [
        ("key", "namn"),
        ("others.0.others", "En lilja"),
        ("others.2.others", "nejlika"),
        ("others.3.others", "rosen"),
    ];
    let (status, told) = add(&named).await.told();
    assert_eq!(status.as_u16(), 303, "{told}");
    let read = client.get("/gardens/tomten/samples/namn").await.body;
    assert_eq!(read["others"], json!(["lilja", "nejlika", "ros"]));
    let unknown = [
        ("others.1.others", "En lilja"),
        ("others.4.others", "Tistel"),
    ];
    let told = add(&unknown).await;
    assert_eq!(told.status.as_u16(), 422);
    assert!(told.text.contains("cell-others-1-others"), "{}", told.text);
    assert!(told.text.contains("Tistel"), "what was typed stands");
    let alone = add(&[]).await;
    assert_eq!(alone.status.as_u16(), 422);
    assert!(alone.text.contains("sample-alone"), "{}", alone.text);
    // Names beside all are told, so that none vanishes; the table says all in one word.
    let all = [
        ("key", "alla"),
        ("all_others", "true"),
        ("others.0.others", "En ros"),
    ];
    let both = add(&all).await;
    assert_eq!(both.status.as_u16(), 422);
    assert!(both.text.contains("names-beside-all") && both.text.contains("En ros"));
    assert_eq!(add(&all[..2]).await.status.as_u16(), 303);
    let path = "/gardens/tomten/samples/alla";
    let read = client.get(path).await.body;
    assert_eq!(
        (&read["allOthers"], &read["others"]),
        (&json!(true), &json!([]))
    );
    assert!(table(&db, "tomten").await.contains(",ros,all"));
    for page in ["", "/alla"] {
        let page = site.get(&format!("/tomter/tomten/prover{page}")).await.text;
        assert!(page.contains("sample-all-others"), "{page}");
        assert!(page.contains("href=\"/blommor/ros\""), "{page}");
    }
    let mut both = example(&SAMPLE);
    both["allOthers"] = json!(true);
    let told = client.put("/gardens/tomten/samples/tva", "", &both).await;
    assert_eq!(told.told(422).errors(), [("body_invalid", "/others")]);
    let mut wrong = example(&SAMPLE);
    wrong["others"] = json!(["ros", "tistel"]);
    let told = client.put("/gardens/tomten/samples/tva", "", &wrong).await;
    assert_eq!(told.told(422).errors(), [("choice_invalid", "/others/1")]);
    let tx = db.read().await.unwrap();
    for (flower, is_expected) in [(1, true), (3, true), (5, false)] {
        let id = Uuid::from_u128(flower);
        let found = samverk_kept::is_named(&tx, KINDS, "flower", id).await;
        assert_eq!(found.unwrap(), is_expected, "{flower}");
    }
}

async fn a_page_tells_what_stands_beside_and_a_form_begins_with_something(db: Db) {
    let (site, _) = visitors(&db);
    let list = site.get("/tomter/tomten/prover").await.text;
    assert!(list.contains("Allt om tomten."), "{list}");
    assert!(list.contains("href=\"/tomter/tomten/vattna\""), "{list}");
    let new = site.get("/tomter/tomten/prover/ny").await.text;
    assert!(new.contains("value=\"2031\""), "{new}");
}
