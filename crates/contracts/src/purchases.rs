//! Joint purchases: who is named in one, with powers of attorney given in time.

use chrono::NaiveDate;
use samverk_agreements::letters::{LETTER_TARGET, Letter};
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_fields::{FieldKey, One, Prose, Referable, Rows, Title, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Problem, Problems, Role};
use samverk_kept::{
    Api, Choosable, Exchange, Keeping, Kept, Kind, List, Offer, Order, Pages, Readers, Row, Rules,
    Search, Writers,
};
use samverk_parties::{COLLABORATION, Scope};
use samverk_systems::{AREA_TARGET, NeedArea};
use samverk_web::MenuGroup;

choices!(
    /// How the parties buy together.
    PurchaseWay {
        /// All begin on one day.
        Start = "common_start",
        /// Each calls off from a framework when its own contract ends.
        Framework = "framework",
    }
);

/// A party that is to be in it.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("joining")]
pub struct JoiningParty {
    pub party: Key,
    /// The day on which its power of attorney came in.
    pub power_on: Option<NaiveDate>,
}

/// Something that parties buy together.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("joint_purchase")]
pub struct JointPurchase {
    /// What it is called.
    #[kept(example = "Gemensam upphandling: diarium")]
    pub title: Title,
    /// The need that it is for.
    #[kept(example = "arende-och-dokumenthantering")]
    pub area: One<NeedArea>,
    /// How the parties buy together.
    #[kept(example = "common_start")]
    pub way: PurchaseWay,
    /// The first day of what is bought, or of the framework.
    #[kept(example = "2028-07-01", column = "start_date")]
    pub start: NaiveDate,
    /// The last day of calling off from a framework.
    pub until: Option<NaiveDate>,
    /// The last day for powers of attorney.
    #[kept(example = "2027-11-30")]
    pub named_by: Option<NaiveDate>,
    /// The day on which it was announced: only those named then can be in it.
    pub announced_on: Option<NaiveDate>,
    /// The initiative of the portfolio.
    pub initiative: Option<One<Initiative>>,
    /// The letter of intent.
    pub letter: Option<One<Letter>>,
    /// Who is to be in it.
    #[kept(apart = "joint_purchase_parties.csv")]
    pub parties: Rows<JoiningParty>,
    /// What else there is to say.
    pub note: Prose<3>,
}

impl Referable for JointPurchase {
    const KIND: &'static str = "joint_purchase";
}

impl JointPurchase {
    /// The parties whose powers of attorney are not in.
    pub fn lacking(&self) -> impl Iterator<Item = &Key> {
        let lacking = self.parties.iter().filter(|one| one.power_on.is_none());
        lacking.map(|one| &one.party)
    }
}

pub const BUYERS: &[Role] = &[Administrator, Coordinator];

const SEARCHED: &[FieldKey] = &[JointPurchase::TITLE];

pub static JOINT_PURCHASE: Kind<JointPurchase> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("joint_purchase.save", BUYERS),
    name: |purchase| purchase.title.to_string(),
    targets: &[&AREA_TARGET, &INITIATIVE_TARGET, &LETTER_TARGET],
    rules: Rules {
        check: |purchase, before, _| check(purchase, before),
        codes: &[
            "joint_purchase_ends_before",
            "joint_purchase_late",
            "joint_purchase_party_twice",
        ],
        offers: &[Offer {
            field: JointPurchase::PARTIES,
            column: Some(FieldKey::of("party")),
            offered: |_, at| {
                Box::pin(async move {
                    let scope: &Scope = at.known()?;
                    let staying = scope
                        .members
                        .iter()
                        .filter(|one| !one.has_left(scope.today));
                    let choice = |one: &samverk_parties::model::Member| {
                        Choosable::new(one.party.key.as_str(), &one.party.name)
                    };
                    Ok(staying.map(choice).collect())
                })
            },
            taken: None,
        }],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[JointPurchase::START]),
        columns: &[
            JointPurchase::TITLE,
            JointPurchase::AREA,
            JointPurchase::WAY,
            JointPurchase::START,
            JointPurchase::NAMED_BY,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[JointPurchase::TITLE, JointPurchase::START],
    },
    pages: Pages::in_menu("gemensamma-upphandlingar", MenuGroup::Development, 56),
    api: Api {
        plural: "joint-purchases",
        about: [
            "Gemensamma upphandlingar: vilka som är med, och vilkas fullmakter som är inne.",
            "Joint purchases: who is in them, and whose powers of attorney are in.",
        ],
        one: ["en gemensam upphandling", "a joint purchase"],
        example: "gemensamt-diarium",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[("need-area", JointPurchase::AREA)],
    },
    exchange: Exchange::Table("joint_purchases.csv"),
    search: Some(Search {
        title: JointPurchase::TITLE,
        words: &[JointPurchase::NOTE],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("purchase").searched_by(SEARCHED),
};

/// Fails with `joint_purchase_ends_before`, `joint_purchase_party_twice`, or `joint_purchase_late` for a party whose
/// power of attorney was not in when it was announced.
fn check(purchase: &JointPurchase, before: Option<&JointPurchase>) -> Problems {
    let mut problems = Problems::default();
    if purchase.until.is_some_and(|until| until < purchase.start) {
        problems.push(Problem::invalid("joint_purchase_ends_before").at_field("until"));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (number, one) in purchase.parties.iter().enumerate() {
        let place = format!("parties.{number}.party");
        if !seen.insert(&one.party) {
            let twice = Problem::invalid("joint_purchase_party_twice");
            problems.push(twice.with("party", &one.party).at_field(&place));
        }
        let Some(announced) = purchase.announced_on else {
            continue;
        };
        let is_late = one.power_on.is_none_or(|day| day > announced);
        // What stood when it came in from a file or before stays.
        let stood = before.is_some_and(|before| {
            before.announced_on == purchase.announced_on && before.parties.contains(one)
        });
        if is_late && !stood {
            let late = Problem::invalid("joint_purchase_late").with("party", &one.party);
            problems.push(late.with("announced", announced).at_field(&place));
        }
    }
    problems
}
