//! PDFs of large collaborations.

use super::allowed;
use crate::documents::{self, Printed};
use samverk_benefits::find_case;
use samverk_database::Tx;
use samverk_economy::view::find_visible_distribution;
use samverk_foundation::{Actor, Problem};
use samverk_goals::load_plan_view;
use samverk_parties::Scope;
use samverk_web::file_name;
use samverk_work::{AllowFuture, Doing, Ended, RunFuture, input};
use serde_json::Value;

/// Gathering, typesetting and keeping.
const STEPS: usize = 3;

fn version_of(said: &str) -> Result<Option<i64>, Problem> {
    match said {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| Problem::not_found()),
    }
}

async fn scope_of(tx: &Tx, actor: &Actor, said: &Value) -> Result<Scope, Problem> {
    Scope::find(tx, actor, input(said, "samverkan")).await
}

pub(super) fn allow_plan<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = scope_of(tx, actor, said).await?;
        let (plan, version) = (input(said, "plan"), version_of(input(said, "version"))?);
        let view = load_plan_view(tx, &scope, plan, version).await?;
        let back = format!("/planer/{plan}");
        Ok(allowed(&scope, &view.plan.title, &back))
    })
}

pub(super) fn plan<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("gather", 0, STEPS).await?;
        let (key, version) = (doing.input("plan"), version_of(doing.input("version"))?);
        let tx = doing.state.db.read().await?;
        let scope = scope_of(&tx, &doing.ui.actor, &doing.work.input).await?;
        let view = load_plan_view(&tx, &scope, key, version).await?;
        let name = documents::plan_name(doing.input("samverkan"), key, version);
        let document = documents::plan_document(&tx, &scope, view, &doing.ui).await?;
        drop(tx);
        print(doing, document, name).await
    })
}

pub(super) fn allow_distribution<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    said: &'a Value,
) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = scope_of(tx, actor, said).await?;
        let key = input(said, "fordelning");
        let record = find_visible_distribution(tx, &scope, key).await?;
        Ok(allowed(&scope, &record.title, &record.suffix()))
    })
}

pub(super) fn distribution<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("gather", 0, STEPS).await?;
        let key = doing.input("fordelning");
        let tx = doing.state.db.read().await?;
        let scope = scope_of(&tx, &doing.ui.actor, &doing.work.input).await?;
        let record = find_visible_distribution(&tx, &scope, key).await?;
        let name = documents::distribution_name(doing.input("samverkan"), key, record.year);
        let document = documents::distribution_document(&tx, &scope, key, &doing.ui).await?;
        drop(tx);
        print(doing, document, name).await
    })
}

pub(super) fn allow_scenarios<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    said: &'a Value,
) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = scope_of(tx, actor, said).await?;
        // Which of them the reader may see is decided when they are read.
        if input(said, "med").is_empty() {
            return Err(Problem::not_found());
        }
        Ok(allowed(&scope, "", "/scenarier"))
    })
}

pub(super) fn scenarios<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("gather", 0, STEPS).await?;
        let keys: Vec<&str> = doing.input("med").split(',').collect();
        let tx = doing.state.db.read().await?;
        let scope = scope_of(&tx, &doing.ui.actor, &doing.work.input).await?;
        let document = documents::scenarios_document(&tx, &scope, &keys, &doing.ui).await?;
        drop(tx);
        let name = file_name([doing.input("samverkan"), "scenarier"], "pdf");
        print(doing, document, name).await
    })
}

pub(super) fn allow_case<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let key = input(said, "kalkyl");
        let address = (input(said, "samverkan"), key);
        let (scope, kept) = find_case(tx, actor, address).await?;
        Ok(allowed(
            &scope,
            &kept.title,
            &format!("/nyttokalkyler/{key}"),
        ))
    })
}

pub(super) fn case<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("gather", 0, STEPS).await?;
        let (collaboration, key) = (doing.input("samverkan"), doing.input("kalkyl"));
        let tx = doing.state.db.read().await?;
        let (scope, kept) = find_case(&tx, &doing.ui.actor, (collaboration, key)).await?;
        let document = documents::case_document(&tx, &scope, kept, &doing.ui).await?;
        drop(tx);
        print(doing, document, documents::case_name(collaboration, key)).await
    })
}

async fn print(
    doing: &Doing,
    document: impl Into<Printed>,
    name: String,
) -> Result<Ended, Problem> {
    doing.at("typeset", 1, STEPS).await?;
    let now = doing.state.db.clock().now();
    let bytes = document.into().print(doing.files(), now).await?;
    doing.at("keep", 2, STEPS).await?;
    Ok(Ended::File { name, bytes })
}
