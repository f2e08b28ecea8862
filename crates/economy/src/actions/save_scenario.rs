use super::existing;
use crate::policy::Action;
use crate::records::{Author, ScenarioRecord};
use crate::scenario_input::{Present, result_of};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{DistributionInput, ScenarioBase, Shown, compute};
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;
use uuid::Uuid;

/// A scenario on its way in. `revision` is the one that the person saw; nothing for a new one.
#[derive(Clone, Debug)]
pub struct SaveScenario {
    pub key: Key,
    pub title: String,
    pub note: String,
    pub shown: Shown,
    pub based_on: ScenarioBase,
    /// What it starts from, as it is now.
    pub base_input: DistributionInput,
    pub input: DistributionInput,
    pub revision: Option<i64>,
}

impl SaveScenario {
    fn becomes(self, id: Uuid, author: Author) -> Result<ScenarioRecord, Problem> {
        Ok(ScenarioRecord {
            id,
            key: self.key,
            title: text::name(&self.title, "title")?,
            note: self.note,
            shown: self.shown,
            author,
            based_on: self.based_on,
            base_input: self.base_input,
            input: self.input,
            revision: self.revision.unwrap_or_default().saturating_add(1),
        })
    }
}

/// Makes or changes a scenario that can be computed; it keeps its inputs. The author stays who made
/// it. Saving what already stands changes and records nothing.
///
/// Fails with everything that hinders the computation, `data_year_missing`, `scenario_key_taken`,
/// or `forbidden` for another's scenario or one for the public.
pub async fn save_scenario(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    input: SaveScenario,
) -> Result<ScenarioRecord, Problems> {
    scope.require(Action::SaveScenario.by())?;
    if input.shown == Shown::Public {
        scope.require(Action::ManageScenarios.by())?;
    }
    let of = scope.collaboration.id;
    let before = store::find_scenario(tx, of, input.key.as_str()).await?;
    let seen = input.revision;
    match (&before, seen) {
        (Some(_), None) => {
            let taken = Problem::conflict("scenario_key_taken").with("key", &input.key);
            return Err(taken.at_field("title").into());
        }
        (None, Some(_)) => return Err(Problem::not_found().into()),
        (Some(before), Some(_)) => require_may_change(actor, scope, before)?,
        (None, None) => {}
    }
    result_of(tx, scope, &input.input).await?;
    compute(&input.base_input)?;
    let (id, author) = match &before {
        Some(before) => (before.id, before.author.clone()),
        None => (tx.new_id(), Author::of(actor)),
    };
    let after = input.becomes(id, author)?;
    keep(tx, actor, scope, before, after).await
}

/// Computes the scenario on what is known now: what it changed stands, the rest follows.
/// Fails with everything that hinders the computation.
pub async fn refresh_scenario(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<ScenarioRecord, Problems> {
    let before = existing::scenario(tx, scope, key).await?;
    require_may_change(actor, scope, &before)?;
    let Present { base_input, input } = Present::of(tx, scope, &before).await?;
    result_of(tx, scope, &input).await?;
    compute(&base_input)?;
    let after = ScenarioRecord {
        base_input,
        input,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    keep(tx, actor, scope, Some(before), after).await
}

/// Takes a scenario away; the event keeps what it was.
pub async fn remove_scenario(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    let gone = existing::scenario(tx, scope, key).await?;
    require_may_change(actor, scope, &gone)?;
    store::delete_scenario(tx, gone.id, seen).await?;
    let event = scope.event("scenario.removed", gone.object());
    tx.record(actor, event.change(Some(&gone), None::<&ScenarioRecord>)?)
        .await
}

/// What the person may not see does not exist.
fn require_may_change(
    actor: &Actor,
    scope: &Scope,
    record: &ScenarioRecord,
) -> Result<(), Problem> {
    if !record.is_visible_to(actor, scope) {
        return Err(Problem::not_found());
    }
    match record.may_be_changed_by(actor, scope) {
        true => Ok(()),
        false => scope.require(Action::ManageScenarios.by()),
    }
}

async fn keep(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    before: Option<ScenarioRecord>,
    after: ScenarioRecord,
) -> Result<ScenarioRecord, Problems> {
    let of = scope.collaboration.id;
    match &before {
        Some(before) => {
            let revision = after.revision;
            if (ScenarioRecord {
                revision,
                ..before.clone()
            }) == after
            {
                return Ok(before.clone());
            }
            store::update_scenario(tx, of, &after, revision - 1).await?;
        }
        None => store::insert_scenario(tx, of, &after).await?,
    }
    let event = scope.event("scenario.saved", after.object());
    tx.record(actor, event.change(before.as_ref(), Some(&after))?)
        .await?;
    Ok(after)
}
