//! Two of the examples, a second year of costs, and people with roles.

use samverk_database::{Db, Migration, Tx};
use samverk_economy::DistributionId;
use samverk_economy::records::DistributionRecord;
use samverk_exchange::{Folder, Intake};
use samverk_fields::{Line, Prose};
use samverk_foundation::{
    Actor, Clock, CollaborationId, Key, Ore, PartyId, Person, PersonId, Role,
};
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_parties::actions::{RecordAssessment, record_assessment};
use samverk_parties::model::{GroupKind, Party, Reach, Subject};
use samverk_parties::{GROUP, Group, GroupId};
use samverk_testing::test_clock;
use std::path::Path;

pub const SYSTEM: Actor = Actor::System("test");
pub const COUNCIL: &str = "digitaliseringsradet";
pub const JONKOPING: &str = "/aktorer/jonkopings-kommun";

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_surveys::MIGRATIONS,
    samverk_agreements::MIGRATIONS,
    samverk_meetings::MIGRATIONS,
    samverk_files::MIGRATIONS,
    samverk_cases::MIGRATIONS,
    samverk_archive::MIGRATIONS,
    samverk_systems::MIGRATIONS,
    samverk_contracts::MIGRATIONS,
    samverk_consultations::MIGRATIONS,
    samverk_talk::MIGRATIONS,
    samverk_notices::MIGRATIONS,
];

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

/// The council of document 003 and the administration of Värmdö, as they ship.
pub async fn world(db: &Db) {
    let tx = db.begin("register").await.unwrap();
    samverk_parties::load_register(&tx).await.unwrap();
    samverk_goals::load_register(&tx).await.unwrap();
    tx.commit().await.unwrap();
    for name in ["jonkoping", "varmdo"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        import(db, Folder::read(&root.join(name)).unwrap()).await;
    }
}

async fn import(db: &Db, folder: Folder) {
    let mut intake = Intake::new(folder);
    let parties = samverk_parties::bundle::read(&mut intake);
    let goals = samverk_goals::bundle::read(&mut intake);
    let economy = samverk_economy::bundle::read(&mut intake);
    let tx = db.begin("import").await.unwrap();
    let parties = samverk_parties::bundle::apply(&tx, &SYSTEM, &parties, &mut intake);
    parties.await.unwrap();
    let goals = samverk_goals::bundle::apply(&tx, &SYSTEM, &goals, &mut intake);
    goals.await.unwrap();
    let economy = samverk_economy::bundle::apply(&tx, &SYSTEM, &economy, &mut intake);
    economy.await.unwrap();
    assert!(intake.problems.is_empty(), "{:#?}", intake.problems);
    tx.commit().await.unwrap();
}

pub async fn scope(tx: &Tx, key: &str) -> Scope {
    Scope::find(tx, &SYSTEM, key).await.unwrap()
}

pub async fn party(db: &Db, key: &str) -> Party {
    let tx = db.read().await.unwrap();
    let found = samverk_parties::store::find_party(&tx, key).await.unwrap();
    found.unwrap()
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

/// Somebody at the party.
pub async fn at(db: &Db, key: &str, role: Role) -> Actor {
    person(&[], &[(party(db, key).await.id, role)])
}

pub async fn coordinator(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let here = scope(&tx, COUNCIL).await.collaboration.id;
    person(&[(here, Role::Coordinator)], &[])
}

/// The decided distribution of 2021 once more for another year, in which Jönköping pays this much
/// more.
pub async fn decide_again(db: &Db, year: i32, more: i64, published: bool) {
    let tx = db.begin("decide_again").await.unwrap();
    let here = scope(&tx, COUNCIL).await.collaboration.id;
    let found = samverk_economy::store::find_distribution(&tx, here, "2021").await;
    let first: DistributionRecord = found.unwrap().unwrap();
    let mut adopted = first.adopted.clone().unwrap();
    adopted.result.year = year;
    let rows = adopted.result.rows.iter_mut();
    for row in rows.filter(|row| row.party.as_str() == "jonkopings-kommun") {
        row.amount += Ore::from_kronor(more);
    }
    let again = DistributionRecord {
        id: DistributionId(tx.new_id()),
        key: key(&year.to_string()),
        title: format!("Kostnadsfördelning {year}"),
        year,
        published,
        printed: None,
        adopted: Some(adopted),
        ..first
    };
    let insert = samverk_economy::store::insert_distribution(&tx, here, &again);
    insert.await.unwrap();
    tx.commit().await.unwrap();
}

/// The party's own view of the whole collaboration, on the first ladder.
pub async fn record_view(db: &Db, of: &Party, level: i64) {
    let tx = db.begin("record_view").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let ladders = samverk_parties::ladders::list_ladders(&tx).await.unwrap();
    let ladder = ladders
        .iter()
        .find(|one| one.key.as_str() == "samverkanstrappan");
    let view = RecordAssessment {
        subject: Subject::Whole,
        ladder: ladder.unwrap(),
        level,
        wanted_level: None,
        note: String::new(),
        date: None,
        on_behalf_of: Some(of.id),
    };
    assert!(record_assessment(&tx, &SYSTEM, &here, view).await.unwrap());
    tx.commit().await.unwrap();
}

/// A group of the council in which every member sits.
pub async fn add_group(db: &Db, name: &str) {
    let tx = db.begin("add_group").await.unwrap();
    let here = scope(&tx, COUNCIL).await;
    let group = Group {
        name: name.into(),
        kind: GroupKind::Inside,
        organiser: Line::default(),
        parent: None,
        reach: Reach::Regional,
        legal_form: None,
        host: None,
        purpose: Prose::default(),
        cooperation: Prose::default(),
        cost: None,
        financed_by: Line::default(),
        note: Prose::default(),
    };
    let id = here.collaboration.id;
    let group_key = Key::from_name(name);
    let group = GROUP.save(&tx, &SYSTEM, &here, group_key, &group, Seen::New);
    let group = GroupId(group.await.unwrap().id);
    samverk_parties::store::replace_members(&tx, id, Some(group), &here.members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
