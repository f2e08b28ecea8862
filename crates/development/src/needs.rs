//! Challenges, needs and opportunities that the parties have told of.

use samverk_fields::{FieldKey, Filled, Line, Prose, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::text;
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

choices!(
    /// What a need is seen as.
    NeedKind { Challenge = "challenge", Need = "need", Opportunity = "opportunity" }
);

/// A challenge, need or opportunity that the parties have told of.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("need")]
pub struct Need {
    /// What it is seen as.
    #[kept(example = "need")]
    pub kind: NeedKind,
    /// What it concerns, in free words.
    #[kept(example = "Kompetens")]
    pub area: Line,
    /// What they struggle with, need or see ahead.
    #[kept(example = "Fler behöver kunna beställa digitala tjänster.")]
    pub text: Filled<Prose<4>>,
}

pub static NEED: Kind<Need> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("need.save", &[Administrator, Coordinator]),
    // Needs have no name; the beginning of the text tells them apart.
    name: |need| text::beginning(&need.text, 60),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::ByHand,
        columns: &[Need::TEXT, Need::AREA],
        parted: Some(Need::KIND),
        gathered: Some(Need::AREA),
        filters: &[Need::KIND],
        sorted: &[Need::TEXT, Need::AREA],
    },
    pages: Pages::in_menu("behov", MenuGroup::Development, 10),
    api: Api {
        plural: "needs",
        about: [
            "Utmaningar, behov och möjligheter.",
            "Challenges, needs and opportunities.",
        ],
        one: ["ett behov", "a need"],
        example: "utmaning-kompetens",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("needs.csv"),
    search: Some(Search {
        title: Need::TEXT,
        words: &[Need::AREA],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

const SEARCHED: &[FieldKey] = &[Need::TEXT, Need::AREA];
