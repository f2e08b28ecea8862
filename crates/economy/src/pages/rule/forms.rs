//! The pages with the form of a rule: fill it in by steps, see what it does, save it.

use super::fill::filled;
use super::fill_measures::share_tables;
use super::kind::RuleKind;
use super::page::{Place, rule_page, shown_beside, stands_in};
use super::places::in_form;
use super::sections::chosen_kind;
use super::step::{Press, Step};
use crate::actions::save_model;
use crate::pages::common::{outermost, refuse};
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::visible::find_visible_model;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use samverk_database::Tx;
use samverk_engine::{DistributionModel, Rule};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Failure, FieldKind, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// A page with the step, and beside it what the rule does.
async fn show(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    (place, step, values, is_asked): (&Place<'_>, Step, &Values, bool),
) -> Result<FormPage, Problem> {
    let mut page = rule_page(tx, ui, scope, (place, step, values)).await?;
    page.beside = shown_beside(tx, &page.ui, scope, (place, values, is_asked)).await?;
    Ok(page)
}

/// The form again, when a button beside its rows was pressed.
async fn with_rows(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (place, values): (&Place<'_>, &Values),
) -> Result<Option<Response>, Failure> {
    let here = Step::here(values);
    let mut page = rule_page(tx, ui.clone(), scope, (place, here, values)).await?;
    let Some(asked) = page.form.rows_asked(&page.ui, values) else {
        return Ok(None);
    };
    let found = place.read(&asked.values).err();
    page.beside = shown_beside(tx, &page.ui, scope, (place, &asked.values, false)).await?;
    page.show_rows(asked, found).map(Some)
}

/// Fields of a new rule: what is usual, and an amount for each member to fill in.
fn started(scope: &Scope, record: &ModelRecord, kind: RuleKind) -> Values {
    let party = |member: &samverk_parties::model::Member| vec![member.party.key.to_string()];
    let parties: Vec<_> = scope.members.iter().map(party).collect();
    let values = Values::default()
        .set("revision", record.revision)
        .set("takers", "all")
        .set("base", "rest");
    match kind {
        RuleKind::FixedPerParty => values.set_rows("amounts", &["party"], &parties),
        kind if kind.has_measure() => {
            let counts = !kind.may_be_fixed_shares() || kind == RuleKind::RateProduct;
            let measure = if counts { "population" } else { "equal" };
            values
                .set("measures.0.measure", measure)
                .set("measures.0.year", "-1")
        }
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
    let values = started(&scope, &record, kind);
    let first = (&place, Step::Who, &values, false);
    show(&tx, ui, &scope, first).await?.show()
}

/// Only what is saved needs to write.
async fn opened(state: &AppState, press: Press, name: &'static str) -> Result<Tx, Problem> {
    match press {
        Press::Save => state.db.begin(name).await,
        _ => state.db.read().await,
    }
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, kind)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let kind = RuleKind::from_code(&kind).ok_or_else(Problem::not_found)?;
    let press = Press::of(&values, kind);
    let tx = opened(&state, press, "add_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let place = Place {
        record: &record,
        rule: None,
        kind: chosen_kind(&values, kind),
        share_tables: tables_in(&values),
    };
    pressed(tx, ui, &scope, (place, values, press)).await
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

/// Does what the button says.
async fn pressed(
    tx: Tx,
    ui: Ui,
    scope: &Scope,
    (place, values, press): (Place<'_>, Values, Press),
) -> PageResult {
    if press == Press::ShownAlone {
        let shown = shown_beside(&tx, &ui, scope, (&place, &values, false)).await?;
        return Ok(Html(shown).into_response());
    }
    if let Some(form) = with_rows(&tx, &ui, scope, (&place, &values)).await? {
        return Ok(form);
    }
    let here = Step::here(&values);
    let (step, is_asked) = match press {
        Press::Save => return save_rule(tx, ui, scope, (place, values)).await,
        Press::Forward(to) => {
            if let Err(problems) = place.read(&values) {
                let page = show(&tx, ui.clone(), scope, (&place, here, &values, false)).await?;
                let mut problems = in_form(problems, place.end(), &values);
                problems.0.retain(|problem| stands_in(&page, problem));
                if !problems.is_empty() {
                    return refuse(page, values, problems, outermost);
                }
            }
            (to, false)
        }
        Press::Back(to) => (to, false),
        Press::Shown => (here, true),
        Press::Fields | Press::ShownAlone => (here, false),
    };
    let mut page = show(&tx, ui, scope, (&place, step, &values, is_asked)).await?;
    page.form = page.form.unsaved();
    page.show()
}

/// Whether a field of the step says something else than what stands now.
fn differs(page: &FormPage, now: &Values, sent: &Values) -> bool {
    let said = |values: &Values, field: &str| {
        let of_field = |name: &str| name == field || name.split('.').next() == Some(field);
        let pairs = values.pairs();
        let pairs = pairs.filter(|(name, value)| of_field(name) && !value.is_empty());
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<std::collections::BTreeSet<_>>()
    };
    let fields = page.form.fields.iter();
    let mut shown = fields.filter(|field| !matches!(field.kind, FieldKind::Hidden));
    shown.any(|field| said(now, field.name) != said(sent, field.name))
}

/// Saves the model with the rule of the form, or shows the first step where something is wrong.
async fn save_rule(
    tx: Tx,
    ui: Ui,
    scope: &Scope,
    (place, values): (Place<'_>, Values),
) -> PageResult {
    let (saved, index) = match place.read(&values) {
        Ok(rule) => {
            let (model, index) = place.model_with(rule);
            (put(&tx, &ui, scope, (model, &values)).await, index)
        }
        Err(problems) => (Err(problems), place.end()),
    };
    let problems = match saved {
        Ok(record) => {
            tx.commit().await?;
            return Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"));
        }
        Err(problems) => in_form(problems, index, &values),
    };
    let standing = place.standing();
    let (mut wrong, mut changed) = (Vec::new(), None);
    for step in Step::ALL {
        let page = rule_page(&tx, ui.clone(), scope, (&place, step, &values)).await?;
        let mut told = problems.0.iter();
        wrong.extend((told.position(|problem| stands_in(&page, problem))).map(|at| (at, step)));
        let is_changed = standing
            .as_ref()
            .is_some_and(|now| differs(&page, now, &values));
        changed = changed.or(is_changed.then_some(step));
    }
    // Where the first of what is wrong stands. Nothing wrong anywhere: somebody else saved meanwhile, and one
    // sees where that differs.
    let first = wrong.into_iter().min_by_key(|(at, _)| *at);
    let step = first.map(|(_, step)| step).or(changed);
    let step = step.unwrap_or_else(|| Step::here(&values));
    let mut page = show(&tx, ui, scope, (&place, step, &values, false)).await?;
    let values = page.form.values.clone();
    if let Some(standing) = standing {
        page.form.values = standing;
    }
    refuse(page, values, problems, outermost)
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
    let place = Place {
        record: &record,
        rule: Some(rule),
        kind: kind_of(rule, query.text("form")),
        share_tables: share_tables(&rule.measure).len(),
    };
    let values = filled(rule).set("revision", record.revision);
    let first = (&place, Step::Who, &values, false);
    show(&tx, ui, &scope, first).await?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, rule)): RulePath,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
    values: Values,
) -> PageResult {
    let query = Values::from_query(query.as_deref().unwrap_or_default());
    let asked = RuleKind::from_code(query.text("form"));
    let press = Press::of(
        &values,
        asked.unwrap_or(chosen_kind(&values, RuleKind::Share)),
    );
    let tx = opened(&state, press, "save_rule").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let index = position(&record, &rule)?;
    let before = &record.model.rules[index];
    let kind = kind_of(before, query.text("form"));
    let place = Place {
        record: &record,
        rule: Some(before),
        kind: chosen_kind(&values, kind),
        share_tables: tables_in(&values),
    };
    pressed(tx, ui, &scope, (place, values, press)).await
}
