use super::free_key;
use super::put_version::{VersionDraft, insert_first};
use crate::PlanId;
use crate::model::{Plan, check_key, check_text};
use crate::policy::Action;
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Problems, text};
use samverk_parties::Scope;

/// What can be said of a plan. `seen` is the revision that the person saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFacts {
    pub title: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub source: String,
    pub seen: Option<i64>,
}

impl PlanFacts {
    fn check(&self) -> Result<(), Problem> {
        check_text("title", &self.title, true)?;
        text::name(&self.title, "title")?;
        check_text("source", &self.source, false)?;
        match self.from > self.to {
            true => Err(Problem::invalid("plan_period_backwards").at_field("to")),
            false => Ok(()),
        }
    }

    fn becomes(self, id: PlanId, collaboration: CollaborationId, key: Key, revision: i64) -> Plan {
        let Self {
            title,
            from,
            to,
            source,
            ..
        } = self;
        Plan {
            id,
            collaboration,
            key,
            title,
            from,
            to,
            source,
            revision,
        }
    }
}

/// Starts a plan with its first version. Without a key it gets one from its title.
/// Fails with `already_exists`, and with all that is wrong in the version's text.
pub async fn open_plan(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: Option<Key>,
    facts: PlanFacts,
    first: VersionDraft,
) -> Result<Plan, Problems> {
    scope.require(Action::SavePlan.by())?;
    facts.check()?;
    let present = store::list_plans(tx, scope.collaboration.id).await?;
    let key = match key {
        Some(key) => key,
        None => free_key(&facts.title, present.iter().map(|plan| &plan.key)),
    };
    check_key(&key)?;
    if present.iter().any(|plan| plan.key == key) {
        return Err(Problem::conflict("already_exists").at_field("key").into());
    }
    let plan = facts.becomes(PlanId(tx.new_id()), scope.collaboration.id, key, 1);
    store::insert_plan(tx, &plan).await?;
    let object = ObjectRef::new("plan", plan.id.0, &plan.title);
    let event = scope
        .event("plan.opened", object)
        .change(None::<&Plan>, Some(&plan))?;
    tx.record(actor, event).await?;
    insert_first(tx, actor, scope, &plan, first).await?;
    Ok(plan)
}

/// Changes a plan's title, period or source.
pub async fn save_plan(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    facts: PlanFacts,
) -> Result<Plan, Problem> {
    at.require(Action::SavePlan.by())?;
    facts.check()?;
    let before = &at.plan;
    let seen = facts.seen.unwrap_or(before.revision);
    let after = facts.becomes(
        before.id,
        before.collaboration,
        before.key.clone(),
        before.revision,
    );
    if after == *before {
        return Ok(after);
    }
    let after = Plan {
        revision: seen.saturating_add(1),
        ..after
    };
    store::update_plan(tx, &after, seen).await?;
    tx.record(
        actor,
        at.event("plan.saved").change(Some(before), Some(&after))?,
    )
    .await?;
    Ok(after)
}
