use super::form_parts::{
    date, effect_goals, finish, focus_areas, hidden, long, optional_key, select, text,
};
use super::{plan, plan_form, words};
use crate::actions::{ActivityDraft, remove_activity, save_activity};
use crate::model::{Activity, ActivityStatus};
use crate::policy::Action;
use crate::{PlanScope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Choice, Form, FormPage, PageResult, Ui, Values};

async fn find(tx: &Tx, at: &PlanScope, key: &str) -> Result<Activity, Problem> {
    at.require(Action::SaveActivity.by())?;
    let all = store::list_activities(tx, at.plan.id).await?;
    all.into_iter()
        .find(|one| one.key.as_str() == key)
        .ok_or_else(Problem::not_found)
}

fn page(ui: Ui, at: &PlanScope, before: Option<&Activity>) -> Result<FormPage, Problem> {
    at.require(Action::SaveActivity.by())?;
    let ui = plan::inside_plan(ui, at);
    let statuses = ActivityStatus::ALL.iter();
    let statuses = statuses.map(|(code, one)| Choice::new(code, words::activity_status(&ui, *one)));
    let statuses: Vec<Choice> = statuses.collect();
    let rest = match before {
        Some(activity) => format!("/insatser/{}", activity.key),
        None => "/insatser/ny".to_owned(),
    };
    let form = Form::new(at.href(&rest), ui.t("form-save"))
        .field(text(&ui, "name", "activity-name").required())
        .field(text(&ui, "series", "activity-series"))
        .field(select(&ui, "status", "activity-status", statuses).required())
        .field(select(
            &ui,
            "focus_area",
            "plan-focus-area",
            focus_areas(at)?,
        ))
        .field(select(&ui, "goal", "plan-goal", effect_goals(at)?))
        .field(text(&ui, "responsible", "activity-responsible"))
        .field(date(&ui, "from", "activity-from"))
        .field(date(&ui, "to", "activity-to"))
        .field(long(&ui, "note", "activity-note", 2))
        .field(hidden("revision"))
        .cancel(at.href("/insatser"))
        .fill(filled(before));
    let heading = ui.t(if before.is_some() {
        "activity-edit"
    } else {
        "activity-new"
    });
    let remove = ui.t("activity-remove");
    let page = FormPage::new(ui, heading, form);
    Ok(match before {
        Some(_) => page.link(at.href(&format!("{rest}/ta-bort")), remove),
        None => page,
    })
}

fn filled(before: Option<&Activity>) -> Values {
    let Some(one) = before else {
        return Values::default();
    };
    let text = |value: Option<String>| value.unwrap_or_default();
    Values::default()
        .set("name", &one.name)
        .set("series", &one.series)
        .set("status", one.status.code())
        .set(
            "focus_area",
            text(one.focus_area.as_ref().map(ToString::to_string)),
        )
        .set("goal", text(one.goal.as_ref().map(ToString::to_string)))
        .set("responsible", &one.responsible)
        .set("from", text(one.from.map(|date| date.to_string())))
        .set("to", text(one.to.map(|date| date.to_string())))
        .set("note", &one.note)
        .set("revision", one.revision)
}

fn read(values: &Values) -> Result<ActivityDraft, Problem> {
    Ok(ActivityDraft {
        series: values.optional("series")?,
        name: values.required("name")?,
        focus_area: optional_key(values, "focus_area")?,
        goal: optional_key(values, "goal")?,
        status: values.choice("status", ActivityStatus::ALL)?,
        responsible: values.optional("responsible")?,
        from: values.optional_date("from")?,
        to: values.optional_date("to")?,
        note: values.optional("note")?,
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
    let tx = state.db.begin("save_activity").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let before = match &key {
        Some(key) => Some(find(&tx, &at, key).await?),
        None => None,
    };
    let page = page(ui, &at, before.as_ref())?;
    let saved = async {
        let key = before.as_ref().map(|activity| activity.key.clone());
        save_activity(&tx, &actor, &at, key, read(&values)?).await?;
        Ok::<_, Problems>(at.href("/insatser"))
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
    let activity = find(&tx, &at, &key).await?;
    page(ui, &at, Some(&activity))?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    submit(state, ui, (collaboration, plan), Some(key), values).await
}

fn removal(ui: Ui, at: &PlanScope, activity: &Activity) -> Result<FormPage, Problem> {
    let here = at.href(&format!("/insatser/{}", activity.key));
    let to = (format!("{here}/ta-bort"), here);
    plan_form::ask(ui, at, to, "activity-remove", true, activity.revision)
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let activity = find(&tx, &at, &key).await?;
    removal(ui, &at, &activity)?.show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_activity").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let activity = find(&tx, &at, &key).await?;
    let page = removal(ui, &at, &activity)?;
    let removed = remove_activity(&tx, &actor, &at, &key).await;
    let removed = removed
        .map(|()| at.href("/insatser"))
        .map_err(Problems::from);
    finish(tx, removed, page, values, "plan-part-removed").await
}
