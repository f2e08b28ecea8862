use super::keep_named_parts;
use super::put_version::check_in;
use crate::model::{PlanContent, PlanVersion, VersionStatus};
use crate::policy::Action;
use crate::{PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use serde_json::{Map, Value};

/// Which version is edited: its number and the revision that the person saw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edition {
    pub number: i64,
    pub seen: i64,
}

/// Changes a part of a draft's text. Fails with `version_locked` or `version_out_for_comment`,
/// `changed_meanwhile`, `plan_part_in_use`, and with everything that would be wrong in the text.
pub(super) async fn edit_content(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    edition: Edition,
    kind: &'static str,
    edit: impl FnOnce(&mut PlanContent) -> Result<(), Problem>,
) -> Result<(), Problems> {
    at.require(Action::SavePlan.by())?;
    let before = at.version(edition.number)?;
    let after = edited(before, edit)?;
    if after.content == before.content {
        return Ok(());
    }
    check_in(tx, at.scope.collaboration.id, &after.content).await?;
    let plan_after = at.with_version(edition.number, Some(after.clone()));
    keep_named_parts(tx, at, &plan_after).await?;
    let after = PlanVersion {
        revision: edition.seen.saturating_add(1),
        ..after
    };
    store::update_version(tx, &after, edition.seen).await?;
    let [old, new] = changed_parts(&before.content, &after.content)?;
    tx.record(actor, at.event(kind).change(Some(&old), Some(&new))?)
        .await?;
    Ok(())
}

fn edited(
    before: &PlanVersion,
    edit: impl FnOnce(&mut PlanContent) -> Result<(), Problem>,
) -> Result<PlanVersion, Problem> {
    match before.status {
        VersionStatus::Draft => {}
        VersionStatus::Consultation => {
            return Err(Problem::conflict("version_out_for_comment").with("number", before.number));
        }
        VersionStatus::Adopted | VersionStatus::Superseded => {
            return Err(Problem::conflict("version_locked").with("number", before.number));
        }
    }
    let mut after = before.clone();
    edit(&mut after.content)?;
    Ok(after)
}

/// Only the fields that differ, so that the history tells what was done.
fn changed_parts(before: &PlanContent, after: &PlanContent) -> Result<[Value; 2], Problem> {
    let object = |content: &PlanContent| match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(Problem::internal(format!("a content that is {other}"))),
        Err(error) => Err(Problem::internal(error)),
    };
    let (old, new) = (object(before)?, object(after)?);
    let differing = |fields: &Map<String, Value>, others: &Map<String, Value>| {
        let differs = |(name, value): &(&String, &Value)| others.get(*name) != Some(*value);
        let parts = fields.iter().filter(differs);
        Value::Object(
            parts
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    };
    Ok([differing(&old, &new), differing(&new, &old)])
}
