//! Limits of law as data: what holds on which days, and where it stands. A sum over a limit is a warning, never a verdict.

use crate::INSTALLATION;
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Filled, Line, Rows, Title, Whole, choices};
use samverk_foundation::Role::Administrator;
use samverk_foundation::{Ore, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Row, Rules, Search,
    Writers,
};

choices!(
    /// What a limit is of.
    LimitMatter {
        /// Months that a framework may hold.
        FrameworkMonths = "framework_months",
        /// Kronor of one kind of purchase that an authority may buy directly.
        DirectAward = "direct_award",
    }
);

/// What holds from a day.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("limit")]
pub struct Limit {
    pub valid_from: NaiveDate,
    /// Nothing when it still holds.
    pub valid_until: Option<NaiveDate>,
    /// Of a limit of months.
    pub months: Option<Whole<1, 600>>,
    /// Of a limit of kronor.
    pub amount: Option<Ore>,
    /// The law's paragraph or the decision.
    pub source: Filled<Line>,
}

/// A limit that the law sets.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("legal_limit")]
pub struct LegalLimit {
    /// What it is called.
    #[kept(example = "Ramavtals längsta tid")]
    pub name: Title,
    /// What it is of.
    #[kept(example = "framework_months")]
    pub matter: LimitMatter,
    #[kept(
        example = r#"[{"validFrom":"2017-01-01","months":48,"source":"LOU (2016:1145) 7 kap. 2 §"}]"#
    )]
    /// What holds on which days.
    pub limits: Rows<Limit>,
}

const SHIPPED: &[(&str, &str)] = &[
    (
        "ramavtal-langsta-tid",
        include_str!("../limits/ramavtal-langsta-tid.toml"),
    ),
    (
        "direktupphandling",
        include_str!("../limits/direktupphandling.toml"),
    ),
];

const SEARCHED: &[FieldKey] = &[LegalLimit::NAME];

pub static LEGAL_LIMIT: Kind<LegalLimit> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("legal_limit.save", &[Administrator]),
    name: |limit| limit.name.to_string(),
    targets: &[],
    rules: Rules::of(
        |limit, _, _| check(limit),
        &["legal_limit_backwards", "legal_limit_incomplete"],
    ),
    list: List {
        order: Order::By(&[LegalLimit::NAME]),
        columns: &[LegalLimit::NAME, LegalLimit::MATTER, LegalLimit::LIMITS],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[LegalLimit::NAME],
    },
    pages: Pages::elsewhere("rattsliga-granser"),
    api: Api {
        plural: "legal-limits",
        about: [
            "Gränser som lagen sätter för inköp, och när de gäller.",
            "Limits that the law sets for purchases, and when they hold.",
        ],
        one: ["en gräns", "a limit"],
        example: "ramavtal-langsta-tid",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Document {
        path: "legal-limits/{key}.toml",
        shipped: SHIPPED,
    },
    search: Some(Search {
        title: LegalLimit::NAME,
        words: &[],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("limit").searched_by(SEARCHED),
};

/// Fails with `legal_limit_backwards`, or `legal_limit_incomplete` when a row says months of a limit of kronor.
fn check(limit: &LegalLimit) -> Problems {
    let says = |row: &Limit| match limit.matter {
        LimitMatter::FrameworkMonths => row.months.is_some() && row.amount.is_none(),
        LimitMatter::DirectAward => row.amount.is_some() && row.months.is_none(),
    };
    if !limit.limits.iter().all(says) {
        let incomplete = Problem::invalid("legal_limit_incomplete").at_field("limits");
        return [incomplete].into_iter().collect();
    }
    let mut rows = limit.limits.iter();
    let is_backwards = rows.any(|row| row.valid_until.is_some_and(|until| until < row.valid_from));
    let backwards = Problem::invalid("legal_limit_backwards").at_field("limits");
    is_backwards.then_some(backwards).into_iter().collect()
}

/// What holds on a day, of these limits.
pub fn limit_on(
    limits: &[Held<LegalLimit>],
    matter: LimitMatter,
    day: NaiveDate,
) -> Option<&Limit> {
    let rows = limits
        .iter()
        .filter(|one| one.matter == matter)
        .flat_map(|one| one.limits.iter());
    rows.filter(|row| row.valid_from <= day && row.valid_until.is_none_or(|until| day <= until))
        .max_by_key(|row| row.valid_from)
}
