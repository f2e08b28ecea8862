//! Areas of need: what systems and contracts are for, whatever product serves it.

use crate::INSTALLATION;
use samverk_fields::{FieldKey, Prose, Referable, Title};
use samverk_foundation::Problem;
use samverk_foundation::Role::{Administrator, Coordinator, PartyAdministrator};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Search,
    Target, Writers, by_id, by_key, offered, unwritten,
};

/// A need that several parties may have.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("need_area")]
pub struct NeedArea {
    /// What it is called.
    #[kept(example = "Ärende- och dokumenthantering")]
    pub name: Title,
    /// What belongs to it.
    #[kept(example = "Diarium, ärendehantering och möteshantering.")]
    pub text: Prose<3>,
}

impl Referable for NeedArea {
    const KIND: &'static str = "need_area";
}

pub static AREA_TARGET: Target = Target {
    kind: <NeedArea as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&NEED_AREA, tx, at, keys),
    by_id: |tx, ids| by_id(&NEED_AREA, tx, ids),
    offered: |tx, at| offered(&NEED_AREA, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("need_area_unknown").with("value", key),
    href: Some(|key| format!("/behovsomraden/{key}")),
    hides: false,
};

const SEARCHED: &[FieldKey] = &[NeedArea::NAME];

pub static NEED_AREA: Kind<NeedArea> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("need_area.save", &[Administrator, Coordinator]).adding(
        "need_area.add",
        &[Administrator, Coordinator, PartyAdministrator],
    ),
    name: |area| area.name.to_string(),
    targets: &[],
    rules: Rules {
        removal: Removal {
            in_use: || Problem::conflict("need_area_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[NeedArea::NAME]),
        columns: &[NeedArea::NAME, NeedArea::TEXT],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[NeedArea::NAME],
    },
    pages: Pages::elsewhere("behovsomraden"),
    api: Api {
        plural: "need-areas",
        about: [
            "Behovsområden: vad system och avtal är till för.",
            "Areas of need: what systems and contracts are for.",
        ],
        one: ["ett behovsområde", "an area of need"],
        example: "arende-och-dokumenthantering",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("need_areas.csv"),
    search: Some(Search {
        title: NeedArea::NAME,
        words: &[NeedArea::TEXT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("area").searched_by(SEARCHED),
};
