//! A council of two members with a need and a plan, its neighbour, and people with roles.

use axum::http::StatusCode;
use samverk_database::{Db, Migration, Tx};
use samverk_development::{NEED, Need, NeedKind};
use samverk_foundation::{
    Actor, CollaborationId, Key, PartyId, Person, PersonId, Role, TokenAccess,
};
use samverk_goals::PlanScope;
use samverk_goals::actions::{
    FocusAreaDraft, GoalDraft, PlanFacts, VersionDraft, open_plan, save_focus_area, save_goal,
    send_for_comment,
};
use samverk_goals::model::GoalYear;
use samverk_identity::model::Grant;
use samverk_identity::{add_person, give_role};
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_parties::actions::{SaveCollaboration, open_collaboration};
use samverk_parties::model::{Contact, LegalForm, Member, Party, PartyKind, Reach, Standing};
use samverk_testing::api::Client;
use samverk_testing::site::{self, Site};
use samverk_web::{Module, TextSource};
use uuid::Uuid;

pub const SYSTEM: Actor = Actor::System("test");
pub const PLAN: &str = "/samverkan/radet/planer/2025-2027";
pub const ROUND: &str = "/samverkan/radet/planer/2025-2027/versioner/1/synpunkter";

/// What every member is to read.
pub const TO_ALL: (&str, &str) = ("audience", "members");

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_talk::MIGRATIONS,
];

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

pub struct World {
    pub council: CollaborationId,
    pub neighbour: CollaborationId,
    pub aneby: PartyId,
    pub granne: PartyId,
    /// What is commented on.
    pub need: Uuid,
}

impl World {
    /// Where comments on the need are sent, and what follows.
    pub fn talk(&self, rest: &str) -> String {
        format!("/kommentarer/need/{}{rest}", self.need)
    }
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
    let inserted = samverk_parties::store::insert_party(tx, &party).await;
    inserted.unwrap();
    party
}

fn member(party: &Party) -> Member {
    Member {
        party: party.clone(),
        standing: Standing::Member,
        from: None,
        to: None,
        note: String::new(),
    }
}

/// A party that belongs to no collaboration.
pub async fn municipality_outside(db: &Db) -> PartyId {
    let tx = db.begin("outside").await.unwrap();
    let party = municipality(&tx, "utanfor-kommun", "Utanför kommun").await;
    tx.commit().await.unwrap();
    party.id
}

async fn collaboration(tx: &Tx, name: &str) -> CollaborationId {
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
    let opened = open_collaboration(tx, &SYSTEM, key(name), input).await;
    opened.unwrap().id
}

pub async fn world(db: &Db) -> World {
    let tx = db.begin("world").await.unwrap();
    let aneby = municipality(&tx, "aneby-kommun", "Aneby kommun").await;
    let granne = municipality(&tx, "granne-kommun", "Granne kommun").await;
    let council = collaboration(&tx, "radet").await;
    let neighbour = collaboration(&tx, "grannen").await;
    let members = [member(&aneby), member(&granne)];
    samverk_parties::store::replace_members(&tx, council, None, &members)
        .await
        .unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let need = Need::of(NeedKind::Need, "Fler behöver kunna");
    let need = NEED.save(&tx, &SYSTEM, &scope, key("kunna"), &need, Seen::New);
    let need = need.await.unwrap().id;
    write_plan(&tx, &scope).await;
    tx.commit().await.unwrap();
    World {
        council,
        neighbour,
        aneby: aneby.id,
        granne: granne.id,
        need,
    }
}

async fn write_plan(tx: &Tx, scope: &Scope) {
    let facts = PlanFacts {
        title: "Verksamhetsplan".into(),
        from: day("2025-01-01"),
        to: day("2099-12-31"),
        source: String::new(),
        seen: None,
    };
    let first = VersionDraft::first();
    let opened = open_plan(tx, &SYSTEM, scope, Some(key("2025-2027")), facts, first).await;
    opened.unwrap();
    let area = FocusAreaDraft {
        name: "Kompetens".into(),
        purpose: "Att lära".into(),
        leadership_group: None,
        budget_part: None,
        catalogue_goals: Vec::new(),
        position: None,
        seen: 1,
    };
    let at = plan(tx).await;
    let saved = save_focus_area(tx, &SYSTEM, &at, 1, None, area).await;
    saved.unwrap();
    let goal = GoalDraft {
        focus_area: key("kompetens"),
        owner: "aneby-kommun".into(),
        without_indicator: String::new(),
        years: vec![GoalYear {
            year: 2025,
            text: "Alla kan".to_owned(),
            catalogue_goals: Vec::new(),
        }],
        position: None,
        seen: 2,
    };
    let at = plan(tx).await;
    let saved = save_goal(tx, &SYSTEM, &at, 1, None, goal).await;
    saved.unwrap();
}

pub async fn plan(tx: &Tx) -> PlanScope {
    let found = PlanScope::find(tx, &SYSTEM, "radet", "2025-2027").await;
    found.unwrap()
}

/// Sends the plan out for comment, or moves the last day.
pub async fn send_out(db: &Db, until: chrono::NaiveDate) {
    let tx = db.begin("send_out").await.unwrap();
    let at = plan(&tx).await;
    let seen = (1, at.versions[0].revision);
    let sent = send_for_comment(&tx, &SYSTEM, &at, seen, until).await;
    sent.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody who is kept too, so that they can be named.
pub async fn person(db: &Db, name: &str, grants: &[Grant]) -> Actor {
    let tx = db.begin("person").await.unwrap();
    let email = format!("{}@exempel.se", Key::from_name(name));
    let added = add_person(&tx, &SYSTEM, name, &email, false).await.unwrap();
    let id: PersonId = added.account.id;
    for grant in grants {
        give_role(&tx, &SYSTEM, id, grant, "där").await.unwrap();
    }
    tx.commit().await.unwrap();
    let collaborations = grants
        .iter()
        .filter_map(|grant| Some((grant.collaboration()?, grant.role())));
    let parties = grants
        .iter()
        .filter_map(|grant| Some((grant.party()?, grant.role())));
    Actor::Person(Person {
        id,
        name: name.to_owned(),
        email,
        session: None,
        token: None,
        administrator: false,
        opener: false,
        collaboration_roles: collaborations.collect(),
        party_roles: parties.collect(),
    })
}

pub async fn at_party(db: &Db, name: &str, party: PartyId, role: Role) -> Actor {
    person(db, name, &[Grant::at_party(party, role).unwrap()]).await
}

pub async fn coordinator(db: &Db, name: &str, of: CollaborationId) -> Actor {
    let grant = Grant::in_collaboration(of, Role::Coordinator).unwrap();
    person(db, name, &[grant]).await
}

fn modules() -> Vec<Module> {
    let parties = Module {
        told_forms: samverk_kept::told_forms(samverk_parties::KINDS),
        ..samverk_parties::module()
    };
    vec![
        parties,
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_talk::module(),
    ]
}

fn words() -> Vec<TextSource> {
    let mut words = vec![
        samverk_web::module(),
        samverk_kept::module(),
        samverk_identity::module(),
    ];
    words.extend(modules());
    site::words(&words)
}

fn site(db: &Db, actor: &Actor) -> Site {
    Site::new(db, actor, &modules(), &words())
}

/// A program with a token of the person's, which asks for what is below the path.
pub fn client(db: &Db, actor: &Actor, below: &str) -> Client {
    let mut actor = actor.clone();
    if let Actor::Person(person) = &mut actor {
        person.token = Some(TokenAccess::of([samverk_talk::READ, samverk_talk::WRITE]));
    }
    let api = (&samverk_talk::module(), samverk_talk::api());
    Client::new(db, actor, api, &words(), below)
}

/// A page, or where it leads.
pub async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    site(db, actor).get(path).await.told()
}

/// A page that is there, with all its words.
pub async fn page(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, text) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    assert!(!text.contains('⟦'), "{path}: {text}");
    text
}

pub async fn post(
    db: &Db,
    actor: &Actor,
    path: &str,
    form: &[(&str, &str)],
) -> (StatusCode, String) {
    site(db, actor).post(path, form).await.told()
}

/// Something is said of the need; answers its id.
pub async fn say(db: &Db, world: &World, actor: &Actor, form: &[(&str, &str)]) -> String {
    let (status, told) = post(db, actor, &world.talk(""), form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (_, id) = told.split_once("#kommentar-").unwrap();
    id.to_owned()
}

/// The surroundings of a page, for what is printed.
pub fn ui_of(db: &Db, actor: &Actor) -> samverk_web::Ui {
    use samverk_foundation::Language;
    let mut words = vec![samverk_web::module()];
    words.extend(modules());
    let texts = site::texts(&site::words(&words));
    let state = samverk_web::AppState::new(
        db.clone(),
        texts,
        samverk_web::Settings::default(),
        std::collections::HashMap::new(),
        &modules(),
    );
    samverk_web::Ui::new(state, Language::Sv, std::sync::Arc::new(actor.clone()), "/")
}
