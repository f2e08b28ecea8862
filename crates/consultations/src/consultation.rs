//! Consultations: what somebody asks, until when, and where it stands.

use crate::choices::{ConsultationState, Direction};
use crate::pages::beside_consultations;
use crate::rules;
use crate::settled;
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Line, One, Prose, Referable, Title};
use samverk_foundation::Role::{Administrator, Coordinator, PartyAdministrator, Representative};
use samverk_foundation::{Problem, Role};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers, Removal,
    Rules, Search, States, StepCalled, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

/// Somebody asks what parties think of proposals.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("consultation")]
pub struct Consultation {
    /// What it is about.
    #[kept(example = "Förslag till gemensam digital infrastruktur")]
    pub title: Title,
    /// Who asks whom.
    #[kept(example = "received")]
    pub direction: Direction,
    /// Who asks. The collaboration itself when it is sent from here.
    #[kept(example = "Påhittade myndigheten")]
    pub sender: Line,
    /// The sender's registry number.
    #[kept(example = "PM 2026/0417")]
    pub sender_number: Line,
    /// What is asked, as the missive says it.
    #[kept(example = "Myndigheten vill ha synpunkter på förslagen nedan.")]
    pub missive: Prose<5>,
    /// The day on which it came in, or was sent.
    #[kept(example = "2026-11-02")]
    pub received_on: Option<NaiveDate>,
    /// The last day for an answer.
    #[kept(example = "2026-12-18")]
    pub last_day: Option<NaiveDate>,
    /// The consultation that this one supplements.
    pub supplements: Option<One<Consultation>>,
    /// Where it is.
    #[kept(example = "draft")]
    pub state: ConsultationState,
}

impl Referable for Consultation {
    const KIND: &'static str = "consultation";
}

pub type HeldConsultation = Held<Consultation>;

pub static CONSULTATION_TARGET: Target = Target {
    kind: <Consultation as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&CONSULTATION, tx, at, keys),
    by_id: |tx, ids| by_id(&CONSULTATION, tx, ids),
    offered: |tx, at| offered(&CONSULTATION, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("consultation_unknown").with("key", key),
    href: None,
    hides: false,
};

/// One party or the coordinator registers it once.
pub(crate) const REGISTERED_BY: &[Role] = &[
    Administrator,
    Coordinator,
    PartyAdministrator,
    Representative,
];
pub(crate) const RUN_BY: &[Role] = &[Administrator, Coordinator];

const fn step(from: &'static str, to: &'static str, by: &'static [Role]) -> Move {
    Move {
        from,
        to,
        by,
        needs_reason: false,
    }
}

static STATES: States = States {
    field: Consultation::STATE,
    first: "draft",
    moves: &[
        step("draft", "open", REGISTERED_BY),
        step("open", "draft", RUN_BY),
        step("open", "closed", RUN_BY),
        step("closed", "open", RUN_BY),
    ],
    private: &[],
    fixed: &["closed"],
    called: StepCalled::Change,
};

const SEARCHED: &[FieldKey] = &[
    Consultation::TITLE,
    Consultation::SENDER,
    Consultation::SENDER_NUMBER,
];

pub static CONSULTATION: Kind<Consultation> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("consultation.save", REGISTERED_BY),
    name: |one| one.title.to_string(),
    targets: &[&CONSULTATION_TARGET],
    rules: Rules {
        check: |one, _, _| rules::check_consultation(one),
        change: |tx, id, one| Box::pin(settled::change_consultation(tx, id, one)),
        codes: &[
            "consultation_sender_missing",
            "consultation_day_early",
            "consultation_settled",
        ],
        removal: Removal {
            in_use: || Problem::conflict("consultation_in_use"),
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("consultation_supplements_itself"),
        deciding: crate::deciding::take_consultation,
        deciding_codes: &[
            "consultation_not_ready",
            "consultation_without_points",
            "consultation_answers_begun",
            "consultation_day_later",
        ],
        decided: crate::deciding::offer_to_members,
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Consultation::TITLE,
            Consultation::SENDER,
            Consultation::DIRECTION,
            Consultation::LAST_DAY,
            Consultation::STATE,
        ],
        parted: None,
        gathered: None,
        filters: &[Consultation::STATE, Consultation::DIRECTION],
        sorted: &[Consultation::TITLE, Consultation::LAST_DAY],
    },
    pages: Pages::in_menu("remisser", MenuGroup::Meetings, 60)
        .own(&[OwnPage::One])
        .beside(beside_consultations),
    api: Api {
        plural: "consultations",
        about: [
            "Remisser: vad någon vill ha svar på, av vem och till när.",
            "Consultations: what somebody asks about proposals, of whom and until when.",
        ],
        one: ["en remiss", "a consultation"],
        example: "gemensam-digital-infrastruktur",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("consultations.csv"),
    search: Some(Search {
        title: Consultation::TITLE,
        words: &[
            Consultation::SENDER,
            Consultation::SENDER_NUMBER,
            Consultation::MISSIVE,
        ],
        rows: None,
    }),
    keeping: Keeping::PLAIN.with_states(&STATES).searched_by(SEARCHED),
};
