//! Suppliers: legal persons that parties have contracts with or products from.

use crate::merging::{Mergeable, check_merge, check_target, gather_merged};
use crate::pages::{beside_suppliers, check_key};
use crate::{INSTALLATION, SHARED_KINDS};
use samverk_fields::{
    FieldKey, Many, One, OrganisationNumber, Prose, Referable, Title, WebAddress,
};
use samverk_foundation::Role::{Administrator, Coordinator, PartyAdministrator, Representative};
use samverk_foundation::{Problem, Role};
use samverk_kept::{
    Api, Entry, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Search,
    Target, Writers, by_id, by_key, is_named, offered, unwritten,
};
use samverk_parties::model::{PartyKind, format_organisation_number, parse_organisation_number};

/// Who looks after the lists that all parties share.
pub(crate) const SHARED_WRITERS: &[Role] = &[
    Administrator,
    Coordinator,
    PartyAdministrator,
    Representative,
];

/// A legal person.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("supplier")]
pub struct Supplier {
    /// What it is called.
    #[kept(example = "Exempelsystem AB")]
    pub name: Title,
    /// Ten digits, when it is known.
    #[kept(example = "556000-0001")]
    pub organisation_number: OrganisationNumber,
    /// Its website.
    #[kept(example = "https://exempel.se")]
    pub web: WebAddress,
    /// What else there is to say.
    pub note: Prose<3>,
    /// Which one took over its business.
    pub succeeded_by: Option<One<Supplier>>,
    /// The row that counts, when somebody has found that both are one legal person.
    pub same_as: Option<One<Supplier>>,
    /// Those that look alike and somebody has found to be others.
    pub look_alikes: Many<Supplier>,
}

impl Referable for Supplier {
    const KIND: &'static str = "supplier";
}

impl Mergeable for Supplier {
    const TABLE: &'static str = "supplier";
    fn name(&self) -> &str {
        &self.name
    }
    fn number(&self) -> &str {
        &self.organisation_number
    }
    fn same_as(&self) -> Option<&One<Self>> {
        self.same_as.as_ref()
    }
    fn set_same_as(&mut self, to: Option<One<Self>>) {
        self.same_as = to;
    }
    fn look_alikes(&mut self) -> &mut Many<Self> {
        &mut self.look_alikes
    }
}

pub static SUPPLIER_TARGET: Target = Target {
    kind: <Supplier as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&SUPPLIER, tx, at, keys),
    by_id: |tx, ids| by_id(&SUPPLIER, tx, ids),
    offered: |tx, at| offered(&SUPPLIER, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("supplier_unknown").with("value", key),
    href: Some(|key| format!("/leverantorer/{key}")),
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Supplier::NAME, Supplier::ORGANISATION_NUMBER];

pub static SUPPLIER: Kind<Supplier> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("supplier.save", SHARED_WRITERS),
    name: |supplier| supplier.name.to_string(),
    targets: &[&SUPPLIER_TARGET],
    rules: Rules {
        gather: |tx, _| Box::pin(gather_merged::<Supplier>(tx)),
        check: |one, before, merged| check_target(one, before, merged),
        complete: Some(complete),
        change: |tx, id, one| Box::pin(check_merge(tx, id, one)),
        codes: &["merged_into_merged", "merged_has_merged"],
        keys: check_key,
        removal: Removal {
            in_use: || Problem::conflict("supplier_in_use"),
            refuses: |tx, one| {
                Box::pin(async {
                    match is_named(tx, SHARED_KINDS, <Supplier as Referable>::KIND, one.id).await? {
                        true => Err(Problem::conflict("supplier_in_use")),
                        false => Ok(()),
                    }
                })
            },
            codes: &["supplier_in_use"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Supplier::NAME]),
        columns: &[
            Supplier::NAME,
            Supplier::ORGANISATION_NUMBER,
            Supplier::SAME_AS,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Supplier::NAME],
    },
    pages: Pages::elsewhere("leverantorer").beside(beside_suppliers),
    api: Api {
        plural: "suppliers",
        about: [
            "Leverantörer: gemensam lista för alla aktörer.",
            "Suppliers: one list for all parties.",
        ],
        one: ["en leverantör", "a supplier"],
        example: "exempelsystem",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("suppliers.csv"),
    search: Some(Search {
        title: Supplier::NAME,
        words: &[Supplier::ORGANISATION_NUMBER],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .asking_elsewhere(ELSEWHERE),
};

/// The number is kept as people write it.
fn complete(mut one: Supplier, _: Option<&Supplier>, _: Entry) -> Supplier {
    let digits = digits(&one.organisation_number);
    if !digits.is_empty() {
        one.organisation_number = format_organisation_number(&digits).into();
    }
    one
}

/// The ten digits; nothing for what is no number.
pub(crate) fn digits(number: &str) -> String {
    parse_organisation_number(number, PartyKind::Company).unwrap_or_default()
}

/// These are said where look-alikes are compared.
const ELSEWHERE: &[FieldKey] = &[Supplier::SAME_AS, Supplier::LOOK_ALIKES];
