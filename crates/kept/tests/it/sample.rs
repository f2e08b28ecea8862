//! A kind that is described for these tests only.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_database::{Db, Migration};
use samverk_fields::{
    Filled, KindCode, Known, Line, Lines, Many, One, Percent, Prose, Record, Referable, Reference,
    Rows, Scale, Title, Value, Whole, Year, choices,
};
use samverk_foundation::{Actor, CollaborationId, Key, Ore, Problem, Role, Roles, TokenScope};
use samverk_kept::{
    AnyKind, Api, Beside, Exchange, Ground, GroundKind, Keeping, Kept, Kind, List, Order, Pages,
    Readers, Row, Rules, Search, Target, Writers,
};
use samverk_testing::api::Client;
use samverk_testing::site::{Site, words};
use samverk_web::{Module, Ui, Visibility};
use std::sync::Arc;
use uuid::Uuid;

choices!(
    /// A colour.
    Colour { Red = "red", DeepBlue = "deep_blue" }
);

/// What the sample refers to: flowers that are always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flower;

impl Referable for Flower {
    const KIND: &'static str = "flower";
}

/// A step of the sample.
#[derive(Clone, Debug, PartialEq, Row)]
#[kept("step")]
pub struct Step {
    /// In which place.
    pub number: Whole<-9, 9>,
    pub colour: Option<Colour>,
    /// What is done there.
    pub words: Lines,
}

#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("sample")]
pub struct Sample {
    /// What it is called.
    #[kept(example = "Prov")]
    pub name: Title,
    /// A line.
    pub line: Line,
    /// Some lines.
    #[kept(example = "Så här är det.")]
    pub prose: Filled<Prose<3>>,
    /// A colour.
    #[kept(example = "deep_blue")]
    pub colour: Colour,
    /// Perhaps another.
    pub other_colour: Option<Colour>,
    /// From one to five.
    #[kept(example = "3")]
    pub scale: Scale<1, 5>,
    /// How many.
    #[kept(example = "17")]
    pub number: Option<i64>,
    /// How much of it.
    #[kept(example = "12.5")]
    pub share: Option<Percent>,
    /// Exactly.
    #[kept(example = "0.125")]
    pub exact: Option<Decimal>,
    /// What it costs.
    #[kept(example = "1250.50")]
    pub amount: Option<Ore>,
    /// When.
    #[kept(example = "2026-11-22")]
    pub day: Option<NaiveDate>,
    /// Which year.
    #[kept(example = "2027")]
    pub year: Option<Year>,
    /// Whether.
    #[kept(example = "true")]
    pub agreed: bool,
    /// Which colours, of somebody's own.
    #[kept(example = "red; deep_blue", personal)]
    pub colours: Option<Vec<Colour>>,
    /// By what key.
    #[kept(example = "en-nyckel")]
    pub by_key: Option<Key>,
    /// Words.
    #[kept(example = "ett; två")]
    pub topics: Lines,
    /// The one flower.
    #[kept(example = "ros")]
    pub flower: Option<One<Flower>>,
    /// All flowers.
    pub all_others: bool,
    /// And others.
    #[kept(example = "lilja nejlika", all = "all_others")]
    pub others: Many<Flower>,
    /// One step after the other.
    #[kept(
        example = r#"[{"number":-1,"words":["så; och så","a"]},{"number":2,"colour":"deep_blue"}]"#
    )]
    pub steps: Rows<Step, 0, 9>,
}

/// A flower that only the garden `tomten-samverkan` has.
pub const ELSEWHERE: &str = "orkide";

const FLOWERS: [&str; 3] = ["lilja", "nejlika", "ros"];

/// More than one would tick in a form.
fn flowers() -> Vec<Reference> {
    let flower = |(number, key): (u128, String)| Reference {
        kind: KindCode::of(Flower::KIND),
        key: Key::from_name(&key),
        known: Some(Known {
            id: Uuid::from_u128(number),
            name: format!("En {key}"),
        }),
    };
    let others = (4..60).map(|number| format!("ort-{number}"));
    let all = FLOWERS.map(str::to_owned).into_iter().chain(others);
    let all = all.chain([ELSEWHERE.to_owned()]);
    (1..).zip(all).map(flower).collect()
}

pub static FLOWER: Target = Target {
    kind: Flower::KIND,
    by_key: |_, at, keys| {
        let is_here = |one: &Reference| {
            keys.contains(&one.key)
                && (one.key.as_str() != ELSEWHERE || at.name() == "tomten-samverkan")
        };
        let found = flowers().into_iter().filter(is_here).collect();
        Box::pin(async move { Ok(found) })
    },
    by_id: |_, ids| {
        let is_asked = |one: &Reference| {
            one.known
                .as_ref()
                .is_some_and(|known| ids.contains(&known.id))
        };
        let found = flowers().into_iter().filter(is_asked).collect();
        Box::pin(async move { Ok(found) })
    },
    offered: |_, _| Box::pin(async { Ok(flowers()) }),
    written: |_, texts| {
        let known = flowers();
        let meant = |text: &String| known.iter().find(|one| text.contains(one.key.as_str()));
        let meant = texts.iter().map(|text| meant(text).cloned()).collect();
        Box::pin(async move { Ok(meant) })
    },
    unknown: |key| Problem::invalid("choice_invalid").with("value", key),
    href: Some(|key| format!("/blommor/{key}")),
    hides: false,
};

pub static SAMPLE: Kind<Sample> = Kind {
    ground: &GARDEN,
    readers: Readers::Members,
    writers: Writers::of("sample.save", &[Role::Administrator]),
    name: |sample| sample.name.to_string(),
    targets: &[&FLOWER],
    rules: Rules::of(
        |sample, _, _| {
            let is_alone = !sample.all_others && sample.others.to.is_empty();
            let wrong = is_alone.then(|| Problem::invalid("sample_alone").at_field("others"));
            wrong.into_iter().collect()
        },
        &["sample_alone"],
    ),
    list: List {
        order: Order::By(&[Sample::NAME]),
        columns: &[
            Sample::NAME,
            Sample::COLOUR,
            Sample::SCALE,
            Sample::SHARE,
            Sample::AMOUNT,
            Sample::DAY,
            Sample::YEAR,
            Sample::COLOURS,
            Sample::AGREED,
            Sample::FLOWER,
            Sample::OTHERS,
        ],
        parted: None,
        gathered: None,
        filters: &[Sample::COLOUR],
        sorted: &[],
    },
    pages: Pages::elsewhere("prover")
        .beside(|_, at, _| {
            let told = Beside {
                notes: vec![format!("Allt om {}.", at.name())],
                actions: vec![(at.href("/vattna"), "Vattna".to_owned())],
                ..Beside::default()
            };
            Box::pin(async { Ok(told) })
        })
        .begins(|_, _| {
            let year = Value::Number(2031.into());
            Box::pin(async { Ok(Record::default().with(Sample::YEAR, year)) })
        }),
    api: Api {
        plural: "samples",
        about: ["Prover.", "Samples."],
        one: ["ett prov", "a sample"],
        example: "prov",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("samples.csv"),
    search: Some(Search {
        title: Sample::NAME,
        words: &[Sample::LINE],
        rows: None,
    }),
    keeping: Keeping::PLAIN,
};

pub static KINDS: &[&dyn AnyKind] = &[&SAMPLE];

/// A ground that belongs to no collaboration: a garden by its name. Strangers know of open ones only.
pub struct Garden {
    key: String,
    pub roles: Roles,
}

pub const READ: TokenScope = TokenScope::new("samples:read");
pub const WRITE: TokenScope = TokenScope::new("samples:write");

pub static GARDEN: GroundKind = GroundKind {
    web: "/tomter/{garden}",
    api: "/gardens/{garden}",
    scopes: [READ, WRITE],
    column: Some("garden_id"),
    folder: "gardens/{garden}",
    find: |_, actor, parts| {
        let key = parts.iter().find(|(name, _)| name == "garden");
        let key = key.map(|(_, key)| key.clone()).unwrap_or_default();
        let roles = actor.all_roles();
        Box::pin(async move {
            let is_known = roles.is_member() || key.starts_with("tomten-oppen");
            match is_known && key.starts_with("tomten") {
                true => Ok(Arc::new(Garden { key, roles }) as Arc<dyn Ground>),
                false => Err(Problem::not_found()),
            }
        })
    },
    by_id: |_, _| Box::pin(async { Ok(None) }),
};

/// The garden of that name, as somebody with all roles sees it.
pub fn garden(key: &str) -> Garden {
    Garden {
        key: key.to_owned(),
        roles: Actor::System("test").all_roles(),
    }
}

impl Ground for Garden {
    fn id(&self) -> Uuid {
        Uuid::from_u128(self.key.len() as u128)
    }

    fn name(&self) -> &str {
        &self.key
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        let is_in_one = self.key.ends_with("samverkan");
        is_in_one.then(|| CollaborationId(self.id()))
    }

    fn roles(&self) -> &Roles {
        &self.roles
    }

    fn visibility(&self) -> Visibility {
        Visibility::Members
    }

    fn href(&self, rest: &str) -> String {
        format!("/tomter/{}{rest}", self.key)
    }

    fn api(&self, rest: &str) -> String {
        format!("/gardens/{}{rest}", self.key)
    }

    fn file(&self, name: &str) -> String {
        format!("gardens/{}/{name}", self.key)
    }

    fn ui(&self, ui: Ui) -> Ui {
        ui
    }
}

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    &[Migration {
        version: 990,
        name: "sample",
        sql: "CREATE TABLE sample (
            id {id} PRIMARY KEY,
            garden_id {id} NOT NULL,
            key TEXT NOT NULL,
            revision {int} NOT NULL,
            name TEXT NOT NULL,
            line TEXT NOT NULL,
            prose TEXT NOT NULL,
            colour TEXT NOT NULL,
            other_colour TEXT,
            scale {int} NOT NULL,
            number {int},
            share TEXT,
            exact TEXT,
            amount {int},
            day {date},
            year {int},
            agreed {bool} NOT NULL,
            colours {json} NOT NULL,
            by_key TEXT,
            topics {json} NOT NULL,
            flower_id {id},
            all_others {bool} NOT NULL,
            others {json} NOT NULL,
            steps {json} NOT NULL,
            UNIQUE (garden_id, key)
        ) {strict};
        CREATE INDEX sample_in_order ON sample (garden_id, name, id);",
    }],
    &[
        crate::beds::BED_TABLE,
        crate::recipes::RECIPE_TABLE,
        crate::deep_kinds::TABLES,
        crate::life_kinds::TABLES,
        crate::crews::TABLES,
        crate::one_of::MEMO_TABLE,
        crate::walks::WALK_TABLE,
    ],
];

pub fn module() -> Module {
    Module {
        name: "sample",
        routes: samverk_kept::routes(KINDS),
        actions: samverk_kept::actions(KINDS),
        ..Module::default()
    }
}

/// Somebody with every role, at a browser and with a program.
pub fn visitors(db: &Db) -> (Site, Client) {
    let actor = Actor::System("test");
    let modules = [samverk_web::module(), samverk_kept::module(), module()];
    let site = Site::new(db, &actor, &modules, &words(&modules));
    (site, client(db, administrator()))
}

pub fn client(db: &Db, actor: Actor) -> Client {
    let modules = [samverk_web::module(), samverk_kept::module(), module()];
    let resources = vec![samverk_kept::resource(&SAMPLE)];
    Client::new(db, actor, (&module(), resources), &words(&modules), "")
}

pub fn administrator() -> Actor {
    use samverk_foundation::{Person, PersonId, TokenAccess};
    Actor::Person(Person {
        id: PersonId(Uuid::nil()),
        name: "Ada Exempel".to_owned(),
        email: "ada@exempel.se".to_owned(),
        session: None,
        token: Some(TokenAccess::of([READ, WRITE])),
        administrator: true,
        opener: false,
        collaboration_roles: Vec::new(),
        party_roles: Vec::new(),
    })
}
