//! Strategies whose goals others point at: national, SKR's, the county's own.

use crate::api::{READ, WRITE};
use crate::pages::TOLD_OF_CATALOGUES;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{FieldKey, Filled, Line, Lines, One, Prose, Referable, Rows, Title, Year};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{
    Api, Exchange, FoundRows, GroundKind, Held, Installation, Keeping, Kept, Kind, List, Order,
    OwnPage, Pages, Readers, Removal, Row, Rules, Search, Target, Writers, by_id, by_key, offered,
    unwritten,
};
use std::collections::BTreeSet;

/// What belongs to no collaboration.
pub static INSTALLATION: GroundKind = Installation::ground([READ, WRITE]);

#[derive(Clone, Debug, Default, PartialEq, Eq, Row)]
#[kept("goal")]
pub struct CatalogueGoal {
    /// `M11`: letters, digits and hyphens.
    pub code: Filled<Line>,
    /// Empty when the name is not known.
    pub name: Line,
    pub text: Prose<2>,
    /// Codes in the successor catalogue.
    pub successors: Lines,
}

/// A strategy.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("catalogue")]
pub struct Catalogue {
    #[kept(example = "Länets digitala agenda")]
    pub name: Title,
    #[kept(example = "Region Jönköpings län")]
    pub publisher: Line,
    /// The edition.
    #[kept(example = "2026")]
    pub version: Line,
    /// The first year it holds.
    #[kept(example = "2026")]
    pub valid_from: Option<Year>,
    /// The last year it holds.
    #[kept(example = "2030")]
    pub valid_to: Option<Year>,
    /// The strategy that came after.
    pub successor: Option<One<Catalogue>>,
    pub source: Prose<3>,
    #[kept(example = r#"[{"code":"A1","name":"Data delas"}]"#)]
    pub goals: Rows<CatalogueGoal>,
}

pub type HeldCatalogue = Held<Catalogue>;

impl Referable for Catalogue {
    const KIND: &'static str = "catalogue";
}

/// A strategy as what others refer to: the one that came before.
static SUCCESSOR: Target = Target {
    kind: Catalogue::KIND,
    by_key: |tx, at, keys| by_key(&CATALOGUE, tx, at, keys),
    by_id: |tx, ids| by_id(&CATALOGUE, tx, ids),
    offered: |tx, at| offered(&CATALOGUE, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("catalogue_unknown").with("key", key),
    href: Some(|key| format!("/strategier/{key}")),
    hides: false,
};

/// What ships, by key.
const SHIPPED: &[(&str, &str)] = &[
    (
        "nationell-digitaliseringsstrategi-2017",
        include_str!(
            "../../parties/register/catalogues/nationell-digitaliseringsstrategi-2017.toml"
        ),
    ),
    (
        "nationell-digitaliseringsstrategi-2025-2030",
        include_str!(
            "../../parties/register/catalogues/nationell-digitaliseringsstrategi-2025-2030.toml"
        ),
    ),
    (
        "utveckling-i-en-digital-tid",
        include_str!("../../parties/register/catalogues/utveckling-i-en-digital-tid.toml"),
    ),
];

const SEARCHED: &[FieldKey] = &[Catalogue::NAME, Catalogue::PUBLISHER];

pub static CATALOGUE: Kind<Catalogue> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("catalogue.save", &[Administrator])
        .adding("catalogue.add", &[Administrator, Coordinator]),
    name: |catalogue| catalogue.name.to_string(),
    targets: &[&SUCCESSOR],
    rules: Rules {
        check: |catalogue, _, _| check(catalogue),
        codes: &[
            "catalogue_period_backwards",
            "catalogue_code_invalid",
            "catalogue_code_repeated",
        ],
        removal: Removal {
            refuses: |tx, one| {
                Box::pin(async {
                    match store::names_catalogue(tx, &one.key).await? {
                        true => Err((Removal::GENERAL.in_use)()),
                        false => Ok(()),
                    }
                })
            },
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Catalogue::NAME]),
        columns: &[
            Catalogue::NAME,
            Catalogue::PUBLISHER,
            Catalogue::VALID_FROM,
            Catalogue::VALID_TO,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[
            Catalogue::NAME,
            Catalogue::PUBLISHER,
            Catalogue::VALID_FROM,
            Catalogue::VALID_TO,
        ],
    },
    pages: Pages::elsewhere("strategier")
        .own(&[OwnPage::One])
        .telling(&TOLD_OF_CATALOGUES),
    api: Api {
        plural: "catalogues",
        about: [
            "Strategier vars mål planer arbetar för.",
            "Strategies whose goals plans work for.",
        ],
        one: ["en strategi", "a strategy"],
        example: "utveckling-i-en-digital-tid",
        is_made_up: false,
        beside: &[],
        links: &[("successor-version", Catalogue::SUCCESSOR)],
    },
    exchange: Exchange::Document {
        path: "catalogues/{key}.toml",
        shipped: SHIPPED,
    },
    search: Some(Search {
        title: Catalogue::NAME,
        words: &[Catalogue::PUBLISHER, Catalogue::SOURCE],
        rows: Some(FoundRows {
            field: Catalogue::GOALS,
            kind: "catalogue_goal",
            place: "mal-",
            title: &["code", "name"],
            words: &["text"],
        }),
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

impl Catalogue {
    pub fn successor_key(&self) -> Option<&Key> {
        self.successor.as_ref().map(|one| &one.to.key)
    }
}

pub fn catalogue_href(catalogue: &HeldCatalogue) -> String {
    format!("/strategier/{}", catalogue.key)
}

fn check(catalogue: &Catalogue) -> Problems {
    let period = catalogue.valid_from.zip(catalogue.valid_to);
    let is_backwards = period.is_some_and(|(from, to)| from > to);
    let backwards =
        is_backwards.then(|| Problem::invalid("catalogue_period_backwards").at_field("valid_to"));
    backwards
        .into_iter()
        .chain(wrong_code(&catalogue.goals))
        .collect()
}

/// The first code that cannot be one, or that stands twice.
fn wrong_code(goals: &[CatalogueGoal]) -> Option<Problem> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut codes = BTreeSet::new();
    let mut wrong = |goal: &CatalogueGoal| match goal.code.chars().all(is_plain) {
        false => Some(Problem::invalid("catalogue_code_invalid")),
        true if !codes.insert(goal.code.to_string()) => {
            Some(Problem::invalid("catalogue_code_repeated"))
        }
        true => None,
    };
    let mut found = goals.iter().map(|goal| (goal, wrong(goal)));
    let (goal, problem) = found.find_map(|(goal, wrong)| Some((goal, wrong?)))?;
    Some(problem.with("value", &goal.code).at_field("goals"))
}

/// All strategies by name; there are few.
pub async fn list_catalogues(tx: &Tx) -> Result<Vec<HeldCatalogue>, Problem> {
    let at = Installation::seen_by(&Actor::Public);
    CATALOGUE.all(tx, &at).await
}
