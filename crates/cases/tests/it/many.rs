//! Many cases: as many statements as for few, all by an index. With `SAMVERK_MANY_CASES=100000` and `--nocapture` it tells
//! how long each takes (`docs/speed.md`).

use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use samverk_cases::CaseId;
use samverk_cases::model::{Case, CaseStatus, place, words_of};
use samverk_cases::store::{
    CaseQuery, LOOKED_THROUGH, Reach, find_by_words, find_statement, insert_case, list_statement,
    put_words, raise_year,
};
use samverk_database::Db;
use samverk_foundation::{Key, PersonId};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Instant;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    many_are_listed_with_as_many_statements_as_few,
    a_common_word_is_sought_by_stretches,
    every_list_goes_by_an_index,
);

fn many() -> i64 {
    let told = std::env::var("SAMVERK_MANY_CASES").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(600)
}

/// So many are written in a transaction.
const STRETCH: i64 = 5_000;

fn case(desk: &samverk_cases::RegistryDesk, id: Uuid, sequence: i64) -> Case {
    let number = desk.registry.number(2025, sequence);
    let subject = match sequence % 1_000 {
        0 => format!("Ett sällsamt ärende {sequence}"),
        _ => format!("Ansökan om bygglov {sequence}"),
    };
    Case {
        id: CaseId(id),
        registry: desk.registry.id,
        party: desk.party().id,
        key: Key::from_name(&number),
        number,
        year: 2025,
        sequence,
        registered_on: "2025-03-01".parse().unwrap(),
        officer: None,
        content: content(&subject),
        status: match sequence % 20 {
            0 => CaseStatus::Open,
            _ => CaseStatus::Closed,
        },
        closed_on: None,
        void_reason: String::new(),
        standing: None,
        initiative: None,
        restriction: None,
        revision: 1,
    }
}

/// Adds cases with these numbers.
async fn fill(world: &World<'_>, (first, last): (i64, i64)) {
    for from in (first..=last).step_by(5_000) {
        let tx = world.db.begin("fill").await.unwrap();
        let desk = world.desk(&tx, &world.registrar()).await;
        let numbers = (from..from + STRETCH).filter(|one| *one <= last);
        let numbers: Vec<i64> = numbers.collect();
        for number in &numbers {
            let case = case(&desk, tx.new_id(), *number);
            insert_case(&tx, &case, None).await.unwrap();
            let words = words_of([case.number.as_str(), &case.content.subject]);
            let at = (case.registry, case.id.0);
            put_words(&tx, at, &words).await.unwrap();
        }
        let year = (desk.registry.id, 2025);
        raise_year(&tx, year, &numbers).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn all_of(desk: &samverk_cases::RegistryDesk) -> CaseQuery {
    CaseQuery {
        registry: desk.registry.id,
        reach: Reach::All,
        status: None,
        officer: None,
        words: Vec::new(),
        place: None,
        except: Vec::new(),
        after: Some(i64::MAX),
        offset: 0,
        limit: 51,
    }
}

/// How many statements each page makes, after one visit that fills what is remembered; and how long it takes.
async fn visits(world: &World<'_>) -> Vec<(&'static str, usize)> {
    let registrar = world.registrar();
    let pages = [
        ("list", String::new()),
        ("open", "?lage=open".to_owned()),
        ("mine", "?mina=true".to_owned()),
        ("search", "?sok=bygglov".to_owned()),
        ("rare", "?sok=s%C3%A4llsamt".to_owned()),
        ("number", "?sok=2025%2F77".to_owned()),
        ("detail", "/arenden/ks-2025-00077".to_owned()),
    ];
    let mut counts = Vec::new();
    for (name, rest) in pages {
        let path = format!("{REGISTRY_PAGE}{rest}");
        world.house.page(&registrar, &path).await;
        let (before, start) = (world.db.query_count(), Instant::now());
        world.house.page(&registrar, &path).await;
        println!("{} cases: {name}: {:?}", many(), start.elapsed());
        counts.push((
            name,
            usize::try_from(world.db.query_count() - before).unwrap(),
        ));
    }
    let start = Instant::now();
    world.register(content("Nytt")).await;
    println!("{} cases: create: {:?}", many(), start.elapsed());
    counts
}

async fn many_are_listed_with_as_many_statements_as_few(db: Db) {
    let world = World::of(&db).await;
    fill(&world, (1, 120)).await;
    let few = visits(&world).await;
    fill(&world, (121, many())).await;
    assert_eq!(visits(&world).await, few);
}

/// A common word is sought among so many cases at a time, and what is older is a link away.
async fn a_common_word_is_sought_by_stretches(db: Db) {
    let world = World::of(&db).await;
    fill(&world, (1, LOOKED_THROUGH + 2)).await;
    let registrar = world.registrar();
    let page = async |rest: &str| {
        world
            .house
            .page(&registrar, &format!("{REGISTRY_PAGE}{rest}"))
            .await
    };
    let first = page("?sok=bygglov").await;
    assert!(
        first.contains("Visa äldre ärenden") && !first.contains("Sök bland äldre"),
        "{first}"
    );
    // The oldest of all is not among those that are looked at first.
    let none = page("?sok=bygglov+00001").await;
    assert!(
        none.contains("KS 2025/00001") && !none.contains("Sök bland äldre"),
        "{none}"
    );
    let none = page("?sok=bygglov+ks&lage=void").await;
    assert!(none.contains("Inga ärenden"), "{none}");
    let tx = db.read().await.unwrap();
    let desk = world.desk(&tx, &registrar).await;
    let asked = CaseQuery {
        words: vec!["bygglov".to_owned(), "ks".to_owned()],
        ..all_of(&desk)
    };
    let found = find_by_words(&tx, &asked).await.unwrap();
    assert_eq!(found.until, Some(2_025_000_000_003));
}

async fn every_list_goes_by_an_index(db: Db) {
    let world = World::of(&db).await;
    fill(&world, (1, 200)).await;
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    if tx.is_postgres() {
        let off = Statement::from_string(backend, "SET LOCAL enable_seqscan = off");
        tx.connection().execute_raw(off).await.unwrap();
    }
    let desk = world.desk(&tx, &world.registrar()).await;
    let all = all_of(&desk);
    let person = PersonId(Uuid::from_u128(1));
    let asked = [
        all.clone(),
        CaseQuery {
            reach: Reach::OpenOr(Some(person)),
            ..all.clone()
        },
        CaseQuery {
            status: Some(CaseStatus::Open),
            ..all.clone()
        },
        CaseQuery {
            officer: Some(person),
            ..all.clone()
        },
        // A number is found by its own index, however many share the year's word.
        CaseQuery {
            words: vec!["2025".to_owned(), "77".to_owned()],
            place: Some(place(2025, 77)),
            ..all.clone()
        },
    ];
    let sought = CaseQuery {
        words: vec!["bygg".to_owned(), "ks".to_owned()],
        ..all
    };
    let leading = [None, Some("bygg")].map(|leading| find_statement(&tx, &sought, leading));
    let statements = asked.iter().map(|asked| {
        let is_number = asked.place.is_some();
        (list_statement(&tx, asked), is_number)
    });
    let leading = leading.into_iter().map(|statement| (statement, false));
    for (mut asked, is_number) in statements.chain(leading) {
        let (explain, column) = match tx.is_postgres() {
            true => ("EXPLAIN", "QUERY PLAN"),
            false => ("EXPLAIN QUERY PLAN", "detail"),
        };
        asked.sql = format!("{explain} {}", asked.sql);
        let rows = tx.connection().query_all_raw(asked.clone()).await.unwrap();
        let lines = rows
            .iter()
            .map(|row| row.try_get::<String>("", column).unwrap());
        let plan = lines.collect::<Vec<_>>().join("\n");
        let is_scanned = plan.contains("SCAN registered_case") || plan.contains("Seq Scan");
        assert!(
            !is_scanned && !plan.contains("SCAN case_word"),
            "{}\n{plan}",
            asked.sql
        );
        let by_place = plan.replace(' ', "").contains("place=") && !plan.contains("case_word");
        assert_eq!(by_place, is_number, "{}\n{plan}", asked.sql);
    }
}
