//! The kinds of rules to choose from, before the form of a new one.

use super::kind::RuleKind;
use crate::pages::common::dashed;
use crate::pages::models::inner;
use crate::policy::Action;
use crate::visible::find_visible_model;
use askama::Template;
use axum::extract::{Path, State};
use samverk_parties::Scope;
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "rule_kinds.html")]
struct RuleKinds {
    ui: Ui,
    kinds: Vec<(String, String, String)>,
}

pub async fn choose(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let href = scope.href(&record.suffix());
    let ui = inner(ui, &scope, Some(&record));
    let kind = |kind: RuleKind| {
        let code = dashed(kind.code());
        let (name, about) = (
            format!("rule-kind-{code}"),
            format!("rule-kind-{code}-about"),
        );
        (
            format!("{href}/ny-regel/{}", kind.code()),
            ui.t(&name),
            ui.t(&about),
        )
    };
    ui.page(&RuleKinds {
        kinds: RuleKind::ALL.into_iter().map(kind).collect(),
        ui: ui.clone(),
    })
}
