use super::{kind_name, page_of};
use crate::actions::list_own;
use crate::model::{LongWork, State as WorkState};
use askama::Template;
use axum::extract::State;
use samverk_web::{AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui};

#[derive(Template)]
#[template(path = "long_works.html")]
struct ListPage {
    ui: Ui,
    works: Option<Table>,
}

pub(super) async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let works = list_own(&tx, &ui.actor).await?;
    ui.page(&ListPage {
        works: (!works.is_empty()).then(|| table(&ui, &works)),
        ui: ui.clone(),
    })
}

/// A state in words and colour.
pub fn state_tag(ui: &Ui, state: WorkState) -> (Tone, String) {
    let tone = match state {
        WorkState::Done => Tone::Good,
        WorkState::Failed => Tone::Bad,
        WorkState::Asking => Tone::Warning,
        WorkState::Waiting | WorkState::Working | WorkState::Cancelled => Tone::Neutral,
    };
    (tone, ui.t(&format!("long-work-state-{}", state.code())))
}

fn table(ui: &Ui, works: &[LongWork]) -> Table {
    let columns = [
        "long-work-what",
        "long-work-about",
        "long-work-state",
        "long-work-asked-at",
    ];
    let columns = columns.map(|key| Column::new(ui.t(key), ColumnKind::Text));
    let caption = ui.t("long-works-heading");
    let mut table = Table::new("arbeten", caption, columns.to_vec()).narrow(Narrow::Lists);
    for work in works {
        let (tone, state) = state_tag(ui, work.state);
        table.push(vec![
            Cell::link(page_of(work.id), kind_name(ui, &work.kind)),
            Cell::text(work.about.clone()),
            Cell::tag(tone, state),
            Cell::text(ui.time(&work.asked_at)),
        ]);
    }
    table.without_downloads()
}
