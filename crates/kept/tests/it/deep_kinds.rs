//! Kinds that hang on each other: trees in a garden, branches in a tree, leaves of a branch.

use crate::sample::{GARDEN, READ, WRITE};
use samverk_database::{Db, Migration};
use samverk_fields::{Line, Title};
use samverk_foundation::{Actor, Person, PersonId, Role, TokenAccess};
use samverk_kept::{
    AnyKind, Api, Exchange, GroundKind, Keeping, Kept, Kind, List, OnRemoval, Order, Pages,
    Readers, Rules, Search, Writers, within, within_by_id,
};
use samverk_testing::api::Client;
use samverk_testing::site::{Site, words};
use samverk_web::Module;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("tree")]
pub struct Tree {
    /// What it is called.
    #[kept(example = "Rosor")]
    pub name: Title,
}

#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("branch")]
pub struct Branch {
    /// What it is called.
    #[kept(example = "Stor ros")]
    pub name: Title,
    /// More words.
    pub about: Line,
}

#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("leaf")]
pub struct Leaf {
    /// What it looks like.
    #[kept(example = "Grönt")]
    pub name: Title,
}

pub static OF_TREES: GroundKind = GroundKind {
    web: "/tomter/{garden}/trad/{tree}",
    api: "/gardens/{garden}/trees/{tree}",
    scopes: [READ, WRITE],
    column: Some("tree_id"),
    folder: "gardens",
    find: |tx, actor, parts| within(&TREE, tx, actor, parts),
    by_id: |tx, id| within_by_id(&TREE, tx, id),
};

pub static OF_BRANCHES: GroundKind = GroundKind {
    web: "/tomter/{garden}/trad/{tree}/grenar/{branch}",
    api: "/gardens/{garden}/trees/{tree}/branches/{branch}",
    scopes: [READ, WRITE],
    column: Some("branch_id"),
    folder: "gardens",
    find: |tx, actor, parts| within(&BRANCH, tx, actor, parts),
    by_id: |tx, id| within_by_id(&BRANCH, tx, id),
};

/// Only coordinators know of trees.
pub static TREE: Kind<Tree> = Kind {
    ground: &GARDEN,
    readers: Readers::Roles(&[Role::Administrator, Role::Coordinator]),
    writers: Writers::of("tree.save", &[Role::Administrator, Role::Coordinator]),
    name: |tree| tree.name.to_string(),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::ByHand,
        columns: &[Tree::NAME],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("trad"),
    api: api("trees", "rosor"),
    exchange: Exchange::Table("trees.csv"),
    search: None,
    keeping: Keeping::PLAIN.carrying(&[&BRANCH], OnRemoval::Refused),
};

pub static BRANCH: Kind<Branch> = Kind {
    ground: &OF_TREES,
    readers: Readers::OfTheGround,
    writers: Writers::of("branch.save", &[Role::Administrator, Role::Coordinator]),
    name: |branch| branch.name.to_string(),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::ByHand,
        columns: &[Branch::NAME],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("grenar"),
    api: api("branches", "stor-ros"),
    exchange: Exchange::Table("branches.csv"),
    search: Some(Search {
        title: Branch::NAME,
        words: &[Branch::ABOUT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.carrying(&[&LEAF], OnRemoval::TakenAlong),
};

pub static LEAF: Kind<Leaf> = Kind {
    ground: &OF_BRANCHES,
    readers: Readers::OfTheGround,
    writers: Writers::of("leaf.save", &[Role::Administrator]),
    name: |leaf| leaf.name.to_string(),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::By(&[Leaf::NAME]),
        columns: &[Leaf::NAME],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("blad"),
    api: api("leaves", "gront"),
    exchange: Exchange::Table("leaves.csv"),
    search: Some(Search {
        title: Leaf::NAME,
        words: &[],
        rows: None,
    }),
    keeping: Keeping::PLAIN,
};

pub const fn api(plural: &'static str, example: &'static str) -> Api {
    Api {
        plural,
        about: ["Saker.", "Things."],
        one: ["en sak", "a thing"],
        example,
        is_made_up: false,
        beside: &[],
        links: &[],
    }
}

pub static KINDS: &[&dyn AnyKind] = &[&TREE, &BRANCH, &LEAF];

pub const TABLES: Migration = Migration {
    version: 992,
    name: "tree",
    sql: "CREATE TABLE tree (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, position {int} NOT NULL, name TEXT NOT NULL,
        UNIQUE (garden_id, key)
    ) {strict};
    CREATE INDEX tree_in_order ON tree (garden_id, position, id);
    CREATE TABLE branch (
        id {id} PRIMARY KEY, tree_id {id} NOT NULL REFERENCES tree(id), key TEXT NOT NULL,
        revision {int} NOT NULL, position {int} NOT NULL, name TEXT NOT NULL,
        about TEXT NOT NULL,
        UNIQUE (tree_id, key)
    ) {strict};
    CREATE TABLE leaf (
        id {id} PRIMARY KEY, branch_id {id} NOT NULL REFERENCES branch(id), key TEXT NOT NULL,
        revision {int} NOT NULL, name TEXT NOT NULL,
        UNIQUE (branch_id, key)
    ) {strict};",
};

pub fn module(kinds: &[&'static dyn AnyKind]) -> Module {
    Module {
        name: "test",
        routes: samverk_kept::routes(kinds),
        actions: samverk_kept::actions(kinds),
        ..Module::default()
    }
}

/// Somebody at a browser and with a program.
pub fn visitor(db: &Db, actor: &Actor, kinds: &[&'static dyn AnyKind]) -> (Site, Client) {
    let module = module(kinds);
    let modules = [samverk_web::module(), samverk_kept::module(), module];
    let words = words(&modules);
    let site = Site::new(db, actor, &modules, &words);
    let resources = kinds.iter().map(|kind| samverk_kept::resource(*kind));
    let [.., module] = &modules;
    let client = Client::new(db, actor.clone(), (module, resources.collect()), &words, "");
    (site, client)
}

/// Somebody with a role and no other.
pub fn somebody(role: Role) -> Actor {
    let number = Role::ALL.iter().position(|known| *known == role);
    let id = Uuid::from_u128(1000 + number.unwrap_or_default() as u128);
    let at = samverk_foundation::CollaborationId(Uuid::nil());
    Actor::Person(Person {
        id: PersonId(id),
        name: format!("Person {}", role.code()),
        email: format!("{}@exempel.se", role.code()),
        session: None,
        token: Some(TokenAccess::of([READ, WRITE])),
        administrator: role == Role::Administrator,
        opener: false,
        collaboration_roles: vec![(at, role)],
        party_roles: Vec::new(),
    })
}
