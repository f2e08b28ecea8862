//! What somebody is to do after a meeting, and until when.

use crate::matters::{MATTER_TARGET, Matter};
use chrono::NaiveDate;
use samverk_fields::{FieldKey, Name, One, Prose, Title};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Writers,
};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER};
use samverk_web::MenuGroup;

/// Something to be done after a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("action_point")]
pub struct ActionPoint {
    /// What is to be done.
    #[kept(example = "Skicka planen till medlemmarna")]
    pub title: Title,
    /// The matter in which it was decided.
    pub matter: Option<One<Matter>>,
    /// The party that does it; those who run the collaboration when none is said.
    pub party: Option<One<Party>>,
    /// Who does it: a role or a body.
    #[kept(example = "Samordnaren", personal)]
    pub owner: Name,
    /// The last day.
    #[kept(example = "2027-04-30")]
    pub due: Option<NaiveDate>,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// What else there is to say.
    pub note: Prose<2>,
}

const SEARCHED: &[FieldKey] = &[ActionPoint::TITLE, ActionPoint::OWNER];

pub static ACTION_POINT: Kind<ActionPoint> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("action_point.save", &[Administrator, Coordinator]),
    name: |one| one.title.to_string(),
    targets: &[&MATTER_TARGET, &MEMBER],
    rules: Rules::NONE,
    list: List {
        order: Order::ByHand,
        columns: &[
            ActionPoint::TITLE,
            ActionPoint::PARTY,
            ActionPoint::OWNER,
            ActionPoint::DUE,
            ActionPoint::DONE_ON,
            ActionPoint::MATTER,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[ActionPoint::TITLE, ActionPoint::DUE],
    },
    pages: Pages::in_menu("atgarder", MenuGroup::Meetings, 30),
    api: Api {
        plural: "action-points",
        about: [
            "Åtgärder efter möten: vad som ska göras, av vem och till när.",
            "What is to be done after meetings, by whom and until when.",
        ],
        one: ["en åtgärd", "an action point"],
        example: "skicka-planen",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("action-points.csv"),
    search: Some(Search {
        title: ActionPoint::TITLE,
        words: &[ActionPoint::OWNER, ActionPoint::NOTE],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("point").searched_by(SEARCHED),
};
