use super::board::{self, Count};
use super::plan_areas::{AreaView, areas};
use super::plan_buttons::{Button, buttons};
use super::plan_parts::{PartLine, Shown, parts};
use super::{plan_tables, words};
use crate::model::{TitledText, VersionStatus};
use crate::policy::Action;
use crate::view::view_of;
use crate::{Activity, INDICATOR, PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use chrono::Datelike;
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::Problem;
use samverk_kept::Held;
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};
use serde::Deserialize;
use std::fmt::Display;

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    ui: Ui,
    at: PlanScope,
    view: PlanView,
    shown: Shown,
    parts: Vec<PartLine>,
    /// Where the version that is read has its pages.
    base: String,
    /// Where the foremost version is, when another one is read.
    foremost_href: Option<String>,
    /// How its goals stand.
    goals_href: String,
    goals_lead: String,
    counts: Vec<Count>,
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
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

/// What follows after the plan's address.
#[derive(Debug, Deserialize)]
pub struct Address {
    collaboration: String,
    plan: String,
    #[serde(default)]
    number: Option<i64>,
    #[serde(default)]
    part: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let shown = match &address.part {
        Some(part) => Shown::Part(part.clone()),
        None => Shown::Front,
    };
    page(&state, ui, address, shown, &query).await
}

/// All of it on one page.
pub async fn show_whole(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    page(&state, ui, address, Shown::Whole, &query).await
}

async fn page(
    state: &AppState,
    ui: Ui,
    address: Address,
    shown: Shown,
    query: &Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (collaboration, plan) = (&address.collaboration, &address.plan);
    let at = PlanScope::find(&tx, &ui.actor, collaboration, plan).await?;
    let view = view_of(&tx, &at, address.number).await?;
    let base = match address.number {
        Some(number) => at.version_href(number, ""),
        None => at.href(""),
    };
    let list = ui.t("plan-list");
    let ui = at.scope.ui(ui).with_crumb(at.scope.href("/planer"), list);
    let ui = match shown {
        Shown::Front => ui,
        _ => ui.with_crumb(&base, at.plan.title.clone()),
    };
    let texts = view.version.content.marked_texts();
    let ui = ui.showing_pictures(&tx, &at.itself(), &texts).await?;
    let parts = parts(&ui, &view);
    if let Shown::Part(code) = &shown
        && !parts.iter().any(|part| part.code == *code)
    {
        return Err(Problem::not_found().into());
    }
    let indicators = plan_tables::indicators(&ui, &at, &view);
    let activities = activity_tables(&ui, &view);
    let versions = plan_tables::versions(&ui, &at, &view);
    let goals = plan_tables::goals(&ui, &view);
    let mut tables = vec![&goals, &indicators, &versions];
    tables.extend(&activities);
    if let Some(file) = download(query, &tables, tx.now()) {
        return file;
    }
    let (beside, history) = match shown {
        Shown::Front => about(&tx, &ui, &at).await?,
        _ => (String::new(), Vec::new()),
    };
    let foremost = at.foremost()?.number;
    let editable = at.may(Action::SavePlan.by()) && view.version.status == VersionStatus::Draft;
    let may_save_indicator = at.may(INDICATOR.writers.by());
    let goals_href = at.scope.href(&format!("/mal?plan={}", at.plan.key));
    let standings = view.standings();
    let page = PlanPage {
        foremost_href: (view.version.number != foremost).then(|| at.href("")),
        goals_lead: board::lead(&ui, &standings),
        counts: board::counts(&ui, &standings, &goals_href),
        goals_href,
        buttons: buttons(&ui, &at, &view),
        editable,
        may_save_indicator,
        areas: areas(&ui, &at, (&view, &base), editable, tx.today().year()),
        activities,
        versions,
        compare_href: (view.versions.len() > 1).then(|| at.href("/jamfor")),
        indicators,
        beside,
        history,
        ui: ui.clone(),
        shown,
        parts,
        base,
        at,
        view,
    };
    ui.page(&page)
}

/// What the rooms above show of the plan, and for its own people its history.
async fn about(tx: &Tx, ui: &Ui, at: &PlanScope) -> Result<(String, Vec<RecordedEvent>), Problem> {
    let history = match at.scope.sees_drafts() {
        true => list_object_events(tx, at.plan.id.0, 10).await?,
        false => Vec::new(),
    };
    Ok((ui.beside(tx, &at.itself()).await?, history))
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
        match self.foremost_href {
            Some(_) => self
                .at
                .href(&format!("/plan.pdf?version={}", self.view.version.number)),
            None => self.at.href("/plan.pdf"),
        }
    }

    /// The PDF of a decided version for its own people: with what has been measured since, and with what
    /// was said of the draft.
    fn pdf_now_href(&self) -> Option<String> {
        let version = &self.view.version;
        let is_theirs = version.status.is_locked() && self.at.scope.sees_drafts();
        let number = version.number;
        is_theirs.then(|| self.at.href(&format!("/plan.pdf?version={number}&visa=nu")))
    }

    /// The name and address of the version in force, while an open one is read.
    fn in_force(&self) -> Option<(String, String)> {
        let version = self.at.in_force().ok()?;
        let is_beside = version.status.is_locked() && !self.view.version.status.is_locked();
        let name = || words::version_name(&self.ui, &version.summary());
        is_beside.then(|| (name(), self.at.version_href(version.number, "")))
    }

    fn is_front(&self) -> bool {
        self.shown == Shown::Front
    }

    fn is_whole(&self) -> bool {
        self.shown == Shown::Whole
    }

    /// Whether the page has the part's text.
    fn shows(&self, code: &str) -> bool {
        match &self.shown {
            Shown::Front => false,
            Shown::Whole => true,
            Shown::Part(shown) => shown == code,
        }
    }

    fn code_of(&self, kind: &str, place: impl Display) -> String {
        format!("{kind}-{place}")
    }

    fn shows_area(&self, area: &AreaView) -> bool {
        self.shows(&format!("omrade-{}", area.area.key))
    }

    fn part_href(&self, code: &str) -> String {
        format!("{}/delar/{code}", self.base)
    }

    fn place_of_part(&self) -> Option<usize> {
        let Shown::Part(code) = &self.shown else {
            return None;
        };
        self.parts.iter().position(|part| part.code == *code)
    }

    fn part(&self) -> Option<&PartLine> {
        self.parts.get(self.place_of_part()?)
    }

    fn part_before(&self) -> Option<&PartLine> {
        self.parts.get(self.place_of_part()?.checked_sub(1)?)
    }

    fn part_after(&self) -> Option<&PartLine> {
        self.parts.get(self.place_of_part()? + 1)
    }

    fn period(&self) -> String {
        words::period(&self.ui, Some(self.view.plan.from), Some(self.view.plan.to))
    }

    fn appendices(&self) -> &[TitledText] {
        &self.view.version.content.appendices
    }
}
