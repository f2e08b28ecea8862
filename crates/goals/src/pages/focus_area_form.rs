use super::form_parts::{
    at_fields, finish, goal_choices, hidden, long, number as number_field, select, text, with_hint,
};
use super::{plan, plan_form};
use crate::actions::{FocusAreaDraft, remove_focus_area, save_focus_area};
use crate::groups::group_names;
use crate::model::GoalRef;
use crate::policy::Action;
use crate::{PlanScope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

async fn page(
    tx: &Tx,
    ui: Ui,
    at: &PlanScope,
    number: i64,
    key: Option<&str>,
) -> Result<FormPage, Problem> {
    at.require(Action::SavePlan.by())?;
    let groups = group_names(tx, at.scope.collaboration.id).await?;
    let catalogues = store::list_catalogues(tx).await?;
    let ui = plan::inside_plan(ui, at);
    let groups = groups
        .iter()
        .map(|(key, name)| Choice::new(key, name.clone()))
        .collect();
    let references = FieldKind::Checkboxes(goal_choices(&ui, &catalogues));
    let references = Field::new("catalogue_goals", ui.t("plan-catalogue-goals"), references);
    let rest = format!("/fokusomraden/{}", key.unwrap_or("ny"));
    let form = Form::new(at.version_href(number, &rest), ui.t("form-save"))
        .field(text(&ui, "name", "plan-name").required())
        .field(long(&ui, "purpose", "plan-purpose", 6))
        .field(select(
            &ui,
            "leadership_group",
            "plan-leadership-group",
            groups,
        ))
        .field(text(&ui, "budget_part", "plan-budget-part"))
        .field(with_hint(&ui, references, "plan-catalogue-goals"))
        .field(number_field(&ui, "position", "plan-position"))
        .field(hidden("revision"))
        .cancel(at.version_href(number, "#fokusomraden"))
        .fill(filled(at, number, key)?);
    let heading = ui.t(if key.is_some() {
        "focus-area-edit"
    } else {
        "focus-area-new"
    });
    let remove = ui.t("focus-area-remove");
    let page = FormPage::new(ui, heading, form);
    Ok(match key {
        Some(_) => page.link(at.version_href(number, &format!("{rest}/ta-bort")), remove),
        None => page,
    })
}

fn filled(at: &PlanScope, number: i64, key: Option<&str>) -> Result<Values, Problem> {
    let version = at.version(number)?;
    let values = Values::default().set("revision", version.revision);
    let Some(key) = key else { return Ok(values) };
    let areas = &version.content.focus_areas;
    let index = areas.iter().position(|area| area.key.as_str() == key);
    let index = index.ok_or_else(Problem::not_found)?;
    let area = areas.get(index).ok_or_else(Problem::not_found)?;
    let optional = |key: &Option<samverk_foundation::Key>| {
        key.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let values = values
        .set("name", &area.name)
        .set("purpose", &area.purpose)
        .set("leadership_group", optional(&area.leadership_group))
        .set("budget_part", optional(&area.budget_part))
        .set("position", index + 1);
    let references = area.catalogue_goals.iter();
    Ok(references.fold(values, |values, one| values.add("catalogue_goals", one)))
}

fn read(values: &Values) -> Result<FocusAreaDraft, Problem> {
    let chosen = values
        .all("catalogue_goals")
        .into_iter()
        .map(GoalRef::parse);
    let position = values.optional_integer("position")?;
    Ok(FocusAreaDraft {
        name: values.required("name")?,
        purpose: values.optional("purpose")?,
        leadership_group: values.optional_key("leadership_group")?,
        budget_part: values.optional_key("budget_part")?,
        catalogue_goals: chosen
            .collect::<Result<_, _>>()
            .map_err(|problem| problem.at_field("catalogue_goals"))?,
        position: position.and_then(|position| usize::try_from(position).ok()),
        seen: values.integer("revision")?,
    })
}

async fn submit(
    state: AppState,
    ui: Ui,
    (collaboration, plan, number): (String, String, i64),
    key: Option<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_focus_area").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = page(&tx, ui, &at, number, key.as_deref()).await?;
    let saved = async {
        let draft = read(&values)?;
        save_focus_area(&tx, &actor, &at, number, key.as_deref(), draft).await?;
        Ok::<_, Problems>(at.version_href(number, "#fokusomraden"))
    };
    let by_code = [
        ("catalogue_goal_unknown", "catalogue_goals"),
        ("group_unknown", "leadership_group"),
    ];
    let saved = saved
        .await
        .map_err(|problems| at_fields(problems, &by_code, "name"));
    finish(tx, saved, page, values, "saved").await
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): Path<(String, String, i64)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(&tx, ui, &at, number, None).await?.show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(path): Path<(String, String, i64)>,
    values: Values,
) -> PageResult {
    submit(state, ui, path, None, values).await
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, area)): Path<(String, String, i64, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(&tx, ui, &at, number, Some(&area)).await?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, area)): Path<(String, String, i64, String)>,
    values: Values,
) -> PageResult {
    submit(state, ui, (collaboration, plan, number), Some(area), values).await
}

fn removal(ui: Ui, at: &PlanScope, number: i64, area: &str) -> Result<FormPage, Problem> {
    let version = at.version(number)?;
    version
        .content
        .focus_area(area)
        .ok_or_else(Problem::not_found)?;
    let here = at.version_href(number, &format!("/fokusomraden/{area}"));
    let to = (format!("{here}/ta-bort"), here);
    plan_form::ask(ui, at, to, "focus-area-remove", true, version.revision)
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, area)): Path<(String, String, i64, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    removal(ui, &at, number, &area)?.show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, area)): Path<(String, String, i64, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_focus_area").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = removal(ui, &at, number, &area)?;
    let removed = async {
        let seen = values.integer("revision")?;
        remove_focus_area(&tx, &actor, &at, number, &area, seen).await?;
        Ok::<_, Problems>(at.version_href(number, "#fokusomraden"))
    };
    let removed = removed.await;
    finish(tx, removed, page, values, "plan-part-removed").await
}
