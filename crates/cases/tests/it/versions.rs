//! A new version for cases under way: what differs, where cases go, and a run that is broken off.

use crate::world::{MIGRATIONS, OWN, World, content};
use axum::http::StatusCode;
use samverk_cases::CASE_PROCESS;
use samverk_cases::actions::{Applying, begin_process, end_task};
use samverk_cases::model::{Applied, Places, TaskStatus};
use samverk_cases::processes::HeldCaseProcess;
use samverk_cases::store::{list_moves, list_tasks};
use samverk_county::{SYSTEM, key, person};
use samverk_database::Db;
use samverk_fields::{KindCode, Known, One, Reference, Whole};
use samverk_foundation::{Actor, Key, Role};
use samverk_parties::Owner;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    cases_go_by_a_new_version_once_where_they_go_is_said,
    a_run_that_is_broken_off_goes_on_where_it_was,
    only_the_chosen_are_moved_and_the_rest_told,
    what_is_done_stays_done,
);

fn administrator(world: &World<'_>) -> Actor {
    let roles = [(world.county.parties[0], Role::PartyAdministrator)];
    person("Administratören", &[], &roles)
}

impl World<'_> {
    /// The version after this one, in which the first state is called otherwise and has another key.
    async fn next(&self, before: &HeldCaseProcess) -> HeldCaseProcess {
        let mut next = before.value.clone();
        next.version = Whole(2);
        next.status = samverk_cases::processes::ProcessStatus::Draft;
        next.replaces = Some(One::to(Reference {
            kind: KindCode::of("case_process"),
            key: before.key.clone(),
            known: Some(Known {
                id: before.id,
                name: String::new(),
            }),
        }));
        let to = Key::from_name("mottagen");
        next.states.0[0].key = to.clone();
        next.states.0[0].name = "Mottagen".into();
        for way in &mut next.transitions.0 {
            if way.from.as_str() == "inkommen" {
                way.from = to.clone();
            }
        }
        for task in &mut next.tasks.0 {
            task.state = to.clone();
        }
        for document in &mut next.documents.0 {
            if document.state.as_str() == "inkommen" {
                document.state = to.clone();
            }
        }
        next.notices.0.clear();
        self.publish("begaran-om-handling-2", &next).await
    }

    async fn begun(&self, process: &HeldCaseProcess, number: usize) {
        for _ in 0..number {
            let case = self.register(content("Begäran")).await;
            let registrar = self.registrar();
            let tx = self.db.begin("begin").await.unwrap();
            let desk = self.desk(&tx, &registrar).await;
            let with = (&case, process.key.as_str());
            begin_process(&tx, &registrar, &desk, with, 1)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    }

    async fn applying(&self, numbers: &[&str]) -> (Owner, Applying) {
        let tx = self.db.read().await.unwrap();
        let party = samverk_parties::store::find_party(&tx, OWN)
            .await
            .unwrap()
            .unwrap();
        let owner = Owner::seen_by(&administrator(self), party);
        let places = Places::from([(key("inkommen"), key("mottagen"))]);
        let numbers = numbers.iter().map(|one| (*one).to_owned()).collect();
        let said = (Some(places), numbers);
        let applying = Applying::find(&tx, &owner, "begaran-om-handling-2", said).await;
        (owner, applying.unwrap())
    }
}

async fn cases_go_by_a_new_version_once_where_they_go_is_said(db: Db) {
    let world = World::of(&db).await;
    let house = &world.house;
    let who = administrator(&world);
    let first = world.process("begaran-om-handling").await;
    world.begun(&first, 2).await;
    world.next(&first).await;
    let page = "/aktorer/aneby-kommun/arendeprocesser/begaran-om-handling-2";
    assert!(house.page(&who, page).await.contains("/tillampa\""));
    let apply = format!("{page}/tillampa");
    let asked = house.page(&who, &apply).await;
    assert!(
        asked.contains("Mottagen") && asked.contains("Togs bort"),
        "{asked}"
    );
    assert!(asked.contains("2 ärenden"), "{asked}");
    let (status, told) = house.post(&who, &apply, &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.contains("Inkommen finns inte") || told.contains("Välj vart"),
        "{told}"
    );
    let (status, _) = house
        .post(&who, &apply, &[("to_inkommen", "utlamnad")])
        .await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it would close them"
    );
    let (status, _) = house
        .post(&who, &apply, &[("to_inkommen", "mottagen")])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    for other in [world.registrar(), world.reader()] {
        let (status, _) = house.get(&other, &apply).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
    // Nothing has been moved yet: the long work does that.
    let registrar = world.registrar();
    let case = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";
    assert!(house.page(&registrar, case).await.contains("Inkommen"));
}

async fn a_run_that_is_broken_off_goes_on_where_it_was(db: Db) {
    let world = World::of(&db).await;
    let who = administrator(&world);
    let first = world.process("begaran-om-handling").await;
    world.begun(&first, 5).await;
    let next = world.next(&first).await;
    let (owner, applying) = world.applying(&[]).await;
    let run = Uuid::from_u128(7);
    for _ in 0..2 {
        // What is not committed never was.
        let tx = db.begin("apply").await.unwrap();
        let told = applying.go_on(&tx, &who, &owner, (run, 2)).await.unwrap();
        assert_eq!(told.len(), 2);
        drop(tx);
    }
    let mut stretches = Vec::new();
    loop {
        let tx = db.begin("apply").await.unwrap();
        let told = applying.go_on(&tx, &who, &owner, (run, 2)).await.unwrap();
        tx.commit().await.unwrap();
        stretches.push(told.len());
        if told.is_empty() {
            break;
        }
    }
    assert_eq!(stretches, [2, 2, 1, 0]);
    let tx = db.read().await.unwrap();
    let told = list_moves(&tx, run).await.unwrap();
    assert_eq!(told.len(), 5);
    let is_moved = |one: &samverk_cases::store::ToldMove| {
        (one.outcome, one.state.clone()) == (Applied::Moved, Some(key("mottagen")))
    };
    assert!(told.iter().all(is_moved), "{told:?}");
    let desk = world.desk(&tx, &SYSTEM).await;
    let case = desk.case(&tx, "ks-2026-00003").await.unwrap();
    let standing = case.standing.clone().unwrap();
    assert_eq!((standing.process, standing.visit), (next.id, 2));
    let tasks = list_tasks(&tx, case.id).await.unwrap();
    let open = tasks.iter().filter(|one| one.status == TaskStatus::Open);
    // The deadline, and the task of the state that it is in now; there is no notice any more.
    assert_eq!(open.count(), 2, "{tasks:?}");
    drop(tx);
    // A version that cases go by is not removed, nor the one before it.
    let tx = db.read().await.unwrap();
    let stays = CASE_PROCESS.stays(&tx, next.id).await.unwrap();
    assert!(stays.is_some());
}

async fn only_the_chosen_are_moved_and_the_rest_told(db: Db) {
    let world = World::of(&db).await;
    let who = administrator(&world);
    let first = world.process("begaran-om-handling").await;
    world.begun(&first, 3).await;
    let next = world.next(&first).await;
    world.begun(&next, 1).await;
    let chosen = ["KS 2026/00002", "KS 2026/00004", "KS 2026/00099"];
    let (owner, applying) = world.applying(&chosen).await;
    let run = Uuid::from_u128(8);
    let tx = db.begin("apply").await.unwrap();
    let told = applying.go_on(&tx, &who, &owner, (run, 100)).await.unwrap();
    let outcomes: Vec<_> = told
        .iter()
        .map(|one| (one.number.as_str(), one.outcome))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("KS 2026/00002", Applied::Moved),
            ("KS 2026/00004", Applied::Left),
            ("KS 2026/00099", Applied::Left),
        ]
    );
    let again = applying.go_on(&tx, &who, &owner, (run, 100)).await.unwrap();
    assert_eq!(again, []);
    let desk = world.desk(&tx, &SYSTEM).await;
    let other = desk.case(&tx, "ks-2026-00001").await.unwrap();
    assert_eq!(other.standing.unwrap().process, first.id);
    tx.commit().await.unwrap();
}

async fn what_is_done_stays_done(db: Db) {
    let world = World::of(&db).await;
    let who = administrator(&world);
    let first = world.process("begaran-om-handling").await;
    world.begun(&first, 1).await;
    let registrar = world.registrar();
    let mut next = first.value.clone();
    next.version = Whole(2);
    next.status = samverk_cases::processes::ProcessStatus::Draft;
    next.deadlines.0[0].number = Whole(5);
    next.replaces = Some(One::to(Reference {
        kind: KindCode::of("case_process"),
        key: first.key.clone(),
        known: Some(Known {
            id: first.id,
            name: String::new(),
        }),
    }));
    world.publish("begaran-om-handling-2", &next).await;
    let tx = db.begin("done").await.unwrap();
    let desk = world.desk(&tx, &registrar).await;
    let case = desk.case(&tx, "ks-2026-00001").await.unwrap();
    let tasks = list_tasks(&tx, case.id).await.unwrap();
    let task = tasks
        .iter()
        .find(|one| one.what.key.as_str() == "leta")
        .unwrap();
    end_task(&tx, &registrar, &desk, (&case, task))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (owner, applying) = world.applying(&[]).await;
    let tx = db.begin("apply").await.unwrap();
    let told = applying
        .go_on(&tx, &who, &owner, (Uuid::from_u128(9), 100))
        .await
        .unwrap();
    assert_eq!(told[0].outcome, Applied::Stays);
    let tasks = list_tasks(&tx, case.id).await.unwrap();
    let of = |key: &str| -> Vec<TaskStatus> {
        let own = tasks.iter().filter(|one| {
            one.what.key.as_str() == key && one.what.sort != samverk_cases::model::TaskSort::Notice
        });
        own.map(|one| one.status).collect()
    };
    assert_eq!(of("leta"), [TaskStatus::Done]);
    assert_eq!(of("skyndsamt"), [TaskStatus::Past, TaskStatus::Open]);
    tx.commit().await.unwrap();
}
