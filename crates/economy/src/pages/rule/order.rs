//! Moving a rule within its model, and taking it away.

use super::forms::{RulePath, position, put};
use crate::pages::common::{outermost, refuse, removal};
use crate::pages::models::inner;
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::visible::find_visible_model;
use axum::extract::{Path, State};
use samverk_engine::Rule;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{AppState, FormPage, OrderedRows, PageResult, Ui, Values, redirect_with_notice};

/// Moves a rule a step up or down, or to a place.
pub async fn step(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("move_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let index = position(&record, &rule)?;
    let mut changed = record.model.clone();
    let rows = OrderedRows {
        first: 1,
        count: changed.rules.len(),
    };
    let moved = changed.rules.remove(index);
    changed.rules.insert(rows.asked(&values, index)?, moved);
    let href = scope.href(&record.suffix());
    match put(&tx, &ui, &scope, (changed, &values)).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&href, "saved"))
        }
        // There is no form to show it in: the first reason becomes the page.
        Err(mut problems) if !problems.is_empty() => Err(problems.0.swap_remove(0).into()),
        Err(_) => Err(Problem::internal("refused without a problem").into()),
    }
}

fn removal_page(ui: Ui, scope: &Scope, record: &ModelRecord, rule: &Rule) -> FormPage {
    let href = scope.href(&record.suffix());
    let ui = inner(ui, scope, Some(record));
    let heading = ui.t1("economy-remove-heading", "name", &rule.name);
    let to = format!("{href}/regler/{}/ta-bort", rule.key);
    let lead = ui.t("rule-remove-lead");
    removal(ui, heading, lead, &to, &href, record.revision)
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let index = position(&record, &rule)?;
    removal_page(ui, &scope, &record, &record.model.rules[index]).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let index = position(&record, &rule)?;
    let mut changed = record.model.clone();
    let gone = changed.rules.remove(index);
    match put(&tx, &ui, &scope, (changed, &values)).await {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href(&record.suffix()),
                "economy-removed",
            ))
        }
        Err(problems) => {
            let page = removal_page(ui, &scope, &record, &gone);
            refuse(page, values, problems, outermost)
        }
    }
}
