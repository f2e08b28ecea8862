//! What a party has: its IT systems.

use crate::pages::beside_systems;
use crate::{AREA_TARGET, NeedArea, PRODUCT_TARGET, Product};
use samverk_fields::{FieldKey, Line, Lines, One, Prose, Referable, Scale, Title, Whole, choices};
use samverk_foundation::Role::{Administrator, PartyAdministrator, Representative};
use samverk_foundation::{Problem, Role};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Search,
    Target, Those, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::{OF_PARTIES, told_to_colleagues};
use samverk_web::MenuGroup;

choices!(
    /// Where a system is in its life.
    SystemStatus {
        Planned = "planned",
        InUse = "in_use",
        PhasedOut = "phased_out",
        Ended = "ended",
    }
);

choices!(
    /// Where it runs.
    Hosting {
        Own = "own",
        /// With other parties, at one of them or at a company of theirs.
        Joint = "joint",
        Supplier = "supplier",
        CloudUnion = "cloud_union",
        CloudElsewhere = "cloud_elsewhere",
    }
);

choices!(
    /// Who reads of it.
    Shown {
        /// The party's own people.
        Own = "own",
        /// Those whom the party collaborates with, too.
        Colleagues = "colleagues",
    }
);

/// A system that a party has.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("it_system")]
pub struct ItSystem {
    /// What the party calls it.
    #[kept(example = "Diariet")]
    pub title: Title,
    /// The need that it serves.
    #[kept(example = "arende-och-dokumenthantering")]
    pub area: One<NeedArea>,
    /// Of which product it is.
    pub product: Option<One<Product>>,
    /// Where it is in its life.
    #[kept(example = "in_use")]
    pub status: SystemStatus,
    /// Who answers for it: a role.
    #[kept(example = "Systemägare, kommunledningskontoret")]
    pub owner: Line,
    /// How many use it.
    #[kept(example = "350")]
    pub users: Option<Whole<0, 10_000_000>>,
    /// Where it runs.
    #[kept(example = "supplier")]
    pub hosting: Option<Hosting>,
    /// What it exchanges data with.
    pub integrations: Lines,
    /// Information class, from 0 (none) to 4.
    #[kept(example = "2")]
    pub confidentiality: Option<Scale<0, 4>>,
    /// Information class: how much it matters that it is right, from 0 to 4.
    #[kept(example = "3")]
    pub integrity: Option<Scale<0, 4>>,
    /// Information class: how much it matters that it is there, from 0 to 4.
    #[kept(example = "2")]
    pub availability: Option<Scale<0, 4>>,
    /// What stands instead of it, at the same party.
    pub replaced_by: Option<One<ItSystem>>,
    /// Who reads of it.
    #[kept(example = "colleagues")]
    pub shown: Shown,
    /// What else there is to say.
    pub note: Prose<3>,
}

impl Referable for ItSystem {
    const KIND: &'static str = "it_system";
}

/// For what names one of the party's systems.
pub static IT_SYSTEM_TARGET: Target = Target {
    kind: <ItSystem as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&IT_SYSTEM, tx, at, keys),
    by_id: |tx, ids| by_id(&IT_SYSTEM, tx, ids),
    offered: |tx, at| offered(&IT_SYSTEM, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("it_system_unknown").with("value", key),
    href: None,
    hides: false,
};

pub const WRITERS: &[Role] = &[Administrator, PartyAdministrator, Representative];

const SEARCHED: &[FieldKey] = &[ItSystem::TITLE, ItSystem::OWNER];

pub static IT_SYSTEM: Kind<ItSystem> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Those(Those {
        about: "the party's own people; those it collaborates with what is shown to them",
        which: |at| told_to_colleagues(at, ItSystem::SHOWN, "colleagues"),
    }),
    writers: Writers::of("it_system.save", WRITERS),
    name: |system| system.title.to_string(),
    targets: &[&AREA_TARGET, &PRODUCT_TARGET, &IT_SYSTEM_TARGET],
    rules: Rules {
        removal: Removal {
            in_use: || Problem::conflict("it_system_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[ItSystem::TITLE]),
        columns: &[
            ItSystem::TITLE,
            ItSystem::AREA,
            ItSystem::PRODUCT,
            ItSystem::STATUS,
            ItSystem::USERS,
            ItSystem::OWNER,
        ],
        parted: None,
        gathered: None,
        filters: &[ItSystem::STATUS],
        sorted: &[ItSystem::TITLE, ItSystem::USERS],
    },
    pages: Pages::in_menu("system", MenuGroup::Development, 10).beside(beside_systems),
    api: Api {
        plural: "it-systems",
        about: [
            "En aktörs IT-system: vad de är till för, vilken produkt det är och var de står.",
            "A party's IT systems: what they are for, of which product, and where they stand.",
        ],
        one: ["ett IT-system", "an IT system"],
        example: "diariet",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[
            ("need-area", ItSystem::AREA),
            ("product", ItSystem::PRODUCT),
            ("replaced-by", ItSystem::REPLACED_BY),
        ],
    },
    exchange: Exchange::Table("it_systems.csv"),
    search: Some(Search {
        title: ItSystem::TITLE,
        words: &[ItSystem::OWNER],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("system").searched_by(SEARCHED),
};
