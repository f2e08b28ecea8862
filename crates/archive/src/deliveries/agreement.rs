//! What a party has agreed with its e-archive: who takes the cases, whose archive it is, and whom to ask.

use samverk_fields::{Line, Referable, Title};
use samverk_foundation::Problem;
use samverk_foundation::Role::{Administrator, PartyAdministrator};
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Target,
    Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::OF_PARTIES;
use samverk_web::MenuGroup;

/// An agreement on deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("delivery_agreement")]
pub struct DeliveryAgreement {
    /// The e-archive, or the authority that keeps it.
    #[kept(example = "Exempellänets e-arkiv")]
    pub archive: Title,
    /// The number or name of the agreement.
    #[kept(example = "LÖ 2026/7")]
    pub agreement: Line,
    /// Where deliveries belong in the archive's own order.
    #[kept(example = "SE/EXEMPEL/1")]
    pub reference_code: Line,
    /// The authority whose archive it is.
    #[kept(example = "Kommunstyrelsen i Provköping")]
    pub creator: Title,
    /// Its organisation number.
    #[kept(example = "212000-0000")]
    pub creator_number: Line,
    /// The role to ask about a delivery.
    #[kept(example = "Arkivarie")]
    pub contact_role: Line,
    /// The address of that role.
    #[kept(example = "arkiv@exempel.se")]
    pub contact_address: Line,
    /// The scheme by which cases are classified.
    #[kept(example = "KLASSA 2.0")]
    pub classification_scheme: Line,
}

impl Referable for DeliveryAgreement {
    const KIND: &'static str = "delivery_agreement";
}

pub(crate) static DELIVERY_AGREEMENT_TARGET: Target = Target {
    kind: <DeliveryAgreement as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&DELIVERY_AGREEMENT, tx, at, keys),
    by_id: |tx, ids| by_id(&DELIVERY_AGREEMENT, tx, ids),
    offered: |tx, at| offered(&DELIVERY_AGREEMENT, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("delivery_agreement_unknown").with("key", key),
    href: None,
    hides: false,
};

pub static DELIVERY_AGREEMENT: Kind<DeliveryAgreement> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Members,
    writers: Writers::of(
        "delivery_agreement.save",
        &[Administrator, PartyAdministrator],
    ),
    name: |one| one.archive.to_string(),
    targets: &[],
    rules: Rules {
        removal: Removal {
            in_use: || Problem::conflict("delivery_agreement_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[DeliveryAgreement::ARCHIVE]),
        columns: &[
            DeliveryAgreement::ARCHIVE,
            DeliveryAgreement::AGREEMENT,
            DeliveryAgreement::CREATOR,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[DeliveryAgreement::ARCHIVE],
    },
    pages: Pages::in_menu("leveransoverenskommelser", MenuGroup::Settings, 14),
    api: Api {
        plural: "delivery-agreements",
        about: [
            "Leveransöverenskommelser: vad en aktör har kommit överens om med sitt e-arkiv.",
            "Delivery agreements: what a party has agreed with its e-archive.",
        ],
        one: ["en leveransöverenskommelse", "a delivery agreement"],
        example: "exempellanets-e-arkiv",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[],
    },
    exchange: Exchange::Table("delivery_agreements.csv"),
    search: None,
    keeping: Keeping::PLAIN.called("agreement"),
};
