//! How a plan's effect goals stand, by focus area and with what is red first.

use super::plans::{Meant, of_day, visible_plans};
use super::words;
use crate::goal_standing::{GoalStanding, GoalState, count_states};
use crate::view::view_of;
use crate::{PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use chrono::Datelike;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, PageResult, Table, Ui, Values, download,
};

/// The choice of all that is red.
const RED: &str = "rott";

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    ui: Ui,
    plans: Vec<Choice>,
    /// None when there is no plan to see.
    board: Option<Board>,
}

struct Board {
    plan: String,
    title: String,
    href: String,
    lead: String,
    counts: Vec<Count>,
    states: Vec<Choice>,
    state: String,
    areas: Vec<Area>,
    table: Table,
}

pub(super) struct Count {
    pub shape: &'static str,
    pub words: String,
    pub count: usize,
    pub href: String,
}

struct Area {
    key: String,
    name: String,
    href: String,
    /// How many of its goals are red, in words.
    lead: String,
    rows: Vec<Row>,
}

/// An effect goal on one line.
pub(super) struct Row {
    pub href: String,
    pub title: String,
    pub shape: &'static str,
    pub state: String,
    pub why: String,
    pub owner: String,
    /// The figure, its day, and the indicator's name and address.
    pub last: Option<(String, String, String, String)>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let plans = visible_plans(&tx, &scope, Meant::InForce).await?;
    let wanted = query.text("plan");
    let found = match wanted {
        "" => of_day(&plans, tx.today()),
        key => {
            let mut named = plans.iter().filter(|(plan, _)| plan.key.as_str() == key);
            Some(named.next().ok_or_else(Problem::not_found)?)
        }
    };
    let ui = scope.ui(ui);
    let choices = plans
        .iter()
        .map(|(plan, _)| Choice::new(&plan.key, &plan.title))
        .collect();
    let board = match found {
        Some((plan, _)) => {
            let at = PlanScope::inside(&tx, scope.clone(), plan.key.as_str()).await?;
            let number = at.in_force()?.number;
            let view = view_of(&tx, &at, Some(number)).await?;
            Some(board(
                &ui,
                &at,
                &view,
                query.text("lage"),
                tx.today().year(),
            ))
        }
        None => None,
    };
    if let Some(board) = &board
        && let Some(file) = download(&query, &[&board.table], tx.now())
    {
        return file;
    }
    let page = BoardPage {
        plans: choices,
        board,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn board(ui: &Ui, at: &PlanScope, view: &PlanView, wanted: &str, year: i32) -> Board {
    let all = view.standings();
    let base = at.scope.href("/mal");
    let passes = |one: &GoalStanding| match wanted {
        "" => true,
        RED => one.state.is_red(),
        code => one.state.code() == code,
    };
    let shown: Vec<_> = all.iter().filter(|one| passes(one)).cloned().collect();
    Board {
        plan: at.plan.key.to_string(),
        title: at.plan.title.clone(),
        href: at.href(""),
        lead: lead(ui, &all),
        counts: counts(ui, &all, &format!("{base}?plan={}", at.plan.key)),
        states: states(ui),
        state: wanted.to_owned(),
        areas: areas(ui, at, view, &shown, year),
        table: table(ui, at, view, &shown, year).without_downloads(),
    }
}

/// `3 av 8 effektmål ligger efter planen eller saknar mätning`.
pub(super) fn lead(ui: &Ui, all: &[GoalStanding]) -> String {
    let red = all.iter().filter(|one| one.state.is_red()).count();
    let (red, all) = (red.to_string(), all.len().to_string());
    ui.t_with("board-lead", &[("count", &red), ("all", &all)])
}

/// `3 av 8 ligger efter eller saknar mätning`.
pub(super) fn area_lead(ui: &Ui, own: &[&GoalStanding]) -> String {
    let red = own.iter().filter(|one| one.state.is_red()).count();
    let (red, all) = (red.to_string(), own.len().to_string());
    ui.t_with("board-area-lead", &[("count", &red), ("all", &all)])
}

/// Each state with how many goals are in it, and where they are listed.
pub(super) fn counts(ui: &Ui, all: &[GoalStanding], base: &str) -> Vec<Count> {
    let count = |(state, count): (GoalState, usize)| Count {
        shape: state.shape(),
        words: words::goal_state(ui, state),
        count,
        href: format!("{base}&lage={}", state.code()),
    };
    count_states(all).into_iter().map(count).collect()
}

fn states(ui: &Ui) -> Vec<Choice> {
    let all = GoalState::ALL.into_iter();
    let each = all.map(|state| Choice::new(state.code(), words::goal_state(ui, state)));
    std::iter::once(Choice::new(RED, ui.t("board-red")))
        .chain(each)
        .collect()
}

/// Red first; those alike stay in the plan's order.
pub(super) fn red_first<'a, 'v>(all: &'a [GoalStanding<'v>]) -> Vec<&'a GoalStanding<'v>> {
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by_key(|one| one.state);
    sorted
}

/// The focus areas with red goals first, each with its red goals first.
fn areas(ui: &Ui, at: &PlanScope, view: &PlanView, shown: &[GoalStanding], year: i32) -> Vec<Area> {
    let sorted = red_first(shown);
    let area = |area: &crate::model::FocusArea| {
        let own = sorted.iter().filter(|one| one.goal.focus_area == area.key);
        let own: Vec<&GoalStanding> = own.copied().collect();
        let worst = own.first()?.state;
        let area = Area {
            key: area.key.to_string(),
            name: area.name.clone(),
            href: at.href(&format!("#omrade-{}", area.key)),
            lead: area_lead(ui, &own),
            rows: own.iter().map(|one| row(ui, at, view, one, year)).collect(),
        };
        Some((worst, area))
    };
    let areas = view.version.content.focus_areas.iter();
    let mut areas: Vec<_> = areas.filter_map(area).collect();
    areas.sort_by_key(|(worst, _)| !worst.is_red());
    areas.into_iter().map(|(_, area)| area).collect()
}

fn row(ui: &Ui, at: &PlanScope, view: &PlanView, one: &GoalStanding, year: i32) -> Row {
    let last = one.last.map(|(by, made)| {
        let href = at.href(&format!("/indikatorer/{}", by.indicator.key));
        let figure = words::figure(made.value, &by.indicator.unit);
        (
            figure,
            ui.date(&made.date),
            by.indicator.name.to_string(),
            href,
        )
    });
    Row {
        href: at.href(&format!("#mal-{}", one.goal.key)),
        title: one.goal.text_in(year).to_owned(),
        shape: one.state.shape(),
        state: words::goal_state(ui, one.state),
        why: why(ui, one),
        owner: view.owner(one.goal).to_owned(),
        last,
    }
}

/// What the deciding indicator says, or why there is none.
fn why(ui: &Ui, one: &GoalStanding) -> String {
    match (one.decided_by, one.state) {
        (Some(view), _) => words::standing(ui, view),
        (None, GoalState::Excused) => one.goal.without_indicator.clone(),
        (None, _) => ui.t("goal-hint-measure"),
    }
}

fn table(ui: &Ui, at: &PlanScope, view: &PlanView, shown: &[GoalStanding], year: i32) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let columns = vec![
        text("plan-focus-area"),
        text("plan-goal"),
        text("indicator-state"),
        text("indicator-last-value"),
        Column::new(ui.t("indicator-last-date"), ColumnKind::Date),
        text("indicator-name"),
        text("plan-owner"),
        text("indicator-why"),
    ];
    let mut table = Table::new("mal", ui.t("board-table"), columns);
    for one in red_first(shown) {
        let area = view
            .version
            .content
            .focus_area(one.goal.focus_area.as_str());
        let row = row(ui, at, view, one, year);
        let made = one.last.map(|(_, made)| made.date);
        let (figure, indicator) = row
            .last
            .map(|(figure, _, name, _)| (figure, name))
            .unwrap_or_default();
        table.push(vec![
            Cell::text(area.map_or("", |area| area.name.as_str())),
            Cell::text(row.title),
            Cell::text(row.state),
            Cell::text(figure),
            made.map_or_else(Cell::empty, Cell::date),
            Cell::text(indicator),
            Cell::text(row.owner),
            Cell::text(row.why),
        ]);
    }
    table
}
