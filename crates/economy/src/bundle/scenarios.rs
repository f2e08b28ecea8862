//! `scenarios/<scenario>/`: what a what-if was computed from, and what it started from.

use super::parts::{note, same_name};
use crate::actions::{SaveScenario, save_scenario};
use crate::records::{DistributionRecord, ScenarioRecord};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{DistributionInput, ScenarioBase, Shown};
use samverk_exchange::{Folder, Intake, to_toml};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Problems};
use samverk_parties::Scope;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    #[schemars(with = "String")]
    pub key: Key,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default)]
    #[schemars(with = "ShownSchema")]
    pub shown: Shown,
    #[schemars(with = "BaseSchema")]
    pub based_on: ScenarioBase,
}

#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used")]
enum ShownSchema {
    Draft,
    Members,
    Public,
}

/// A distribution, or a model and the year of a budget.
#[derive(JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[allow(dead_code, reason = "only its schema is used")]
enum BaseSchema {
    Distribution { distribution: String },
    Model { model: String, year: i32 },
}

#[derive(Debug)]
pub struct ReadScenario {
    folder: String,
    file: ScenarioFile,
    input: DistributionInput,
    /// Nothing when the scenario started from what an adopted distribution was computed from.
    base: Option<DistributionInput>,
}

pub fn read(intake: &mut Intake, folder: &str) -> Vec<ReadScenario> {
    let names = intake.names_in(&format!("{folder}/scenarios"));
    let read = |name: &String| {
        let folder = format!("{folder}/scenarios/{name}");
        read_one(intake, folder, name)
    };
    names.iter().filter_map(read).collect()
}

fn read_one(intake: &mut Intake, folder: String, name: &str) -> Option<ReadScenario> {
    let document = format!("{folder}/scenario.toml");
    let file: Option<ScenarioFile> = intake.required_document(&document);
    let input = intake.required_document(&format!("{folder}/inputs.toml"));
    let base = intake.document(&format!("{folder}/base.toml"));
    let file = file?;
    intake.keep(same_name(name, file.key.as_str(), &document))?;
    Some(ReadScenario {
        folder,
        file,
        input: input?,
        base,
    })
}

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadScenario,
    intake: &mut Intake,
) -> Result<(), Problem> {
    match save(tx, actor, scope, read).await {
        Ok(_) => Ok(()),
        Err(problems) => note(intake, problems, |problem| read.place(problem)),
    }
}

impl ReadScenario {
    /// The distribution that it starts from.
    pub fn base(&self) -> Option<&Key> {
        match &self.file.based_on {
            ScenarioBase::Distribution { distribution } => Some(distribution),
            ScenarioBase::Model { .. } => None,
        }
    }

    /// What concerns the computation stands in the inputs.
    fn place(&self, problem: Problem) -> Problem {
        let own = ["key", "title", "based_on"];
        let field = problem.place.field.as_deref().unwrap_or("key");
        let file = match own.contains(&field) {
            true => "scenario.toml",
            false => "inputs.toml",
        };
        problem.at_file(&format!("{}/{file}", self.folder))
    }
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadScenario,
) -> Result<ScenarioRecord, Problems> {
    let of = scope.collaboration.id;
    let file = &read.file;
    let before = store::find_scenario(tx, of, file.key.as_str()).await?;
    let base_input = match &read.base {
        Some(base) => base.clone(),
        None => adopted_input(tx, of, &file.based_on).await?,
    };
    let input = SaveScenario {
        key: file.key.clone(),
        title: file.title.clone(),
        note: file.note.clone(),
        shown: file.shown,
        based_on: file.based_on.clone(),
        base_input,
        input: read.input.clone(),
        revision: before.map(|before| before.revision),
    };
    save_scenario(tx, actor, scope, input).await
}

/// Fails with `scenario_base_missing` when the base is no adopted distribution.
async fn adopted_input(
    tx: &Tx,
    of: CollaborationId,
    base: &ScenarioBase,
) -> Result<DistributionInput, Problem> {
    let missing = || Problem::invalid("scenario_base_missing").at_field("based_on");
    let ScenarioBase::Distribution { distribution } = base else {
        return Err(missing());
    };
    let found = store::find_distribution(tx, of, distribution.as_str()).await?;
    let adopted = found.and_then(|record| record.adopted);
    adopted.map(|adopted| adopted.input).ok_or_else(missing)
}

pub async fn write(
    tx: &Tx,
    of: CollaborationId,
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let distributions = store::list_distributions(tx, of).await?;
    for record in store::list_scenarios(tx, of).await? {
        let path = format!("{path}/scenarios/{}", record.key);
        folder.insert(
            format!("{path}/scenario.toml"),
            to_toml(&document(&record))?,
        );
        folder.insert(format!("{path}/inputs.toml"), to_toml(&record.input)?);
        if !is_adopted_base(&record, &distributions) {
            folder.insert(format!("{path}/base.toml"), to_toml(&record.base_input)?);
        }
    }
    Ok(())
}

fn document(record: &ScenarioRecord) -> ScenarioFile {
    ScenarioFile {
        key: record.key.clone(),
        title: record.title.clone(),
        note: record.note.clone(),
        shown: record.shown,
        based_on: record.based_on.clone(),
    }
}

/// Whether the scenario started from just what the adopted distribution keeps.
fn is_adopted_base(record: &ScenarioRecord, distributions: &[DistributionRecord]) -> bool {
    let ScenarioBase::Distribution { distribution } = &record.based_on else {
        return false;
    };
    let found = distributions
        .iter()
        .find(|known| known.key == *distribution);
    let adopted = found.and_then(|known| known.adopted.as_ref());
    adopted.is_some_and(|adopted| adopted.input == record.base_input)
}
