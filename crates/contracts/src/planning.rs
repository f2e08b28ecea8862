//! What the planner is given of a collaboration's contracts, and what its answers are about.

use crate::contract::{CONTRACT, HeldContract};
use crate::store::{self, Seen};
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_parties::model::Party;
use samverk_parties::{Acquaintance, Owner};
use samverk_planner::months::days_after;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The contracts of a need, as somebody in a collaboration sees them.
#[derive(Debug, Default)]
pub struct Planned {
    /// By number, as the planner knows them.
    pub parties: Vec<Party>,
    pub contracts: Vec<HeldContract>,
    pub inputs: Vec<samverk_planner::Contract>,
    /// Of each input: its place among the contracts.
    pub of: Vec<usize>,
}

/// Reads the contracts of these parties for a need, in a fixed number of statements.
pub async fn planned(
    tx: &Tx,
    actor: &Actor,
    parties: &[Party],
    area: Uuid,
) -> Result<Planned, Problem> {
    let known = Acquaintance::find(tx, actor).await?;
    let (own, others): (Vec<PartyId>, Vec<PartyId>) = parties
        .iter()
        .map(|party| party.id)
        .partition(|party| known.is_own(*party));
    let seen = Seen {
        own: &own,
        others: &others,
    };
    let ids = store::list_of_area(tx, seen, area).await?;
    let found = CONTRACT.with_ids(tx, &ids).await?;
    planned_of(tx, actor, parties, found)
}

fn planned_of(
    tx: &Tx,
    actor: &Actor,
    parties: &[Party],
    found: Vec<HeldContract>,
) -> Result<Planned, Problem> {
    let number: BTreeMap<Uuid, u32> = parties.iter().map(|party| party.id.0).zip(0..).collect();
    let by_key: BTreeMap<&str, u32> = parties
        .iter()
        .map(|party| party.key.as_str())
        .zip(0..)
        .collect();
    let owners: Vec<Owner> = parties
        .iter()
        .map(|party| Owner::seen_by(actor, party.clone()))
        .collect();
    let mut all = Planned {
        parties: parties.to_vec(),
        ..Planned::default()
    };
    let mut needs = Needs::default();
    let mut found = found;
    found.sort_by_key(|one| (number.get(&one.ground).copied(), one.id));
    for mut one in found {
        let Some(party) = number.get(&one.ground).copied() else {
            continue;
        };
        let owner = &owners[usize::try_from(party).unwrap_or_default()];
        one.value = CONTRACT.seen(owner, tx.today(), &one.value)?;
        let place = all.contracts.len();
        let systems: Vec<Uuid> = one
            .systems
            .to
            .iter()
            .filter_map(|to| Some(to.known.as_ref()?.id))
            .collect();
        let need = needs.of(party, &systems);
        // One whose end nobody has said is flagged, and cannot be planned with.
        match one.planned((party, need), one.yearly_value) {
            None => {}
            Some(input) => {
                for covered in one.parties.iter() {
                    let is_over = covered.until.is_some_and(|day| day < tx.today());
                    let Some(other) = by_key.get(covered.party.as_str()).filter(|_| !is_over)
                    else {
                        continue;
                    };
                    // What it costs stands once, with the party whose contract it is.
                    all.inputs.push(samverk_planner::Contract {
                        party: *other,
                        need: needs.new_one(),
                        value: None,
                        exhausted: input.exhausted.into_iter().chain(covered.until).min(),
                        ..input.clone()
                    });
                    all.of.push(place);
                }
                all.inputs.push(input);
                all.of.push(place);
            }
        }
        all.contracts.push(one);
    }
    Ok(all)
}

/// Which contracts serve one need: those that name the same system.
#[derive(Default)]
struct Needs {
    known: BTreeMap<(u32, Uuid), u32>,
    next: u32,
}

impl Needs {
    fn new_one(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn of(&mut self, party: u32, systems: &[Uuid]) -> u32 {
        let known = systems
            .iter()
            .find_map(|system| self.known.get(&(party, *system)).copied());
        let need = known.unwrap_or_else(|| self.new_one());
        for system in systems {
            self.known.insert((party, *system), need);
        }
        need
    }
}

/// The last start that is asked for: so far ahead nobody plans a purchase.
pub fn horizon(today: chrono::NaiveDate) -> chrono::NaiveDate {
    days_after(today, 365 * 10)
}
