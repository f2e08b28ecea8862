//! Business cases: what an undertaking costs and gives, for whom, against doing nothing.

use crate::adopted::decided;
use crate::offers::among_members;
use crate::reading::check;
use crate::rows::{
    Alternative, AlternativeRole, AmountRow, CaseLine, Category, Counting, DiscountStep, Effect,
    HourlyRate, Participant, ShareRow,
};
use chrono::Datelike;
use rust_decimal::Decimal;
use samverk_database::Tx;
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_economy::{offer_budget_parts, offer_distributions};
use samverk_fields::{
    FieldKey, FieldType, Line, One, Percent, Prose, Record, Referable, Rows, Title, Whole, Year,
    choices,
};
use samverk_foundation::Role::{Administrator, Coordinator, Economist};
use samverk_foundation::{Key, Problem};
use samverk_kept::{
    Api, Exchange, Ground, Held, Keeping, Kept, Kind, Later, List, Move, Order, OwnPage, Pages,
    Readers, Rules, Search, States, StepCalled, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::model::Standing;
use samverk_parties::{COLLABORATION, Scope};
use samverk_web::MenuGroup;

choices!(
    /// Whether it is being written or has been decided on.
    CaseState { Draft = "draft", Adopted = "adopted" }
);

/// What an undertaking costs and gives, for whom and when, against doing nothing.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("business_case")]
pub struct BusinessCase {
    /// What it is called.
    #[kept(example = "Gemensamt e-arkiv")]
    pub title: Title,
    /// Whether it is being written or has been decided on.
    #[kept(example = "draft")]
    pub state: CaseState,
    /// The initiative that it is about.
    pub initiative: Option<One<Initiative>>,
    /// What is to be decided, and what the figures come from.
    #[kept(example = "Ska vi ha ett gemensamt e-arkiv?")]
    pub about: Prose<4>,
    /// The version that this one is made from.
    pub previous: Option<One<BusinessCase>>,
    /// Year 0, in which it begins. It is not discounted.
    #[kept(example = "2027")]
    pub first_year: Year,
    /// How many years after the first are counted.
    #[kept(example = "5")]
    pub years: Whole<0, 60>,
    /// In which year's prices all amounts are.
    #[kept(example = "2027")]
    pub price_year: Year,
    /// What can be done. One of them is to do nothing.
    #[kept(
        example = r#"[{"name":"Göra ingenting","role":"nothing"},{"name":"Gemensamt","role":"proposed"}]"#
    )]
    pub alternatives: Rows<Alternative, 0, 20>,
    /// Who takes part; all members when nothing is said.
    pub participants: Rows<Participant>,
    /// The distribution that shared costs follow.
    pub distribution: Option<Key>,
    /// The part of the budget that shared costs belong to, when the distribution's rules name parts.
    pub budget_part: Option<Key>,
    /// What is done, what comes of it and who gets it. These are written before the amounts.
    #[kept(
        example = r#"[{"name":"Mindre dubbelarbete","activity":"Ett arkiv i stället för två","who":"Arkivarierna"}]"#
    )]
    pub effects: Rows<Effect>,
    /// Sorts of benefits and costs, and whether they are counted in the net present value.
    #[kept(example = r#"[{"name":"Ekonomisk","counting":"counted"}]"#)]
    pub categories: Rows<Category>,
    /// Benefits and costs.
    #[kept(
        example = r#"[{"name":"Drift","direction":"cost","category":"Ekonomisk","valuation":"money","division":"equally"}]"#
    )]
    pub lines: Rows<CaseLine>,
    /// How much each line is, and when.
    #[kept(
        example = r#"[{"line":"Drift","fromYear":2027,"toYear":2032,"unit":"money","likely":"40000"}]"#
    )]
    pub amounts: Rows<AmountRow>,
    /// Who gets or pays how much of a line.
    pub shares: Rows<ShareRow>,
    /// What an hour of work costs.
    pub rates: Rows<HourlyRate>,
    /// The discount rate, from year to year.
    #[kept(example = r#"[{"fromYear":2028,"rate":"3"}]"#)]
    pub discount_steps: Rows<DiscountStep, 0, 60>,
}

pub type HeldCase = Held<BusinessCase>;

impl Referable for BusinessCase {
    const KIND: &'static str = "business_case";
}

static CASE_TARGET: Target = Target {
    kind: <BusinessCase as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&BUSINESS_CASE, tx, at, keys),
    by_id: |tx, ids| by_id(&BUSINESS_CASE, tx, ids),
    offered: |tx, at| offered(&BUSINESS_CASE, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("business_case_unknown").with("key", key),
    href: None,
    hides: false,
};

const WRITERS: &[samverk_foundation::Role] = &[Administrator, Coordinator, Economist];

static STATES: States = States {
    field: BusinessCase::STATE,
    first: "draft",
    moves: &[
        Move {
            from: "draft",
            to: "adopted",
            by: &[Administrator, Coordinator],
            needs_reason: true,
        },
        Move {
            from: "adopted",
            to: "draft",
            by: &[Administrator, Coordinator],
            needs_reason: true,
        },
    ],
    private: &[],
    fixed: &["adopted"],
    called: StepCalled::Decision,
};

const SEARCHED: &[FieldKey] = &[BusinessCase::TITLE, BusinessCase::ABOUT];

pub static BUSINESS_CASE: Kind<BusinessCase> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("business_case.save", WRITERS),
    name: |case| case.title.to_string(),
    targets: &[&CASE_TARGET, &INITIATIVE_TARGET],
    rules: Rules {
        gather: |_, at| Box::pin(async move { members_of(at) }),
        check: |case, _, members| check(case, members),
        decided: |tx, _, at, one| Box::pin(decided(tx, at, one)),
        codes: crate::reading::CODES,
        offers: &[
            offer_distributions(BusinessCase::DISTRIBUTION),
            offer_budget_parts(BusinessCase::BUDGET_PART),
            among_members(BusinessCase::PARTICIPANTS),
            among_members(BusinessCase::AMOUNTS),
            among_members(BusinessCase::SHARES),
            among_members(BusinessCase::RATES),
        ],
        circle: || Problem::invalid("business_case_own_version"),
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[BusinessCase::TITLE]),
        columns: &[
            BusinessCase::TITLE,
            BusinessCase::STATE,
            BusinessCase::FIRST_YEAR,
            BusinessCase::YEARS,
            BusinessCase::ABOUT,
        ],
        parted: None,
        gathered: None,
        filters: &[BusinessCase::STATE],
        sorted: &[BusinessCase::TITLE, BusinessCase::FIRST_YEAR],
    },
    pages: Pages::in_menu("nyttokalkyler", MenuGroup::Development, 60)
        .own(&[OwnPage::One])
        .begins(beginning),
    api: Api {
        plural: "business-cases",
        about: [
            "Nyttokalkyler: vad en satsning kostar och ger, för vem och när, jämfört med att göra ingenting.",
            "Business cases: what an undertaking costs and gives, for whom and when, against doing nothing.",
        ],
        one: ["en nyttokalkyl", "a business case"],
        example: "gemensam-it-drift",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Document {
        path: "business-cases/{key}.toml",
        shipped: &[],
    },
    search: Some(Search {
        title: BusinessCase::TITLE,
        words: &[BusinessCase::ABOUT],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .called("case")
        .with_states(&STATES)
        .searched_by(SEARCHED),
};

/// What the rules need to know: who takes part when nothing is said.
fn members_of(at: &dyn Ground) -> Result<samverk_kept::Gathered, Problem> {
    Ok(std::sync::Arc::new(usual_parties(at.known()?)))
}

/// Those that are members today. Who has only declared an intent has not joined.
pub(crate) fn usual_parties(scope: &Scope) -> Vec<Key> {
    let joined = scope
        .present()
        .filter(|member| member.standing != Standing::LetterOfIntent);
    joined.map(|member| member.party.key.clone()).collect()
}

/// Five years from next year, doing nothing, 3 %, and the categories of Inera's method whose names are known.
fn beginning<'a>(tx: &'a Tx, _: &'a dyn Ground) -> Later<'a, Result<Record, Problem>> {
    let year = tx.today().year() + 1;
    Box::pin(async move {
        let nothing = Alternative {
            name: "Göra ingenting".to_owned().into(),
            role: AlternativeRole::Nothing,
            text: Prose::default(),
        };
        let category = |name: &str, counting, text: &str| Category {
            name: name.to_owned().into(),
            counting,
            text: Line::from(text),
        };
        let categories = vec![
            category(
                "Ekonomisk",
                Counting::Counted,
                "Pengar som kommer in eller går ut",
            ),
            category(
                "Omfördelning",
                Counting::NotCounted,
                "Tid eller pengar som används till något annat men inte försvinner ur budgeten",
            ),
        ];
        let step = DiscountStep {
            from_year: Year(year + 1),
            rate: Percent(Decimal::from(3)),
        };
        let year = Year(year);
        Ok(Record::default()
            .with(BusinessCase::FIRST_YEAR, year.write())
            .with(BusinessCase::YEARS, Whole::<0, 60>(5).write())
            .with(BusinessCase::PRICE_YEAR, year.write())
            .with(
                BusinessCase::ALTERNATIVES,
                Rows::<Alternative, 0, 20>(vec![nothing]).write(),
            )
            .with(
                BusinessCase::CATEGORIES,
                Rows::<Category>(categories).write(),
            )
            .with(
                BusinessCase::DISCOUNT_STEPS,
                Rows::<DiscountStep, 0, 60>(vec![step]).write(),
            ))
    })
}
