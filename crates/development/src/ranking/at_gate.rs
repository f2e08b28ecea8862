//! What is ranked at one gate, as whoever asks may see it.

use super::{Candidate, KeptRanking, weights_of};
use crate::initiatives::store::{list_gates, list_rankings};
use crate::initiatives::{GateDocument, HeldInitiative, INITIATIVE, lacking, standing};
use crate::processes::{HeldProcess, PROCESS};
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{Actor, Key, Problem};
use samverk_parties::Scope;
use std::collections::BTreeMap;

/// What is ranked at one gate.
pub(crate) struct AtGate {
    pub scope: Scope,
    pub process: HeldProcess,
    pub phase: Key,
    pub among: Vec<HeldInitiative>,
    pub candidates: Vec<Candidate<Key>>,
    /// How many of those asked to score each initiative have answered, and how many were asked.
    pub assessors: BTreeMap<Key, (usize, usize)>,
    /// Those that were kept there, the latest first.
    pub rankings: Vec<KeptRanking>,
}

impl AtGate {
    /// For the collaboration's own people. Fails with `not_found`, also at a gate that has no criteria.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        (collaboration, process, phase): (&str, &str, &str),
    ) -> Result<Self, Problem> {
        let (scope, process) = find_process(tx, actor, (collaboration, process)).await?;
        let phase = Key::parse(phase).map_err(|_| Problem::not_found())?;
        if process.criteria_of(&phase).next().is_none() {
            return Err(Problem::not_found());
        }
        let mut among = INITIATIVE.bare(tx, &scope).await?;
        among.retain(|one| one.process.as_ref().and_then(One::id) == Some(process.id));
        let ids: Vec<_> = among.iter().map(|one| one.id).collect();
        let mut gates = list_gates(tx, &ids).await?;
        let mut candidates = Vec::new();
        let mut assessors = BTreeMap::new();
        among.retain(|one| {
            let gates = gates.remove(&one.id).unwrap_or_default();
            let stands = standing(&process, &gates);
            let is_here = stands.is_some_and(|at| at.phase.key == phase && at.state.is_open());
            if is_here {
                let says = gates.get(&phase).map(|gate| &gate.says);
                let none = GateDocument::default();
                let says = says.unwrap_or(&none);
                let given = says.scorings.iter().filter(|asked| asked.given.is_some());
                assessors.insert(one.key.clone(), (given.count(), says.scorings.len()));
                candidates.push(candidate(&process, &phase, one, says));
            }
            is_here
        });
        let rankings = list_rankings(tx, &[process.id]).await?;
        let rankings = rankings.into_iter().filter(|one| one.phase == phase);
        Ok(Self {
            rankings: rankings.collect(),
            scope,
            process,
            phase,
            among,
            candidates,
            assessors,
        })
    }

    pub fn href(&self) -> String {
        let (process, phase) = (&self.process.key, &self.phase);
        self.scope
            .href(&format!("/portfolj/rangordning/{process}/{phase}"))
    }

    /// The weights that hold there.
    pub fn usual(&self) -> Vec<(Key, i64)> {
        weights_of(&self.process, &self.phase, &self.rankings)
    }

    pub fn criterion(&self, key: &Key) -> String {
        let mut criteria = self.process.criteria_of(&self.phase);
        let found = criteria.find(|one| one.key == *key);
        found.map_or_else(|| key.to_string(), |one| one.name.to_string())
    }

    pub fn title(&self, key: &Key) -> String {
        let found = self.among.iter().find(|one| one.key == *key);
        found.map_or_else(|| key.to_string(), |one| one.title.to_string())
    }
}

fn candidate(
    process: &HeldProcess,
    phase: &Key,
    one: &HeldInitiative,
    says: &GateDocument,
) -> Candidate<Key> {
    let scores = process.criteria_of(phase);
    let scores = scores.map(|one| (one.key.clone(), says.scores_of(&one.key)));
    let lacks = lacking(process, phase, says);
    Candidate {
        id: one.key.clone(),
        scores: scores.collect::<BTreeMap<_, _>>(),
        is_held_back: !lacks.failed.is_empty(),
    }
}

/// A process, for the collaboration's own people. Fails with `not_found`.
pub(crate) async fn find_process(
    tx: &Tx,
    actor: &Actor,
    (collaboration, process): (&str, &str),
) -> Result<(Scope, HeldProcess), Problem> {
    let scope = Scope::find(tx, actor, collaboration).await?;
    if !scope.sees_drafts() {
        return Err(Problem::not_found());
    }
    let process = PROCESS.find(tx, &scope, process).await?;
    Ok((scope, process.ok_or_else(Problem::not_found)?))
}
