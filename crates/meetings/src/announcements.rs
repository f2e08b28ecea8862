//! Announcements: each is a lasting public page that says what the Local Government Act asks for, by itself.

use crate::matters::{MATTER_TARGET, Matter};
use crate::meetings::{MEETING_TARGET, Meeting};
use crate::model::{appeal_until, least_down_on};
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Line, One, Title};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, OwnPage, Pages, Readers, Rules, Search,
    Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;
use uuid::Uuid;

/// That minutes are approved, told to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("announcement")]
pub struct Announcement {
    /// The body that met.
    #[kept(example = "Rådet")]
    pub body: Title,
    /// What was approved: the minutes, or the paragraphs that were approved at once.
    #[kept(example = "Protokollet")]
    pub what: Line,
    /// The meeting.
    pub meeting: Option<One<Meeting>>,
    /// The paragraph that was approved at once; the whole minutes when none is said.
    pub matter: Option<One<Matter>>,
    /// The day of the meeting.
    #[kept(example = "2026-03-11")]
    pub meeting_date: NaiveDate,
    /// The day on which the minutes were approved.
    #[kept(example = "2026-03-22")]
    pub approved_on: NaiveDate,
    /// Where the minutes are kept.
    #[kept(example = "Kommunarkivet")]
    pub minutes_place: Title,
    /// The day from which it is announced.
    #[kept(example = "2026-03-23")]
    pub up_on: NaiveDate,
    /// The day on which it is taken down, after the last one for appealing.
    #[kept(example = "2026-04-14")]
    pub down_on: NaiveDate,
}

const SEARCHED: &[FieldKey] = &[Announcement::BODY, Announcement::WHAT];

pub static ANNOUNCEMENT: Kind<Announcement> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("announcement.save", &[Administrator, Coordinator]),
    name: |one| format!("{} {}", one.body, one.meeting_date),
    targets: &[&MEETING_TARGET, &MATTER_TARGET],
    rules: Rules {
        check: |one, _, _| check(one),
        codes: &["announcement_too_early", "announcement_too_short"],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Announcement::UP_ON]),
        columns: &[
            Announcement::BODY,
            Announcement::WHAT,
            Announcement::MEETING_DATE,
            Announcement::APPROVED_ON,
            Announcement::UP_ON,
            Announcement::DOWN_ON,
            Announcement::MINUTES_PLACE,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Announcement::BODY],
    },
    pages: Pages::in_menu("anslag", MenuGroup::Meetings, 40).own(&[OwnPage::One]),
    api: Api {
        plural: "announcements",
        about: [
            "Anslag: att ett protokoll är justerat, var det finns och hur länge det kan överklagas.",
            "Announcements: that minutes are approved, where they are, and how long they can be appealed.",
        ],
        one: ["ett anslag", "an announcement"],
        example: "radet-2026-03-11",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("announcements.csv"),
    search: Some(Search {
        title: Announcement::BODY,
        words: &[Announcement::WHAT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

impl Announcement {
    /// Whether it announces that paragraph, or the whole minutes when none is said.
    pub fn is_of(&self, matter: Option<Uuid>) -> bool {
        self.matter.as_ref().and_then(One::id) == matter
    }

    /// The last day for appealing.
    pub fn appeal_until(&self) -> NaiveDate {
        appeal_until(self.up_on)
    }
}

/// Fails with `announcement_too_early` or `announcement_too_short`.
fn check(one: &Announcement) -> Problems {
    let mut problems = Problems::default();
    if one.up_on < one.approved_on || one.approved_on < one.meeting_date {
        problems.push(Problem::invalid("announcement_too_early").at_field("up_on"));
    }
    let least = least_down_on(one.up_on);
    if one.down_on < least {
        let short = Problem::invalid("announcement_too_short").with("date", least);
        problems.push(short.at_field("down_on"));
    }
    problems
}
