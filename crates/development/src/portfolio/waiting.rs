//! What the domain waits for: a gate to be decided, a named assessor, a next date that has passed, a condition.

use crate::initiatives::{Gates, HeldInitiative, lacking, list_gates, list_waiting, standing};
use crate::processes::{HeldProcess, PROCESS};
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{CollaborationId, Key, PartyId, Problem, Role};
use samverk_parties::store::list_members_in;
use samverk_parties::{DoneBy, Waiting, WaitingFor, WaitingFuture};
use std::collections::BTreeMap;
use uuid::Uuid;

const RUN: &[Role] = &[Role::Coordinator];

pub fn waiting<'a>(tx: &'a Tx, collaborations: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(gather(tx, collaborations))
}

async fn gather(tx: &Tx, collaborations: &[CollaborationId]) -> Result<Vec<Waiting>, Problem> {
    let grounds: Vec<Uuid> = collaborations.iter().map(|id| id.0).collect();
    let initiatives = list_waiting(tx, collaborations).await?;
    if initiatives.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = initiatives.iter().map(|one| one.id).collect();
    let gates = list_gates(tx, &ids).await?;
    let processes = PROCESS.whole_on(tx, &grounds).await?.into_iter();
    let processes: BTreeMap<Uuid, HeldProcess> = processes.map(|one| (one.id, one)).collect();
    let members = list_members_in(tx, collaborations).await?;
    let parties: BTreeMap<(CollaborationId, Key), PartyId> = members
        .into_iter()
        .filter(|(_, member)| member.holds_on(tx.today()))
        .map(|(of, member)| ((of, member.party.key.clone()), member.party.id))
        .collect();
    let mut all = Vec::new();
    let none = Gates::new();
    for one in &initiatives {
        let process = one.process.as_ref().and_then(One::id);
        let process = process.and_then(|id| processes.get(&id));
        let gates = gates.get(&one.id).unwrap_or(&none);
        if let Some(process) = process {
            all.extend(at_gates(one, process, gates, &parties));
        }
        all.extend(passed_date(tx, one, process, gates));
    }
    Ok(all)
}

fn told(one: &HeldInitiative, code: &'static str, whose: WaitingFor) -> Waiting {
    Waiting {
        collaboration: CollaborationId(one.ground),
        whose,
        code,
        name: one.title.to_string(),
        of: one.id,
        rest: format!("/initiativ/{}", one.key),
        done_by: None,
        due: None,
    }
}

/// The decision at a gate that lacks nothing, its assessors, and conditions of decisions.
fn at_gates(
    one: &HeldInitiative,
    process: &HeldProcess,
    gates: &Gates,
    parties: &BTreeMap<(CollaborationId, Key), PartyId>,
) -> Vec<Waiting> {
    let mut all = Vec::new();
    let standing = standing(process, gates);
    if let Some(at) = standing.filter(|at| at.state.is_open())
        && let Some(gate) = gates.get(&at.phase.key)
    {
        let is_ready = lacking(process, &at.phase.key, &gate.says).is_nothing();
        // What was decided to wait comes back when its day does.
        if is_ready && gate.says.last().is_none() {
            all.push(Waiting {
                of: gate.id,
                rest: format!("/initiativ/{}/fas/{}", one.key, gate.phase),
                due: one.next_date,
                ..told(one, "gate-decision", WaitingFor::Roles(RUN))
            });
        }
        let asked = (1..).zip(&gate.says.scorings);
        let asked = asked.filter(|(_, scoring)| scoring.given.is_none());
        all.extend(asked.filter_map(|(number, scoring)| {
            let key = (CollaborationId(one.ground), scoring.party.clone()?);
            Some(Waiting {
                of: gate.id,
                rest: format!("/initiativ/{}/fas/{}/bedom/{number}", one.key, gate.phase),
                done_by: Some(DoneBy {
                    roles: crate::policy::SCORED_BY,
                    others: format!("/initiativ/{}/fas/{}", one.key, gate.phase),
                }),
                due: scoring.due,
                ..told(one, "gate-scores", WaitingFor::Party(*parties.get(&key)?))
            })
        }));
    }
    for gate in gates.values() {
        let conditions = gate.says.last().map(|last| &last.conditions);
        let unmet = conditions
            .into_iter()
            .flatten()
            .filter(|one| one.met.is_none());
        let due = unmet.clone().filter_map(|one| one.due).min();
        if unmet.count() > 0 {
            all.push(Waiting {
                of: gate.id,
                rest: format!("/initiativ/{}/fas/{}/villkor", one.key, gate.phase),
                due,
                ..told(one, "gate-conditions", WaitingFor::Roles(RUN))
            });
        }
    }
    all
}

/// The next date has been, and nobody has said what comes then.
fn passed_date(
    tx: &Tx,
    one: &HeldInitiative,
    process: Option<&HeldProcess>,
    gates: &Gates,
) -> Option<Waiting> {
    let is_open = |process: &HeldProcess| {
        let standing = standing(process, gates);
        standing.is_none_or(|at| at.state.is_open())
    };
    let has_passed = one.next_date.is_some_and(|day| day < tx.today());
    (has_passed && process.is_none_or(is_open)).then(|| Waiting {
        rest: format!("/initiativ/{}/redigera", one.key),
        due: one.next_date,
        ..told(one, "initiative-date", WaitingFor::Roles(RUN))
    })
}
