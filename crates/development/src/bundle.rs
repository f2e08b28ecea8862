//! The domain's documents of the folder format (`docs/bundle.md`): processes, what stands at each gate of an
//! initiative, and the rankings that were made. The tables of what is described once are the machine's.

use crate::initiatives::actions::put_gate;
use crate::initiatives::store::{list_gates, list_rankings};
use crate::initiatives::{GateDocument, INITIATIVE, InProcess};
use crate::processes::PROCESS;
use crate::ranking::{RankingDocument, restore_ranking};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, to_toml};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, ProblemKind, Problems};
use samverk_kept::documents_of;
use samverk_parties::store::list_told;
use samverk_parties::{COLLABORATION, Scope};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A document with its place in the folder.
#[derive(Debug)]
struct Read<T> {
    collaboration: String,
    /// The initiative, or the process.
    of: String,
    /// The phase, or the number.
    name: String,
    file: String,
    says: T,
}

/// What a folder says of gates and rankings.
#[derive(Debug, Default)]
pub struct GateBundle {
    gates: Vec<Read<GateDocument>>,
    rankings: Vec<Read<KeptFile>>,
}

/// A ranking in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeptFile {
    /// The key of a phase of the process.
    #[schemars(with = "String")]
    phase: Key,
    ranking: RankingDocument,
}

pub fn read(intake: &mut Intake) -> GateBundle {
    let mut bundle = GateBundle::default();
    for collaboration in intake.names_in("collaborations") {
        bundle
            .gates
            .extend(documents(intake, &collaboration, "initiatives"));
        bundle
            .rankings
            .extend(documents(intake, &collaboration, "rankings"));
    }
    bundle
}

/// `{folder}/{of}/{name}.toml`
fn documents<T: for<'d> Deserialize<'d>>(
    intake: &mut Intake,
    collaboration: &str,
    folder: &str,
) -> Vec<Read<T>> {
    let below = format!("collaborations/{collaboration}/{folder}");
    let mut found = Vec::new();
    for of in intake.names_in(&below) {
        for file in intake.names_in(&format!("{below}/{of}")) {
            let path = format!("{below}/{of}/{file}");
            let Some(name) = file.strip_suffix(".toml") else {
                continue;
            };
            found.extend(intake.document::<T>(&path).map(|says| Read {
                collaboration: collaboration.to_owned(),
                of: of.clone(),
                name: name.to_owned(),
                file: path,
                says,
            }));
        }
    }
    found
}

/// Does what the folder says, when the initiatives and processes are there.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &GateBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for read in &bundle.gates {
        let done = apply_gate(tx, actor, read).await;
        note(intake, &read.file, done)?;
    }
    for read in &bundle.rankings {
        let done = apply_ranking(tx, actor, read).await;
        note(intake, &read.file, done)?;
    }
    Ok(())
}

fn note(intake: &mut Intake, file: &str, done: Result<(), Problems>) -> Result<(), Problem> {
    for problem in done.err().into_iter().flat_map(|problems| problems.0) {
        if problem.kind == ProblemKind::Internal {
            return Err(problem);
        }
        intake.problems.push(problem.at_file(file));
    }
    Ok(())
}

/// What is not there is told as what is written wrong.
fn unless_missing<T>(found: Result<T, Problem>, otherwise: Problem) -> Result<T, Problem> {
    found.map_err(|problem| match problem.kind {
        ProblemKind::NotFound => otherwise,
        _ => problem,
    })
}

async fn apply_gate(tx: &Tx, actor: &Actor, read: &Read<GateDocument>) -> Result<(), Problems> {
    let at = InProcess::find(tx, actor, &read.collaboration, &read.of).await;
    let at = unless_missing(
        at,
        Problem::invalid("initiative_without_process").with("key", &read.of),
    )?;
    let unknown = Problem::invalid("process_phase_unknown")
        .with("value", &read.name)
        .with("allowed", crate::initiatives::keys_of_phases(&at.process));
    let phase = unless_missing(at.gated(&read.name), unknown)?.key.clone();
    put_gate(tx, actor, &at, &phase, read.says.clone()).await
}

async fn apply_ranking(tx: &Tx, actor: &Actor, read: &Read<KeptFile>) -> Result<(), Problems> {
    let scope = Scope::find(tx, actor, &read.collaboration).await;
    let key = &read.collaboration;
    let scope = unless_missing(
        scope,
        Problem::invalid("collaboration_unknown").with("key", key),
    )?;
    let process = PROCESS.find(tx, &scope, &read.of).await?;
    let unknown = || Problem::invalid("process_unknown").with("key", &read.of);
    let process = process.ok_or_else(unknown)?;
    let number = read.name.parse::<i64>();
    let number = number.map_err(|_| Problem::invalid("ranking_differs"))?;
    let KeptFile { phase, ranking } = read.says.clone();
    restore_ranking(tx, actor, &scope, (&process, phase), number, ranking).await
}

/// The canonical documents of one collaboration or all.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in list_told(tx, only).await? {
        if let Some(at) = (COLLABORATION.by_id)(tx, one.id.0).await? {
            documents_of(tx, &PROCESS, at.as_ref(), |_| true, &mut folder).await?;
        }
        let root = format!("collaborations/{}", one.key);
        write_gates(tx, one.id, &root, &mut folder).await?;
        write_rankings(tx, one.id, &root, &mut folder).await?;
    }
    Ok(folder)
}

async fn write_gates(
    tx: &Tx,
    of: CollaborationId,
    root: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let initiatives = INITIATIVE.whole(tx, of.0).await?;
    let ids: Vec<Uuid> = initiatives.iter().map(|one| one.id).collect();
    let gates = list_gates(tx, &ids).await?;
    for one in &initiatives {
        for (phase, gate) in gates.get(&one.id).into_iter().flatten() {
            let path = format!("{root}/initiatives/{}/{phase}.toml", one.key);
            folder.insert(path, to_toml(&gate.says)?);
        }
    }
    Ok(())
}

async fn write_rankings(
    tx: &Tx,
    of: CollaborationId,
    root: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let processes = PROCESS.whole(tx, of.0).await?;
    let ids: Vec<Uuid> = processes.iter().map(|one| one.id).collect();
    for one in list_rankings(tx, &ids).await? {
        let process = processes.iter().find(|process| process.id == one.process);
        let Some(process) = process else { continue };
        let path = format!("{root}/rankings/{}/{}.toml", process.key, one.number);
        let file = KeptFile {
            phase: one.phase,
            ranking: one.says,
        };
        folder.insert(path, to_toml(&file)?);
    }
    Ok(())
}

pub fn schemas() -> Vec<FileSchema> {
    vec![
        document_schema::<GateDocument>("collaborations/initiatives/gate.toml"),
        document_schema::<KeptFile>("collaborations/rankings/ranking.toml"),
    ]
}
