use super::adopt_plan::keep_version;
use super::keep_named_parts;
use crate::catalogues::list_catalogues;
use crate::groups::group_keys;
use crate::model::{GoalNames, Plan, PlanContent, PlanVersion, VersionStatus, check_content};
use crate::policy::Action;
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId, Decision, Problem, Problems};
use samverk_parties::Scope;

/// A whole version as an import brings it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionDraft {
    pub number: i64,
    pub label: String,
    pub status: VersionStatus,
    pub published: bool,
    pub comments_until: Option<NaiveDate>,
    pub decision: Option<Decision>,
    pub content: PlanContent,
}

impl VersionDraft {
    /// An empty version 1.
    pub fn first() -> Self {
        Self {
            number: 1,
            label: String::new(),
            status: VersionStatus::Draft,
            published: false,
            comments_until: None,
            decision: None,
            content: PlanContent::default(),
        }
    }

    pub fn of(version: &PlanVersion) -> Self {
        Self {
            number: version.number,
            label: version.label.clone(),
            status: version.status,
            published: version.published,
            comments_until: version.comments_until,
            decision: version.decision.clone(),
            content: version.content.clone(),
        }
    }

    fn becomes(self, id: uuid::Uuid, plan: &Plan, revision: i64) -> PlanVersion {
        let Self {
            number,
            label,
            status,
            published,
            comments_until,
            decision,
            content,
        } = self;
        let plan = plan.id;
        PlanVersion {
            id,
            plan,
            number,
            label,
            status,
            published,
            comments_until,
            decision,
            content,
            revision,
        }
    }

    fn check(&self, today: NaiveDate) -> Result<(), Problem> {
        if self.number < 1 {
            return Err(Problem::invalid("version_number_invalid").with("value", self.number));
        }
        match (self.status.is_locked(), &self.decision) {
            (true, None) => Err(Problem::invalid("version_decision_missing").at_field("decision")),
            (false, Some(_)) => {
                Err(Problem::invalid("version_decision_too_early").at_field("decision"))
            }
            (true, Some(decision)) => decision.require_taken(today),
            _ => Ok(()),
        }
    }
}

/// Fails with everything that is wrong in the text; see `model::check_content`.
pub(super) async fn check_in(
    tx: &Tx,
    collaboration: CollaborationId,
    content: &PlanContent,
) -> Result<(), Problems> {
    let names = GoalNames::of(&list_catalogues(tx).await?);
    check_content(content, &names, &group_keys(tx, collaboration).await?)
}

pub(super) async fn insert_first(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    plan: &Plan,
    draft: VersionDraft,
) -> Result<(), Problems> {
    draft.check(tx.today())?;
    check_in(tx, scope.collaboration.id, &draft.content).await?;
    insert(tx, actor, scope, plan, draft).await?;
    Ok(())
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    plan: &Plan,
    draft: VersionDraft,
) -> Result<(), Problem> {
    let new = draft.becomes(tx.new_id(), plan, 1);
    store::insert_version(tx, &new).await?;
    if new.status == VersionStatus::Adopted {
        store::supersede_others(tx, &new).await?;
    }
    if new.status.is_locked() {
        keep_version(tx, plan, &new).await?;
    }
    let object = ObjectRef::new("plan", plan.id.0, &plan.title);
    let event = scope.event("plan.version_started", object);
    tx.record(actor, event.change(None::<&PlanVersion>, Some(&new))?)
        .await
}

/// The same as [`bring_version`] for one version alone. Fails also with `plan_part_in_use`.
pub async fn put_version(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    draft: VersionDraft,
) -> Result<(), Problems> {
    let number = draft.number;
    if let Some(before) = at.versions.iter().find(|one| one.number == number) {
        let after = draft.clone().becomes(before.id, &at.plan, before.revision);
        keep_named_parts(tx, at, &at.with_version(number, Some(after))).await?;
    }
    bring_version(tx, actor, at, draft).await
}

/// Brings in a version with the status it has elsewhere. A decided text never changes: what may
/// change then is whether it is published, and that it is superseded. Fails with `version_locked`.
pub(crate) async fn bring_version(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    draft: VersionDraft,
) -> Result<(), Problems> {
    at.require(Action::SavePlan.by())?;
    draft.check(tx.today())?;
    let Some(before) = at
        .versions
        .iter()
        .find(|version| version.number == draft.number)
    else {
        check_in(tx, at.scope.collaboration.id, &draft.content).await?;
        insert(tx, actor, &at.scope, &at.plan, draft).await?;
        return Ok(());
    };
    if VersionDraft::of(before) == draft {
        return Ok(());
    }
    if before.status.is_locked() {
        check_locked(before, &draft)?;
    } else {
        check_in(tx, at.scope.collaboration.id, &draft.content).await?;
    }
    if draft.status.is_locked() || draft.published != before.published {
        at.require(Action::AdoptPlan.by())?;
    }
    let after = draft.becomes(before.id, &at.plan, before.revision + 1);
    store::update_version(tx, &after, before.revision).await?;
    if after.status == VersionStatus::Adopted {
        store::supersede_others(tx, &after).await?;
    }
    if after.status.is_locked() && !before.status.is_locked() {
        keep_version(tx, &at.plan, &after).await?;
    }
    let event = at
        .event("plan.version_imported")
        .change(Some(before), Some(&after))?;
    tx.record(actor, event).await?;
    Ok(())
}

fn check_locked(before: &PlanVersion, draft: &VersionDraft) -> Result<(), Problem> {
    let allowed = VersionDraft {
        published: draft.published,
        status: match draft.status {
            VersionStatus::Superseded => VersionStatus::Superseded,
            _ => before.status,
        },
        ..VersionDraft::of(before)
    };
    match allowed == *draft {
        true => Ok(()),
        false => Err(Problem::conflict("version_locked").with("number", before.number)),
    }
}
