use super::{plan_tables, words};
use crate::model::{Activity, FocusArea, Goal, TitledText};
use crate::policy::Action;
use crate::view::view_of;
use crate::{IndicatorView, PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    ui: Ui,
    at: PlanScope,
    view: PlanView,
    /// Where the latest version is, when another one is read.
    latest_href: Option<String>,
    buttons: Vec<Button>,
    /// Whether the text can be changed here and now.
    editable: bool,
    may_save_indicator: bool,
    areas: Vec<AreaView>,
    indicators: Table,
    /// One table for each series.
    activities: Vec<Table>,
    versions: Table,
    compare_href: Option<String>,
    history: Vec<RecordedEvent>,
}

struct Button {
    href: String,
    label: String,
    primary: bool,
}

struct AreaView {
    area: FocusArea,
    leadership: String,
    catalogue_goals: Vec<(String, String)>,
    goals: Vec<GoalView>,
    edit_href: String,
    new_goal_href: String,
}

struct GoalView {
    key: String,
    spans: Vec<SpanView>,
    owner: String,
    without_indicator: String,
    states: Vec<StateView>,
    hints: Vec<String>,
    edit_href: String,
    edit_label: String,
}

struct SpanView {
    years: String,
    text: String,
    codes: String,
}

pub(super) struct StateView {
    pub href: String,
    pub name: String,
    pub shape: &'static str,
    pub state: String,
    pub why: String,
}

impl StateView {
    pub fn of(ui: &Ui, at: &PlanScope, one: &IndicatorView) -> Self {
        Self {
            href: at.href(&format!("/indikatorer/{}", one.indicator.key)),
            name: one.indicator.name.clone(),
            shape: one.standing.state.shape(),
            state: words::state(ui, one.standing.state),
            why: words::standing(ui, one),
        }
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(&tx, ui, at, None, &query).await
}

pub async fn show_version(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): Path<(String, String, i64)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(&tx, ui, at, Some(number), &query).await
}

async fn page(tx: &Tx, ui: Ui, at: PlanScope, number: Option<i64>, query: &Values) -> PageResult {
    let view = view_of(tx, &at, number).await?;
    let list = ui.t("plan-list");
    let ui = at.scope.ui(ui).with_crumb(at.scope.href("/planer"), list);
    let indicators = plan_tables::indicators(&ui, &at, &view);
    let activities = activity_tables(&ui, &view);
    let versions = plan_tables::versions(&ui, &at, &view);
    let goals = plan_tables::goals(&ui, &view);
    let mut tables = vec![&goals, &indicators, &versions];
    tables.extend(&activities);
    if let Some(file) = download(query, &tables, tx.now()) {
        return file;
    }
    let history = match at.scope.sees_drafts() {
        true => list_object_events(tx, at.plan.id.0, 10).await?,
        false => Vec::new(),
    };
    let latest = at.latest()?.number;
    let editable =
        at.may(Action::SavePlan.by()) && view.version.status == crate::model::VersionStatus::Draft;
    let page = PlanPage {
        latest_href: (view.version.number != latest).then(|| at.href("")),
        buttons: buttons(&ui, &at, &view),
        editable,
        may_save_indicator: at.may(Action::SaveIndicator.by()),
        areas: areas(&ui, &at, &view, editable),
        activities,
        versions,
        compare_href: (view.versions.len() > 1).then(|| at.href("/jamfor")),
        indicators,
        history,
        ui: ui.clone(),
        at,
        view,
    };
    ui.page(&page)
}

/// One table for each series of activities.
fn activity_tables(ui: &Ui, view: &PlanView) -> Vec<Table> {
    let other = ui.t("activity-series-none");
    let series = view.activity_series().into_iter().zip(1..);
    let table = |((name, list), place): ((&str, Vec<&Activity>), usize)| {
        let caption = if name.is_empty() {
            other.as_str()
        } else {
            name
        };
        let id = format!("insatser-{place}");
        plan_tables::activities(ui, view, (&id, caption), &list, None)
    };
    series.map(table).collect()
}

/// The way here inside a plan.
pub(super) fn inside_plan(ui: Ui, at: &PlanScope) -> Ui {
    let list = ui.t("plan-list");
    at.scope
        .ui(ui)
        .with_crumb(at.scope.href("/planer"), list)
        .with_crumb(at.href(""), at.plan.title.clone())
}

/// What can be done with the version, the next step first.
fn buttons(ui: &Ui, at: &PlanScope, view: &PlanView) -> Vec<Button> {
    use crate::model::VersionStatus::{Adopted, Consultation, Draft, Superseded};
    let number = view.version.number;
    let to = |rest: &str, key: &str, primary: bool| Button {
        href: at.version_href(number, rest),
        label: ui.t(key),
        primary,
    };
    let mut buttons = Vec::new();
    if at.may(Action::SavePlan.by()) {
        match view.version.status {
            Draft => {
                buttons.push(to("/text", "version-edit-texts", true));
                buttons.push(to("/fokusomraden/ny", "focus-area-new", false));
                buttons.push(to("/remiss", "version-send", false));
            }
            Consultation => buttons.push(to("/utkast", "version-return", false)),
            Adopted | Superseded => {}
        }
    }
    let is_latest = at.latest().is_ok_and(|latest| latest.number == number);
    if at.may(Action::AdoptPlan.by()) && !view.version.status.is_locked() {
        buttons.push(to("/anta", "version-adopt", false));
    }
    if at.may(Action::PublishPlan.by()) {
        buttons.push(to("/publicera", "version-publish", false));
    }
    if at.may(Action::SavePlan.by()) {
        let (href, label) = (at.href("/redigera"), ui.t("plan-edit"));
        buttons.push(Button {
            href,
            label,
            primary: false,
        });
        if view.version.status.is_locked() && is_latest {
            let (href, label) = (at.href("/versioner/ny"), ui.t("version-new"));
            buttons.push(Button {
                href,
                label,
                primary: true,
            });
        }
        if !view.version.status.is_locked() && at.versions.len() > 1 {
            buttons.push(to("/ta-bort", "version-discard", false));
        }
    }
    buttons
}

fn areas(ui: &Ui, at: &PlanScope, view: &PlanView, editable: bool) -> Vec<AreaView> {
    let content = &view.version.content;
    let area_view = |area: &FocusArea| {
        let group = area.leadership_group.as_ref();
        let name = |key| {
            view.groups
                .get(key)
                .cloned()
                .unwrap_or_else(|| key.to_string())
        };
        let goals = view.names.list(&area.catalogue_goals);
        let catalogue_goal = |goal: &crate::model::GoalName| {
            (
                format!("/strategier/{}", goal.reference.catalogue),
                words::goal_name(ui, goal),
            )
        };
        let number = view.version.number;
        AreaView {
            leadership: group.map(name).unwrap_or_default(),
            catalogue_goals: goals.iter().map(catalogue_goal).collect(),
            goals: content
                .goals_of(&area.key)
                .zip(1..)
                .map(|(goal, place)| goal_view(ui, at, view, (goal, place, &area.name), editable))
                .collect(),
            edit_href: at.version_href(number, &format!("/fokusomraden/{}", area.key)),
            new_goal_href: at.version_href(number, &format!("/mal/ny?omrade={}", area.key)),
            area: area.clone(),
        }
    };
    content.focus_areas.iter().map(area_view).collect()
}

fn goal_view(
    ui: &Ui,
    at: &PlanScope,
    view: &PlanView,
    (goal, place, area): (&Goal, usize, &str),
    editable: bool,
) -> GoalView {
    let span = |years: &&[crate::model::GoalYear]| {
        let (first, last) = (years.first()?, years.last()?);
        let years = match first.year == last.year {
            true => first.year.to_string(),
            false => format!("{}–{}", first.year, last.year),
        };
        let codes = plan_tables::codes(&first.catalogue_goals);
        Some(SpanView {
            years,
            text: first.text.clone(),
            codes,
        })
    };
    let states = view
        .indicators_of(&goal.key)
        .map(|one| StateView::of(ui, at, one))
        .collect();
    let hints = match editable {
        true => view
            .hints(goal)
            .iter()
            .map(|hint| words::hint(ui, hint))
            .collect(),
        false => Vec::new(),
    };
    GoalView {
        key: goal.key.to_string(),
        spans: goal.spans().iter().filter_map(span).collect(),
        owner: view.owner(goal).to_owned(),
        without_indicator: goal.without_indicator.clone(),
        states,
        hints,
        edit_href: at.version_href(view.version.number, &format!("/mal/{}", goal.key)),
        edit_label: ui.t_with(
            "goal-edit-named",
            &[("number", &place.to_string()), ("name", area)],
        ),
    }
}

impl PlanPage {
    fn heading(&self) -> String {
        words::version_name(&self.ui, &self.view.version.summary())
    }

    fn status(&self) -> String {
        words::status(&self.ui, self.view.version.status)
    }

    fn status_color(&self) -> &'static str {
        words::status_tone(self.view.version.status).color()
    }

    /// The PDF of the version that is read.
    fn pdf_href(&self) -> String {
        match self.latest_href {
            Some(_) => self
                .at
                .href(&format!("/plan.pdf?version={}", self.view.version.number)),
            None => self.at.href("/plan.pdf"),
        }
    }

    fn period(&self) -> String {
        words::period(&self.ui, Some(self.view.plan.from), Some(self.view.plan.to))
    }

    fn appendices(&self) -> &[TitledText] {
        &self.view.version.content.appendices
    }
}
