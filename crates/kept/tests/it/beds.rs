//! A kind that says more of its ground: what fields may say there, and who reads which.

use crate::sample::{GARDEN, Garden, administrator};
use chrono::NaiveDate;
use samverk_database::{Db, Migration};
use samverk_fields::{Condition, FieldKey, Line, Title, Value, choices};
use samverk_foundation::{Actor, Key, Problem, Role};
use samverk_kept::{
    AnyKind, Api, Choosable, Exchange, Keeping, Kept, Kind, Later, List, Offer, OfferedHere, Order,
    Pages, Readers, Rules, Search, Taken, Those, Writers,
};
use samverk_testing::api::Client;
use samverk_testing::site::{Site, words};
use samverk_web::Module;

choices!(
    /// How far it has come.
    Growth { Sown = "sown", Grown = "grown" }
);

/// A bed of a garden.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("bed")]
pub struct Bed {
    /// What grows in it.
    #[kept(example = "Morötter")]
    pub name: Title,
    /// How far it has come.
    #[kept(example = "sown")]
    pub growth: Growth,
    /// A plot of the garden.
    #[kept(example = "soder")]
    pub plot: Option<Key>,
    /// One of the gardeners, or somebody else.
    #[kept(example = "ada")]
    pub keeper: Line,
    /// The day it was sown.
    #[kept(example = "2026-04-01", column = "from_date")]
    pub from: Option<NaiveDate>,
    /// The day it was dug.
    #[kept(column = "to_date")]
    pub to: Option<NaiveDate>,
}

const PLOTS: [&str; 2] = ["norr", "soder"];

fn plots(_: &Garden) -> OfferedHere {
    let plot = |key: &&str| Choosable::new(key, format!("Åt {key}"));
    Ok(PLOTS.iter().map(plot).collect())
}

fn ready<'a>(choices: OfferedHere) -> Later<'a, OfferedHere> {
    Box::pin(async { choices })
}

/// Strangers read what is in the south, and what is nowhere.
fn in_the_south(garden: &Garden) -> Condition {
    let south = Value::Key(Key::from_name("soder"));
    match garden.roles.is_member() {
        true => Condition::Always,
        false => Condition::Any(vec![
            Condition::Not(Box::new(Condition::Said(Bed::PLOT))),
            Condition::Among(Bed::PLOT, vec![south]),
        ]),
    }
}

pub static BED: Kind<Bed> = Kind {
    ground: &GARDEN,
    readers: Readers::Those(Those {
        about: "what is in the south",
        which: |at| Ok(in_the_south(at.known()?)),
    }),
    writers: Writers::of("bed.save", &[Role::Administrator]),
    name: |bed| bed.name.to_string(),
    targets: &[],
    rules: Rules {
        offers: &[
            Offer {
                field: Bed::PLOT,
                column: None,
                offered: |_, at| ready(at.known().and_then(plots)),
                taken: Some(Taken {
                    has: |_, key| Ok(PLOTS.contains(&key.as_str())),
                    unknown: |key| Problem::invalid("choice_invalid").with("value", key),
                }),
            },
            Offer {
                field: Bed::KEEPER,
                column: None,
                offered: |_, _| ready(Ok(vec![Choosable::new("ada", "Ada Exempel")])),
                taken: None,
            },
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Bed::FROM, Bed::NAME]),
        columns: &[Bed::NAME, Bed::FROM],
        parted: None,
        gathered: None,
        filters: &[Bed::GROWTH],
        sorted: &[],
    },
    pages: Pages::elsewhere("rabatter").form_as_page(),
    api: Api {
        plural: "beds",
        about: ["Rabatter.", "Beds."],
        one: ["en rabatt", "a bed"],
        example: "morotter",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("beds.csv"),
    search: Some(Search {
        title: Bed::NAME,
        words: &[Bed::KEEPER],
        rows: None,
    }),
    keeping: Keeping::PLAIN,
};

pub static KINDS: &[&dyn AnyKind] = &[&BED];

pub const BED_TABLE: Migration = Migration {
    version: 991,
    name: "bed",
    sql: "CREATE TABLE bed (
        id {id} PRIMARY KEY,
        garden_id {id} NOT NULL,
        key TEXT NOT NULL,
        revision {int} NOT NULL,
        name TEXT NOT NULL,
        growth TEXT NOT NULL,
        plot TEXT,
        keeper TEXT NOT NULL,
        from_date {date},
        to_date {date},
        UNIQUE (garden_id, key)
    ) {strict};
    CREATE INDEX bed_in_order ON bed (garden_id, from_date, name, id);",
};

fn module() -> Module {
    Module {
        name: "bed",
        routes: samverk_kept::routes(KINDS),
        actions: samverk_kept::actions(KINDS),
        told_forms: samverk_kept::told_forms(KINDS),
        ..Module::default()
    }
}

/// At a browser and with a program: the administrator's eyes, or a stranger's.
pub fn visitors(db: &Db, actor: &Actor) -> (Site, Client) {
    let modules = [samverk_web::module(), samverk_kept::module(), module()];
    let site = Site::new(db, actor, &modules, &words(&modules));
    let resources = vec![samverk_kept::resource(&BED)];
    let actor = match actor {
        Actor::Public => Actor::Public,
        _ => administrator(),
    };
    let client = Client::new(db, actor, (&module(), resources), &words(&modules), "");
    (site, client)
}

/// What stands in a column of another name is asked for by the name of its field.
pub const FROM: FieldKey = Bed::FROM;
