//! What files, comments and followers hang on here: plans and what is described.

use crate::model::Plan;
use crate::policy::Action;
use crate::{KINDS, PlanId, PlanScope, SHARED_KINDS, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;
use samverk_web::{AddressParts, Thing, ThingKind, address_part};
use uuid::Uuid;

pub(crate) fn things() -> Vec<ThingKind> {
    let plan = ThingKind::new("plan", |tx, actor, id| Box::pin(plan(tx, actor, id))).found_at(
        "/samverkan/{collaboration}/planer/{plan}",
        |tx, actor, parts| Box::pin(plan_at(tx, actor, parts)),
    );
    let described = [SHARED_KINDS, KINDS].map(samverk_kept::things).concat();
    std::iter::once(plan).chain(described).collect()
}

async fn plan(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = store::find_plan_by_id(tx, PlanId(id)).await?;
    let plan = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, plan.collaboration).await?;
    let at = PlanScope::inside(tx, scope, plan.key.as_str()).await?;
    Ok(at.itself())
}

async fn plan_at(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let scope = Scope::find_at(tx, actor, &parts).await?;
    let at = PlanScope::inside(tx, scope, address_part(&parts, "plan")).await?;
    Ok(at.itself())
}

/// The plan as somebody reads it in the scope; who may change it is not said.
pub fn plan_thing(scope: &Scope, plan: &Plan) -> Thing {
    let rest = format!("/planer/{}", plan.key);
    scope.thing(("plan", plan.id.0), plan.title.clone(), &rest)
}

impl PlanScope {
    /// The plan as what files, comments and followers hang on.
    pub(crate) fn itself(&self) -> Thing {
        let mut thing = plan_thing(&self.scope, &self.plan);
        thing.may_change = self.may(Action::SavePlan.by());
        thing
    }
}
