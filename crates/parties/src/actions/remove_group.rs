use super::save_mandates::written as written_mandates;
use super::save_members::written as written_members;
use super::settle;
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use serde_json::json;

/// Removes a group with its members and mandates; the log keeps what they were.
///
/// Fails with `not_found`, with `group_has_history` when it has been assessed (assessments are
/// never removed), with `group_in_use` when other groups or a plan lean on
/// it, or with `changed_meanwhile`.
pub async fn remove_group(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveGroup.by())?;
    let collaboration = scope.collaboration.id;
    let found = store::find_group(tx, collaboration, key).await?;
    let group = found.ok_or_else(Problem::not_found)?;
    store::count_group_save(tx, group.id, seen).await?;
    let assessments = store::list_assessments(tx, collaboration).await?;
    let subject = crate::model::Subject::Group(group.id);
    if assessments
        .iter()
        .any(|assessment| assessment.subject == subject)
    {
        return Err(Problem::conflict("group_has_history"));
    }
    let groups = store::list_groups(tx, collaboration).await?;
    if groups.iter().any(|other| other.parent == Some(group.id)) {
        return Err(Problem::conflict("group_in_use"));
    }
    let members = store::list_members(tx, collaboration, Some(group.id)).await?;
    let mandates = store::list_mandates(tx, collaboration).await?;
    let mandates: Vec<_> = mandates
        .into_iter()
        .filter(|(of, _)| *of == Some(group.id))
        .map(|(_, one)| one)
        .collect();
    store::replace_members(tx, collaboration, Some(group.id), &[]).await?;
    store::replace_mandates(tx, collaboration, Some(group.id), &[]).await?;
    store::delete_group(tx, group.id, seen + 1).await?;

    let before = json!({
        "group": group,
        "members": written_members(&members),
        "mandates": written_mandates(&mandates),
    });
    let object = group.object();
    let event = scope
        .event("group.removed", object)
        .change(Some(&before), None::<&()>)?;
    tx.record(actor, event).await?;
    settle(tx, actor, scope, "groups.csv").await
}
