//! Series of meetings: a group's, or the collaboration's own. What they say holds for each of their meetings.

use crate::choices::{Form, MatterKind, PresenceBy};
use crate::model::check_series;
use samverk_fields::{FieldKey, FieldType, Line, One, Prose, Record, Referable, Rows, Title};
use samverk_foundation::Problem;
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Row, Rules, Search,
    Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::{COLLABORATION, GROUP_TARGET, Group};
use samverk_web::MenuGroup;

/// What stands on the agenda of every meeting.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("item")]
pub struct StandingItem {
    pub title: Title,
    pub kind: MatterKind,
}

/// A series of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("meeting_series")]
pub struct Series {
    /// What it is called.
    #[kept(example = "Rådets möten")]
    pub name: Title,
    /// The group that meets; the collaboration itself when none is said.
    pub group: Option<One<Group>>,
    /// A council of parties, where each party has one vote, or formal minutes with what the Local Government Act asks
    /// for.
    #[kept(example = "council")]
    pub minutes_form: Form,
    /// Whether it is written for each meeting or for each matter who was there and who was disqualified. Formal minutes
    /// say it of each matter.
    #[kept(example = "meeting")]
    pub presence_by: PresenceBy,
    /// What the body is called in its decisions.
    #[kept(example = "Rådet")]
    pub body: Line,
    /// What stands on every agenda, in its order.
    #[kept(example = r#"[{"title":"Läget i portföljen","kind":"portfolio"}]"#)]
    pub standing_items: Rows<StandingItem, 0, 50>,
    /// Where the minutes are kept, for announcements.
    #[kept(example = "Kommunarkivet")]
    pub minutes_place: Line,
    /// What else there is to say.
    pub note: Prose<3>,
}

impl Referable for Series {
    const KIND: &'static str = "meeting_series";
}

pub(crate) static SERIES_TARGET: Target = Target {
    kind: <Series as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&SERIES, tx, at, keys),
    by_id: |tx, ids| by_id(&SERIES, tx, ids),
    offered: |tx, at| offered(&SERIES, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("meeting_series_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Series::NAME, Series::BODY];

pub static SERIES: Kind<Series> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("meeting_series.save", &[Administrator, Coordinator]),
    name: |series| series.name.to_string(),
    targets: &[&GROUP_TARGET],
    rules: Rules {
        check: |series, _, _| check_series(series),
        codes: &["presence_not_by_matter"],
        removal: Removal {
            in_use: || Problem::conflict("meeting_series_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Series::NAME,
            Series::GROUP,
            Series::MINUTES_FORM,
            Series::BODY,
        ],
        parted: None,
        gathered: None,
        filters: &[Series::MINUTES_FORM],
        sorted: &[Series::NAME],
    },
    pages: Pages::in_menu("motesserier", MenuGroup::Meetings, 50).begins(|_, _| {
        Box::pin(async {
            Ok(Record::default()
                .with(Series::MINUTES_FORM, Form::Council.write())
                .with(Series::PRESENCE_BY, PresenceBy::Meeting.write()))
        })
    }),
    api: Api {
        plural: "meeting-series",
        about: [
            "Mötesserier: vilka som möts, i vilken form, och vad som alltid står på dagordningen.",
            "Series of meetings: who meets, in which form, and what stands on every agenda.",
        ],
        one: ["en mötesserie", "a series of meetings"],
        example: "samverkansradet",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("meeting-series.csv"),
    search: Some(Search {
        title: Series::NAME,
        words: &[Series::BODY, Series::NOTE],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("series").searched_by(SEARCHED),
};

impl Series {
    /// What decisions say that decided.
    pub fn body(&self) -> &str {
        match self.body.is_empty() {
            true => &self.name,
            false => &self.body,
        }
    }
}
