//! Deliveries: which ended cases of a registry go to the e-archive, and what came of that.

use super::agreement::{DELIVERY_AGREEMENT_TARGET, DeliveryAgreement};
use crate::store;
use chrono::NaiveDate;
use samverk_cases::{REGISTRY_TARGET, Registry};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Line, One, Record, Title, choices};
use samverk_foundation::Role::{Administrator, PartyAdministrator};
use samverk_foundation::{Problem, Problems, Role};
use samverk_kept::{
    Api, Exchange, Foretold, Gathered, Ground, Held, Keeping, Kept, Kind, Later, List, Move, Order,
    Pages, Readers, Rules, States, Step, StepCalled, Stored, Writers,
};
use samverk_parties::OF_PARTIES;
use samverk_web::{MenuGroup, Ui};
use uuid::Uuid;

choices!(
    /// What the archive is to do with a delivery.
    DeliverySort {
        New = "new",
        /// Belongs with an earlier one.
        Supplement = "supplement",
        /// Stands instead of an earlier one.
        Replacement = "replacement",
        /// Only tried: nothing is to be kept.
        Test = "test",
    }
);

choices!(
    /// How far a delivery has come.
    DeliveryState {
        Planned = "planned",
        /// The package is made, and the archive's receipt is waited for.
        Packed = "packed",
        /// The archive has all of it, as its receipt tells.
        Received = "received",
        /// The archive did not take it: the cases may be delivered again.
        Refused = "refused",
    }
);

/// A delivery to the e-archive.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("delivery")]
pub struct Delivery {
    /// What is delivered.
    #[kept(example = "Kommunstyrelsens avslutade ärenden 2026")]
    pub title: Title,
    /// By which agreement, and to which archive.
    #[kept(example = "exempellanets-e-arkiv")]
    pub agreement: One<DeliveryAgreement>,
    /// The registry whose cases are delivered.
    #[kept(example = "kommunstyrelsen")]
    pub registry: One<Registry>,
    /// What the archive is to do with it.
    #[kept(example = "new")]
    pub sort: DeliverySort,
    /// Cases that ended on this day or later.
    #[kept(example = "2026-01-01")]
    pub ended_from: Option<NaiveDate>,
    /// Cases that ended on this day or before.
    #[kept(example = "2026-12-31")]
    pub ended_until: Option<NaiveDate>,
    /// The identity of the package, told when it is made.
    pub package: Line,
    /// The day on which it was made.
    pub packed_on: Option<NaiveDate>,
    /// How many cases it has.
    pub cases: Option<i64>,
    /// How many files it has, those that describe it included.
    pub files: Option<i64>,
    /// How large it is, in bytes.
    pub size: Option<i64>,
    /// The SHA-256 of the package as one file.
    pub checksum: Line,
    /// The day on which the archive's receipt agreed.
    pub received_on: Option<NaiveDate>,
    /// How far it has come.
    #[kept(example = "planned")]
    pub status: DeliveryState,
}

pub type HeldDelivery = Held<Delivery>;

const WRITERS: &[Role] = &[Administrator, PartyAdministrator];

const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
    Move {
        from,
        to,
        by: WRITERS,
        needs_reason,
    }
}

static STATES: States = States {
    field: Delivery::STATUS,
    first: "planned",
    moves: &[
        step("planned", "packed", false),
        step("packed", "received", false),
        step("packed", "planned", false),
        step("packed", "refused", true),
    ],
    private: &[],
    fixed: &["received", "refused"],
    called: StepCalled::Change,
};

/// What making the package and the receipt tell, and nobody writes.
const TOLD: &[FieldKey] = &[
    Delivery::PACKAGE,
    Delivery::PACKED_ON,
    Delivery::CASES,
    Delivery::FILES,
    Delivery::SIZE,
    Delivery::CHECKSUM,
    Delivery::RECEIVED_ON,
];

pub static DELIVERY: Kind<Delivery> = Kind {
    ground: &OF_PARTIES,
    // Its list and its receipt name the files of secret cases too.
    readers: Readers::Roles(WRITERS),
    writers: Writers::of("delivery.save", WRITERS),
    name: |one| one.title.to_string(),
    targets: &[&DELIVERY_AGREEMENT_TARGET, &REGISTRY_TARGET],
    rules: Rules {
        check,
        codes: &[
            "delivery_ends_before",
            "delivery_is_packed",
            "delivery_not_packed",
        ],
        deciding: |tx, _, _, step| Box::pin(deciding(tx, step)),
        deciding_codes: &["delivery_not_packed", "delivery_without_receipt"],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Delivery::TITLE,
            Delivery::AGREEMENT,
            Delivery::REGISTRY,
            Delivery::PACKED_ON,
            Delivery::CASES,
            Delivery::RECEIVED_ON,
            Delivery::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[Delivery::STATUS],
        sorted: &[Delivery::TITLE],
    },
    pages: Pages::in_menu("leveranser", MenuGroup::Meetings, 14).foretelling(foretell),
    api: Api {
        plural: "deliveries",
        about: [
            "Leveranser till e-arkivet: vilka avslutade ärenden som lämnas, och arkivets kvitto.",
            "Deliveries to the e-archive: which ended cases are handed over, and the archive's receipt.",
        ],
        one: ["en leverans", "a delivery"],
        example: "kommunstyrelsen-2026",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[
            ("agreement", Delivery::AGREEMENT),
            ("registry", Delivery::REGISTRY),
        ],
    },
    exchange: Exchange::Table("deliveries.csv"),
    search: None,
    keeping: Keeping::PLAIN.with_states(&STATES).asking_elsewhere(TOLD),
};

/// Fails with `delivery_ends_before`, `delivery_is_packed` when something is said of what has been packed, or
/// `delivery_not_packed` when a package is told of that nobody has made.
fn check(one: &Delivery, before: Option<&Delivery>, _: &Gathered) -> Problems {
    let mut problems = Problems::default();
    let interval = one.ended_from.zip(one.ended_until);
    if interval.is_some_and(|(from, until)| until < from) {
        let before = Problem::invalid("delivery_ends_before");
        problems.push(before.at_field(Delivery::ENDED_UNTIL.as_str()));
    }
    let is_packed = one.status != DeliveryState::Planned;
    if before.is_some_and(|before| is_packed && chosen(before) != chosen(one)) {
        problems.push(Problem::conflict("delivery_is_packed"));
    }
    let told = before.map_or_else(|| Told::default_of(is_packed, one), Told::of);
    if told != Told::of(one) {
        problems.push(Problem::invalid("delivery_not_packed").at_field(Delivery::PACKAGE.as_str()));
    }
    problems
}

type Chosen<'a> = (
    &'a One<DeliveryAgreement>,
    &'a One<Registry>,
    DeliverySort,
    [Option<NaiveDate>; 2],
);

/// What a package is made by.
fn chosen(one: &Delivery) -> Chosen<'_> {
    let ended = [one.ended_from, one.ended_until];
    (&one.agreement, &one.registry, one.sort, ended)
}

/// What has been told of the package.
#[derive(Default, PartialEq, Eq)]
struct Told {
    texts: [String; 2],
    days: [Option<NaiveDate>; 2],
    numbers: [Option<i64>; 3],
}

impl Told {
    fn of(one: &Delivery) -> Self {
        Self {
            texts: [one.package.to_string(), one.checksum.to_string()],
            days: [one.packed_on, one.received_on],
            numbers: [one.cases, one.files, one.size],
        }
    }

    /// What a file brings in was packed elsewhere; what is new has no package.
    fn default_of(is_packed: bool, one: &Delivery) -> Self {
        match is_packed {
            true => Self::of(one),
            false => Self::default(),
        }
    }
}

/// A package is what makes it packed, and a receipt what makes it received. Fails with `delivery_not_packed` or
/// `delivery_without_receipt`.
async fn deciding(tx: &Tx, step: Step<'_>) -> Result<Record, Problems> {
    let mut one = whole(&step.record)?;
    match one.status {
        DeliveryState::Packed => {
            let made = store::find_package(tx, step.one.id).await?;
            let made = made.ok_or_else(|| Problem::conflict("delivery_not_packed"))?;
            one.package = made.package.to_string().into();
            one.packed_on = Some(made.packed_on);
            (one.cases, one.files, one.size) =
                (Some(made.cases), Some(made.files), Some(made.size));
            one.checksum = made.checksum.into();
        }
        DeliveryState::Received => {
            let receipt = store::find_receipt(tx, step.one.id).await?;
            let none = || Problem::conflict("delivery_without_receipt");
            one.received_on = Some(receipt.ok_or_else(none)?.received_on);
        }
        DeliveryState::Planned => {
            store::remove_package(tx, step.one.id).await?;
            (one.package, one.checksum) = ("".into(), "".into());
            (one.packed_on, one.cases, one.files, one.size) = (None, None, None, None);
        }
        DeliveryState::Refused => {}
    }
    Ok(one.write())
}

fn whole(record: &Record) -> Result<Delivery, Problem> {
    Delivery::read(record).ok_or_else(|| Problem::internal("a record of another form"))
}

/// The steps that making the package and the receipt take by themselves are not offered by hand.
fn foretell<'a>(
    _: &'a Tx,
    _: &'a dyn Ground,
    _: &'a Ui,
    _: &'a Stored,
) -> Later<'a, Result<Foretold, Problem>> {
    Box::pin(async {
        let mut foretold = Foretold::default();
        let taken = [
            ("packed", "delivery_not_packed"),
            ("received", "delivery_without_receipt"),
        ];
        let lacks = taken.map(|(to, code)| (to, Problem::conflict(code)));
        foretold.lacks.extend(lacks);
        Ok(foretold)
    })
}

/// The delivery with that id, whoever asks.
pub(crate) async fn delivery_with_id(tx: &Tx, id: Uuid) -> Result<HeldDelivery, Problem> {
    let found = DELIVERY.named_with_ids(tx, &[id]).await?.pop();
    found.ok_or_else(Problem::not_found)
}
