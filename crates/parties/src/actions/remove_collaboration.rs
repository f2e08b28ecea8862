use super::save_mandates::written as written_mandates;
use super::save_members::written as written_members;
use crate::above::Above;
use crate::model::{Mandate, Member};
use crate::policy::Action;
use crate::{GROUP, Scope, store};
use samverk_database::{Tx, keep_warnings};
use samverk_foundation::{Actor, Problem};
use samverk_kept::{AnyKind, told_all};
use serde_json::{Value, json};

/// Removes a collaboration that is not published, with its groups, members, mandates, assessments,
/// relations and needs; the log keeps what they were.
///
/// Fails with `collaboration_published`, `collaboration_has_people` when somebody has a role in
/// it, or `collaboration_in_use` when it holds plans, budgets or the like, or another
/// collaboration belongs to it.
pub async fn remove_collaboration(
    tx: &Tx,
    actor: &Actor,
    above: &Above,
    scope: &Scope,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::RemoveCollaboration.by())?;
    let collaboration = &scope.collaboration;
    if collaboration.published {
        return Err(Problem::conflict("collaboration_published"));
    }
    if (above.collaboration_has_people)(tx, collaboration.id).await? {
        return Err(Problem::conflict("collaboration_has_people"));
    }
    let kinds = above.all_kinds();
    let before = everything(tx, scope, &kinds).await?;
    for group in GROUP.bare(tx, scope).await? {
        keep_warnings(tx, actor, &group.object(&GROUP), &[]).await?;
    }
    keep_warnings(tx, actor, &collaboration.object(), &[]).await?;
    store::delete_collaboration(tx, collaboration.id, &kinds, seen).await?;
    let event = scope.event("collaboration.removed", collaboration.object());
    tx.record(actor, event.change(Some(&before), None::<&()>)?)
        .await
}

/// What the log keeps.
async fn everything(
    tx: &Tx,
    scope: &Scope,
    kinds: &[&'static dyn AnyKind],
) -> Result<Value, Problem> {
    let id = scope.collaboration.id;
    let members = store::list_group_members(tx, id).await?;
    let members: Vec<Member> = members.into_iter().map(|(_, member)| member).collect();
    let mandates = store::list_mandates(tx, id).await?;
    let mandates: Vec<Mandate> = mandates.into_iter().map(|(_, mandate)| mandate).collect();
    let mut all = json!({
        "collaboration": scope.collaboration,
        "members": written_members(&scope.members),
        "group_members": written_members(&members),
        "mandates": written_mandates(&mandates),
        "assessments": store::list_assessments(tx, id).await?,
    });
    for kind in kinds {
        let name = kind.facts().api.plural.replace('-', "_");
        all[name] = told_all(tx, *kind, id.0).await?;
    }
    Ok(all)
}
