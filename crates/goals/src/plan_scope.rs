use crate::model::{Plan, PlanVersion, foremost, in_force};
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Key, Problem, Role};
use samverk_parties::Scope;

/// A plan as one actor sees it: the collaboration, the plan, and those of its versions that the
/// actor may read. Everything about a plan is reached through it.
#[derive(Clone, Debug)]
pub struct PlanScope {
    pub scope: Scope,
    pub plan: Plan,
    /// By number.
    pub versions: Vec<PlanVersion>,
}

impl PlanScope {
    /// Fails with `not_found` when there is no such plan, or nothing of it is for the actor.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        plan: &str,
    ) -> Result<Self, Problem> {
        Self::inside(tx, Scope::find(tx, actor, collaboration).await?, plan).await
    }

    /// The same in a collaboration that is already found.
    pub async fn inside(tx: &Tx, scope: Scope, plan: &str) -> Result<Self, Problem> {
        let found = store::find_plan(tx, scope.collaboration.id, plan).await?;
        let plan = found.ok_or_else(Problem::not_found)?;
        let mut versions = store::list_versions(tx, plan.id).await?;
        if !scope.sees_drafts() {
            versions.retain(|version| version.published);
            if versions.is_empty() {
                return Err(Problem::not_found());
            }
        }
        Ok(Self {
            scope,
            plan,
            versions,
        })
    }

    /// Fails with `not_found`.
    pub fn version(&self, number: i64) -> Result<&PlanVersion, Problem> {
        let found = self
            .versions
            .iter()
            .find(|version| version.number == number);
        found.ok_or_else(Problem::not_found)
    }

    /// The version that the actor meets without asking for a number.
    pub fn foremost(&self) -> Result<&PlanVersion, Problem> {
        let found = foremost(self.versions.iter(), self.scope.sees_drafts());
        found.ok_or_else(Problem::not_found)
    }

    /// What is in force of what the actor may read, or the latest before anything is adopted.
    pub fn in_force(&self) -> Result<&PlanVersion, Problem> {
        in_force(self.versions.iter()).ok_or_else(Problem::not_found)
    }

    /// The same when the version of that number is another, or none.
    pub(crate) fn with_version(&self, number: i64, version: Option<PlanVersion>) -> Self {
        let others = self.versions.iter().filter(|one| one.number != number);
        Self {
            versions: others.cloned().chain(version).collect(),
            ..self.clone()
        }
    }

    /// The same for the reader of one version: what hangs on the plan is shown by its text.
    pub(crate) fn reading(&self, version: &PlanVersion) -> Self {
        Self {
            versions: vec![version.clone()],
            ..self.clone()
        }
    }

    /// Whether all that the actor may read is open drafts that only the members see.
    pub fn is_only_drafts(&self) -> bool {
        let is_draft = |version: &PlanVersion| !version.status.is_locked() && !version.published;
        self.versions.iter().all(is_draft)
    }

    pub fn require(&self, allowed: impl Fn(Role) -> bool) -> Result<(), Problem> {
        self.scope.require(allowed)
    }

    pub fn may(&self, allowed: impl Fn(Role) -> bool) -> bool {
        self.scope.may(allowed)
    }

    /// `/samverkan/{collaboration}/planer/{plan}` and what follows.
    pub fn href(&self, rest: &str) -> String {
        self.scope.href(&format!("/planer/{}{rest}", self.plan.key))
    }

    pub fn version_href(&self, number: i64, rest: &str) -> String {
        self.href(&format!("/versioner/{number}{rest}"))
    }

    /// A change of the plan or one of its versions; it stands in the plan's history.
    pub fn event(&self, kind: &'static str) -> Event {
        self.scope.event(
            kind,
            ObjectRef::new("plan", self.plan.id.0, &self.plan.title),
        )
    }

    /// Whether some version of the plan has it.
    pub(crate) fn has_focus_area(&self, key: &Key) -> bool {
        let mut contents = self.versions.iter().map(|version| &version.content);
        contents.any(|content| content.focus_area(key.as_str()).is_some())
    }

    pub(crate) fn has_goal(&self, key: &Key) -> bool {
        let mut contents = self.versions.iter().map(|version| &version.content);
        contents.any(|content| content.goal(key.as_str()).is_some())
    }

    /// Goals of earlier versions keep their keys to themselves, for indicators point at them.
    pub(crate) fn goal_keys(&self) -> Vec<Key> {
        let contents = self.versions.iter().map(|version| &version.content);
        let goals = contents.flat_map(|content| &content.goals);
        goals.map(|goal| goal.key.clone()).collect()
    }

    /// What people call a focus area or a goal of any version.
    pub(crate) fn name_of_part<'k>(&'k self, key: &'k Key) -> &'k str {
        let contents = self.versions.iter().rev().map(|version| &version.content);
        let mut names = contents.filter_map(|content| {
            let area = content
                .focus_area(key.as_str())
                .map(|area| area.name.as_str());
            area.or_else(|| content.goal(key.as_str()).map(|goal| goal.title()))
        });
        names.next().unwrap_or(key.as_str())
    }
}
