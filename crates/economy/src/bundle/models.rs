//! `models/<model>.toml`: a distribution model as the engine reads it.

use super::parts::{note, same_name};
use crate::actions::save_model;
use crate::store;
use samverk_database::Tx;
use samverk_engine::DistributionModel;
use samverk_exchange::{Folder, Intake, to_toml};
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_parties::Scope;

#[derive(Debug)]
pub struct ReadModel {
    file: String,
    model: DistributionModel,
}

pub fn read(intake: &mut Intake, folder: &str) -> Vec<ReadModel> {
    let names = intake.names_in(&format!("{folder}/models"));
    names
        .iter()
        .filter_map(|name| read_one(intake, folder, name))
        .collect()
}

fn read_one(intake: &mut Intake, folder: &str, name: &str) -> Option<ReadModel> {
    let key = name.strip_suffix(".toml")?;
    let file = format!("{folder}/models/{name}");
    let model: DistributionModel = intake.document(&file)?;
    intake.keep(same_name(key, model.key.as_str(), &file))?;
    Some(ReadModel { file, model })
}

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadModel,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let key = read.model.key.as_str();
    let before = store::find_model(tx, scope.collaboration.id, key).await?;
    let seen = before.map(|before| before.revision);
    match save_model(tx, actor, scope, read.model.clone(), seen).await {
        Ok(_) => Ok(()),
        Err(problems) => note(intake, problems, |problem| problem.at_file(&read.file)),
    }
}

pub async fn write(
    tx: &Tx,
    of: CollaborationId,
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    for record in store::list_models(tx, of).await? {
        let file = format!("{path}/models/{}.toml", record.model.key);
        folder.insert(file, to_toml(&record.model)?);
    }
    Ok(())
}
