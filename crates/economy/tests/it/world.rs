//! The council of document 003: thirteen municipalities, the region and a guest, with the register.

use samverk_database::{Db, EventFilter, Migration, Tx, list_events};
use samverk_economy::bundle;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{
    Actor, Clock, CollaborationId, Key, Ore, PartyId, Person, PersonId, Problem, Problems, Role,
};
use samverk_identity::model::Grant;
use samverk_identity::{add_person, give_role};
use samverk_parties::Scope;
use samverk_parties::actions::{SaveCollaboration, open_collaboration};
use samverk_parties::model::{Contact, LegalForm, Member, Party, PartyKind, Reach, Standing};
use samverk_testing::test_clock;
use std::path::Path;

pub const SYSTEM: Actor = Actor::System("test");

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
];

pub const COUNCIL: &str = "digitaliseringsradet";

const MEMBERS: [&str; 14] = [
    "aneby-kommun",
    "eksjo-kommun",
    "gislaveds-kommun",
    "gnosjo-kommun",
    "habo-kommun",
    "jonkopings-kommun",
    "mullsjo-kommun",
    "nassjo-kommun",
    "savsjo-kommun",
    "tranas-kommun",
    "vaggeryds-kommun",
    "vetlanda-kommun",
    "varnamo-kommun",
    "region-jonkopings-lan",
];

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

pub fn kronor(kronor: i64) -> Ore {
    Ore::from_kronor(kronor)
}

pub struct World {
    pub council: CollaborationId,
    pub aneby: PartyId,
}

/// The council and its neighbour `grannen`, both published, without any economy.
pub async fn world(db: &Db) -> World {
    let tx = db.begin("world").await.unwrap();
    samverk_parties::load_register(&tx).await.unwrap();
    let mut parties = Vec::new();
    for name in MEMBERS {
        parties.push(
            samverk_parties::store::find_party(&tx, name)
                .await
                .unwrap()
                .unwrap(),
        );
    }
    let aneby = parties[0].id;
    let guest = Party {
        id: PartyId(tx.new_id()),
        key: key("hoglandsforbundet"),
        kind: PartyKind::LocalFederation,
        name: "Höglandsförbundet".into(),
        short_name: String::new(),
        municipality_code: None,
        region_code: None,
        organisation_number: None,
        note: String::new(),
        revision: 1,
    };
    samverk_parties::store::insert_party(&tx, &guest)
        .await
        .unwrap();
    let council = open(&tx, COUNCIL).await;
    let mut members: Vec<Member> = parties
        .into_iter()
        .map(|party| member(party, Standing::Member))
        .collect();
    members.push(member(guest, Standing::NonVoting));
    samverk_parties::store::replace_members(&tx, council, None, &members)
        .await
        .unwrap();
    let neighbour = open(&tx, "grannen").await;
    let few = &members[..2];
    samverk_parties::store::replace_members(&tx, neighbour, None, few)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    World { council, aneby }
}

fn member(party: Party, standing: Standing) -> Member {
    Member {
        party,
        standing,
        from: None,
        to: None,
        note: String::new(),
    }
}

async fn open(tx: &Tx, name: &str) -> CollaborationId {
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
        .id
}

/// The economy of the example, as it lies in the repository.
pub fn example() -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/jonkoping");
    let all = Folder::read(&root).unwrap();
    let ours = [
        "/budgets/",
        "/models/",
        "/distributions/",
        "/scenarios/",
        "/measures.csv",
    ];
    let mut economy = Folder::default();
    for path in all
        .paths()
        .filter(|path| ours.iter().any(|ours| path.contains(ours)))
    {
        economy.insert_bytes(path, all.get(path).unwrap());
    }
    economy
}

/// Puts a text in the place of another in a file. The file must have it.
pub fn edited(folder: &Folder, file: &str, from: &str, to: &str) -> Folder {
    let path = folder
        .paths()
        .find(|path| path.ends_with(file))
        .unwrap()
        .to_owned();
    let text = String::from_utf8(folder.get(&path).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    let mut changed = folder.clone();
    changed.insert(path, text.replace(from, to));
    changed
}

/// Without a file.
pub fn without(folder: &Folder, file: &str) -> Folder {
    let mut changed = Folder::default();
    for path in folder.paths().filter(|path| !path.ends_with(file)) {
        changed.insert_bytes(path, folder.get(path).unwrap());
    }
    changed
}

/// The example without scenarios, and without what adopted distributions were computed from.
pub fn bare_example() -> Folder {
    let mut bare = Folder::default();
    let all = example();
    let is_kept = |path: &&str| {
        !path.contains("/scenarios/")
            && !path.ends_with("/inputs.toml")
            && !path.ends_with("/amounts.csv")
    };
    for path in all.paths().filter(is_kept) {
        bare.insert_bytes(path, all.get(path).unwrap());
    }
    bare
}

pub struct Imported {
    pub problems: Problems,
    pub warnings: Vec<Problem>,
}

/// Imports a folder and keeps it when nothing is wrong.
pub async fn import(db: &Db, folder: &Folder) -> Imported {
    let mut intake = Intake::new(folder.clone());
    let read = bundle::read(&mut intake);
    intake.note_unknown_files();
    let tx = db.begin("import").await.unwrap();
    bundle::apply(&tx, &SYSTEM, &read, &mut intake)
        .await
        .unwrap();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    Imported {
        problems: intake.problems,
        warnings: intake.warnings,
    }
}

/// Imports the example, which has nothing wrong.
pub async fn import_example(db: &Db) -> Vec<Problem> {
    let imported = import(db, &example()).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    imported.warnings
}

pub async fn export(db: &Db) -> Folder {
    bundle::write(&db.read().await.unwrap(), None)
        .await
        .unwrap()
}

pub async fn scope(tx: &Tx, actor: &Actor) -> Scope {
    Scope::find(tx, actor, COUNCIL).await.unwrap()
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

/// Somebody who is kept too, so that they can be named.
pub async fn kept_person(db: &Db, name: &str, grants: &[Grant]) -> Actor {
    let tx = db.begin("person").await.unwrap();
    let email = format!("{}@exempel.se", Key::from_name(name));
    let added = add_person(&tx, &SYSTEM, name, &email, false).await.unwrap();
    let id = added.account.id;
    for grant in grants {
        give_role(&tx, &SYSTEM, id, grant, "där").await.unwrap();
    }
    tx.commit().await.unwrap();
    let held = grants.iter();
    let held = held.filter_map(|grant| Some((grant.collaboration()?, grant.role())));
    let Actor::Person(somebody) = person(&held.collect::<Vec<_>>(), &[]) else {
        panic!("somebody")
    };
    Actor::Person(Person {
        id,
        name: name.to_owned(),
        email,
        ..somebody
    })
}

pub async fn event_count(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 10_000,
        ..EventFilter::default()
    };
    list_events(&tx, &filter).await.unwrap().len()
}

pub fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}
