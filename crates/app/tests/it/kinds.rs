//! What every described kind must do, on both databases, without a line of its own: `modules::kinds`
//! names them, and their descriptions give the values.

use crate::api_client::Client;
use crate::conflicts::fields;
use crate::examples::same;
use crate::text_round_trip::{exported, goes_round};
use crate::things::{NEW, in_new};
use crate::world::House;
use axum::http::{Method, header};
use form_urlencoded::Serializer;
use samverk_app::bundle::Outcome;
use samverk_app::modules::{kinds, migrations, texts};
use samverk_database::Db;
use samverk_fields::{FieldKind, Question, cell_columns, from_json, to_cells, to_form};
use samverk_foundation::{Actor, Language, Role};
use samverk_kept::{AnyKind, Exchange, Order, OwnPage, Readers, example, statements};
use samverk_sheets::write_csv;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    what_is_said_over_the_api_is_read_back,
    a_form_names_what_it_lacks_and_saves_what_it_has,
    who_may_not_read_or_write_does_neither,
    a_table_goes_out_and_in_unchanged,
    a_wrong_cell_is_told_by_row_and_column,
    what_is_found_is_found_by_its_readers_only,
    the_second_of_two_is_told_what_stands,
    the_history_speaks_in_words,
    a_long_list_is_read_by_page,
    every_question_to_the_database_goes_by_an_index,
);

const MANY: usize = 450;

/// A house with a collaboration of its own that nobody else has anything in.
struct Place {
    house: House,
    cookie: String,
    client: Client,
}

impl Place {
    async fn of(db: Db, is_published: bool) -> Self {
        let house = House::furnished(db).await;
        let client = Client::administrator(&house);
        let collaboration = json!({
            "name": "Zzny", "legalForm": "network", "reach": "regional", "published": is_published,
        });
        client.put(NEW, "", &collaboration).await.told(201);
        lay_grounds(&client, is_published).await;
        let cookie = house.sign_in("administrator").await;
        Self {
            house,
            cookie,
            client,
        }
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.house.get(path, &self.cookie).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        answer.text
    }
}

/// What kinds hang on inside the collaboration, with what the examples say of it.
async fn lay_grounds(client: &Client, is_published: bool) {
    let plan = format!("{NEW}/plans/zz");
    let body = json!({ "title": "Planen", "from": "2027-01-01", "to": "2029-12-31" });
    client.put(&plan, "", &body).await.told(201);
    let version = format!("{plan}/plan-versions/1");
    let area = json!({ "name": "Kompetens" });
    let areas = format!("{version}/focus-areas");
    client
        .write(Method::POST, &areas, "", &area)
        .await
        .told(201);
    let mut read = client.get(&version).await;
    read.body["published"] = json!(is_published);
    let tag = read.header(header::ETAG).to_owned();
    client.put(&version, &tag, &read.body).await.told(200);
}

fn api(kind: &dyn AnyKind) -> String {
    format!(
        "{}/{}",
        in_new(kind.facts().ground.api),
        kind.facts().api.plural
    )
}

fn pages(kind: &dyn AnyKind) -> String {
    format!(
        "{}/{}",
        in_new(kind.facts().ground.web),
        kind.facts().pages.segment
    )
}

/// The form that changes the one with the key.
fn form_of(kind: &dyn AnyKind, key: &str) -> String {
    format!("{}/{key}{}", pages(kind), kind.facts().pages.form)
}

/// What hangs on the installation is known to everybody.
fn has_ground(kind: &dyn AnyKind) -> bool {
    kind.facts().ground.column.is_some()
}

/// The domain draws the list itself, as it suits its things.
fn has_own_list(kind: &dyn AnyKind) -> bool {
    kind.facts().pages.own.contains(&OwnPage::List)
}

/// Where one is read: its own page, or the list.
fn page_of(kind: &dyn AnyKind, key: &str) -> String {
    match kind.facts().pages.has_page() {
        true => format!("{}/{key}", pages(kind)),
        false => pages(kind),
    }
}

/// The example as a browser sends it.
fn form(kind: &dyn AnyKind, more: &[(&str, &str)]) -> String {
    let record = from_json(kind.form(), &example(kind)).unwrap();
    let mut pairs = Serializer::new(String::new());
    pairs.extend_pairs(to_form(kind.form(), &record));
    pairs.extend_pairs(more).finish()
}

/// The example in other words, where it has words.
fn in_other_words(kind: &dyn AnyKind) -> Value {
    let mut changed = example(kind);
    for question in kind.form().questions() {
        if matches!(question.kind, FieldKind::Line | FieldKind::Prose { .. }) {
            changed[question.key.camel()] = json!(format!("Giraff {}", question.key.as_str()));
        }
    }
    changed
}

async fn what_is_said_over_the_api_is_read_back(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        let made = place.client.put(&path, "", &example(kind)).await.told(201);
        let tag = made.header(header::ETAG).to_owned();
        let read = place.client.get(&path).await.told(200);
        for (name, value) in example(kind).as_object().unwrap() {
            assert_eq!(&read.body[name], value, "{path} {name}");
        }
        let again = place.client.put(&path, &tag, &read.body).await.told(200);
        assert_eq!(again.header(header::ETAG), tag, "nothing has changed");
        let blind = place.client.put(&path, "", &read.body).await;
        assert_eq!(blind.code(), "precondition_required", "{path}");
        let changed = in_other_words(kind);
        place.client.put(&path, &tag, &changed).await.told(200);
        let late = place.client.put(&path, &tag, &read.body).await;
        assert_eq!(late.code(), "changed_meanwhile", "{path}");
        let late = place.client.delete(&path, &tag).await;
        assert_eq!(late.code(), "changed_meanwhile", "{path}");
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&path, &tag).await.told(204);
        place.client.get(&path).await.told(404);
        let mut wrong = example(kind);
        wrong["zebra"] = json!(1);
        let refused = place.client.put(&path, "", &wrong).await.told(422);
        let place_of_it = &refused.body["errors"][0]["pointer"];
        assert_eq!(place_of_it, "/zebra", "{}", refused.body);
        if let Some(field) = kind.facts().list.filters.first() {
            let field = field.camel();
            let twice = format!("{}?{field}=a&{field}=b", api(kind));
            place.client.get(&twice).await.told(400);
        }
        let elsewhere = path.replace("zz-ny", "finns-inte");
        if !has_ground(kind) {
            continue;
        }
        place
            .client
            .put(&elsewhere, "", &example(kind))
            .await
            .told(404);
    }
}

async fn a_form_names_what_it_lacks_and_saves_what_it_has(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let (list, new) = (pages(kind), format!("{}/ny", pages(kind)));
        let before = place.client.get(&api(kind)).await.body;
        let before = before["_meta"]["totalRecords"].as_u64().unwrap();
        assert!(place.get(&list).await.contains(&format!("href=\"{new}\"")));
        let empty = place.house.post(&new, &place.cookie, "key=zz").await;
        assert_eq!(empty.status.as_u16(), 422, "{new}");
        for question in kind.form().questions().filter(|one| one.is_required()) {
            let target = format!("-{}\"", question.key.as_str());
            assert!(empty.text.contains(&target), "{new} {target}");
        }
        let filled = form(kind, &[("key", "zz")]);
        let saved = place.house.post(&new, &place.cookie, &filled).await;
        assert_eq!(saved.status.as_u16(), 303, "{new}: {}", saved.text);
        let read = place.client.get(&format!("{}/zz", api(kind))).await.body;
        for (name, value) in example(kind).as_object().unwrap() {
            assert_eq!(&read[name], value, "{new} {name}");
        }
        let listed = place.get(&list).await;
        let page = format!("{list}/zz");
        assert!(listed.contains(&format!("href=\"{page}\"")), "{page}");
        let page = place.get(&page).await;
        for href in [form_of(kind, "zz"), format!("{list}/zz/ta-bort")] {
            let from_list = (!has_own_list(kind)).then_some(&listed);
            let from_page = kind.facts().pages.has_page().then_some(&page);
            for linking in from_list.into_iter().chain(from_page) {
                assert!(linking.contains(&format!("href=\"{href}\"")), "{href}");
            }
            let opened = place.get(&href).await;
            assert!(fields(&opened).iter().any(|(name, _)| name == "revision"));
        }
        let edit = place.get(&form_of(kind, "zz")).await;
        assert!(edit.contains(&format!("href=\"{list}/zz/ta-bort\"")));
        let mut pairs = Serializer::new(String::new());
        let same = pairs.extend_pairs(fields(&edit)).finish();
        let unchanged = form_of(kind, "zz");
        let unchanged = place.house.post(&unchanged, &place.cookie, &same).await;
        assert_eq!(unchanged.status.as_u16(), 303, "{}", unchanged.text);
        let tag = place.client.get(&format!("{}/zz", api(kind))).await;
        assert_eq!(tag.body, read, "what a form shows it takes back");
        // Without a key it gets one of its own, again and again.
        for _ in 0..2 {
            let saved = place
                .house
                .post(&new, &place.cookie, &form(kind, &[]))
                .await;
            assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
        }
        let all = place.client.get(&api(kind)).await.body;
        assert_eq!(all["_meta"]["totalRecords"], before + 3, "{all}");
        if kind.facts().list.order == Order::ByHand {
            let order = format!("{list}/ordna");
            let link = format!("href=\"{order}\"");
            assert!(place.get(&list).await.contains(&link), "{order}");
            assert!(!place.get(&order).await.contains('⟦'), "{order}");
        }
    }
}

/// What an answer of the page and of the API is to be, for somebody.
fn expected(reads: bool, writes: bool, is_known: bool) -> (u16, u16) {
    match (reads, writes, is_known) {
        // Told at the door, before anything is read: that says nothing of what is there.
        (false, ..) => (401, 401),
        (true, true, _) => (200, 200),
        (true, false, true) => (200, 403),
        (true, false, false) => (200, 401),
    }
}

async fn who_may_not_read_or_write_does_neither(db: Db) {
    let place = Place::of(db, false).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
    }
    // Nobody of another collaboration finds anything, at any exit.
    for who in ["", "samordnare", "ekonom", "representant", "lasare"] {
        let cookie = match who {
            "" => String::new(),
            who => place.house.sign_in(who).await,
        };
        for kind in kinds().into_iter().filter(|kind| has_ground(*kind)) {
            let list = pages(kind);
            for rest in [
                "",
                "/zz",
                "?format=csv&tabell=risker",
                &form_of(kind, "zz")[list.len()..],
                "/ny",
            ] {
                let answer = place.house.get(&format!("{list}{rest}"), &cookie).await;
                let status = answer.status.as_u16();
                assert!(
                    matches!(status, 303 | 401 | 403 | 404),
                    "{who} {list}{rest}: {status}"
                );
            }
            let sent = place
                .house
                .post(&format!("{list}/ny"), &cookie, &form(kind, &[]))
                .await;
            let status = sent.status.as_u16();
            assert!(
                matches!(status, 303 | 401 | 403 | 404),
                "{who} {list}: {status}"
            );
            assert!(!sent.location.contains("notis=saved"), "{who} {list}");
        }
    }
    for kind in kinds().into_iter().filter(|kind| has_ground(*kind)) {
        let all = place.client.get(&api(kind)).await.body;
        assert_eq!(all["_meta"]["totalRecords"], 1, "nobody else has saved");
    }
    // In the council each role reads and writes what the description says.
    let council = "digitaliseringsradet";
    for (who, role) in [
        ("", Role::Public),
        ("samordnare", Role::Coordinator),
        ("ekonom", Role::Economist),
        ("representant", Role::Representative),
    ] {
        let cookie = match who {
            "" => String::new(),
            who => place.house.sign_in(who).await,
        };
        for kind in kinds() {
            let facts = kind.facts();
            let writes = facts.writers.roles.contains(&role);
            let reads = match facts.readers {
                Readers::OfTheGround | Readers::Those(_) => true,
                Readers::Members => role != Role::Public,
                Readers::Roles(roles) => roles.contains(&role),
            };
            let list = pages(kind).replace("zz-ny", council);
            let list = list.replace("/planer/zz/", "/planer/2021-2023/");
            let (to_read, to_write) = expected(reads, writes, role != Role::Public);
            let read = match place.house.get(&list, &cookie).await.status.as_u16() {
                303 => 401,
                status => status,
            };
            assert_eq!(read, to_read, "{who} reads {list}");
            let one = format!("{list}/finns-inte");
            let one = place.house.get(&one, &cookie).await.status.as_u16();
            let is_open = if facts.pages.has_page() {
                reads
            } else {
                writes
            };
            let is_told = one == 404 || !is_open && matches!(one, 303 | 401 | 403);
            assert!(is_told, "{who} looks for what is not in {list}: {one}");
            let home = format!("/samverkan/{council}");
            let home = place.house.get(&home, &cookie).await;
            let has_tab = home.text.contains(&format!("href=\"{list}\""));
            let is_tab = facts.pages.tab.is_some();
            let is_linked = has_tab == (is_tab && reads);
            assert!(is_linked || !has_ground(kind), "{who} has a tab to {list}");
            let new = place.house.get(&format!("{list}/ny"), &cookie).await;
            let told = match new.status.as_u16() {
                303 => 401,
                status => status,
            };
            // Whoever may not come through the door is not told what is behind it.
            let is_told = told == to_write || !writes && matches!(told, 401 | 403);
            assert!(is_told, "{who} writes {list}: {told} for {to_write}");
        }
    }
}

fn table(kind: &dyn AnyKind, rows: &[(String, Value)]) -> String {
    let mut columns = vec!["key"];
    columns.extend(cell_columns(kind.form()));
    let row = |(key, said): &(String, Value)| {
        let record = from_json(kind.form(), said).unwrap();
        let cells = to_cells(kind.form(), &record);
        std::iter::once(key.clone()).chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    write_csv(&columns, &rows)
}

fn file(kind: &dyn AnyKind) -> Option<String> {
    match kind.facts().exchange {
        Exchange::Table(file) => Some(format!("{}/{file}", in_new(kind.facts().ground.folder))),
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
        let rows = [
            ("zz".to_owned(), example(kind)),
            ("aa".to_owned(), example(kind)),
        ];
        let written = String::from_utf8_lossy(whole.get(&file).unwrap());
        assert_eq!(written, table(kind, &rows), "{file}");
    }
    let again = place.house.import(whole.clone(), true).await;
    assert!(matches!(again, Outcome::Saved(_)), "{again:?}");
    same(&whole, &exported(&place.house).await);
    goes_round(&place.house).await;
    // What has been removed leaves a gap in the order, which is no change of the others.
    for kind in kinds() {
        let [first, other] = ["zz", "aa"].map(|key| format!("{}/{key}", api(kind)));
        let gone = place
            .client
            .get(&first)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&first, &gone).await.told(204);
        let tag = place
            .client
            .get(&other)
            .await
            .header(header::ETAG)
            .to_owned();
        let again = place.house.import(exported(&place.house).await, true).await;
        assert!(matches!(again, Outcome::Saved(_)), "{again:?}");
        let still = place.client.get(&other).await;
        assert_eq!(still.header(header::ETAG), tag, "{other}");
    }
}

async fn a_wrong_cell_is_told_by_row_and_column(db: Db) {
    let place = Place::of(db, true).await;
    let whole = exported(&place.house).await;
    for kind in kinds() {
        let Some(file) = file(kind) else { continue };
        for question in kind.form().questions().filter(|one| one.is_required()) {
            let mut folder = whole.clone();
            let rows = [
                ("ett".to_owned(), example(kind)),
                ("tva".to_owned(), example(kind)),
            ];
            let good = table(kind, &rows);
            let record = from_json(kind.form(), &example(kind)).unwrap();
            let columns = cell_columns(kind.form());
            let position = columns.iter().position(|one| *one == question.key.as_str());
            let mut cells = to_cells(kind.form(), &record);
            cells[position.unwrap()] = String::new();
            let wrong = [vec!["tre".to_owned()], cells].concat();
            let wrong = write_csv(&[], &[wrong]);
            folder.insert(&file, format!("{good}{}", wrong.trim_start()));
            let Outcome::Refused(problems) = place.house.import(folder, true).await else {
                panic!("{file} {} must be refused", question.key.as_str());
            };
            let at = &problems[0].place;
            let told = (problems[0].code, at.row, at.column.as_deref());
            let expected = ("value_missing", Some(4), Some(question.key.as_str()));
            assert_eq!(told, expected, "{file}");
            assert_eq!(at.file.as_deref(), Some(&*file));
        }
        let mut folder = whole.clone();
        let twice = [
            ("ett".to_owned(), example(kind)),
            ("ett".to_owned(), example(kind)),
        ];
        folder.insert(&file, table(kind, &twice));
        let Outcome::Refused(problems) = place.house.import(folder, true).await else {
            panic!("{file} with a key twice must be refused");
        };
        let told = (problems[0].code, problems[0].place.row);
        assert_eq!(told, ("key_repeated", Some(3)), "{file}");
        let all = place.client.get(&api(kind)).await.body;
        assert_eq!(all["_meta"]["totalRecords"], 0, "nothing is half saved");
    }
}

async fn what_is_found_is_found_by_its_readers_only(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let facts = kind.facts();
        if facts.search.is_none() {
            continue;
        }
        let path = format!("{}/zz", api(kind));
        place
            .client
            .put(&path, "", &in_other_words(kind))
            .await
            .told(201);
        let address = format!("href=\"{}\"", page_of(kind, "zz"));
        let finds = async |cookie: &str| {
            samverk_app::start::prepare_search(&place.house.db)
                .await
                .unwrap();
            let answer = place.house.get("/sok?q=giraff", cookie).await;
            answer.text.contains(&address)
        };
        assert!(finds(&place.cookie).await, "{path}");
        let is_for_all = matches!(facts.readers, Readers::OfTheGround | Readers::Those(_));
        assert_eq!(finds("").await, is_for_all, "{path} by a stranger");
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&path, &tag).await.told(204);
        assert!(!finds(&place.cookie).await, "{path} is gone");
    }
}

async fn the_second_of_two_is_told_what_stands(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
        let edit = form_of(kind, "zz");
        let removal = format!("{}/zz/ta-bort", pages(kind));
        let opened = fields(&place.get(&edit).await);
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        let changed = in_other_words(kind);
        place.client.put(&path, &tag, &changed).await.told(200);
        let mut second = Serializer::new(String::new());
        let second = second.extend_pairs(&opened).finish();
        let told = place.house.post(&edit, &place.cookie, &second).await;
        assert_eq!(told.status.as_u16(), 409, "{edit}");
        assert!(told.text.contains("Giraff"), "{edit} tells what stands");
        let huge = "revision=9223372036854775807";
        let refused = place.house.post(&removal, &place.cookie, huge).await;
        assert_eq!(refused.status.as_u16(), 409, "{removal}");
        let late = place
            .house
            .post(&removal, &place.cookie, "revision=1")
            .await;
        assert_eq!(late.status.as_u16(), 409, "{removal}");
        assert!(late.text.contains("Giraff"), "{removal} tells what stands");
        let done = place
            .house
            .post(&removal, &place.cookie, "revision=2")
            .await;
        assert_eq!(done.status.as_u16(), 303, "{removal}: {}", done.text);
        let again = place
            .house
            .post(&removal, &place.cookie, "revision=2")
            .await;
        assert_eq!(again.status.as_u16(), 404, "{removal}");
        let lost = place.house.post(&edit, &place.cookie, &second).await;
        assert_eq!(lost.status.as_u16(), 409, "{edit} was removed meanwhile");
        let action = format!("action=\"{}/ny\"", pages(kind));
        assert!(lost.text.contains(&action), "what was typed can be added");
    }
}

async fn the_history_speaks_in_words(db: Db) {
    let place = Place::of(db, true).await;
    let texts = texts().unwrap();
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
        let list = place.get(&pages(kind)).await;
        let page = place.get(&page_of(kind, "zz")).await;
        let [history, of_one] = [&list, &page].map(|page| {
            let history = page.split("history__list").nth(1);
            history.unwrap_or_default()
        });
        let record = from_json(kind.form(), &example(kind)).unwrap();
        let said = |question: &&Question| record.get(question.key.as_str()).is_said();
        let own = kind.facts().pages.own;
        for question in kind.form().questions().filter(said) {
            let label = format!("{}-{}", kind.facts().code, question.key.as_str());
            let label = texts.get(Language::Sv, &label.replace('_', "-"), &[]);
            let of_list = (!has_own_list(kind)).then_some(history);
            for told in of_list.into_iter().chain([of_one]) {
                assert!(told.contains(&label), "{label} in {told}");
            }
            let is_there = page.contains(&format!("<dt>{label}</dt>"));
            let has_page = kind.facts().pages.has_page() && !own.contains(&OwnPage::One);
            // A box that says all is told where those it is about would stand.
            let is_fact = kind.form().in_cells().any(|one| one.key == question.key);
            assert!(is_there || !has_page || !is_fact, "{label} in {page}");
            if let FieldKind::Choice(choices) = &question.kind {
                let codes = choices.codes().into_iter();
                for code in codes.filter(|code| code.contains('_')) {
                    assert!(!history.contains(code), "{code}");
                }
            }
        }
        assert!(!history.contains("revision"), "{history}");
    }
}

async fn a_long_list_is_read_by_page(db: Db) {
    let place = Place::of(db, true).await;
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
            .map(|n| (format!("n-{n}"), example(kind)))
            .collect();
        let mut folder = exported(&place.house).await;
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
            imported < 400,
            "{imported} statements for an import of {MANY} rows"
        );
        let last = place
            .client
            .get(&format!("{}?limit=100&offset=400", api(kind)))
            .await;
        let meta = &last.body["_meta"];
        assert_eq!(
            (&meta["count"], &meta["totalRecords"]),
            (&json!(50), &json!(MANY))
        );
        if has_own_list(kind) {
            continue;
        }
        assert!(
            text.contains("fler än 200"),
            "{list} says that there are more"
        );
        let mut seen = 0;
        let mut next = Some(text);
        while let Some(text) = next {
            seen += text.matches("/redigera\"").count();
            let links = text.split("href=\"").skip(1);
            let links = links.filter_map(|rest| rest.split('"').next());
            let more = links.map(|href| href.replace("&#38;", "&"));
            let mut more = more.filter(|href| href.contains("efter="));
            next = match more.find(|href| href.starts_with(&list)) {
                Some(href) => Some(place.get(&href).await),
                None => None,
            };
        }
        assert_eq!(seen, MANY, "{list}");
        let gone = format!("{list}?efter=finns-inte");
        let gone = place.house.get(&gone, &place.cookie);
        assert_eq!(gone.await.status.as_u16(), 404, "{list}");
    }
}

async fn every_question_to_the_database_goes_by_an_index(db: Db) {
    let place = Place::of(db, true).await;
    let tx = place.house.db.read().await.unwrap();
    let parts = [("collaboration", "zz-ny"), ("plan", "zz")];
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
                false => plan.replace(&format!("SCAN {} USING", kind.facts().code), "USING"),
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
