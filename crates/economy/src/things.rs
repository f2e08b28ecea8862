//! What files, comments and followers hang on here: budgets, distributions and their models.

use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord};
use crate::view::find_visible_distribution;
use crate::visible::{find_visible_budget, find_visible_model};
use crate::{KINDS, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;
use samverk_web::{AddressParts, Thing, ThingKind, address_part};
use uuid::Uuid;

pub(crate) fn things() -> Vec<ThingKind> {
    let own = [
        ThingKind::new("budget", |tx, actor, id| Box::pin(budget(tx, actor, id))).found_at(
            "/samverkan/{collaboration}/budget/{year}",
            |tx, actor, parts| Box::pin(budget_at(tx, actor, parts)),
        ),
        ThingKind::new("distribution", |tx, actor, id| {
            Box::pin(distribution(tx, actor, id))
        })
        .found_at(
            "/samverkan/{collaboration}/fordelning/{key}",
            |tx, actor, parts| Box::pin(distribution_at(tx, actor, parts)),
        ),
        ThingKind::new("distribution_model", |tx, actor, id| {
            Box::pin(model(tx, actor, id))
        })
        .found_at(
            "/samverkan/{collaboration}/modeller/{key}",
            |tx, actor, parts| Box::pin(model_at(tx, actor, parts)),
        ),
    ];
    own.into_iter().chain(samverk_kept::things(KINDS)).collect()
}

async fn budget(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = store::where_budget_is(tx, id).await?;
    let (of, year) = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, of).await?;
    Ok(find_visible_budget(tx, &scope, year).await?.thing(&scope))
}

async fn distribution(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = store::where_distribution_is(tx, id).await?;
    let (of, key) = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, of).await?;
    let record = find_visible_distribution(tx, &scope, &key).await?;
    Ok(record.thing(&scope))
}

async fn model(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = store::where_model_is(tx, id).await?;
    let (of, key) = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, actor, of).await?;
    Ok(find_visible_model(tx, &scope, &key).await?.thing(&scope))
}

async fn budget_at(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let scope = Scope::find_at(tx, actor, &parts).await?;
    let year = address_part(&parts, "year").parse();
    let year = year.map_err(|_| Problem::not_found())?;
    Ok(find_visible_budget(tx, &scope, year).await?.thing(&scope))
}

async fn distribution_at(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let scope = Scope::find_at(tx, actor, &parts).await?;
    let record = find_visible_distribution(tx, &scope, address_part(&parts, "key")).await?;
    Ok(record.thing(&scope))
}

async fn model_at(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let scope = Scope::find_at(tx, actor, &parts).await?;
    let record = find_visible_model(tx, &scope, address_part(&parts, "key")).await?;
    Ok(record.thing(&scope))
}

impl BudgetRecord {
    pub(crate) fn thing(&self, scope: &Scope) -> Thing {
        let name = self.title.clone();
        let mut thing = scope.thing(("budget", self.id.0), name, &self.suffix());
        thing.may_change = scope.may(Action::SaveBudget.by());
        thing
    }
}

impl DistributionRecord {
    pub(crate) fn thing(&self, scope: &Scope) -> Thing {
        let name = self.title.clone();
        let mut thing = scope.thing(("distribution", self.id.0), name, &self.suffix());
        // What is said of a draft that is not shared stands in nobody else's news or log.
        if self.private.is_some() {
            thing.collaboration = None;
        }
        thing.may_change = scope.may(Action::SaveDistribution.by());
        thing
    }
}

impl ModelRecord {
    pub(crate) fn thing(&self, scope: &Scope) -> Thing {
        let name = self.model.name.clone();
        let mut thing = scope.thing(("distribution_model", self.id.0), name, &self.suffix());
        thing.may_change = scope.may(Action::SaveModel.by());
        thing
    }
}
