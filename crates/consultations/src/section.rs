//! Sections: what an answer says about a point, and what it was made of.

use crate::answer::{ANSWER_TARGET, ConsultationAnswer};
use crate::choices::{Stance, Way};
use crate::consultation::RUN_BY;
use crate::point::{ConsultationPoint, POINT_TARGET};
use crate::rules;
use crate::settled;
use samverk_fields::{One, Prose};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Writers,
};
use samverk_parties::COLLABORATION;
use uuid::Uuid;

/// What an answer says about one point.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("consultation_section")]
pub struct ConsultationSection {
    /// The answer that it is a part of.
    pub statement: Option<One<ConsultationAnswer>>,
    /// What it is about.
    pub point: Option<One<ConsultationPoint>>,
    /// How it came about.
    #[kept(example = "adapts")]
    pub way: Way,
    /// What is said of the proposal. What is adopted says what the joint text says.
    #[kept(example = "change")]
    pub stance: Option<Stance>,
    /// Why.
    pub reason: Prose<8>,
    /// What the joint text said when it was taken.
    #[kept(example = "approve")]
    pub joint_stance: Option<Stance>,
    /// Its reason, as it was then.
    pub joint_reason: Prose<8>,
}

pub type HeldSection = Held<ConsultationSection>;

pub static CONSULTATION_SECTION: Kind<ConsultationSection> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("consultation_section.save", RUN_BY),
    name: |one| one.name(),
    targets: &[&ANSWER_TARGET, &POINT_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(rules::gather_sections(tx, at)),
        check: rules::check_section,
        complete: Some(|one, _, _| rules::complete_section(one)),
        codes: rules::SECTION_CODES,
        removal: Removal {
            refuses: |tx, one| Box::pin(settled::keep_section(tx, one)),
            codes: &["consultation_section_settled"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            ConsultationSection::POINT,
            ConsultationSection::STATEMENT,
            ConsultationSection::WAY,
            ConsultationSection::STANCE,
        ],
        parted: None,
        gathered: None,
        filters: &[ConsultationSection::WAY, ConsultationSection::STANCE],
        sorted: &[],
    },
    pages: Pages::elsewhere("remissvarsavsnitt"),
    api: Api {
        plural: "consultation-sections",
        about: [
            "Avsnitt i remissvar: vad ett svar säger om en punkt, och den gemensamma text som det gjordes av.",
            "Sections of answers: what an answer says about a point, and the joint text that it was made of.",
        ],
        one: ["ett avsnitt i ett remissvar", "a section of an answer"],
        example: "gemensamt-e-arkiv-krokoms-kommun",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("consultation-sections.csv"),
    search: None,
    keeping: Keeping::PLAIN.called("passage"),
};

impl ConsultationSection {
    /// The id of the answer.
    pub fn of_answer(&self) -> Option<Uuid> {
        self.statement.as_ref().and_then(One::id)
    }

    /// The id of the point.
    pub fn of_point(&self) -> Option<Uuid> {
        self.point.as_ref().and_then(One::id)
    }

    /// It was made of a joint text that is another by now.
    pub fn is_overtaken_by(&self, point: &ConsultationPoint) -> bool {
        let differs = self.joint_stance != point.stance || self.joint_reason != point.reason;
        self.way != Way::Own && differs
    }

    /// What the point is called.
    fn name(&self) -> String {
        let Some(point) = &self.point else {
            return String::new();
        };
        let known = point.to.known.as_ref();
        known.map_or_else(|| point.to.key.to_string(), |known| known.name.clone())
    }
}
