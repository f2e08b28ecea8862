//! Meetings: when and where, who was there, and how far each has come.

use crate::actions::reference;
use crate::calls::tell;
use crate::choices::{MeetingState, Part};
use crate::deciding::take_meeting;
use crate::foretelling::foretell_meeting;
use crate::model::check_meeting;
use crate::pages::beside_meetings;
use crate::people::members_here;
use crate::series::{SERIES_TARGET, Series};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{
    Condition, FieldKey, FieldType, Line, Name, One, Prose, Record, Referable, Rows, TimeOfDay,
    Title, Value, WebAddress,
};
use samverk_foundation::Role::{
    Administrator, Coordinator, Economist, PartyAdministrator, Reader, Representative,
};
use samverk_foundation::{Key, Problem};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers, Removal, Row,
    Rules, Search, States, StepCalled, Stored, Target, Those, Veil, Writers, by_id, by_key,
    offered, unwritten,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

/// Somebody who was there. In a council it is enough to name the party.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("seat")]
pub struct Seat {
    /// The member that is spoken for.
    pub party: Option<Key>,
    #[kept(personal)]
    pub name: Name,
    /// Whether they take part in decisions.
    pub part: Part,
}

/// Somebody who approves the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("adjuster")]
pub struct Adjuster {
    #[kept(personal)]
    pub name: Title,
    /// The day on which they approved.
    pub signed_on: Option<NaiveDate>,
}

/// A meeting of a body.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("meeting")]
pub struct Meeting {
    /// What it is called.
    #[kept(example = "Rådets möte i mars")]
    pub title: Title,
    /// The series that it belongs to.
    pub series: Option<One<Series>>,
    /// The day on which it is held.
    #[kept(example = "2027-03-11")]
    pub date: NaiveDate,
    /// When it begins, by the clock in Sweden.
    #[kept(example = "09:30")]
    pub begins: TimeOfDay,
    /// When it ends, by the clock in Sweden.
    #[kept(example = "12:00")]
    pub ends: TimeOfDay,
    /// Where it is held.
    #[kept(example = "Rådhuset")]
    pub place: Line,
    /// The address of a video meeting.
    #[kept(example = "https://exempel.se/rum")]
    pub link: WebAddress,
    /// What those who are called need to know.
    pub note: Prose<3>,
    /// How far it has come.
    #[kept(example = "planned")]
    pub state: MeetingState,
    /// Who leads it.
    #[kept(example = "Ordföranden", personal)]
    pub chair: Name,
    /// Who writes the minutes.
    #[kept(personal)]
    pub secretary: Name,
    /// Who was there.
    pub present: Rows<Seat, 0, 400>,
    /// Who approves the minutes.
    pub adjusters: Rows<Adjuster, 0, 20>,
    /// What was said beside the decisions.
    pub notes: Prose<8>,
    /// The day on which the minutes were approved.
    pub approved_on: Option<NaiveDate>,
    /// Whether others than members read of it, and its minutes once they are approved.
    #[kept(example = "true")]
    pub published: bool,
}

impl Referable for Meeting {
    const KIND: &'static str = "meeting";
}

pub(crate) static MEETING_TARGET: Target = MEETINGS;

/// The same for what a meeting is yet to deal with: those that are over are not offered.
pub(crate) static OPEN_MEETING: Target = Target {
    offered: |tx, at| {
        Box::pin(async move {
            let all = MEETING.bare(tx, at).await?;
            let open = all.iter().filter(|one| !one.is_over());
            Ok(open.map(|one| reference(one).to).collect())
        })
    },
    ..MEETINGS
};

const MEETINGS: Target = Target {
    kind: <Meeting as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&MEETING, tx, at, keys),
    by_id: |tx, ids| by_id(&MEETING, tx, ids),
    offered: |tx, at| offered(&MEETING, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("meeting_unknown").with("key", key),
    href: None,
    hides: true,
};

const BY: &[samverk_foundation::Role] = &[Administrator, Coordinator];

static STATES: States = States {
    field: Meeting::STATE,
    first: "planned",
    moves: &[
        step("planned", "invited", false),
        step("planned", "held", false),
        step("invited", "held", false),
        step("held", "approved", false),
        step("planned", "cancelled", true),
        step("invited", "cancelled", true),
    ],
    private: &[],
    fixed: &["approved", "cancelled"],
    called: StepCalled::Change,
};

const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
    Move {
        from,
        to,
        by: BY,
        needs_reason,
    }
}

const SEARCHED: &[FieldKey] = &[Meeting::TITLE, Meeting::PLACE];

/// What those outside do not see of a meeting that is shown to them: who was there and what was noted is theirs from the
/// day after its minutes were approved, where it is held on the web and who approves never.
static VEILS: [Veil; 5] = [
    veil(Meeting::LINK, None),
    veil(Meeting::NOTE, None),
    veil(Meeting::ADJUSTERS, None),
    veil(Meeting::NOTES, Some(Meeting::APPROVED_ON)),
    veil(Meeting::PRESENT, Some(Meeting::APPROVED_ON)),
];

const fn veil(field: FieldKey, until: Option<FieldKey>) -> Veil {
    Veil {
        field,
        roles: &[
            Administrator,
            Coordinator,
            Economist,
            PartyAdministrator,
            Representative,
            Reader,
        ],
        until,
        unless: None,
    }
}

pub static MEETING: Kind<Meeting> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Those(Those {
        about: "outsiders those that are shown to everybody",
        which: |at| {
            Ok(match at.roles().is_member() {
                true => Condition::Always,
                false => Condition::Is(Meeting::PUBLISHED, Value::Yes(true)),
            })
        },
    }),
    writers: Writers::of("meeting.save", BY),
    name: |meeting| meeting.title.to_string(),
    targets: &[&SERIES_TARGET],
    rules: Rules {
        check: |meeting, _, _| check_meeting(meeting),
        codes: &[
            "meeting_ends_before",
            "seat_empty",
            "seat_twice",
            "adjuster_twice",
        ],
        offers: &[members_here(Meeting::PRESENT)],
        removal: Removal {
            in_use: || Problem::conflict("meeting_in_use"),
            ..Removal::GENERAL
        },
        deciding: take_meeting,
        deciding_codes: &[
            "meeting_time_missing",
            "meeting_nobody_called",
            "meeting_not_yet",
            "matters_open",
            "minutes_not_signed",
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Meeting::DATE]),
        columns: &[
            Meeting::TITLE,
            Meeting::DATE,
            Meeting::BEGINS,
            Meeting::PLACE,
        ],
        parted: Some(Meeting::STATE),
        gathered: None,
        filters: &[Meeting::STATE],
        sorted: &[Meeting::TITLE, Meeting::DATE],
    },
    pages: Pages::in_menu("moten", MenuGroup::Meetings, 10)
        .own(&[OwnPage::One])
        .beside(beside_meetings)
        .foretelling(foretell_meeting)
        .begins(|tx, _| {
            Box::pin(async {
                let in_a_month = tx.today() + chrono::Days::new(28);
                Ok(Record::default()
                    .with(Meeting::DATE, in_a_month.write())
                    .with(Meeting::PUBLISHED, Value::Yes(false)))
            })
        }),
    api: Api {
        plural: "meetings",
        about: [
            "Möten: när och var, vilka som var med, och hur långt protokollet har kommit.",
            "Meetings: when and where, who was there, and how far the minutes have come.",
        ],
        one: ["ett möte", "a meeting"],
        example: "radet-2027-03",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("meetings.csv"),
    search: Some(Search {
        title: Meeting::TITLE,
        words: &[Meeting::PLACE],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .veiling(&VEILS)
        .with_states(&STATES)
        .followed_by(|tx, _, one| Box::pin(tell_of_change(tx, one))),
};

impl Meeting {
    /// It has been neither held nor cancelled.
    pub fn is_to_come(&self) -> bool {
        matches!(self.state, MeetingState::Planned | MeetingState::Invited)
    }

    /// Nothing more is decided there.
    pub fn is_over(&self) -> bool {
        matches!(self.state, MeetingState::Approved | MeetingState::Cancelled)
    }
}

/// Another time or place is told to those who are called; other words are not.
async fn tell_of_change(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let held = MEETING.held(&[one])?;
    match held.first() {
        Some(meeting) => tell(tx, meeting, meeting.state).await,
        _ => Ok(()),
    }
}
