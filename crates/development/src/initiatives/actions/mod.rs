//! The only way to change anything at a gate: load, authorise, decide, save, record an event. Saving what already
//! stands changes and records nothing.

mod answer_checks;
mod ask_scorings;
mod decide_gate;
mod follow_conditions;
mod give_scores;
mod put_gate;
mod withdraw_decision;
mod write_basis;

pub use answer_checks::answer_checks;
pub use ask_scorings::{AskedScoring, ask_scorings};
pub use decide_gate::{DecideGate, decide_gate};
pub use follow_conditions::{FollowedCondition, follow_conditions};
pub use give_scores::{give_scores, may_score};
pub use put_gate::put_gate;
pub use withdraw_decision::withdraw_gate_decision;
pub use write_basis::write_basis;

use super::gate::{Gate, GateDocument};
use super::standing::{Gates, Standing, standing};
use super::{HeldInitiative, INITIATIVE, store};
use crate::processes::{HeldProcess, PROCESS, Phase};
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_parties::Scope;
use serde::Serialize;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

/// An initiative in its process, as one actor sees it.
#[derive(Clone, Debug)]
pub struct InProcess {
    pub scope: Scope,
    pub initiative: HeldInitiative,
    pub process: HeldProcess,
    pub gates: Gates,
}

impl InProcess {
    /// Fails with `not_found`, also when the initiative has no process.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        initiative: &str,
    ) -> Result<Self, Problem> {
        let scope = Scope::find(tx, actor, collaboration).await?;
        let found = INITIATIVE.find(tx, &scope, initiative).await?;
        let initiative = found.ok_or_else(Problem::not_found)?;
        Self::of(tx, scope, initiative).await
    }

    pub async fn of(tx: &Tx, scope: Scope, initiative: HeldInitiative) -> Result<Self, Problem> {
        let process = initiative.process.as_ref().and_then(One::id);
        let process = process.ok_or_else(Problem::not_found)?;
        let process = PROCESS.with_ids(tx, &[process]).await?.pop();
        let gates = store::list_gates(tx, &[initiative.id]).await?;
        Ok(Self {
            process: process.ok_or_else(Problem::not_found)?,
            gates: gates.into_values().next().unwrap_or_default(),
            scope,
            initiative,
        })
    }

    pub fn standing(&self) -> Option<Standing<'_>> {
        standing(&self.process, &self.gates)
    }

    /// The phase with that key. Fails with `not_found` when no gate ends it.
    pub fn gated(&self, phase: &str) -> Result<&Phase, Problem> {
        let mut phases = self.process.phases.iter();
        let found = phases.find(|one| one.key.as_str() == phase);
        let found = found.filter(|one| self.process.has_gate(&one.key));
        found.ok_or_else(Problem::not_found)
    }

    pub fn says(&self, phase: &Key) -> GateDocument {
        let gate = self.gates.get(phase);
        gate.map(|gate| gate.says.clone()).unwrap_or_default()
    }

    pub fn href(&self, rest: &str) -> String {
        let initiative = &self.initiative.key;
        self.scope.href(&format!("/initiativ/{initiative}{rest}"))
    }

    /// Fails with `gate_passed`: what was decided on stays as it was.
    fn require_open(&self, phase: &Key) -> Result<(), Problem> {
        match self.gates.get(phase) {
            Some(gate) if gate.says.is_passed() => Err(Problem::conflict("gate_passed")),
            _ => Ok(()),
        }
    }

    /// Saves what a gate is to say, with an event of the part that differs.
    async fn save(
        &self,
        tx: &Tx,
        actor: &Actor,
        phase: &Key,
        says: GateDocument,
        (event, part, told): (&'static str, &'static str, [Json; 2]),
    ) -> Result<(), Problem> {
        let stands = self.gates.get(phase);
        if stands.map_or(says == GateDocument::default(), |gate| gate.says == says) {
            return Ok(());
        }
        let gate = Gate {
            id: stands.map_or_else(|| tx.new_id(), |gate| gate.id),
            initiative: self.initiative.id,
            phase: phase.clone(),
            says,
            revision: stands.map_or(0, |gate| gate.revision),
        };
        store::put_gate(tx, &gate).await?;
        let phase = self.process.phase(phase);
        let phase = phase.map_or_else(String::new, |phase| phase.name.to_string());
        let [before, after] = told.map(|told| match told {
            Json::Null => Json::Null,
            told => json!({ "phase": &phase, part: with_titles(told) }),
        });
        let event = self.scope.event(event, self.initiative.object(&INITIATIVE));
        let before = (!before.is_null()).then_some(&before);
        tx.record(actor, event.change(before, Some(&after))?).await
    }
}

/// The log calls a heading of the basis its title: `heading` is what the list of initiatives is called.
fn with_titles(told: Json) -> Json {
    match told {
        Json::Array(all) => all.into_iter().map(with_titles).collect(),
        Json::Object(fields) => {
            let named = fields.into_iter().map(|(name, value)| {
                let name = if name == "heading" { "title" } else { &name };
                (name.to_owned(), with_titles(value))
            });
            Json::Object(named.collect())
        }
        other => other,
    }
}

/// A number for what stands in a part, so that a form saves over nothing that was not seen.
pub fn mark_of(part: &impl Serialize) -> i64 {
    let text = serde_json::to_vec(part).unwrap_or_default();
    let digest = Sha256::digest(&text);
    let first: [u8; 8] = std::array::from_fn(|place| digest.get(place).copied().unwrap_or(0));
    // A form's revision is positive and has room in any number of JSON.
    (i64::from_be_bytes(first) & 0x000f_ffff_ffff_ffff) | 1
}

/// Fails with `changed_meanwhile` when another part stands than the one that was seen.
fn require_seen(part: &impl Serialize, seen: Option<i64>) -> Result<(), Problems> {
    match seen {
        Some(seen) if seen != mark_of(part) => Err(Problem::conflict("changed_meanwhile").into()),
        _ => Ok(()),
    }
}
