//! Answers: one for each party, or for an organisation beside the parties that was asked.

use crate::choices::AnswerState;
use crate::consultation::{CONSULTATION_TARGET, Consultation, RUN_BY};
use crate::rules;
use crate::settled;
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Line, Name, One, Prose, Referable, Rows, Title};
use samverk_foundation::{Key, PartyId, Problem, Role};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers, Removal,
    Row, Rules, States, StepCalled, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_meetings::{MATTER_TARGET, Matter};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER};
use uuid::Uuid;

/// Who signs the statement: a department, with its own number.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("signatory")]
pub struct Signatory {
    pub department: Title,
    /// The department's own registry number.
    pub number: Line,
}

/// Somebody inside the party is asked in their turn.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("referral")]
pub struct Referral {
    /// The committee or department.
    pub to: Title,
    pub number: Line,
    /// The last day for it.
    pub due: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
}

/// What one party, or an organisation beside the parties, answers in its own name.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("consultation_answer")]
pub struct ConsultationAnswer {
    /// The consultation that it answers.
    pub consultation: Option<One<Consultation>>,
    /// The party whose answer it is.
    pub party: Option<One<Party>>,
    /// Whose it is, when that is no party here.
    #[kept(example = "Påhittade bolaget")]
    pub organisation: Line,
    /// Whether the sender asked them.
    pub on_list: bool,
    /// Its own registry number.
    #[kept(example = "KS 2026/00042")]
    pub number: Line,
    /// The registry of the party where its case lies, when that is one in Samverk.
    pub registry: Option<Key>,
    /// The day on which more time was asked for.
    pub extension_asked_on: Option<NaiveDate>,
    /// The last day that the sender granted.
    pub extended_until: Option<NaiveDate>,
    /// The departments that sign the statement.
    pub signatories: Rows<Signatory, 0, 50>,
    /// Who is asked inside the party.
    pub referrals: Rows<Referral, 0, 100>,
    /// The day that the statement bears.
    pub dated: Option<NaiveDate>,
    /// What the matter is.
    pub background: Prose<4>,
    /// What is answered, in short: it stands first.
    #[kept(example = "Kommunen tillstyrker förslagen.")]
    pub summary: Prose<4>,
    /// What is said beside the points.
    pub general: Prose<5>,
    /// The decision, when a meeting in Samverk made it.
    pub matter: Option<One<Matter>>,
    /// The body that decided on it.
    pub body: Line,
    pub decided_on: Option<NaiveDate>,
    /// The paragraph of the minutes.
    pub paragraph: Line,
    /// Who decided not to answer: a role or a body.
    #[kept(personal)]
    pub declined_by: Name,
    pub decline_reason: Prose<2>,
    /// The day on which it was sent, or on which the sender was told that there is no answer.
    pub dispatched_on: Option<NaiveDate>,
    /// Where it is.
    #[kept(example = "offered")]
    pub state: AnswerState,
}

impl Referable for ConsultationAnswer {
    const KIND: &'static str = "consultation_answer";
}

pub type HeldAnswer = Held<ConsultationAnswer>;

pub static ANSWER_TARGET: Target = Target {
    kind: <ConsultationAnswer as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&CONSULTATION_ANSWER, tx, at, keys),
    by_id: |tx, ids| by_id(&CONSULTATION_ANSWER, tx, ids),
    offered: |tx, at| offered(&CONSULTATION_ANSWER, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("consultation_answer_unknown").with("key", key),
    href: None,
    hides: false,
};

const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
    Move {
        from,
        to,
        by: RUN_BY,
        needs_reason,
    }
}

/// A party's own people take the same steps by [`crate::actions`].
static STATES: States = States {
    field: ConsultationAnswer::STATE,
    first: "offered",
    moves: &[
        step("offered", "opened", false),
        step("offered", "declined", false),
        step("offered", "dispatched", false),
        step("opened", "dispatched", false),
        step("drafted", "dispatched", false),
        step("opened", "drafted", false),
        step("opened", "decided", false),
        step("opened", "declined", false),
        step("drafted", "opened", true),
        step("drafted", "decided", false),
        step("drafted", "declined", false),
        step("decided", "dispatched", false),
        step("decided", "drafted", true),
        step("dispatched", "decided", true),
        step("dispatched", "opened", true),
        step("declined", "offered", true),
    ],
    private: &[],
    fixed: &["dispatched"],
    called: StepCalled::Change,
};

const SEARCHED: &[FieldKey] = &[ConsultationAnswer::ORGANISATION, ConsultationAnswer::NUMBER];

pub static CONSULTATION_ANSWER: Kind<ConsultationAnswer> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("consultation_answer.save", RUN_BY),
    name: |one| one.name(),
    targets: &[&CONSULTATION_TARGET, &MEMBER, &MATTER_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(rules::gather_answers(tx, at)),
        check: rules::check_answer,
        codes: rules::ANSWER_CODES,
        removal: Removal {
            in_use: || Problem::conflict("consultation_answer_in_use"),
            refuses: |tx, one| Box::pin(settled::keep_answer(tx, one)),
            codes: &["consultation_answer_settled"],
            ..Removal::GENERAL
        },
        decided: crate::deciding::settle,
        deciding: crate::deciding::take_answer,
        deciding_codes: &[
            "consultation_not_open",
            "consultation_number_missing",
            "consultation_answer_empty",
            "consultation_decision_missing",
            "consultation_decision_early",
            "consultation_decision_before",
            "consultation_answer_undecided",
            "consultation_day_later",
            "consultation_matter_open",
            "consultation_declined_by_missing",
            "consultation_dispatch_early",
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            ConsultationAnswer::PARTY,
            ConsultationAnswer::ORGANISATION,
            ConsultationAnswer::CONSULTATION,
            ConsultationAnswer::NUMBER,
            ConsultationAnswer::DISPATCHED_ON,
            ConsultationAnswer::STATE,
        ],
        parted: None,
        gathered: None,
        filters: &[ConsultationAnswer::STATE],
        sorted: &[],
    },
    pages: Pages::elsewhere("remissvar").own(&[OwnPage::One]),
    api: Api {
        plural: "consultation-answers",
        about: [
            "Remissvar: ett för varje part eller annan tillfrågad, i eget namn och med eget diarienummer.",
            "Answers in consultations: one for each party or other that was asked, in its own name and with its own registry number.",
        ],
        one: ["ett remissvar", "an answer in a consultation"],
        example: "gemensam-digital-infrastruktur-krokoms-kommun",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("consultation-answers.csv"),
    search: None,
    keeping: Keeping::PLAIN
        .called("statement")
        .with_states(&STATES)
        .searched_by(SEARCHED)
        .followed_by(crate::deciding::settle_again),
};

/// Who answers for a party.
pub(crate) const ANSWERED_BY: &[Role] = &[
    Role::Administrator,
    Role::Coordinator,
    Role::PartyAdministrator,
    Role::Representative,
];

impl ConsultationAnswer {
    /// The id of the consultation.
    pub fn of(&self) -> Option<Uuid> {
        self.consultation.as_ref().and_then(One::id)
    }

    /// Somebody has begun to answer.
    pub(crate) fn is_begun(&self) -> bool {
        let is_silent =
            self.background.is_empty() && self.summary.is_empty() && self.general.is_empty();
        self.state != AnswerState::Offered
            || !self.number.is_empty()
            || self.extension_asked_on.is_some()
            || self.extended_until.is_some()
            || !self.signatories.is_empty()
            || !self.referrals.is_empty()
            || !is_silent
    }

    pub fn is_of(&self, party: PartyId) -> bool {
        self.party.as_ref().and_then(One::id) == Some(party.0)
    }

    /// The party, or the organisation beside the parties.
    pub fn name(&self) -> String {
        match &self.party {
            Some(party) => {
                let known = party.to.known.as_ref();
                known.map_or_else(|| party.to.key.to_string(), |known| known.name.clone())
            }
            None => self.organisation.to_string(),
        }
    }
}
