//! A plan as the ground on which described things hang.

use crate::pages::inside_plan;
use crate::{PlanId, PlanScope, READ, WRITE, store};
use samverk_database::Tx;
use samverk_fields::{Condition, FieldKey, Value};
use samverk_foundation::{CollaborationId, Key, Problem, Roles};
use samverk_kept::{Ground, GroundKind, part};
use samverk_parties::{COLLABORATION, Scope};
use samverk_web::{Ui, Visibility};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

pub static PLAN: GroundKind = GroundKind {
    web: "/samverkan/{collaboration}/planer/{plan}",
    api: "/collaborations/{collaboration}/plans/{plan}",
    scopes: [READ, WRITE],
    column: Some("plan_id"),
    folder: "collaborations/{collaboration}/plans/{plan}",
    find: |tx, actor, parts| {
        let (collaboration, plan) = (part(parts, "collaboration"), part(parts, "plan"));
        Box::pin(async move {
            let found = PlanScope::find(tx, actor, collaboration, plan).await?;
            Ok(Arc::new(found) as Arc<dyn Ground>)
        })
    },
    by_id: |tx, id| Box::pin(seen_by_a_stranger(tx, PlanId(id))),
};

async fn seen_by_a_stranger(tx: &Tx, id: PlanId) -> Result<Option<Arc<dyn Ground>>, Problem> {
    let Some(plan) = store::find_plan_by_id(tx, id).await? else {
        return Ok(None);
    };
    let Some(scope) = (COLLABORATION.by_id)(tx, plan.collaboration.0).await? else {
        return Ok(None);
    };
    let mut versions = store::list_versions(tx, id).await?;
    versions.retain(|version| version.published);
    let scope = Scope::clone(scope.known()?);
    let at = PlanScope {
        scope,
        plan,
        versions,
    };
    Ok(Some(Arc::new(at)))
}

/// What is shown of what belongs to parts of the plan: to outsiders only where the version that they
/// read has the part.
pub(crate) fn shown(at: &PlanScope, areas: &[FieldKey], goals: &[FieldKey]) -> Condition {
    if at.scope.sees_drafts() {
        return Condition::Always;
    }
    let Some(version) = at.versions.last() else {
        return Condition::Any(Vec::new());
    };
    let known_areas = version.content.focus_areas.iter().map(|area| &area.key);
    let known_goals = version.content.goals.iter().map(|goal| &goal.key);
    let areas = areas
        .iter()
        .map(|field| nothing_or(field, known_areas.clone()));
    let goals = goals
        .iter()
        .map(|field| nothing_or(field, known_goals.clone()));
    Condition::All(areas.chain(goals).collect())
}

/// What measures a goal: to outsiders where a version that they may read has it, for an older one leads there too.
pub(crate) fn of_any_version(at: &PlanScope, goal: &FieldKey) -> Condition {
    if at.scope.sees_drafts() {
        return Condition::Always;
    }
    let goals = at
        .versions
        .iter()
        .flat_map(|version| &version.content.goals);
    let goals: BTreeSet<&Key> = goals.map(|goal| &goal.key).collect();
    let goals = goals.into_iter().map(|key| Value::Key(key.clone()));
    Condition::Among(goal.clone(), goals.collect())
}

fn nothing_or<'k>(field: &FieldKey, keys: impl Iterator<Item = &'k Key>) -> Condition {
    let keys = keys.map(|key| Value::Key(key.clone())).collect();
    Condition::Any(vec![
        Condition::Not(Box::new(Condition::Said(field.clone()))),
        Condition::Among(field.clone(), keys),
    ])
}

impl Ground for PlanScope {
    fn id(&self) -> Uuid {
        self.plan.id.0
    }

    fn name(&self) -> &str {
        &self.plan.title
    }

    fn place(&self) -> &str {
        &self.scope.collaboration.name
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        Some(self.scope.collaboration.id)
    }

    fn roles(&self) -> &Roles {
        &self.scope.roles
    }

    fn visibility(&self) -> Visibility {
        let is_shown = self.versions.iter().any(|version| version.published);
        Visibility::of(self.scope.collaboration.published && is_shown)
    }

    fn href(&self, rest: &str) -> String {
        Self::href(self, rest)
    }

    fn api(&self, rest: &str) -> String {
        Ground::api(&self.scope, &format!("/plans/{}{rest}", self.plan.key))
    }

    fn file(&self, name: &str) -> String {
        Ground::file(&self.scope, &format!("plans/{}/{name}", self.plan.key))
    }

    fn ui(&self, ui: Ui) -> Ui {
        inside_plan(ui, self)
    }
}
