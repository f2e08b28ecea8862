//! A small county to test in, for the domains above the parties: a council with three members, a neighbour
//! that is not shown to the public, people with roles, and somebody at a browser.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this crate only serves tests"
)]

mod house;

pub use house::House;

use samverk_database::{Db, Tx};
use samverk_foundation::{
    Actor, Clock, CollaborationId, Key, PartyId, Person, PersonId, Problems, Role,
};
use samverk_parties::Scope;
use samverk_parties::actions::{SaveCollaboration, open_collaboration};
use samverk_parties::model::{Contact, LegalForm, Member, Party, PartyKind, Reach, Standing};
use samverk_testing::test_clock;

pub const SYSTEM: Actor = Actor::System("test");

/// Where the council's pages are.
pub const COUNCIL: &str = "/samverkan/radet";

/// Keys and names of the council's members.
pub const MEMBERS: [(&str, &str); 3] = [
    ("aneby-kommun", "Aneby kommun"),
    ("eksjo-kommun", "Eksjö kommun"),
    ("habo-kommun", "Habo kommun"),
];

/// The council `radet` and its neighbour `grannen`.
pub struct County {
    pub council: CollaborationId,
    pub neighbour: CollaborationId,
    /// In the order of [`MEMBERS`].
    pub parties: [PartyId; 3],
}

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

pub async fn county(db: &Db) -> County {
    let tx = db.begin("county").await.unwrap();
    let mut parties = Vec::new();
    for (key, name) in MEMBERS {
        parties.push(municipality(&tx, key, name).await);
    }
    let council = open(&tx, "radet", true).await;
    let neighbour = open(&tx, "grannen", false).await;
    let members: Vec<Member> = parties.iter().cloned().map(member).collect();
    samverk_parties::store::replace_members(&tx, council, None, &members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let ids: Vec<PartyId> = parties.iter().map(|party| party.id).collect();
    County {
        council,
        neighbour,
        parties: ids.try_into().unwrap(),
    }
}

async fn open(tx: &Tx, name: &str, published: bool) -> CollaborationId {
    let input = SaveCollaboration {
        name: name.to_owned(),
        purpose: "Att prova".to_owned(),
        legal_form: LegalForm::Network,
        host: None,
        reach: Reach::Regional,
        parent: None,
        ladder: None,
        published,
        source: String::new(),
        contact: Contact::default(),
        revision: 0,
    };
    let opened = open_collaboration(tx, &SYSTEM, key(name), input).await;
    opened.unwrap().id
}

async fn municipality(tx: &Tx, code: &str, name: &str) -> Party {
    let party = Party {
        id: PartyId(tx.new_id()),
        key: key(code),
        kind: PartyKind::Municipality,
        name: name.into(),
        short_name: String::new(),
        municipality_code: None,
        region_code: None,
        organisation_number: None,
        note: String::new(),
        revision: 1,
    };
    let kept = samverk_parties::store::insert_party(tx, &party).await;
    kept.unwrap();
    party
}

fn member(party: Party) -> Member {
    Member {
        party,
        standing: Standing::Member,
        from: None,
        to: None,
        note: String::new(),
    }
}

impl County {
    /// A party that is a member of neither.
    pub async fn outsider(&self, db: &Db, key: &str, name: &str) -> PartyId {
        let tx = db.begin("outsider").await.unwrap();
        let party = municipality(&tx, key, name).await;
        tx.commit().await.unwrap();
        party.id
    }

    /// The council as somebody sees it.
    pub async fn scope(&self, tx: &Tx, actor: &Actor) -> Scope {
        Scope::by_id(tx, actor, self.council).await.unwrap()
    }

    pub fn coordinator(&self) -> Actor {
        person("Samordnaren", &[(self.council, Role::Coordinator)], &[])
    }

    pub fn economist(&self) -> Actor {
        person("Ekonomen", &[(self.council, Role::Economist)], &[])
    }

    /// Who speaks for a member: `0` for the first of [`MEMBERS`].
    pub fn representative(&self, party: usize) -> Actor {
        let roles = [(self.parties[party], Role::Representative)];
        person(MEMBERS[party].1, &[], &roles)
    }

    /// Signed in, with a role in the neighbouring council only.
    pub fn stranger(&self) -> Actor {
        person("Grannen", &[(self.neighbour, Role::Coordinator)], &[])
    }
}

/// Somebody with an id of their own for each call.
pub fn person(
    name: &str,
    collaborations: &[(CollaborationId, Role)],
    parties: &[(PartyId, Role)],
) -> Actor {
    Actor::Person(Person {
        id: PersonId(test_clock().new_id()),
        name: name.to_owned(),
        email: "prov@exempel.se".to_owned(),
        session: None,
        token: None,
        administrator: false,
        opener: false,
        collaboration_roles: collaborations.to_vec(),
        party_roles: parties.to_vec(),
    })
}

pub fn codes(problems: &Problems) -> Vec<&str> {
    problems.0.iter().map(|problem| problem.code).collect()
}
