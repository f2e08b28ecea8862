use super::plan_areas::{AreaView, areas};
use super::plan_buttons::{Button, buttons};
use super::{plan_tables, words};
use crate::model::{TitledText, VersionStatus};
use crate::policy::Action;
use crate::view::view_of;
use crate::{Activity, INDICATOR, PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_kept::Held;
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    ui: Ui,
    at: PlanScope,
    view: PlanView,
    /// Where the latest version is, when another one is read.
    latest_href: Option<String>,
    /// How its goals stand.
    goals_href: String,
    buttons: Vec<Button>,
    /// Whether the text can be changed here and now.
    editable: bool,
    may_save_indicator: bool,
    may_order_indicators: bool,
    areas: Vec<AreaView>,
    indicators: Table,
    /// One table for each series.
    activities: Vec<Table>,
    versions: Table,
    compare_href: Option<String>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
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
    let latest = at.foremost()?.number;
    let editable = at.may(Action::SavePlan.by()) && view.version.status == VersionStatus::Draft;
    let may_save_indicator = at.may(INDICATOR.writers.by());
    let page = PlanPage {
        latest_href: (view.version.number != latest).then(|| at.href("")),
        goals_href: at.scope.href(&format!("/mal?plan={}", at.plan.key)),
        buttons: buttons(&ui, &at, &view),
        editable,
        may_save_indicator,
        may_order_indicators: may_save_indicator && view.indicators.len() > 1,
        areas: areas(&ui, &at, &view, editable),
        activities,
        versions,
        compare_href: (view.versions.len() > 1).then(|| at.href("/jamfor")),
        indicators,
        beside: ui.beside(tx, &at.itself()).await?,
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
    let table = |((name, list), place): ((&str, Vec<&Held<Activity>>), usize)| {
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
pub fn inside_plan(ui: Ui, at: &PlanScope) -> Ui {
    let list = ui.t("plan-list");
    at.scope
        .ui(ui)
        .with_crumb(at.scope.href("/planer"), list)
        .with_crumb(at.href(""), at.plan.title.clone())
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
