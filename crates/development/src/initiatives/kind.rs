use super::goals::{GOALS_OFFER, PLANS_OFFER};
use super::pages::{TOLD_OF_INITIATIVES, beside_initiatives};
use super::rules;
use crate::needs::NEED_TARGET;
use crate::needs::Need;
use crate::processes::{PROCESS_TARGET, Process};
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Line, Many, Name, One, Prose, Referable, Rows, Title, Whole, Year};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Ore, Problem};
use samverk_kept::{
    Api, Choosable, Exchange, Held, Keeping, Kept, Kind, List, Offer, Order, OwnPage, Pages,
    Readers, Removal, Row, Rules, Search, Taken, Target, Writers, by_id, by_key, offered,
    unwritten,
};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER, Scope};
use samverk_web::MenuGroup;

/// An effect goal that an initiative serves.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("served_goal")]
pub struct ServedGoal {
    /// The key of a plan.
    pub plan: Key,
    /// The key of an effect goal in some version of the plan.
    pub goal: Key,
}

/// What a party puts into an initiative in a year.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("effort")]
pub struct Effort {
    /// A member's key.
    pub party: Key,
    pub year: Year,
    /// Hours of its own people.
    pub hours: Option<Whole<0, 10_000_000>>,
    /// Kronor.
    pub cost: Option<Ore>,
}

/// Something that parties develop together and that passes the gates of a process.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("initiative")]
pub struct Initiative {
    /// What it is called.
    #[kept(example = "Gemensam plattform för e-tjänster")]
    pub title: Title,
    /// What it is to achieve.
    #[kept(example = "Alla parter kan erbjuda samma e-tjänster.")]
    pub aim: Prose<4>,
    /// The party that leads it.
    #[kept(example = "habo-kommun")]
    pub led_by: Option<One<Party>>,
    /// Who answers for it: a role.
    #[kept(example = "Digitaliseringschefen", personal)]
    pub owner: Name,
    /// The process that it goes through. It stays when something has been decided in it.
    pub process: Option<One<Process>>,
    /// The needs that it meets.
    pub needs: Many<Need>,
    /// The goals that it serves.
    pub goals: Rows<ServedGoal, 0, 100>,
    /// The first day; none when it is open.
    #[kept(column = "from_date", example = "2027-01-01")]
    pub from: Option<NaiveDate>,
    /// The last day; none when it is open.
    #[kept(column = "to_date", example = "2028-06-30")]
    pub to: Option<NaiveDate>,
    /// What happens next.
    #[kept(example = "Workshop om krav")]
    pub next_step: Line,
    /// When that happens.
    #[kept(example = "2027-02-01")]
    pub next_date: Option<NaiveDate>,
    /// What it is thought to cost altogether, in kronor.
    #[kept(example = "1200000")]
    pub cost: Option<Ore>,
    /// How many hours it is thought to take of the parties' own people.
    #[kept(example = "900")]
    pub hours: Option<Whole<0, 10_000_000>>,
    /// What each party puts into it, year by year.
    pub efforts: Rows<Effort, 0, 2_000>,
    /// Initiatives that must be ready before this one begins.
    pub builds_on: Many<Initiative>,
    /// What else there is to say.
    pub note: Prose<3>,
}

pub type HeldInitiative = Held<Initiative>;

impl Referable for Initiative {
    const KIND: &'static str = "initiative";
}

pub static INITIATIVE_TARGET: Target = Target {
    kind: <Initiative as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&INITIATIVE, tx, at, keys),
    by_id: |tx, ids| by_id(&INITIATIVE, tx, ids),
    offered: |tx, at| offered(&INITIATIVE, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("initiative_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Initiative::TITLE, Initiative::OWNER];

pub static INITIATIVE: Kind<Initiative> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("initiative.save", &[Administrator, Coordinator]),
    name: |initiative| initiative.title.to_string(),
    targets: &[&MEMBER, &PROCESS_TARGET, &NEED_TARGET, &INITIATIVE_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(rules::gather(tx, at)),
        check: rules::problems_of,
        change: |tx, id, after| Box::pin(rules::keeps_ties(tx, id, after)),
        codes: &[
            "initiative_period_backwards",
            "cost_negative",
            "effort_repeated",
            "goal_not_in_plan",
            "initiative_process_stays",
            "initiative_circle",
        ],
        offers: &[
            Offer {
                field: Initiative::EFFORTS,
                column: Some(FieldKey::of("party")),
                offered: |_, at| Box::pin(async { Ok(members(at.known()?)) }),
                taken: Some(Taken {
                    has: |at, key| {
                        let scope: &Scope = at.known()?;
                        Ok(scope.members.iter().any(|one| one.party.key == *key))
                    },
                    unknown: |key| Problem::invalid("party_unknown").with("party", key),
                }),
            },
            PLANS_OFFER,
            GOALS_OFFER,
        ],
        removal: Removal {
            refuses: |tx, one| Box::pin(rules::is_free(tx, one)),
            codes: &["initiative_decided", "initiative_built_on"],
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("initiative_circle"),
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Initiative::TITLE,
            Initiative::LED_BY,
            Initiative::OWNER,
            Initiative::NEXT_DATE,
            Initiative::COST,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[
            Initiative::TITLE,
            Initiative::FROM,
            Initiative::TO,
            Initiative::NEXT_DATE,
            Initiative::COST,
        ],
    },
    pages: Pages::in_menu("initiativ", MenuGroup::Development, 30)
        .own(&[OwnPage::One])
        .telling(&TOLD_OF_INITIATIVES)
        .beside(beside_initiatives),
    api: Api {
        plural: "initiatives",
        about: [
            "Initiativ som går genom en process med beslutspunkter.",
            "Initiatives that go through a process with gates.",
        ],
        one: ["ett initiativ", "an initiative"],
        example: "gemensam-namnd",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("initiatives.csv"),
    search: Some(Search {
        title: Initiative::TITLE,
        words: &[Initiative::AIM, Initiative::OWNER, Initiative::NOTE],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

/// The members; who has left is named and no longer offered.
fn members(scope: &Scope) -> Vec<Choosable> {
    let choice = |one: &samverk_parties::model::Member| {
        let choice = Choosable::new(&one.party.key, one.party.name.clone());
        choice.past(one.has_left(scope.today))
    };
    scope.members.iter().map(choice).collect()
}
