//! The pages with the form of a rule: fill it in, see what it does, save it.

use super::fill::filled;
use super::fill_measures::share_tables;
use super::form::RuleForm;
use super::kind::RuleKind;
use super::places::in_form;
use super::preview::preview;
use super::read::read_rule;
use super::sections::{SHOW_FIELDS, Sections, chosen_kind, with_asked};
use crate::actions::save_model;
use crate::keys::free_key;
use crate::names::Names;
use crate::pages::common::{dashed, outermost, refuse};
use crate::pages::models::inner;
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::visible::find_visible_model;
use axum::extract::{Path, State};
use axum::response::Response;
use samverk_database::Tx;
use samverk_engine::{DistributionModel, Rule};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, Failure, FormPage, PageResult, Ui, Values, redirect_with_notice};

/// Which rule of the model a form is about.
struct Place<'p> {
    record: &'p ModelRecord,
    /// Nothing for a new rule.
    rule: Option<&'p Rule>,
    /// Where in the model it stands, or will.
    index: usize,
    kind: RuleKind,
    /// How many tables of percentages the form has room for.
    share_tables: usize,
}

/// The form with what is written in it.
async fn rule_page(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    (place, values): (&Place<'_>, &Values),
) -> Result<FormPage, Problem> {
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
        sections: Sections::of(values),
    };
    let form = form.form(&action, &href);
    let form = form.fill(values.clone().set("rule_kind", code));
    let lead = ui.t(&format!("rule-kind-{}-about", dashed(code)));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

/// The form again, with the fields of what is chosen in it now.
async fn show_fields(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    (place, values): (Place<'_>, Values),
) -> PageResult {
    let kind = chosen_kind(&values, place.kind);
    let values = with_asked(values, scope);
    let share_tables = tables_in(&values);
    let place = Place {
        kind,
        share_tables,
        ..place
    };
    rule_page(tx, ui, scope, (&place, &values)).await?.show()
}

/// The form again, when a button beside its rows was pressed.
async fn with_rows(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (place, values): (&Place<'_>, &Values),
) -> Result<Option<Response>, Failure> {
    let page = rule_page(tx, ui.clone(), scope, (place, values)).await?;
    let Some(asked) = page.form.rows_asked(&page.ui, values) else {
        return Ok(None);
    };
    let found = read_rule(&asked.values, place.kind, Key::from_name).err();
    page.show_rows(asked, found).map(Some)
}

/// Whether other fields are asked for: a rule is not saved with fields that nobody saw.
fn asks_for_fields(values: &Values, kind: RuleKind) -> bool {
    values.checked(SHOW_FIELDS) || values.is_set("adjustment") || chosen_kind(values, kind) != kind
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
        index: record.model.rules.len(),
        kind,
        share_tables: 1,
    };
    let values = started(&scope, &record, kind);
    rule_page(&tx, ui, &scope, (&place, &values)).await?.show()
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
    let place = Place {
        record: &record,
        rule: None,
        index: rules.len(),
        kind,
        share_tables: tables_in(&values),
    };
    if let Some(form) = with_rows(&tx, &ui, &scope, (&place, &values)).await? {
        return Ok(form);
    }
    if asks_for_fields(&values, kind) {
        return show_fields(&tx, ui, &scope, (place, values)).await;
    }
    let key_of = |name: &str| free_key(name, |key| rules.iter().any(|rule| rule.key == *key));
    let changed = read_rule(&values, kind, key_of).map(|rule| {
        let mut model = record.model.clone();
        model.rules.push(rule);
        model
    });
    finish(tx, ui, &scope, (changed, values, &place)).await
}

/// How many tables of percentages the form asked for.
fn tables_in(values: &Values) -> usize {
    let rows = values.rows("measures", &["measure"]);
    rows.iter()
        .filter(|(_, cells)| cells.iter().any(|cell| cell == "percentages"))
        .count()
        .max(1)
}

/// Saves a changed model. Fails as [`save_model`] does.
pub(super) async fn put(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (model, values): (DistributionModel, &Values),
) -> Result<ModelRecord, Problems> {
    let seen = values.integer("revision")?;
    save_model(tx, &ui.actor, scope, model, Some(seen)).await
}

/// Saves the model with the rule of the form, or shows what the rule does without saving.
async fn finish(
    tx: Tx,
    ui: Ui,
    scope: &Scope,
    (changed, values, place): (Result<DistributionModel, Problems>, Values, &Place<'_>),
) -> PageResult {
    let answer = match changed {
        Ok(model) if values.checked("preview") => {
            let shown = preview(&tx, &ui, scope, (&model, place.index)).await;
            shown.map(Answer::Shown)
        }
        Ok(model) => put(&tx, &ui, scope, (model, &values))
            .await
            .map(Answer::Saved),
        Err(problems) => Err(problems),
    };
    match answer {
        Ok(Answer::Saved(record)) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Ok(Answer::Shown(html)) => {
            let mut page = rule_page(&tx, ui, scope, (place, &values)).await?;
            page.above = html;
            page.show()
        }
        Err(problems) => {
            let values = with_asked(values, scope);
            let mut page = rule_page(&tx, ui, scope, (place, &values)).await?;
            if let Some(rule) = place.rule {
                page.form.values = filled(rule)
                    .set("rule_kind", RuleKind::of(&rule.function).code())
                    .set("revision", place.record.revision);
            }
            let problems = in_form(problems, place.index, &values);
            refuse(page, values, problems, outermost)
        }
    }
}

enum Answer {
    Saved(ModelRecord),
    /// What an unsaved rule would do, as HTML.
    Shown(String),
}

/// Where in the model a rule stands. Fails with `not_found`.
pub(super) fn position(record: &ModelRecord, rule: &str) -> Result<usize, Problem> {
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

pub(super) type RulePath = Path<(String, String, String)>;

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
    let index = position(&record, &rule)?;
    let rule = &record.model.rules[index];
    let kind = kind_of(rule, query.text("form"));
    let tables = share_tables(&rule.measure).len();
    let place = Place {
        record: &record,
        rule: Some(rule),
        index,
        kind,
        share_tables: tables,
    };
    let values = with_asked(filled(rule), &scope).set("revision", record.revision);
    rule_page(&tx, ui, &scope, (&place, &values)).await?.show()
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
    let place = Place {
        record: &record,
        rule: Some(before),
        index,
        kind,
        share_tables: tables_in(&values),
    };
    if let Some(form) = with_rows(&tx, &ui, &scope, (&place, &values)).await? {
        return Ok(form);
    }
    if asks_for_fields(&values, kind) {
        return show_fields(&tx, ui, &scope, (place, values)).await;
    }
    let own_key = |_: &str| -> Key { before.key.clone() };
    let changed = read_rule(&values, kind, own_key).map(|rule| {
        let mut model = record.model.clone();
        model.rules[index] = rule;
        model
    });
    finish(tx, ui, &scope, (changed, values, &place)).await
}
