use crate::ModelId;
use crate::measures::list_tables;
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::store;
use samverk_database::Tx;
use samverk_engine::{DistributionModel, KnownNames, POPULATION, check_model, check_names};
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;

/// Makes or changes a distribution model; `seen` is the revision that the person saw, nothing for
/// a new one. A model may be saved before it has rules, so that it can be built rule by rule.
/// Saving what already stands changes and records nothing.
///
/// Fails with every error of [`check_model`] and [`check_names`], `model_key_taken`, or
/// `model_locked` when an adopted distribution uses it.
pub async fn save_model(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    model: DistributionModel,
    seen: Option<i64>,
) -> Result<ModelRecord, Problems> {
    scope.require(Action::SaveModel.by())?;
    let of = scope.collaboration.id;
    let before = store::find_model(tx, of, model.key.as_str()).await?;
    match (&before, seen) {
        (Some(before), Some(_)) if before.model == model => return Ok(before.clone()),
        (Some(_), None) => {
            let taken = Problem::conflict("model_key_taken").with("key", &model.key);
            return Err(taken.at_field("name").into());
        }
        (None, Some(_)) => return Err(Problem::not_found().into()),
        (Some(_), Some(_)) | (None, None) => {}
    }
    text::name(&model.name, "name")?;
    check_rules(tx, scope, &model).await?;
    if before.is_some() {
        require_unlocked(tx, scope, &model.key).await?;
    }
    let id = before
        .as_ref()
        .map_or_else(|| ModelId(tx.new_id()), |before| before.id);
    let after = ModelRecord {
        id,
        model,
        revision: seen.unwrap_or_default().saturating_add(1),
    };
    match seen {
        Some(seen) => store::update_model(tx, of, &after, seen).await?,
        None => store::insert_model(tx, of, &after).await?,
    }
    let event = scope.event("distribution_model.saved", after.object());
    tx.record(actor, event.change(before.as_ref(), Some(&after))?)
        .await?;
    Ok(after)
}

/// Fails with `model_locked` when an adopted distribution uses the model.
pub(super) async fn require_unlocked(tx: &Tx, scope: &Scope, key: &Key) -> Result<(), Problem> {
    let all = store::list_distributions(tx, scope.collaboration.id).await?;
    match all
        .iter()
        .find(|known| known.is_adopted() && known.model == *key)
    {
        Some(user) => Err(Problem::conflict("model_locked").with("distribution", &user.title)),
        None => Ok(()),
    }
}

/// Everything that hinders saving the model's rules.
/// Names of parts are checked once there is a budget to take them from.
pub(crate) async fn check_rules(
    tx: &Tx,
    scope: &Scope,
    model: &DistributionModel,
) -> Result<(), Problems> {
    let of = scope.collaboration.id;
    let budgets = store::list_budgets(tx, of).await?;
    let measures = list_tables(tx, of).await?;
    let in_rules = model.rules.iter().filter_map(|rule| match &rule.base {
        samverk_engine::Base::Parts(parts) => Some(parts),
        _ => None,
    });
    let parts = match budgets.is_empty() {
        true => in_rules.flatten().collect(),
        false => budgets
            .iter()
            .flat_map(|b| b.budget.parts.iter().map(|part| &part.key))
            .collect(),
    };
    let own = measures.iter().map(|table| table.key.as_str());
    let known = KnownNames {
        parties: scope
            .members
            .iter()
            .map(|member| &member.party.key)
            .collect(),
        parts,
        tables: own.chain([POPULATION]).collect(),
    };
    let mut problems = check_model(model).errors;
    problems.0.extend(check_names(model, &known).errors.0);
    problems.0.retain(|problem| problem.code != "rules_missing");
    problems.or(())
}
