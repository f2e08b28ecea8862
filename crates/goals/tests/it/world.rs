//! A small county to test in: a council with a plan, a neighbour, and people with roles.

use samverk_database::{Db, EventFilter, Migration, Tx, list_events};
use samverk_fields::Rows;
use samverk_foundation::{
    Actor, Clock, CollaborationId, Decision, Key, PartyId, Person, PersonId, Problem, Problems,
    Role,
};
use samverk_goals::actions::{
    AdoptPlan, FocusAreaDraft, GoalDraft, PlanFacts, VersionDraft, adopt_plan, open_plan,
    save_focus_area, save_goal,
};
use samverk_goals::model::{Direction, GoalRef, GoalYear};
use samverk_goals::{Indicator, PlanScope, load_register};
use samverk_parties::Scope;
use samverk_parties::actions::{SaveCollaboration, open_collaboration};
use samverk_parties::model::{Contact, LegalForm, Member, Party, PartyKind, Reach, Standing};
use samverk_testing::test_clock;

pub const SYSTEM: Actor = Actor::System("test");

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
];

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The council `radet` and its neighbour `grannen`, both published, with one member party.
pub struct World {
    pub council: CollaborationId,
    pub party: PartyId,
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
    samverk_parties::store::insert_party(tx, &party)
        .await
        .unwrap();
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

/// Another member, `granne-kommun`.
pub async fn second_member(tx: &Tx, world: &World) -> PartyId {
    let second = municipality(tx, "granne-kommun", "Granne kommun").await;
    let id = second.id;
    let mut members = plan(tx, &SYSTEM).await.scope.members;
    members.push(member(second));
    samverk_parties::store::replace_members(tx, world.council, None, &members)
        .await
        .unwrap();
    id
}

pub async fn world(db: &Db) -> World {
    let tx = db.begin("world").await.unwrap();
    load_register(&tx).await.unwrap();
    let party = municipality(&tx, "aneby-kommun", "Aneby kommun").await;
    let mut council = None;
    for name in ["radet", "grannen"] {
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
        let opened = open_collaboration(&tx, &SYSTEM, key(name), input)
            .await
            .unwrap();
        council.get_or_insert(opened.id);
    }
    let council = council.unwrap();
    let members = [member(party.clone())];
    samverk_parties::store::replace_members(&tx, council, None, &members)
        .await
        .unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let facts = PlanFacts {
        title: "Verksamhetsplan".into(),
        from: day("2025-01-01"),
        to: day("2027-12-31"),
        source: String::new(),
        seen: None,
    };
    let draft = VersionDraft::first();
    open_plan(&tx, &SYSTEM, &scope, Some(key("2025-2027")), facts, draft)
        .await
        .unwrap();
    let area = FocusAreaDraft {
        name: "Kompetens".into(),
        purpose: "Att lära".into(),
        leadership_group: None,
        budget_part: None,
        catalogue_goals: vec![GoalRef::parse("utveckling-i-en-digital-tid:M3").unwrap()],
        position: None,
        seen: 1,
    };
    let at = plan(&tx, &SYSTEM).await;
    save_focus_area(&tx, &SYSTEM, &at, 1, None, area)
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    save_goal(&tx, &SYSTEM, &at, 1, None, goal("Alla kan", 2))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    World {
        council,
        party: party.id,
    }
}

pub fn goal(text: &str, seen: i64) -> GoalDraft {
    let text = GoalYear {
        year: 2025,
        text: text.to_owned(),
        catalogue_goals: Vec::new(),
    };
    GoalDraft {
        focus_area: key("kompetens"),
        owner: "aneby-kommun".into(),
        without_indicator: String::new(),
        years: vec![text],
        position: None,
        seen,
    }
}

pub async fn plan(tx: &Tx, actor: &Actor) -> PlanScope {
    PlanScope::find(tx, actor, "radet", "2025-2027")
        .await
        .unwrap()
}

pub fn adoption(seen: i64) -> AdoptPlan {
    let decision = Decision::new("Rådet", day("2025-02-03"), "§ 12").unwrap();
    AdoptPlan {
        decision,
        published: true,
        seen,
    }
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

pub fn codes(problems: &Problems) -> Vec<&str> {
    problems.0.iter().map(|problem| problem.code).collect()
}

pub async fn event_count(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 10_000,
        ..EventFilter::default()
    };
    list_events(&tx, &filter).await.unwrap().len()
}

pub async fn adopt(db: &Db, number: i64) -> Result<(), Problem> {
    let tx = db.begin("adopt").await?;
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.version(number)?.revision;
    adopt_plan(&tx, &SYSTEM, &at, number, adoption(seen)).await?;
    tx.commit().await
}

/// An indicator of a goal, without a path.
pub fn measuring(goal: &str, name: &str) -> Indicator {
    Indicator {
        goal: key(goal),
        name: name.into(),
        unit: "%".into(),
        direction: Direction::Up,
        numerator: "".into(),
        numerator_source: "".into(),
        denominator: "".into(),
        denominator_source: "".into(),
        base_value: None,
        base_date: None,
        targets: Rows(Vec::new()),
    }
}
