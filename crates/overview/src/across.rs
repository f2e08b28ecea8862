//! The same figures for each party of a collaboration.

use crate::gather::known_of_collaboration;
use crate::model::{
    Awaiting, Known, OwnedGoal, awaiting, decided_years, owned_goals, payments, present_year, seats,
};
use crate::report::{ToldAwaiting, Words, most_urgent_first, of_people, told};
use chrono::Datelike;
use samverk_database::Tx;
use samverk_foundation::{Ore, PartyId, Problem};
use samverk_goals::GoalState;
use samverk_identity::model::AddressRule;
use samverk_identity::{ListedPerson, people_in_collaboration};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::Ui;

/// The parties of a collaboration beside each other.
pub struct Across {
    /// Whose costs are shown; none when nothing is decided.
    pub year: Option<i32>,
    pub rows: Vec<AcrossRow>,
}

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
    /// Those that are to be measured and are not, and those that nothing measures.
    pub unmeasured: usize,
    pub behind: usize,
    pub missing: Vec<ToldAwaiting>,
}

/// Whoever asks may see it all. Without people nothing is told of invitations.
pub async fn load_across(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    with_people: bool,
) -> Result<Across, Problem> {
    let known = known_of_collaboration(tx, scope).await?;
    let people = match with_people {
        true => Some(people_of_members(tx, ui, scope).await?),
        false => None,
    };
    let desk = Desk {
        ui,
        known: &known,
        people: people.as_deref(),
        year: present_year(&decided_years(&known), known.today.year()),
    };
    let parties = scope.present().map(|member| &member.party);
    Ok(Across {
        year: desk.year,
        rows: parties.map(|party| row(&desk, party)).collect(),
    })
}

async fn people_of_members(tx: &Tx, ui: &Ui, scope: &Scope) -> Result<Vec<ListedPerson>, Problem> {
    let members: Vec<PartyId> = scope.present().map(|member| member.party.id).collect();
    let (here, rule) = (scope.collaboration.id, AddressRule::All);
    people_in_collaboration(tx, here, &members, &rule, ui.is_demo()).await
}

/// What every row is made from.
struct Desk<'a> {
    ui: &'a Ui,
    known: &'a Known,
    people: Option<&'a [ListedPerson]>,
    year: Option<i32>,
}

fn row(desk: &Desk, party: &Party) -> AcrossRow {
    let (known, year) = (desk.known, desk.year);
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
        mandates: known.present_mandates_of(party.id).count(),
        own_view: seats
            .iter()
            .find(|seat| seat.group.is_none() && (seat.is_asked() || seat.own.is_some()))
            .map(|seat| seat.own.is_some()),
        unmeasured: count_of(&goals, &[GoalState::NotMeasured, GoalState::NoIndicator]),
        behind: count_of(&goals, &[GoalState::Behind]),
        goals: goals.len(),
        missing: missing(desk, party),
        party: party.clone(),
    }
}

fn count_of(goals: &[OwnedGoal], states: &[GoalState]) -> usize {
    let counted = goals
        .iter()
        .filter(|goal| states.contains(&goal.standing.state));
    counted.count()
}

fn missing(desk: &Desk, party: &Party) -> Vec<ToldAwaiting> {
    let ui = desk.ui;
    let all = awaiting(desk.known, party);
    let lacking = all.iter().filter(|one| Awaiting::is_missing(one));
    let lacking = lacking.map(|one| told(ui, Words::Others, Some(party), one));
    let mut missing: Vec<ToldAwaiting> = lacking.collect();
    if let Some(people) = desk.people {
        let people = people_of(people, party.id);
        missing.extend(of_people(ui, Words::Others, party, &people));
    }
    most_urgent_first(missing)
}

fn people_of(people: &[ListedPerson], party: PartyId) -> Vec<ListedPerson> {
    let belongs = |person: &&ListedPerson| {
        let mut grants = person.grants.iter();
        grants.any(|grant| grant.party() == Some(party))
    };
    people.iter().filter(belongs).cloned().collect()
}
