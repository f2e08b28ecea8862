//! Matters: what a meeting deals with, and how it was decided. What is decided stands for good.

use crate::choices::{MatterKind, MatterState, Presence, Voice};
use crate::deciding::take_matter;
use crate::effects::{CONCERNED, Concerned};
use crate::foretelling::foretell_matter;
use crate::meetings::Meeting;
use crate::model::check_matter;
use crate::people::members_here;
use crate::store::gather_meetings;
use chrono::NaiveDate;
use samverk_development::initiatives::Outcome;
use samverk_development::offer_phases;
use samverk_fields::{FieldKey, Line, Name, One, OneOf, Prose, Referable, Rows, Title, Whole};
use samverk_foundation::Role::{Administrator, Coordinator, Representative};
use samverk_foundation::{Key, Problem, Role};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Move, Order, Pages, Readers, Removal, Row, Rules,
    Search, States, StepCalled, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::COLLABORATION;
use samverk_parties::model::Party;
use samverk_web::MenuGroup;

/// Somebody whose part in this matter differs from that in the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("change")]
pub struct PresenceChange {
    /// The member that is spoken for.
    pub party: Option<Key>,
    #[kept(personal)]
    pub name: Name,
    /// Absent, disqualified, or a substitute who serves.
    pub how: Presence,
}

/// What must be done although an initiative goes on.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("condition")]
pub struct Condition {
    pub text: Title,
    /// The last day.
    pub due: Option<NaiveDate>,
}

/// A proposal that was made at the meeting and not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("motion")]
pub struct Motion {
    #[kept(personal)]
    pub by: Name,
    pub text: Title,
}

/// How somebody voted in the open.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("vote")]
pub struct Vote {
    /// The member that is spoken for.
    pub party: Option<Key>,
    #[kept(personal)]
    pub name: Name,
    pub voice: Voice,
}

/// What a meeting deals with. One that names no meeting waits for one.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("matter")]
pub struct Matter {
    /// What it is called.
    #[kept(example = "Verksamhetsplan för nästa år")]
    pub title: Title,
    /// The meeting that deals with it.
    pub meeting: Option<One<Meeting>>,
    /// What it is.
    #[kept(example = "decision")]
    pub kind: MatterKind,
    /// What the meeting needs to know.
    #[kept(example = "Planen har varit på remiss.")]
    pub background: Prose<5>,
    /// What is proposed to be decided.
    #[kept(example = "Planen antas.")]
    pub proposal: Prose<3>,
    /// What takes effect by the decision: it is adopted then and there.
    pub concerns: Option<OneOf<Concerned>>,
    /// The phase whose gate an initiative is to pass; the one where it stands when none is said.
    pub phase: Option<Key>,
    /// What is decided at the gate of an initiative.
    pub outcome: Option<Outcome>,
    /// What must be done although the initiative goes on.
    pub conditions: Rows<Condition, 0, 50>,
    /// The party that accepts a letter by the decision.
    pub letter_party: Option<One<Party>>,
    /// The number of the letter's text that is decided on.
    pub letter_text: Option<Whole<1, 100_000>>,
    /// The matter that this one takes up again.
    pub continues: Option<One<Matter>>,
    /// Who was not there, was disqualified, or served, in this matter only.
    pub presence: Rows<PresenceChange, 0, 400>,
    /// What was proposed at the meeting.
    pub proposals: Rows<Motion, 0, 50>,
    /// In which order the proposals were put to the vote.
    pub putting: Prose<2>,
    /// How each voted, when the vote was open.
    pub votes: Rows<Vote, 0, 400>,
    /// What was decided.
    #[kept(example = "Planen antas.")]
    pub decision: Prose<4>,
    /// Who was reserved against it, and what they said.
    pub reservations: Prose<3>,
    /// Whether only the paragraph's number is published.
    pub secret: bool,
    /// On which provision it is secret.
    pub secrecy: Line,
    /// Whether the paragraph was approved at once.
    pub at_once: bool,
    /// Its paragraph.
    pub number: Option<Whole<1, 100_000>>,
    /// What has become of it.
    #[kept(example = "open")]
    pub state: MatterState,
}

impl Referable for Matter {
    const KIND: &'static str = "matter";
}

pub static MATTER_TARGET: Target = Target {
    kind: <Matter as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&MATTER, tx, at, keys),
    by_id: |tx, ids| by_id(&MATTER, tx, ids),
    offered: |tx, at| offered(&MATTER, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("matter_unknown").with("key", key),
    href: None,
    hides: true,
};

const BY: &[Role] = &[Administrator, Coordinator];
/// What they propose waits for a meeting.
const PROPOSERS: &[Role] = &[Administrator, Coordinator, Representative];

static STATES: States = States {
    field: Matter::STATE,
    first: "open",
    moves: &[
        step("open", "decided", false),
        step("open", "noted", false),
        step("open", "deferred", false),
        step("open", "sent_back", true),
        step("decided", "annulled", true),
        step("decided", "quashed", true),
    ],
    private: &[],
    fixed: &[
        "decided",
        "noted",
        "deferred",
        "sent_back",
        "annulled",
        "quashed",
    ],
    called: StepCalled::Decision,
};

const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
    Move {
        from,
        to,
        by: BY,
        needs_reason,
    }
}

const SEARCHED: &[FieldKey] = &[Matter::TITLE, Matter::DECISION];

pub static MATTER: Kind<Matter> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("matter.save", BY).adding("matter.propose", PROPOSERS),
    name: |matter| matter.title.to_string(),
    targets: CONCERNED,
    rules: Rules {
        gather: |tx, at| Box::pin(gather_meetings(tx, at)),
        check: check_matter,
        codes: &[
            "meeting_closed",
            "vote_empty",
            "voted_twice",
            "voter_absent",
            "voter_disqualified",
            "voter_not_deciding",
            "secrecy_missing",
            "proposal_waits",
            "presence_by_meeting",
            "letter_party_missing",
            "letter_text_unsaid",
            "acceptance_without_letter",
        ],
        offers: &[
            offer_phases(Matter::PHASE),
            members_here(Matter::PRESENCE),
            members_here(Matter::VOTES),
        ],
        removal: Removal {
            in_use: || Problem::conflict("matter_in_use"),
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("matter_continues_itself"),
        deciding: take_matter,
        deciding_codes: &[
            "matter_without_meeting",
            "meeting_cancelled",
            "meeting_closed",
            "meeting_not_yet",
            "decision_text_missing",
            "paragraph_taken",
            "decision_overtaken",
            "gate_outcome_missing",
            "outcome_without_initiative",
            "gate_without_process",
            "letter_party_not_asked",
            "letter_text_unknown",
            "letter_text_changed",
            "letter_not_sent",
            "letter_has_ended",
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Matter::TITLE,
            Matter::KIND,
            Matter::MEETING,
            Matter::NUMBER,
            Matter::CONCERNS,
        ],
        parted: Some(Matter::STATE),
        gathered: None,
        filters: &[Matter::STATE, Matter::KIND],
        sorted: &[Matter::TITLE, Matter::NUMBER],
    },
    pages: Pages::in_menu("arenden", MenuGroup::Meetings, 20).foretelling(foretell_matter),
    api: Api {
        plural: "matters",
        about: [
            "Ärenden: det som ett möte tar upp, och vad som beslutades. Ett ärende utan möte väntar på ett.",
            "Matters: what a meeting deals with, and what was decided. One without a meeting waits for one.",
        ],
        one: ["ett ärende", "a matter"],
        example: "verksamhetsplan-2027",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("matters.csv"),
    search: Some(Search {
        title: Matter::TITLE,
        words: &[Matter::BACKGROUND, Matter::PROPOSAL, Matter::DECISION],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED).with_states(&STATES),
};

impl Matter {
    /// It was decided, and approved before the rest of the minutes.
    pub fn is_approved_at_once(&self) -> bool {
        self.at_once && !matches!(self.state, MatterState::Open)
    }

    /// `§ 12`; empty before it has a number.
    pub fn paragraph(&self) -> String {
        let number = self.number.map(|number| format!("§ {number}"));
        number.unwrap_or_default()
    }
}
