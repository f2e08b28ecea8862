use super::form_parts::{
    at_fields, finish, hidden, number as number_field, read_references, select, text, with_hint,
    write_references,
};
use super::{plan, plan_form};
use crate::actions::{GoalDraft, remove_goal, save_goal};
use crate::model::{Catalogue, GoalYear};
use crate::policy::Action;
use crate::{PlanScope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
};

const COLUMNS: [&str; 3] = ["year", "text", "catalogue_goals"];
/// A longer plan does not get a row made ready for each year.
const YEARS_READY_MAX: usize = 10;

struct Context {
    page: FormPage,
    catalogues: Vec<Catalogue>,
}

async fn context(
    tx: &Tx,
    ui: Ui,
    at: &PlanScope,
    number: i64,
    key: Option<&str>,
    area: &str,
) -> Result<Context, Problem> {
    at.require(Action::SavePlan.by())?;
    let version = at.version(number)?;
    let catalogues = store::list_catalogues(tx).await?;
    let ui = plan::inside_plan(ui, at);
    let areas = version.content.focus_areas.iter();
    let areas = areas
        .map(|area| Choice::new(&area.key, area.name.clone()))
        .collect();
    let columns = vec![
        RowColumn::new("year", ui.t("plan-year")),
        RowColumn::long("text", ui.t("plan-goal")),
        RowColumn::new("catalogue_goals", ui.t("plan-catalogue-goals")),
    ];
    let years = Field::new(
        "years",
        ui.t("goal-years"),
        FieldKind::Rows { columns, spare: 2 },
    );
    let rest = format!("/mal/{}", key.unwrap_or("ny"));
    let form = Form::new(at.version_href(number, &rest), ui.t("form-save"))
        .field(select(&ui, "focus_area", "plan-focus-area", areas).required())
        .field(with_hint(&ui, years, "goal-years").required())
        .field(text(&ui, "owner", "plan-owner"))
        .field(text(&ui, "without_indicator", "plan-without-indicator"))
        .field(number_field(&ui, "position", "goal-position"))
        .field(hidden("revision"))
        .cancel(at.version_href(number, "#fokusomraden"))
        .fill(filled(at, number, key, area, &catalogues)?);
    let heading = ui.t(if key.is_some() {
        "goal-edit"
    } else {
        "goal-new"
    });
    let (lead, remove) = (ui.t("goal-lead"), ui.t("goal-remove"));
    let page = FormPage::new(ui, heading, form).lead(lead);
    let page = match key {
        Some(_) => page.link(at.version_href(number, &format!("{rest}/ta-bort")), remove),
        None => page,
    };
    Ok(Context { page, catalogues })
}

/// The years of the plan stand ready, also those that have no text yet.
fn filled(
    at: &PlanScope,
    number: i64,
    key: Option<&str>,
    area: &str,
    catalogues: &[Catalogue],
) -> Result<Values, Problem> {
    let version = at.version(number)?;
    let values = Values::default().set("revision", version.revision);
    let goals = &version.content.goals;
    let (values, years) = match key {
        None => (values.set("focus_area", area), Vec::new()),
        Some(key) => {
            let index = goals.iter().position(|goal| goal.key.as_str() == key);
            let index = index.ok_or_else(Problem::not_found)?;
            let goal = goals.get(index).ok_or_else(Problem::not_found)?;
            let values = values
                .set("focus_area", &goal.focus_area)
                .set("owner", &goal.owner)
                .set("without_indicator", &goal.without_indicator)
                .set("position", index + 1);
            (values, goal.years.clone())
        }
    };
    let mut rows: Vec<(i32, Vec<String>)> = years
        .iter()
        .map(|text| {
            let references = write_references(&text.catalogue_goals, catalogues);
            (
                text.year,
                vec![text.year.to_string(), text.text.clone(), references],
            )
        })
        .collect();
    if at.plan.years().count() <= YEARS_READY_MAX {
        let missing = at
            .plan
            .years()
            .filter(|year| years.iter().all(|text| text.year != *year));
        let empty = |year: i32| (year, vec![year.to_string(), String::new(), String::new()]);
        rows.extend(missing.map(empty).collect::<Vec<_>>());
    }
    rows.sort_by_key(|(year, _)| *year);
    let rows: Vec<_> = rows.into_iter().map(|(_, cells)| cells).collect();
    Ok(values.set_rows("years", &COLUMNS, &rows))
}

fn read(values: &Values, catalogues: &[Catalogue]) -> Result<GoalDraft, Problem> {
    let mut years = Vec::new();
    for (_, cells) in values.rows("years", &COLUMNS) {
        let [year, text, references] = &cells[..] else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let here = |problem: Problem| problem.at_field("years");
        let year = year
            .parse()
            .map_err(|_| here(Problem::invalid("year_invalid").with("value", year)))?;
        let catalogue_goals = read_references(references, catalogues).map_err(here)?;
        years.push(GoalYear {
            year,
            text: text.clone(),
            catalogue_goals,
        });
    }
    let position = values.optional_integer("position")?;
    Ok(GoalDraft {
        focus_area: values
            .optional_key("focus_area")?
            .ok_or_else(|| Problem::invalid("field_missing").at_field("focus_area"))?,
        owner: values.optional("owner")?,
        without_indicator: values.optional("without_indicator")?,
        years,
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
    let tx = state.db.begin("save_goal").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let Context { page, catalogues } = context(&tx, ui, &at, number, key.as_deref(), "").await?;
    let saved = async {
        let draft = read(&values, &catalogues)?;
        let key = save_goal(&tx, &actor, &at, number, key.as_deref(), draft).await?;
        Ok::<_, Problems>(at.version_href(number, &format!("#mal-{key}")))
    };
    let by_code = [("focus_area_unknown", "focus_area")];
    let saved = saved
        .await
        .map_err(|problems| at_fields(problems, &by_code, "years"));
    finish(tx, saved, page, values, "saved").await
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): Path<(String, String, i64)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    context(&tx, ui, &at, number, None, query.text("omrade"))
        .await?
        .page
        .show()
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
    Path((collaboration, plan, number, goal)): Path<(String, String, i64, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    context(&tx, ui, &at, number, Some(&goal), "")
        .await?
        .page
        .show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, goal)): Path<(String, String, i64, String)>,
    values: Values,
) -> PageResult {
    submit(state, ui, (collaboration, plan, number), Some(goal), values).await
}

fn removal(ui: Ui, at: &PlanScope, number: i64, goal: &str) -> Result<FormPage, Problem> {
    let version = at.version(number)?;
    version.content.goal(goal).ok_or_else(Problem::not_found)?;
    let here = at.version_href(number, &format!("/mal/{goal}"));
    let to = (format!("{here}/ta-bort"), here);
    plan_form::ask(ui, at, to, "goal-remove", true, version.revision)
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, goal)): Path<(String, String, i64, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    removal(ui, &at, number, &goal)?.show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number, goal)): Path<(String, String, i64, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_goal").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = removal(ui, &at, number, &goal)?;
    let removed = async {
        let seen = values.integer("revision")?;
        remove_goal(&tx, &actor, &at, number, &goal, seen).await?;
        Ok::<_, Problems>(at.version_href(number, "#fokusomraden"))
    };
    let removed = removed.await;
    finish(tx, removed, page, values, "plan-part-removed").await
}
