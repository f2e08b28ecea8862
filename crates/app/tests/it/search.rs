//! The search over the three examples: the same answers on both databases, and the page.

use crate::guards::guard;
use crate::world::{House, example};
use samverk_app::modules::migrations;
use samverk_app::start;
use samverk_database::{Db, Event, EventFilter, ObjectRef, list_events};
use samverk_development::{NEED, Need, NeedKind};
use samverk_foundation::{Actor, Key};
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_search::model::{Kind, Piece, Query};
use samverk_search::{Reader, find};
use scraper::{Html, Selector};
use sea_orm::{ConnectionTrait, Statement};
use std::fmt::Write as _;

samverk_testing::db_tests!(&migrations();
    both_databases_give_the_same_answers_in_the_same_order,
    every_kind_of_thing_in_the_examples_is_found,
    every_answer_leads_to_a_page_that_its_reader_may_see,
    the_page_shows_what_was_found_and_where,
    what_is_added_is_found_when_the_search_is_in_step,
    a_draft_is_found_by_members_only,
    suggestions_are_what_the_search_finds_with_ones_own_first,
    a_search_that_is_too_long_is_told_so,
    a_search_asks_the_database_as_often_whatever_it_finds,
    one_changed_need_is_read_alone_and_who_sees_it_is_read_for_all,
    every_event_of_the_examples_is_answered_like_the_whole_place,
);

/// With everything in the index.
async fn indexed(db: Db) -> House {
    let house = House::furnished(db).await;
    start::prepare_search(&house.db).await.unwrap();
    house
}

const ASKED: [&str; 16] = [
    "jönköping",
    "kommunens mål",
    "målen",
    "mal",
    "bygglov",
    "e-tjänster",
    "digitalisering",
    "budget 2021",
    "fördelning",
    "bredband",
    "samverkansformer",
    "region",
    "Öckerö",
    "ockero",
    "kompetensförsörjning",
    "\"it\" AND - NEAR(*) : tjänst",
];

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

async fn both_databases_give_the_same_answers_in_the_same_order(db: Db) {
    let house = indexed(db).await;
    let tx = house.db.read().await.unwrap();
    let mut told = String::new();
    for (name, reader) in [
        ("everybody", Reader::Member(Vec::new())),
        ("the administrator", Reader::Administrator),
    ] {
        for asked in ASKED {
            let query = Query::parse(asked).unwrap();
            let answer = find(&tx, &query, &reader, None, 1).await.unwrap();
            writeln!(told, "{asked} ({name}): {}", answer.total).unwrap();
            for hit in answer.hits {
                let (title, passage) = (plain(&hit.title), plain(&hit.passage));
                writeln!(
                    told,
                    "  {} {} | {title} | {passage}",
                    hit.kind.code, hit.url
                )
                .unwrap();
            }
        }
    }
    guard("crates/app/tests/it/search_answers.txt", &told);
}

/// A word that stands in something of each kind.
const OF_EACH_KIND: [(&str, &str); 4] = [
    ("budget", "budget"),
    ("catalogue_goal", "digital"),
    ("document", "verksamhetsplan"),
    ("need", "behov"),
];

async fn every_kind_of_thing_in_the_examples_is_found(db: Db) {
    let house = indexed(db).await;
    let tx = house.db.read().await.unwrap();
    for (code, asked) in OF_EACH_KIND {
        let query = Query::parse(asked).unwrap();
        let kind = Kind::from_code(code).unwrap();
        let answer = find(&tx, &query, &Reader::Administrator, Some(kind), 1).await;
        let answer = answer.unwrap();
        assert!(answer.total > 0, "no {code} has {asked}");
        assert!(answer.hits.iter().all(|hit| hit.kind == kind));
    }
}

async fn every_answer_leads_to_a_page_that_its_reader_may_see(db: Db) {
    let house = indexed(db).await;
    for asked in ["mål", "kommun", "digital", "budget", "kostnad"] {
        for kind in Kind::all().filter(|kind| kind.code != "document") {
            let page = format!("/sok?q={asked}&typ={}", kind.slug);
            let page = house.get(&page, "").await;
            for href in hrefs(&page.text).into_iter().take(3) {
                let answer = house.get(&href, "").await;
                assert_eq!(answer.status.as_u16(), 200, "{href}");
            }
        }
    }
}

fn hrefs(page: &str) -> Vec<String> {
    let links = Selector::parse("a.answers__title").unwrap();
    let page = Html::parse_document(page);
    let href = |link: scraper::ElementRef| link.attr("href").unwrap().to_owned();
    page.select(&links).map(href).collect()
}

async fn the_page_shows_what_was_found_and_where(db: Db) {
    let house = indexed(db).await;
    let answer = house.get("/sok?q=jonkoping+%3Cb%3E", "").await;
    assert!(answer.text.contains("Vi hittade inget."), "{}", answer.text);
    assert!(
        answer.text.contains("jonkoping &#60;b&#62;"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("Använd färre ord"));
    let answer = house.get("/sok?q=J%C3%B6nk%C3%B6ping", "").await;
    assert!(answer.text.contains("/aktorer/jonkopings-kommun"));
    assert!(
        answer.text.contains("<mark>Jönköpings</mark>"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("typ=aktor"), "{}", answer.text);
    let answer = house.get("/sok?q=kommun&typ=aktor&sida=2", "").await;
    assert!(answer.text.contains("sida=3"), "{}", answer.text);
    assert!(answer.text.contains(r#"start="21""#));
    let answer = house.get("/sok?q=kommun&sida=99999", "").await;
    assert!(!hrefs(&answer.text).is_empty());
    let answer = house.get("/sok", "").await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.text.contains("role=\"search\""));
    // The box is on every page.
    let answer = house.get("/samverkan", "").await;
    assert!(answer.text.contains("action=\"/sok\""));
}

/// `prepare_search` does what the job loop does after a change.
async fn what_is_added_is_found_when_the_search_is_in_step(db: Db) {
    let house = indexed(db).await;
    let cookie = house.sign_in("samordnare").await;
    let form = "key=solrosgruppen&name=Solrosgruppen&kind=inside&reach=regional&purpose=Odlar";
    let saved = house
        .post("/samverkan/digitaliseringsradet/grupper/ny", &cookie, form)
        .await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
    start::prepare_search(&house.db).await.unwrap();
    let found = house.get("/sok?q=solrosgrupp", "").await;
    assert!(
        found.text.contains("/grupper/solrosgruppen"),
        "{}",
        found.text
    );
}

async fn a_draft_is_found_by_members_only(db: Db) {
    let house = indexed(db).await;
    let cookie = house.sign_in("samordnare").await;
    let form = "year=2031&title=Solrosbudget";
    let saved = house
        .post("/samverkan/digitaliseringsradet/budget/ny", &cookie, form)
        .await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
    start::prepare_search(&house.db).await.unwrap();
    let found = house.get("/sok?q=solros", &cookie).await;
    assert_eq!(
        hrefs(&found.text),
        ["/samverkan/digitaliseringsradet/budget/2031"]
    );
    assert!(found.text.contains("bara för medlemmar"), "{}", found.text);
    let found = house.get("/sok?q=solros", "").await;
    assert!(hrefs(&found.text).is_empty());
    assert!(!found.text.contains("Solrosbudget"), "{}", found.text);
}

fn suggested(part: &str) -> Vec<String> {
    let options = Selector::parse("[role=option]").unwrap();
    let part = Html::parse_fragment(part);
    let href = |option: scraper::ElementRef| option.attr("data-href").unwrap().to_owned();
    part.select(&options).map(href).collect()
}

async fn suggestions_are_what_the_search_finds_with_ones_own_first(db: Db) {
    let house = indexed(db).await;
    let cookie = house.sign_in("samordnare").await;
    let form = "key=jorunn&name=J%C3%B6rgensgruppen&kind=inside&reach=regional&purpose=Odlar";
    let saved = house
        .post("/samverkan/digitaliseringsradet/grupper/ny", &cookie, form)
        .await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
    start::prepare_search(&house.db).await.unwrap();
    let typed = "/sok/forslag?q=j%C3%B6";
    let group = "/samverkan/digitaliseringsradet/grupper/jorunn";
    let public = house.get(typed, "").await;
    assert!(public.text.contains("förslag. Välj med piltangenterna"));
    assert!(public.text.contains("<mark>Jönköpings</mark>"));
    let own = suggested(&house.get(typed, &cookie).await.text);
    let public = suggested(&public.text);
    assert!(public[0].starts_with("/aktorer/"), "{public:?}");
    assert!(own[0].starts_with("/samverkan/"), "{own:?}");
    assert!(own.contains(&group.to_owned()), "{own:?}");
    let place_of = |all: &[String], what: &str| all.iter().position(|one| one == what);
    let party = own.iter().position(|one| one.starts_with("/aktorer/"));
    assert!(place_of(&own, group) < party, "{own:?}");
    // A fixed number of statements, and nothing is asked for one letter.
    for asked in ["digital", "kommun", "zebra"] {
        let before = house.db.query_count();
        let path = format!("/sok/forslag?q={asked}");
        house.get(&path, &cookie).await;
        let queries = house.db.query_count() - before;
        assert!(queries <= 6, "{asked}: {queries} statements");
    }
    let none = house.get("/sok/forslag?q=j", "").await;
    assert!(none.text.contains("Inga förslag"), "{}", none.text);
    let long = format!("/sok/forslag?q={}", "a".repeat(201));
    assert_eq!(house.get(&long, "").await.status.as_u16(), 422);
}

async fn a_search_that_is_too_long_is_told_so(db: Db) {
    let house = House::empty(db).await;
    let answer = house
        .get(&format!("/sok?q={}", "a".repeat(10_000)), "")
        .await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text.contains("search_too_long"), "{}", answer.text);
    assert!(answer.text.contains("högst 200 tecken"), "{}", answer.text);
    let most = house.get(&format!("/sok?q={}", "å".repeat(200)), "").await;
    assert_eq!(most.status.as_u16(), 200);
}

async fn a_search_asks_the_database_as_often_whatever_it_finds(db: Db) {
    let house = indexed(db).await;
    let cookie = house.sign_in("samordnare").await;
    for asked in ["digital", "kommun", "zebra", "region", "mål"] {
        let before = house.db.query_count();
        house.get(&format!("/sok?q={asked}"), &cookie).await;
        let queries = house.db.query_count() - before;
        assert!(queries <= 9, "{asked}: {queries} statements");
    }
}

const NEEDS: usize = 2_000;

async fn highest_number(db: &Db) -> i64 {
    let tx = db.read().await.unwrap();
    let sql = "SELECT MAX(number) AS number FROM search_entry".to_owned();
    let connection = tx.connection();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

async fn found(house: &House, text: &str) -> u64 {
    let tx = house.db.read().await.unwrap();
    let query = Query::parse(text).unwrap();
    let reader = Reader::Member(Vec::new());
    find(&tx, &query, &reader, None, 1).await.unwrap().total
}

async fn one_changed_need_is_read_alone_and_who_sees_it_is_read_for_all(db: Db) {
    let house = House::empty(db).await;
    let mut folder = example("varmdo");
    let mut needs = "key,kind,area,text\n".to_owned();
    for number in 0..NEEDS {
        writeln!(
            needs,
            "behov-{number},need,Drift,Zebrabehov nummer {number}"
        )
        .unwrap();
    }
    let home = "collaborations/e-forvaltning-i-varmdo";
    folder.insert(format!("{home}/needs.csv"), needs);
    house.import(folder, true).await;
    start::prepare_search(&house.db).await.unwrap();
    assert_eq!(found(&house, "zebrabehov").await, NEEDS as u64);

    let tx = house.db.begin("save_need").await.unwrap();
    let actor = Actor::System("test");
    let scope = Scope::find(&tx, &actor, "e-forvaltning-i-varmdo")
        .await
        .unwrap();
    let changed = Need::of(NeedKind::Need, "Giraffbehov");
    let key = Key::parse("behov-7").unwrap();
    let saved = NEED.save(&tx, &actor, &scope, key, &changed, Seen::Revision(1));
    saved.await.unwrap();
    tx.commit().await.unwrap();
    let (number, queries) = (highest_number(&house.db).await, house.db.query_count());
    start::prepare_search(&house.db).await.unwrap();
    let queries = house.db.query_count() - queries;
    assert!(queries <= 20, "{queries} statements for one need");
    assert_eq!(highest_number(&house.db).await, number + 1);
    assert_eq!(found(&house, "giraffbehov").await, 1);
    assert_eq!(found(&house, "zebrabehov").await, NEEDS as u64 - 1);

    let tx = house.db.begin("hide").await.unwrap();
    let scope = Scope::find(&tx, &actor, "e-forvaltning-i-varmdo")
        .await
        .unwrap();
    let mut hidden = scope.collaboration.clone();
    hidden.published = false;
    let revision = hidden.revision;
    hidden.revision += 1;
    samverk_parties::store::update_collaboration(&tx, &hidden, revision)
        .await
        .unwrap();
    let event = scope.event("collaboration.saved", hidden.object());
    tx.record(&actor, event).await.unwrap();
    tx.commit().await.unwrap();
    let soon = "what is hidden is hidden at once, before the index is in step";
    assert_eq!(found(&house, "zebrabehov").await, 0, "{soon}");
    start::prepare_search(&house.db).await.unwrap();
    assert_eq!(found(&house, "zebrabehov").await, 0);
}

/// What each event leaves in the index is what reading everything anew would leave.
async fn every_event_of_the_examples_is_answered_like_the_whole_place(db: Db) {
    let house = indexed(db).await;
    let number = highest_number(&house.db).await;
    let tx = house.db.read().await.unwrap();
    let filter = EventFilter {
        limit: 10_000,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    drop(tx);
    let mut seen = std::collections::BTreeSet::new();
    for event in events {
        let what = event.kind.split('.').next().unwrap().to_owned();
        if !seen.insert((what, event.object_id)) {
            continue;
        }
        let tx = house.db.begin("again").await.unwrap();
        let kind: &'static str = event.kind.leak();
        let object_kind: &'static str = event.object_kind.leak();
        let object = ObjectRef::new(object_kind, event.object_id, &event.object_name);
        let mut again = Event::new(kind, object);
        again.collaboration = event.collaboration;
        tx.record(&Actor::System("test"), again).await.unwrap();
        tx.commit().await.unwrap();
    }
    start::prepare_search(&house.db).await.unwrap();
    assert_eq!(
        highest_number(&house.db).await,
        number,
        "something was written"
    );
}
