//! What a new rule, or a new model, begins from: a common agreement, or a kind of rule.

use super::kind::RuleKind;
use super::templates::Template as Common;
use crate::pages::common::dashed;
use crate::pages::models::inner;
use crate::policy::Action;
use crate::visible::find_visible_model;
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{AppState, PageResult, Ui};

/// Where it leads, what it is called and what it is.
type Link = (String, String, String);

#[derive(Template)]
#[template(path = "rule_kinds.html")]
struct RuleKinds {
    ui: Ui,
    templates: String,
    kinds: Vec<Link>,
}

#[derive(Template)]
#[template(path = "rule_templates.html")]
struct Templates<'t> {
    ui: &'t Ui,
    links: Vec<Link>,
}

/// The common agreements as links, as HTML.
pub(in crate::pages) fn template_links(ui: &Ui, href: &str) -> Result<String, Problem> {
    let link = |template: Common| {
        let text = template.text();
        let to = format!("{href}/{}", template.code());
        (to, ui.t(text), ui.t(&format!("{text}-about")))
    };
    let links = Common::ALL.into_iter().map(link).collect();
    Templates { ui, links }.render().map_err(Problem::internal)
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
        let name = format!("rule-kind-{}", dashed(kind.code()));
        let to = format!("{href}/ny-regel/{}", kind.code());
        (to, ui.t(&name), ui.t(&format!("{name}-about")))
    };
    ui.page(&RuleKinds {
        templates: template_links(&ui, &format!("{href}/mall"))?,
        kinds: RuleKind::ALL.into_iter().map(kind).collect(),
        ui: ui.clone(),
    })
}
