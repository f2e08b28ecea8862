//! A small county to test in: a database with the register, and people with roles.

use samverk_database::{Db, Migration, Tx};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{
    Actor, Clock, CollaborationId, Key, PartyId, Person, PersonId, Problem, Role,
};
use samverk_parties::actions::{SaveCollaboration, open_collaboration};
use samverk_parties::model::{Collaboration, Contact, LegalForm, Party, Reach};
use samverk_parties::{Scope, bundle, load_register, store};
use samverk_testing::test_clock;
use tempfile::TempDir;

pub const SYSTEM: Actor = Actor::System("test");

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_parties::MIGRATIONS,
];

/// Loads what ships, as the first start does.
pub async fn register(db: &Db) {
    let tx = db.begin("register").await.unwrap();
    load_register(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// One more installation, empty but for the register. It lives as long as the folder.
pub async fn sqlite() -> (Db, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.sqlite");
    let db = Db::connect(&format!("sqlite:{}", file.display()), test_clock())
        .await
        .unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    register(&db).await;
    (db, folder)
}

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub async fn party(tx: &Tx, key: &str) -> Party {
    store::find_party(tx, key).await.unwrap().unwrap()
}

pub async fn open(tx: &Tx, name: &str) -> Collaboration {
    let input = SaveCollaboration {
        name: name.to_owned(),
        purpose: "Att prova".to_owned(),
        legal_form: LegalForm::Network,
        host: None,
        reach: Reach::Regional,
        parent: None,
        ladder: None,
        published: true,
        source: String::new(),
        contact: Contact::default(),
        revision: 0,
    };
    open_collaboration(tx, &SYSTEM, key(name), input)
        .await
        .unwrap()
}

pub async fn scope(tx: &Tx, actor: &Actor, key: &str) -> Scope {
    Scope::find(tx, actor, key).await.unwrap()
}

pub fn person(collaborations: &[(CollaborationId, Role)], parties: &[(PartyId, Role)]) -> Actor {
    Actor::Person(Person {
        id: PersonId(test_clock().new_id()),
        name: "Provperson".to_owned(),
        email: "prov@exempel.se".to_owned(),
        session: None,
        token: None,
        administrator: false,
        opener: false,
        collaboration_roles: collaborations.to_vec(),
        party_roles: parties.to_vec(),
    })
}

pub fn folder(files: &[(&str, &str)]) -> Folder {
    let mut folder = Folder::default();
    for (path, text) in files {
        folder.insert(*path, *text);
    }
    folder
}

/// Reads and applies a folder as the program does, and commits if nothing is wrong.
pub async fn import(db: &Db, folder: Folder) -> Result<Vec<Problem>, Vec<Problem>> {
    let mut intake = Intake::new(folder);
    let bundle = bundle::read(&mut intake);
    let tx = db.begin("import").await.unwrap();
    bundle::apply(&tx, &SYSTEM, &bundle, &mut intake)
        .await
        .unwrap();
    if !intake.problems.is_empty() {
        return Err(intake.problems.0);
    }
    tx.commit().await.unwrap();
    Ok(intake.warnings)
}

pub async fn export(db: &Db) -> Folder {
    let tx = db.read().await.unwrap();
    bundle::write(&tx, None).await.unwrap()
}

pub async fn event_count(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let all = samverk_database::EventFilter {
        limit: 100_000,
        ..Default::default()
    };
    samverk_database::list_events(&tx, &all)
        .await
        .unwrap()
        .len()
}

/// Code and place of each problem, for comparing.
pub fn told(problems: &[Problem]) -> Vec<(&str, Option<usize>, Option<&str>)> {
    problems
        .iter()
        .map(|p| (p.code, p.place.row, p.place.column.as_deref()))
        .collect()
}

pub fn administrator() -> Actor {
    match person(&[], &[]) {
        Actor::Person(person) => Actor::Person(Person {
            administrator: true,
            ..person
        }),
        other => other,
    }
}
