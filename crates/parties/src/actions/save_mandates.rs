use super::{count_list_save, settle};
use crate::model::{Mandate, check_mandates};
use crate::policy::Action;
use crate::{GroupId, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};
use serde_json::{Value, json};

/// Sets the whole list of mandates of the collaboration itself (`group` none) or of a group.
/// `seen_revision` is that of the collaboration or group. Answers whether anything changed.
///
/// Fails with every `dates_reversed` (at `mandates.<row>.to`), or with `changed_meanwhile`.
pub async fn save_mandates(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    group: Option<&HeldGroup>,
    mandates: &[Mandate],
    seen_revision: i64,
) -> Result<bool, Problems> {
    scope.require(Action::SaveMandates.by())?;
    check_mandates(mandates)?;
    let collaboration = &scope.collaboration;
    let group_id = group.map(|group| GroupId(group.id));
    let all = store::list_mandates(tx, collaboration.id).await?;
    let before: Vec<Mandate> = all
        .into_iter()
        .filter(|(of, _)| *of == group_id)
        .map(|(_, mandate)| mandate)
        .collect();
    if before == mandates {
        return Ok(false);
    }
    let object = count_list_save(tx, scope, group, seen_revision).await?;
    store::replace_mandates(tx, collaboration.id, group_id, mandates).await?;
    let event = scope.event("mandates.saved", object);
    let event = event.change(Some(&written(&before)), Some(&written(mandates)))?;
    tx.record(actor, event).await?;
    settle(tx, actor, scope, "mandates.csv").await?;
    Ok(true)
}

/// The list as it stands in the log: parties by their keys.
pub(crate) fn written(mandates: &[Mandate]) -> Vec<Value> {
    let one = |mandate: &Mandate| {
        json!({
            "role": mandate.role,
            "title": mandate.title,
            "party": mandate.party.as_ref().map(|party| &party.key),
            "from": mandate.from,
            "to": mandate.to,
        })
    };
    mandates.iter().map(one).collect()
}
