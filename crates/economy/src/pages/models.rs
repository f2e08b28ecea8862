//! The list of distribution models and the page of one.

use super::common::{download, outermost, refuse, removal};
use super::distributions::below;
use crate::actions::remove_model;
use crate::names::Names;
use crate::policy::Action;
use crate::records::{DistributionRecord, ModelRecord};
use crate::rule_words::{RuleWords, model_terms, model_words};
use crate::store;
use crate::visible::{find_visible_model, visible_models};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_engine::{DistributionModel, Phase};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, FormPage, PageResult, Table, Ui, Values,
    redirect_with_notice,
};

#[derive(Template)]
#[template(path = "model_list.html")]
struct ModelList {
    ui: Ui,
    scope: Scope,
    table: Option<Table>,
    may_edit: bool,
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let models = visible_models(&tx, &scope).await?;
    let ui = below(scope.ui(ui), &scope);
    let table = (!models.is_empty()).then(|| list_table(&ui, &scope, &models));
    if let Some(file) = table
        .as_ref()
        .and_then(|table| download(&values, &[table], tx.now()))
    {
        return file;
    }
    let may_edit = scope.may(Action::SaveModel.by());
    ui.page(&ModelList {
        ui: ui.clone(),
        scope,
        table,
        may_edit,
    })
}

fn list_table(ui: &Ui, scope: &Scope, models: &[ModelRecord]) -> Table {
    let columns = vec![
        Column::new(ui.t("model-name"), ColumnKind::Text),
        Column::new(ui.t("model-purpose"), ColumnKind::Text),
        Column::new(ui.t("model-rules"), ColumnKind::Integer),
        Column::new(ui.t("model-validity"), ColumnKind::Text),
    ];
    let mut table = Table::new("modeller", ui.t("model-list-caption"), columns);
    for record in models {
        let rules = i64::try_from(record.model.rules.len()).unwrap_or(i64::MAX);
        table.push(vec![
            Cell::link(scope.href(&record.suffix()), record.model.name.clone()),
            Cell::text(purpose_word(ui, &record.model)),
            Cell::integer(rules),
            Cell::text(validity(ui, &record.model)),
        ]);
    }
    table
}

pub fn purpose_word(ui: &Ui, model: &DistributionModel) -> String {
    use samverk_engine::Purpose;
    ui.t(match model.purpose {
        Purpose::Cost => "purpose-cost",
        Purpose::Debt => "purpose-debt",
        Purpose::Votes => "purpose-votes",
    })
}

fn validity(ui: &Ui, model: &DistributionModel) -> String {
    match (model.valid_from, model.valid_to) {
        (None, None) => ui.t("model-valid-always"),
        (from, to) => format!("{}–{}", ui.optional_date(&from), ui.optional_date(&to)),
    }
}

fn phase_years(phase: &Phase) -> String {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    format!("{}–{}", year(phase.from_year), year(phase.to_year))
}

#[derive(Template)]
#[template(path = "model.html")]
struct ModelPage {
    ui: Ui,
    record: ModelRecord,
    purpose: String,
    validity: String,
    rounding: String,
    phases: Vec<(String, String)>,
    rules: Vec<RuleWords>,
    /// The distributions that use it, and whether one of them is adopted.
    users: Vec<(String, String)>,
    locked: bool,
    href: String,
    may_edit: bool,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    let names = Names::of_scope(&tx, &scope).await?;
    let mut users = store::list_distributions(&tx, scope.collaboration.id).await?;
    users.retain(|user| user.model == record.model.key);
    let locked = users.iter().any(DistributionRecord::is_adopted);
    users.retain(|user| user.is_visible_in(&scope));
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, record.id.0, 10).await?,
        false => Vec::new(),
    };
    let ui = inner(ui, &scope, None);
    let link = |user: &DistributionRecord| (scope.href(&user.suffix()), user.title.clone());
    let phases = record
        .model
        .phases
        .iter()
        .map(|phase| (phase.name.clone(), phase_years(phase)));
    ui.page(&ModelPage {
        purpose: purpose_word(&ui, &record.model),
        validity: validity(&ui, &record.model),
        rounding: model_terms(&ui, &record.model, &[]),
        phases: phases.collect(),
        rules: model_words(&ui, &record.model, &names),
        users: users.iter().map(link).collect(),
        locked,
        href: scope.href(&record.suffix()),
        may_edit: scope.may(Action::SaveModel.by()),
        beside: ui.beside(&tx, &record.thing(&scope)).await?,
        history,
        record,
        ui: ui.clone(),
    })
}

impl ModelPage {
    fn stated_words(&self, stated: &samverk_engine::StatedAmounts) -> String {
        let (count, year) = (stated.amounts.0.len().to_string(), stated.year.to_string());
        let values = [
            ("count", count.as_str()),
            ("year", year.as_str()),
            ("source", stated.source.as_str()),
        ];
        self.ui.t_with("model-stated-words", &values)
    }
}

/// The page's surroundings below the models, or below one of them.
pub fn inner(ui: Ui, scope: &Scope, record: Option<&ModelRecord>) -> Ui {
    let ui = below(scope.ui(ui), scope);
    let all = ui.t("model-list-heading");
    let ui = ui.with_crumb(scope.href("/modeller"), all);
    match record {
        Some(record) => ui.with_crumb(scope.href(&record.suffix()), record.model.name.clone()),
        None => ui,
    }
}

fn removal_page(ui: Ui, scope: &Scope, record: &ModelRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let heading = ui.t1("economy-remove-heading", "name", &record.model.name);
    let lead = ui.t("model-remove-lead");
    removal(
        ui,
        heading,
        lead,
        &format!("{href}/ta-bort"),
        &href,
        record.revision,
    )
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    removal_page(inner(ui, &scope, Some(&record)), &scope, &record).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_model").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_model(&tx, &ui.actor, &scope, &model, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/modeller"),
                "economy-removed",
            ))
        }
        Err(problem) => {
            let page = removal_page(inner(ui, &scope, Some(&record)), &scope, &record);
            refuse(page, values, problem.into(), outermost)
        }
    }
}

/// The code of a serialised choice as the forms know it.
pub fn code_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}
