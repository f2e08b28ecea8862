//! Risks and opportunities: what may happen, how likely it is and what it would mean.

use chrono::NaiveDate;
use samverk_fields::{FieldKey, Name, Prose, Scale, Title, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::text;
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

choices!(
    /// Whether it would harm or help.
    RiskKind { Risk = "risk", Opportunity = "opportunity" }
);

/// Something that may happen and would matter.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("risk")]
pub struct Risk {
    /// Whether it would harm or help.
    #[kept(example = "risk")]
    pub kind: RiskKind,
    /// What may happen.
    #[kept(example = "Leverantören avvecklar systemet")]
    pub title: Title,
    /// How likely it is, from 1 (hardly) to 5 (almost certain).
    #[kept(example = "2")]
    pub likelihood: Scale<1, 5>,
    /// What it would mean, from 1 (little) to 5 (very much).
    #[kept(example = "4")]
    pub consequence: Scale<1, 5>,
    /// What is done about it.
    #[kept(example = "Avtalet får en plan för avveckling.")]
    pub response: Prose<3>,
    /// Who watches over it: a role or a body.
    #[kept(example = "Styrgruppen", personal)]
    pub owner: Name,
    /// When it is looked at again.
    #[kept(example = "2027-03-01")]
    pub next_review: Option<NaiveDate>,
}

pub static RISK: Kind<Risk> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("risk.save", &[Administrator, Coordinator]),
    name: |risk| text::beginning(&risk.title, 60),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::ByHand,
        columns: &[
            Risk::TITLE,
            Risk::LIKELIHOOD,
            Risk::CONSEQUENCE,
            Risk::RESPONSE,
            Risk::OWNER,
            Risk::NEXT_REVIEW,
        ],
        parted: Some(Risk::KIND),
        gathered: None,
        filters: &[Risk::KIND],
        sorted: &[
            Risk::TITLE,
            Risk::LIKELIHOOD,
            Risk::CONSEQUENCE,
            Risk::RESPONSE,
            Risk::OWNER,
            Risk::NEXT_REVIEW,
        ],
    },
    pages: Pages::in_menu("risker", MenuGroup::Development, 20),
    api: Api {
        plural: "risks",
        about: ["Risker och möjligheter.", "Risks and opportunities."],
        one: ["en risk eller möjlighet", "a risk or opportunity"],
        example: "leverantoren-avvecklar",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("risks.csv"),
    search: Some(Search {
        title: Risk::TITLE,
        words: &[Risk::RESPONSE, Risk::OWNER],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

const SEARCHED: &[FieldKey] = &[Risk::TITLE, Risk::RESPONSE, Risk::OWNER];
