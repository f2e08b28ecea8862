use super::adopt_distribution::{AdoptDistribution, adopt_distribution};
use super::existing;
use super::save_distribution::{SaveDistribution, Sharing, save_distribution};
use super::save_model::save_model;
use super::warnings::{Confirmation, Saved};
use crate::policy::Action;
use crate::records::DistributionRecord;
use crate::store;
use samverk_database::Tx;
use samverk_engine::DistributionInput;
use samverk_foundation::{Actor, Decision, Key, Problem, Problems};
use samverk_parties::Scope;

/// A decision to distribute as a scenario does.
#[derive(Clone, Debug)]
pub struct AdoptScenario {
    /// The key and heading of the distribution that it becomes.
    pub key: Key,
    pub title: String,
    pub published: bool,
    pub decision: Decision,
}

/// Makes an adopted distribution of a scenario, with the scenario's inputs. A changed key becomes a
/// model of its own beside it.
///
/// Fails with `distribution_key_taken`, everything that hinders saving the model or the
/// distribution, or `warnings_unconfirmed`.
pub async fn adopt_scenario(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    scenario: &str,
    adopt: AdoptScenario,
    confirmation: Confirmation,
) -> Result<Saved<DistributionRecord>, Problems> {
    scope.require(Action::AdoptDistribution.by())?;
    let record = existing::scenario(tx, scope, scenario).await?;
    if !record.is_visible_to(actor, scope) {
        return Err(Problem::not_found().into());
    }
    let input = with_saved_model(tx, actor, scope, record.input, &adopt.title).await?;
    let save = SaveDistribution {
        key: adopt.key.clone(),
        title: adopt.title,
        year: input.year,
        model: input.model.key.clone(),
        published: adopt.published,
        sharing: Sharing::Members,
        note: record.note,
        printed: None,
        input: Some(input.clone()),
        revision: None,
    };
    let saved = save_distribution(tx, actor, scope, save, confirmation).await?;
    let adopt_it = AdoptDistribution {
        decision: adopt.decision,
        input: Some(input),
        seen: saved.value.revision,
    };
    adopt_distribution(tx, actor, scope, adopt.key.as_str(), adopt_it, confirmation).await
}

/// The input with a model that is saved: the one it was made from when nothing in it was changed,
/// otherwise a new one named after the distribution.
async fn with_saved_model(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    mut input: DistributionInput,
    title: &str,
) -> Result<DistributionInput, Problems> {
    let known = store::list_models(tx, scope.collaboration.id).await?;
    if known.iter().any(|known| known.model == input.model) {
        return Ok(input);
    }
    let is_taken = |key: &Key| known.iter().any(|known| known.model.key == *key);
    let key = Key::from_name(title);
    let mut numbered = (2..).map(|number| key.numbered(number));
    let free = match is_taken(&key) || key.as_str() == "ny" {
        true => numbered.find(|key| !is_taken(key)),
        false => Some(key.clone()),
    };
    input.model.key = free.unwrap_or(key);
    input.model.name = title.to_owned();
    save_model(tx, actor, scope, input.model.clone(), None).await?;
    Ok(input)
}
