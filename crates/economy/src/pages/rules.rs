//! The pages of one rule: choose its kind, fill in its form, move it, take it away.

use super::common::{outermost, refuse, removal};
use super::distribution_forms::free_key;
use super::models::{find_visible_model, inner};
use super::rule_form::{RuleForm, RuleKind, filled, share_tables};
use super::rule_read::read_rule;
use crate::actions::save_model;
use crate::model::{DistributionModel, Rule};
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::rule_words::Names;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, FormPage, PageResult, Ui, Values, redirect_with_notice};

/// Which rule of the model a form is about.
struct Place<'p> {
    record: &'p ModelRecord,
    /// Nothing for a new rule.
    rule: Option<&'p Rule>,
    kind: RuleKind,
    /// How many tables of percentages the form has room for.
    share_tables: usize,
}

#[derive(Template)]
#[template(path = "rule_kinds.html")]
struct RuleKinds {
    ui: Ui,
    kinds: Vec<(String, String, String)>,
}

/// The kinds of rules to choose from, for a new rule.
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
        let code = super::common::dashed(kind.code());
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

async fn rule_page(tx: &Tx, ui: Ui, scope: &Scope, place: &Place<'_>) -> Result<FormPage, Problem> {
    let names = Names::of_scope(tx, scope).await?;
    let href = scope.href(&place.record.suffix());
    let ui = inner(ui, scope, Some(place.record));
    let code = place.kind.code();
    let (action, heading) = match place.rule {
        Some(rule) => {
            let action = format!("{href}/regler/{}?form={code}", rule.key);
            (action, ui.t1("rule-edit", "name", &rule.name))
        }
        None => (format!("{href}/ny-regel/{code}"), ui.t("rule-new")),
    };
    let model = &place.record.model;
    let (kind, share_tables) = (place.kind, place.share_tables);
    let form = RuleForm {
        ui: &ui,
        scope,
        names: &names,
        model,
        kind,
        share_tables,
    };
    let form = form.form(&action, &href);
    let lead = ui.t(&format!("rule-kind-{}-about", super::common::dashed(code)));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

/// What is wrong with a rule, from the engine's place in the model to the field of the form.
fn field_of(index: usize) -> impl Fn(&str) -> String {
    move |path| {
        let own = format!("rules[{index}].");
        let Some(inside) = path.strip_prefix(&own) else {
            return if path.starts_with("rules[") {
                String::new()
            } else {
                outermost(path)
            };
        };
        match inside {
            inside if inside.ends_with(".shares") => "shares".to_owned(),
            inside if inside.starts_with("measure") => "measures".to_owned(),
            "key" => "name".to_owned(),
            inside => outermost(inside.strip_prefix("function.").unwrap_or(inside)),
        }
    }
}

/// Fields of a new rule: one row of the first measure, and a share for each member to fill in.
fn started(scope: &Scope, record: &ModelRecord, kind: RuleKind) -> Values {
    let party = |member: &samverk_parties::model::Member| vec![member.party.key.to_string()];
    let parties: Vec<_> = scope.members.iter().map(party).collect();
    let values = Values::default()
        .set("revision", record.revision)
        .set("base", "rest");
    match kind {
        RuleKind::FixedPerParty => values.set_rows("amounts", &["party"], &parties),
        kind if kind.has_measure() => values.set_rows("shares", &["party"], &parties),
        _ => values,
    }
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, kind)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let kind = RuleKind::from_code(&kind).ok_or_else(Problem::not_found)?;
    let place = Place {
        record: &record,
        rule: None,
        kind,
        share_tables: 1,
    };
    let mut page = rule_page(&tx, ui, &scope, &place).await?;
    page.form.values = started(&scope, &record, kind);
    page.show()
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, kind)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let kind = RuleKind::from_code(&kind).ok_or_else(Problem::not_found)?;
    let rules = &record.model.rules;
    let key_of = |name: &str| free_key(name, |key| rules.iter().any(|rule| rule.key == *key));
    let index = rules.len();
    let saved = match read_rule(&values, kind, key_of) {
        Ok(rule) => {
            let mut model = record.model.clone();
            model.rules.push(rule);
            put(&tx, &ui, &scope, (model, &values)).await
        }
        Err(problems) => Err(problems),
    };
    let place = Place {
        record: &record,
        rule: None,
        kind,
        share_tables: tables_in(&values),
    };
    finish(tx, ui, &scope, (saved, values, &place, index)).await
}

/// How many tables of percentages the form asked for.
fn tables_in(values: &Values) -> usize {
    let rows = values.rows("measures", &["measure"]);
    rows.iter()
        .filter(|(_, cells)| cells.iter().any(|cell| cell == "percentages"))
        .count()
        .max(1)
}

async fn put(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (model, values): (DistributionModel, &Values),
) -> Result<ModelRecord, Problems> {
    let seen = values.integer("revision")?;
    save_model(tx, &ui.actor, scope, model, Some(seen)).await
}

async fn finish(
    tx: Tx,
    ui: Ui,
    scope: &Scope,
    (saved, values, place, index): (Result<ModelRecord, Problems>, Values, &Place<'_>, usize),
) -> PageResult {
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let page = rule_page(&tx, ui, scope, place).await?;
            refuse(page, values, problems, field_of(index))
        }
    }
}

/// Where in the model a rule stands. Fails with `not_found`.
fn position(record: &ModelRecord, rule: &str) -> Result<usize, Problem> {
    let position = record
        .model
        .rules
        .iter()
        .position(|known| known.key.as_str() == rule);
    position.ok_or_else(Problem::not_found)
}

/// The kind that the rule has, or that was chosen instead with `?form=`.
fn kind_of(rule: &Rule, chosen: &str) -> RuleKind {
    RuleKind::from_code(chosen).unwrap_or_else(|| RuleKind::of(&rule.function))
}

type RulePath = Path<(String, String, String)>;

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let rule = &record.model.rules[position(&record, &rule)?];
    let kind = kind_of(rule, query.text("form"));
    let tables = share_tables(&rule.measure).len();
    let place = Place {
        record: &record,
        rule: Some(rule),
        kind,
        share_tables: tables,
    };
    let mut page = rule_page(&tx, ui, &scope, &place).await?;
    page.form.values = filled(rule).set("revision", record.revision);
    page.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let index = position(&record, &rule)?;
    let before = &record.model.rules[index];
    let query = Values::from_query(query.as_deref().unwrap_or_default());
    let kind = kind_of(before, query.text("form"));
    let own_key = |_: &str| -> Key { before.key.clone() };
    let saved = match read_rule(&values, kind, own_key) {
        Ok(rule) => {
            let mut model = record.model.clone();
            model.rules[index] = rule;
            put(&tx, &ui, &scope, (model, &values)).await
        }
        Err(problems) => Err(problems),
    };
    let share_tables = tables_in(&values);
    let place = Place {
        record: &record,
        rule: Some(before),
        kind,
        share_tables,
    };
    finish(tx, ui, &scope, (saved, values, &place, index)).await
}

/// Moves a rule one step up or down.
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
    let to = match values.text("direction") {
        "up" => index.checked_sub(1),
        _ => Some(index + 1).filter(|to| *to < changed.rules.len()),
    };
    if let Some(to) = to {
        changed.rules.swap(index, to);
    }
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
