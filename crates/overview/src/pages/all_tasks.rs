//! All that awaits somebody, and all that they wait for, page by page.

use super::lacked::{Lacked, lacked};
use super::task_rows::{Row, rows};
use crate::desk::{TaskPlace, task_page};
use crate::gather::{Reviews, known_of_person};
use crate::model::Counted;
use askama::Template;
use axum::extract::State;
use samverk_web::{AppState, PageResult, Ui, Values};

pub(super) const TASKS: &str = "/uppgifter";
pub(super) const LACKED: &str = "/uppgifter/saknas";

/// So many stand on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "all_tasks.html")]
struct TasksPage {
    ui: Ui,
    rows: Vec<Row>,
    own: Counted,
    late: Counted,
    /// After which of them it goes on.
    more: Option<String>,
    is_continued: bool,
}

pub(super) async fn tasks(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let tx = state.db.read().await?;
    let after = TaskPlace::read(query.text("efter"));
    let limit = PAGE as u64 + 1;
    let reviews = match &after {
        Some(after) => after.reviews(limit),
        None => Reviews { after: None, limit },
    };
    let mine = known_of_person(&tx, &ui.actor, reviews).await?;
    let page = task_page(&tx, &ui, &mine, (after.as_ref(), PAGE)).await?;
    let label = ui.t("layout-my-work");
    let ui = ui.with_crumb("/", label);
    ui.page(&TasksPage {
        own: page.own,
        late: page.late,
        rows: rows(&ui, &mine, page.tasks),
        more: page.more,
        is_continued: after.is_some(),
        ui: ui.clone(),
    })
}

#[derive(Template)]
#[template(path = "all_lacked.html")]
struct LackedPage {
    ui: Ui,
    lacked: Vec<Lacked>,
    /// How many there are in all.
    all: usize,
    more: Option<String>,
}

pub(super) async fn missing(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let tx = state.db.read().await?;
    let mine = known_of_person(&tx, &ui.actor, Reviews::NONE).await?;
    let from: usize = query.text("fran").parse().unwrap_or_default();
    let (lacked, all) = lacked(&tx, &ui, &mine, (from, PAGE)).await?;
    let next = from.saturating_add(PAGE);
    let label = ui.t("layout-my-work");
    let ui = ui.with_crumb("/", label);
    ui.page(&LackedPage {
        lacked,
        all,
        more: (next < all).then(|| format!("{LACKED}?fran={next}")),
        ui: ui.clone(),
    })
}
