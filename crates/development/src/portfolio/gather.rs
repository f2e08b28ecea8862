//! What the pages of the portfolio are drawn from. The number of statements is the same however many there are.

use crate::initiatives::{
    GateDocument, Gates, HeldInitiative, INITIATIVE, Lacking, MeasuredGoals, Standing, lacking,
    list_gates, measured_goals, standing,
};
use crate::processes::{Axis, HeldProcess, PROCESS};
use crate::ranking::mean;
use samverk_database::Tx;
use samverk_engine::Exact;
use samverk_fields::One;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use std::collections::BTreeMap;
use uuid::Uuid;

/// All initiatives that a reader sees, with their processes and gates.
pub(super) struct Portfolio {
    pub scope: Scope,
    pub initiatives: Vec<HeldInitiative>,
    processes: BTreeMap<Uuid, HeldProcess>,
    gates: BTreeMap<Uuid, Gates>,
    /// The goals whose outcome an indicator measures.
    pub measured: MeasuredGoals,
}

impl Portfolio {
    pub async fn find(tx: &Tx, scope: Scope) -> Result<Self, Problem> {
        let initiatives = INITIATIVE.all(tx, &scope).await?;
        let processes = PROCESS.bare(tx, &scope).await?.into_iter();
        let ids: Vec<Uuid> = initiatives.iter().map(|one| one.id).collect();
        Ok(Self {
            measured: measured_goals(tx, scope.collaboration.id).await?,
            gates: list_gates(tx, &ids).await?,
            processes: processes.map(|one| (one.id, one)).collect(),
            scope,
            initiatives,
        })
    }

    pub fn process(&self, one: &HeldInitiative) -> Option<&HeldProcess> {
        let id = one.process.as_ref().and_then(One::id)?;
        self.processes.get(&id)
    }

    fn gates(&self, one: &HeldInitiative) -> Option<&Gates> {
        self.gates.get(&one.id)
    }

    pub fn standing(&self, one: &HeldInitiative) -> Option<Standing<'_>> {
        let none = Gates::new();
        standing(self.process(one)?, self.gates(one).unwrap_or(&none))
    }

    /// What the gate where it stands lacks, while it is open.
    pub fn lacking(&self, one: &HeldInitiative) -> Option<Lacking<'_>> {
        let standing = self
            .standing(one)
            .filter(|standing| standing.state.is_open())?;
        let says = self
            .gates(one)
            .and_then(|gates| gates.get(&standing.phase.key));
        let none = GateDocument::default();
        let says = says.map_or(&none, |gate| &gate.says);
        Some(lacking(self.process(one)?, &standing.phase.key, says))
    }

    /// The weighted mean of what its criteria of one sort were given, at the last gate where they were scored.
    pub fn score(&self, one: &HeldInitiative, axis: Axis) -> Option<Exact> {
        let (process, gates) = (self.process(one)?, self.gates(one)?);
        let of_phase = |phase: &crate::processes::Phase| {
            let says = &gates.get(&phase.key)?.says;
            let criteria = process.criteria_of(&phase.key);
            let (mut sum, mut whole) = (Exact::zero(), Exact::zero());
            for criterion in criteria.filter(|one| one.axis == Some(axis)) {
                let weight = Exact::integer(criterion.weight.0);
                sum += &(&mean(&says.scores_of(&criterion.key))? * &weight);
                whole += &weight;
            }
            sum.divided_by(&whole)
        };
        process.phases.iter().rev().find_map(of_phase)
    }
}
