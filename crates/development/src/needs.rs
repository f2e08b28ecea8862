//! Challenges, needs and opportunities that the parties have told of, and what became of each.

use crate::need_rules::{check, complete};
use crate::on_behalf::scope_of;
use crate::pages::{TOLD_OF_NEEDS, beside_needs};
use crate::store::{list_meeting, list_merged, list_parts};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{FieldKey, Filled, Line, Name, One, Prose, Referable, Rows, choices};
use samverk_foundation::Role::{self, Administrator, Coordinator};
use samverk_foundation::{Key, Problem, text};
use samverk_kept::{
    Api, Choosable, Exchange, Held, Keeping, Kept, Kind, List, Move, Offer, Order, OwnPage, Pages,
    Readers, Removal, Row, Rules, Search, States, StepCalled, Stored, Taken, Target, Writers,
    by_id, by_key, offered, unwritten,
};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER};
use samverk_web::MenuGroup;

choices!(
    /// What a need is seen as.
    NeedKind { Challenge = "challenge", Need = "need", Opportunity = "opportunity" }
);

choices!(
    /// How soon something must be done about a need.
    Urgency { Urgent = "urgent", WithinYear = "within_year", CanWait = "can_wait" }
);

choices!(
    /// What became of a need.
    NeedStatus {
        Open = "open",
        HandedOver = "handed_over",
        Answered = "answered",
        Merged = "merged",
        Closed = "closed",
    }
);

choices!(
    /// To what sort of receiver a need is handed over.
    Recipient { UserAssociation = "user_association", Supplier = "supplier", Agency = "agency" }
);

choices!(
    /// What whoever a need was handed over to does about it.
    HandoverResult { Accepted = "accepted", Partly = "partly", Declined = "declined" }
);

/// That a party has the need too.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("joining")]
pub struct Joining {
    /// A member's key; each stands once.
    #[kept(makes_row)]
    pub party: Key,
    /// How it is there, in the party's own words.
    pub note: Prose<3>,
}

/// A challenge, need or opportunity that the parties have told of.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("need")]
pub struct Need {
    /// What it is seen as.
    #[kept(example = "need")]
    pub kind: NeedKind,
    /// What it is called; the beginning of the description when nothing is said.
    #[kept(example = "Fler beställare av digitala tjänster")]
    pub title: Name,
    /// Its theme, in free words.
    #[kept(example = "Kompetens")]
    pub area: Line,
    /// What they struggle with, need or see ahead.
    #[kept(example = "Fler behöver kunna beställa digitala tjänster.")]
    pub text: Filled<Prose<4>>,
    /// Whom it concerns: users, staff or citizens.
    #[kept(example = "Verksamhetschefer i de små kommunerna")]
    pub concerns: Line,
    /// How soon something must be done.
    #[kept(example = "within_year")]
    pub urgency: Option<Urgency>,
    /// The party that raised it.
    pub raised_by: Option<One<Party>>,
    /// What became of it: `merged`, `handed_over` and `answered` follow from the fields below, `closed` from a
    /// decision.
    #[kept(example = "open")]
    pub status: Option<NeedStatus>,
    /// The need that it is one with: its joinings count there.
    pub merged_into: Option<One<Need>>,
    /// The need of which it was a part.
    pub split_from: Option<One<Need>>,
    /// To what sort of receiver it was handed over.
    pub handed_to_kind: Option<Recipient>,
    /// The party to which it was handed over.
    pub handed_to: Option<One<Party>>,
    /// To whom, in free words, when that is no party here.
    pub handed_to_name: Line,
    /// When it was handed over.
    pub handed_over_on: Option<NaiveDate>,
    /// When to ask for the answer, if none has come.
    pub next_look: Option<NaiveDate>,
    /// When the answer came.
    pub answered_on: Option<NaiveDate>,
    /// What they answered.
    pub reply: Prose<4>,
    /// What they do about it.
    pub result: Option<HandoverResult>,
    /// The parties that have it too.
    #[kept(apart = "need_joinings.csv")]
    pub joinings: Rows<Joining>,
}

pub type HeldNeed = Held<Need>;

impl Referable for Need {
    const KIND: &'static str = "need";
}

impl Need {
    /// One of which nothing but its description is said.
    pub fn of(kind: NeedKind, text: &str) -> Self {
        Self {
            kind,
            title: "".into(),
            area: "".into(),
            text: text.into(),
            concerns: "".into(),
            urgency: None,
            raised_by: None,
            status: None,
            merged_into: None,
            split_from: None,
            handed_to_kind: None,
            handed_to: None,
            handed_to_name: "".into(),
            handed_over_on: None,
            next_look: None,
            answered_on: None,
            reply: "".into(),
            result: None,
            joinings: Rows(Vec::new()),
        }
    }

    /// What people call it.
    pub fn name(&self) -> String {
        match self.title.is_empty() {
            true => text::beginning(&text::in_one_line(&self.text), TITLE_MADE_MAX),
            false => self.title.to_string(),
        }
    }

    pub fn status(&self) -> NeedStatus {
        self.status.unwrap_or(NeedStatus::Open)
    }

    /// Whether something can still be done about it here.
    pub fn is_at_work(&self) -> bool {
        !matches!(self.status(), NeedStatus::Merged | NeedStatus::Closed)
    }
}

/// A title that nobody wrote need not be long.
const TITLE_MADE_MAX: usize = 60;

/// Those who may write needs.
pub(crate) const NEED_WRITERS: &[Role] = &[Administrator, Coordinator];

pub(crate) static NEED_TARGET: Target = Target {
    kind: <Need as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&NEED, tx, at, keys),
    by_id: |tx, ids| by_id(&NEED, tx, ids),
    offered: |tx, at| offered(&NEED, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("need_unknown").with("key", key),
    href: None,
    hides: false,
};

/// Fails with `need_in_use` when others are one with it or parts of it, and with `need_in_initiative`, which says
/// which they are.
async fn is_free(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let merged = list_merged(tx, one.ground).await?;
    let has_others = merged.iter().any(|other| other.into == one.id);
    if has_others || !list_parts(tx, one.id).await?.is_empty() {
        return Err(Problem::conflict("need_in_use"));
    }
    let all = list_meeting(tx, one.ground).await?;
    let meeting = all.iter().filter(|met| met.needs.contains(&one.id));
    let titles: Vec<String> = meeting.map(|met| format!("”{}”", met.title)).collect();
    match titles.len() {
        0 => Ok(()),
        count => Err(Problem::conflict("need_in_initiative")
            .with("count", count)
            .with("initiatives", titles.join(", "))),
    }
}

static STATES: States = States {
    field: Need::STATUS,
    first: "open",
    moves: &[
        step("open", "closed"),
        step("handed_over", "closed"),
        step("answered", "closed"),
        step("closed", "open"),
    ],
    private: &[],
    fixed: &["closed"],
    called: StepCalled::Change,
};

const fn step(from: &'static str, to: &'static str) -> Move {
    Move {
        from,
        to,
        by: NEED_WRITERS,
        needs_reason: true,
    }
}

pub static NEED: Kind<Need> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("need.save", NEED_WRITERS),
    name: Need::name,
    targets: &[&MEMBER, &NEED_TARGET],
    rules: Rules {
        check: |need, _, _| check(need),
        codes: &[
            "need_handed_to_whom",
            "need_look_before_handover",
            "need_answer_without_handover",
            "need_answer_before_handover",
            "need_merged_whither",
            "need_joined_already",
            "need_joined_by_its_own",
        ],
        offers: &[Offer {
            field: Need::JOININGS,
            column: Some(FieldKey::of("party")),
            offered: |_, at| {
                Box::pin(async move {
                    let members = scope_of(at)?.members.iter().map(|one| &one.party);
                    Ok(members
                        .map(|one| Choosable::new(&one.key, &one.name))
                        .collect())
                })
            },
            taken: Some(Taken {
                has: |at, key| {
                    let mut members = scope_of(at)?.members.iter();
                    Ok(members.any(|one| one.party.key == *key))
                },
                unknown: |key| Problem::invalid("party_unknown").with("party", key),
            }),
        }],
        complete: Some(complete),
        removal: Removal {
            in_use: || Problem::conflict("need_in_use"),
            refuses: |tx, one| Box::pin(is_free(tx, one)),
            codes: &["need_in_initiative"],
            ..Removal::GENERAL
        },
        keys: |key| match key.as_str() {
            "ta-upp" => Err(Problem::invalid("key_reserved").with("key", key)),
            _ => Ok(()),
        },
        circle: || Problem::invalid("need_merged_with_itself"),
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Need::TITLE, Need::AREA, Need::RAISED_BY, Need::STATUS],
        parted: Some(Need::KIND),
        gathered: Some(Need::AREA),
        filters: &[Need::KIND, Need::STATUS, Need::URGENCY],
        sorted: &[Need::TITLE, Need::TEXT, Need::AREA],
    },
    pages: Pages::in_menu("behov", MenuGroup::Development, 10)
        .own(&[OwnPage::One])
        .beside(beside_needs)
        .telling(&TOLD_OF_NEEDS),
    api: Api {
        plural: "needs",
        about: [
            "Utmaningar, behov och möjligheter.",
            "Challenges, needs and opportunities.",
        ],
        one: ["ett behov", "a need"],
        example: "utmaning-kompetens",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("needs.csv"),
    search: Some(Search {
        title: Need::TITLE,
        words: &[Need::TEXT, Need::AREA, Need::CONCERNS, Need::REPLY],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .asking_elsewhere(ELSEWHERE)
        .with_later_columns(LATER)
        .with_states(&STATES),
};

const SEARCHED: &[FieldKey] = &[Need::TITLE, Need::TEXT, Need::AREA];

/// What merging, splitting, handing over and answering ask for.
const ELSEWHERE: &[FieldKey] = &[
    Need::MERGED_INTO,
    Need::SPLIT_FROM,
    Need::HANDED_TO_KIND,
    Need::HANDED_TO,
    Need::HANDED_TO_NAME,
    Need::HANDED_OVER_ON,
    Need::NEXT_LOOK,
    Need::ANSWERED_ON,
    Need::REPLY,
    Need::RESULT,
    Need::JOININGS,
];

/// A table had the kind, the theme and the description.
const LATER: &[&str] = &[
    "title",
    "concerns",
    "urgency",
    "raised_by",
    "status",
    "merged_into",
    "split_from",
    "handed_to_kind",
    "handed_to",
    "handed_to_name",
    "handed_over_on",
    "next_look",
    "answered_on",
    "reply",
    "result",
];
