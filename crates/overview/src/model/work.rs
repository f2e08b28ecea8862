//! What awaits a person, and what they wait for from others.

use super::awaiting::{asked, budget_rounds, consultations, drafts, measurements, reviews};
use super::{Awaiting, Known, Place, awaiting, unowned_goals};
use samverk_economy::records::DistributionOutcome;
use samverk_foundation::{CollaborationId, format_integer};
use samverk_parties::PartyWaiting;
use samverk_parties::WaitingFor;
use samverk_parties::model::Party;
use std::collections::BTreeSet;

/// What somebody takes part in, by their own roles and through their parties.
pub struct Mine {
    pub known: Known,
    /// The parties that they act for, by name.
    pub parties: Vec<Party>,
    /// Whether there is no collaboration at all that they may know of.
    pub nothing_yet: bool,
    /// The members of the collaborations that they run, in the order of the lists.
    pub run: Vec<(CollaborationId, Party)>,
    /// Of the risks that are to be looked at again only a stretch is known: how many there are, and how
    /// many of them are late.
    pub reviews: [Counted; 2],
    /// The distributions that they have begun and not shared.
    pub unshared: Vec<DistributionOutcome>,
    /// Those that others let them see before they are shared, until they have said something of them.
    pub asked_to_read: Vec<DistributionOutcome>,
    /// What awaits them in the cases of their parties.
    pub cases: Vec<PartyWaiting>,
    /// The collaborations whose economy they prepare and whose next year has no budget, with that year.
    pub next_budgets: Vec<(CollaborationId, i32)>,
}

/// How many there are, as far as they are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub number: u64,
    pub is_more: bool,
}

impl Counted {
    /// What was counted to one more than is told.
    pub fn of(counted: u64) -> Self {
        Self {
            number: counted.min(COUNTED),
            is_more: counted > COUNTED,
        }
    }

    #[must_use]
    pub fn with(self, others: u64) -> Self {
        Self {
            number: self.number + others,
            ..self
        }
    }

    /// `12`, `1 004+`
    pub fn words(&self) -> String {
        let number = format_integer(self.number.try_into().unwrap_or(i64::MAX));
        format!("{number}{}", if self.is_more { "+" } else { "" })
    }
}

/// So many are counted; beyond them one reads that there are more.
pub const COUNTED: u64 = 1_000;

impl Mine {
    fn runs(&self, place: &Place) -> bool {
        let here = place.collaboration.id;
        self.run.iter().any(|(of, _)| *of == here)
    }

    /// The collaborations that they run, by name.
    fn run_places(&self) -> impl Iterator<Item = &Place> {
        self.known.places.iter().filter(|place| self.runs(place))
    }

    fn members(&self, place: &Place) -> Vec<&Party> {
        let here = place.collaboration.id;
        let members = self.run.iter().filter(|(of, _)| *of == here);
        members.map(|(_, party)| party).collect()
    }
}

/// Something that awaits a person.
#[derive(Clone, Debug)]
pub struct Task<'k> {
    /// For which party; none for what they do as the one who runs the collaboration.
    pub party: Option<&'k Party>,
    pub what: Awaiting<'k>,
}

/// What awaits each of their parties, and what only they can do who run a collaboration: what is out
/// for comment or drafted goes on, what no member answers for is measured, and risks are looked at again.
pub fn tasks(mine: &Mine) -> Vec<Task<'_>> {
    let of_parties = mine.parties.iter().flat_map(|party| {
        let all = awaiting(&mine.known, party).into_iter();
        // Whoever runs it does more than read.
        let own = all.filter(|one| one.is_missing() || !mine.runs(one.place()));
        own.map(move |what| Task {
            party: Some(party),
            what,
        })
    });
    let of_places = mine.run_places().flat_map(|place| {
        let members = mine.members(place);
        let unowned = unowned_goals(&mine.known, place.collaboration.id, &members);
        let all = measurements(unowned, mine.known.today).into_iter();
        let rounds = consultations(&mine.known, place);
        let reviews = reviews(&mine.known, place);
        all.chain(rounds)
            .chain(budget_rounds(&mine.known, place))
            .chain(drafts(&mine.known, place))
            .chain(reviews)
    });
    let of_places = of_places.map(|what| Task { party: None, what });
    let of_own = economy(mine).chain(asked_to_read(mine));
    let of_domains = asked(&mine.known, |whose| !matches!(whose, WaitingFor::Party(_)));
    let of_own = of_own.chain(of_domains);
    let of_own = of_own.map(|what| Task { party: None, what });
    of_parties.chain(of_places).chain(of_own).collect()
}

/// What those do who prepare the economy: what they have begun is shared or taken away, and next year gets its budget.
fn economy(mine: &Mine) -> impl Iterator<Item = Awaiting<'_>> {
    let known = &mine.known;
    let unshared = mine.unshared.iter().filter_map(move |outcome| {
        let place = known.place(outcome.collaboration)?;
        Some(Awaiting::Unshared { place, outcome })
    });
    let next = mine.next_budgets.iter().filter_map(move |(of, year)| {
        let (place, year) = (known.place(*of)?, *year);
        Some(Awaiting::NextBudget { place, year })
    });
    unshared.chain(next)
}

/// What somebody else wants to know of them before it is shared.
fn asked_to_read(mine: &Mine) -> impl Iterator<Item = Awaiting<'_>> {
    mine.asked_to_read.iter().filter_map(move |outcome| {
        let place = mine.known.place(outcome.collaboration)?;
        Some(Awaiting::AskedToRead { place, outcome })
    })
}

/// What they wait for in the collaborations that they run, party by party.
pub fn lacking(mine: &Mine) -> Vec<(&Party, Awaiting<'_>)> {
    let run: BTreeSet<CollaborationId> = mine.run.iter().map(|(of, _)| *of).collect();
    let mut all: Vec<(&Party, Awaiting)> = Vec::new();
    let mut asked = BTreeSet::new();
    for (_, party) in &mine.run {
        if !asked.insert(party.id) {
            continue;
        }
        let lacking = awaiting(&mine.known, party).into_iter();
        let here =
            lacking.filter(|one| one.is_missing() && run.contains(&one.place().collaboration.id));
        all.extend(here.map(|what| (party, what)));
    }
    all
}
