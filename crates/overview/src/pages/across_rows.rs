//! The same figures for each party of a collaboration.

use crate::model::{
    Awaiting, Known, awaiting, decided_years, owned_goals, payments, present_year, seats,
};
use crate::report::{ToldAwaiting, Words, of_people, told};
use chrono::Datelike;
use samverk_foundation::{Ore, PartyId};
use samverk_identity::ListedPerson;
use samverk_parties::model::Party;
use samverk_web::Ui;

/// A party in the table across them.
pub struct AcrossRow {
    pub party: Party,
    pub amount: Option<Ore>,
    pub change: Option<Ore>,
    pub groups: usize,
    pub mandates: usize,
    /// Whether its own view of the collaboration's level is recorded; none when it is not asked.
    pub own_view: Option<bool>,
    pub goals: usize,
    pub red: usize,
    pub behind: usize,
    pub missing: Vec<ToldAwaiting>,
}

/// The year whose costs are shown.
pub fn year_shown(known: &Known) -> Option<i32> {
    present_year(&decided_years(known), known.today.year())
}

pub fn row(ui: &Ui, known: &Known, people: &[ListedPerson], party: &Party) -> AcrossRow {
    let year = year_shown(known);
    let payments = payments(known, &party.key);
    let of_year: Vec<_> = payments
        .iter()
        .filter(|payment| Some(payment.outcome.year) == year)
        .collect();
    let changes: Option<Vec<Ore>> = of_year.iter().map(|payment| payment.change()).collect();
    let changes = changes.filter(|changes| !changes.is_empty());
    let seats = seats(known, party.id);
    let goals = owned_goals(known, party);
    AcrossRow {
        amount: (!of_year.is_empty()).then(|| of_year.iter().map(|one| one.amount).sum()),
        change: changes.map(|changes| changes.iter().sum()),
        groups: seats.iter().filter(|seat| seat.group.is_some()).count(),
        mandates: known.mandates_of(party.id).count(),
        own_view: seats
            .iter()
            .find(|seat| seat.group.is_none() && (seat.is_asked() || seat.own.is_some()))
            .map(|seat| seat.own.is_some()),
        red: goals.iter().filter(|goal| goal.is_red()).count(),
        behind: goals.iter().filter(|goal| goal.is_behind()).count(),
        goals: goals.len(),
        missing: missing(ui, known, people, party),
        party: party.clone(),
    }
}

fn missing(ui: &Ui, known: &Known, people: &[ListedPerson], party: &Party) -> Vec<ToldAwaiting> {
    let all = awaiting(known, party);
    let lacking = all.iter().filter(|one| Awaiting::is_missing(one));
    let lacking = lacking.map(|one| told(ui, Words::Others, party, one));
    let people = people_of(people, party.id);
    let of_people = of_people(ui, Words::Others, party, &people);
    lacking.chain(of_people).collect()
}

fn people_of(people: &[ListedPerson], party: PartyId) -> Vec<ListedPerson> {
    let belongs = |person: &&ListedPerson| {
        let mut grants = person.grants.iter();
        grants.any(|grant| grant.party() == Some(party))
    };
    people.iter().filter(belongs).cloned().collect()
}
