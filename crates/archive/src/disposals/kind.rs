//! Disposals: which cases of a registry go by one decision, and how far that has come.

use crate::store::{self, People, RowOutcome};
use chrono::NaiveDate;
use samverk_cases::{REGISTRY_TARGET, Registry};
use samverk_database::Tx;
use samverk_fields::{FieldKey, One, Record, Referable, Title, choices};
use samverk_foundation::Role::{Administrator, PartyAdministrator, Representative};
use samverk_foundation::{Actor, Problem, Problems, Role};
use samverk_kept::{
    Api, Exchange, Foretold, Gathered, Ground, Held, Keeping, Kept, Kind, Later, List, Move, Order,
    Pages, Readers, Rules, States, Step, StepCalled, Stored, Writers,
};
use samverk_parties::OF_PARTIES;
use samverk_web::{MenuGroup, Ui};

choices!(
    /// How far a disposal has come.
    DisposalState {
        Planned = "planned",
        /// What is due is listed, and another person is to review it.
        Proposed = "proposed",
        /// Another person has approved the list.
        Approved = "approved",
        /// What could go has gone. The list remains.
        CarriedOut = "carried_out",
    }
);

/// Cases that are disposed of by one decision.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("disposal")]
pub struct Disposal {
    /// What is disposed of.
    #[kept(example = "Gallring av begäran om handling 2023")]
    pub title: Title,
    /// The registry whose cases are disposed of.
    #[kept(example = "kommunstyrelsen")]
    pub registry: One<Registry>,
    /// The decision by which it is done.
    #[kept(example = "Arkivmyndigheten 2026-11-02 § 14")]
    pub mandate: Title,
    /// The day on which what is due was listed.
    pub proposed_on: Option<NaiveDate>,
    /// How many cases are on the list.
    pub proposed: Option<i64>,
    /// The day on which another person approved the list.
    pub approved_on: Option<NaiveDate>,
    /// The day on which it was carried out.
    pub carried_out_on: Option<NaiveDate>,
    /// How many cases went.
    pub disposed: Option<i64>,
    /// How far it has come.
    #[kept(example = "planned")]
    pub status: DisposalState,
}

pub type HeldDisposal = Held<Disposal>;

impl Referable for Disposal {
    const KIND: &'static str = "disposal";
}

const WRITERS: &[Role] = &[Administrator, PartyAdministrator];
/// Whoever reviews is one of the party's who register.
const REVIEWERS: &[Role] = &[PartyAdministrator, Representative];

const fn step(from: &'static str, to: &'static str, by: &'static [Role]) -> Move {
    Move {
        from,
        to,
        by,
        needs_reason: false,
    }
}

static STATES: States = States {
    field: Disposal::STATUS,
    first: "planned",
    moves: &[
        step("planned", "proposed", WRITERS),
        step("proposed", "planned", WRITERS),
        step("proposed", "approved", REVIEWERS),
        step("approved", "planned", WRITERS),
        step("approved", "carried_out", WRITERS),
    ],
    private: &[],
    fixed: &["carried_out"],
    called: StepCalled::Change,
};

/// What listing, approving and carrying out tell, and nobody writes.
const TOLD: &[FieldKey] = &[
    Disposal::PROPOSED_ON,
    Disposal::PROPOSED,
    Disposal::APPROVED_ON,
    Disposal::CARRIED_OUT_ON,
    Disposal::DISPOSED,
];

pub static DISPOSAL: Kind<Disposal> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Members,
    writers: Writers::of("disposal.save", WRITERS),
    name: |one| one.title.to_string(),
    targets: &[&REGISTRY_TARGET],
    rules: Rules {
        check,
        codes: &["disposal_is_listed", "disposal_not_listed"],
        deciding: |tx, actor, _, step| Box::pin(deciding(tx, actor, step)),
        deciding_codes: &[
            "disposal_not_listed",
            "disposal_reviewed_by_proposer",
            "disposal_rows_wait",
            "disposal_has_begun",
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Disposal::TITLE,
            Disposal::REGISTRY,
            Disposal::MANDATE,
            Disposal::PROPOSED,
            Disposal::DISPOSED,
            Disposal::CARRIED_OUT_ON,
            Disposal::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[Disposal::STATUS],
        sorted: &[Disposal::TITLE],
    },
    pages: Pages::in_menu("gallringar", MenuGroup::Meetings, 15).foretelling(foretell),
    api: Api {
        plural: "disposals",
        about: [
            "Gallringar: vilka ärenden som gallras genom ett beslut, och hur långt det har kommit.",
            "Disposals: which cases are disposed of by a decision, and how far that has come.",
        ],
        one: ["en gallring", "a disposal"],
        example: "gallring-2026",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[("registry", Disposal::REGISTRY)],
    },
    exchange: Exchange::Table("disposals.csv"),
    search: None,
    keeping: Keeping::PLAIN.with_states(&STATES).asking_elsewhere(TOLD),
};

/// Fails with `disposal_is_listed` when what has been listed is said otherwise, or `disposal_not_listed` when something is
/// told of a list that nobody has made.
fn check(one: &Disposal, before: Option<&Disposal>, _: &Gathered) -> Problems {
    let mut problems = Problems::default();
    let is_listed = one.status != DisposalState::Planned;
    let chosen = |one: &Disposal| (one.registry.clone(), one.mandate.to_string());
    if before.is_some_and(|before| is_listed && chosen(before) != chosen(one)) {
        problems.push(Problem::conflict("disposal_is_listed"));
    }
    let stood = match before {
        Some(before) => told(before),
        // What a file brings in was listed elsewhere.
        None if is_listed => told(one),
        None => Default::default(),
    };
    if stood != told(one) {
        let not = Problem::invalid("disposal_not_listed");
        problems.push(not.at_field(Disposal::PROPOSED.as_str()));
    }
    problems
}

fn told(one: &Disposal) -> ([Option<NaiveDate>; 3], [Option<i64>; 2]) {
    (
        [one.proposed_on, one.approved_on, one.carried_out_on],
        [one.proposed, one.disposed],
    )
}

/// A list is what makes it proposed, another person what makes it approved, and an end of each row what makes it carried
/// out.
///
/// Fails with `disposal_not_listed`, `disposal_reviewed_by_proposer`, `disposal_rows_wait` or `disposal_has_begun`.
async fn deciding(tx: &Tx, actor: &Actor, step: Step<'_>) -> Result<Record, Problems> {
    let id = step.one.id;
    let mut one = whole(&step.record)?;
    match one.status {
        DisposalState::Proposed => {
            let people = store::find_people(tx, id).await?;
            let listed = store::count_rows(tx, id, None).await?;
            if people.is_none() || listed == 0 {
                return Err(Problem::conflict("disposal_not_listed").into());
            }
            (one.proposed_on, one.proposed) = (Some(tx.today()), Some(listed));
        }
        DisposalState::Approved => {
            let people = store::find_people(tx, id).await?;
            let none = || Problem::conflict("disposal_not_listed");
            let people = people.ok_or_else(none)?;
            let person = actor.person().map(|person| person.id);
            if person.is_none() || person == people.proposed_by {
                return Err(Problem::conflict("disposal_reviewed_by_proposer").into());
            }
            let name = actor.person().map(|person| person.name.clone());
            let approved = People {
                approved_by_name: name.unwrap_or_default(),
                ..people
            };
            store::put_people(tx, id, &approved).await?;
            one.approved_on = Some(tx.today());
        }
        DisposalState::CarriedOut => {
            if store::count_rows(tx, id, Some(RowOutcome::Waiting)).await? > 0 {
                return Err(Problem::conflict("disposal_rows_wait").into());
            }
            let gone = store::count_rows(tx, id, Some(RowOutcome::Disposed)).await?;
            (one.carried_out_on, one.disposed) = (Some(tx.today()), Some(gone));
        }
        DisposalState::Planned => {
            let all = store::count_rows(tx, id, None).await?;
            let waiting = store::count_rows(tx, id, Some(RowOutcome::Waiting)).await?;
            // What has gone is not forgotten.
            if all != waiting {
                return Err(Problem::conflict("disposal_has_begun").into());
            }
            store::remove_rows(tx, id).await?;
            (one.proposed_on, one.proposed, one.approved_on) = (None, None, None);
        }
    }
    Ok(one.write())
}

fn whole(record: &Record) -> Result<Disposal, Problem> {
    Disposal::read(record).ok_or_else(|| Problem::internal("a record of another form"))
}

/// The steps that listing and carrying out take by themselves are not offered by hand, and whoever proposed a list does
/// not approve it.
fn foretell<'a>(
    tx: &'a Tx,
    _: &'a dyn Ground,
    ui: &'a Ui,
    one: &'a Stored,
) -> Later<'a, Result<Foretold, Problem>> {
    Box::pin(async move {
        let mut foretold = Foretold::default();
        for (to, code) in [
            ("proposed", "disposal_not_listed"),
            ("carried_out", "disposal_rows_wait"),
        ] {
            foretold.lacks.push((to, Problem::conflict(code)));
        }
        let people = store::find_people(tx, one.id).await?;
        let person = ui.actor.person().map(|person| person.id);
        if people.is_some_and(|people| people.proposed_by == person) {
            let own = Problem::conflict("disposal_reviewed_by_proposer");
            foretold.lacks.push(("approved", own));
        }
        Ok(foretold)
    })
}
