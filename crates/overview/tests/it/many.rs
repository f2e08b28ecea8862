//! Much at once: ten thousand tasks for one coordinator, and an import of as many rows among the news.

use crate::browser::page;
use crate::world::*;
use samverk_database::{Db, Event, ObjectRef};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::Actor;
use samverk_parties::bundle::Described;
use std::collections::BTreeSet;
use std::fmt::Write as _;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    ten_thousand_tasks_are_read_by_page,
    what_was_done_in_one_go_is_one_of_the_news,
);

const MANY: usize = 10_000;

/// So many risks of the council that are to be looked at again, on different days.
async fn risks(db: &Db, numbers: std::ops::Range<usize>) {
    let mut rows =
        String::from("key,kind,title,likelihood,consequence,response,owner,next_review\n");
    for number in numbers {
        let day = number % 28 + 1;
        let _ = writeln!(
            rows,
            "risk-{number},risk,Risk {number}.,2,2,,,2026-01-{day:02}"
        );
    }
    let mut folder = Folder::default();
    folder.insert("bundle.toml", "format = 1\ntitle = \"Risker\"\n");
    folder.insert(format!("collaborations/{COUNCIL}/risks.csv"), rows);
    let mut intake = Intake::new(folder);
    let read = Described::read(&mut intake, samverk_development::KINDS);
    let tx = db.begin("risks").await.unwrap();
    read.apply(&tx, &SYSTEM, &mut intake).await.unwrap();
    assert!(intake.problems.is_empty(), "{:#?}", intake.problems);
    tx.commit().await.unwrap();
}

/// How many statements a page takes, and how many rows they read.
async fn cost(db: &Db, actor: &Actor, path: &str) -> (u64, u64, String) {
    let before = (db.query_count(), db.row_count());
    let html = page(db, actor, path).await;
    let after = (db.query_count(), db.row_count());
    (after.0 - before.0, after.1 - before.1, html)
}

fn told(html: &str) -> BTreeSet<&str> {
    let tasks = html.split("Risk ").skip(1);
    tasks.filter_map(|rest| rest.split('.').next()).collect()
}

async fn ten_thousand_tasks_are_read_by_page(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    risks(&db, 0..200).await;
    let (asked, read, html) = cost(&db, &runner, "/").await;
    assert!((30..=50).contains(&told(&html).len()), "{html}");
    assert!(html.contains("försenade"), "{html}");
    let (asked_all, read_all, _) = cost(&db, &runner, "/uppgifter").await;
    risks(&db, 200..MANY).await;
    let (many_asked, many_read, html) = cost(&db, &runner, "/").await;
    assert_eq!((many_asked, many_read), (asked, read), "{MANY} as for 200");
    assert!((30..=50).contains(&told(&html).len()), "{html}");
    assert!(html.contains("href=\"/uppgifter\""), "{html}");
    let all = html.split("Visa alla ").nth(1).unwrap();
    let all = all.split('<').next().unwrap();
    assert!(all.starts_with("1") && all.ends_with("+"), "{all}");

    let mut seen = BTreeSet::new();
    let mut next = Some("/uppgifter".to_owned());
    let mut pages = 0;
    while let Some(path) = next {
        let (asked, read, html) = cost(&db, &runner, &path).await;
        assert_eq!(asked, asked_all, "{path}");
        assert!(read <= read_all, "{path}: {read} of {read_all}");
        seen.extend(told(&html).into_iter().map(str::to_owned));
        let more = html.split("href=\"/uppgifter?efter=").nth(1);
        let more = more.and_then(|rest| rest.split('"').next());
        next = more.map(|more| format!("/uppgifter?efter={}", more.replace("&#38;", "&")));
        pages += 1;
        assert!(pages < MANY / 100 + 5, "it comes to an end");
    }
    assert_eq!(seen.len(), MANY, "each stands on one of the {pages} pages");
}

async fn what_was_done_in_one_go_is_one_of_the_news(db: Db) {
    world(&db).await;
    let tx = db.begin("events").await.unwrap();
    let here = scope(&tx, COUNCIL).await.collaboration.id;
    let changes = std::iter::repeat_n("need.added", 1)
        .chain(std::iter::repeat_n("budget.saved", 60))
        .chain(std::iter::repeat_n("need.added", 3));
    for (number, code) in changes.enumerate() {
        let (kind, _) = code.split_once('.').unwrap();
        let name = format!("Nummer {number}");
        let object = ObjectRef::new(kind, tx.new_id(), &name);
        let event = Event::new(code, object).in_collaboration(here);
        tx.record(&Actor::System("news"), event).await.unwrap();
    }
    tx.commit().await.unwrap();
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    let news = html.split("news-heading\">").nth(2).unwrap();
    let news = news.split("</section>").next().unwrap();
    let rows: Vec<&str> = news.split("<li>").skip(1).collect();
    // What was done in between does not part it.
    assert!(rows[0].contains("Nummer 63 och 3 till"), "{news}");
    assert!(rows[1].contains("Nummer 60 och 59 till"), "{news}");
}
