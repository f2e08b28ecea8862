//! A contract that a party has.

use crate::check::{CODES, check, complete};
use crate::import::{beside, check_key};
use crate::telling::TOLD;
use chrono::NaiveDate;
use samverk_fields::{
    FieldKey, FieldType, Line, Many, One, Prose, Record, Rows, Title, Whole, choices,
};
use samverk_foundation::Role::{Administrator, PartyAdministrator, Representative};
use samverk_foundation::{Key, Ore, Role};
use samverk_kept::{
    Api, Choosable, Exchange, Held, Keeping, Kept, Kind, Later, List, Offer, OfferedHere, Order,
    Pages, Readers, Row, Rules, Search, Those, Veil, Writers,
};
use samverk_parties::model::Party;
use samverk_parties::store::{PartyFilter, list_parties};
use samverk_parties::{OF_PARTIES, told_to_colleagues};
use samverk_systems::{
    AREA_TARGET, IT_SYSTEM_TARGET, ItSystem, NeedArea, PRODUCT_TARGET, Product, SUPPLIER_TARGET,
    Shown, Supplier,
};
use samverk_web::MenuGroup;

choices!(
    /// How long a contract holds.
    ContractTerm {
        /// To a day, or longer by options.
        Fixed = "fixed",
        /// From period to period unless notice is given.
        Renewing = "renewing",
        /// Until further notice.
        Open = "open",
    }
);

choices!(
    /// Who may know what it costs.
    PriceReaders {
        /// The party's own people.
        Own = "own",
        /// Whoever reads the contract.
        Readers = "readers",
    }
);

/// Another party that the contract is for.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("covered")]
pub struct CoveredParty {
    pub party: Key,
    /// The last day on which it is, when it leaves before the contract ends.
    pub until: Option<NaiveDate>,
}

/// An option that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Row)]
#[kept("option_call")]
pub struct OptionCall {
    /// Which one: the first is 1.
    pub number: Whole<1, 20>,
    /// The day on which it was decided.
    pub called: NaiveDate,
    /// The day on which it was sent.
    pub sent: Option<NaiveDate>,
    /// The day on which the other side received it, as it has confirmed.
    pub received: Option<NaiveDate>,
    /// The day on which the decision was annulled.
    pub annulled: Option<NaiveDate>,
}

/// What a party has called off from a framework, all together.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("call_off")]
pub struct CallOff {
    pub party: Key,
    /// The day until which it is summed.
    pub until: NaiveDate,
    /// In kronor.
    pub amount: Ore,
}

/// A contract.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("contract")]
pub struct Contract {
    /// What it is for.
    #[kept(example = "Diariet: licens och drift")]
    pub title: Title,
    /// The need that it serves, whatever the product: what can be bought together.
    #[kept(example = "arende-och-dokumenthantering")]
    pub area: One<NeedArea>,
    /// With whom it is.
    #[kept(example = "exempelsystem")]
    pub supplier: One<Supplier>,
    /// Of which product it is.
    pub product: Option<One<Product>>,
    /// The party's systems that need it. Contracts for the same system begin anew together.
    pub systems: Many<ItSystem>,
    /// Other parties that it is for.
    pub parties: Rows<CoveredParty>,
    /// How long it holds.
    #[kept(example = "fixed")]
    pub term: ContractTerm,
    /// The first day.
    #[kept(example = "2024-07-01", column = "from_date")]
    pub start: Option<NaiveDate>,
    /// The last day, without options that are not called; of one that renews, the last day of the period that runs.
    #[kept(example = "2028-06-30", column = "to_date")]
    pub end: Option<NaiveDate>,
    /// Months for which it renews itself each time.
    pub renewal_months: Option<Whole<1, 120>>,
    /// Months of notice, counted from when it is received.
    pub notice_months: Option<Whole<0, 120>>,
    /// After notice it ends with a month.
    #[kept(example = "false")]
    pub notice_at_month_end: bool,
    /// From when a fixed contract may end by notice before its last day.
    pub early_from: Option<NaiveDate>,
    /// The day on which notice was received.
    pub noticed_on: Option<NaiveDate>,
    /// How many times it may be extended.
    #[kept(example = "2")]
    pub option_count: Option<Whole<0, 20>>,
    /// Months of each option.
    #[kept(example = "12")]
    pub option_months: Option<Whole<1, 120>>,
    /// Months at most that options give in all.
    pub option_months_most: Option<Whole<1, 240>>,
    /// Months before the end by which an option must be called.
    #[kept(example = "3")]
    pub option_call_months: Option<Whole<0, 60>>,
    /// Options that were called.
    #[kept(apart = "contract_option_calls.csv")]
    pub option_calls: Rows<OptionCall>,
    /// Days before a last day by which something is to be done, to be safe. 14 when nothing is said.
    pub margin_days: Option<Whole<0, 365>>,
    /// What it costs a year, in kronor.
    pub yearly_value: Option<Ore>,
    /// Parties call off from it.
    #[kept(example = "false")]
    pub is_framework: bool,
    /// The most that may be called off in all, in kronor.
    pub ceiling: Option<Ore>,
    /// What each has called off.
    pub call_offs: Rows<CallOff>,
    /// Who may know what it costs.
    #[kept(example = "own")]
    pub price_readers: PriceReaders,
    /// Why others may not, with the law's paragraph.
    pub price_reason: Line,
    /// The last day on which others may not.
    pub price_until: Option<NaiveDate>,
    /// Who reads of the contract.
    #[kept(example = "colleagues")]
    pub shown: Shown,
    /// Who answers for it: a role.
    #[kept(example = "Systemägare, kommunledningskontoret")]
    pub owner: Line,
    /// What else there is to say.
    pub note: Prose<3>,
    /// The last safe day for what is to be done next, as the contract says it: an option, a notice, or its end.
    #[kept(example = "2028-03-16")]
    pub act_by: Option<NaiveDate>,
}

pub type HeldContract = Held<Contract>;

pub const WRITERS: &[Role] = &[Administrator, PartyAdministrator, Representative];

const PRICED: &[Role] = &[Administrator, PartyAdministrator, Representative];

static VEILS: [Veil; 3] = [
    veil(Contract::YEARLY_VALUE),
    veil(Contract::CEILING),
    veil(Contract::CALL_OFFS),
];

const fn veil(field: FieldKey) -> Veil {
    Veil {
        field,
        roles: PRICED,
        until: Some(Contract::PRICE_UNTIL),
        unless: Some((Contract::PRICE_READERS, "readers")),
    }
}

const SEARCHED: &[FieldKey] = &[Contract::TITLE, Contract::OWNER];

/// What follows from the rest is told and not asked for.
const ELSEWHERE: &[FieldKey] = &[Contract::ACT_BY];

const fn parties_in(field: FieldKey) -> Offer {
    Offer {
        field,
        column: Some(FieldKey::of("party")),
        offered: |tx, _| offered_parties(tx),
        taken: None,
    }
}

fn offered_parties(tx: &samverk_database::Tx) -> Later<'_, OfferedHere> {
    Box::pin(async move {
        let all = list_parties(tx, &PartyFilter::default()).await?;
        let choice = |one: Party| Choosable::new(one.key.as_str(), &one.name);
        Ok(all.into_iter().map(choice).collect())
    })
}

pub static CONTRACT: Kind<Contract> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Those(Those {
        about: "the party's own people; those it collaborates with what is shown to them",
        which: |at| told_to_colleagues(at, Contract::SHOWN, "colleagues"),
    }),
    writers: Writers::of("contract.save", WRITERS),
    name: |contract| contract.title.to_string(),
    targets: &[
        &AREA_TARGET,
        &SUPPLIER_TARGET,
        &PRODUCT_TARGET,
        &IT_SYSTEM_TARGET,
    ],
    rules: Rules {
        check: |contract, _, _| check(contract),
        complete: Some(complete),
        codes: CODES,
        keys: check_key,
        offers: &[
            parties_in(Contract::PARTIES),
            parties_in(Contract::CALL_OFFS),
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Contract::TITLE]),
        columns: &[
            Contract::TITLE,
            Contract::AREA,
            Contract::SUPPLIER,
            Contract::TERM,
            Contract::END,
            Contract::ACT_BY,
        ],
        parted: None,
        gathered: None,
        filters: &[Contract::TERM],
        sorted: &[Contract::TITLE, Contract::ACT_BY],
    },
    pages: Pages::in_menu("avtal", MenuGroup::Development, 20)
        .telling(&TOLD)
        .beside(beside)
        .begins(|_, _| {
            Box::pin(async {
                Ok(Record::default()
                    .with(Contract::TERM, ContractTerm::Fixed.write())
                    .with(Contract::PRICE_READERS, PriceReaders::Own.write())
                    .with(Contract::SHOWN, Shown::Colleagues.write()))
            })
        }),
    api: Api {
        plural: "contracts",
        about: [
            "En aktörs avtal: hur länge de gäller, och vad som måste göras när.",
            "A party's contracts: how long they hold, and what must be done by when.",
        ],
        one: ["ett avtal", "a contract"],
        example: "diariet-licens",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[
            ("need-area", Contract::AREA),
            ("supplier", Contract::SUPPLIER),
            ("product", Contract::PRODUCT),
        ],
    },
    exchange: Exchange::Table("contracts.csv"),
    search: Some(Search {
        title: Contract::TITLE,
        words: &[Contract::OWNER],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .veiling(&VEILS)
        .asking_elsewhere(ELSEWHERE)
        .with_later_columns(&["act_by"]),
};
