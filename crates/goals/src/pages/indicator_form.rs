use super::form_parts::{date, effect_goals, finish, hidden, number, select, text, with_hint};
use super::{indicator as indicator_page, plan, plan_form, words};
use crate::actions::{IndicatorDraft, remove_indicator, save_indicator};
use crate::model::{Direction, Target, plain};
use crate::policy::Action;
use crate::{IndicatorView, PlanScope};
use axum::extract::{Path, State};
use samverk_foundation::{Key, Problem, Problems, parse_decimal};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
};

const COLUMNS: [&str; 2] = ["year", "value"];

fn page(ui: Ui, at: &PlanScope, before: Option<&IndicatorView>) -> Result<FormPage, Problem> {
    at.require(Action::SaveIndicator.by())?;
    let ui = plan::inside_plan(ui, at);
    let mut goals = effect_goals(at)?;
    if let Some(view) = before
        && goals
            .iter()
            .all(|goal| goal.value != view.indicator.goal.as_str())
    {
        let key = &view.indicator.goal;
        goals.push(Choice::new(key, ui.t1("indicator-goal-gone", "key", key)));
    }
    let directions = Direction::ALL.iter();
    let directions = directions.map(|(code, way)| Choice::new(code, words::direction(&ui, *way)));
    let directions = FieldKind::Radios(directions.collect());
    let columns = vec![
        RowColumn::new("year", ui.t("plan-year")),
        RowColumn::new("value", ui.t("indicator-target")),
    ];
    let targets = FieldKind::Rows { columns, spare: 3 };
    let targets = Field::new("targets", ui.t("indicator-targets"), targets);
    let rest = match before {
        Some(view) => format!("/indikatorer/{}", view.indicator.key),
        None => "/indikatorer/ny".to_owned(),
    };
    let action = if before.is_some() {
        format!("{rest}/redigera")
    } else {
        rest.clone()
    };
    let cancel = if before.is_some() {
        at.href(&rest)
    } else {
        at.href("#uppfoljning")
    };
    let form = Form::new(at.href(&action), ui.t("form-save"))
        .field(select(&ui, "goal", "plan-goal", goals).required())
        .field(text(&ui, "name", "indicator-name").required())
        .field(text(&ui, "unit", "indicator-unit"))
        .field(Field::new("direction", ui.t("indicator-direction"), directions).required())
        .field(text(&ui, "numerator", "indicator-numerator"))
        .field(text(&ui, "numerator_source", "indicator-numerator-source"))
        .field(text(&ui, "denominator", "indicator-denominator"))
        .field(text(
            &ui,
            "denominator_source",
            "indicator-denominator-source",
        ))
        .field(number(&ui, "base_value", "indicator-base"))
        .field(date(&ui, "base_date", "indicator-base-date"))
        .field(with_hint(&ui, targets, "indicator-targets"))
        .field(hidden("revision"))
        .cancel(cancel)
        .fill(filled(before));
    let heading = ui.t(if before.is_some() {
        "indicator-edit"
    } else {
        "indicator-new"
    });
    let remove = ui.t("indicator-remove");
    let page = FormPage::new(ui, heading, form);
    Ok(match before {
        Some(_) => page.link(at.href(&format!("{rest}/ta-bort")), remove),
        None => page,
    })
}

fn filled(before: Option<&IndicatorView>) -> Values {
    let Some(view) = before else {
        return Values::default().set("direction", "up");
    };
    let one = &view.indicator;
    let targets: Vec<Vec<String>> = view
        .targets
        .iter()
        .map(|aim| vec![aim.year.to_string(), plain(aim.value)])
        .collect();
    Values::default()
        .set("goal", &one.goal)
        .set("name", &one.name)
        .set("unit", &one.unit)
        .set("direction", one.direction.code())
        .set("numerator", &one.numerator)
        .set("numerator_source", &one.numerator_source)
        .set("denominator", &one.denominator)
        .set("denominator_source", &one.denominator_source)
        .set("base_value", one.base_value.map(plain).unwrap_or_default())
        .set(
            "base_date",
            one.base_date
                .map(|date| date.to_string())
                .unwrap_or_default(),
        )
        .set("revision", one.revision)
        .set_rows("targets", &COLUMNS, &targets)
}

fn read(values: &Values) -> Result<IndicatorDraft, Problem> {
    let mut targets = Vec::new();
    for (_, cells) in values.rows("targets", &COLUMNS) {
        let [year, value] = &cells[..] else { continue };
        let here = |problem: Problem| problem.at_field("targets");
        let year = year
            .parse()
            .map_err(|_| here(Problem::invalid("year_invalid").with("value", year)))?;
        targets.push(Target {
            year,
            value: parse_decimal(value).map_err(here)?,
        });
    }
    Ok(IndicatorDraft {
        goal: values
            .optional_key("goal")?
            .ok_or_else(|| Problem::invalid("field_missing").at_field("goal"))?,
        name: values.required("name")?,
        unit: values.optional("unit")?,
        direction: values.choice("direction", Direction::ALL)?,
        numerator: values.optional("numerator")?,
        numerator_source: values.optional("numerator_source")?,
        denominator: values.optional("denominator")?,
        denominator_source: values.optional("denominator_source")?,
        base_value: values.optional_decimal("base_value")?,
        base_date: values.optional_date("base_date")?,
        targets,
        seen: values.optional_integer("revision")?,
    })
}

async fn submit(
    state: AppState,
    ui: Ui,
    (collaboration, plan): (String, String),
    key: Option<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_indicator").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let before = match &key {
        Some(key) => Some(indicator_page::find(&tx, &at, key).await?),
        None => None,
    };
    let page = page(ui, &at, before.as_ref())?;
    let saved = async {
        let key: Option<Key> = before.as_ref().map(|view| view.indicator.key.clone());
        let saved = save_indicator(&tx, &actor, &at, key, read(&values)?).await?;
        Ok::<_, Problems>(at.href(&format!("/indikatorer/{}", saved.key)))
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(ui, &at, None)?.show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(path): Path<(String, String)>,
    values: Values,
) -> PageResult {
    submit(state, ui, path, None, values).await
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let view = indicator_page::find(&tx, &at, &key).await?;
    page(ui, &at, Some(&view))?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    submit(state, ui, (collaboration, plan), Some(key), values).await
}

fn removal(ui: Ui, at: &PlanScope, view: &IndicatorView) -> Result<FormPage, Problem> {
    at.require(Action::SaveIndicator.by())?;
    let here = at.href(&format!("/indikatorer/{}", view.indicator.key));
    let to = (format!("{here}/ta-bort"), here);
    plan_form::ask(
        ui,
        at,
        to,
        "indicator-remove",
        true,
        view.indicator.revision,
    )
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let view = indicator_page::find(&tx, &at, &key).await?;
    removal(ui, &at, &view)?.show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_indicator").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let view = indicator_page::find(&tx, &at, &key).await?;
    let page = removal(ui, &at, &view)?;
    let removed = remove_indicator(&tx, &actor, &at, &key).await;
    let removed = removed
        .map(|()| at.href("#uppfoljning"))
        .map_err(Problems::from);
    finish(tx, removed, page, values, "plan-part-removed").await
}
