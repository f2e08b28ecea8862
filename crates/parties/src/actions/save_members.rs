use super::{count_list_save, settle};
use crate::model::{Member, check_members};
use crate::policy::Action;
use crate::{GroupId, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};
use serde_json::{Value, json};

/// Sets the whole list of members of the collaboration itself (`group` none) or of a group.
/// `seen_revision` is that of the collaboration or group. Answers whether anything changed.
///
/// Fails with every `member_repeated` and `dates_reversed` (at `members.<row>.<column>`),
/// or with `changed_meanwhile`.
pub async fn save_members(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    group: Option<&HeldGroup>,
    members: &[Member],
    seen_revision: i64,
) -> Result<bool, Problems> {
    scope.require(Action::SaveMembers.by())?;
    check_members(members)?;
    let collaboration = &scope.collaboration;
    let group_id = group.map(|group| GroupId(group.id));
    let before = store::list_members(tx, collaboration.id, group_id).await?;
    if before == members {
        return Ok(false);
    }
    let object = count_list_save(tx, scope, group, seen_revision).await?;
    store::replace_members(tx, collaboration.id, group_id, members).await?;
    let event = scope.event("members.saved", object);
    let event = event.change(Some(&written(&before)), Some(&written(members)))?;
    tx.record(actor, event).await?;
    settle(tx, actor, scope, "members.csv").await?;
    Ok(true)
}

/// The list as it stands in the log: parties by their keys.
pub(crate) fn written(members: &[Member]) -> Vec<Value> {
    let one = |member: &Member| {
        json!({
            "party": member.party.key,
            "standing": member.standing,
            "from": member.from,
            "to": member.to,
            "note": member.note,
        })
    };
    members.iter().map(one).collect()
}
