//! Points: each proposal or question, with what the parties say of it together.

use crate::choices::{Became, Stance};
use crate::consultation::{CONSULTATION_TARGET, Consultation, REGISTERED_BY};
use crate::settled;
use samverk_fields::{FieldKey, One, Prose, Referable, Title};
use samverk_foundation::Problem;
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Search,
    Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::COLLABORATION;
use uuid::Uuid;

/// A proposal or a question of a consultation, and the joint draft about it.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("consultation_point")]
pub struct ConsultationPoint {
    /// The consultation that it stands in. One that names none waits for it.
    pub consultation: Option<One<Consultation>>,
    /// What it is called there.
    #[kept(example = "5.1 Ett gemensamt e-arkiv")]
    pub title: Title,
    /// What is proposed or asked.
    #[kept(example = "Kommunerna ska använda ett gemensamt e-arkiv.")]
    pub text: Prose<4>,
    /// What the parties say together; nothing while it is not agreed.
    #[kept(example = "approve")]
    pub stance: Option<Stance>,
    /// Why, in the joint draft.
    #[kept(example = "Ett gemensamt e-arkiv är en förutsättning för smarta e-tjänster.")]
    pub reason: Prose<8>,
    /// What became of it after the answers.
    pub became: Option<Became>,
    /// How, and why.
    pub became_why: Prose<3>,
}

impl Referable for ConsultationPoint {
    const KIND: &'static str = "consultation_point";
}

pub type HeldPoint = Held<ConsultationPoint>;

pub static POINT_TARGET: Target = Target {
    kind: <ConsultationPoint as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&CONSULTATION_POINT, tx, at, keys),
    by_id: |tx, ids| by_id(&CONSULTATION_POINT, tx, ids),
    offered: |tx, at| offered(&CONSULTATION_POINT, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("consultation_point_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[ConsultationPoint::TITLE];

/// The joint draft is written together: everybody who answers for a party writes in it.
pub static CONSULTATION_POINT: Kind<ConsultationPoint> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("consultation_point.save", REGISTERED_BY),
    name: |one| one.title.to_string(),
    targets: &[&CONSULTATION_TARGET],
    rules: Rules {
        change: |tx, id, one| Box::pin(settled::change_point(tx, id, one)),
        codes: &[
            "consultation_point_moved",
            "consultation_point_settled",
            "consultation_closed",
        ],
        removal: Removal {
            in_use: || Problem::conflict("consultation_point_answered"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            ConsultationPoint::TITLE,
            ConsultationPoint::CONSULTATION,
            ConsultationPoint::STANCE,
            ConsultationPoint::BECAME,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[ConsultationPoint::TITLE],
    },
    pages: Pages::elsewhere("remisspunkter"),
    api: Api {
        plural: "consultation-points",
        about: [
            "Punkter i remisser: förslag och frågor, med det gemensamma utkastet till svar.",
            "Points of consultations: proposals and questions, with the joint draft about each.",
        ],
        one: ["en punkt i en remiss", "a point of a consultation"],
        example: "gemensamt-e-arkiv",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("consultation-points.csv"),
    search: Some(Search {
        title: ConsultationPoint::TITLE,
        words: &[ConsultationPoint::TEXT, ConsultationPoint::REASON],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("proposal").searched_by(SEARCHED),
};

impl ConsultationPoint {
    /// The id of the consultation.
    pub fn of(&self) -> Option<Uuid> {
        self.consultation.as_ref().and_then(One::id)
    }
}
