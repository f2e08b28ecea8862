//! Kinds with fields that only some see, and with states.

use crate::deep_kinds::api;
use crate::sample::GARDEN;
use chrono::NaiveDate;
use samverk_database::Migration;
use samverk_fields::{FieldKey, Line, Title, choices};
use samverk_foundation::Role::{self, Administrator, Coordinator, Reader, Representative};
use samverk_kept::{
    AnyKind, Exchange, Keeping, Kept, Kind, List, Move, Order, Pages, Readers, Rules, Search,
    States, StepCalled, Veil, Writers,
};

choices!(
    /// How it feels.
    Mood { Glad = "glad", Sad = "sad" }
);

choices!(
    /// Where it stands.
    Standing { Draft = "draft", Shared = "shared", Adopted = "adopted", Withdrawn = "withdrawn" }
);

/// What is known of somebody.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("secret")]
pub struct Secret {
    /// What it is called.
    #[kept(example = "Hemlighet")]
    pub name: Title,
    /// What only some see.
    #[kept(example = "Giraffen", personal)]
    pub note: Line,
    /// How it feels, which only some see.
    #[kept(example = "sad")]
    pub mood: Option<Mood>,
    /// The last day on which only some see it.
    pub until: Option<NaiveDate>,
}

/// What is applied for.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("permit")]
pub struct Permit {
    /// What it is called.
    #[kept(example = "Lov")]
    pub name: Title,
    /// Where it stands.
    #[kept(example = "draft")]
    pub standing: Standing,
}

const SOME: &[Role] = &[Administrator, Coordinator];

pub static SECRET: Kind<Secret> = secret(|secret| secret.name.to_string());
/// One whose name tells what only some see.
pub static TELLING: Kind<Secret> = secret(|secret| secret.note.to_string());

const fn secret(name: fn(&Secret) -> String) -> Kind<Secret> {
    Kind {
        ground: &GARDEN,
        readers: Readers::Members,
        writers: Writers::of("secret.save", &[Administrator, Coordinator, Representative]),
        name,
        targets: &[],
        rules: Rules::NONE,
        list: List {
            order: Order::By(&SECRET_NAME),
            columns: &SECRET_COLUMNS,
            parted: None,
            gathered: None,
            filters: &SECRET_MOOD,
            sorted: &[],
        },
        pages: Pages::elsewhere("hemligheter"),
        api: api("secrets", "hemlighet"),
        exchange: Exchange::Table("secrets.csv"),
        search: Some(Search {
            title: Secret::NAME,
            words: &[],
            rows: None,
        }),
        keeping: Keeping::PLAIN.veiling(&VEILS),
    }
}

static SECRET_NAME: [FieldKey; 1] = [Secret::NAME];
static SECRET_MOOD: [FieldKey; 1] = [Secret::MOOD];
static SECRET_COLUMNS: [FieldKey; 3] = [Secret::NAME, Secret::NOTE, Secret::MOOD];

static VEILS: [Veil; 2] = [
    Veil {
        field: Secret::NOTE,
        roles: SOME,
        until: Some(Secret::UNTIL),
        unless: None,
    },
    Veil {
        field: Secret::MOOD,
        roles: SOME,
        until: None,
        unless: None,
    },
];

static PERMIT_NAME: [FieldKey; 1] = [Permit::NAME];
static PERMIT_STANDING: [FieldKey; 1] = [Permit::STANDING];
static PERMIT_COLUMNS: [FieldKey; 2] = [Permit::NAME, Permit::STANDING];

static STATES: States = States {
    field: Permit::STANDING,
    first: "draft",
    moves: &[
        step("draft", "shared", &[], false),
        step("shared", "adopted", &[Coordinator], true),
        step("shared", "draft", &[Administrator], false),
        step("adopted", "withdrawn", &[Administrator], true),
    ],
    private: &["draft"],
    fixed: &["adopted", "withdrawn"],
    called: StepCalled::Decision,
};

const fn step(
    from: &'static str,
    to: &'static str,
    by: &'static [Role],
    needs_reason: bool,
) -> Move {
    Move {
        from,
        to,
        by,
        needs_reason,
    }
}

pub static PERMIT: Kind<Permit> = permit(&STATES);
/// One with a state that its field does not have.
pub static ASTRAY: Kind<Permit> = permit(&ASTRAY_STATES);

static ASTRAY_STATES: States = States {
    field: Permit::STANDING,
    first: "draft",
    moves: &[step("draft", "gone", &[], false)],
    private: &[],
    fixed: &["adopted"],
    called: StepCalled::Decision,
};

const fn permit(states: &'static States) -> Kind<Permit> {
    Kind {
        ground: &GARDEN,
        readers: Readers::Members,
        writers: Writers::of("permit.save", &[Administrator, Coordinator, Representative]),
        name: |permit| permit.name.to_string(),
        targets: &[],
        rules: Rules::NONE,
        list: List {
            order: Order::By(&PERMIT_NAME),
            columns: &PERMIT_COLUMNS,
            parted: None,
            gathered: None,
            filters: &PERMIT_STANDING,
            sorted: &[],
        },
        pages: Pages::elsewhere("lov"),
        api: api("permits", "lov"),
        exchange: Exchange::Table("permits.csv"),
        search: Some(Search {
            title: Permit::NAME,
            words: &[],
            rows: None,
        }),
        keeping: Keeping::PLAIN.with_states(states),
    }
}

pub static KINDS: &[&dyn AnyKind] = &[&SECRET, &PERMIT];

/// Everybody who belongs to a garden.
pub const ROLES: [Role; 4] = [Administrator, Coordinator, Representative, Reader];

pub const TABLES: Migration = Migration {
    version: 994,
    name: "life",
    sql: "CREATE TABLE secret (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL, mood TEXT,
        until {date},
        UNIQUE (garden_id, key)
    ) {strict};
    CREATE TABLE permit (
        id {id} PRIMARY KEY, garden_id {id} NOT NULL, key TEXT NOT NULL,
        revision {int} NOT NULL, made_by {id}, name TEXT NOT NULL, standing TEXT NOT NULL,
        UNIQUE (garden_id, key)
    ) {strict};",
};
